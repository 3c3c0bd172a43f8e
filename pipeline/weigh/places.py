"""Places repeat within a book: the same communes and districts stand on every page, and each commune lies in its district.

A place is written from the small to the large, parts apart by commas; what repeats is its end. Ends come from the book's own
readings and, for the districts it names, from the units of all times (``lexicons/units``): old names are written on for years.
One hand writes one place in the same way, and so it is misread in the same way: what only repeats counts for little, and where the
lists know a word that looks like the one that is read, all cells of the hand say how alike the two are (``_hands``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.lexicons.units import Place, places
from pipeline.weigh._alike import apart, letters
from pipeline.weigh._book import Belief, Book, Spot, Word
from pipeline.weigh._hands import Hand, Words, one_word_off
from pipeline.weigh._place_ends import COMMUNE, doubled, in_style, of_key, place, tails
from pipeline.weigh._place_ends import ends as ends_of

NEARLY = 2
"""A district is named if the text differs from its name by no more letters and marks."""

ALMOST = 0.1
"""Of a listed commune the district may be misread in so large a share of the letters and marks of the whole end; some thirty."""

VARIED = 2
"""So many of the most probable texts of a cell are put right."""

OFTEN = 300
"""So many ends of the book are tried in place of others, the most frequent ones."""

FIRST = 5
"""Among so many ends is the most frequent one, also without those of one cell."""

NEAR = Levenshtein.normalized_distance
MOST = 8
"""So many ends are tried in place of one, those that look most like it."""

FAR = 0.3
"""An end is put in place of another one if no more than this share of its letters differs."""

TAKEN = 0.35
"""An end is learned from a cell if its text is at least so probable there."""


@dataclass(frozen=True, slots=True)
class Places:
    """For texts that end as others in the book do, or as the units of the year are called.

    Attributes:
        again: share of places whose end stands elsewhere in the book, once the book is long.
        cells: so many cells, and half of that share is believed.
        listed: share of the other places whose end is a commune with its district in the lists.
        communes: communes over which these spread evenly, those of the districts that the book names.
        unlisted: an end in no list that looks like one in a list counts for this share of it, however often it is read.
        doubled: log-odds against a text in which a word stands twice.
        alike: how probable an end seemed to the recogniser among those that its ink allows; see ``Repetition``.
    """

    again: float
    cells: float
    listed: float
    communes: float
    unlisted: float
    doubled: float
    alike: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each place."""
        spots = [spot for spot, _ in book.cells(lambda _, kind: kind == "place")]
        probable = {spot: [one for one in book.shares(spot).items() if one[1] >= TAKEN] for spot in spots}
        taken = {spot: _taken(some) for spot, some in probable.items()}
        counts: dict[str, float] = defaultdict(float)
        for some in taken.values():
            for end, share in some.items():
                counts[end] += share
        named = _listed(counts)
        decided = {end for spot in spots for end in ends_of(book.known.get(spot, ""))}
        gazetteer = _Gazetteer(named.keys(), decided, self.unlisted, counts)
        often = sorted(counts, key=lambda end: -counts[end])[:OFTEN]
        written = named | _written(probable.values())
        by_letters = {end: letters(end) for end in dict.fromkeys([*often, *named])}
        beliefs = {spot: belief for spot in spots if (belief := book.belief(spot)) is not None}
        texts = {
            spot: list(dict.fromkeys([*belief.shares(), *_put_right(belief, by_letters, written)]))
            for spot, belief in beliefs.items()
        }
        meant = {spot: one_word_off(belief, texts[spot], gazetteer.listed) for spot, belief in beliefs.items()}
        hand = _hand(book, spots, meant)
        for spot, belief in beliefs.items():
            gains = self._gains(texts[spot], taken[spot], gazetteer)
            for words, those in meant[spot].items():
                for text in those:
                    gains[text] += hand.lift(spot, words)
            yield Word(spot, gains, "địa danh ghi ở nơi khác trong sổ", belief.usual(gains))

    def _gains(self, texts: Sequence[str], own: Mapping[str, float], gazetteer: _Gazetteer) -> dict[str, float]:
        """Return the log-odds of the texts of one cell by how often their ends are read elsewhere, and by the lists."""
        whole, most = gazetteer.elsewhere(own)
        trusted = self.again * most / (most + self.cells)
        own_weights = gazetteer.weighed(own)
        gains = {}
        for text in texts:
            ends = ends_of(text)
            weights = [gazetteer.weights.get(end, 0.0) - own_weights.get(end, 0.0) for end in ends]
            repeated = trusted * max(0.0, *weights) / whole
            in_list = (1 - trusted) * self.listed / self.communes * any(end in gazetteer.listed for end in ends)
            gains[text] = math.log((1 - trusted) * (1 - self.listed) + (repeated + in_list) / self.alike)
            gains[text] -= self.doubled * doubled(text)
        return gains


