"""Finds which record of a book and which row of a list are about the same case, one to one, whatever was written wrong.

Method: Fellegi and Sunter, "A Theory for Record Linkage" (JASA 64, 1969): every column speaks for or against a pair with the
logarithm (in bits) of how much more often it looks so for the same case than for two others; a pair is believed from the bits
on that outweigh how many other pairs there are. How often two others agree by chance is counted on the lists at hand: a rare
name says more than a frequent one. Pairs are only looked at if they share a normal key (``pipeline.linking_keys``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2

from rapidfuzz.distance import OSA

from pipeline.dates import PartialDate
from pipeline.differences import digits
from pipeline.linking_keys import Column, Name, Ready, keys, ready

LARGEST = 400
"""Records that one key may point to; a key shared by more says nothing that another one would not say better."""

FEWEST = 1_000
"""People that counts are taken to be of, at least: who is alone with a name in a book of ten is not one in ten of a commune."""

MARGIN = 5.0
"""Bits by which a pair must beat what else is possible to be sure: of 33 such, one is wrong if the bits are right."""

FAMILY = 10.0
"""Bits that all columns beside the person's own name, date and number may say together: brothers and sisters share them."""

ALIKE = 1
"""Letters that may be wrong, missing or swapped with their neighbour in a name that is still the same: with two, «An» is «Ánh»."""

NAME_APART, NAME_ALIKE, NAME_MARKS = -12.0, 0.4, 1.0
"""Bits of two other names (a twin shares all else); share of the bits of a name with a wrong letter or a part missing; bits that wrong marks cost."""

DATE_APART, DATE_ALIKE, DATE_COARSE = -5.0, 4.0, 2.0
"""Bits of two other dates, and of dates one digit or two swapped digits apart: 72 of 20,000 days are so near (8 bits), and one
true date in 16 is written so (4 bits off); bits that a date costs of which one side knows only the year."""

NUMBER_APART, SEX_APART, ID_APART, ID_ALIKE, OTHER_APART = -4.0, -5.0, -2.0, 6.0, -0.5
SEX_SAME, OTHER_MOST = 1.0, 4.0
"""Bits of the other columns. A card number may be another card of the same person, so it says little where it differs."""


@dataclass(frozen=True, slots=True)
class Link:
    """A record and a row that are about the same case.

    Attributes:
        ours: place of the record among those of the book.
        theirs: place of the row among those of the list.
        bits: how strongly it is believed, above what is needed.
        sure: no other pair is nearly as good, and the bits are enough.
    """

    ours: int
    theirs: int
    bits: float
    sure: bool


