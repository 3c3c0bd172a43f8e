"""Printed words of an earlier page are found on the next one however it lies, and not on another print."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.reprint import carried, learned
from pipeline.sheets import Picture, Sheet, Word

ROWS = (
    "Ho va ten",
    "Ngay sinh",
    "Noi sinh",
    "Dan toc",
    "Quoc tich",
    "Que quan",
    "Ho ten cha",
    "Ho ten me",
    "Noi cu tru",
    "Nguoi khai",
)


def printed(labels: tuple[str, ...] = ROWS) -> tuple[Picture, list[Word]]:
    """Return a (1400, 1000, 3) page with printed labels in two columns, and where they stand."""
    page = np.full((1400, 1000, 3), 245, np.uint8)
    words = []
    for row, label in enumerate(labels):
        for x, text in ((80, label), (560, label[::-1])):
            y = 120 + 120 * row
            cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (30, 30, 30), 2, cv2.LINE_AA)
            words.append(Word(text, Box(x, y - 30, 20 * len(text), 40), 0.95, row))
    return page, words


def laid(page: Picture, way: list[list[float]]) -> Picture:
    """Return the page as it lies under another affine map."""
    size = (page.shape[1], page.shape[0])
    return np.asarray(cv2.warpAffine(page, np.array(way, np.float64), size, borderValue=(245, 245, 245)), np.uint8)


@pytest.mark.parametrize(
    ("way", "why"),
    [
        ([[1, 0, 0], [0, 1, 0]], "as it was"),
        ([[1, 0, 40], [0, 1, -30]], "shifted"),
        ([[1, -0.05, 60], [0, 1, 0]], "sheared, so that head and foot move to different sides"),
        ([[0.97, 0, 10], [0, 1.03, -20]], "stretched"),
    ],
)
def test_every_word_is_found_where_it_lies(way, why):
    page, words = printed()
    known = learned(Sheet.of(page, (1000, 1400)), words, "birth-2016", 1.0)
    assert known is not None
    there = {word.text: word.box for word in carried(known, Sheet.of(laid(page, way), (1000, 1400)))}
    assert len(there) >= 0.9 * len(words), why
    for word in words:
        if word.text in there:
            x, y = np.array(way) @ (word.box.x, word.box.y, 1)
            assert abs(there[word.text].x - x) < 12, why
            assert abs(there[word.text].y - y) < 12, why


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (np.full((1400, 1000, 3), 245, np.uint8), "bare paper"),
        (printed(tuple(text[1:] + "xz" for text in reversed(ROWS)))[0][:, ::-1].copy(), "another print"),
        (np.full((20, 20, 3), 245, np.uint8), "too small to look"),
    ],
)
def test_on_another_page_few_words_are_found(page, why):
    known_page, words = printed()
    known = learned(Sheet.of(known_page, (1000, 1400)), words, "birth-2016", 1.0)
    assert known is not None
    found = carried(known, Sheet.of(page, (page.shape[1], page.shape[0])))
    assert len(found) < 0.5 * len(words), why


@pytest.mark.parametrize(("likeness", "count"), [(0.5, 20), (1.0, 4)])
def test_a_page_badly_read_teaches_nothing(likeness, count):
    page, words = printed()
    assert learned(Sheet.of(page, (1000, 1400)), words[:count], "birth-2016", likeness) is None
