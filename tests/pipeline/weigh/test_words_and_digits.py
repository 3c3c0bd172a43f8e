"""Digits and words tell the same date."""

import pytest

from pipeline.entries import Ink

WORDS = "Ngày bảy tháng một năm hai nghìn không trăm linh tám"


@pytest.mark.parametrize(
    ("digits", "words", "read"),
    [
        ({"01/01/2008": 0.98, "01/01/2003": 0.01}, WORDS, ("07/01/2008", WORDS)),  # a digit misread with confidence
        ({"07/01/2008": 0.9}, {WORDS.replace("bảy", "bẩy"): 0.4, WORDS: 0.3}, ("07/01/2008", None)),
        ("07/01/2008", {f"{WORDS} mươi": 0.9}, ("07/01/2008", WORDS)),  # ink of a neighbour
    ],
)
def test_each_helps_the_other(page, only, digits, words, read):
    (after,) = only("words_and_digits", page({"nksNgaySinh": digits, "nksNgaySinhBangChu": words}))
    told = after.entries[0]
    assert told["nksNgaySinh"].text == read[0]
    assert read[1] in (None, told["nksNgaySinhBangChu"].text)


def test_two_clear_dates_stay_apart(page, only):
    (after,) = only(
        "words_and_digits", page({"nksNgaySinh": {"12/05/2008": 0.9999}, "nksNgaySinhBangChu": {WORDS: 0.9999}})
    )
    told = after.entries[0]
    assert (told["nksNgaySinh"].text, told["nksNgaySinhBangChu"].text) == ("12/05/2008", WORDS)


@pytest.mark.parametrize("words", [Ink.BLANK, Ink.TORN])
def test_it_is_silent_where_only_one_of_them_was_read(page, only, words):
    before = page({"nksNgaySinh": "12/05/2008", "nksNgaySinhBangChu": words})
    assert only("words_and_digits", before) == [before]
