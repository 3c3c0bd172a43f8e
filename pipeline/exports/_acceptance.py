"""What the ministry's import or the law would have against a package: what `sohoa pre-flight` lists and the hand-over obeys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline import dates, numbering
from pipeline.entries import Entry, Ink
from pipeline.errors import UnreadableScan
from pipeline.exports import Package, _demands
from pipeline.exports._naming import Naming, identity, lacking
from pipeline.exports._template import Template
from pipeline.exports._transcript import picture_size
from pipeline.exports._writing import left_out, place_of
from pipeline.receipts import LeftOut, Objection

BOOK = "cả sổ"
LOOK = "hãy xem lại trong sổ"

ALWAYS = frozenset({"book", "undecided", "torn", "number", "day", "name", "picture"})
"""Checks that hold an entry back whatever ``ministry.toml`` says: without them there is no fact, no file or no name for it."""

OF_CELLS = frozenset({"date", "code", "letters", "long"})
"""Checks whose words need the name of the cell before them."""


def objections(package: Package, template: Template, naming: Naming) -> list[Objection]:
    """Return everything that speaks against the package: of the book first, then entry by entry as they stand in the book.

    An entry goes out if none of its objections blocks and none of the book's does.
    """
    inspector = _Inspector(package, template, naming, _demands.load())
    found = [*inspector.book()]
    of_entry = {entry.id: list(inspector.entry(entry)) for entry in in_order(package)}
    for entry_id, objection in inspector.twice([entry for entry in in_order(package) if goes(of_entry[entry.id])]):
        of_entry[entry_id].append(objection)
    return [*found, *(objection for those in of_entry.values() for objection in those)]


def in_order(package: Package) -> list[Entry]:
    """Return the entries as they stand in the book."""
    return sorted(package.entries, key=lambda entry: (entry.page.number, entry.page.id, entry.order))


def goes(those: Sequence[Objection]) -> bool:
    """Return True if nothing among the objections holds an entry back."""
    return not any(objection.blocks for objection in those)


def sorted_out(package: Package, found: Sequence[Objection]) -> tuple[list[Entry], list[LeftOut]]:
    """Return the entries that go out, in book order, and the others with all that holds them back."""
    ready: list[Entry] = []
    left: list[LeftOut] = []
    for entry in in_order(package):
        blocking = [one for one in found if one.blocks and one.entry_id in {0, entry.id}]
        if blocking:
            left.append(left_out(entry, _reason(blocking)))
        else:
            ready.append(entry)
    return ready, left


def _reason(blocking: Sequence[Objection]) -> str:
    return "; ".join(f"{one.title}: {one.message}" if one.check in OF_CELLS else one.message for one in blocking)


@dataclass(frozen=True, slots=True)
class _Inspector:
    package: Package
    template: Template
    naming: Naming
    demands: _demands.Demands

    def book(self) -> Iterator[Objection]:
        missing = lacking(self.package.book)
        if missing:
            yield self._of_book("book", missing)
        for name in self.package.namesakes:
            same = f"sổ «{name}» cũng ghi xã, năm, quyển này: hai gói trùng tên, hãy để vào hai thư mục"
            yield self._of_book("namesake", same)

    def entry(self, entry: Entry) -> Iterator[Objection]:
        yield from self._undecided(entry)
        yield from self._number(entry)
        yield from self._day(entry)
        yield from self._years(entry)
        for column in self.package.form_of(entry).columns:
            text = entry.decided(column.name)
            if text and column.name in self.template.columns:
                yield from self._cell(entry, column.name, column.kind, text)
        if picture_size(entry.page.picture) is None:
            gone = UnreadableScan(f"Không mở được ảnh trang «{entry.page.picture.name}».")
            yield self._say("picture", entry, "", str(gone))
        there = self.package.elsewhere.get(identity(entry, self.package.book) or ("", 0, 0))
        if there:
            said = f"số này đã có ở {there}; hãy xem lại năm và quyển của hai sổ, hoặc sổ bị nhận vào hai lần"
            yield self._say("elsewhere", entry, "so", said)

    def twice(self, entries: Sequence[Entry]) -> Iterator[tuple[int, Objection]]:
        """Yield what is said of entries with one number, or one file name: the first goes out, the others stay behind."""
        first: dict[object, Entry] = {}
        for entry in entries:
            name = self.naming.case(entry, self.package)
            marks = [name, identity(entry, self.package.book)]
            known = next((first[mark] for mark in marks if mark in first), None)
            if known is None:
                first.update(dict.fromkeys(marks, entry))
                continue
            same = name == self.naming.case(known, self.package)
            check, words = ("name", "số và ngày đăng ký") if same else ("doubled", "số")
            page = f"trang {known.page.number}"
            said = f"trùng {words} với trường hợp ở {page}; {LOOK}, hoặc trang bị chụp hai lần"
            yield entry.id, self._say(check, entry, "so", said)
            again = f"trường hợp ở trang {entry.page.number} cũng ghi số này; {LOOK}"
            yield known.id, self._say("twin", known, "so", again)

    def _undecided(self, entry: Entry) -> Iterator[Objection]:
        columns = self.package.form_of(entry).columns
        still_open = [column for column in columns if entry.decided(column.name) is None]
        if still_open:
            titles = ", ".join(column.title for column in still_open)
            said = f"còn {len(still_open)} ô chưa quyết định: {titles}"
            yield Objection("undecided", entry.id, place_of(entry), still_open[0].name, "", said, blocks=True)
        for column in still_open:
            reading = entry.readings.get(column.name)
            if reading and reading.ink is Ink.TORN and column.name not in entry.decisions:
                yield self._say("torn", entry, column.name, "ô rách, mất mà chưa ai quyết định")

    def _number(self, entry: Entry) -> Iterator[Objection]:
        text = entry.decided("so")
        if text is not None and numbering.parse(text) is None:
            unclear = f"số «{text}» không rõ là số mấy nên không đặt được tên tệp"
            yield self._say("number", entry, "so", f"{unclear if text else _nothing('số', entry, 'so')}; {LOOK}")

    def _day(self, entry: Entry) -> Iterator[Objection]:
        text = entry.decided("ngayDangKy")
        if text is None or self.naming.zeros:
            return
        day = dates.parse(text)
        if day is None or day.day is None:
            partial = f"ngày đăng ký «{text}» không đủ ngày, tháng, năm"
            said = partial if text else _nothing("ngày đăng ký", entry, "ngayDangKy")
            yield self._say("day", entry, "ngayDangKy", f"{said}; {LOOK}")

    def _years(self, entry: Entry) -> Iterator[Objection]:
        number, day = numbering.parse(entry.decided("so") or ""), dates.parse(entry.decided("ngayDangKy") or "")
        if number and number.year and day and number.year != day.year:
            said = f"số ghi năm {number.year}, ngày đăng ký năm {day.year}; {LOOK}"
            yield self._say("years", entry, "so", said)

    def _cell(self, entry: Entry, name: str, kind: str, text: str) -> Iterator[Objection]:
        if kind == "partial_date" and self.demands.dated(name, text) is None:
            yield self._say("date", entry, name, f"«{text}» không phải ngày; {self.demands.grammar(name)}")
        if not self.template.lists(name, text):
            yield self._say("code", entry, name, f"«{text}» không có trong danh mục mã của Bộ")
        for check, said in self.demands.faults(name, text):
            yield self._say(check, entry, name, said)

    def _say(self, check: str, entry: Entry, column: str, message: str) -> Objection:
        title = self.package.form_of(entry).column(column).title if column else ""
        blocks = check in ALWAYS or self.demands.blocks.get(check, False)
        return Objection(check, entry.id, place_of(entry), column, title, message, blocks)

    def _of_book(self, check: str, message: str) -> Objection:
        return Objection(check, 0, BOOK, "", "", message, check in ALWAYS)


def _nothing(what: str, entry: Entry, column: str) -> str:
    return f"{what} không đọc được nên không đặt được tên tệp" if entry.unread(column) else f"không có {what}"
