"""What lies over a page hides its strokes and has a colour of its own; light, shadow, stains and films do not."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.coverings import Outline, outline
from pipeline.surfaces import surfaces

Corners = tuple[tuple[int, int], ...]

SIZE = (512, 362)
PAPER = np.array((214, 200, 168), np.float64)
OBLIQUE = ((120, 140), (300, 170), (280, 330), (100, 300))
LEVEL = ((100, 150), (300, 150), (300, 330), (100, 330))


def ink(shift: int = 0) -> NDArray[np.float64]:
    """Return the (h, w, 1) share of light that strokes leave: lines of writing and rulings, moved by so many px."""
    page = np.full(SIZE, 255, np.uint8)
    for y in range(30 + shift, 500, 22):
        cv2.line(page, (20, y), (342, y), (90,), 1)
        for x in range(24 + 2 * shift, 338, 9):
            cv2.line(page, (x, y - 12), (x + 3 - x % 5, y - 2), (60,), 1)
    return (page / 255.0)[..., None]


def within(corners: Corners) -> NDArray[np.bool_]:
    """Return (h, w, 1), true inside the corners."""
    return cv2.fillConvexPoly(np.zeros(SIZE, np.uint8), np.array(corners), (1,))[..., None] > 0


def at_the_rim(light: NDArray[np.float64], corners: Corners, paper: int | None = None) -> Outline:
    """Return the outline of the surface inside the corners of a (h, w, 3) picture, on the largest surface if no other is named."""
    picture = light.clip(0, 255).astype(np.uint8)
    found = surfaces(picture)
    numbers = np.bincount(found.labels[within(corners)[..., 0]])
    most = int(found.areas[1:].argmax()) + 1
    return outline(found, picture, int(numbers[1:].argmax()) + 1, most if paper is None else paper)


def laid(colour: tuple[int, int, int], corners: Corners = OBLIQUE, *, bare: bool = False) -> Outline:
    """Return the outline of a thing of that colour over a page, with lines of writing of its own or bare."""
    own = np.array(colour, np.float64) * (np.ones_like(ink()) if bare else ink(9))
    return at_the_rim(np.where(within(corners), own, PAPER * ink()), corners)


@pytest.mark.parametrize(
    ("rim", "why"),
    [
        (laid((250, 250, 248)), "a white slip with writing"),
        (laid((250, 250, 248), LEVEL), "a white slip that lies straight"),
        (laid((250, 250, 248), bare=True), "a white slip, bare"),
        (laid((246, 230, 110)), "a yellow note"),
        (laid((150, 95, 70), bare=True), "a hand"),
        (laid((60, 90, 170)), "the cover of a blue notebook"),
    ],
)
def test_a_thing_of_another_colour_at_which_strokes_end_lies_over_the_page(rim: Outline, why: str) -> None:
    assert (rim.covers, rim.shines) == (True, False), why


def seen_through(light: tuple[float, float, float], outside: float = 1.0, corners: Corners = OBLIQUE) -> Outline:
    """Return the outline of a place where the page has so much of its light, and so much of it elsewhere."""
    return at_the_rim(PAPER * ink() * np.where(within(corners), np.array(light), outside), corners)


@pytest.mark.parametrize(
    ("rim", "why"),
    [
        (seen_through((0.8, 0.8, 0.8)), "a shadow with a hard rim"),
        (seen_through((1.15, 1.15, 1.18), 0.7), "a patch of light on a page in shadow"),
        (seen_through((0.75, 0.6, 0.4)), "a brown stain"),
        (seen_through((1.0, 0.95, 0.4)), "a mark with a highlighter over some lines"),
        (seen_through((0.97, 0.9, 0.7), corners=LEVEL), "an old adhesive tape"),
    ],
)
def test_what_lets_strokes_through_does_not_lie_over_the_page(rim: Outline, why: str) -> None:
    assert (rim.covers, rim.shines) == (False, True), why


@pytest.mark.parametrize(
    ("rim", "why"),
    [
        (
            laid((150, 140, 118)),
            "of the colour of the page: nobody can say that it is no shadow along lines of writing",
        ),
        (
            laid((250, 250, 248), ((150, 213), (250, 213), (250, 228), (150, 228))),
            "so low that one line alone ends at it",
        ),
        (
            laid((250, 250, 248), ((150, 470), (362, 470), (362, 512), (150, 512)), bare=True),
            "where nothing of the page comes up to it",
        ),
    ],
)
def test_without_enough_that_ends_at_it_and_another_colour_nothing_is_said(rim: Outline, why: str) -> None:
    assert (rim.covers, rim.shines) == (False, False), why


def test_a_thing_covers_only_what_it_meets_along_its_outline() -> None:
    own = np.array((250, 250, 248), np.float64) * ink(9)
    picture = np.where(within(OBLIQUE), own, PAPER * ink())
    assert at_the_rim(picture, OBLIQUE).covers
    assert not at_the_rim(picture, OBLIQUE, paper=0).covers


def dried(rim: tuple[float, float, float]) -> Outline:
    """Return the outline of a stain that has dried on the page, with so much light on its rim."""
    line = cv2.polylines(np.zeros(SIZE, np.uint8), [np.array(OBLIQUE)], isClosed=True, color=255, thickness=5)
    edge = cv2.GaussianBlur(line, (0, 0), 1.5)[..., None] / 255.0
    stained = np.where(within(OBLIQUE), np.array((0.96, 0.92, 0.82)), 1.0)
    return at_the_rim(PAPER * ink() * stained * (1 - edge * (1 - np.array(rim))), OBLIQUE)


@pytest.mark.parametrize(
    ("rim", "stained", "why"),
    [
        (dried((0.8, 0.7, 0.5)), True, "a dried stain has a dark rim"),
        (dried((1.0, 1.0, 1.0)), False, "a film has none"),
        (laid((250, 250, 248)), False, "nor has a slip"),
        (seen_through((0.8, 0.8, 0.8)), False, "nor has a shadow"),
    ],
)
def test_a_dried_stain_is_known_by_its_rim(rim: Outline, *, stained: bool, why: str) -> None:
    assert rim.stained == stained, why
