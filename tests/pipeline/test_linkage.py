"""Which row of a list is about which case of a book, whatever was written wrong, and never one row for two cases."""

from __future__ import annotations

import pytest

from pipeline.linkage import Linkage
from pipeline.linking_keys import Column

NAME, BORN, SEX, MOTHER = (
    Column("nksHoTen", "person_name"),
    Column("nksNgaySinh", "partial_date"),
    Column("nksGioiTinh", "sex"),
    Column("meHoTen", "person_name"),
)
COLUMNS = (NAME, BORN, SEX, MOTHER)
TAI = ("Nông Văn Tài", "12.05.1989", "Nam", "Hoàng Thị Sen")
HOA = ("Lường Thị Hoa", "1990", "Nữ", "Cà Thị Ún")
OTHERS = [
    (f"{surname} {middle} {given}", f"{day:02}.{1 + day % 12:02}.{1980 + day}", "Nam", f"{given} Thị {middle}")
    for surname in ("Trần", "Lê", "Vừ", "Giàng")
    for middle in ("Đức", "Hữu")
    for day, given in enumerate(("An", "Bình", "Cường", "Dũng", "Giang", "Hải", "Khánh", "Long"), 1)
]
"""A book of other people, so that agreeing on a name says something."""


def linked(ours, theirs, columns=COLUMNS):
    return {(link.ours, link.theirs): link.sure for link in Linkage(columns, [*ours, *OTHERS], theirs).links()}


@pytest.mark.parametrize(
    "row",
    [
        TAI,
        ("NÔNG VĂN TÀI", "12/5/1989", "1", ""),
        ("Nong Van Tai", "12.05.1989", "Nam", "Hoang Thi Sen"),
        ("Nông Văn Tại", "12.05.1989", "Nam", "Hoàng Thị Sen"),
        ("Nông Tài", "12.05.1989", "Nam", "Hoàng Thị Sen"),
        ("Nông Văn Tàn", "12.05.1989", "Nam", ""),
        ("Nồng Văn Tài", "1989", "Nam", "Hoàng Thị Sen"),
        ("Nông Văn Tài", "21.05.1989", "Nam", "Hoàng Thị Sen"),
        ("Nông Văn Tài", "12.05.1988", "Nam", "Hoàng Thị Sen"),
        ("Nông Văn Tài", "", "Nam", "Hoàng Thị Sen"),
        ("Nông Văn Tìa", "12.05.1986", "Nam", "Hoàng Thị Sen"),
    ],
)
def test_a_case_is_found_again_though_something_is_written_wrong(row):
    assert (0, 0) in linked([TAI, HOA], [row])


@pytest.mark.parametrize(
    "row",
    [
        ("Nông Thị Thúy", "12.05.1989", "Nữ", "Hoàng Thị Sen"),  # the twin
        ("Nông Văn Bảo", "30.11.1992", "Nam", "Hoàng Thị Sen"),  # a brother
        ("Nông Văn Tài", "01.02.1961", "Nam", "Ma Thị Dợ"),  # another of the same name
        ("Sùng A Páo", "12.05.1989", "Nam", "Giàng Thị Súa"),  # born on the same day
        ("", "12.05.1989", "Nam", ""),  # nobody
    ],
)
def test_brothers_and_namesakes_are_other_people(row):
    assert linked([TAI, HOA], [row]) == {}


def test_twins_are_told_apart():
    twin = ("Nông Thị Thúy", "12.05.1989", "Nữ", "Hoàng Thị Sen")
    assert linked([TAI, twin], [twin, TAI]) == {(0, 1): True, (1, 0): True}


def test_one_row_serves_one_case_and_the_doubt_is_told():
    assert list(linked([TAI, TAI], [TAI]).values()) == [False]


def test_the_number_of_an_earlier_table_finds_the_case_whose_name_is_unreadable():
    columns = (Column("so", "number"), Column("ngayDangKy", "partial_date"), *COLUMNS)
    ours = [
        (str(number), "20.05.1989", *TAI) if number == 3 else (str(number), "20.05.1989", "", "", "", "")
        for number in (1, 3, 7)
    ]
    here = Linkage(columns, ours, [("007/1989", "20.05.1989", *HOA)]).links()
    assert [(link.ours, link.theirs) for link in here] == [(2, 0)]


def test_a_marriage_is_found_by_both_of_its_people():
    columns = (
        Column("chongHoTen", "person_name"),
        Column("voHoTen", "person_name"),
        Column("ngayDangKy", "partial_date"),
    )
    pairs = [("Nông Văn Tài", "Lường Thị Hoa", "12.05.2010"), ("Nông Văn Tài", "Cà Thị Ún", "01.02.2015")]
    others = [(row[0], row[3], row[1]) for row in OTHERS]
    here = Linkage(columns, [*pairs, *others], [("NÔNG VĂN TÀI", "CÀ THỊ UN", "1.2.2015")]).links()
    assert [(link.ours, link.theirs) for link in here] == [(1, 0)]


@pytest.mark.parametrize(("ours", "theirs"), [([], [TAI]), ([TAI], []), ([], [])])
def test_of_nothing_nothing_is_made(ours, theirs):
    assert Linkage(COLUMNS, ours, theirs).links() == []
