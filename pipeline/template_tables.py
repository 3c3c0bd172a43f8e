"""Finds the table that all pages of a book share: its rulings, dashed ones too, and where nothing is ruled the rows of its writing.

A ruling that is thin, or dotted, is lost where pages are laid over each other a px off. So rulings are looked for on each page, carried
to the template and kept where half the pages show them; writing that looks like a ruling stands elsewhere on each page. Rows are the
strips between solid rulings; where these part nothing ``template_rows`` finds them between dashed ones, or by their writing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import template_rows
from pipeline.alignment import SCALE, Grey, enlarged
from pipeline.connected import connected
from pipeline.geometry import Box, Homography, project
from pipeline.layouts._grid import Grid, Line
from pipeline.layouts.ruled_rows import RuledRows
from pipeline.template_labels import SHORTEST, Ruling
from pipeline.template_rows import EVEN, Span

THIN = 4
"""px at half size: rulings and the dots of dotted lines are at most so high, printed letters are higher."""

BRIDGED = 15
"""px at half size over which dots are one line: they stand 4 to 6 apart."""

FAINT = 12
"""Grey levels by which a ruling is darker than the paper over and under it; the grain of a template has 3 to 5."""

SHARED = 0.5
"""Share of the pages that must show a ruling."""

NEAR = 5.0
"""px at half size that one ruling may lie off between pages: they are laid over each other within 4 (``alignment.STRAY``)."""

ACROSS = 0.5
"""Share of the table's width that dashes must cover at one height to be a ruling; writing and fading take the rest."""

LOW = 0.4
"""Of the usual row: what is lower is a double ruling."""

PRINTED = 0.75
"""Of the usual row: the first strip below the header that is lower holds the printed numbers of the columns."""

FEW = 3
"""So many strips between solid rulings are rows, and what is dotted in them are lines to write on; fewer are a body without rows."""

BESIDE = 8
"""px at half size beside a ruling's place in which it is looked for on each page: where its own rulings lean, and ``NEAR``. So far
outside the template a ruling may lie, too: the page that is its base may be cut just within its table's outer ruling."""

THROUGH = 0.4
"""Share of the height of a header that a ruling between two columns takes: half of a header of two lines; letters take a quarter."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one page shows, as it lies on the template.

    Attributes:
        page: (H, W) uint8 grey, carried to the template.
        grid: its rulings in px of the cleaned page, None if it has no table.
        through: (3, 3) homography from the template's px to the page's, both at ``SCALE``.
    """

    page: Grey
    grid: Grid | None
    through: Homography


@dataclass(frozen=True, slots=True)
class Table:
    """A table on the template, all in px of it.

    Attributes:
        upright: x of the rulings between columns, left to right.
        header: top and foot of the printed header.
        rows: top and foot of each row; where rows are found by their writing the whole body.
        by_writing: whether nothing printed parts the rows, and their heights differ.
    """

    upright: tuple[float, ...]
    header: Span
    rows: tuple[Span, ...]
    by_writing: bool = False


def found(pages: Sequence[Shown]) -> Table | None:
    """Return the table that most pages show, None if they show none.

    Args:
        pages: those that were laid over each other, all as large as the template.
    """
    grids = [(page.grid, np.linalg.inv(page.through).astype(np.float64)) for page in pages if page.grid is not None]
    if not pages or 2 * len(grids) <= len(pages):
        return None
    high, wide = pages[0].page.shape
    by_page = [[_place(line, back, high / 2, upright=True) for line in grid.upright] for grid, back in grids]
    upright = _within(_shared(by_page), wide)
    by_page = [[_place(line, back, wide / 2, upright=False) for line in grid.across] for grid, back in grids]
    across = _within(_shared(by_page), high)
    if len(upright) < 3 or len(across) < 3:
        return None
    pictures = [page.page for page in pages]
    across = _crossed(pictures, across, upright)
    if len(across) < 3:
        return None
    header, body = _header(across)
    upright = [x for x in upright if _crosses(pictures, header, x) or _closes(pictures, header, upright, x)]
    if len(upright) < 3:
        return None
    solid = _strips(body)
    if len(solid) >= FEW:
        return Table(tuple(upright), header, tuple(_cases_of(solid)))
    area = Box(round(upright[0]), round(body[0]), round(upright[-1] - upright[0]), round(body[-1] - body[0]))
    dashed = _strips(_completed([body[0], *_dashed(pages, area), body[-1]]))
    strips = _cases_of(dashed) if len(dashed) >= FEW else []
    rows, by_writing = template_rows.found(pictures, area, upright, strips)
    return Table(tuple(upright), header, tuple(rows or solid), by_writing)


