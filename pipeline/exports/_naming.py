"""How the ministry's files are named (domain.md §1.3), and what tells a case from every other of its commune."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline import dates, numbering
from pipeline.dates import PartialDate
from pipeline.entries import Book, Entry
from pipeline.exports import Identity, Package
from pipeline.vietnamese import ascii_name

NEEDED = {
    "commune": "--commune",
    "district": "--district",
    "province": "--province",
    "year": "--year",
    "volume": "--volume",
}
"""What the package is named by, and how ``sohoa book`` is told."""


@dataclass(frozen=True, slots=True)
class Naming:
    """What an office and the ministry have agreed on where the circular says nothing.

    Attributes:
        zeros: True to write noughts for the day and month that are not written, False for no name at all.
        digits: least digits of a number; a longer number stands in full.
    """

    zeros: bool
    digits: int

    def case(self, entry: Entry, package: Package) -> str:
        """Return the name of an entry's PDF, '' if its number or date do not give one."""
        number, day = numbering.parse(entry.decided("so") or ""), dates.parse(entry.decided("ngayDangKy") or "")
        if number is None or not (self.zeros or (day and day.day)):
            return ""
        where = f"{package.register}.{package.book.year}.{volume(package.book)}"
        return f"{where}.{_written(day)}.{number.value:0{self.digits}}.pdf"


def _written(day: PartialDate | None) -> str:
    if day is None:
        return "0000-00-00"
    return f"{day.year}-{day.month or 0:02}-{day.day or 0:02}"


def lacking(book: Book) -> str:
    """Return the words that tell how to say what a book's package is named by; '' if all is known."""
    missing = [f"{option} …" for name, option in NEEDED.items() if not ascii_name(str(getattr(book, name) or ""))]
    if not missing:
        return ""
    return (
        f"Sổ «{book.name}» chưa đủ thông tin để đặt tên gói bàn giao. "
        f'Hãy chạy: sohoa book --book "{book.name}" {" ".join(missing)}'
    )


def stem(package: Package) -> str:
    """Return the name of a package that lacks nothing, without its ending."""
    book = package.book
    place = "_".join(ascii_name(part) for part in (book.commune, book.district, book.province))
    return f"{place}.{package.register}.{book.year}.{volume(book)}"


def volume(book: Book) -> str:
    """Return the volume of a book as it stands in names."""
    written = ascii_name(book.volume)
    return written.zfill(2) if written.isdecimal() else written


def volume_of(text: str, book: Book) -> str:
    """Return ``<quyển>/<năm>``: as written where the year stands there, completed from the book where it does not.

    Without a text it is the book's: the form has no such cell, or a person said that it is blank.
    """
    number = numbering.parse(text)
    if not text:
        return f"{volume(book)}/{book.year}"
    return f"{number.value:02}/{book.year}" if number and number.year is None else text


def same_volume(one: Book, other: Book) -> bool:
    """Return True if two books say that they are one volume of one commune; a book that does not say so is none."""
    return not lacking(one) and not lacking(other) and _marks(one) == _marks(other)


def _marks(book: Book) -> tuple[str, ...]:
    places = (ascii_name(part).casefold() for part in (book.commune, book.district, book.province))
    return (*places, str(book.year), volume(book).casefold())


def identity(entry: Entry, book: Book) -> Identity | None:
    """Return volume, year and number by which a case is known in its commune; None while no person has said its number.

    The year is the one behind the number, else that of the registration, else that of the book: numbers begin again.
    """
    number = numbering.parse(entry.decided("so") or "")
    if number is None:
        return None
    day = dates.parse(entry.decided("ngayDangKy") or "")
    written = numbering.parse(volume_of(entry.decided("quyenSo") or "", book))
    which = f"{written.value}/{written.year or book.year}" if written else f"{volume(book)}/{book.year}"
    return which, number.year or (day.year if day else book.year), number.value
