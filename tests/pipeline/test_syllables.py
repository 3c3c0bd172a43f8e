"""Which syllables spelling allows, and where their tone marks stand."""

import pytest

from pipeline.syllables import placed, possible, spellings


@pytest.mark.parametrize(
    "syllable",
    [
        *(
            "Nguyễn",
            "Thị",
            "Huyền",
            "Quý",
            "Quyên",
            "Huỳnh",
            "Nghiêm",
            "Yến",
            "Uyên",
            "Oanh",
            "Giếng",
            "gì",
            "Kỷ",
            "ngoằn",
        ),
        *("hòa", "hoà", "thủy", "thuỷ", "khuỷu", "quốc", "Được", "ươm", "ý", "quận", "Thuý", "Thúy"),
    ],
)
def test_a_syllable_that_spelling_allows(syllable):
    assert possible(syllable)


@pytest.mark.parametrize(
    ("syllable", "why"),
    [
        ("hat", "a stopped rime has sắc or nặng"),
        ("hòac", "a tone mark away from its vowel, and no stopped tone"),
        ("kà", "before a stands c"),
        ("cế", "before e stands k"),
        ("ghà", "before a stands g"),
        ("ngê", "before ê stands ngh"),
        ("hùynh", "the mark belongs on the y"),
        ("Kpă", "a name of another people"),
        ("Ksor", "a name of another people"),
        ("bw", "no vowel"),
        ("", "nothing"),
        ("12", "no letters"),
    ],
)
def test_what_is_no_such_syllable_is_told_apart(syllable, why):
    assert not possible(syllable), why


@pytest.mark.parametrize(
    ("written", "older"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "Thủy"),
        ("HOÀ", "HÒA"),
        ("Khoẻ", "Khỏe"),
        ("hùynh", "huỳnh"),
        ("Nguyễn Thuý", "Nguyễn Thúy"),
    ],
)
def test_marks_are_put_in_the_older_place(written, older):
    assert placed(written) == older


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("hòa", "stands in the older place already"),
        ("hoàn", "the rime is closed: only one place"),
        ("quý", "u belongs to the onset"),
        ("gìn", "i carries the mark"),
        ("Kpă H'Niê", "names of other peoples"),
        ("12/5", "no letters"),
        ("", "nothing"),
    ],
)
def test_a_text_whose_marks_stand_right_stays(text, why):
    assert placed(text) == text, why


def test_both_places_are_spellings_of_one_name():
    assert spellings("Hoà") == ("Hòa", "Hoà")
    assert spellings("Hoàn") == ("Hoàn",)
