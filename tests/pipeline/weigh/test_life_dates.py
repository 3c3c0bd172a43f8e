"""Two dates of one entry fit each other."""

import pytest

from pipeline.entries import SURE, Ink


@pytest.mark.parametrize(
    ("register", "said", "column", "text"),
    [
        ("birth-2006", {"ngayDangKy": "14/02/2008", "nksNgaySinh": {"11/02/2003": 0.5, "11/02/2008": 0.4}}, "nksNgaySinh", "11/02/2008"),
        ("birth-2006", {"nksNgaySinh": "11/02/2008", "meNgaySinh": {"1922": 0.5, "1982": 0.4}}, "meNgaySinh", "1982"),
        ("birth-2006", {"nksNgaySinh": "11/02/2008", "chaNgaySinh": {"2001": 0.5, "1981": 0.4}}, "chaNgaySinh", "1981"),
        ("death-2016", {"ngayDangKy": "03/01/2018", "nktNgayChet": {"12/01/2018": 0.6, "02/01/2018": 0.3}}, "nktNgayChet", "02/01/2018"),
    ],
)  # fmt: skip
def test_a_doubtful_date_fits_the_other(page, only, register, said, column, text):
    (read,) = only("life_dates", page(said, form=register))
    assert read.entries[0][column].text == text


def test_a_death_after_its_registration_is_not_sure(page, only):
    (read,) = only(
        "life_dates", page({"ngayDangKy": "03/01/2018", "nktNgayChet": {"12/01/2018": 0.99}}, form="death-2016")
    )
    assert read.entries[0]["nktNgayChet"].confidence < SURE


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"ngayDangKy": "14/02/2008", "nksNgaySinh": {"11/02/1976": 0.99}}, "a birth registered very late"),
        ({"nksNgaySinh": "11/02/2008", "chaNgaySinh": {"1948": 0.99}}, "an old father"),
        ({"nksNgaySinh": "11/02/2008", "meNgaySinh": {"26 tuổi": 0.99}}, "an age is no date"),
    ],
)
def test_clear_ink_stays(page, only, said, why):
    (read,) = only("life_dates", page(said))
    assert {column: read.entries[0][column].text for column in said} == {
        column: text if isinstance(text, str) else next(iter(text)) for column, text in said.items()
    }, why


def test_it_is_silent_where_the_other_date_was_not_read(page, only):
    before = page({"ngayDangKy": Ink.BLANK, "nksNgaySinh": {"11/02/2003": 0.5}})
    assert only("life_dates", before) == [before]
