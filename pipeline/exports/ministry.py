"""What the ministry's system imports: per book one workbook and one ZIP of case PDFs (domain.md §1.2-1.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile

from pipeline.entries import Entry
from pipeline.errors import UnreadableScan, UsageError
from pipeline.exports import Package, _demands, _template
from pipeline.exports._acceptance import objections, sorted_out
from pipeline.exports._case_pdf import Sheet, TextLayer, case_pdfs
from pipeline.exports._naming import Naming, lacking, stem, volume_of
from pipeline.exports._page_part import WHOLE, Part, on_part, parts
from pipeline.exports._text_layer import lines_of
from pipeline.exports._transcript import picture_size
from pipeline.exports._workbook import save
from pipeline.exports._writing import left_out, unread, write_all, zipped
from pipeline.receipts import LeftOut, Objection, Receipt

BIRTH_COLUMNS = (70, 60)
"""Sizes of the birth template, the usual one first."""

INCOMPLETE_DATES = ("leave_out", "zeros")
"""What may become of an entry whose day of registration is not wholly written, the usual one first."""

NUMBER_DIGITS = (3, 4)
"""Least digits of the number in the name of a PDF, those of the ministry's circular first."""


@dataclass(frozen=True, slots=True)
class Ministry:
    """Write ``<Xa>_<Huyen>_<Tinh>.<LOAI>.<NAM>.<QUYEN>.xlsx`` and a ``.zip`` of the same name.

    Rows and PDFs come in book order and belong together one to one. If no entry is complete, nothing is written and
    an older package stays.

    Attributes:
        birth_columns: 70 for the newer birth template, 60 for the one of 2019.
        incomplete_dates: ``leave_out`` an entry whose day of registration is not wholly written, or write ``zeros`` for what
            is not: ``KS.2018.01.2018-05-00.012.pdf``. The workbook has what is written either way.
        number_digits: least digits of the number in the name of a PDF, 3 or 4; a longer number stands in full.
        pdf_a: case PDFs are PDF/A-2b, with the decided text of the case unseen over the page.
    """

    birth_columns: int = BIRTH_COLUMNS[0]
    incomplete_dates: str = INCOMPLETE_DATES[0]
    number_digits: int = NUMBER_DIGITS[0]
    pdf_a: bool = False

    def __post_init__(self) -> None:
        """Refuse a template or a name that does not exist.

        Raises:
            UsageError: a setting is none of its values.
        """
        if self.birth_columns not in BIRTH_COLUMNS:
            raise UsageError(f"Mẫu khai sinh có 60 hoặc 70 cột, không có mẫu {self.birth_columns} cột.")
        if self.incomplete_dates not in INCOMPLETE_DATES:
            raise UsageError(
                f"Ngày đăng ký thiếu: {' hoặc '.join(INCOMPLETE_DATES)}, không có «{self.incomplete_dates}»."
            )
        if self.number_digits not in NUMBER_DIGITS:
            raise UsageError(f"Số trong tên tệp có 3 hoặc 4 chữ số, không có {self.number_digits}.")

    def objections(self, package: Package) -> list[Objection]:
        """Return what speaks against the package; ``write`` leaves out what blocks, and nothing else but broken pictures.

        Raises:
            BadForm: the ministry has no import template for this kind of register.
        """
        return objections(package, _template.load(package.register), self._naming)

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write workbook and ZIP of one register; they are exchanged together, see ``_writing.write_all``.

        Raises:
            UsageError: the book does not say what its package is named by.
            BadForm: the ministry has no import template for this kind of register.
            TargetError: the folder cannot be written; an older package there is as it was.
        """
        if missing := lacking(package.book):
            raise UsageError(missing)
        template = _template.load(package.register)
        columns = [name for name in template.columns if self.birth_columns == 70 or name not in template.newer]
        ready, left = sorted_out(package, self.objections(package))
        if not ready:
            return Receipt([], 0, left)
        written: list[Entry] = []

        def write_cases(file: IO[bytes]) -> None:
            written.extend(self._zip_cases(file, ready, package, left))

        def write_workbook(file: IO[bytes]) -> None:
            rows = (
                [_cell(name, entry, place, package, template) for name in columns]
                for place, entry in enumerate(written, 1)
            )
            save(file, template, columns, rows, [c for c in package.columns if c.name not in columns])

        name = stem(package)
        try:
            files = write_all(folder, {f"{name}.zip": write_cases, f"{name}.xlsx": write_workbook})
        except UnreadableScan:
            return Receipt([], 0, left)
        return Receipt(files[::-1], len(written), left, unread(package, written))

    @property
    def _naming(self) -> Naming:
        return Naming(self.incomplete_dates == "zeros", self.number_digits)

    def _zip_cases(self, file: IO[bytes], ready: Sequence[Entry], package: Package, left: list[LeftOut]) -> list[Entry]:
        """Write the PDFs, return their entries; one whose picture cannot be opened is added to ``left``.

        Raises:
            UnreadableScan: not one picture can be opened.
        """
        written: list[Entry] = []
        failure = UnreadableScan()
        pages = [list(of_page) for _, of_page in groupby(ready, key=lambda entry: entry.page.id)]
        made = case_pdfs(self._sheets(pages, package))
        with ZipFile(file, "w", ZIP_STORED) as cases:
            for of_page, pdfs in zip(pages, made, strict=True):
                if isinstance(pdfs, UnreadableScan):
                    failure = pdfs
                    left += [left_out(entry, str(failure)) for entry in of_page]
                    continue
                for entry, pdf in zip(of_page, pdfs, strict=True):
                    cases.writestr(zipped(self._naming.case(entry, package)), pdf)
                    written.append(entry)
        if not written:
            raise failure
        return written

    def _sheets(self, pages: Sequence[Sequence[Entry]], package: Package) -> Iterator[Sheet]:
        """Yield each page with the parts of its entries; what the others on it take up is known from the whole book."""
        neighbours: dict[int, list[Entry]] = {}
        for entry in (*package.entries, *package.withheld):
            neighbours.setdefault(entry.page.id, []).append(entry)
        for of_page in pages:
            page = of_page[0].page
            size = picture_size(page.picture)
            known = parts(neighbours[page.id], package.forms, size) if size else {}
            shown = [known.get(entry.id, WHOLE) for entry in of_page]
            if self.pdf_a and size:
                pairs = zip(of_page, shown, strict=True)
                layers = [self._layer(entry, package, part, size) for entry, part in pairs]
                yield Sheet(page.picture, shown, layers)
            else:
                yield Sheet(page.picture, shown)

    def _layer(self, entry: Entry, package: Package, part: Part, size: tuple[int, int]) -> TextLayer:
        """Return the decided text of an entry where it stands on its part of the page."""
        shown, room = on_part(entry, part, size)
        return TextLayer(self._naming.case(entry, package), room, lines_of(shown, package.form_of(entry), room))


def _cell(name: str, entry: Entry, place: int, package: Package, template: _template.Template) -> str:
    """Return the text of one cell of the workbook; a column that the entry's form does not have stays empty."""
    if name == "STT":
        return str(place)
    kind = next((column.kind for column in package.form_of(entry).columns if column.name == name), "")
    text = entry.decided(name) or "" if kind else ""
    if name == "quyenSo":
        return "" if kind and entry.unread(name) else volume_of(text, package.book)
    if text and kind == "partial_date":
        return _demands.load().dated(name, text) or text
    return template.coded(name, text)
