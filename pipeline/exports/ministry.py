"""What the ministry's system imports: per book one workbook and one ZIP of case PDFs (domain.md §1.2-1.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from pipeline import dates, numbering
from pipeline.entries import Book, Entry
from pipeline.errors import UnreadableScan, UsageError
from pipeline.exports import Package, _template
from pipeline.exports._case_pdf import case_pdf, page_jpeg, text_layer
from pipeline.exports._workbook import save
from pipeline.exports._writing import left_out, split, unread, write_all
from pipeline.receipts import LeftOut, Receipt
from pipeline.vietnamese import ascii_name

BIRTH_COLUMNS = (70, 60)
"""Sizes of the birth template, the usual one first."""

NEEDED = {
    "commune": "--commune",
    "district": "--district",
    "province": "--province",
    "year": "--year",
    "volume": "--volume",
}
"""What the package is named by, and how ``sohoa book`` is told."""

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Time written beside every file of the ZIP, so that the same book gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Ministry:
    """Write ``<Xa>_<Huyen>_<Tinh>.<LOAI>.<NAM>.<QUYEN>.xlsx`` and a ``.zip`` of the same name.

    Rows and PDFs come in book order and belong together one to one. If no entry is complete, nothing is written and
    an older package stays.

    Attributes:
        birth_columns: 70 for the newer birth template, 60 for the one of 2019.
        pdf_a: case PDFs are PDF/A-2b, with the decided text of the case unseen over the page.
    """

    birth_columns: int = BIRTH_COLUMNS[0]
    pdf_a: bool = False

    def __post_init__(self) -> None:
        """Refuse a template that does not exist.

        Raises:
            UsageError: it is neither 60 nor 70.
        """
        if self.birth_columns not in BIRTH_COLUMNS:
            raise UsageError(f"Mẫu khai sinh có 60 hoặc 70 cột, không có mẫu {self.birth_columns} cột.")

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write workbook and ZIP of one register; they are exchanged together, see ``_writing.write_all``.

        Raises:
            UsageError: the book does not say what its package is named by.
            BadForm: the ministry has no import template for this kind of register.
            TargetError: the folder cannot be written; an older package there is as it was.
        """
        stem = _stem(package)
        template = _template.load(package.register)
        columns = [name for name in template.columns if self.birth_columns == 70 or name not in template.newer]
        complete, left = split(package)
        named, unnamed = _named(complete, package)
        left += unnamed
        if not named:
            return Receipt([], 0, left)
        written: list[Entry] = []

        def write_cases(file: IO[bytes]) -> None:
            written.extend(_zip_cases(file, named, left, package if self.pdf_a else None))

        def write_workbook(file: IO[bytes]) -> None:
            rows = (
                [_cell(name, entry, place, package, template) for name in columns]
                for place, entry in enumerate(written, 1)
            )
            save(file, template, columns, rows, [c for c in package.columns if c.name not in columns])

        try:
            files = write_all(folder, {f"{stem}.zip": write_cases, f"{stem}.xlsx": write_workbook})
        except UnreadableScan:
            return Receipt([], 0, left)
        return Receipt(files[::-1], len(written), left, unread(package, written))


def _stem(package: Package) -> str:
    book = package.book
    missing = [f"{option} …" for name, option in NEEDED.items() if not ascii_name(str(getattr(book, name) or ""))]
    if missing:
        raise UsageError(
            f"Sổ «{book.name}» chưa đủ thông tin để đặt tên gói bàn giao. "
            f'Hãy chạy: sohoa book --book "{book.name}" {" ".join(missing)}'
        )
    place = "_".join(ascii_name(part) for part in (book.commune, book.district, book.province))
    return f"{place}.{package.register}.{book.year}.{_volume(book)}"


def _volume(book: Book) -> str:
    volume = ascii_name(book.volume)
    return volume.zfill(2) if volume.isdecimal() else volume


