"""Places are those of the year of the book: a register of 1985 says «tỉnh Bắc Thái»."""

from __future__ import annotations

import pytest

from pipeline.lexicons.units import places, units


def spelled(found):
    return [str(place) for place in found]


def provinces(year):
    return {place.unit.full for place in places(year).of("province")}


@pytest.mark.parametrize(
    ("province", "first", "last"),
    [
        ("Tỉnh Bắc Thái", 1965, 1996),
        ("Tỉnh Hà Tây", 1991, 2008),
        ("Tỉnh Hà Bắc", 1963, 1996),
        ("Tỉnh Hà Tuyên", 1976, 1991),
        ("Tỉnh Hoàng Liên Sơn", 1976, 1991),
        ("Tỉnh Cao Lạng", 1976, 1978),
        ("Tỉnh Bình Trị Thiên", 1976, 1989),
        ("Tỉnh Sông Bé", 1976, 1996),
        ("Tỉnh Minh Hải", 1976, 1996),
        ("Tỉnh Thừa Thiên Huế", 1989, 2024),
        ("Tỉnh Đắk Nông", 2004, 2025),
    ],
)
def test_a_province_stands_in_its_years_only(province, first, last):
    assert province in provinces(first)
    assert province in provinces(last)
    assert province not in provinces(first - 1)
    assert province not in provinces(last + 1)


@pytest.mark.parametrize(
    ("year", "count"),
    [
        (1977, 38),  # 35 provinces and the cities Hà Nội, Hải Phòng, Hồ Chí Minh
        (1999, 61),
        (2005, 64),  # as 22/2003/QH11 left them
        (2009, 63),
        (2024, 63),
    ],
)
def test_a_year_has_as_many_provinces_as_there_were(year, count):
    assert len(provinces(year)) == count


@pytest.mark.parametrize("year", [2026, 2030])
def test_after_2025_there_are_34_provinces_and_no_districts(year):
    assert len({place.unit.name for place in places(year).of("province")}) == 34
    assert places(year).of("district") == ()
    assert len(places(year).of("commune")) == 3321


def test_in_2025_both_orders_are_valid():
    assert {"Tỉnh Bắc Giang", "Tỉnh Bắc Ninh"} <= provinces(2025)
    assert places(2025).of("district")
    assert "Tỉnh Bắc Giang" not in provinces(2026)


@pytest.mark.parametrize(
    ("year", "text", "level", "place"),
    [
        (1985, "huyện Đại Từ", None, "Huyện Đại Từ, Tỉnh Bắc Thái"),
        (1985, "H. Định Hoá", None, "Huyện Định Hóa, Tỉnh Bắc Thái"),
        (1985, "TX. Sông Công", None, "Thị xã Sông Công, Tỉnh Bắc Thái"),
        (2020, "TP Sông Công", None, "Thành phố Sông Công, Tỉnh Thái Nguyên"),
        (1985, "huyện Ngân Sơn", None, "Huyện Ngân Sơn, Tỉnh Cao Bằng"),
        (1970, "huyện Ngân Sơn", None, "Huyện Ngân Sơn, Tỉnh Bắc Thái"),
        (1999, "HUYỆN NGÂN SƠN", None, "Huyện Ngân Sơn, Tỉnh Bắc Kạn"),
        (1985, "xã Ba Trại", None, "Xã Ba Trại, Huyện Ba Vì, Thành phố Hà Nội"),
        (1999, "xã Ba Trại", None, "Xã Ba Trại, Huyện Ba Vì, Tỉnh Hà Tây"),
        (1999, "Q.3", None, "Quận 3, Thành phố Hồ Chí Minh"),
        (1999, "Q3", None, "Quận 3, Thành phố Hồ Chí Minh"),
        (1985, "Từ Liêm", "district", "Huyện Từ Liêm, Thành phố Hà Nội"),
        (1985, "HLS", None, "Tỉnh Hoàng Liên Sơn"),
        (1990, "Quảng Nam-Đà Nẵng", None, "Tỉnh Quảng Nam - Đà Nẵng"),
        (2010, "thị xã Phú Thọ", None, "Thị xã Phú Thọ, Tỉnh Phú Thọ"),
        (1995, "Daklak", None, "Tỉnh Đắk Lắk"),
    ],
)
def test_a_text_names_the_place_of_its_year(year, text, level, place):
    assert spelled(places(year).called(text, level)) == [place]


