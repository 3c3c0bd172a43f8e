"""Fluent text for paper that is not there is the worst bug: pages are torn and covered at random, and nothing is believed there."""

from functools import cache

import numpy as np
import pytest

from pipeline import flow, scans
from pipeline.config import ROOT
from pipeline.entries import Ink
from pipeline.errors import UnknownForm
from scripts.measuring.torn import BELIEVED, over_the_gap, torn

SAMPLES = ROOT / "scans" / "samples"
PAGES = {
    "birth-2016": SAMPLES / "KS-2016-birth-2016" / "001.jpg",
    "birth-table": SAMPLES / "KS-1980-birth-table" / "002.jpg",
}


@cache
def engines() -> flow.Engines:
    """One set for all pages: a known print is not read again."""
    return flow.engines("hand")


@pytest.mark.parametrize("ground", ["black", "dark desk", "grey table", "white lid", "red stamp", "sheet of paper"])
@pytest.mark.parametrize("form", PAGES)
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_believed_of_a_cell_whose_paper_is_not_seen(form: str, ground: str, seed: int) -> None:
    page = torn(scans.decode(PAGES[form]).picture, ground, seed)
    try:
        read = flow.read_page(page.picture, form, engines())
    except UnknownForm:
        return  # too little of the page is left to find a cell on it, and nothing is proposed
    over = over_the_gap(read, page.gone)
    assert [(column, one.text, one.confidence) for _, column, one in over if one.confidence > BELIEVED] == []


@pytest.mark.parametrize(("form", "seed"), [("birth-table", 1), ("birth-2016", 3)])
def test_what_is_written_on_a_white_slip_is_not_read_for_the_yellowed_page_under_it(form: str, seed: int) -> None:
    yellowed = (scans.decode(PAGES[form]).picture * np.array((0.93, 0.86, 0.7))).astype(np.uint8)
    page = torn(yellowed, "white slip", seed)
    over = over_the_gap(flow.read_page(page.picture, form, engines()), page.gone)
    assert {str(one.ink) for _, _, one in over} == {"torn"}


def test_the_rest_of_a_torn_page_is_read_all_the_same() -> None:
    whole = scans.decode(PAGES["birth-2016"]).picture
    page = torn(whole, "dark desk", 1)
    torn_read, read = (flow.read_page(picture, "birth-2016", engines()) for picture in (page.picture, whole))
    gone = {column for _, column, _ in over_the_gap(torn_read, page.gone)}
    assert gone
    for column, reading in torn_read.entries[0].items():
        if column not in gone and reading.ink is not Ink.TORN:
            assert (reading.text == "") == (read.entries[0][column].text == ""), column
    assert sum(bool(one.text) for one in torn_read.entries[0].values()) >= 12
