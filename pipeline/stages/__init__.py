"""Stages clean a page picture. One file, one dataclass; its fields are its settings.

A stage takes a Sheet and returns a new one. It must leave its input alone, add itself to the trail, and compose the
way back to the delivered picture whenever it moves pixels. A page it cannot help comes back unchanged (with no step
in the trail). It must survive blank, black and tiny pictures.
"""

from typing import Protocol

from pipeline.sheets import Sheet


class Stage(Protocol):
    """One step of cleaning."""

    def __call__(self, sheet: Sheet) -> Sheet:
        """Return the sheet after this step."""
        ...
