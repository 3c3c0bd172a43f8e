"""Which case comes first, which are wanted, and how long each will take."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import queues
from pipeline.entries import Decision, Entry, Ink, Page, PageState, Reading, Verdict
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.queues import Doubt, Wanted

BOX = Box(10, 20, 90, 20)
TABLE = loader.load("birth-table")
COLUMNS = [column.name for column in TABLE.columns]
RESIDENT = next(name for name in loader.names() if any(c.name.endswith("NoiCuTru") for c in loader.load(name).columns))


def read(text="Tày", confidence=0.99):
    return Reading(text, confidence, Ink.WRITTEN if text else Ink.BLANK, BOX)


def case(number, readings, form="birth-table", **decisions):
    page = Page(1, "Sổ A", 1, "1.jpg", Path("1.jpg"), "a" * 64, PageState.READ)
    return Entry(number, page, number, form, readings, decisions)


def word(column, verdict=Verdict.BLANK):
    return Decision(column, verdict, "", "Lò Thị Mai", datetime(2026, 1, 1, tzinfo=UTC), f"k{column}")


def whole(confidence, text="Tày"):
    return {name: read(text, confidence) for name in COLUMNS}


def order(*entries, **wanted):
    return [entry.id for entry in queues.line_up(entries, Wanted(**wanted))]


@pytest.mark.parametrize(
    ("text", "keys"),
    [("", 0), ("Nam", 3), ("Nguyễn", 8), ("Đ", 2), ("đường", 9), ("12.05.1989", 10), ("Tày", 4)],
)
def test_keys_are_counted_as_telex_takes_them(text, keys):
    assert queues.keys(text) == keys


def test_a_sure_case_takes_a_look_and_enter_a_cell():
    took = queues.seconds(case(1, whole(1.0)), {})
    assert took == pytest.approx(len(COLUMNS) * (1.35 + 0.28))


def test_a_cell_that_was_not_read_takes_as_many_keys_as_its_column_usually_has():
    assert queues.seconds(case(1, {}), {"so": 10.0}) == pytest.approx(len(COLUMNS) * (1.35 + 0.28) + 10 * 0.28)


def test_the_quick_case_comes_before_the_long_one():
    assert order(case(1, whole(0.2)), case(2, whole(0.9)), case(3, whole(0.5))) == [2, 3, 1]


def test_of_two_doubtful_cases_the_one_with_more_to_type_comes_later():
    assert order(case(1, whole(0.5, "Nguyễn Thị Hồng Hạnh")), case(2, whole(0.5, "Nam"))) == [2, 1]


def test_a_case_that_only_waits_for_a_word_from_outside_comes_last():
    aside = {name: word(name) for name in COLUMNS[1:]} | {"so": word("so", Verdict.VERIFY_LATER)}
    assert order(case(1, whole(0.9), **aside), case(2, whole(0.1))) == [2, 1]


def test_a_case_that_is_done_does_not_come():
    assert order(case(1, whole(0.9), **{name: word(name) for name in COLUMNS})) == []


def test_cases_that_take_as_long_keep_the_order_of_the_book():
    assert order(case(2, whole(0.9)), case(1, whole(0.9))) == [1, 2]


@pytest.mark.parametrize(
    ("readings", "doubt"),
    [
        (whole(0.99), Doubt.SURE),
        (whole(0.99) | {"so": read("12", 0.5)}, Doubt.DOUBTFUL),
        (whole(0.99) | {"so": read("", 0.99)}, Doubt.UNREAD),
        ({}, Doubt.UNREAD),
    ],
)
def test_a_case_is_as_doubtful_as_its_worst_open_cell(readings, doubt):
    assert queues.doubt_of(case(1, readings), TABLE) is doubt
    assert order(case(1, readings), doubt=doubt) == [1]
    assert order(case(1, readings), doubt=next(other for other in Doubt if other is not doubt)) == []


def test_a_cell_that_is_decided_is_in_doubt_no_more():
    assert queues.doubt_of(case(1, whole(0.99) | {"so": read("", 0)}, so=word("so")), TABLE) is Doubt.SURE


def test_cases_of_one_hamlet_are_found_however_it_is_written():
    column = next(c.name for c in loader.load(RESIDENT).columns if c.name.endswith("NoiCuTru"))
    mine = case(1, {column: read("xóm Chợ, xã Tân Cương")}, RESIDENT)
    other = case(2, {column: read("thôn Đình, xã Tân Cương")}, RESIDENT)
    none = case(3, {}, RESIDENT)
    assert order(mine, other, none, hamlet="XÓM CHO") == [1]
    assert queues.hamlets([other, mine, none]) == ["Thôn Đình", "Xóm Chợ"]


def test_cases_of_one_register_are_found():
    death = next(name for name in loader.names() if loader.load(name).register == "KT")
    assert order(case(1, {}, death), case(2, {}), register="KT") == [1]
