"""A page on its side comes out level, mostly upright; a page that stands right is left alone."""

from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from pipeline.config import ROOT
from pipeline.sheets import Picture, Sheet
from pipeline.stages.trim import Trim
from pipeline.stages.turn import Turn

PAGES = sorted((ROOT / "scans" / "samples").glob("*/*.jpg"))


def sample(path: Path, quarters: int = 0) -> Sheet:
    """Return the sample as if delivered turned clockwise, cut to its page as the flow does it."""
    picture = np.rot90(np.asarray(Image.open(path).convert("RGB")), -quarters)
    return Trim()(Sheet.of(np.ascontiguousarray(picture)))


def turns(sheet: Sheet) -> int:
    """Return the clockwise quarters by which the stage turns a sheet."""
    trail = Turn()(sheet).trail[len(sheet.trail) :]
    return int(trail[0].split()[1]) // 90 if trail else 0


def named(value: object) -> str:
    return f"{value.parent.name}-{value.stem}" if isinstance(value, Path) else str(value)


@pytest.mark.parametrize(("path", "quarters"), list(product(PAGES, [1, 3])), ids=named)
def test_a_page_on_its_side_comes_out_level(path: Path, quarters: int) -> None:
    assert (quarters + turns(sample(path, quarters))) % 2 == 0


@pytest.mark.parametrize("quarters", [1, 3])
def test_nearly_every_page_on_its_side_comes_out_upright(quarters: int) -> None:
    upright = [path for path in PAGES if (quarters + turns(sample(path, quarters))) % 4 == 0]
    assert len(upright) >= len(PAGES) - 1


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_upside_down_is_never_laid_on_its_side(path: Path) -> None:
    assert turns(sample(path, 2)) in {0, 2}


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_a_page_that_stands_right_is_left_alone(path: Path) -> None:
    assert turns(sample(path)) == 0


def leaning(degrees: float) -> Picture:
    picture = sample(PAGES[0]).picture
    height, width = picture.shape[:2]
    there = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return cv2.warpAffine(picture, there, (width, height), borderMode=cv2.BORDER_REPLICATE).astype(np.uint8)


def ruled(*, across: int, down: int) -> Picture:
    """Return an empty table, (2339, 1654, 3), with a ruling every so many px."""
    picture = np.full((2339, 1654, 3), 235, np.uint8)
    picture[::across, :] = 60
    picture[:, ::down] = 60
    return picture


def words(count: int) -> Picture:
    """Return a page, (2339, 1654, 3), with a few strokes that stand on their side."""
    picture = np.full((2339, 1654, 3), 235, np.uint8)
    for i in range(count):
        picture[700 : 700 + 12, 400 + 60 * i : 420 + 60 * i] = 40
    return picture


def bars() -> Picture:
    """Return a page, (2339, 1654, 3), of level lines of plain bars, the same from above and from below."""
    picture = np.full((2339, 1654, 3), 235, np.uint8)
    for y in range(300, 2000, 90):
        for x in range(250, 1400, 24):
            picture[y : y + 30, x : x + 8] = 40
            picture[y + 12 : y + 18, x : x + 16] = 40
    return picture


@pytest.mark.parametrize(
    ("story", "picture"),
    [
        ("lines without marks do not say which end is up", bars()),
        ("leaning is the business of deskew", leaning(4.0)),
        ("leaning the other way too", leaning(-4.0)),
        ("an empty table has no writing that could say", ruled(across=120, down=400)),
        ("nor has one whose rulings run mostly down", ruled(across=900, down=90)),
        ("three specks are no line of writing", words(3)),
        ("noise has no direction", np.random.default_rng(2).integers(0, 255, (900, 600, 3), np.uint8)),
        ("half a page of ink", np.vstack([np.zeros((500, 700, 3), np.uint8), np.full((500, 700, 3), 255, np.uint8)])),
    ],
)
def test_what_does_not_say_how_it_lies_is_left_alone(story: str, picture: Picture) -> None:
    assert turns(Sheet.of(picture)) == 0
