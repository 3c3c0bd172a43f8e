"""Numbers of entries run on from one entry to the next, over all pages of a book; each year begins with 1 (domain.md §3.6)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline import numbering
from pipeline.weigh._book import Belief, Book, Line, Word, folded
from pipeline.weigh._chain import Values, expected

COLUMN = "so"
NO_NUMBER = 0
"""Stands for the number of an entry about which nothing is known."""

AROUND = 6
"""Entries before and after that say which number may stand in one."""

LIKELY = 3
"""So many numbers of a neighbour are taken seriously."""

AGAIN = 3
"""The same number in so many entries is no number of an entry."""

LEADING = re.compile(r"\D*(\d{1,4})")
REASON = "theo thứ tự số trong sổ"

STYLE = 1.6
"""Log-odds against a number written otherwise than most numbers of the book («053» for «53»)."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """For the number that the entries before and after ask for.

    Attributes:
        follows: share of entries numbered one more than the one before.
        skips: share numbered higher still; each further number left out is ``less`` times as frequent.
        skips_page: the same from the last entry of a page to the first of the next, for a page may be missing.
        less: see ``skips``.
        repeats: share that bear the number of the one before («12», «12a», or the clerk's mistake).
        restarts: share that begin again with 1.
        spread: numbers over which whatever else there is spreads evenly: a thick year's entries.
        most: log-odds beyond which the others are not believed.
    """

    follows: float
    skips: float
    skips_page: float
    less: float
    repeats: float
    restarts: float
    spread: float
    most: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each number that has others before or after it."""
        registers: dict[str, list[Line]] = defaultdict(list)
        for line in book.lines:
            registers[line.form.register].append(line)
        for lines in registers.values():
            if len(lines) > 1:
                yield from self._of_register(book, lines)

    def _of_register(self, book: Book, lines: Sequence[Line]) -> Iterable[Word]:
        repeated = _repeated(book, lines)
        cells = [_cell(book, line, repeated) for line in lines]
        pattern = _pattern(cells)
        values = _values([cell.numbers for cell in cells])
        seen = [cell.fits(some) for cell, some in zip(cells, values, strict=True)]
        asked = expected(
            values, seen, lambda one, two, at: self._step(one, two, same=lines[at - 1].page == lines[at].page)
        )
        for line, cell, some, odds in zip(lines, cells, values, asked, strict=True):
            if cell.belief is not None:
                gains, others = self._gains(some.tolist(), odds.tolist())
                yield Word(line.spot(COLUMN), _told(cell, cell.belief, gains, pattern), REASON, others)

    def _gains(self, values: Sequence[int], odds: Sequence[float]) -> tuple[dict[int, float], float]:
        """Return the log-odds of numbers, and of all others, against all numbers being equal."""
        whole = sum(odds)
        rest = (1 - self.follows - self.skips) / self.spread
        shares = {value: max(one / whole, rest) * self.spread for value, one in zip(values, odds, strict=True)}
        gains = {value: self._bounded(math.log(share)) for value, share in shares.items() if value != NO_NUMBER}
        return gains, math.log(rest * self.spread)

    def _bounded(self, gain: float) -> float:
        return max(-self.most, min(self.most, gain))

    def _step(self, one: Values, two: Values, *, same: bool) -> NDArray[np.float64]:
        """Return the (N, M) probabilities that numbers are followed by others, on the same page or over its end."""
        more = two[None, :] - one[:, None]
        skips = self.skips if same else self.skips_page
        follows = self.follows - (skips - self.skips)
        rest = (1 - follows - skips - self.repeats - self.restarts) / self.spread
        found = np.full(more.shape, rest)
        found += (more == 1) * follows + (more == 0) * self.repeats + (two[None, :] == 1) * self.restarts
        later = np.clip(more - 2, 0, 60)
        return np.asarray(found + (more > 1) * skips * (1 - self.less) * self.less**later, np.float64)


@dataclass(frozen=True, slots=True)
class _Cell:
    """The number of one entry as far as its ink says it.

    Attributes:
        belief: what is believed of the cell, None if nothing was read there.
        volume: text of the entry's volume number, which may have been cut out with the number or in its place.
        numbers: probability of each number that was read.
    """

    belief: Belief | None
    volume: str
    numbers: Mapping[int, float]

    def fits(self, values: Values) -> NDArray[np.float64]:
        """Return (N,) how well the ink fits numbers (N,); all equally where nothing was read."""
        read = np.array([self.numbers.get(int(value), 0.0) for value in values])
        if self.belief is None:
            return np.asarray(read + (1e-3 if self.numbers else 1.0), np.float64)
        ink = np.array([math.exp(self.belief.weight(str(value))) for value in values])
        return np.asarray(read + ink, np.float64)


def _repeated(book: Book, lines: Sequence[Line]) -> str:
    """Return a text that stands in the number's place again and again: no number does, but the volume's may be cut out there."""
    tops = Counter(folded(next(iter(book.shares(line.spot(COLUMN))), "")) for line in lines)
    often = [text for text, count in tops.most_common(1) if text and count >= AGAIN]
    return often[0] if often else "?"


def _cell(book: Book, line: Line, repeated: str) -> _Cell:
    spot = line.spot(COLUMN)
    volume = folded(next(iter(book.shares(line.spot("quyenSo"))), "")) or repeated
    numbers: dict[int, float] = defaultdict(float)
    for text, share in book.shares(spot).items():
        value = _value(text, volume)
        if value is not None:
            numbers[value] += share
    return _Cell(book.belief(spot), volume, dict(numbers))


def _value(text: str, volume: str) -> int | None:
    """Return the number that a text holds, None if it holds none or is the volume's."""
    said = folded(text)
    if said.endswith(volume):
        first = LEADING.match(said.removesuffix(volume))
        return int(first[1]) or None if first else None
    number = numbering.parse(text)
    return number.value if number else None


def _told(cell: _Cell, belief: Belief, gains: Mapping[int, float], pattern: str) -> dict[str, float]:
    """Return the log-odds of the texts of a cell and of the numbers that the other entries ask for."""
    told = {pattern.format(value): gain for value, gain in gains.items()}
    for text in belief.ink:
        value = _value(text, cell.volume)
        if value is None:
            told[text] = -2 * belief.errs.stray if folded(text) == cell.volume else 0.0
        elif folded(text).endswith(cell.volume):
            plain = pattern.format(value)
            told[plain] = max(
                told[plain], gains[value] + belief.weight(text) - belief.errs.stray - belief.weight(plain)
            )
        elif text != pattern.format(value):
            told[text] = gains[value] - STYLE
    return told


def _values(shares: Sequence[Mapping[int, float]]) -> list[Values]:
    """Return the numbers that may stand in each entry: those read there, and those its neighbours ask for."""
    likely = [sorted(share, key=lambda value: -share[value])[:LIKELY] for share in shares]
    values = []
    for place, share in enumerate(shares):
        near = range(max(0, place - AROUND), min(len(shares), place + AROUND + 1))
        asked = {value + place - other for other in near for value in likely[other]}
        values.append(np.array(sorted(value for value in asked | set(share) if value > 0) or [NO_NUMBER], np.int64))
    return values


def _pattern(cells: Sequence[_Cell]) -> str:
    """Return how most numbers of a book are written: «{:03}/2018» of one book, «{}» of most."""
    patterns: Counter[str] = Counter()
    for cell in cells:
        text = folded(next(iter(cell.belief.shares()), "")) if cell.belief else ""
        if _value(text, cell.volume) is not None:
            cut = text.endswith(cell.volume)
            first, _, year = text.removesuffix(cell.volume).partition("/")
            digits = "".join(letter for letter in first if letter.isdigit())
            width = len(digits) if digits.startswith("0") else 0
            patterns[(f"{{:0{width}}}" if width else "{}") + (f"/{year.strip()}" if year and not cut else "")] += 1
    return patterns.most_common(1)[0][0] if patterns else "{}"
