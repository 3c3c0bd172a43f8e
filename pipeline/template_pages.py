"""Brings the pages of a book to where a template is built from them: cleaned, halved, each half of an opening a page by itself.

A wide picture is an opening where its left half bears the print of its right one: a form that lies across, and rows that run over
both pages, have other words on each half, and stay whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import opening, own_forms, scans, stages
from pipeline.alignment import Grey, Print, laid_over, small
from pipeline.catalogue import part
from pipeline.errors import UnreadableScan
from pipeline.forms import SIDES
from pipeline.layouts._grid import Grid
from pipeline.layouts.ruled_rows import RuledRows
from pipeline.sheets import Sheet

WHOLE = ""
"""The side of a page that is no half of an opening."""

LOOKED_AT = 4
"""Wide pictures whose halves are compared: most of so many tell. Of 22 drawn openings all halves lay on each other both ways, of 12
tables that lie across none (2026-11-26)."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One page of a book.

    Attributes:
        file: its picture.
        side: which half of an opening it is, one of ``SIDES``; ``WHOLE`` where the picture is the page.
        grey: (H, W) uint8 at half the size of the cleaned page.
        grid: its rulings in px of the cleaned page, None if it has no table.
    """

    file: Path
    side: str
    grey: Grey
    grid: Grid | None

    @property
    def name(self) -> tuple[Path, str]:
        """Which page of the book it is: its picture and its side."""
        return self.file, self.side


def taken(files: Sequence[Path], most: int, told: Callable[[float], None]) -> tuple[list[Taken], tuple[Path, ...]]:
    """Return the pages of the pictures of one book, upright, and the pictures that cannot be read.

    Args:
        files: pictures; those behind the one that brings the last page asked for are not looked at.
        most: pages asked for; an opening brings two, so there may be one more.
        told: called with the share of the work that is done, 0.0 to 1.0.
    """
    whole: list[Taken] = []
    halves: dict[Path, list[Taken]] = {}
    unread: list[Path] = []
    openings: bool | None = None
    for number, file in enumerate(files):
        if (sheet := _decoded(file)) is None:
            unread.append(file)
        else:
            whole.append(_cleaned(file, WHOLE, sheet))
            parts = zip(SIDES, opening.halves(sheet), strict=False)
            if cut := [_cleaned(file, side, page) for side, page in parts]:
                halves[file] = cut
        if openings is None and len(halves) == LOOKED_AT:
            openings = _are_openings(list(halves.values()))
        enough = len(whole) + (len(halves) if openings else 0) >= most
        told(1.0 if enough else (number + 1) / len(files))
        if enough:
            break
    if openings is None:
        openings = _are_openings(list(halves.values()))
    return ([page for one in whole for page in halves.get(one.file, [one])] if openings else whole), tuple(unread)


def _are_openings(halves: Sequence[Sequence[Taken]]) -> bool:
    """Return whether wide pictures, of which left and right half are given, bear the same print twice."""
    some = halves[:LOOKED_AT]
    alike = [all(_is_laid(one, other) for one, other in ((left, right), (right, left))) for left, right in some]
    return 2 * sum(alike) > len(some)


def _is_laid(one: Taken, other: Taken) -> bool:
    """Return whether enough of one page is seen on another to be no accident: of full pages much is writing, and other writing."""
    return laid_over(Print.of(one.grey), other.grey)[1] > 0


def _decoded(file: Path) -> Sheet | None:
    """Return a picture as it was delivered, None if it cannot be read."""
    try:
        scan = scans.decode(file)
    except UnreadableScan:
        return None
    return Sheet.of(scan.picture, scan.size)


def _cleaned(file: Path, side: str, sheet: Sheet) -> Taken:
    """Return a page after the usual stages."""
    for name in own_forms.STAGES:
        sheet = part(stages, name)()(sheet)
    return Taken(file, side, small(sheet.picture), RuledRows().grid(sheet.picture))
