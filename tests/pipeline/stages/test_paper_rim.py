"""The rim of the paper says how a page curls where nothing is ruled or written, if its head and its foot say the same."""

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.geometry import project
from pipeline.sheets import Picture, Sheet
from pipeline.stages.dewarp import Dewarp
from pipeline.stages.turn import quarter
from tests.pipeline.stages.curled_pages import (
    HIGH,
    WIDE,
    Fall,
    arch,
    at_the_spine,
    before_dewarp,
    form,
    growing,
    head_of_table,
    left_of_table,
    paper,
    table,
    unruled,
    words,
)

DESK = 150
"""px of a dark desk around a photographed page."""

Cut = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""How much, px, is torn off an edge of the paper at x."""


def whole(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.zeros_like(x)


def photographed(straight: Picture, fall: Fall, head: Cut = whole, foot: Cut = whole) -> Sheet:
    """Return the photograph of a curled page on a desk, cleaned up to the stage before; its rim curls with it, and may be torn."""
    height, width = straight.shape[:2]
    y, x = np.mgrid[-DESK : height + DESK, -DESK : width + DESK].astype(np.float64)
    before = y.copy()
    for _ in range(4):
        before = y - fall(x.clip(0, width), before.clip(0, height))
    page = cv2.remap(straight, x.astype(np.float32), before.astype(np.float32), cv2.INTER_LINEAR)
    on = (x >= 0) & (x < width) & (before >= head(x)) & (before < height - foot(x))
    grain = np.random.default_rng(5).normal(0, 3, x.shape)[..., None]
    desk = np.clip(np.array([60.0, 48.0, 36.0]) + grain, 0, 255)
    return before_dewarp(Sheet.of(np.where(on[..., None], page, desk).astype(np.uint8)))


def risen(sheet: Sheet, fall: Fall) -> float:
    """Return by how many px a level line of the sheet rises and falls on the flat page, beside its lean, at most."""
    height, width = sheet.picture.shape[:2]
    x, most = np.linspace(0.05 * width, 0.95 * width, 60), 0.0
    for share in (0.1, 0.3, 0.5, 0.7, 0.9):
        way = project(np.column_stack([x, np.full(60, share * height)]), sheet.to_scan) - DESK
        flat = way[:, 1].copy()
        for _ in range(6):
            flat = way[:, 1] - fall(way[:, 0], flat)
        most = max(most, float(np.ptp(flat - np.polyval(np.polyfit(way[:, 0], flat, 1), way[:, 0]))))
    return most


def labels() -> Picture:
    picture = paper()
    for row, y in enumerate(range(250, 2150, 95)):
        words(picture, 120, y, 480, row)
    return picture


PARTLY = [
    ("ruled at its head, grows", head_of_table(), growing(40)),
    ("ruled at its head, arches", head_of_table(), arch(25)),
    ("ruled on the left, grows", left_of_table(), growing(40)),
    ("ruled on the left, dives", left_of_table(), at_the_spine(40)),
    ("labels on the left, arches", labels(), arch(25)),
    ("labels on the left, dives", labels(), at_the_spine(40)),
]


@pytest.mark.parametrize(("why", "straight", "fall"), PARTLY, ids=[why for why, _, _ in PARTLY])
def test_the_rim_of_the_paper_tells_the_curl_where_no_line_does(why: str, straight: Picture, fall: Fall) -> None:
    sheet = photographed(straight, fall)
    assert risen(sheet, fall) > 18, why
    assert risen(Dewarp()(sheet), fall) < 5, why
    assert risen(Dewarp()(replace(sheet, rim=np.empty((0, 2)))), fall) > 8, why


@pytest.mark.parametrize(("straight", "fall"), [(unruled(), at_the_spine(40)), (form(), growing(40))])
def test_a_page_is_straightened_more_closely_where_the_rim_is_seen(straight: Picture, fall: Fall) -> None:
    sheet = photographed(straight, fall)
    assert risen(Dewarp()(sheet), fall) < 0.5 * risen(Dewarp()(replace(sheet, rim=np.empty((0, 2)))), fall)


def test_what_trim_stretched_keeps_its_rim_through_turning() -> None:
    sheet = quarter(photographed(form(), at_the_spine(40)), 1)
    there = project(sheet.rim, sheet.to_scan) - DESK
    x, y = there[(there[:, 0] > 60) & (there[:, 0] < WIDE - 60)].T
    fall = at_the_spine(40)(x, y)
    assert len(x) > 500
    assert np.minimum(np.abs(y - fall), np.abs(y - fall - HIGH)).max() < 10  # two px of the copy that trim looks at


TORN: list[tuple[str, Cut, Cut]] = [
    ("neither edge is torn", whole, whole),
    ("the foot is torn in waves", whole, lambda x: 20 + 20 * np.sin(x / 150)),
    ("the foot is torn in an arc", whole, lambda x: 40 * np.sin(np.pi * x.clip(0, WIDE) / WIDE)),
    ("both are torn, each its own way", lambda x: 15 + 15 * np.sin(x / 210), lambda x: 25 + 25 * np.cos(x / 330)),
    ("a corner is gone", whole, lambda x: (x - 1200).clip(0, None) * 0.8),
]


@pytest.mark.parametrize(("why", "head", "foot"), TORN, ids=[why for why, _, _ in TORN])
@pytest.mark.parametrize("straight", [table(), labels(), head_of_table(), left_of_table(), paper()])
def test_a_torn_edge_bends_no_flat_page(why: str, head: Cut, foot: Cut, straight: Picture) -> None:
    sheet = photographed(straight, arch(0), head, foot)
    assert sheet.trail[0].startswith("trim"), why
    assert Dewarp()(sheet) is sheet, why


@pytest.mark.parametrize("fall", [arch(40), at_the_spine(40)])
def test_a_rim_alone_straightens_nothing(fall: Fall) -> None:
    sheet = photographed(paper(), fall)
    assert len(sheet.rim) > 1000
    assert Dewarp()(sheet) is sheet


@pytest.mark.parametrize("straight", [table(), left_of_table(), head_of_table()])
@pytest.mark.parametrize("fall", [arch(25), arch(40), at_the_spine(40), growing(40)])
def test_the_rulings_of_a_curled_table_lay_no_page_on_its_side(straight: Picture, fall: Fall) -> None:
    assert not any(step.startswith("turn") for step in photographed(straight, fall).trail)
