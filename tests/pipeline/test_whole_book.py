"""A book in order, with findings in their place, and two entries beside each other."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import whole_book
from pipeline.entries import Decision, Entry, Finding, Ink, Page, PageState, Reading, Severity, Verdict
from pipeline.forms import Form, loader
from pipeline.geometry import Box
from pipeline.whole_book import State

PAGE = Page(1, "Khai sinh 1989", 1, "1.jpg", Path("1.jpg"), "a" * 64, PageState.READ)
COLUMNS = [column.name for column in loader.load("birth-table").columns]


def entry(number: int, form: str = "birth-table", verdicts: dict[str, Verdict] | None = None, **texts: str) -> Entry:
    readings = {name: Reading(text, 0.9, Ink.WRITTEN, Box(10, 10 * number, 40, 8)) for name, text in texts.items()}
    moment = datetime(2026, 11, 26, tzinfo=UTC)
    decisions = {
        column: Decision(
            column, verdict, "1" if verdict is Verdict.CONFIRMED else "", "Mai", moment, f"{number} {column}"
        )
        for column, verdict in (verdicts or {}).items()
    }
    return Entry(number, PAGE, number, form, readings, decisions)


def form_of(one: Entry) -> Form:
    return loader.load(one.form)


def found(*entry_ids: int, message: str = "…") -> Finding:
    return Finding("numbers", Severity.WARNING, message, entry_ids)


@pytest.mark.parametrize(
    ("ids", "stands_at"),
    [
        ((2,), 2),
        ((1, 2), 2),  # a gap stands between its neighbours
        ((3, 1), 3),  # a double at its second occurrence, in whatever order the rule names them
        ((1, 99), 1),  # an entry that is no longer there
    ],
)
def test_a_finding_stands_at_the_last_of_its_entries(ids, stands_at):
    lines, head = whole_book.lines([entry(1), entry(2), entry(3)], [found(*ids)], form_of)
    assert ([line.entry.id for line in lines if line.findings], head) == ([stands_at], [])


@pytest.mark.parametrize("ids", [(), (99,)])
def test_a_finding_about_no_entry_of_the_book_stands_at_its_head(ids):
    lines, head = whole_book.lines([entry(1)], [found(*ids)], form_of)
    assert ([line.findings for line in lines], head) == ([()], [found(*ids)])


def test_no_finding_is_lost_and_each_stands_once():
    all_found = [found(1), found(1, 2), found(2, message="another"), found()]
    lines, head = whole_book.lines([entry(1), entry(2)], all_found, form_of)
    assert sorted([*head, *(f for line in lines for f in line.findings)], key=str) == sorted(all_found, key=str)


@pytest.mark.parametrize(
    ("verdicts", "state", "left"),
    [
        ({}, State.OPEN, 9),
        (dict.fromkeys(COLUMNS[1:], Verdict.CONFIRMED), State.OPEN, 1),
        (dict.fromkeys(COLUMNS, Verdict.BLANK), State.DONE, 0),
        (dict.fromkeys(COLUMNS, Verdict.CONFIRMED) | {"so": Verdict.VERIFY_LATER}, State.SET_ASIDE, 0),
        ({"so": Verdict.VERIFY_LATER}, State.OPEN, 8),
    ],
)
def test_a_line_says_how_far_its_entry_is(verdicts, state, left):
    [line], _ = whole_book.lines([entry(1, verdicts=verdicts)], [], form_of)
    assert (line.state, line.open_cells) == (state, left)


def test_a_line_names_number_day_and_person():
    [line], _ = whole_book.lines(
        [entry(1, so="12", ngayDangKy="12.05.1989", nksHoTen="Nông Tài", chaHoTen="Nông Lý")], [], form_of
    )
    assert (line.number, line.day, line.names) == ("12", "12.05.1989", ("Nông Tài",))


def test_a_marriage_is_named_by_both():
    married = entry(1, "marriage-2016", chongHoTen="Nông Tài", voHoTen="Lò Hoa")
    [line], _ = whole_book.lines([married], [], form_of)
    assert set(line.names) == {"Nông Tài", "Lò Hoa"}


def test_two_entries_are_compared_cell_by_cell_in_printed_order():
    pairs = whole_book.side_by_side(entry(1, so="12", nksHoTen="Tài"), entry(2, so="12", nksHoTen="Tại"), form_of)
    said = {pair.title: pair.same for pair in pairs}
    titles = {column.name: column.title for column in loader.load("birth-table").columns}
    assert list(said) == [titles[name] for name in COLUMNS]
    assert (said[titles["so"]], said[titles["nksHoTen"]]) == (True, False)


def test_entries_of_two_forms_show_the_columns_of_both():
    pairs = whole_book.side_by_side(entry(1, so="1"), entry(2, "birth-2016", so="1"), form_of)
    both = {c.name for name in ("birth-table", "birth-2016") for c in loader.load(name).columns}
    assert len(pairs) == len(both)


def test_the_crop_of_an_entry_holds_all_its_cells():
    boxes = {
        "so": Reading("1", 1, Ink.WRITTEN, Box(100, 200, 50, 30)),
        "nksHoTen": Reading("x", 1, Ink.WRITTEN, Box(400, 190, 90, 60)),
    }
    address = whole_book.crop(Entry(1, PAGE, 1, "birth-table", boxes))
    assert address == "1-88-178-414-84-aaaaaaaaaaaa.webp"  # 12 px around x 100..490, y 190..250


def test_an_entry_without_cells_shows_its_page():
    assert whole_book.crop(Entry(1, PAGE, 1, "birth-table")) == "1-page-aaaaaaaaaaaa.webp"
