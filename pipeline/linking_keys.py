"""What of a record is compared, and the normal keys by which two records come to be compared at all.

Each key leaves out what may be written wrong: without marks, without the day, without the given name, with the digits of the
date in any order. A pair with one wrong name letter, one wrong date digit, or both beside a right parent shares at least one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline import numbering
from pipeline.dates import PartialDate
from pipeline.differences import date_of, digits, marked_of, sex_of, words_of

OWN = ("nks", "nkt", "nxn", "cm", "nc", "chong", "vo")
"""Beginnings of the columns about the persons whom a case is about, not their parents or the applicant."""

PARENTS = ("meHoTen", "chaHoTen")
OFFICIALS = frozenset({"nguoiKy", "nguoiThucHien", "nycHoTen"})
"""Names that many cases share: they say nothing of which case it is."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name for comparison.

    Attributes:
        words: without marks, small letters.
        plain: the words as one text.
        marked: the whole name in small letters with its marks.
    """

    words: tuple[str, ...]
    plain: str
    marked: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column that book and list share.

    Attributes:
        name: ministry column.
        kind: kind of value, one of ``forms.KINDS``.
        own: whether it is about the case itself: name, date, sex, card of its persons, number of the entry.
        silent: whether it says nothing of which case it is.
    """

    name: str
    kind: str
    own: bool = field(init=False)
    silent: bool = field(init=False)

    def __post_init__(self) -> None:
        """Tell from the name what the column is about."""
        about = self.name.startswith(OWN) and self.kind in {"person_name", "partial_date", "id_number", "sex"}
        object.__setattr__(self, "own", about or self.name in {"so", "ngayDangKy"})
        silent = self.name in {*OFFICIALS, "quyenSo", "trangSo"} or self.kind in {"date_words", "free_text", "choice"}
        object.__setattr__(self, "silent", silent)


Ready = tuple[Name | PartialDate | str | tuple[int, int] | None, ...]
"""The cells of a record for comparison, in the order of the columns; None and '' say nothing."""


def ready(columns: Sequence[Column], texts: Sequence[str]) -> Ready:
    """Return the cells of a record for comparison."""
    said = {column.name: text for column, text in zip(columns, texts, strict=True)}
    return tuple(
        None if column.silent or not text else _ready(column, text, said)
        for column, text in zip(columns, texts, strict=True)
    )


def keys(columns: Sequence[Column], record: Ready) -> set[int]:
    """Return the keys of a record."""
    by_name = {column.name: cell for column, cell in zip(columns, record, strict=True)}
    parents = [cell for name in PARENTS if isinstance(cell := by_name.get(name), Name)]
    found: set[int] = set()
    people: list[Name] = []
    for column, cell in zip(columns, record, strict=True):
        if not cell or not column.own:
            continue
        if isinstance(cell, Name):
            people.append(cell)
            born = by_name.get(column.name.replace("HoTen", "NgaySinh"))
            found.update(
                hash((column.name, *key)) for key in _of_person(cell, born if isinstance(born, PartialDate) else None)
            )
            found.update(hash((column.name, "parent", cell.plain, parent.plain)) for parent in parents)
        elif column.kind in {"number", "id_number"}:
            found.add(hash((column.name, cell)))
    if len(people) > 1:
        found.add(hash(("pair", *(name.plain for name in people))))
        found.update(hash(("given", people[0].plain, name.words[-1])) for name in people[1:])
    found.update(hash(("family", key)) for key in _of_family(by_name, parents))
    return found


def _of_person(name: Name, born: PartialDate | None) -> Iterator[tuple[object, ...]]:
    if born is None:
        yield ("name", name.plain)
        return
    given, rest = name.words[-1], name.words[:-1]
    yield ("year", name.plain, born.year)
    yield ("ends", name.words[0], given, born.year)
    if born.day is not None:
        yield ("day", name.plain, born.day, born.month)
        yield ("given", given, born)
        yield ("rest", rest, born)
    yield ("digits", name.plain, "".join(sorted(digits(str(born)))))


def _of_family(by_name: Mapping[str, object], parents: Sequence[Name]) -> Iterator[tuple[object, ...]]:
    """Yield keys that hold although the person's own name is wrong."""
    born = next((cell for name, cell in by_name.items() if name in {"nksNgaySinh", "nktNgaySinh"}), None)
    if not isinstance(born, PartialDate):
        return
    for parent in parents:
        yield ("born", parent.plain, born.year)
        if born.day is not None:
            yield ("birthday", parent.plain, born.day, born.month)


def _ready(column: Column, text: str, said: dict[str, str]) -> Name | PartialDate | str | tuple[int, int] | None:
    match column.kind:
        case "person_name":
            words = words_of(text)
            return Name(words, "".join(words), marked_of(text)) if words else None
        case "partial_date":
            return date_of(text)
        case "number":
            return _number(column.name, text, said)
        case "id_number":
            return digits(text).lstrip("0")
        case "sex":
            return sex_of(text)
        case _:
            return "".join(words_of(text))


def _number(name: str, text: str, said: dict[str, str]) -> tuple[int, int] | None:
    """Return number and year; the year of an entry is written behind it, or that of its registration or volume."""
    number = numbering.parse(text)
    if number is None:
        return None
    if name != "so" or number.year:
        return number.value, number.year or 0
    day, volume = date_of(said.get("ngayDangKy", "")), numbering.parse(said.get("quyenSo", ""))
    return number.value, day.year if day else (volume and volume.year) or 0
