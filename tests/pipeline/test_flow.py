"""The whole way of a page, on the committed sample books."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline import flow, page_json
from pipeline.config import ROOT
from pipeline.entries import Candidate, Ink
from pipeline.errors import UnknownForm
from pipeline.recognisers.tesseract import Tesseract
from pipeline.sheets import Picture, Word

BIRTHS = ROOT / "scans" / "samples" / "KS-2016-birth-2016"
TABLE = ROOT / "scans" / "samples" / "KS-1980-birth-table"


class Parrot:
    """A recogniser that answers every cell with the same words, so that what is asked of it can be counted."""

    version = "parrot"
    unruled = False
    calibrated = False

    def __init__(self) -> None:
        self.asked = 0

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        self.asked += len(pictures)
        return [[Candidate("Nông Tài", 0.97), Candidate("Nông Tại", 0.02)] for _ in pictures]


def picture(path: Path, turns: int = 0) -> Picture:
    return np.ascontiguousarray(np.rot90(np.asarray(Image.open(path).convert("RGB")), turns))


def engines(parrot: Parrot | None = None) -> flow.Engines:
    return flow.Engines(Tesseract(), parrot or Parrot())


@pytest.mark.parametrize(
    ("page", "form", "entries", "cells"),
    [
        (BIRTHS / "001.jpg", "birth-2016", 1, 25),
        (BIRTHS / "003.jpg", "birth-2016", 1, 25),
        (TABLE / "001.jpg", "birth-table", 9, 9),
        (TABLE / "003.jpg", "birth-table", 9, 9),
    ],
)
def test_the_form_is_recognised_and_every_entry_has_every_column(
    page: Path, form: str, entries: int, cells: int
) -> None:
    read = flow.read_page(picture(page), "auto", engines())
    assert (read.form, [len(entry) for entry in read.entries]) == (form, [cells] * entries)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_delivered_on_its_side_is_read_all_the_same(turns: int) -> None:
    upright = flow.read_page(picture(BIRTHS / "001.jpg"), "auto", engines())
    turned = flow.read_page(picture(BIRTHS / "001.jpg", turns), "auto", engines())
    assert turned.entries[0].keys() == upright.entries[0].keys()
    width, height = upright.size
    x, y = upright.entries[0]["nksHoTen"].box.x, upright.entries[0]["nksHoTen"].box.y
    box = turned.entries[0]["nksHoTen"].box
    corner = {1: (y, width - x), 2: (width - x, height - y), 3: (height - y, x)}[turns]
    ours = {1: (box.x, box.bottom), 2: (box.right, box.bottom), 3: (box.right, box.y)}[turns]
    assert np.hypot(corner[0] - ours[0], corner[1] - ours[1]) < 25


@pytest.mark.parametrize(
    ("story", "page"),
    [
        ("a white page", np.full((2339, 1654, 3), 255, np.uint8)),
        ("a black page", np.zeros((2339, 1654, 3), np.uint8)),
        ("a page of noise", np.random.default_rng(1).integers(0, 255, (800, 600, 3), np.uint8)),
        ("a stamp of a picture", np.full((12, 9, 3), 200, np.uint8)),
    ],
)
def test_what_is_no_known_form_is_called_unknown_and_never_guessed(story: str, page: Picture) -> None:
    with pytest.raises(UnknownForm, match="Không nhận ra biểu mẫu"):
        flow.read_page(page, "auto", engines())


def test_a_page_of_another_form_is_not_forced_into_the_named_one() -> None:
    with pytest.raises(UnknownForm):
        flow.read_page(picture(TABLE / "001.jpg"), "death-2016", engines())


def test_a_page_of_the_form_on_which_no_entry_is_seen_is_named_and_not_read_as_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.layouts.printed_labels.PrintedLabels.__call__", lambda *_: [])
    with pytest.raises(UnknownForm, match="không thấy trường hợp nào"):
        flow.read_page(picture(BIRTHS / "004.jpg"), "birth-2016", engines())


def test_a_cell_without_ink_is_never_shown_to_the_recogniser_and_gets_no_proposal() -> None:
    parrot = Parrot()
    read = flow.read_page(picture(BIRTHS / "004.jpg"), "birth-2016", engines(parrot))
    blank = [column for column, reading in read.entries[0].items() if reading.ink is Ink.BLANK]
    assert blank
    assert all(read.entries[0][column].text == "" for column in blank)
    assert parrot.asked == 25 - len(blank)


def test_an_engine_that_was_not_measured_is_never_called_sure() -> None:
    read = flow.read_page(picture(BIRTHS / "001.jpg"), "birth-2016", engines())
    assert max(reading.confidence for reading in read.entries[0].values()) <= 0.9


def test_a_second_page_of_the_same_print_is_found_without_reading_its_print_again() -> None:
    reads = engines()
    first = flow.read_page(picture(BIRTHS / "001.jpg"), "auto", reads)
    assert len(reads.prints) == 1

    class Silent(Tesseract):
        def words(self, picture: Picture) -> list[Word]:
            raise AssertionError("the print was read again")

    silent = flow.Engines(Silent(), reads.hand, reads.prints)
    second = flow.read_page(picture(BIRTHS / "004.jpg"), "auto", silent)
    places = [(first.entries[0][column].box, second.entries[0][column].box) for column in first.entries[0]]
    assert all(one.overlap(other) > 0.7 for one, other in places)


def test_a_page_of_another_print_is_not_taken_for_a_known_one() -> None:
    reads = engines()
    flow.read_page(picture(BIRTHS / "001.jpg"), "auto", reads)
    assert flow.read_page(picture(TABLE / "001.jpg"), "auto", reads).form == "birth-table"


def test_the_json_of_a_page_has_the_agreed_shape() -> None:
    page = page_json.told("001.jpg", flow.read_page(picture(BIRTHS / "001.jpg"), "auto", engines()))
    assert page.keys() == {"file", "form", "seconds", "trail", "quality", "entries"}
    field = page["entries"][0]["fields"]["nksHoTen"]
    assert field.keys() == {"value", "confidence", "state", "alternatives", "box", "reasons", "read"}
    assert field["alternatives"] == [{"value": "Nông Tại", "confidence": 0.02}]


def opening(left: np.ndarray, right: np.ndarray, gap: int = 24) -> np.ndarray:
    """Return two pages side by side, a dark fold between them."""
    high = max(left.shape[0], right.shape[0])
    pages = [np.pad(one, ((0, high - one.shape[0]), (0, 0), (0, 0)), constant_values=235) for one in (left, right)]
    return np.ascontiguousarray(np.hstack([pages[0], np.full((high, gap, 3), 70, np.uint8), pages[1]]))


def test_both_pages_of_an_opening_are_read_and_their_boxes_lie_on_the_picture() -> None:
    left, right = picture(BIRTHS / "001.jpg"), picture(BIRTHS / "004.jpg")
    read = flow.read_page(opening(left, right), "auto", engines())
    boxes = [entry["nksHoTen"].box for entry in read.entries]
    assert len(read.entries) == 2
    assert boxes[0].right < left.shape[1] < boxes[1].x
    alone = flow.read_page(right, "auto", engines()).entries[0]["nksHoTen"].box
    assert abs(boxes[1].x - left.shape[1] - 24 - alone.x) < 12


def test_an_opening_with_one_blank_page_gives_the_other() -> None:
    page = picture(BIRTHS / "001.jpg")
    read = flow.read_page(opening(np.full_like(page, 235), page), "auto", engines())
    assert len(read.entries) == 1
    assert "right page of an opening" in read.trail


def test_a_wide_picture_of_two_blank_pages_is_no_form() -> None:
    blank = np.full((2300, 1650, 3), 235, np.uint8)
    with pytest.raises(UnknownForm):
        flow.read_page(opening(blank, blank), "auto", engines())
