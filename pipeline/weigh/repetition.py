"""The same few officials sign a book, and its entries lie in one volume: what is written again and again is likely here too."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.weigh._book import Belief, Book, Spot, Word, folded

REPEATED = {
    "quyenSo": "số quyển ghi khắp sổ",
    "nguoiKy": "người ký ở các trang khác",
    "nguoiThucHien": "người thực hiện ở các trang khác",
    "chucVuNguoiKy": "chức vụ ghi ở các trang khác",
    "noiDangKy": "nơi đăng ký ghi ở các trang khác",
}
"""Columns that repeat, and the reason as the clerk reads it."""

CERTAIN = 0.5
"""A text is taken from a cell if it is more probable than this there."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """For the texts that other entries of the book hold in the same column.

    Attributes:
        again: share of cells that hold a text which stands elsewhere in the column, once the column is long.
        cells: so many cells, and half of that share is believed.
        least: share of the book's cells below which a text is not offered for others.
        alike: how probable a text seemed to the recogniser, without the book, among those that its ink allows.
    """

    again: float
    cells: float
    least: float
    alike: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each repeated cell that has others beside it."""
        columns: dict[str, list[Spot]] = defaultdict(list)
        for spot, _ in book.cells(lambda column, _: column in REPEATED):
            columns[spot.column].append(spot)
        for column, spots in columns.items():
            certain = {spot: _certain(book.shares(spot)) for spot in spots}
            counts: dict[str, float] = defaultdict(float)
            spelt: dict[str, str] = {}
            for text, probable in certain.values():
                counts[spelt.setdefault(folded(text), text)] += probable
            for spot in spots:
                belief = book.belief(spot)
                own, probable = certain[spot]
                others = {
                    text: count - probable * (folded(text) == folded(own)) for text, count in counts.items() if text
                }
                others = {text: count for text, count in others.items() if count > 0.01}
                if belief is not None and others:
                    yield Word(spot, self._gains(belief, others), REPEATED[column], math.log(1 - self._trusted(others)))

    def _trusted(self, others: Mapping[str, float]) -> float:
        """Return how probable it is that a cell repeats one of the others."""
        seen = sum(others.values())
        return self.again * seen / (seen + self.cells)

    def _gains(self, belief: Belief, others: Mapping[str, float]) -> dict[str, float]:
        trusted, whole = self._trusted(others), sum(others.values())
        offered = [text for text, count in others.items() if count / whole >= self.least]
        texts = {folded(text): text for text in (*offered, *belief.shares())}
        counts = {folded(text): count for text, count in others.items()}
        return {
            text: math.log(1 - trusted + trusted * counts.get(key, 0.0) / whole / self.alike)
            for key, text in texts.items()
        }


def _certain(shares: Mapping[str, float]) -> tuple[str, float]:
    """Return the text of a cell that is more probable than not, and how probable; '' if none is."""
    text, probable = next(iter(shares.items()), ("", 0.0))
    return (text, probable) if probable > CERTAIN else ("", 0.0)
