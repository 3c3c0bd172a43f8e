"""The page picture on its way through the stages, the printed words on it, and the cells found on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.entries import Crossed, Ink
from pipeline.geometry import Bend, Box, Homography, Way, project
from pipeline.small_copies import glanced

Picture = NDArray[np.uint8]
"""(H, W, 3) uint8 RGB, 0 is black."""

Grey = NDArray[np.uint8]
"""(h, w) uint8, 0 is black."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page picture that remembers the way back to the delivered one.

    Attributes:
        picture: (H, W, 3) uint8 RGB, 0 is black.
        to_scan: the way from this picture to the delivered one.
        trail: the stages that made it, oldest first.
        quality: measures of the picture by name.
        rim: (N, 2) x, y in px of this picture, where the paper ends and something else is seen; empty where nobody knows.
        glances: the small copies of it that were asked for, by their longer side.
    """

    picture: Picture
    to_scan: Way
    trail: tuple[str, ...] = ()
    quality: Mapping[str, float] = field(default_factory=dict)
    rim: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 2)), compare=False, repr=False)
    glances: dict[int, Grey] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, picture: Picture, size: tuple[int, int] | None = None) -> Sheet:
        """Return the sheet of a delivered picture.

        Args:
            picture: (H, W, 3) uint8 RGB.
            size: width and height of the delivered picture, px, where ``picture`` is a smaller copy of it.
        """
        height, width = picture.shape[:2]
        across, down = size or (width, height)
        return cls(picture, Way((np.diag([across / width, down / height, 1.0]),)))

    def then(self, step: str, picture: Picture, back: Homography | Bend | None = None) -> Sheet:
        """Return the sheet after one more stage.

        Args:
            step: what the stage did, for the trail.
            picture: (H, W, 3) uint8 RGB after the stage.
            back: (3, 3) homography or bend from the new picture to this one; None if no pixel moved. The rim of the paper goes
                along, but not through a bend.
        """
        to_scan = self.to_scan if back is None else self.to_scan.after(back)
        rim = self.rim if back is None else self.rim[:0]
        if isinstance(back, np.ndarray):
            rim = project(self.rim, np.linalg.inv(back).astype(np.float64))
        return replace(self, picture=picture, to_scan=to_scan, trail=(*self.trail, step), rim=rim, glances={})

    def glance(self, longest: int) -> Grey:
        """Return a small (h, w) copy of the picture without colour, its longer side at most so many px; made once for all who ask."""
        if longest not in self.glances:
            self.glances[longest] = glanced(self.picture, longest)
        return self.glances[longest]


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word found on a sheet.

    Attributes:
        text: NFC.
        box: px of the sheet.
        confidence: 0.0 to 1.0.
        line: words of one printed line share this number.
    """

    text: str
    box: Box
    confidence: float
    line: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One place for handwriting on a sheet.

    Attributes:
        column: ministry column.
        entry: place of the entry on the page, from 0.
        box: px of the sheet.
        ink: what lies in it.
        label_found: False where the place was worked out from its neighbours because its label was not seen.
        ruled: whether printed rulings bound it on all sides, so that little of another row's writing enters it.
        crossed: what the clerk struck out, None where nothing is.
        ditto: whether a ditto mark is seen by its shape.
    """

    column: str
    entry: int
    box: Box
    ink: Ink = Ink.WRITTEN
    label_found: bool = True
    ruled: bool = False
    crossed: Crossed | None = None
    ditto: bool = False
