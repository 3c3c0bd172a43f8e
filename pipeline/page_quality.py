"""Measures how good a delivered picture is, before anything is read: sharpness, size of letters, light, cut edges, lean.

Everything is told from the ink on the paper, so that neither a clean margin nor a cluttered desk counts. Paper is a surface without
steps that bears writing, as in ``pipeline.surfaces``; a shadow on it with a hard rim is a surface of its own and paper too, by its
writing. Sharpness is how steep the edges of strokes are: the largest step between two neighbouring pixels as a share of the whole way from ink to paper. That
depends on neither contrast nor light. What the figures mean for reading is said by ``pipeline.retake``.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.connected import connected
from pipeline.retake import FEWEST_LETTERS, REGIONS, SIDES
from pipeline.sheets import Picture
from pipeline.small_copies import shrunk
from pipeline.surfaces import STROKE, surfaces

Grey = NDArray[np.uint8]
"""(H, W) uint8, 0 is black."""

LOOKED_AT = 4_000_000
"""Pixels of the picture that are looked at: an A4 page at 200 dpi has 3.9 million; a larger one is made smaller first, which
keeps its letters larger than reading needs."""

LETTERS_AT = 1_500_000
"""Pixels of the copy on which letters are counted: half the time, and the letters of an A4 page still have 14 px there."""

NEAR = 9
"""Side, px, of the square in which ink and paper are met: an edge of a stroke at 200 dpi is 2 to 4 px wide."""

LEAST_EDGE = 5000
"""Points beside strokes from which a part of a page shows how sharp it is: some 10 letters at 200 dpi."""

LEAST_STEP = 36
"""Grey levels between ink and paper below which an edge is grain of the paper or of the encoder."""

BLOCK = 31
"""Side, px, of the square whose mean a letter is darker than."""

DARKER = 12
"""Grey levels by which it is darker; the palest ink of worn pages (contrast 0.23) is some 50 below its paper."""

HIGHEST = 0.05
"""Share of the picture's longer side that is the highest letter: a title on an A4 page has a third of it."""

SMALL = 5
"""Lowest letter, px, that is told from grain."""

SAMPLE = 600
"""Letters around which the light is looked at."""

RIM = 0.004
"""Share of the picture's longer side within which a letter touches the edge."""

STEEPEST = 25
"""Degrees to both sides in which a lean is looked for."""

SURFACES_AT = 512
"""Longer side, px, of the copy on which surfaces are told apart; the grain of wood is nearly gone there, and strokes are not."""

WRITTEN = (0.012, 0.085)
"""How much darker strokes make a surface, as a share of its paper: written pages of 60 have 0.013 to 0.059 and a cover with a
title 0.013; a grey desk with scattered print has 0.007, grain of wood 0.094 to 0.18 (2026-11-26). Old ledgers written to the rim
have as much as wood: more counts as grain only beside a surface that has less."""

SOLID = 0.8
"""Share of its outline that a surface fills which is paper with the palest writing too: covered pages fill 0.87, a cluttered desk 0.7."""

LIKE_PAGE = 0.25
"""Share of the letters of the best written surface from which another one is paper too: the halves of an opening have 0.8, of a page
half in shadow 0.6, a cluttered desk beside its page 0.13 (2026-11-26)."""

TILE = 32
"""Side, px, of the squares whose sharpness is told one by one: a letter at 200 dpi is 24 px high."""

INKED = 24
"""Grey levels between the darkest and the lightest point of a tile with ink: writing blurred by 9 px still has them."""

LEAST_TILES = 10
"""Tiles with ink from which a part of a page shows whether some of it is blurred."""

SOFTEST = 100 / 3
"""Per cent of the tiles with ink of a part that are as soft as said, or softer: a band over the upper quarter of a page takes more."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """Marks as high as letters: (N, 4) x, y, w, h in px, without rulings, specks and blots."""

    boxes: NDArray[np.int32]

    @property
    def height(self) -> float:
        """Height of the usual one, px, as a point of ink sees it: of 100 specks and one letter it is the letter's."""
        heights = np.sort(self.boxes[:, 3])
        if not heights.size:
            return 0.0
        return float(heights[np.searchsorted(np.cumsum(heights), heights.sum() / 2)])


def measured(picture: Picture, size: tuple[int, int]) -> dict[str, float]:
    """Return the measures of a page by name, as ``pipeline.retake`` describes them.

    Args:
        picture: (H, W, 3) uint8 RGB, the delivered picture upright, or a smaller copy of it.
        size: width and height of the delivered picture, px.
    """
    grey = _smaller(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8))
    found, letters = dict[str, float](), _letters(grey)
    if len(letters.boxes) >= FEWEST_LETTERS:
        paper = _paper(grey, letters)
        letters = _on(paper, letters, grey.shape[1])
        found["page"] = float(np.count_nonzero(paper)) / paper.size
    found |= {"letters": float(len(letters.boxes)), "letter": letters.height * size[0] / grey.shape[1]}
    if len(letters.boxes) < FEWEST_LETTERS:
        found["paper"] = float(np.percentile(grey[::8, ::8], 95)) / 255
    else:
        found |= _light(grey, letters) | _detail(grey, letters, paper)
        found |= _cut(letters, grey.shape) | {"lean": _lean(letters)}
    return {name: round(figure, 3) for name, figure in found.items()}


