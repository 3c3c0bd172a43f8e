"""The handwriting engine on the committed sample page, and what it makes of frames."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from PIL import Image

from pipeline import ctc, flow, lines
from pipeline.config import ROOT
from pipeline.entries import Candidate, ReadPage
from pipeline.language import Weight
from pipeline.recognisers.hand import OFFERED, Hand, as_frequencies

BIRTH = ROOT / "scans" / "samples" / "KS-2016-birth-2016" / "001.jpg"


@cache
def page() -> ReadPage:
    picture = np.ascontiguousarray(np.asarray(Image.open(BIRTH).convert("RGB")))
    return flow.read_page(picture, "auto", flow.engines("hand"))


@pytest.mark.parametrize(
    ("column", "written"),
    [
        ("nksHoTen", "Dương Hữu Huy"),
        ("nksNgaySinh", "17/01/2016"),
        ("nksDanToc", "Nùng"),
        ("chaHoTen", "Dương Đức Minh"),
        ("nycSoGiayToTuyThan", "095707826"),
    ],
)
def test_a_hand_that_was_never_trained_with_is_read(column, written):
    assert page().entries[0][column].text == written


def test_every_reading_says_how_sure_it_is_and_offers_few_others():
    for reading in page().entries[0].values():
        assert 0.0 <= reading.confidence <= 1.0
        assert len(reading.alternatives) < OFFERED
        assert reading.text not in [one.text for one in reading.alternatives]


@pytest.mark.parametrize("shade", [0, 127, 255])
def test_paper_without_ink_gets_no_proposal(shade):
    assert Hand().read([np.full((60, 300, 3), shade, np.uint8)], ["person_name"]) == [[]]


def test_writing_too_pale_to_be_ink_is_read():
    box = page().entries[0]["nksHoTen"].box
    whole = np.asarray(Image.open(BIRTH).convert("RGB"), np.float32)
    cell = whole[box.y : box.bottom, box.x : box.right]
    pale = np.ascontiguousarray((cell.max() - (cell.max() - cell) * 0.14).astype(np.uint8))
    assert not lines.prepared(pale).any()
    assert Hand().read([pale], ["person_name"])[0][0].text.endswith("Hữu Huy")


def said(engine: Hand, text: str) -> ctc.Logs:
    """Return sure frames that say a text."""
    count = len(engine.characters) + 1
    frames = np.full((2 * len(text) + 1, count), 1e-6, np.float32)
    frames[::2, ctc.BLANK] = 1.0
    for i, letter in enumerate(text):
        frames[2 * i + 1, 1 + engine.characters.index(letter)] = 1.0
    return np.asarray(np.log(frames / frames.sum(axis=1, keepdims=True)), np.float32)


def test_the_lines_of_a_cell_are_one_text_with_a_space_between():
    engine = Hand()
    whole = engine.whole([said(engine, "xã Bình An,"), said(engine, "huyện An Lão")])
    assert engine.ranked(ctc.prefixes(whole, 8))[0].text == "xã Bình An, huyện An Lão"


@pytest.mark.parametrize(("share", "offset"), [(0.9, -1.0), (0.6, 0.5), (0.999, -3.0), (0.2, 2.0)])
def test_calibrated_candidates_keep_their_order_and_stay_probabilities(share, offset):
    found = [Candidate("Hường", share), Candidate("Hướng", (1 - share) * 0.6), Candidate("Hương", (1 - share) * 0.4)]
    answer = as_frequencies(found, Weight(offset=offset))
    probabilities = [one.probability for one in answer]
    assert answer[0].text == "Hường"
    assert probabilities == sorted(probabilities, reverse=True)
    assert sum(probabilities) <= 1.0 + 1e-6