def alone(picture: Grey) -> Shown:
    """Return an (H, W) uint8 print as a page that shows it: what there is where no pages are at hand."""
    return Shown(picture, RuledRows().grid(enlarged(picture)), np.eye(3))


def level_rulings(picture: Grey) -> list[Ruling]:
    """Return left, right and height in px of the level rulings and dotted lines of an (H, W) uint8 print at half size."""
    dark = cv2.morphologyEx(picture, cv2.MORPH_BLACKHAT, np.ones((7, 1), np.uint8))
    ink = (dark > FAINT).astype(np.uint8)
    pieces = connected(ink)
    thin = pieces.stats[:, cv2.CC_STAT_HEIGHT] <= THIN
    thin[0] = False
    lines = cv2.morphologyEx(pieces.each(thin), cv2.MORPH_CLOSE, np.ones((2, BRIDGED), np.uint8))
    lines = cv2.morphologyEx(lines, cv2.MORPH_OPEN, np.ones((1, SHORTEST), np.uint8))
    lines = cv2.morphologyEx(lines, cv2.MORPH_CLOSE, np.ones((3, 2 * BRIDGED), np.uint8))
    _, _, stats, centres = connected(np.asarray(lines, np.uint8))
    return [
        (float(left), float(left + wide), float(centre[1]))
        for (left, _, wide, _, _), centre in zip(stats[1:], centres[1:], strict=True)
        if wide >= SHORTEST
    ]


def _place(line: Line, back: Homography, where: float, *, upright: bool) -> float:
    """Return the x (of an upright ruling) or y on the template at which a ruling of a page lies, so far along it, px.

    Args:
        line: in px of the cleaned page.
        back: (3, 3) homography from the page's px to the template's, both at ``SCALE``.
        where: y, or x, of the template, px.
        upright: whether it runs from top to bottom.
    """
    points = np.column_stack([line.place, line.along] if upright else [line.along, line.place]) * SCALE
    there = project(points.astype(np.float64), back)
    along, place = (there[:, 1], there[:, 0]) if upright else (there[:, 0], there[:, 1])
    return float(np.interp(where, along, place))


def _shared(places: Sequence[Sequence[float]]) -> list[float]:
    """Return the places, px, that most of the pages have, of which the places of each are given."""
    every = sorted((place, page) for page, some in enumerate(places) for place in some)
    groups: list[list[tuple[float, int]]] = []
    for one in every:
        if groups and one[0] - groups[-1][-1][0] <= NEAR:
            groups[-1].append(one)
        else:
            groups.append([one])
    return [
        float(np.median([place for place, _ in group]))
        for group in groups
        if len({page for _, page in group}) >= min(2, len(places))
        and len({page for _, page in group}) >= SHARED * len(places)
    ]


def _within(places: Sequence[float], length: int) -> list[float]:
    """Return the places of rulings, px, on a picture so long; one just outside lies at its edge, others outside are none."""
    last = length - 1.0
    return sorted({min(max(place, 0.0), last) for place in places if -BESIDE <= place <= last + BESIDE})


def _header(across: Sequence[float]) -> tuple[Span, list[float]]:
    """Return the header and the heights of the rulings from its foot down; a double ruling at its top is none."""
    heights = np.diff(across)
    usual = float(min(np.median(heights), *np.sort(heights)[-2:-1]))
    first = next(i for i, height in enumerate(heights) if height >= LOW * usual or i + 2 == len(heights))
    return (across[first], across[first + 1]), list(across[first + 1 :])


