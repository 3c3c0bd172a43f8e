"""Places are compared however they are written, and put right in the way they are written."""

import pytest

from pipeline.weigh._place_ends import doubled, ends, in_style, place


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("X. Thuỷ An - H.Ba Vì", "xã thủy an, huyện ba vì"),
        ("xóm 03,xã Văn Hán;huyện Đồng Hỷ", "xóm 3, xã văn hán, huyện đồng hỷ"),
        ("T.X. Sơn Tây, T. X Phú Thọ, TX Từ Sơn", "thị xã sơn tây, thị xã phú thọ, thị xã từ sơn"),
        ("P5, Q. 10, T.P. Hồ Chí Minh", "phường 5, quận 10, thành phố hồ chí minh"),
        ("T. 5, X. Văn Hán", "t 5, xã văn hán"),
        ("X. Văn Hán- H. Đồng Hỷ", "xã văn hán, huyện đồng hỷ"),
        ("xã Ea H'Leo", "xã ea h'leo"),
        ("H'Neng, Đak Đoa", "h'neng, đak đoa"),
        ("xã X-Men", "xã x men"),
        ("số 5 Straße, xã Văn Hán", "số 5 strasse, xã văn hán"),
        ("...", "..."),
        ("", ""),
    ],
)
def test_a_place_is_compared_with_its_kinds_written_out(text, key):
    assert place(text).key == key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "xóm 5, X. Văn Hán, H. Đồng Hỷ",
            {
                "xóm 5, xã văn hán, huyện đồng hỷ": "xóm 5, X. Văn Hán, H. Đồng Hỷ",
                "xã văn hán, huyện đồng hỷ": "X. Văn Hán, H. Đồng Hỷ",
            },
        ),
        ("T.X. Sơn Tây", {"thị xã sơn tây": "T.X. Sơn Tây"}),
        ("số 5 Straße, xã Cúc", {"số 5 strasse, xã cúc": "số 5 Straße, xã Cúc", "xã cúc": "xã Cúc"}),
        ("TT Trại Cau", {"thị trấn trại cau": "TT Trại Cau"}),
        ("Bệnh viện C", {"bệnh viện c": "Bệnh viện C"}),
    ],
)
def test_the_ends_of_a_place_begin_at_its_commune(text, found):
    assert ends(text) == found


@pytest.mark.parametrize(
    ("written", "meant", "put"),
    [
        ("X. Văn Hàn - H.Đồng Hỷ", "xã Văn Hán, huyện Đồng Hỷ", "X. Văn Hán - H.Đồng Hỷ"),
        ("xã 5ăn Hán, huyện Đồng Hỷ", "xã Văn Hán, huyện Đồng Hỷ", "xã Văn Hán, huyện Đồng Hỷ"),
        ("xã Khoa Hoa, huyện Tân Lộng", "X. Khoa Hoà, H. Tân Lộng", "xã Khoa Hoà, huyện Tân Lộng"),
        ("x. văn hàn, h. đồng hỷ", "xã Văn Hán, huyện Đồng Hỷ", "x. văn hán, h. đồng hỷ"),
        ("XÃ Ô LẦM, HUYỆN BA VÌ", "xã Ô Lâm, huyện Ba Vì", "XÃ Ô LÂM, HUYỆN BA VÌ"),
        ("xã ß Hàn, H. Đồng Hỷ", "xã ss hán, huyện Đồng Hỷ", "xã ß hán, H. Đồng Hỷ"),
        ("T.T. Trại Cài, H. Đồng Hỷ", "thị trấn Trại Cau, huyện Đồng Hỷ", "T.T. Trại Cau, H. Đồng Hỷ"),
    ],
)
def test_a_place_is_put_right_in_the_style_of_its_cell(written, meant, put):
    assert in_style(written, meant) == put


@pytest.mark.parametrize(
    ("written", "meant", "why"),
    [
        ("P Trung Thành, TX Thái Nguyên", "P. Trung Thành, thành phố Thái Nguyên", "another kind"),
        ("X. Trung Thanh", "P. Trung Thành", "another kind of commune"),
        ("TT Cầu Giát", "xã Hương Cầu Giát", "the words of a name are no kind"),
        ("xã Văn Hán huyện Đồng Hỷ", "xã Văn Hán, huyện Đồng Hỷ", "other parts"),
        ("xã Văn Hán", "xã Văn Hán, huyện Đồng Hỷ", "more words"),
    ],
)
def test_what_cannot_be_said_in_the_style_of_the_cell_is_not_said(written, meant, why):
    assert in_style(written, meant) == "", why


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("X. xã Văn Hán", True),
        ("X. P. Trung Thành", True),
        ("xã xã Minh Tiến", True),
        ("xã Minh Tiến, thị xã Cúc", False),
    ],
)
def test_a_kind_that_stands_twice_is_seen_however_it_is_written(text, twice):
    assert doubled(text) is twice
