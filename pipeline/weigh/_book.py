"""A book on the scales: what is believed of each cell, and what a witness says of it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Protocol

from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.forms import Form, loader
from pipeline.vietnamese import nfc
from pipeline.weigh._alike import MOST, Misreading

ONE_OF = {"sex": 2, "ethnicity": 30, "nationality": 30}
MANY = 500
"""Texts that are equally possible in a cell of a kind, and of all others, before anything is known of it."""

LEAST = 1e-6
"""Least probability of a text that was read, and of all that were: an engine may say 0, which nothing could ever raise."""

LEAST_GAIN = 0.7
"""A witness is named as a reason if it made the proposal at least twice as likely against the next text."""


class Spot(NamedTuple):
    """A cell of the book: its page and the entry on it, from 0, and its ministry column."""

    page: int
    entry: int
    column: str


@dataclass(frozen=True, slots=True)
class Word:
    """What a witness says of one cell.

    Attributes:
        spot: the cell.
        gains: log-odds for or against each text it has an opinion on; a new text becomes a candidate.
        reason: why, in words a clerk understands.
        others: log-odds for all texts that it does not name, whether they are candidates or not.
    """

    spot: Spot
    gains: Mapping[str, float]
    reason: str
    others: float = 0.0


class Belief:
    """What is believed of the text of one cell: weights of texts, and of none of them."""

    def __init__(self, kind: str, ink: Sequence[Candidate], errs: Misreading) -> None:
        """Begin with what the recogniser, which ``errs``, says of a cell of some kind: at least one candidate, the best first."""
        self.kind = kind
        self.errs = errs
        self.ink: dict[str, float] = {}
        self._spelled: dict[str, str] = {}
        for one in ink:  # a text in other capitals is the same text, and the first one's probability speaks for both
            if folded(one.text) not in self._spelled:
                self._spelled[folded(one.text)] = nfc(one.text)
                self.ink[nfc(one.text)] = max(one.probability, LEAST)
        best, seen = max(self.ink.values()), sum(one.probability for one in ink)
        self._outside = min(max(1 - seen, errs.outside * (1 - best), errs.astray), 1 - LEAST)
        inside = math.log((1 - self._outside) / sum(self.ink.values()))
        self._by_ink = {text: math.log(share) + inside for text, share in self.ink.items()}
        self._weights = dict(self._by_ink)
        self._none = math.log(self._outside)
        self._others = 0.0
        self._far: dict[str, float] = {}
        self._best, self._near = math.log(best), math.log(self._outside)
        self._logs = [(text, math.log(share) - self._best) for text, share in self.ink.items()]
        self._lost = math.log(max(errs.astray, errs.lost * self._outside) / ONE_OF.get(kind, MANY))
        self._said: list[Word] = []

    def spelt(self, text: str) -> str:
        """Return a text as it stands among the candidates, whatever its capitals; itself if it is none."""
        return self._spelled.get(folded(text)) or nfc(text)

    def _unread(self, text: str) -> float:
        """Return the log-weight that the ink leaves to a text that was not read."""
        near = max(log + self.errs.misread(read, text) for read, log in self._logs)
        stray = max(log + self.errs.strayed(read, text) for read, log in self._logs)
        return max(self._near + near, self._best + stray, self._lost)

    def weight(self, text: str) -> float:
        """Return the log-weight that the ink gives to a text."""
        spelt = self.spelt(text)
        if spelt in self._by_ink:
            return self._by_ink[spelt]
        if spelt not in self._far:
            self._far[spelt] = self._unread(spelt)
        return self._far[spelt]

    def usual(self, gains: Mapping[str, float]) -> float:
        """Return the mean log-odds of what was read: what holds on the whole for texts that were not."""
        known = {folded(text): gain for text, gain in gains.items()}
        whole = sum(self.ink.values())
        return math.log(sum(share * math.exp(known.get(folded(text), 0.0)) for text, share in self.ink.items()) / whole)

    @property
    def silent(self) -> bool:
        """Whether no witness has said anything."""
        return not self._said

    def hear(self, word: Word) -> None:
        """Take a witness's word into account."""
        for text, gain in word.gains.items():
            spelt = self.spelt(text)
            if spelt not in self._weights:
                self._spelled[folded(text)] = spelt
                self._weights[spelt] = self.weight(spelt) + self._others
            self._weights[spelt] += gain
        named = {self.spelt(text) for text in word.gains}
        for text in self._weights.keys() - named:
            self._weights[text] += word.others
        self._others += word.others
        self._none += word.others
        self._said.append(word)

    def shares(self) -> dict[str, float]:
        """Return the probability of each candidate, the most probable first; what they leave is for other texts."""
        top = max(self._none, *self._weights.values())
        parts = {text: math.exp(weight - top) for text, weight in self._weights.items()}
        whole = sum(parts.values()) + math.exp(self._none - top)
        ranked = sorted(parts.items(), key=lambda pair: -pair[1])
        return {text: part / whole for text, part in ranked}

    def best(self) -> tuple[str, float]:
        """Return the most probable text and its probability."""
        return next(iter(self.shares().items()))

    def reasons(self, text: str, other: str | None) -> tuple[str, ...]:
        """Return why a text is proposed rather than another one, in the order the witnesses spoke."""
        given: dict[str, None] = {}
        for word in self._said:
            by_text = {folded(one): gain for one, gain in word.gains.items()}
            against = by_text.get(folded(other), 0.0) if other else word.others
            if word.reason and by_text.get(folded(text), 0.0) - against >= LEAST_GAIN:
                given[word.reason] = None
        return tuple(given)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the book.

    Attributes:
        page: its page, from 0.
        entry: its place on the page, from 0.
        form: its form.
    """

    page: int
    entry: int
    form: Form

    def spot(self, column: str) -> Spot:
        """Return a cell of the entry."""
        return Spot(self.page, self.entry, column)


@dataclass(slots=True)
class Book:
    """All pages of a book.

    Attributes:
        lines: its entries in order.
        beliefs: what is believed of each cell in which something was read.
        known: texts that people have decided, by cell; they are never weighed.
        decided: what the recogniser alone says of these cells, where it read something.
    """

    lines: Sequence[Line]
    beliefs: dict[Spot, Belief]
    known: Mapping[Spot, str] = field(default_factory=dict)
    decided: Mapping[Spot, Belief] = field(default_factory=dict)

    def belief(self, spot: Spot) -> Belief | None:
        """Return what is believed of a cell, None if nothing was read there or a person has decided it."""
        return self.beliefs.get(spot)

    def shares(self, spot: Spot) -> dict[str, float]:
        """Return the probable texts of a cell; one that a person decided is certain."""
        if spot in self.known:
            return {self.known[spot]: 1.0} if self.known[spot] else {}
        belief = self.beliefs.get(spot)
        return belief.shares() if belief else {}

    def cells(self, wanted: Callable[[str, str], bool]) -> Iterator[tuple[Spot, str]]:
        """Yield the cells whose column and kind are wanted, with their kind, in order."""
        for line in self.lines:
            for column in line.form.columns:
                spot = line.spot(column.name)
                if wanted(column.name, column.kind) and (spot in self.beliefs or spot in self.known):
                    yield spot, column.kind


class Witness(Protocol):
    """One source of evidence. It reads the book, changes nothing, and says nothing where it knows nothing."""

    def heard(self, book: Book) -> Iterable[Word]:
        """Return what it says of cells of the book; a book of one page has as much right to it as a long one."""
        ...


@lru_cache(maxsize=MOST)
def folded(text: str) -> str:
    """Return the key under which texts are the same candidate: capitals and spaces aside."""
    return nfc(text).casefold()


def opened(pages: Sequence[ReadPage], known: Mapping[Spot, str], errs: Misreading) -> Book:
    """Return the book of read pages, each cell believed as its recogniser, which ``errs``, says."""
    lines: list[Line] = []
    beliefs: dict[Spot, Belief] = {}
    decided: dict[Spot, Belief] = {}
    for number, page in enumerate(pages):
        form = loader.load(page.form)
        kinds = {column.name: column.kind for column in form.columns}
        for place, entry in enumerate(page.entries):
            lines.append(Line(number, place, form))
            for column, reading in entry.items():
                spot = Spot(number, place, column)
                if column in kinds and (said := by_ink(reading)):
                    (decided if spot in known else beliefs)[spot] = Belief(kinds[column], said, errs)
    return Book(lines, beliefs, known, decided)


def by_ink(reading: Reading) -> list[Candidate]:
    """Return what the recogniser alone said of a cell, nothing if no text was read in it."""
    if reading.ink is not Ink.WRITTEN or not reading.text:
        return []
    return list(reading.read) or [Candidate(reading.text, reading.confidence), *reading.alternatives]
