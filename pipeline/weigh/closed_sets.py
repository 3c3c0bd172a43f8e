"""Sex, ethnic group and nationality are nearly always one of a list, and in one book mostly one of a few.

The list is that of the lexicons with all spellings. A text that is in no list stays possible if its ink is clear.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from pipeline.lexicons.terms import terms
from pipeline.weigh._alike import letters
from pipeline.weigh._book import Belief, Book, Spot, Word, folded

SEXES = ("Nam", "Nữ", "Trai", "Gái", "Nam giới", "Nữ giới")
LISTS = {"ethnicity": "ethnic", "nationality": "nationalities"}
USUAL = {"ethnicity": ("Kinh",), "nationality": ("Việt Nam",), "sex": ("Nam", "Nữ")}
"""What is usual in the whole country, before the book itself has said anything."""

EDITS = 4
"""A term that differs from all texts read in more letters and marks than these is no candidate, unless the book holds it."""

MOST = 1 << 14
"""Texts whose like among the terms are kept in memory."""

REASON = {"sex": "giới tính", "ethnicity": "tên dân tộc", "nationality": "tên quốc tịch"}


@dataclass(frozen=True, slots=True)
class ClosedSets:
    """For the terms of the list that are usual in the book, against texts in no list.

    Attributes:
        unlisted: log-odds against a text in no list.
        usual: share of cells that hold what is usual in the country, as far as the book has not spoken.
        cells: so many cells of the book count as much as what is usual in the country.
        trust: weight of the log-odds of frequent terms; below 1, since the recogniser's language knows them too.
    """

    unlisted: float
    usual: float
    cells: float
    trust: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each cell of a closed set."""
        spots = list(book.cells(lambda _, kind: kind in REASON))
        counts = _counts(book, spots)
        for spot, kind in spots:
            belief = book.belief(spot)
            if belief is not None:
                own = {folded(text): share for text, share in belief.shares().items()}
                seen = counts[kind]
                others = {text: max(0.0, count - own.get(text, 0.0)) for text, count in seen.items()}
                yield Word(
                    spot, self._gains(kind, belief, others), f"{REASON[kind]} thường gặp trong sổ", -self.unlisted
                )

    def _gains(self, kind: str, belief: Belief, others: Mapping[str, float]) -> dict[str, float]:
        listed = _listed(kind)
        near = dict.fromkeys([*USUAL[kind], *(listed[key] for key, count in others.items() if count >= 0.5)])
        near |= dict.fromkeys(term for text in belief.ink for term in _near(kind, folded(text)))
        gains = {text: self._known(kind, text, others) for text in near}
        return gains | {text: -self.unlisted for text in belief.ink if folded(text) not in listed}

    def _known(self, kind: str, text: str, others: Mapping[str, float]) -> float:
        """Return the log-odds for a listed term, against all terms being equal."""
        count, usual = len(_listed(kind)), USUAL[kind]
        before = self.usual / len(usual) if text in usual else (1 - self.usual) / (count - len(usual))
        share = (others.get(folded(text), 0.0) + self.cells * before) / (sum(others.values()) + self.cells)
        return self.trust * math.log(share * count)


def _counts(book: Book, spots: Sequence[tuple[Spot, str]]) -> Mapping[str, Counter[str]]:
    """Return how often each listed term is read in the book, by kind."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in REASON}
    for spot, kind in spots:
        for text, share in book.shares(spot).items():
            if folded(text) in _listed(kind):
                counts[kind][folded(text)] += share  # type: ignore[assignment] # shares of cells, not whole cells
    return counts


@cache
def _listed(kind: str) -> Mapping[str, str]:
    """Return the spellings of a kind's list by their keys."""
    if kind == "sex":
        return {folded(text): text for text in SEXES}
    every = terms(LISTS[kind]).every
    return {folded(text): text for term in every for text in (term.imported, *term.spellings) if text}


@lru_cache(maxsize=MOST)
def _near(kind: str, text: str) -> tuple[str, ...]:
    """Return the terms of a kind that look like a text, are a part of it, or hold it."""
    said, terms_of_kind = letters(text), _letters_of(kind)
    close = process.extract(said, terms_of_kind, scorer=Levenshtein.distance, score_cutoff=EDITS, limit=None)
    held = [term for term, spelt in terms_of_kind.items() if spelt in said or said in spelt]
    return tuple(dict.fromkeys([*held, *(term for _, _, term in close)]))


@cache
def _letters_of(kind: str) -> Mapping[str, str]:
    return {term: letters(term) for term in _listed(kind).values()}
