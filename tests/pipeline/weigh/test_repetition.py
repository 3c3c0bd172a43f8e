"""Officials and volumes repeat within a book."""

import pytest

from pipeline.entries import SURE, Ink


@pytest.mark.parametrize(
    ("column", "usual", "said", "text"),
    [
        ("quyenSo", "01/2018", {"03/2018": 0.4, "02/2018": 0.3, "01/2018": 0.2}, "01/2018"),
        ("quyenSo", "01/2007", {"101/2007": 0.99}, "01/2007"),
        ("nguoiKy", "Lục Đức Phong", {"Lục Đức Phong Hàn": 0.6}, "Lục Đức Phong"),  # ink of a neighbour
        ("nguoiKy", "Hồ Xuân Bá Trường", {"Hồ Xuân Bá Trương": 0.5}, "Hồ Xuân Bá Trường"),
    ],
)
def test_a_doubtful_text_is_that_of_the_other_pages(page, only, column, usual, said, text):
    (*_, read) = only("repetition", *[page({column: usual})] * 5, page({column: said}))
    assert read.entries[0][column].text == text


def test_a_name_is_never_sure_by_repetition_alone(page, only):
    (*_, read) = only(
        "repetition", *[page({"nguoiKy": "Lục Đức Phong"})] * 20, page({"nguoiKy": {"Lục Đức Phương": 0.5}})
    )
    assert (read.entries[0]["nguoiKy"].text, read.entries[0]["nguoiKy"].confidence < SURE) == ("Lục Đức Phong", True)


@pytest.mark.parametrize(
    ("column", "usual", "new"), [("nguoiKy", "Lục Đức Phong", "Hà Bá Linh"), ("quyenSo", "01/2018", "02/2019")]
)
def test_another_official_or_volume_in_clear_ink_stays(page, only, column, usual, new):
    (*_, read) = only("repetition", *[page({column: usual})] * 9, page({column: {new: 0.999}}))
    assert read.entries[0][column].text == new


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ([[{"nguoiKy": {"Lục Đức Phong": 0.6}}]], "a single page has nothing to repeat"),
        ([[{"nguoiKy": {"A": 0.3}}], [{"nguoiKy": {"B": 0.3}}]], "no reading of the book is certain"),
        ([[{"nguoiKy": Ink.BLANK}], [{"nguoiKy": {"Lục Đức Phong": 0.6}}]], "the other page is not signed"),
        ([[{"nksHoTen": "Vi Nam"}], [{"nksHoTen": {"Vi Lam": 0.5}}]], "people do not repeat"),
    ],
)
def test_it_is_silent(page, only, pages, why):
    before = [page(*entries) for entries in pages]
    assert only("repetition", *before) == before, why
