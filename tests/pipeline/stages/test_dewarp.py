"""A curled page comes out level, and what stood on it is found again; a flat page, or one that says too little, is left alone."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from pipeline.config import ROOT
from pipeline.geometry import Box, project, project_box
from pipeline.layouts.ruled_rows import RuledRows
from pipeline.sheets import Picture, Sheet
from pipeline.stages.dewarp import Dewarp
from pipeline.stages.turn import quarter
from tests.pipeline.stages.curled_pages import (
    COLUMNS,
    HIGH,
    ROWS,
    WIDE,
    Fall,
    arch,
    at_the_spine,
    before_dewarp,
    curled,
    form,
    growing,
    head_of_table,
    left_of_table,
    paper,
    table,
    unruled,
    words,
)

MARKS = [(240, 540), (1400, 700), (830, 1260), (300, 1900), (1330, 1850)]
RED = (225, 20, 20)
SAMPLES = sorted((ROOT / "scans" / "samples").glob("*/*.jpg"))


def with_dot(picture: Picture, at: tuple[int, int]) -> Picture:
    """Return a copy with a red dot on white."""
    marked = picture.copy()
    cv2.circle(marked, at, 22, (245, 245, 245), -1)
    cv2.circle(marked, at, 9, RED, -1)
    return marked


def dot(picture: Picture) -> NDArray[np.float64]:
    """Return the (1, 2) middle of what is red, x, y in px."""
    rows, columns = np.nonzero(picture[..., 0].astype(int) - picture[..., 1] > 90)
    return np.array([[columns.mean(), rows.mean()]])


CURLED = [
    ("a table arches by 25 px", table(), arch(25)),
    ("a table arches by 40 px", table(), arch(40)),
    ("a table dives to the spine", table(), at_the_spine(40)),
    ("a table curls more at the foot", table(), growing(40)),
    ("a form with dotted lines on the right half only", form(), arch(30)),
    ("a form dives to the spine", form(), at_the_spine(35)),
    ("writing without any ruling", unruled(), arch(30)),
    ("writing without any ruling dives to the spine", unruled(), at_the_spine(35)),
]


@pytest.mark.parametrize(("why", "straight", "fall"), CURLED, ids=[why for why, _, _ in CURLED])
def test_the_lines_of_a_curled_page_come_out_level(why: str, straight: Picture, fall: Fall) -> None:
    sheet = Dewarp()(Sheet.of(curled(straight, fall)))
    assert sheet.trail, why
    x = np.linspace(150, 1500, 40)
    for height in (500, 1200, 2000):
        way = project(np.column_stack([x, np.full(40, height)]), sheet.to_scan)[:, 1]
        bent = way - fall(x, np.full(40, height))
        assert np.ptp(bent) < 6, why  # of 25 to 40 px; a line of writing is 25 px high


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    ("straight", "fall"), [(table(), arch(40)), (form(), at_the_spine(35)), (table(), growing(40))]
)
def test_a_point_marked_on_the_curled_page_is_found_after_straightening(
    straight: Picture, fall: Fall, mark: tuple[int, int]
) -> None:
    delivered = curled(with_dot(straight, mark), fall)
    sheet = Dewarp()(Sheet.of(delivered))
    assert sheet.trail
    for later in (sheet, quarter(sheet, 1), quarter(sheet, 2)):  # what is turned afterwards knows the way as well
        assert np.linalg.norm(project(dot(later.picture), later.to_scan) - dot(delivered)) < 2.0
    x, y = dot(sheet.picture)[0].round().astype(int)
    box = project_box(Box(int(x) - 9, int(y) - 9, 18, 18), sheet.to_scan)
    middle = np.array([(box.x + box.right) / 2, (box.y + box.bottom) / 2])
    assert np.linalg.norm(middle - dot(delivered)) < 3.0


def writing(fall: Fall) -> list[NDArray[np.float64]]:
    """Return what is written in each cell of the table as it lies on the delivered page, (18, 2) x, y in px."""
    cells = []
    for y in ROWS[1:]:
        for left, right in pairwise(COLUMNS):
            x, high = np.meshgrid(np.linspace(left + 15, right - 15, 9), (y - 38.0, y - 10.0))
            cells.append(np.column_stack([x.ravel(), (high + fall(x, high)).ravel()]))
    return cells


def found(sheet: Sheet, fall: Fall) -> int:
    """Return how many cells of the table hold their own writing whole and nothing else's."""
    grid = RuledRows().grid(sheet.picture)
    if grid is None:
        return 0
    across, upright = ([line.middle for line in lines] for lines in (grid.across, grid.upright))
    count = 0
    for places in writing(fall):
        x, y = places.T
        held = []
        for top, foot in pairwise(across):
            # the rulings above and below, where they lie on the delivered page at the x of the writing
            upper, lower = (
                project(np.column_stack([x, np.full(len(x), float(at))]), sheet.to_scan)[:, 1] for at in (top, foot)
            )
            between = (y > upper) & (y < lower)
            held += [between & (x > left) & (x < right) for left, right in pairwise(upright)]
        count += any(one.all() for one in held)
    return count


