"""What the ministry's system says of a package: read from its import report, and laid beside the entries of the book.

The newest word on a number counts: a second report of the rows that were sent again supersedes the first for those rows, and says
nothing of the others.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from pipeline import headings, numbering
from pipeline.closings import ImportReport, ReportedRow
from pipeline.entries import Book, Entry
from pipeline.errors import UsageError, cause
from pipeline.forms import REGISTERS
from pipeline.headings import Headed
from pipeline.listing import Row, UnreadableList, tables
from pipeline.numbering import Number
from pipeline.rules._places import Place, places
from pipeline.vietnamese import key

ACCEPTED = frozenset(
    "thanh cong;hop le;da nhap;da tiep nhan;chap nhan;dat;ok;success;accepted;imported;da import".split(";")
)
REJECTED = ("that bai", "khong thanh cong", "khong hop le", "khong dat", "loi", "tu choi", "bi tu choi", "tra lai", "bi tra lai",
            "error", "failed", "rejected")  # fmt: skip
"""What an import report says of a row, by comparison key; what follows a word of rejection is its reason. The words are those usual
on such screens, for no report of the ministry's system is public: another word is refused, not guessed."""

REGISTER = re.compile(r"(?:^|[^A-Za-z])(KS|KH|KT|CMC|HN)(?:[^A-Za-z]|$)")
"""The register in a file's name, which the packages carry (domain.md §1.3)."""

MOST = 200_000
"""Rows of a report: a package holds one book, and the largest known province has 1.5 million cases in 27,548 (domain.md §5.1)."""


class Answer(StrEnum):
    """How far an entry has come on its way into the ministry's system."""

    REJECTED = "rejected"
    CHANGED = "changed"
    OPEN = "open"
    UNANSWERED = "unanswered"
    ACCEPTED = "accepted"


WORDS: Mapping[Answer, str] = {
    Answer.REJECTED: "bị trả lại",
    Answer.CHANGED: "đã xem lại sau khi bị trả lại, chờ nộp lại",
    Answer.OPEN: "còn ô chưa trả lời",
    Answer.UNANSWERED: "đã xong, chưa thấy trong báo cáo nào",
    Answer.ACCEPTED: "đã vào phần mềm của Bộ",
}
"""What the clerk reads, what needs a person first."""


@dataclass(frozen=True, slots=True)
class Mine:
    """One entry of the book as it stands now.

    Attributes:
        entry: the entry.
        register: of its form.
        still_open: cells without an answer for good.
        changed: moment of its newest answer, None if it has none.
    """

    entry: Entry
    register: str
    still_open: int
    changed: datetime | None


