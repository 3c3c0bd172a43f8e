"""In which order cases come to a person: quick ones first, then those that take long, and set-aside ones last.

What a case will take is told before anybody has seen it, by the keystroke-level model (Card, Moran, Newell, Communications of the
ACM 23 (1980) 396-410): a look and Enter where the proposal is right, a look and all keys of the text where it is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from unicodedata import normalize

from pipeline.entries import SURE, Entry, Reading
from pipeline.forms import Form, loader
from pipeline.hamlets import hamlet_of
from pipeline.vietnamese import key

KEY_SECONDS = 0.28
"""One key of a typist of 40 words a minute (Card, Moran, Newell: K)."""

THINK_SECONDS = 1.35
"""One look with its decision (Card, Moran, Newell: M)."""


class Doubt(StrEnum):
    """How much of a case is in doubt."""

    SURE = "sure"
    """Every open cell has a sure proposal."""
    DOUBTFUL = "doubtful"
    """Every open cell has a proposal, not all are sure."""
    UNREAD = "unread"
    """Some open cell has no proposal."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases of a book a person wants; '' wants all.

    Attributes:
        register: kind of register, as ``KS``.
        hamlet: hamlet, as it is written in a residence; case and marks are no matter.
        doubt: a ``Doubt``.
    """

    register: str = ""
    hamlet: str = ""
    doubt: str = ""


def line_up(entries: Sequence[Entry], wanted: Wanted) -> list[Entry]:
    """Return the wanted cases that have open cells, the quickest first, those that wait for a word from outside last."""
    waiting = [entry for entry in entries if any(open_cells(entry))]
    usual = usual_keys(waiting)
    chosen = [entry for entry in waiting if _is_wanted(entry, wanted)]

    def place(entry: Entry) -> tuple[bool, float, int, int]:
        untouched = any(name not in entry.decisions for name in open_cells(entry))
        return not untouched, round(seconds(entry, usual), 1), entry.page.number, entry.order

    return sorted(chosen, key=place)


def hamlets(entries: Iterable[Entry]) -> list[str]:
    """Return the hamlets that the residences of the entries name, by name."""
    named = {hamlet_of(entry, loader.load(entry.form)) for entry in entries} - {""}
    return sorted({key(name): name for name in sorted(named)}.values(), key=key)


def open_cells(entry: Entry) -> list[str]:
    """Return the columns of an entry that wait for a word that can be handed over."""
    return [column.name for column in loader.load(entry.form).columns if entry.decided(column.name) is None]


def seconds(entry: Entry, usual: Mapping[str, float]) -> float:
    """Return how long the open cells of a case will take a person, s; ``usual`` as from ``usual_keys``."""
    names = [name for name in open_cells(entry) if name not in entry.decisions]
    return sum(_cell_seconds(entry.readings.get(name), usual.get(name, 0.0)) for name in names)


def usual_keys(entries: Iterable[Entry]) -> dict[str, float]:
    """Return how many keys a text of each column takes on average, as far as the machine read any."""
    found: dict[str, list[int]] = defaultdict(list)
    for entry in entries:
        for name, reading in entry.readings.items():
            if reading.text:
                found[name].append(keys(reading.text))
    return {name: fmean(counts) for name, counts in found.items()}


def keys(text: str) -> int:
    """Return how many keys a text takes by Telex: one for each letter, and one for each mark on it."""
    return len(normalize("NFD", text)) + sum(letter in "đĐ" for letter in text)


def _cell_seconds(reading: Reading | None, usual: float) -> float:
    if reading is None or not reading.text:
        return THINK_SECONDS + KEY_SECONDS * (usual + 1)
    wrong = 1 - reading.confidence
    return THINK_SECONDS + KEY_SECONDS + wrong * (THINK_SECONDS + KEY_SECONDS * keys(reading.text))


def _is_wanted(entry: Entry, wanted: Wanted) -> bool:
    form = loader.load(entry.form)
    return (
        wanted.register in {"", form.register}
        and (not wanted.hamlet or key(hamlet_of(entry, form)) == key(wanted.hamlet))
        and wanted.doubt in {"", doubt_of(entry, form)}
    )


def doubt_of(entry: Entry, form: Form) -> Doubt:
    """Return how much of the open cells of a case is in doubt."""
    readings = [entry.readings.get(column.name) for column in form.columns if entry.decided(column.name) is None]
    if any(reading is None or not reading.text for reading in readings):
        return Doubt.UNREAD
    sure = all(reading is not None and reading.confidence >= SURE for reading in readings)
    return Doubt.SURE if sure else Doubt.DOUBTFUL