class _Gazetteer:
    """The ends of places that a book and the lists hold, and how much each counts."""

    def __init__(
        self, listed: AbstractSet[str], decided: AbstractSet[str], unlisted: float, counts: Mapping[str, float]
    ) -> None:
        """Weigh the counts of the whole book.

        Args:
            listed: ends in the lists.
            decided: ends of texts that a person decided: they are no misreading, and their communes are as good as listed.
            unlisted: as in ``Places``.
            counts: how often each end is read.
        """
        self.listed = frozenset(listed | {end for end in decided if COMMUNE.match(end)})
        self._decided = decided
        self._unlisted = unlisted
        self._counts = counts
        self._whole = sum(counts.values())
        self._most = sorted(counts, key=lambda end: -counts[end])[:FIRST]
        self.weights = self.weighed(counts)

    def weighed(self, counts: Mapping[str, float]) -> dict[str, float]:
        """Return how much ends count; one in no list counts for the one in a list that it looks like."""
        weights: dict[str, float] = defaultdict(float)
        for end, count in counts.items():
            meant = "" if end in self._decided else _meant_whole(end, self.listed)
            weights[end] += count * (self._unlisted if meant else 1.0)
            if meant:
                weights[meant] += count
        return weights

    def elsewhere(self, own: Mapping[str, float]) -> tuple[float, float]:
        """Return the counts of all ends, and the highest one, without those of one cell."""
        most = max((self._counts[end] - own.get(end, 0.0) for end in self._most), default=0.0)
        return self._whole - sum(own.values()) + 1e-9, most


def _meant_whole(key: str, listed: frozenset[str]) -> str:
    """Return a place with its end as it is in a list that looks like it, '' if it stands in one or none does."""
    for end in of_key(key):
        if end in listed:
            return ""
        if meant := _meant(end, listed):
            return key[: len(key) - len(end)] + meant
    return ""


@lru_cache(maxsize=1 << 14)
def _meant(end: str, listed: frozenset[str]) -> str:
    """Return the end in a list that looks most like one in none, '' if none does."""
    read, among = letters(end), _letters_of(listed)
    found = process.extractOne(read, among, scorer=Levenshtein.distance, score_cutoff=NEARLY)
    if not found and ", " in end:
        commune = end.partition(", ")[0] + ", "
        same = {one: said for one, said in among.items() if one.startswith(commune)}
        found = process.extractOne(read, same, scorer=Levenshtein.distance, score_cutoff=round(ALMOST * len(read)))
    return found[2] if found else ""


@lru_cache(maxsize=4)
def _letters_of(listed: frozenset[str]) -> Mapping[str, str]:
    return {end: letters(end) for end in sorted(listed)}


def _hand(book: Book, spots: Iterable[Spot], meant: Mapping[Spot, Mapping[Words, Sequence[str]]]) -> Hand:
    """Return how alike words look in the hand of a book, of which the cells hold places; ``meant``: as ``one_word_off`` returns them."""
    hand = Hand()
    for spot in spots:
        if spot in book.known:
            hand.decided(spot, book.decided.get(spot), book.known[spot])
        for words, texts in meant.get(spot, {}).items():
            hand.sees(spot, book.beliefs[spot], words, texts)
    return hand


def _taken(probable: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the ends of the texts that are probable in a cell."""
    found: dict[str, float] = {}
    for text, share in probable:
        found |= {end: max(share, found.get(end, 0.0)) for end in ends_of(text)}
    return found


def _written(probable: Iterable[Iterable[tuple[str, float]]]) -> dict[str, str]:
    """Return the ends of the texts that are probable in the cells of a book as they are written there most often."""
    counts: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for text, share in chain.from_iterable(probable):
        for end, written in ends_of(text).items():
            counts[end][written] += share
    return {end: max(some, key=lambda written: some[written]) for end, some in counts.items()}


def _listed(counts: Mapping[str, float]) -> dict[str, str]:
    """Return the ends that the lists give for the districts that the book names, or nearly names, as they are written out."""
    named = dict.fromkeys(part for end, count in counts.items() if count >= 1 for part in end.split(", ")[1:])
    return {place(end).key: end for part in named for end in _of_district(part)}


@lru_cache(maxsize=256)
def _of_district(text: str) -> tuple[str, ...]:
    """Return the communes of a district as ends of a place: alone, with the district, and with its province too."""
    known = places(None)
    ends = []
    for district in _districts():
        if apart(text, place(district.unit.full).key) <= NEARLY:
            for one in known.of("commune", district.unit):
                short = f"{_full(one)}, {_full(district)}"
                ends += [_full(one), short]
                ends += [f"{short}, {province.kind.lower()} {province.name}" for province in one.provinces]
    return tuple(dict.fromkeys(ends))


def _full(place: Place) -> str:
    return f"{place.unit.kind.lower()} {place.unit.name}"


@cache
def _districts() -> tuple[Place, ...]:
    return places(None).of("district")


def _put_right(belief: Belief, by_letters: Mapping[str, str], written: Mapping[str, str]) -> Iterator[str]:
    """Yield the most probable texts with their ends as they stand elsewhere, and the same in the style of the cell.

    Args:
        belief: of the cell.
        by_letters: the ends by which they are found, as places are compared, with their letters.
        written: how they are written elsewhere.
    """
    for text in list(belief.shares())[:VARIED]:
        for before, tail in tails(text):
            for _, _, end in process.extract(letters(tail), by_letters, scorer=NEAR, score_cutoff=FAR, limit=MOST):
                there = written[end].lower() if text.islower() else written[end]
                yield before + there
                if (styled := in_style(text[len(before) :], there)) not in {"", there}:
                    yield before + styled
