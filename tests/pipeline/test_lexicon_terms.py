"""Closed lists of terms: what a text means, and what it does not mean."""

from __future__ import annotations

import pytest

from pipeline.lexicons import terms


def told(found):
    return [term.name for term in found]


def test_there_are_54_peoples_with_codes_of_their_own():
    peoples = terms.terms("ethnic").every
    assert sorted(people.code for people in peoples) == [f"{number:02}" for number in range(1, 55)]
    assert all(people.imported for people in peoples)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("kinh", "Kinh"),
        ("MÈO", "H'Mông"),
        ("Hmông", "H'Mông"),
        ("Mông", "H'Mông"),
        ("RaGlay", "Ra Glai"),
        ("Ra-glai", "Ra Glai"),
        ("Khơ-me", "Khmer"),
        ("Cao Lan", "Sán Chay"),
        ("Sán Chí", "Sán Chay"),
        ("Gié Triêng", "Giẻ Triêng"),
        ("Thổ", "Thổ"),  # the Tày were called so too: a people's own name goes before
        ("Hoa", "Hoa"),
        ("Tày", "Tày"),
        ("Co", "Co"),
        ("Êđê", "Ê Đê"),
        ("Dao Đỏ", "Dao"),
    ],
)
def test_a_people_is_found_by_any_of_its_names(text, people):
    assert told(terms.ethnic(text)) == [people]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "a blank cell names no people"),
        ("Việt Nam", "a nationality"),
        ("Thai", "without its tone it is another text; a person decides"),
        ("Kinh Tày", "two peoples are none"),
        ("nt", "«the same as above» is read elsewhere"),
    ],
)
def test_a_text_that_names_no_people(text, why):
    assert terms.ethnic(text) == (), why


@pytest.mark.parametrize("shared", ["Xá Lá Vàng", "Chil", "Trại"])
def test_a_name_of_several_peoples_brings_all_of_them(shared):
    assert len(terms.ethnic(shared)) > 1


@pytest.mark.parametrize(
    ("text", "when", "name"),
    [
        ("VN", None, "Việt Nam"),
        ("Việt nam", None, "Việt Nam"),
        ("Cao Miên", 1970, "Campuchia"),
        ("Cam-pu-chia", 1999, "Campuchia"),
        ("Liên Xô", 1980, "Liên Xô"),
        ("Liên Xô", 2005, "Liên Xô"),  # written wrongly late is still what is written
        ("Mỹ", None, "Hoa Kỳ"),
        ("Trung Hoa Dân Quốc", None, "Đài Loan"),
        ("CHLB Đức", 1985, "Đức"),
    ],
)
def test_a_nationality_is_found_by_old_and_new_names(text, when, name):
    assert told(terms.nationality(text, when)) == [name]


@pytest.mark.parametrize(
    ("text", "why"), [("Kinh", "a people"), ("Hà Nội", "a place"), ("Viêt", "half a name"), ("Không", "an answer")]
)
def test_a_text_that_names_no_country(text, why):
    assert terms.nationality(text) == (), why


@pytest.mark.parametrize(
    ("text", "when", "name", "code"),
    [
        ("CMND", None, "Chứng minh nhân dân", "1"),
        ("Giấy CMND", 1990, "Chứng minh nhân dân", "1"),
        ("CCCD", 2018, "Thẻ căn cước công dân", "4"),
        ("Căn cước", 2018, "Thẻ căn cước công dân", "4"),
        ("Căn cước", 1970, "Thẻ căn cước (trước 1975)", "8"),
        ("hộ chiếu", None, "Hộ chiếu", "2"),
    ],
)
def test_a_paper_is_found_with_the_code_of_the_import(text, when, name, code):
    assert [(paper.name, paper.code) for paper in terms.document(text, when)] == [(name, code)]


@pytest.mark.parametrize(
    ("text", "why"), [("090123456", "a number is no kind of paper"), ("Chứng minh", "which one, it does not say")]
)
def test_a_text_that_names_no_paper(text, why):
    assert terms.document(text) == (), why


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KT. Chủ tịch", "Phó Chủ tịch"),
        ("PCT", "Phó Chủ tịch"),
        ("TM. UBND", "Ủy ban nhân dân"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
        ("CB tư pháp", "Cán bộ tư pháp - hộ tịch"),
        ("UBHC xã", "Ủy ban hành chính"),
    ],
)
def test_an_office_is_found_by_its_short_forms(text, name):
    assert told(terms.office(text)) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [("già", "Tuổi già"), ("K gan", "Ung thư gan"), ("TNGT", "Tai nạn giao thông"), ("Liệt sỹ", "Hy sinh")],
)
def test_a_cause_of_death_is_found_by_its_everyday_names(text, name):
    assert told(terms.cause(text)) == [name]


@pytest.mark.parametrize(
    ("text", "why"), [("gia", "without its tone it is «family»"), ("Bệnh lạ", "what is in no list stays as written")]
)
def test_a_text_that_names_no_known_cause(text, why):
    assert terms.cause(text) == (), why


@pytest.mark.parametrize(
    ("text", "pattern", "unit"),
    [
        ("Trạm y tế xã Ba Trại", "Trạm y tế {commune}", "xã Ba Trại"),
        ("TYT Ba Trại", "Trạm y tế {commune}", "Ba Trại"),
        ("Nhà hộ sinh", "Nhà hộ sinh {commune}", ""),
        ("Bệnh viện Bạch Mai", "Bệnh viện Bạch Mai", ""),
        ("BVĐK khu vực Sơn Tây", "Bệnh viện đa khoa khu vực {district}", "Sơn Tây"),
        ("BV Nhi đồng 1", "Bệnh viện Nhi đồng 1", ""),
        ("Tại nhà", "Tại nhà", ""),
    ],
)
def test_a_place_of_care_is_parted_into_its_pattern_and_its_unit(text, pattern, unit):
    assert [(term.name, rest) for term, rest in terms.facility(text)] == [(pattern, unit)]


def test_a_hospital_that_may_be_of_a_district_or_of_a_province_is_both():
    found = terms.facility("Bệnh viện đa khoa Hà Đông")
    assert {term.name for term, rest in found if rest == "Hà Đông"} == {
        "Bệnh viện {district}",
        "Bệnh viện đa khoa {province}",
    }


@pytest.mark.parametrize("text", ["xã Ba Trại", "Trạm", "Bệnh", ""])
def test_a_text_without_a_place_of_care_begins_no_pattern(text):
    assert terms.facility(text) == ()


def test_a_pattern_is_filled_with_the_units_that_are_known():
    station = terms.facility("Trạm xá")[0][0]
    filled = station.filled({"commune": "Ba Trại"})
    assert "Trạm y tế Ba Trại" in filled
    assert "Trạm xá" in filled
    assert not [text for text in station.filled({}) if "{" in text]