def _crossed(pictures: Sequence[Grey], across: Sequence[float], upright: Sequence[float]) -> list[float]:
    """Return the rulings across, px, between which columns run: the edge of the paper above or below a table is none of its rulings.

    ``pictures`` are the pages, (H, W) uint8 each, carried to the template.
    """
    kept = list(across)
    for end in (0, -1):
        while len(kept) > 2:
            strip = (kept[0], kept[1]) if end == 0 else (kept[-2], kept[-1])
            if 3 * sum(_crosses(pictures, strip, x) for x in upright) >= len(upright):  # some may be stems of writing
                break
            del kept[end]
    return kept


def _closes(pictures: Sequence[Grey], header: Span, upright: Sequence[float], x: float) -> bool:
    """Return whether a ruling at the edge of the template closes the table: it is cut off there, but the header's foot runs up to it.

    Args:
        pictures: (H, W) uint8 pages, carried to the template.
        header: its top and foot, px.
        upright: x of the rulings between columns, px.
        x: of the ruling, px.
    """
    if 0 < x < pictures[0].shape[1] - 1:
        return False
    column = (upright[0], upright[1]) if x == upright[0] else (upright[-2], upright[-1])
    return _crosses([picture.T for picture in pictures], column, header[1])


def _crosses(pictures: Sequence[Grey], header: Span, x: float) -> bool:
    """Return whether a ruling at an x runs through the header of most pages, all px: writing that stands under each other does not."""
    top, foot = round(header[0]) + round(NEAR), round(header[1]) - round(NEAR)
    left = max(0, round(x) - BESIDE)
    seen = 0
    for picture in pictures:
        strip = picture[max(0, top) : max(0, foot), left : round(x) + BESIDE + 1]
        if strip.size:
            dark = cv2.morphologyEx(np.ascontiguousarray(strip), cv2.MORPH_BLACKHAT, np.ones((1, 7), np.uint8)) > FAINT
            near = np.asarray(cv2.dilate(dark.astype(np.uint8), np.ones((1, 3), np.uint8)), np.uint8)
            seen += float(near.mean(axis=0).max()) >= THROUGH
    return seen >= SHARED * len(pictures)


def _strips(heights: Sequence[float]) -> list[Span]:
    """Return the strips between rulings at the given heights, px, without double rulings."""
    if len(heights) < 2:
        return []
    usual = float(np.median(np.diff(heights)))
    return [(top, foot) for top, foot in pairwise(heights) if foot - top >= LOW * usual]


def _cases_of(strips: Sequence[Span]) -> list[Span]:
    """Return the strips without the first where it is the row of the printed numbers of the columns."""
    usual = float(np.median([foot - top for top, foot in strips]))
    first = strips[0][1] - strips[0][0]
    return list(strips[1:] if len(strips) > FEW and first < PRINTED * usual else strips)


def _dashed(pages: Sequence[Shown], area: Box) -> list[float]:
    """Return the heights, px, of the dashed rulings in a body, top to bottom: those that most pages show."""
    votes: NDArray[np.int32] = np.zeros((area.h, area.w), np.int32)
    for shown in pages:
        own: NDArray[np.uint8] = np.zeros((area.h, area.w), np.uint8)
        for left, right, y in level_rulings(shown.page):
            at = round(y) - area.y
            own[max(0, at - 2) : max(0, at + 3), max(0, round(left) - area.x) : max(0, round(right) - area.x)] = 1
        votes += own
    covered = np.asarray((votes >= max(min(2, len(pages)), SHARED * len(pages))).mean(axis=1), np.float64)
    rows = np.flatnonzero(covered >= ACROSS)
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > NEAR) + 1) if rows.size else []
    return [area.y + float(np.average(group, weights=covered[group])) for group in groups]


def _completed(heights: Sequence[float]) -> list[float]:
    """Return the heights of rulings, px, with those that are faded away between others of one pitch."""
    inner = list(heights[1:-1])
    whole = [heights[0], *[y for y in inner if heights[0] + NEAR < y < heights[-1] - NEAR], heights[-1]]
    if len(whole) <= FEW:
        return whole
    pitch = float(np.median(np.diff(whole)))
    filled = [whole[0]]
    for top, foot in pairwise(whole):
        times = round((foot - top) / pitch)
        if times > 1 and abs((foot - top) / times - pitch) < EVEN * pitch:
            filled += [top + (foot - top) * step / times for step in range(1, times)]
        filled.append(foot)
    return filled
