"""What a clerk may be about to type: texts people stand for in this book, and what is usual in a kind of value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Entry
from pipeline.errors import MissingPart
from pipeline.forms import Form
from pipeline.lexicons import NAMES
from pipeline.lexicons.names import names
from pipeline.lexicons.terms import terms
from pipeline.lexicons.units import Unit, places
from pipeline.vietnamese import key

MOST = 400
"""Texts of one column: what is rarer in a book than its 400th text is not worth its bytes on a slow network."""

PARTS = 500
"""Names offered word by word; the rest bears fewer than one person in two thousand (``models/lexicons/names.tsv``)."""

TERMS = {"ethnicity": "ethnic", "nationality": "nationalities", "free_text": "causes"}
"""Kind of value, and the list of terms that is usual in it."""

SEXES = ("Nam", "Nữ")


@dataclass(frozen=True, slots=True)
class Completions:
    """Texts to choose from, the likeliest first.

    Attributes:
        columns: by ministry column, what people confirmed or wrote in this book.
        kinds: by kind of value, what is usual whatever the book.
        parts: by kind of value, single words of which such a value consists.
    """

    columns: Mapping[str, Sequence[str]]
    kinds: Mapping[str, Sequence[str]]
    parts: Mapping[str, Sequence[str]]


def known(book: Book, entries: Iterable[Entry], form_of: Callable[[Entry], Form]) -> Completions:
    """Return what may be completed in a book; a machine's reading that nobody confirmed is never among it."""
    counts: dict[str, Counter[str]] = {}
    for entry in entries:
        for column in form_of(entry).columns:
            text = entry.decided(column.name)
            if text:
                counts.setdefault(column.name, Counter())[text] += 1
    columns = {name: [text for text, _ in counter.most_common(MOST)] for name, counter in counts.items()}
    return Completions(columns, _usual() | {"place": _places(book)}, {"person_name": _name_parts()})


def _usual() -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {"sex": SEXES}
    for kind, table in TERMS.items():
        try:
            found[kind] = [term.name for term in terms(table).every]
        except MissingPart:
            continue  # a desk without lexicons still completes from the book
    return found


def _places(book: Book) -> list[str]:
    """Return the communes of the book's province with their districts, those of its own district first."""
    try:
        lexicon = places(book.year or None)
    except MissingPart:
        return []
    provinces = lexicon.called(book.province, "province") if book.province else ()
    within = [place for province in provinces for place in lexicon.of("commune", province.unit)]
    texts = [", ".join(_small(unit) for unit in (place.unit, *place.districts[:1])) for place in within]
    own = key(book.district)
    return sorted(dict.fromkeys(texts), key=lambda text: not (own and key(text).endswith(own)))[:MOST]


def _small(unit: Unit) -> str:
    """Return a unit as registers write it: «xã Ba Trại»."""
    return f"{unit.kind.lower()} {unit.name}"


def _name_parts() -> list[str]:
    try:
        every = [name for role in NAMES for name in names(role).every]
    except MissingPart:
        return []
    ranked = sorted(every, key=lambda name: -name.share)
    return list(dict.fromkeys(name.name for name in ranked))[:PARTS]
