"""Slips on paper for what the book alone does not answer: ``<book>.<LOAI>.phieu-xac-minh.pdf``, sorted by who may know.

Staff visit hamlets to verify what cannot be read (domain.md §5.2). A slip shows the very words, what the machine made of them
and why the cell was set aside, and has room for the answer. It is no hand-over of values: nothing on it is a fact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import IO

from PIL import Image

from pipeline import scans
from pipeline.asking import code_of, questioned
from pipeline.entries import Entry, Verdict
from pipeline.errors import UnreadableScan
from pipeline.exports import Package
from pipeline.exports._slip_pages import Group, Question, draw
from pipeline.exports._transcript import STATES
from pipeline.exports._writing import file_name, left_out, place_of, write_all
from pipeline.forms import Column
from pipeline.geometry import Box
from pipeline.hamlets import RESIDENCE, hamlet_of
from pipeline.receipts import LeftOut, Receipt
from pipeline.scans import Scan
from pipeline.vietnamese import key

SUPERIOR = "Xin ý kiến cấp trên"
NOWHERE = "Chưa rõ thôn, xóm, tổ dân phố"

MARGIN = 0.35
"""Share of a cell's height shown around it, as on the screen (``views.MARGIN``): tone marks and tails leave the cell."""

QUALITY = 80
"""JPEG quality of the picture of a cell, that of the screen (``views.crop``)."""


@dataclass(frozen=True, slots=True)
class Slips:
    """Write a PDF of every cell that was set aside or that nobody could read, one sheet or more for each hamlet.

    The hamlet is that of a residence in the entry. What a superior is asked stands on sheets of its own. The same book
    gives the same bytes.
    """

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write ``<book>.<LOAI>.phieu-xac-minh.pdf``; rows of the receipt are entries with a question.

        Entries with cells that nobody has looked at are listed as left out: those cells are on no slip. If there is nothing
        to ask, nothing is written and an older file stays.

        Raises:
            TargetError: the folder cannot be written; an older file there is as it was.
        """
        entries = sorted(package.entries, key=lambda entry: (entry.page.number, entry.page.id, entry.order))
        left = list(_not_looked_at(entries, package))
        asked = [entry for entry in entries if any(questioned(entry, package.form_of(entry)))]
        if not asked:
            none = [LeftOut(0, "cả sổ", "không có ô nào để lại, cũng không có ô nào không đọc được")]
            return Receipt([], 0, left or (none if entries else []))

        def write_slips(file: IO[bytes]) -> None:
            draw(file, package.book.name, _groups(asked, package))

        files = write_all(folder, {file_name(package, "phieu-xac-minh.pdf"): write_slips})
        return Receipt(files, len(asked), left)


def _not_looked_at(entries: Sequence[Entry], package: Package) -> Iterator[LeftOut]:
    for entry in entries:
        columns = package.form_of(entry).columns
        titles = [column.title for column in columns if column.name not in entry.decisions]
        if titles:
            yield left_out(entry, f"còn {len(titles)} ô chưa ai xem nên chưa có trên phiếu: {', '.join(titles)}")


def _groups(entries: Sequence[Entry], package: Package) -> list[Group]:
    """Return the questions by hamlet, superiors first, hamlets by name, entries without one last."""
    titles: dict[tuple[int, str, str], str] = {}
    questions: dict[tuple[int, str, str], list[Question]] = {}
    for _, of_page in groupby(entries, key=lambda entry: entry.page.id):
        on_page = list(of_page)
        scan = _decoded(on_page[0].page.picture)
        for entry in on_page:
            for column in questioned(entry, package.form_of(entry)):
                place, title = _addressee(entry, column, package)
                titles.setdefault(place, title)
                questions.setdefault(place, []).append(_question(entry, column, scan, package))
    return [Group(titles[place], questions[place]) for place in sorted(titles)]


def _addressee(entry: Entry, column: Column, package: Package) -> tuple[tuple[int, str, str], str]:
    """Return the sort key and the title of the group a question belongs to; hamlets differ by their marks too."""
    if entry.decisions[column.name].verdict is Verdict.ASK_SUPERIOR:
        return (0, "", ""), SUPERIOR
    name = hamlet_of(entry, package.form_of(entry))
    return ((1, key(name), name.casefold()), name) if name else ((2, "", ""), NOWHERE)


def _question(entry: Entry, column: Column, scan: Scan | None, package: Package) -> Question:
    reading = entry.readings.get(column.name)
    picture = _cut(scan, reading.box) if scan and reading else b""
    where = f"{place_of(entry)} · mã {code_of(entry, package.form_of(entry), column.name)}"
    return Question(where, column.title, picture, list(_lines(entry, column, scan, package)))


def _lines(entry: Entry, column: Column, scan: Scan | None, package: Package) -> Iterator[str]:
    decision, reading = entry.decisions[column.name], entry.readings.get(column.name)
    if scan is None:
        yield f"Không mở được ảnh trang «{entry.page.picture.name}»: hãy xem trong sổ."
    elif reading is None:
        yield "Máy không thấy ô này trên trang: hãy xem trong sổ."
    yield f"Vì sao hỏi: {STATES[decision.verdict]} ({decision.who}, {decision.when:%d.%m.%Y})."
    if reading and reading.text:
        read = [(reading.text, reading.confidence), *((one.text, one.probability) for one in reading.alternatives)]
        yield "Máy đọc (gợi ý): " + "; ".join(f"«{text}» {share:.0%}" for text, share in read) + "."
    if reading and reading.reasons:
        yield f"Điều đáng chú ý: {'; '.join(reading.reasons)}."
    yield from _about(entry, package)


def _about(entry: Entry, package: Package) -> Iterator[str]:
    """Yield who the entry is about and where they live; what nobody has decided says that the machine read it."""
    columns = package.form_of(entry).columns
    for ending, words in (("HoTen", "Người trong trường hợp: "), (RESIDENCE, "")):
        said = [_said(entry, column) for column in columns if column.name.endswith(ending)]
        if any(said):
            yield f"{words}{'; '.join(text for text in said if text)}."


def _said(entry: Entry, column: Column) -> str:
    text = entry.best(column.name)
    read = " (máy đọc, chưa ai xác nhận)" if entry.decided(column.name) is None else ""
    return f"{column.title}: {text}{read}" if text else ""


def _decoded(picture: Path) -> Scan | None:
    try:
        return scans.decode(picture)
    except UnreadableScan:
        return None


def _cut(scan: Scan, box: Box) -> bytes:
    """Return the cell at ``box``, px of the delivered picture, with a margin, as JPEG."""
    image = Image.fromarray(scan.picture)
    across, down = image.width / scan.size[0], image.height / scan.size[1]
    margin = round(MARGIN * box.h)
    wide = Box(
        round((box.x - margin) * across),
        round((box.y - margin) * down),
        max(1, round((box.w + 2 * margin) * across)),
        max(1, round((box.h + 2 * margin) * down)),
    ).inside(*image.size)
    packed = BytesIO()
    image.crop((wide.x, wide.y, wide.right, wide.bottom)).save(packed, "JPEG", quality=QUALITY)
    return packed.getvalue()
