"""Days of registration do not go back."""

import pytest

from pipeline.entries import Ink


def column(*said):
    return [{"ngayDangKy": one} for one in said]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (["03/01/1980", {"04/01/1986": 0.8, "04/01/1980": 0.1}, "05/01/1980", "09/01/1980"], "04/01/1980"),
        (
            ["27/02/1980", {"27/02/198": 0.3}, "27/02/1980", "28/02/1980"],
            "27/02/1980",
        ),  # never read: its neighbours' day
        (["3-1-1980", {"4-1-1950": 0.5}, "4-1-1980", "5-1-1980"], "4-1-1980"),  # as the book writes it
    ],
)
def test_a_doubtful_day_lies_between_the_others(page, only, said, day):
    (read,) = only("date_order", page(*column(*said)))
    assert read.entries[1]["ngayDangKy"].text == day


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["03/01/1980", "20/03/1980", "21/03/1980"], "a quiet time"),
        (["30/12/1979", "02/01/1980"], "a year ends"),
        (["10/01/1980", "11/01/1980", "05/01/1980", "12/01/1980"], "an entry made late, its ink clear"),
    ],
)
def test_clear_ink_stays(page, only, said, why):
    (read,) = only("date_order", page(*column(*[{one: 0.999} for one in said])))
    assert [entry["ngayDangKy"].text for entry in read.entries] == said, why


@pytest.mark.parametrize("said", [[{"03/01/1980": 0.5, "08/01/1980": 0.4}], [Ink.BLANK, Ink.UNREADABLE]])
def test_it_is_silent_about_one_entry_and_about_none(page, only, said):
    before = page(*column(*said))
    assert only("date_order", before) == [before]
