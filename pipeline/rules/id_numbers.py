"""The number of an identity card has 9 or 12 digits, and 12 digits tell of their bearer (domain.md §3.1)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._persons import BY_PREFIX, Sex
from pipeline.rules._places import Place, places
from pipeline.rules._written import cells, day_in
from pipeline.vietnamese import key

FILE = Path(__file__).with_suffix(".toml")

SHORT, LONG = 9, 12
FIRST_COUNTRY = "100"

ISSUED = re.compile(r"[,;(]|\b(?:do|cap|ngay|noi)\b")
"""Where the number ends and the day and office of issue begin."""

WORD = re.compile(r"[^\W\d_]+")
TOGETHER = re.compile(r"\d[\d.]*")
SPACED = re.compile(r"\d(?:[\s.]*\d)*")


@dataclass(frozen=True, slots=True)
class Structure:
    """What ``id_numbers.toml`` says.

    Attributes:
        words: comparison keys that may stand beside the number.
        twelve: those of them that name a number of 12 digits only.
        papers: the ministry's code of a paper to its name.
        signs: fourth digit to sex and first year of the century.
        provinces: first three digits to the province.
    """

    words: frozenset[str]
    twelve: frozenset[str]
    papers: Mapping[str, str]
    signs: Mapping[str, tuple[Sex, int]]
    provinces: Mapping[str, str]


@cache
def structure() -> Structure:
    """Return what numbers of identity cards are made of."""
    raw = tomllib.loads(FILE.read_text(encoding="utf-8"))
    signs = {digit: (Sex(sex), century) for digit, (sex, century) in raw["signs"].items()}
    return Structure(frozenset(raw["words"]), frozenset(raw["twelve"]), raw["papers"], signs, raw["provinces"])


@dataclass(frozen=True, slots=True)
class Card:
    """One number of an identity card.

    Attributes:
        place: its entry.
        column: its column.
        title: what the clerk sees beside the column.
        text: what is written.
        digits: the number.
        lengths: how many digits it may have.
    """

    place: Place
    column: str
    title: str
    text: str
    digits: str
    lengths: frozenset[int]

    def finding(self, severity: Severity, doubt: str, *columns: str) -> Finding:
        """Return a finding that names the cell and what is written in it first."""
        message = f"{self.place.heading}, {self.title}: «{self.text}» {doubt}"
        return Finding("id_numbers", severity, message, (self.place.entry.id,), (self.column, *columns))


@dataclass(frozen=True, slots=True)
class IdNumbers:
    """Doubt a number of the wrong length, or one that contradicts the sex or year of birth of its bearer.

    Never more than a warning: the meaning of the digits is not certain by law as we know it. Passports, military and
    police cards and other papers are not looked at.
    """

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return the findings in page order."""
        return [
            finding
            for place in places(book, entries)
            for card in _cards(place)
            for finding in (*_form(card), *_of(card))
        ]


def _cards(place: Place) -> Iterator[Card]:
    """Yield the identity cards of an entry; cells that hold another paper are left out."""
    for column, text in cells(place.entry, "id_number"):
        code = place.entry.best(f"{_prefix(column.name)}LoaiGiayToTuyThan").strip()
        paper = structure().papers.get(code, "giấy tờ khác") if code.isdecimal() else code
        body = ISSUED.split(key(text), maxsplit=1)[0]
        words = set(WORD.findall(f"{key(paper)} {body}"))
        if not words - structure().words and not (words and not re.search(r"\d", body)):
            long_only = "DinhDanh" in column.name or words & structure().twelve
            lengths = frozenset({LONG} if long_only else {SHORT, LONG})
            yield Card(place, column.name, column.title, text, _digits(body), lengths)


def _prefix(column: str) -> str:
    return column.partition("So")[0]


def _digits(body: str) -> str:
    """Return the first number of a text: as it stands together if that is long enough, else across spaces."""
    for pattern in (TOGETHER, SPACED):
        found = pattern.search(body)
        digits = re.sub(r"\D", "", found[0]) if found else ""
        if len(digits) in (SHORT, LONG):
            break
    return digits


def _form(card: Card) -> Iterator[Finding]:
    """Yield what the number alone gives to doubt."""
    if len(card.digits) not in card.lengths:
        right = "số định danh và số căn cước có 12" if SHORT not in card.lengths else "CMND có 9, căn cước có 12"
        yield card.finding(
            Severity.WARNING, f"có {len(card.digits)} chữ số; {right}. Hãy đếm lại trên ảnh, hoặc đây là giấy tờ khác."
        )
    elif len(card.digits) == LONG:
        code, sign = card.digits[:3], card.digits[3]
        if code >= FIRST_COUNTRY:
            yield card.finding(
                Severity.NOTE, f"bắt đầu bằng {code}, chỉ có ở người khai sinh ở nước ngoài. Hãy xem lại ba chữ số đầu."
            )
        elif code not in structure().provinces:
            yield card.finding(Severity.WARNING, f"bắt đầu bằng {code}, không phải mã tỉnh nào. Hãy xem lại trên ảnh.")
        if sign not in structure().signs:
            yield card.finding(
                Severity.WARNING, f"có chữ số thứ tư là {sign}, thường chỉ từ 0 đến 3. Hãy xem lại trên ảnh."
            )


def _of(card: Card) -> Iterator[Finding]:
    """Yield what the number and its bearer say against each other."""
    person = BY_PREFIX.get(_prefix(card.column))
    if person is None or len(card.digits) != LONG or card.digits[3] not in structure().signs:
        return
    sex, century = structure().signs[card.digits[3]]
    written = person.sex(card.place.entry)
    if written and written is not sex:
        columns = () if person.known else (person.column("GioiTinh"),)
        said = f"đây là {person.words}" if person.known else f"sổ ghi {written}"
        yield card.finding(
            Severity.WARNING, f"có chữ số thứ tư {card.digits[3]} là của {sex}, {said}. Hãy xem lại trên ảnh.", *columns
        )
    born, year = day_in(card.place.entry.best(person.column("NgaySinh"))), century + int(card.digits[4:6])
    if born and born.year != year:
        yield card.finding(
            Severity.WARNING,
            f"là của người sinh năm {year}, sổ ghi sinh {born}. Hãy xem lại cả hai ô trên ảnh.",
            person.column("NgaySinh"),
        )