class Linkage:
    """Links one list with one book.

    Memory: the keys of the book, and one count for each name and date of both sides; rows of the list pass one by one.
    """

    def __init__(
        self, columns: Sequence[Column], ours: Sequence[Sequence[str]], theirs: Sequence[Sequence[str]]
    ) -> None:
        """Learn how frequent names, dates and numbers are on both sides, and index the book by its keys.

        Args:
            columns: what stands in the records, in their order.
            ours: texts of the book.
            theirs: texts of the list, '' where nothing stands.
        """
        self._columns = columns
        self._ours = [ready(columns, texts) for texts in ours]
        self._theirs = theirs
        self._many = max(FEWEST, len(ours) + len(theirs))
        self._need = log2(max(FEWEST, len(ours), len(theirs)))
        self._seen: list[Counter[int]] = [Counter() for _ in columns]
        for one in (*self._ours, *self._prepared()):
            for counter, value in zip(self._seen, one, strict=True):
                counter[_counted(value)] += 1
        self._by_key: dict[int, list[int]] = defaultdict(list)
        for place, record in enumerate(self._ours):
            for key in keys(columns, record):
                self._by_key[key].append(place)

    def links(self) -> list[Link]:
        """Return the links, one to one, the best pairs first served."""
        pairs = sorted(self._believed(), key=lambda pair: (-pair[0], pair[1], pair[2]))
        by_ours: dict[int, float] = {}
        by_theirs: dict[int, float] = {}
        chosen, rivals = [], []
        for bits, ours, theirs in pairs:
            if ours in by_ours or theirs in by_theirs:
                rivals.append((bits, ours, theirs))
            else:
                by_ours[ours] = by_theirs[theirs] = bits
                chosen.append((bits, ours, theirs))
        doubted_ours = {ours for bits, ours, _ in rivals if bits > by_ours.get(ours, 1e9) - MARGIN}
        doubted_theirs = {theirs for bits, _, theirs in rivals if bits > by_theirs.get(theirs, 1e9) - MARGIN}
        return [
            Link(ours, theirs, bits, bits >= MARGIN and ours not in doubted_ours and theirs not in doubted_theirs)
            for bits, ours, theirs in chosen
        ]

    def _prepared(self) -> Iterator[Ready]:
        return (ready(self._columns, texts) for texts in self._theirs)

    def _believed(self) -> Iterator[tuple[float, int, int]]:
        """Yield bits above what is needed, record and row of every pair that is believed."""
        for theirs, row in enumerate(self._prepared()):
            for ours in self._near(keys(self._columns, row)):
                bits = self._bits(self._ours[ours], row) - self._need
                if bits >= 0:
                    yield bits, ours, theirs

    def _near(self, wanted: Iterable[int]) -> set[int]:
        found: set[int] = set()
        for key in wanted:
            block = self._by_key.get(key, ())
            if len(block) <= LARGEST:
                found.update(block)
        return found

    def _bits(self, ours: Ready, theirs: Ready) -> float:
        own = family = 0.0
        for column, seen, first, second in zip(self._columns, self._seen, ours, theirs, strict=True):
            if not first or not second:
                continue
            said = self._said(column, first, second, seen)
            if column.own:
                own += said
            else:
                family += said
        return own + min(FAMILY, max(-FAMILY, family))

    def _said(self, column: Column, first: object, second: object, seen: Counter[int]) -> float:
        if isinstance(first, Name) and isinstance(second, Name):
            return self._names(first, second, seen, apart=NAME_APART if column.own else OTHER_APART * 4)
        if isinstance(first, PartialDate) and isinstance(second, PartialDate):
            return self._dates(first, second, seen)
        match column.kind:
            case "number":
                return self._rarity(seen, first) if first == second else NUMBER_APART
            case "id_number":
                return self._rarity(seen, first) if first == second else _ids(str(first), str(second))
            case "sex":
                return SEX_SAME if first == second else SEX_APART
            case _:
                return min(OTHER_MOST, self._rarity(seen, first)) if first == second else OTHER_APART

    def _names(self, first: Name, second: Name, seen: Counter[int], *, apart: float) -> float:
        if first.plain == second.plain:
            return self._rarity(seen, first) - (0.0 if first.marked == second.marked else NAME_MARKS)
        shorter, longer = sorted((first.words, second.words), key=len)
        part = len(shorter) > 1 and not Counter(shorter) - Counter(longer)
        if part or OSA.distance(first.plain, second.plain, score_cutoff=ALIKE) <= ALIKE:
            return NAME_ALIKE * min(self._rarity(seen, first), self._rarity(seen, second))
        return apart

    def _dates(self, first: PartialDate, second: PartialDate, seen: Counter[int]) -> float:
        if first == second:
            return self._rarity(seen, first)
        if (first.day is None or second.day is None) and not (
            first.certainly_before(second) or second.certainly_before(first)
        ):
            return max(0.0, min(self._rarity(seen, first), self._rarity(seen, second)) - DATE_COARSE)
        if first.year == second.year and (first.day, first.month) == (second.month, second.day):
            return DATE_ALIKE
        return DATE_ALIKE if _near_digits(digits(str(first)), digits(str(second))) else DATE_APART

    def _rarity(self, seen: Counter[int], value: object) -> float:
        """Return the bits that agreeing on a value is worth: the rarer it is, the more."""
        return log2(self._many / max(1, seen[_counted(value)]))


def _counted(value: object) -> int:
    return hash(value.plain if isinstance(value, Name) else value)


def _ids(first: str, second: str) -> float:
    return ID_ALIKE if _near_digits(first, second) else ID_APART


def _near_digits(first: str, second: str) -> bool:
    """Return whether one digit differs, or two have changed places."""
    if len(first) != len(second):
        return False
    apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(apart) == 1 or (len(apart) == 2 and apart[0] == apart[1][::-1])
