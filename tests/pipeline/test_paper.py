"""Where paper is missing there is no proposal; ink, shadows and stains are no holes."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.entries import Ink
from pipeline.geometry import Bend, Box, Way
from pipeline.paper import missing, with_paper
from pipeline.sheets import Cell, Sheet

SIZE = (2339, 1654, 3)
CELL = Box(900, 400, 600, 70)


def page() -> NDArray[np.uint8]:
    """Return paper with rulings and thick strokes."""
    picture = np.full(SIZE, 200, np.uint8)
    for y in range(200, 2200, 70):
        cv2.line(picture, (100, y), (1550, y), (60, 60, 60), 2)
        cv2.putText(picture, "Nong Tai", (300, y), cv2.FONT_HERSHEY_SIMPLEX, 2, (30, 30, 60), 6)
    return picture


def state(picture: NDArray[np.uint8], box: Box = CELL, to_scan: NDArray[np.float64] | None = None) -> Ink:
    way = Way() if to_scan is None else Way((to_scan,))
    (cell,) = with_paper([Cell("nksHoTen", 0, box)], missing(picture, picture.shape[1]), Sheet(picture, way))
    return cell.ink


def torn(*corners: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the page with the dark desk showing inside these corners."""
    picture = page()
    cv2.fillConvexPoly(picture, np.array(corners), (30, 30, 30))
    return picture


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (torn((1100, 0), (1653, 0), (1653, 900)), "a corner is torn off"),
        (torn((1100, 380), (1250, 370), (1240, 500), (1090, 490)), "a hole"),
        (torn((1400, 0), (1653, 0), (1653, 2338), (1420, 2338)), "the edge is gone"),
    ],
)
def test_a_cell_without_paper_is_torn(picture: NDArray[np.uint8], why: str) -> None:
    assert state(picture) is Ink.TORN, why


def test_where_the_cell_lies_is_told_by_the_way_back_to_the_picture() -> None:
    picture = torn((1200, 0), (1653, 0), (1653, 700))
    moved = np.array([[1, 0, 0], [0, 1, 900], [0, 0, 1]], np.float64)
    assert state(picture, CELL, moved) is Ink.WRITTEN
    assert state(page(), CELL, np.array([[1, 0, 5000], [0, 1, 0], [0, 0, 1]], np.float64)) is Ink.WRITTEN


def test_a_cell_of_a_curled_page_is_torn_where_its_own_paper_is_gone() -> None:
    picture = torn((1200, 0), (1653, 0), (1653, 700))
    lost, cells = missing(picture, picture.shape[1]), [Cell("nksHoTen", 0, Box(1300, 600, 200, 40))]
    up, down = (Way((Bend(np.full((2, 2), fall), SIZE[1], SIZE[0]),)) for fall in (-400.0, 400.0))
    assert [cell.ink for way in (up, down) for cell in with_paper(cells, lost, Sheet(picture, way))] == [
        Ink.TORN,
        Ink.WRITTEN,
    ]


def laid_over(*corners: tuple[int, int], tone: tuple[int, int, int]) -> NDArray[np.uint8]:
    """Return the page with an even surface inside these corners."""
    picture = page()
    cv2.fillConvexPoly(picture, np.array(corners), tone)
    return picture


@pytest.mark.parametrize(
    ("tone", "why"),
    [
        ((252, 252, 252), "the white lid of a scanner"),
        ((128, 128, 126), "a grey table"),
        ((120, 100, 70), "a blot that lets nothing through"),
        ((176, 40, 44), "an opaque stamp"),
        ((222, 224, 226), "another sheet of paper"),
    ],
)
def test_a_cell_before_another_surface_is_torn(tone: tuple[int, int, int], why: str) -> None:
    corners = ((1100, 300), (1653, 280), (1653, 620), (1120, 640))
    assert state(laid_over(*corners, tone=tone)) is Ink.TORN, why