@pytest.mark.parametrize(
    ("year", "text", "level", "why"),
    [
        (1985, "Tỉnh Hà Tây", "province", "from 1976 to 1991 it was part of Hà Sơn Bình"),
        (2009, "Tỉnh Hà Tây", "province", "part of Hà Nội since 2008"),
        (1985, "Bắc Từ Liêm", "district", "divided from Từ Liêm in 2013"),
        (2026, "huyện Đại Từ", "district", "no districts any more"),
        (1985, "3", None, "a number is no name"),
        (1985, "xã", None, "a kind is no name"),
        (1985, "", None, "blank"),
        (1985, "Bắc Thai", None, "without its tone; asked without marks it is found"),
        (1985, "Đại Từ Thái Nguyên", None, "two names at once are taken apart before"),
        (1985, "phường Bắc Thái", "commune", "the province, not a ward"),
        (1985, "Paris", None, "abroad"),
    ],
)
def test_a_text_that_names_no_place_of_its_year(year, text, level, why):
    assert places(year).called(text, level) == (), why


def test_a_kind_chooses_among_places_of_one_name():
    kinds = {place.unit.kind for place in places(2010).called("Cao Lãnh", "district")}
    assert kinds == {"Huyện", "Thành phố"}
    assert [place.unit.kind for place in places(2010).called("TP. Cao Lãnh", "district")] == ["Thành phố"]


def test_a_kind_that_changed_later_does_not_hide_the_place():
    assert "Thành phố Từ Sơn, Tỉnh Bắc Ninh" in spelled(places(2000).called("huyện Từ Sơn"))


def test_a_ward_with_a_number_is_no_district_with_a_number():
    assert {place.unit.kind for place in places(1999).called("P.3")} == {"Phường"}


def test_without_marks_more_places_are_alike():
    assert "Huyện Đại Từ, Tỉnh Bắc Thái" in spelled(places(1985).alike("dai tu"))
    assert "Tỉnh Bắc Thái" in spelled(places(1985).alike("Bắc Thai"))


def test_a_district_and_a_province_know_what_lies_in_them():
    year = places(1985)
    (province,) = year.called("Bắc Thái", "province")
    districts = {place.unit.name for place in year.of("district", province.unit)}
    assert {"Đại Từ", "Định Hóa", "Chợ Đồn"} <= districts
    assert "Ngân Sơn" not in districts  # in Cao Bằng from 1978 to 1996
    (district,) = year.called("huyện Đại Từ")
    assert "Xã Hoàng Nông" in {place.unit.full for place in year.of("commune", district.unit)}


@pytest.mark.parametrize("year", [1966, 1977, 1985, 1993, 2005, 2015, 2024])
def test_every_place_finds_its_province(year):
    assert [place for place in places(year).every if place.unit.level != "province" and not place.provinces] == []


@pytest.mark.parametrize("year", [1977, 1985, 2015])
def test_between_the_reforms_a_place_lies_in_one_province(year):
    several = [place for place in places(year).every if len(place.provinces) > 1]
    assert len(several) <= 0.1 * len(places(year).every)


def test_at_all_times_together_a_name_is_found_whatever_the_year():
    found = places(None).called("Bắc Thái", "province")
    assert {(place.unit.first, place.unit.last) for place in found} == {(1965, 1978), (1978, 1996)}


def test_years_run_forward_and_historic_units_name_what_they_rest_on():
    assert [unit for unit in units() if unit.first and unit.last and unit.first > unit.last] == []
    assert [unit for unit in units() if not unit.source] == []
    assert [unit.full for unit in units() if unit.level == "province" and not unit.holds and unit.last == 1996] == []


def test_a_historic_province_that_names_no_decision_is_not_certain():
    certain = [unit for unit in units() if unit.level == "province" and unit.certain and "202" not in unit.source[-9:]]
    words = ("Nghị", "Quyết", "Sắc lệnh", "NQ-TVQH", "units-2025-07")
    assert [unit.full for unit in certain if not any(word in unit.source for word in words)] == []
