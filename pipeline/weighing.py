"""Weighs what all witnesses say of a book: the readings of its pages in, better ones with their reasons out."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path

from pipeline import weigh
from pipeline.catalogue import part
from pipeline.ditto import resolved
from pipeline.entries import SURE, Candidate, Entry, Reading, ReadPage
from pipeline.errors import BadForm, MissingPart
from pipeline.store import Store
from pipeline.strike_outs import crossed, struck
from pipeline.weigh import OFFERED, UNCALIBRATED_CEILING
from pipeline.weigh._alike import Misreading
from pipeline.weigh._book import Belief, Book, Spot, Witness, Word, by_ink, opened

WEIGHTS = Path(weigh.__file__).parent / "weights.toml"

ERRORS = "misreading"
"""Table of the weights that say how the recogniser errs; all others are witnesses."""

LEAST = 0.002
"""A text below this probability is no help to anybody; the recogniser leaves it out too."""

CLEAR_INK = {
    "person_name": 0.85,
    "place": 0.85,
    "partial_date": 0.5,
    "date_words": 0.5,
    "ethnicity": 0.002,
    "nationality": 0.002,
    "sex": 0.002,
}
"""A text of which the recogniser alone was less sure than this is never called sure, whatever else speaks for it.

Of names and places one hand is misread in one way all through a book, so that cells which agree may be wrong together. A date may
follow from others, but what is written is asked for: of the sure dates of 120 simulated books that the recogniser hardly saw (below
0.1) 27 of 74 were wrong (2026-11-26). A term of a closed set must at least have been read: that it is usual says nothing of the
cell in which another word stands.
"""

BELOW_SURE = round(SURE - 0.01, 2)


def witnesses(without: Collection[str] = (), weights: Mapping[str, Mapping[str, float]] | None = None) -> list[Witness]:
    """Return all witnesses in the order in which they are heard, without some of them by name; ``weights.toml`` has their weights."""
    every = every_weight() if weights is None else weights
    return [part(weigh, name)(**numbers) for name, numbers in every.items() if name not in {ERRORS, *without}]


def misreading() -> Misreading:
    """Return how the recogniser errs."""
    return Misreading(**every_weight()[ERRORS])


def weighed(
    pages: Sequence[ReadPage],
    known: Mapping[Spot, str] | None = None,
    asked: Sequence[Witness] | None = None,
) -> list[ReadPage]:
    """Return the pages of a book with every reading weighed against all that is known of the book.

    Weighing starts from what the recogniser said, so that pages may be weighed again when more have come. A cell in which
    nothing was read stays as it is, and so does one that a person has decided.

    Args:
        pages: all read pages of the book in their order.
        known: texts that people have decided, by cell; '' for a cell that holds none.
        asked: who is heard; all witnesses if None.

    Raises:
        BadForm: the form of a page is gone or wrong.
    """
    book = opened(pages, known or {}, misreading())
    hear(book, witnesses() if asked is None else asked)
    return resolved([_page(number, page, book) for number, page in enumerate(pages)], known or {})


def hear(book: Book, asked: Sequence[Witness]) -> None:
    """Let witnesses speak about a book, one after the other; each knows what those before it have said.

    Raises:
        BadForm: the form of a page is gone or wrong.
    """
    for witness in asked:
        for word in _words(witness, book):
            belief = book.beliefs.get(word.spot)
            if belief is not None:
                belief.hear(word)


def _words(witness: Witness, book: Book) -> list[Word]:
    """Return all that a witness says; nothing where the tables it knows from are not installed."""
    with suppress(MissingPart):
        return list(witness.heard(book))
    return []


def in_store(store: Store, books: Collection[str]) -> None:
    """Weigh books of the store. A form being gone is no reason to lose what was read: it stays as the recogniser said.

    Raises:
        UsageError: there is no such book.
        StoreError: the store cannot be read or written.
    """
    for book in sorted(books):
        with suppress(BadForm):
            store.store_weighed(of_entries(store.entries(book)))


def of_entries(entries: Sequence[Entry]) -> dict[tuple[int, str], tuple[Reading, Reading]]:
    """Return the readings of a stored book that change when it is weighed, before and after, by entry and column.

    What people have decided counts as known, and the reading of a decided cell stays as it is.

    Raises:
        BadForm: the form of a page is gone or wrong.
    """
    groups = [list(some) for _, some in groupby(entries, key=lambda entry: (entry.page.id, entry.form))]
    pages = [ReadPage(some[0].form, tuple(entry.readings for entry in some), (), {}, 0.0, (0, 0)) for some in groups]
    places = {entry.id: (page, place) for page, some in enumerate(groups) for place, entry in enumerate(some)}
    known = {
        Spot(*places[entry.id], column): entry.decided(column) or ""
        for entry in entries
        for column in entry.decisions
        if entry.decided(column) is not None
    }
    after = weighed(pages, known)
    changed = {}
    for entry in entries:
        page, place = places[entry.id]
        for column, reading in entry.readings.items():
            if (better := after[page].entries[place][column]) != reading:
                changed[entry.id, column] = (reading, better)
    return changed


@cache
def every_weight() -> Mapping[str, Mapping[str, float]]:
    """Return the weights of all witnesses in the order in which they are heard, and those of ``ERRORS``."""
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))


def _page(number: int, page: ReadPage, book: Book) -> ReadPage:
    ceiling = _ceiling(page)
    entries = []
    for place, entry in enumerate(page.entries):
        readings = {}
        for column, reading in entry.items():
            belief = book.beliefs.get(Spot(number, place, column))
            plain = belief is None or belief.silent
            readings[column] = reading if belief is None or plain else _reading(reading, belief, ceiling)
        entries.append(readings)
    return replace(page, entries=tuple(entries))


def _ceiling(page: ReadPage) -> float:
    """Return the highest confidence on a page: below sure if its engine, not being calibrated, kept all its own below it."""
    said = [by_ink(reading) for entry in page.entries for reading in entry.values()]
    return 1.0 if any(some and some[0].probability > UNCALIBRATED_CEILING for some in said) else UNCALIBRATED_CEILING


def _reading(reading: Reading, belief: Belief, ceiling: float) -> Reading:
    (text, probability), *rest = belief.shares().items()
    if belief.ink.get(text, 0.0) < CLEAR_INK.get(belief.kind, 0.0):
        ceiling = min(ceiling, BELOW_SURE)
    others = tuple(Candidate(other, min(share, ceiling)) for other, share in rest[:OFFERED] if share >= LEAST)
    better = replace(
        reading,
        text=text,
        confidence=min(probability, ceiling),
        alternatives=others,
        reasons=belief.reasons(text, rest[0][0] if rest else None),
        read=tuple(by_ink(reading)),
    )
    return struck(better, crossed(reading))
