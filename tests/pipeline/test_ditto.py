"""A ditto mark in a table stands for the row above; what is written stays beside the proposal."""

from dataclasses import replace

import pytest

from pipeline.ditto import is_mark, resolved
from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.weigh._book import Spot
from pipeline.weighing import weighed

BOX = Box(0, 0, 90, 30)


def cell(text: str, confidence: float = 0.9, ink: Ink = Ink.WRITTEN) -> Reading:
    return Reading(text, confidence, ink, BOX)


def page(*rows: dict[str, Reading], form: str = "birth-table") -> ReadPage:
    return ReadPage(form, rows, (), {}, 0.0, (100, 100))


def places(*pages: ReadPage, known: dict[Spot, str] | None = None) -> list[tuple[str, float]]:
    """Return what is proposed for the place of birth, row by row."""
    rows = [row["nksNoiSinh"] for page in resolved(pages, known or {}) for row in page.entries]
    return [(one.text, one.confidence) for one in rows]


@pytest.mark.parametrize(
    "text",
    ['"', "''", "”", "//", "-//-", "nt", "-nt-", "NT", "n.t", "n.t.", '-"-', '- " -', "như trên", "Như trên", "-t-"],
)
def test_a_mark_is_known(text):
    assert is_mark(text)


@pytest.mark.parametrize("text", ["", "-", "/", "Nt An", "xã nt", "như trên đồi", "01/02/1980", "t", "Nam", "11"])
def test_other_texts_are_no_marks(text):
    assert not is_mark(text)


@pytest.mark.parametrize(
    ("above", "mark", "sure"),
    [(0.7, 0.9, 0.7), (0.99, 0.6, 0.6)],
    ids=["the row above is unsure", "the mark is unsure"],
)
def test_the_row_above_is_proposed_and_never_surer_than_it_or_the_mark(above, mark, sure):
    rows = page(
        {"nksNoiSinh": cell("xã Minh Tiến", above)}, {"nksNoiSinh": cell("-nt-", mark)}, {"nksNoiSinh": cell('"', 1.0)}
    )
    assert places(rows) == [("xã Minh Tiến", above), ("xã Minh Tiến", sure), ("xã Minh Tiến", sure)]


def test_what_is_written_and_why_stay_beside_the_proposal():
    rows = page({"nksNoiSinh": cell("xã Minh Tiến")}, {"nksNoiSinh": cell("-nt-")})
    read = resolved([rows], {})[0].entries[1]["nksNoiSinh"]
    assert read.reasons == ("như dòng trên (trong sổ ghi «-nt-»)",)
    assert read.read == (Candidate("-nt-", 0.9),)
    assert read.alternatives[0].text == "-nt-"
    again = resolved([page({"nksNoiSinh": cell("xã Minh Tiến")}, {"nksNoiSinh": read})], {})[0].entries[1]["nksNoiSinh"]
    assert again == read  # a book is weighed again when more pages come


def test_the_first_row_of_a_page_points_to_the_last_of_the_page_before():
    assert places(page({"nksNoiSinh": cell("xã A")}), page({"nksNoiSinh": cell("nt")}))[1] == ("xã A", 0.9)


def test_what_a_person_decided_counts_as_the_row_above():
    rows = page({"nksNoiSinh": cell("xã Sai", 0.3)}, {"nksNoiSinh": cell("nt", 0.8)})
    assert places(rows, known={Spot(0, 0, "nksNoiSinh"): "xã Đúng"})[1] == ("xã Đúng", 0.8)


def test_a_book_that_is_weighed_has_its_marks_resolved():
    rows = page({"nksNoiSinh": cell("xã Minh Tiến")}, {"nksNoiSinh": cell("-nt-")})
    assert weighed([rows])[0].entries[1]["nksNoiSinh"].text == "xã Minh Tiến"


@pytest.mark.parametrize(
    ("pages", "row", "why"),
    [
        ([page({"nksNoiSinh": cell("nt")})], 0, "nothing stands above"),
        ([page({"nksNoiSinh": cell("", 0.0, Ink.BLANK)}, {"nksNoiSinh": cell("nt")})], 1, "the cell above is blank"),
        ([page({"nksNoiSinh": cell("", 0.0, Ink.TORN)}, {"nksNoiSinh": cell("nt")})], 1, "the cell above is torn"),
        ([page({"nksNoiSinh": cell("xã A")}, form="birth-2016"), page({"nksNoiSinh": cell("nt")})], 1, "another form"),
    ],
)
def test_a_mark_without_a_text_above_stays_as_it_is_written(pages, row, why):
    assert places(*pages)[row] == ("nt", 0.9), why


def test_an_entry_of_a_form_with_one_case_a_page_points_nowhere():
    first, second = (page({"nksNoiSinh": cell(text)}, form="birth-2016") for text in ("xã A", "nt"))
    assert places(first, second)[1] == ("nt", 0.9)


def test_a_decided_cell_and_a_number_are_left_alone():
    rows = page({"nksNoiSinh": cell("xã A"), "so": cell("1")}, {"nksNoiSinh": cell("nt"), "so": cell("//")})
    after = resolved([rows], {Spot(0, 1, "nksNoiSinh"): "nt"})[0].entries[1]
    assert (after["nksNoiSinh"].text, after["so"].text) == ("nt", "//")


def test_entries_in_great_number_are_rows_of_a_table_also_in_an_own_template():
    form = loader.load("birth-2006")
    assert [replace(form, entries=count).table for count in (0, 1, 3, 5, 14)] == [True, False, False, True, True]
    assert loader.load("birth-table").table


def test_a_mark_in_an_own_template_of_a_table_stands_for_the_row_above(monkeypatch):
    own = replace(loader.load("birth-2006"), entries=14)
    monkeypatch.setattr("pipeline.ditto.loader.load", lambda _: own)
    rows = page({"nksNoiSinh": cell("xã Minh Tiến")}, {"nksNoiSinh": cell("-nt-")}, form="birth-2006")
    assert places(rows) == [("xã Minh Tiến", 0.9), ("xã Minh Tiến", 0.9)]