def _smaller(grey: Grey, most: int = LOOKED_AT) -> Grey:
    scale = min(1.0, (most / grey.size) ** 0.5)
    if scale == 1.0:
        return grey
    shape = (max(1, round(grey.shape[1] * scale)), max(1, round(grey.shape[0] * scale)))
    return shrunk(grey, shape)


def _letters(grey: Grey) -> _Letters:
    small = _smaller(grey, LETTERS_AT)
    paper = cv2.blur(small, (BLOCK, BLOCK))
    ink = np.asarray(cv2.subtract(paper, small) > DARKER, np.uint8)
    _, _, stats, _ = connected(ink)
    boxes = np.asarray(stats[1:, :4], np.int32)
    wide, high, area = boxes[:, 2], boxes[:, 3], stats[1:, cv2.CC_STAT_AREA]
    like = (high >= SMALL) & (high <= HIGHEST * max(ink.shape)) & (wide < 6 * high) & (high < 6 * wide)
    scale = grey.shape[1] / small.shape[1]
    return _Letters(np.round(boxes[like & (area < 0.8 * wide * high)] * scale).astype(np.int32))


def _paper(grey: Grey, letters: _Letters) -> Grey:
    """Return (h, w) of a small copy, 255 where there is paper with letters and around it by half a stroke, 0 elsewhere."""
    factor = min(1.0, SURFACES_AT / max(grey.shape))
    small = shrunk(grey, (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor))))
    bare, labels, areas = surfaces(small)
    count = len(areas)
    darker = cv2.subtract(bare, small) / np.maximum(bare, 1).astype(np.float32)
    written = np.bincount(labels.ravel(), darker.ravel(), count) / np.maximum(areas, 1)
    across, down = _middles(letters, small.shape, small.shape[1] / grey.shape[1])
    counts = np.bincount(labels[down, across], minlength=count)
    counts[0] = 0
    plain = np.where(written > WRITTEN[1], 0, counts)
    if plain.max() >= LIKE_PAGE * counts.max():
        counts = plain
    best = int(np.argmax(counts))
    if not counts[best] or (written[best] < WRITTEN[0] and not _solid(labels == best)):
        return np.zeros_like(small)
    paper = np.where(counts >= LIKE_PAGE * counts[best], 255, 0).astype(np.uint8)
    return np.asarray(cv2.dilate(paper[labels], np.ones((STROKE, STROKE), np.uint8)), np.uint8)


def _solid(surface: NDArray[np.bool_]) -> bool:
    """Return whether an (h, w) surface fills its outline as paper does."""
    outline = cv2.convexHull(cv2.findNonZero(surface.astype(np.uint8)))
    return bool(np.count_nonzero(surface) >= SOLID * cv2.contourArea(outline))