def written_over(tone: tuple[int, int, int], *corners: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the page with a paper of that tone inside these corners, with lines of writing of its own."""
    own = (np.roll(page(), (31, 190), axis=(0, 1)) * (np.array(tone) / 200)).clip(0, 255).astype(np.uint8)
    within = cv2.fillConvexPoly(np.zeros(SIZE[:2], np.uint8), np.array(corners), (1,))[..., None] > 0
    return np.where(within, own, page()).astype(np.uint8)


def seen_behind(light: float | NDArray[np.float64], down: int, *corners: tuple[int, int]) -> NDArray[np.uint8]:
    """Return the page with the next one, of the same paper and print, seen inside these corners in its own light, further down by so many px."""
    there = (np.roll(page(), (down, 190), axis=(0, 1)) * light).clip(0, 255).astype(np.uint8)
    within = cv2.fillPoly(np.zeros(SIZE[:2], np.uint8), [np.array(corners)], (1,))[..., None] > 0
    return np.where(within, there, page()).astype(np.uint8)


TORN_CORNER = ((900, 0), (1653, 0), (1653, 900), (1100, 700))
HOLE = ((800, 250), (1300, 280), (1340, 640), (1000, 700), (780, 600))
EDGE = ((1653, 200), (1653, 1100), (1000, 900), (1080, 300))

SLIP = ((850, 300), (1480, 340), (1450, 760), (830, 720))


def half_written() -> NDArray[np.uint8]:
    """Return a slip near the head of a page whose middle is not written on."""
    picture = written_over((206, 232, 250), (850, 80), (1480, 100), (1450, 500), (830, 480))
    picture[560:1800] = 200
    return picture


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (written_over((206, 232, 250), *SLIP), "a slip with writing, whiter than the page"),
        (written_over((250, 230, 130), *SLIP), "a yellow note"),
        (half_written(), "a slip on a page written on at its head and foot only"),
        (written_over((120, 150, 190), *SLIP), "a blue cover with print"),
        (
            written_over((206, 232, 250), (1000, 0), (1653, 0), (1653, 800)),
            "other paper with writing behind a torn corner",
        ),
        (written_over((206, 232, 250), (850, 300), (1640, 300), (1640, 760), (850, 760)), "nearly as far as the rim"),
    ],
)
def test_a_cell_under_writing_that_is_not_of_the_page_is_torn(picture: NDArray[np.uint8], why: str) -> None:
    assert state(picture) is Ink.TORN, why


@pytest.mark.parametrize("corners", [TORN_CORNER, HOLE, EDGE, SLIP], ids=["corner", "hole", "edge", "slip"])
@pytest.mark.parametrize("light", [0.85, 1.1])
@pytest.mark.parametrize("down", [20, 35, 50])
def test_a_cell_in_which_the_next_page_is_seen_is_torn(
    light: float, down: int, corners: tuple[tuple[int, int], ...]
) -> None:
    picture = seen_behind(light, down, *corners)
    assert state(picture) is Ink.TORN
    assert state(picture, Box(300, 1700, 600, 70)) is Ink.WRITTEN


@pytest.mark.parametrize("corners", [TORN_CORNER, HOLE, EDGE, SLIP], ids=["corner", "hole", "edge", "slip"])
@pytest.mark.parametrize("light", [0.85, 1.1])
def test_a_cell_in_whose_place_the_lines_of_the_page_go_on_keeps_its_state(
    light: float, corners: tuple[tuple[int, int], ...]
) -> None:
    assert state(seen_behind(light, 70, *corners)) is Ink.WRITTEN  # the lines stand 70 px apart


def faint_at_one_side(down: int) -> NDArray[np.uint8]:
    """Return the page with the next one seen in a hole, at whose left side both have nearly the same tone."""
    ramp = np.clip((np.arange(SIZE[1]) - 980) / 200, 0.25, 1)[None, :, None]
    return seen_behind(1 + 0.12 * ramp, down, *HOLE)


@pytest.mark.parametrize(("down", "ink"), [(20, Ink.TORN), (35, Ink.TORN), (50, Ink.TORN), (70, Ink.WRITTEN)])
def test_an_outline_is_followed_where_it_fades(down: int, ink: Ink) -> None:
    assert state(faint_at_one_side(down)) is ink  # the lines stand 70 px apart


def test_under_a_slip_all_cells_are_torn_and_beside_it_none() -> None:
    picture = written_over((206, 232, 250), *SLIP)
    boxes = [Box(900, 400, 300, 70), Box(900, 610, 500, 70), Box(300, 400, 400, 70), Box(900, 890, 500, 70)]
    assert [state(picture, box) for box in boxes] == [Ink.TORN, Ink.TORN, Ink.WRITTEN, Ink.WRITTEN]


def test_a_strip_of_the_page_between_a_sheet_and_the_rim_is_no_writing_on_the_sheet() -> None:
    picture = laid_over((1000, 300), (1640, 300), (1640, 640), (1000, 640), tone=(236, 236, 232))
    assert state(picture) is Ink.TORN


def tinted() -> NDArray[np.uint8]:
    """Return the page with a stain that begins sharply and lets the writing through."""
    picture = page()
    picture[300:640, 1000:1600] = (picture[300:640, 1000:1600] * 0.8).astype(np.uint8)
    return picture


def shaded(share: float) -> NDArray[np.uint8]:
    """Return the page with a shadow that falls softly over its right half."""
    fall = np.clip(np.linspace(1.6, share, SIZE[1]), share, 1)[None, :, None]
    return (page() * fall).astype(np.uint8)


def lit(inside: tuple[float, float, float], outside: float) -> NDArray[np.uint8]:
    """Return the page with so much of its light where a slip may lie, and so much of it elsewhere."""
    within = cv2.fillConvexPoly(np.zeros(SIZE[:2], np.uint8), np.array(SLIP), (1,))[..., None] > 0
    return np.asarray((page() * np.where(within, np.array(inside), outside)).clip(0, 255), np.uint8)


def stained() -> NDArray[np.uint8]:
    picture = page()
    within = cv2.circle(np.zeros(SIZE[:2], np.uint8), (1150, 430), 150, (1,), -1) > 0
    picture[within] = (picture[within] * np.array((0.6, 0.5, 0.35))).astype(np.uint8)
    cv2.circle(picture, (1150, 430), 150, (60, 40, 20), 12)
    return picture


def ringed() -> NDArray[np.uint8]:
    """Return a page whose right half holds a signature between the lines, with a dried stain over it."""
    picture = page()
    picture[:, 800:] = 200
    cv2.putText(picture, "Nong Tai", (1000, 520), cv2.FONT_HERSHEY_SIMPLEX, 2, (30, 30, 60), 6)
    within = cv2.ellipse(np.zeros(SIZE[:2], np.uint8), (1150, 450), (380, 200), 0, 0, 360, (1,), -1) > 0
    picture[within] = (picture[within] * np.array((0.95, 0.9, 0.8))).astype(np.uint8)
    cv2.ellipse(picture, (1150, 450), (380, 200), 0, 0, 360, (150, 110, 60), 10)
    return picture


def across() -> NDArray[np.uint8]:
    """Return the page with a shadow with a hard rim over its whole width."""
    picture = page()
    picture[300:640] = (picture[300:640] * 0.8).astype(np.uint8)
    return picture


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        (page(), "strokes and rulings"),
        (ringed(), "a dried stain over a signature that stands between the lines"),
        (across(), "a shadow over the whole width, beside which nothing could be compared"),
        (shaded(0.55), "a shadow"),
        (stained(), "a stain with a dark rim"),
        (tinted(), "a sharp stain over ruled lines"),
        (lit((0.75, 0.75, 0.75), 1), "a shadow with a hard rim"),
        (lit((1.2, 1.2, 1.25), 0.7), "a patch of light on a page in shadow"),
        (lit((1, 0.95, 0.5), 1), "a highlighter"),
        (lit((1, 0.94, 0.8), 1), "an adhesive tape"),
        (written_over((206, 232, 250), (0, 0), (827, 0), (827, 2338), (0, 2338)), "the facing page of other paper"),
        (written_over((206, 232, 250), (850, 900), (1480, 940), (1450, 1360), (830, 1320)), "a slip elsewhere"),
        (laid_over((1100, 1300), (1653, 1280), (1653, 1620), (1120, 1640), tone=(252, 252, 252)), "covered elsewhere"),
        (torn((0, 1500), (300, 1500), (0, 2000)), "torn elsewhere"),
        (np.full(SIZE, 255, np.uint8), "blank"),
        (np.full((1, 1, 3), 200, np.uint8), "one pixel"),
    ],
)
def test_a_cell_with_its_paper_keeps_its_state(picture: NDArray[np.uint8], why: str) -> None:
    assert state(picture) is Ink.WRITTEN, why
