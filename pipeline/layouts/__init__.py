"""Layouts find the cells of a form on a cleaned sheet. One file, one dataclass; its fields are its settings.

A layout gets the sheet, the printed words seen on it and the form, and returns cells in reading order. Every entry it
reports has every column of the form; a column whose label was not seen is worked out from its neighbours and says so.
It must not read handwriting and must not invent an entry without any printed evidence.
"""

from collections.abc import Sequence
from typing import Protocol

from pipeline.forms import Form
from pipeline.sheets import Cell, Sheet, Word


class Layout(Protocol):
    """One way to find cells."""

    def __call__(self, sheet: Sheet, words: Sequence[Word], form: Form) -> list[Cell]:
        """Return the cells, entry by entry in reading order, boxes in px of the sheet."""
        ...

    def words_end(self, sheet: Sheet) -> int:
        """Return the row in px below which this layout needs no printed words."""
        ...

    def likeness(self, sheet: Sheet, words: Sequence[Word], form: Form) -> float:
        """Return how well the sheet and its printed words fit the form, 0.0 to 1.0."""
        ...