@dataclass(frozen=True, slots=True)
class Case:
    """One entry and what the ministry's system said of it.

    Attributes:
        entry: the entry.
        register: of its form.
        answer: how far it has come.
        reason: why it was sent back; '' if it was not.
        report: name of the report that says so; '' if none does.
    """

    entry: Entry
    register: str
    answer: Answer
    reason: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A book beside all its reports.

    Attributes:
        cases: every entry, in book order.
        strangers: rows that no entry of the book has the number of, or several have, with the name of their report.
    """

    cases: tuple[Case, ...]
    strangers: tuple[tuple[str, ReportedRow], ...]

    def left(self) -> list[Case]:
        """Return the entries that wait for something, those that were sent back first."""
        order = list(Answer)
        waiting = [case for case in self.cases if case.answer is not Answer.ACCEPTED]
        return sorted(waiting, key=lambda case: order.index(case.answer))

    def count(self, answer: Answer) -> int:
        """Return how many entries have come that far."""
        return sum(case.answer is answer for case in self.cases)


def read_report(
    path: Path, registers: Sequence[str], given: Mapping[str, str], who: str, when: datetime
) -> ImportReport:
    """Return the report of a file.

    Args:
        path: CSV or XLSX.
        registers: kinds of register in the book it is about.
        given: heading by column, as a person says.
        who: who loads it.
        when: moment of loading.

    Raises:
        UsageError: the file cannot be read, its columns or words are not clear, or it is not clear which register it is of.
        UnreadableList: it holds no row.
    """
    names = headings.names_of_report()
    found = headings.headed(tables(path), names, [("so",), ("outcome", "reason")], given)
    rows = tuple(_rows(path, found))
    if not rows:
        raise UnreadableList(f"«{path.name}» không có dòng nào dưới tiêu đề.")
    try:
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise UnreadableList(f"Không mở được «{path}»: {cause(error)}.") from error
    return ImportReport(path.name, checksum, _register(path, registers), who, when, rows)


def beside(book: Book, mine: Sequence[Mine], reports: Sequence[ImportReport]) -> Returned:
    """Lay all reports of a book, oldest first, beside its entries."""
    found = _Numbered(book, mine)
    newest: dict[int, tuple[ImportReport, ReportedRow]] = {}
    strangers: dict[tuple[str, str, str], tuple[str, ReportedRow]] = {}
    for report in reports:
        for row in report.rows:
            entry_id = found.entry(report.register, row)
            if entry_id is None:
                strangers[report.register, row.volume, row.number] = report.name, row
            else:
                newest[entry_id] = report, row
    cases = tuple(_case(one, newest.get(one.entry.id)) for one in mine)
    return Returned(cases, tuple(strangers.values()))


def _case(mine: Mine, said: tuple[ImportReport, ReportedRow] | None) -> Case:
    if said is None:
        answer = Answer.OPEN if mine.still_open else Answer.UNANSWERED
        return Case(mine.entry, mine.register, answer)
    report, row = said
    if row.accepted:
        return Case(mine.entry, mine.register, Answer.ACCEPTED, "", report.name)
    looked_at = mine.changed is not None and mine.changed > report.when and not mine.still_open
    answer = Answer.CHANGED if looked_at else Answer.REJECTED
    return Case(mine.entry, mine.register, answer, row.reason, report.name)


class _Numbered:
    """The entries of a book by register and number."""

    def __init__(self, book: Book, mine: Sequence[Mine]) -> None:
        self._volume = numbering.parse(book.volume)
        self._places: dict[tuple[str, int], list[Place]] = {}
        registers = {one.entry.id: one.register for one in mine}
        for place in places(book, [one.entry for one in mine]):
            if place.number is not None:
                self._places.setdefault((registers[place.entry.id], place.number.value), []).append(place)

    def entry(self, register: str, row: ReportedRow) -> int | None:
        """Return the one entry that a row is about, None if there is none or more than one."""
        number, volume = numbering.parse(row.number), numbering.parse(row.volume)
        if number is None:
            return None
        year = number.year or (volume.year if volume else None)
        fitting = [
            place.entry.id
            for place in self._places.get((register, number.value), ())
            if (year is None or place.year in {0, year}) and self._same_volume(place, volume)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def _same_volume(self, place: Place, volume: Number | None) -> bool:
        own = place.volume or self._volume
        return own is None or volume is None or own.value == volume.value


def _register(path: Path, registers: Sequence[str]) -> str:
    """Return the register a report is of: the only one of the book, or the one in the name of the file.

    Raises:
        UsageError: the book has several and the name says none of them.
    """
    if len(registers) == 1:
        return registers[0]
    named = REGISTER.search(path.stem)
    if named and named[1] in registers:
        return named[1]
    if not registers:
        raise UsageError("Sổ này chưa có trường hợp nào được đọc. Hãy chạy sohoa read trước.")
    kinds = ", ".join(f"{register} ({REGISTERS[register]})" for register in registers)
    raise UsageError(
        f"Sổ có nhiều loại: {kinds}. Hãy đặt mã loại vào tên tệp báo cáo, ví dụ {registers[0]}-{path.name}."
    )


def _rows(path: Path, found: Headed) -> Iterator[ReportedRow]:
    for many, (line, cells) in enumerate(found.rows()):
        if many >= MOST:
            raise UsageError(f"«{path.name}» có hơn {MOST} dòng: đây không phải báo cáo của một sổ.")
        said = {name: cells[place] if place < len(cells) else "" for name, place in found.places.items()}
        if said["so"]:
            yield _row(path, (line, cells), said)


def _row(path: Path, row: Row, said: Mapping[str, str]) -> ReportedRow:
    outcome, reason = said.get("outcome", ""), said.get("reason", "")
    word = " ".join(re.findall(r"[a-z0-9]+", key(outcome)))
    if "outcome" not in said:
        accepted = not reason
    elif word in ACCEPTED:
        accepted = True
    elif any(f"{word} ".startswith(f"{one} ") for one in REJECTED):
        accepted = False
    else:
        raise UsageError(
            f"«{path.name}» dòng {row[0]}: không hiểu kết quả «{outcome}». "
            "Hãy ghi vào cột kết quả «Thành công» hoặc «Lỗi» rồi nạp lại."
        )
    return ReportedRow(row[0], said["so"], said.get("quyenSo", ""), accepted, "" if accepted else reason or outcome)