CELLS = (len(ROWS) - 1) * (len(COLUMNS) - 1)


@pytest.mark.parametrize(("fall", "held"), [(arch(40), 0.5), (at_the_spine(40), 0.8), (growing(40), 0.8)])
def test_the_cells_of_a_curled_table_are_found_after_straightening_and_not_before(fall: Fall, held: float) -> None:
    delivered = Sheet.of(curled(table(), fall))
    assert found(delivered, fall) < held * CELLS  # where the leaf is flat they are found as it is
    assert found(Dewarp()(delivered), fall) == CELLS


def leaning(picture: Picture, degrees: float) -> Picture:
    there = cv2.getRotationMatrix2D((WIDE / 2, HIGH / 2), degrees, 1.0)
    return np.asarray(cv2.warpAffine(picture, there, (WIDE, HIGH), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def each_its_own_way() -> Picture:
    """Return lines of writing that wander, each in its own way: a hand without rulings, not a curled page."""
    picture = paper()
    for row, y in enumerate(range(250, 2150, 70)):
        line = paper()[:140]
        words(line, 130, 80, 1530, row)
        random = np.random.default_rng(row)
        wave = float(random.uniform(-18, 18)) * np.sin(np.pi * np.arange(WIDE) / WIDE * random.uniform(0.5, 3))
        x, down = np.meshgrid(np.arange(WIDE, dtype=np.float32), np.arange(140, dtype=np.float32))
        moved = cv2.remap(line, x, down - wave.astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        picture[y - 80 : y + 60] = np.minimum(picture[y - 80 : y + 60], moved)
    return picture


def few_lines() -> Picture:
    picture = paper()
    for y in (500, 1200, 1900):
        cv2.line(picture, (120, y), (1530, y), (70, 70, 70), 2)
    return curled(picture, arch(40))


def rings() -> Picture:
    picture = paper()
    for radius in range(60, 700, 40):
        cv2.circle(picture, (WIDE // 2, HIGH // 2), radius, (90, 90, 90), 2)
    return picture


FLAT = [
    ("a flat table", table()),
    ("a flat form", form()),
    ("flat writing", unruled()),
    ("a table that leans: the business of deskew, which keeps its corners square", leaning(table(), 1.5)),
    ("a curl of 8 px costs more sharpness than it gains", curled(table(), arch(8))),
    ("lines that wander each in its own way", each_its_own_way()),
    ("only the head of the page is ruled", curled(head_of_table(), arch(40))),
    ("three lines may be anything", few_lines()),
    ("lines on less than half of the width", curled(left_of_table(), arch(40))),
    ("rings are no lines", rings()),
    ("no page arches by an eighth of its height", curled(table(), arch(280))),
    ("no page arches at its foot by an eighth of its height", curled(table(), growing(280))),
    ("an empty page", paper()),
    ("noise", np.random.default_rng(3).integers(0, 255, (HIGH, WIDE, 3), np.uint8)),
]


@pytest.mark.parametrize(("why", "picture"), FLAT, ids=[why for why, _ in FLAT])
def test_a_page_that_is_flat_or_says_too_little_stays_as_it_is(why: str, picture: Picture) -> None:
    sheet = Sheet.of(picture)
    assert Dewarp()(sheet) is sheet, why


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_sample_pages_are_flat_clean_or_worn_and_stay_as_they_are(path: Path) -> None:
    sheet = before_dewarp(Sheet.of(np.asarray(Image.open(path).convert("RGB"))))
    assert Dewarp()(sheet) is sheet


@pytest.mark.parametrize("scale", [0.4, 2.0])
def test_a_curl_is_mended_on_a_small_photograph_and_on_a_large_scan(scale: float) -> None:
    delivered = curled(with_dot(table(), MARKS[2]), arch(40))
    resized = np.asarray(cv2.resize(delivered, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    sheet = Dewarp()(Sheet.of(resized))
    assert sheet.trail
    assert np.linalg.norm(project(dot(sheet.picture), sheet.to_scan) - dot(resized)) < 1.0
