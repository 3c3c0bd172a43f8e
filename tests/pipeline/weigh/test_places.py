"""Communes and districts repeat, and lie where the lists say."""

import pytest

from pipeline.entries import SURE, Ink
from pipeline.weigh._book import Spot

HOME = "xã Văn Hán, huyện Đồng Hỷ"


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({"xóm 5, xã Văn Hán huyện Đông Hỷ": 0.5}, f"xóm 5, {HOME}"),
        ({"xã Văn Hán, huyện Đồng Kỳ": 0.6, HOME: 0.2}, HOME),
        (
            {"xã Hóa Thượng, huyện Đồng Hy": 0.4},
            "xã Hóa Thượng, huyện Đồng Hỷ",
        ),  # never read in the book, but in the list
        ({"xã xã Văn Hán, huyện Đồng Hỷ": 0.6, HOME: 0.3}, HOME),
    ],
)
def test_a_doubtful_place_is_one_of_the_book_or_its_district(page, only, said, text):
    (read, *_) = only("places", page({"nksNoiSinh": said}), *[page({"nksNoiSinh": HOME})] * 5)
    assert read.entries[0]["nksNoiSinh"].text.casefold() == text.casefold()


@pytest.mark.parametrize(
    ("said", "times", "text"),
    [
        (
            "xã Văn Hán, huyện Đông Kỳ",
            8,
            HOME,
        ),  # the commune is known, three letters and marks of its district are misread
        (
            "xã Tân Lang, huyện Đông Kỳ",
            8,
            "xã Tân Lang, huyện Đông Kỳ",
        ),  # no commune of the district: nobody knows what is meant
    ],
)
def test_of_a_known_commune_the_district_may_be_misread(page, only, said, times, text):
    (read, *_) = only(
        "places",
        page({"nksNoiSinh": {said: 0.5, HOME: 0.1}}),
        *[page({"nksNoiSinh": {said: 0.5, HOME: 0.4}})] * times,
        page({"nksNoiSinh": HOME}),
    )
    assert read.entries[0]["nksNoiSinh"].text == text


def test_one_hand_misread_in_one_way_all_through_the_book_does_not_become_sure(page, only):
    read = only("places", *[page({"nksNoiSinh": {"xã Văn Hán, huyện Đồng Kỳ": 0.6, HOME: 0.3}})] * 12)
    assert max(one.entries[0]["nksNoiSinh"].confidence for one in read) < SURE


READ = "xã Văn Hán, huyện Đồng Kỳ"
CLEAR = {"nksNoiSinh": {READ: 0.95}}
DOUBTFUL = {"nksNoiSinh": {READ: 0.5, HOME: 0.3}}


@pytest.mark.parametrize(
    ("others", "text", "why"),
    [
        ([DOUBTFUL] * 8, HOME, "the hand writes the listed word so that it looks like the other"),
        ([CLEAR] * 8, READ, "nowhere is the listed word seen"),
        ([DOUBTFUL] * 3 + [CLEAR] * 9, READ, "a few cells do not overrule clear ink"),
        ([DOUBTFUL] * 2, READ, "two cells are no hand"),
        (
            [{"nksNoiSinh": {f"{READ}, tỉnh Bắc Thái": 0.5, f"{HOME}, tỉnh Bắc Thái": 0.3}}] * 8,
            HOME,
            "with the province too",
        ),
    ],
)
def test_a_word_read_in_place_of_a_listed_one_is_judged_by_the_other_cells_of_the_hand(page, only, others, text, why):
    read = only("places", page(CLEAR), *map(page, others))
    assert read[0].entries[0]["nksNoiSinh"].text == text, why
    assert read[0].entries[0]["nksNoiSinh"].confidence < SURE or text == READ


@pytest.mark.parametrize("count", [1, 4, 7, 8])
def test_what_a_person_decides_of_other_cells_does_not_turn_the_hand_back(page, only, count):
    known = {Spot(number, 0, "nksNoiSinh"): HOME for number in range(1, count + 1)}
    read = only("places", page(CLEAR), *[page(DOUBTFUL)] * 8, known=known)
    assert read[0].entries[0]["nksNoiSinh"].text == HOME


def test_a_word_that_a_person_decided_is_read_rightly(page, only):
    others = [page(DOUBTFUL)] * 8
    known = {Spot(9, 0, "nksNoiSinh"): "xã Hợp Tiến, huyện Đồng Kỳ"}
    read = only("places", page(CLEAR), *others, page({"nksNoiSinh": "xã Hợp Tiến, huyện Đồng Kỳ"}), known=known)
    assert read[0].entries[0]["nksNoiSinh"].text == READ


@pytest.mark.parametrize("text", ["bản Nà Lẹng, Tổng Yên Đĩnh", "Viêng Chăn, Lào", "Bệnh viện C", "buôn Êa Kmát"])
def test_a_place_in_no_list_stays(page, only, text):
    (read, *_) = only("places", page({"nksNoiSinh": {text: 0.97}}), *[page({"nksNoiSinh": HOME})] * 5)
    assert read.entries[0]["nksNoiSinh"].text == text