def _named(complete: Sequence[Entry], package: Package) -> tuple[list[tuple[str, Entry]], list[LeftOut]]:
    """Return the entries with the names of their PDFs, and those that cannot be named or whose name is taken."""
    named: dict[str, Entry] = {}
    left: list[LeftOut] = []
    for entry in complete:
        name, reason = _case_name(entry, package)
        if name in named:
            first = named[name].page.number
            reason = f"trùng số và ngày đăng ký với trường hợp ở trang {first} (tên tệp «{name}» đã có)"
        if reason:
            left.append(left_out(entry, f"{reason}; hãy xem lại trong sổ"))
        else:
            named[name] = entry
    return list(named.items()), left


def _case_name(entry: Entry, package: Package) -> tuple[str, str]:
    """Return the name of an entry's PDF, or the reason why it has none."""
    written, number_text = entry.decided("ngayDangKy") or "", entry.decided("so") or ""
    number, day = numbering.parse(number_text), dates.parse(written)
    if number is None:
        unclear = f"số «{number_text}» không rõ là số mấy nên không đặt được tên tệp"
        return "", unclear if number_text else _nothing("số", entry, "so")
    if day is None or day.day is None:
        partial = f"ngày đăng ký «{written}» không đủ ngày, tháng, năm"
        return "", partial if written else _nothing("ngày đăng ký", entry, "ngayDangKy")
    volume = f"{package.book.year}.{_volume(package.book)}"
    return f"{package.register}.{volume}.{day.first.isoformat()}.{number.value:03}.pdf", ""


def _nothing(what: str, entry: Entry, column: str) -> str:
    return f"{what} không đọc được nên không đặt được tên tệp" if entry.unread(column) else f"không có {what}"


def _zip_cases(
    file: IO[bytes], named: Sequence[tuple[str, Entry]], left: list[LeftOut], archived: Package | None
) -> list[Entry]:
    """Write the PDFs, return their entries; one whose picture cannot be opened is added to ``left``.

    Entries of one page stand together, so a page is encoded once and one picture is in memory at a time.

    Args:
        file: the ZIP.
        named: entries with the names of their PDFs.
        left: entries left out so far.
        archived: the package of the entries, if their PDFs are to be PDF/A-2b.

    Raises:
        UnreadableScan: not one picture can be opened.
    """
    written: list[Entry] = []
    failure, encode = UnreadableScan(), lru_cache(maxsize=1)(page_jpeg)
    with ZipFile(file, "w", ZIP_STORED) as cases:
        for name, entry in named:
            try:
                layer = text_layer(name, entry, archived.form_of(entry)) if archived else None
                pdf = case_pdf(entry.page.picture, layer, encode)
            except UnreadableScan as error:
                failure = error
                left.append(left_out(entry, str(failure)))
                continue
            about = ZipInfo(name, LONG_AGO)
            about.create_system, about.external_attr = 3, 0o644 << 16
            cases.writestr(about, pdf)
            written.append(entry)
    if not written:
        raise failure
    return written


def _cell(name: str, entry: Entry, place: int, package: Package, template: _template.Template) -> str:
    """Return the text of one cell of the workbook; a column that the entry's form does not have stays empty."""
    if name == "STT":
        return str(place)
    kind = next((column.kind for column in package.form_of(entry).columns if column.name == name), "")
    text = entry.decided(name) or "" if kind else ""
    if name == "quyenSo":
        return "" if kind and entry.unread(name) else _volume_number(text, package.book)
    if text and kind == "partial_date":
        day = dates.parse(text)
        return text if day is None else str(day)
    return template.coded(name, text)


def _volume_number(text: str, book: Book) -> str:
    """Return ``<quyển>/<năm>``: as written where the year stands there, completed from the book where it does not.

    Without a text it is the book's: the form has no such cell, or a person said that it is blank.
    """
    number = numbering.parse(text)
    if not text:
        return f"{_volume(book)}/{book.year}"
    return f"{number.value:02}/{book.year}" if number and number.year is None else text
