"""Letters, keys and names of files."""

import pytest

from pipeline.vietnamese import ascii_name, key, nfc


@pytest.mark.parametrize(
    ("one", "other"),
    [("Đặng Văn Hòa", "dang van hoa"), ("hoà", "hòa"), ("Hue\u0323\u0302", "Huệ"), ("ĐỖ THỊ", "đo thi")],
)
def test_case_marks_and_d_do_not_matter_for_comparison(one, other):
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("Lan", "Lam"), ("Đào", "Tào"), ("lý", "lí")])
def test_other_letters_stay_apart_in_comparison(one, other):
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("text", "stored"),
    [("  Hue\u0323\u0302  Chi ", "Huệ Chi"), ("xã\nTân Cương", "xã Tân Cương"), ("\u00a0Lan\t", "Lan"), ("", "")],
)
def test_stored_text_is_nfc_with_single_spaces(text, stored):
    assert nfc(text) == stored


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Hoà", "the old place of the tone is what is written"),
        ("đỗ văn a", "lower case is what is written"),
        ("H' Ni", "a name"),
    ],
)
def test_stored_text_keeps_what_was_written(text, why):
    assert nfc(text) == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tân Cương", "TanCuong"),
        ("Đại Từ", "DaiTu"),
        ("Bà Rịa - Vũng Tàu", "BaRiaVungTau"),
        ("Pác Bó (cũ)", "PacBocu"),
        ("../../etc", "etc"),
        ("Krông Pa\u0301c", "KrongPac"),
        ("…", ""),
    ],
)
def test_a_file_name_holds_plain_letters_and_digits(text, name):
    assert ascii_name(text) == name