def _middles(letters: _Letters, shape: tuple[int, ...], factor: float) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the (N,) columns and rows in which letters lie on a copy of that shape, smaller by the factor."""
    x, y, wide, high = letters.boxes.T
    across, down = ((x + wide / 2) * factor).astype(np.int64), ((y + high / 2) * factor).astype(np.int64)
    return across.clip(0, shape[1] - 1), down.clip(0, shape[0] - 1)


def _on(paper: Grey, letters: _Letters, columns: int) -> _Letters:
    """Return the letters that stand on the (h, w) paper of a copy of a picture with so many columns."""
    across, down = _middles(letters, paper.shape, paper.shape[1] / columns)
    return _Letters(letters.boxes[paper[down, across] > 0])


def _light(grey: Grey, letters: _Letters) -> dict[str, float]:
    """Return how light the paper around letters is (0 to 1), how dark its darkest beside its lightest, and how ink stands off it."""
    boxes = letters.boxes[:: max(1, len(letters.boxes) // SAMPLE)]
    spots = [grey[max(y - 2, 0) : y + h + 2, max(x - 2, 0) : x + w + 2] for x, y, w, h in boxes.tolist()]
    paper = np.array([spot.max() for spot in spots], np.float64)
    ink = np.array([spot.min() for spot in spots], np.float64)
    lightest, darkest = np.percentile(paper, 95), np.percentile(paper, 3)
    contrast = np.median((paper - ink) / np.maximum(paper, 1.0))
    return {"paper": float(lightest) / 255, "shadow": float(darkest / max(lightest, 1.0)), "contrast": float(contrast)}


def _detail(grey: Grey, letters: _Letters, paper: Grey) -> dict[str, float]:
    """Return how sharp the strokes are, and the height of a letter in steps of that sharpness; a part without ink has none."""
    square = np.ones((NEAR, NEAR), np.uint8)
    where = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_NEAREST)
    way = np.asarray(cv2.min(cv2.subtract(cv2.dilate(grey, square), cv2.erode(grey, square)), where), np.uint8)
    beside, below = cv2.absdiff(grey[:-1, 1:], grey[:-1, :-1]), cv2.absdiff(grey[1:, :-1], grey[:-1, :-1])
    step = np.asarray(cv2.max(beside, below), np.uint8)
    found = {}
    for name, part in _parts(step.shape):
        edge = way[part] >= LEAST_STEP
        steps, ways = step[part][edge].astype(np.float32), way[part][edge]
        if steps.size >= LEAST_EDGE:
            found[name] = _steepness(steps, ways)
    of_parts = {f"detail_{name}": steep * letters.height for name, steep in found.items()}
    of_parts |= {f"soft_{name}": steep * letters.height for name, steep in _softness(grey, step, paper).items()}
    if not found:
        return of_parts
    sharp = float(np.median(list(found.values())))
    return {"sharp": sharp, "detail": sharp * letters.height, **of_parts}


def _parts(shape: tuple[int, ...]) -> list[tuple[str, tuple[slice, slice]]]:
    """Return the nine parts of a picture of that shape by name."""
    found = []
    for place, name in enumerate(REGIONS):
        down, across = (
            slice(at * side // 3, (at + 1) * side // 3) for at, side in zip(divmod(place, 3), shape, strict=True)
        )
        found.append((name, (down, across)))
    return found


def _softness(grey: Grey, step: Grey, paper: Grey) -> dict[str, float]:
    """Return for parts of a page how steep the softest third of its ink is, told by the largest step and the whole way in each tile."""
    if min(step.shape) < TILE:
        return {}
    lightest, darkest = _by_tile(grey[:-1, :-1], np.maximum), _by_tile(grey[:-1, :-1], np.minimum)
    inner = cv2.erode(paper, np.ones((STROKE, STROKE), np.uint8))
    inked = cv2.resize(inner, lightest.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    inked &= lightest - darkest >= INKED
    steep = _by_tile(step, np.maximum) / np.maximum(lightest - darkest, 1)
    told = {name: steep[part][inked[part]] for name, part in _parts(steep.shape)}
    return {name: float(np.percentile(of, SOFTEST)) for name, of in told.items() if of.size >= LEAST_TILES}


def _by_tile(values: Grey, fold: np.ufunc) -> NDArray[np.float64]:
    """Return the largest or the smallest of (H, W) values in each tile; rests at the right and lower edge are left out."""
    down, across = values.shape[0] // TILE, values.shape[1] // TILE
    rows = fold.reduce(values[: down * TILE, : across * TILE].reshape(down, TILE, -1), axis=1)
    return np.asarray(fold.reduce(rows.reshape(down, across, TILE), axis=2), np.float64)


def _steepness(steps: NDArray[np.float32], ways: Grey) -> float:
    """Return how steep the steepest edges are: of (N,) steps each as a share of its way, the mean of the highest tenth."""
    shares = steps / ways
    high = np.partition(shares, -max(1, len(shares) // 10))[-max(1, len(shares) // 10) :]
    return float(high.mean())


def _cut(letters: _Letters, shape: tuple[int, ...]) -> dict[str, float]:
    """Return for each side how many lines of letters run into the edge of the picture, as a share of all lines along it."""
    rows, columns = shape[:2]
    rim = max(1, round(RIM * max(rows, columns)))
    x, y, wide, high = letters.boxes.T
    touching = dict(zip(SIDES, (x < rim, x + wide > columns - rim, y < rim, y + high > rows - rim), strict=True))
    pitch = 2 * max(letters.height, SMALL)
    found = {}
    for side, those in touching.items():
        along, whole = (y + high / 2, rows) if side in {"left", "right"} else (x + wide / 2, columns)
        lines = len(np.unique((along[those] / pitch).astype(np.int32)))
        found[f"cut_{side}"] = lines * pitch / whole
    return found


def _lean(letters: _Letters) -> float:
    """Return by how many degrees the lines of letters rise to the right (below 0: fall), by the profile of their feet."""
    x, y, wide, high = letters.boxes.T.astype(np.float64)
    usual = np.abs(high - letters.height) < 0.5 * letters.height
    points = np.column_stack([x + wide / 2, y + high])[usual][:20_000]
    if len(points) < FEWEST_LETTERS:
        return 0.0
    grain = max(letters.height / 4, 1.0)
    coarse = np.arange(-STEEPEST, STEEPEST + 0.1, 0.5)
    near = _best(points, coarse, grain)
    return -_best(points, near + np.arange(-0.5, 0.51, 0.1), grain)


def _best(points: NDArray[np.float64], degrees: NDArray[np.float64], grain: float) -> float:
    scores = []
    for angle in np.radians(degrees):
        level = (points[:, 1] * np.cos(angle) - points[:, 0] * np.sin(angle)) / grain
        counts = np.bincount((level - level.min()).astype(np.int64)).astype(np.float64)
        scores.append(float((counts**2).sum()))
    return float(degrees[int(np.argmax(scores))])
