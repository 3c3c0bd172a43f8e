"""What may be completed: people's words of the book, and what is usual; never a machine's reading."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.completions import MOST, PARTS, known
from pipeline.entries import Book, Decision, Entry, Ink, Page, PageState, Reading, Verdict
from pipeline.forms import loader
from pipeline.geometry import Box

PAGE = Page(1, "sổ", 1, "1.jpg", Path("1.jpg"), "a" * 64, PageState.READ)
BOOK = Book("sổ", "birth-table", "Ba Trại", "Ba Vì", "Hà Tây", 1998)
FORM = loader.load("birth-table")


def case(number: int, verdict: Verdict, text: str, column: str = "nksNoiSinh") -> Entry:
    said = Decision(column, verdict, text, "Mai", datetime(2026, 1, 1, tzinfo=UTC), f"k{number}")
    return Entry(number, PAGE, number, FORM.name, {}, {column: said})


def test_the_texts_of_a_column_come_with_the_most_frequent_first() -> None:
    texts = ["Bản Pho", "Bản Mới", "Bản Mới"]
    found = known(BOOK, [case(i, Verdict.CONFIRMED, text) for i, text in enumerate(texts)], lambda _: FORM)
    assert found.columns == {"nksNoiSinh": ["Bản Mới", "Bản Pho"]}


def test_lists_are_cut_where_they_are_of_no_more_help() -> None:
    found = known(BOOK, [case(i, Verdict.CORRECTED, f"Bản {i}") for i in range(MOST + 5)], lambda _: FORM)
    assert len(found.columns["nksNoiSinh"]) == MOST
    assert 0 < len(found.parts["person_name"]) <= PARTS


def test_what_is_usual_in_a_kind_is_there_before_anybody_answered() -> None:
    found = known(BOOK, [], lambda _: FORM)
    assert found.columns == {}
    assert list(found.kinds["sex"]) == ["Nam", "Nữ"]
    assert "Tày" in found.kinds["ethnicity"]
    assert "Nguyễn" in found.parts["person_name"]


def test_places_are_those_of_the_province_in_that_year_the_own_district_first() -> None:
    places = list(known(BOOK, [], lambda _: FORM).kinds["place"])
    assert "xã Ba Trại, huyện Ba Vì" in places[:40]
    assert not any("Hoàn Kiếm" in place for place in places)


def test_a_book_whose_province_nobody_said_offers_no_places() -> None:
    assert known(Book("sổ", "birth-table"), [], lambda _: FORM).kinds["place"] == []


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (
            Entry(1, PAGE, 1, FORM.name, {"nksNoiSinh": Reading("Bản Pho", 0.99, Ink.WRITTEN, Box(0, 0, 9, 9))}),
            "only read",
        ),
        (case(1, Verdict.BLANK, ""), "nothing stands there"),
        (case(1, Verdict.ILLEGIBLE, ""), "nobody could read it"),
        (case(1, Verdict.VERIFY_LATER, ""), "it waits for a word"),
    ],
)
def test_nothing_is_offered_that_no_person_stands_for(entry: Entry, why: str) -> None:
    assert known(BOOK, [entry], lambda _: FORM).columns == {}, why
