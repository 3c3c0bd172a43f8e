"""A name is made of syllables that Vietnamese spelling allows, and mostly of names that others bear too.

Soft in every case: the names of other peoples follow no such rule, and a name never counted stays possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import exp, log

from pipeline.lexicons.names import Names, names
from pipeline.syllables import possible
from pipeline.vietnamese import key
from pipeline.weigh._alike import apart
from pipeline.weigh._book import Belief, Book, Spot, Word, folded

WOMEN = frozenset({"meHoTen", "voHoTen"})
MEN = frozenset({"chaHoTen", "chongHoTen"})
SEXES = {"nksHoTen": "nksGioiTinh", "nktHoTen": "nktGioiTinh", "nxnHoTen": "nxnGioiTinh"}
"""Columns of names and where the bearer's sex stands."""

FEMALE = {"nữ": 1.0, "gái": 1.0, "nữ giới": 1.0, "nam": 0.0, "trai": 0.0, "nam giới": 0.0}
Part = tuple[str, str]
"""A role and a name in small letters."""

VARIED = 3
"""So many of the most probable texts are varied."""

MOST = 1 << 15
"""Syllables whose neighbours among the names are kept in memory."""


@dataclass(frozen=True, slots=True)
class PersonNames:
    """For texts made of names that are borne, against syllables that cannot be, and for names of the bearer's sex.

    Attributes:
        trust: weight of the log-share of each name; below 1, since the recogniser's language knows names too.
        bearers: so many names read elsewhere in the book count as much as all of the country's.
        impossible: log-odds against a name that nobody counted and that is no syllable either.
        most: no text loses more than this against the best one.
        sex_trust: weight of the log-odds that a name is a woman's or a man's.
    """

    trust: float
    bearers: float
    impossible: float
    most: float
    sex_trust: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each name."""
        spots = [spot for spot, _ in book.cells(lambda _, kind: kind == "person_name")]
        parts = {spot: _parts(book.shares(spot)) for spot in spots}
        every = Counter[Part]()
        for some in parts.values():
            every.update(some)
        for spot in spots:
            belief = book.belief(spot)
            if belief is not None:
                every.subtract(parts[spot])
                gains = self._gains(belief, every, _woman(book, spot))
                every.update(parts[spot])
                yield Word(spot, gains, "gồm các họ, đệm, tên thường gặp", belief.usual(gains))

    def _gains(self, belief: Belief, others: Mapping[Part, float], woman: float | None) -> dict[str, float]:
        texts = {folded(text): text for text in (*belief.ink, *_varied(belief))}
        scores = {text: self._score(text, others, woman) for text in texts.values()}
        best = max(scores.values())
        return {text: max(score - best, -self.most) for text, score in scores.items()}

    def _score(self, text: str, others: Mapping[Part, float], woman: float | None) -> float:
        """Return the log-odds of a name before it is compared with the others."""
        words = text.split()
        score = 0.0
        for place, word in enumerate(words):
            role = _role(place, len(words))
            borne = max(0.0, others.get((role, folded(word)), 0.0)) / self.bearers
            known = names(role).known(word)
            score += self.trust * log(exp(names(role).log_probability(word)) + borne)
            if known is None and borne < 1 / self.bearers:
                score -= self.impossible * (not possible(word))
            if woman is not None and place:
                score += self.sex_trust * _of_sex(known.female if known else None, woman)
        return score - self.impossible * (len(words) < 2)


def _parts(shares: Mapping[str, float]) -> Counter[Part]:
    """Return the names of which the probable texts of a cell are made."""
    found = Counter[Part]()
    for text, share in shares.items():
        words = folded(text).split()
        for place, word in enumerate(words):
            found[_role(place, len(words)), word] += share  # type: ignore[assignment] # shares of cells
    return found


def _woman(book: Book, spot: Spot) -> float | None:
    """Return how probable it is that the bearer is a woman, None if nothing says it."""
    if spot.column in WOMEN | MEN:
        return float(spot.column in WOMEN)
    sex = SEXES.get(spot.column)
    said = book.shares(spot._replace(column=sex)) if sex else {}
    known = {text: share for text, share in said.items() if folded(text) in FEMALE}
    whole = sum(known.values())
    return sum(share * FEMALE[folded(text)] for text, share in known.items()) / whole if whole > 0.5 else None


def _of_sex(female: float | None, woman: float) -> float:
    """Return the log-odds of a name's sex; nothing if nobody knows it."""
    if female is None:
        return 0.0
    agrees = female * woman + (1 - female) * (1 - woman)
    return log(max(agrees, 0.05) / 0.5)


def _role(place: int, count: int) -> str:
    if place == 0:
        return "surname"
    return "given" if place == count - 1 else "middle"


def _varied(belief: Belief) -> Iterator[str]:
    """Yield the most probable texts with one of their words replaced by a name that looks like it."""
    for text in list(belief.shares())[:VARIED]:
        words = text.split()
        for place, word in enumerate(words):
            for name in _near(_role(place, len(words)), folded(word)):
                yield " ".join([*words[:place], name if word[:1].isupper() else name.lower(), *words[place + 1 :]])


@lru_cache(maxsize=MOST)
def _near(role: str, word: str) -> tuple[str, ...]:
    """Return the names of a role that differ from a word in one letter or mark, or in its marks only."""
    bare = key(word)
    alike = _by_bare(role).get(bare, ())
    near = [one.name for one in names(role).every if apart(word, folded(one.name)) <= 1]
    return tuple(name for name in dict.fromkeys([*near, *alike]) if folded(name) != word)


@lru_cache(maxsize=8)
def _by_bare(role: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    known: Names = names(role)
    for one in known.every:
        found[key(one.name)] = (*found.get(key(one.name), ()), one.name)
    return found
