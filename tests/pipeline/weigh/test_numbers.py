"""Numbers run on; the sequence helps where the ink is in doubt and is silent where it knows nothing."""

import pytest

from pipeline.entries import Ink


def column(*said, form="birth-table"):
    return [{"so": one} for one in said]


@pytest.mark.parametrize(
    ("said", "place", "number"),
    [
        (["1", "2", {"8": 0.6, "3": 0.3}, "4", "5"], 2, "3"),  # read, but not as the first
        (["1", "2", {"8": 0.6}, "4", "5"], 2, "3"),  # not read at all: the sequence asks for it
        (["45", {"216": 0.1, "246": 0.1}, "47"], 1, "46"),
        (["198", "199", {"8": 0.5}, "2", "3"], 2, "1"),  # a year ends
        (["7", {"9": 0.5, "8": 0.4}, "10", "11"], 1, "9"),  # a number is left out: 8 and 9 both fit, the ink decides
        (["01/2018", {"07/2018": 0.6, "02/2018": 0.3}, "03/2018"], 1, "02/2018"),  # as the book writes it
    ],
)
def test_a_doubtful_number_follows_the_others(page, only, said, place, number):
    (read,) = only("numbers", page(*column(*said), form="birth-table"))
    assert read.entries[place]["so"].text == number
    assert "theo thứ tự số trong sổ" in read.entries[place]["so"].reasons or read.entries[place]["so"].text == "9"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["1", "2", "3", "7", "8", "9"], "numbers are missing"),
        (["1", "2", "2", "3", "4"], "a number stands twice"),
        (["5", "6", "19", "7", "8"], "an entry stands in the wrong place"),
        (["199", "200", "1", "2"], "a year ends"),
        (["1000", "1001", "1002"], "a thick book"),
    ],
)
def test_clear_ink_stays_whatever_the_sequence_says(page, only, said, why):
    (read,) = only("numbers", page(*column(*[{one: 0.999} for one in said]), form="birth-table"))
    assert [entry["so"].text for entry in read.entries] == said, why


def test_a_number_against_the_sequence_is_not_called_sure(page, only):
    (read,) = only("numbers", page(*column("26", {"97": 0.969, "27": 0.006}, "28"), form="birth-table"))
    assert (read.entries[1]["so"].text, read.entries[1]["so"].alternatives[0].text) == ("27", "97")


def test_the_volume_cut_out_in_the_place_of_the_number_is_no_number(page, only):
    said = [{"so": text, "quyenSo": "01/2008"} for text in ("1", "01/2008", "3 quyển số 01/2008", "4")]
    (read,) = only("numbers", page(*said))
    assert [entry["so"].text for entry in read.entries] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ([{"7": 0.5, "1": 0.4}], "one entry has no neighbours"),
        ([Ink.BLANK, Ink.TORN], "nothing is read"),
    ],
)
def test_the_sequence_is_silent(page, only, said, why):
    before = page(*column(*said), form="birth-table")
    assert only("numbers", before) == [before], why


def test_births_and_deaths_have_numbers_of_their_own(page, only):
    births = page({"so": "41"}, {"so": "42"}, form="birth-table")
    death = page({"so": "3"}, form="death-2016")
    more = page({"so": {"48": 0.5, "43": 0.3}}, {"so": "44"}, form="birth-table")
    read = only("numbers", births, death, more)
    assert [read[2].entries[0]["so"].text, read[1].entries[0]["so"].text] == ["43", "3"]


def test_what_only_the_sequence_says_is_surer_between_neighbours_than_at_the_end(page, only):
    (between,) = only("numbers", page(*column("1", "2", {"8": 0.3}, "4", "5"), form="birth-table"))
    (last,) = only("numbers", page(*column("1", "2", {"8": 0.3}), form="birth-table"))
    assert between.entries[2]["so"].confidence > last.entries[2]["so"].confidence