@pytest.mark.parametrize("said", [{"nksHoTen": "xã Văn Hán"}, {"nksNoiSinh": Ink.BLANK}])
def test_it_is_silent_about_other_cells(page, only, said):
    before = page(said)
    assert only("places", before) == [before]


@pytest.mark.parametrize(
    ("said", "others", "text"),
    [
        ("X. Văn Hàn, H. Đồng Hỷ", HOME, "X. Văn Hán, H. Đồng Hỷ"),
        ("xóm 5 X.Văn Hàn - H.Đồng Hỷ", HOME, "xóm 5 X.Văn Hán - H.Đồng Hỷ"),
        ("x. văn hàn, h. đồng hỷ", "X. Văn Hán, H. Đồng Hỷ", "x. văn hán, h. đồng hỷ"),
        ("TT Trại Cài, Huyện Đồng Hỷ", "thị trấn Trại Cau, huyện Đồng Hỷ", "TT Trại Cau, Huyện Đồng Hỷ"),
    ],
)
def test_a_place_is_put_right_in_the_way_this_clerk_shortens_it(page, only, said, others, text):
    (read, *_) = only("places", page({"nksNoiSinh": {said: 0.4}}), *[page({"nksNoiSinh": others})] * 5)
    assert read.entries[0]["nksNoiSinh"].text == text


@pytest.mark.parametrize(
    ("said", "others"),
    [
        (
            "phường Trung Hoà, quận Cầu Giấy",
            "phường Trung Hòa, quận Cầu Giấy",
        ),  # one place, its tone in the other place
        ("xã Văn Hán,huyện Đồng Hỷ", HOME),
        ("Xã Văn Hán - Huyện Đồng Hỷ", HOME),
    ],
)
def test_a_place_that_is_only_written_in_another_way_stays_as_it_is_written(page, only, said, others):
    (read, *_) = only("places", page({"nksNoiSinh": {said: 0.7}}), *[page({"nksNoiSinh": others})] * 8)
    assert read.entries[0]["nksNoiSinh"].text == said


def test_what_a_person_decided_is_no_misreading_though_it_is_in_no_list(page, only):
    before = [page({"nksNoiSinh": {"xã Văn Hân, huyện Đồng Hỷ": 0.6, HOME: 0.3}}) for _ in range(6)]
    known = {Spot(number, 0, "nksNoiSinh"): "xã Văn Hân, huyện Đồng Hỷ" for number in range(1, 6)}
    assert only("places", *before)[0].entries[0]["nksNoiSinh"].text == HOME
    assert only("places", *before, known=known)[0].entries[0]["nksNoiSinh"].text == "xã Văn Hân, huyện Đồng Hỷ"


@pytest.mark.parametrize(
    ("said", "others", "text"),
    [
        ({"X. Trung Thanh, TP Thái Nguyên": 0.4}, "P. Trung Thành, TP Thái Nguyên", "P. Trung Thành, TP Thái Nguyên"),
        ({"X. Sơn Tây": 0.45, "TX Sơn Tây": 0.4}, "T.X. Sơn Tây", "TX Sơn Tây"),
        ({"xã 5ăn Hán, huyện Đồng Hỷ": 0.4}, HOME, HOME),
        ({"xã Ea H Leo, huyện Ea H'leo": 0.5}, "xã Ea H'Leo, huyện Ea H'leo", "xã Ea H'Leo, huyện Ea H'leo"),
        ({"-": 0.5, "...": 0.3}, "...", "..."),
    ],
)
def test_the_place_that_the_book_repeats_is_proposed_as_the_book_writes_it(page, only, said, others, text):
    (read, *_) = only("places", page({"nksNoiSinh": said}), *[page({"nksNoiSinh": others})] * 8)
    assert read.entries[0]["nksNoiSinh"].text == text


def test_one_cell_in_another_style_does_not_make_the_style_of_the_book(page, only):
    styles = ["X.Văn Hán - H.Đồng Hỷ", *[HOME] * 6]
    (read, *_) = only(
        "places",
        page({"nksNoiSinh": {"xóm 5, xã Văn Hán huyện Đông Hỷ": 0.5}}),
        *[page({"nksNoiSinh": text}) for text in styles],
    )
    assert read.entries[0]["nksNoiSinh"].text == f"xóm 5, {HOME}"


def test_a_decided_place_without_a_kind_that_is_known_is_no_misreading_either(page, only):
    said = "Xa Văn Hân, huyện Đồng Hỷ"
    before = [page({"nksNoiSinh": {said: 0.6, HOME: 0.3}}) for _ in range(6)]
    known = {Spot(number, 0, "nksNoiSinh"): said for number in range(1, 6)}
    assert only("places", *before, known=known)[0].entries[0]["nksNoiSinh"].text == said
