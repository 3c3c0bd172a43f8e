"""Dates as they stand in registers, in digits and in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.dates import PartialDate, parse, parse_words, words


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (PartialDate(1989), "1989"),
        (PartialDate(1989, 5), "05.1989"),
        (PartialDate(1989, 5, 12), "12.05.1989"),
        (PartialDate(2008, 2, 29), "29.02.2008"),
    ],
)
def test_a_date_is_written_with_what_is_known_of_it(date, written):
    assert str(date) == written


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ((1989, 13), "no thirteenth month"),
        ((1989, 0), "no month nought"),
        ((1989, 2, 30), "no 30 February"),
        ((2007, 2, 29), "2007 is no leap year"),
        ((1989, 5, 0), "no day nought"),
        ((89,), "two digits are no year"),
        ((12005,), "five digits are no year"),
        ((1989, None, 12), "a day needs its month"),
    ],
)
def test_an_impossible_date_is_refused_at_birth(parts, why):
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12/5/1989", PartialDate(1989, 5, 12)),
        ("12.05.1989", PartialDate(1989, 5, 12)),
        ("12-5-1989", PartialDate(1989, 5, 12)),
        ("12 / 5 / 1989", PartialDate(1989, 5, 12)),
        ("Ngày 12/5/1989", PartialDate(1989, 5, 12)),
        ("ngày 12 tháng 5 năm 1989", PartialDate(1989, 5, 12)),
        ("Ngày 12, tháng 5, năm 1989", PartialDate(1989, 5, 12)),
        ("mồng 2 tháng 9 năm 1989", PartialDate(1989, 9, 2)),
        ("nga\u0300y 12 tha\u0301ng 5 na\u0306m 1989", PartialDate(1989, 5, 12)),
        ("tháng 5 năm 1989", PartialDate(1989, 5)),
        ("05/1989", PartialDate(1989, 5)),
        ("5.1989", PartialDate(1989, 5)),
        ("1989", PartialDate(1989)),
        ("năm 1989", PartialDate(1989)),
    ],
)
def test_a_date_in_digits_is_understood(text, date):
    assert parse(text) == date


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing is written"),
        ("12/5/89", "1889 or 1989: not guessed"),
        ("89", "1889 or 1989: not guessed"),
        ("31/2/1989", "no such day; it is not bent into March"),
        ("5/13/1989", "day and month are not exchanged"),
        ("12/1989/5", "no order that is used"),
        ("32 tuổi", "an age is no date"),
        ("12/?/1989", "the month cannot be read"),
        ("12/5", "no year"),
        ("khoảng 1989", "about a year is not that year"),
        ("1989-1990", "two years"),
        ("12051989", "digits without marks may be a number"),
    ],
)
def test_what_is_no_certain_date_stays_text(text, why):
    assert parse(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Ngày Mười Sáu Tháng Bảy Năm Hai Nghìn Không Trăm Linh Tám", PartialDate(2008, 7, 16)),
        ("Ngày Mười Sáu Tháng Bảy Năm Hai Nghìn Linh Tám", PartialDate(2008, 7, 16)),
        ("ngày hai mươi mốt tháng tư năm một nghìn chín trăm tám mươi lăm", PartialDate(1985, 4, 21)),
        ("ngày hai mươi nhăm tháng bốn năm một ngàn chín trăm tám mươi tư", PartialDate(1984, 4, 25)),
        ("ngày mồng năm tháng năm năm hai nghìn lẻ năm", PartialDate(2005, 5, 5)),
        ("mùng một tháng mười hai năm hai nghìn", PartialDate(2000, 12, 1)),
        ("ngày ba mươi mốt, tháng mười, năm một nghìn chín trăm chín mươi", PartialDate(1990, 10, 31)),
        ("ngày hăm ba tháng mười một năm hai nghìn không trăm mười", PartialDate(2010, 11, 23)),
        ("ngày hai lăm tháng một năm một nghìn chín trăm tám chín", PartialDate(1989, 1, 25)),
        ("ngày mười lăm tháng tám năm một chín tám chín", PartialDate(1989, 8, 15)),
        ("Ngày 16 tháng bảy năm 2008", PartialDate(2008, 7, 16)),
        ("ngay muoi sau thang bay nam hai nghin khong tram linh tam", PartialDate(2008, 7, 16)),
        ("Tháng bảy năm hai nghìn không trăm mười sáu", PartialDate(2016, 7)),
        ("Năm một nghìn chín trăm năm mươi sáu", PartialDate(1956)),
        ("một nghìn chín trăm năm mươi sáu", PartialDate(1956)),
        ("hai nghìn mười sáu", PartialDate(2016)),
    ],
)
def test_a_date_in_words_is_understood(text, date):
    assert parse_words(text) == date


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing is written"),
        ("năm", "a year without a number"),
        ("năm hai nghìn tám", "2008 or 2800"),
        ("năm một nghìn chín trăm tám", "1908 or 1980"),
        ("ngày mười sáu tháng bảy", "no year"),
        ("ngày ba mươi tháng hai năm hai nghìn", "no such day"),
        ("ngày mười sáu tháng mười ba năm hai nghìn", "no such month"),
        ("ngày tháng bảy năm hai nghìn", "the day is left blank, and it is not the first"),
        ("ngày xx tháng bảy năm hai nghìn", "the day cannot be read"),
        ("tháng giêng năm hai nghìn", "may be of the lunar calendar"),
        ("năm tám mươi chín", "1889 or 1989: not guessed"),
        ("Việt Nam", "no date"),
    ],
)
def test_words_that_are_no_certain_date_stay_text(text, why):
    assert parse_words(text) is None


@pytest.mark.parametrize(
    ("date", "spelt"),
    [
        (PartialDate(2007, 1, 25), "Ngày hai mươi lăm tháng một năm hai nghìn không trăm linh bảy"),
        (PartialDate(1984, 4, 21), "Ngày hai mươi mốt tháng tư năm một nghìn chín trăm tám mươi tư"),
        (PartialDate(2000, 10), "Tháng mười năm hai nghìn"),
        (PartialDate(1915), "Năm một nghìn chín trăm mười lăm"),
    ],
)
def test_a_date_is_spelt_as_a_register_spells_it(date, spelt):
    assert words(date) == spelt


@given(st.dates(min_value=PartialDate(1800).first))
def test_words_and_digits_of_one_day_mean_that_day(day):
    date = PartialDate(day.year, day.month, day.day)
    assert (parse_words(words(date)), parse(str(date))) == (date, date)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PartialDate(1988), PartialDate(1989)),
        (PartialDate(1989, 4), PartialDate(1989, 5, 1)),
        (PartialDate(1989, 5, 11), PartialDate(1989, 5, 12)),
    ],
)
def test_an_earlier_date_is_certainly_before(one, other):
    assert one.certainly_before(other)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (PartialDate(1989), PartialDate(1989, 12, 31), "it may be the same day"),
        (PartialDate(1989, 5, 1), PartialDate(1989, 5), "it may be the same day"),
        (PartialDate(1989), PartialDate(1989), "nothing says which is first"),
        (PartialDate(1990), PartialDate(1989), "it is after"),
    ],
)
def test_what_is_not_certain_is_not_before(one, other, why):
    assert not one.certainly_before(other)
