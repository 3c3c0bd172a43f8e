"""Parents are born before their children, by about a generation (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.dates import PartialDate
from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._persons import BY_PREFIX, Person, Sex
from pipeline.rules._places import Place, places
from pipeline.rules._written import age, day_in

FAMILIES = (("me", "nks"), ("cha", "nks"), ("cm", "nc"))
"""Parent and child, by how their columns begin."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days on which someone may be born; ``by_age`` if only an age says so."""

    first: date
    last: date
    by_age: bool = False


@dataclass(frozen=True, slots=True)
class ParentsAge:
    """Doubt a parent who is not older than the child, or hardly of an age to have it.

    An age is one on the day of registration or, in a late registration, perhaps on the day of birth; and it may be
    counted the old way (tuổi mụ), one year more. Only what no such reading explains is doubted, and never called wrong.

    Attributes:
        youngest: years at the child's birth below which a parent is doubted (15: United Nations, World Fertility Data
            2012, age-specific fertility, and Demographic Yearbook, natality, table 9: rates are counted from 15 on).
        oldest_mother: years above which a mother is doubted (49: World Fertility Data 2012, last age group 45-49).
        oldest_father: years above which a father is doubted (64: Demographic Yearbook, natality, table 9, men of 15-64).
    """

    youngest: int = 15
    oldest_mother: int = 49
    oldest_father: int = 64

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per parent in doubt, in page order."""
        return [
            finding
            for place in places(book, entries)
            for parent, child in FAMILIES
            for finding in self._family(place, BY_PREFIX[parent], BY_PREFIX[child])
        ]

    def _family(self, place: Place, parent: Person, child: Person) -> Iterator[Finding]:
        columns = (parent.column("NgaySinh"), child.column("NgaySinh"))
        text, written = (place.entry.best(column) for column in columns)
        birth = day_in(written)
        born = _born(text, birth, place.day) if birth else None
        if birth is None or born is None:
            return
        said = f"{place.heading}: {parent.words} «{text}», con sinh {birth}"
        most, least = _years(born.first, birth.last), _years(born.last, birth.first)
        oldest = self.oldest_mother if parent.sex(place.entry) is Sex.FEMALE else self.oldest_father
        severity = Severity.WARNING
        if not born.by_age and born.first.year >= birth.year:
            severity = Severity.ERROR
            doubt = "không sinh trước con. Hãy xem lại cả hai ô; nếu sổ ghi đúng như vậy thì giữ nguyên."
        elif most < self.youngest:
            doubt = f"khi ấy nhiều nhất {most} tuổi. Hãy xem lại hai năm trên ảnh."
        elif least > oldest:
            doubt = f"khi ấy ít nhất {least} tuổi. Hãy xem lại hai năm trên ảnh."
        else:
            return
        yield Finding("parents_age", severity, f"{said}, {parent.words} {doubt}", (place.entry.id,), columns)


def _born(text: str, birth: PartialDate, registered: PartialDate | None) -> Days | None:
    """Return when a parent may be born, None if nothing says it."""
    day = day_in(text)
    if day:
        return Days(day.first, day.last)
    years = age(text)
    if years is None or registered is None:
        return None
    earliest = min(birth.year, registered.year) - years - 1
    return Days(date(earliest, 1, 1), date(registered.year - years + 1, 12, 31), by_age=True)


def _years(earlier: date, later: date) -> int:
    """Return the completed years between two days."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))
