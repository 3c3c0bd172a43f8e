"""What is said of a book: nonsense is refused, what differs is told with both values, and only `correct_book` changes it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from sqlalchemy import insert

from pipeline.config import Config
from pipeline.entries import Book, Decision, Ink, NewPage, Reading, ReadPage, Verdict
from pipeline.errors import UsageError
from pipeline.geometry import Box
from pipeline.store import tables as t
from pipeline.store.connection import connect
from pipeline.store.database import Database

KNOWN = Book("Khai sinh 2016", "auto", "Tân Cương", "Thái Nguyên", "Thái Nguyên", 2016, "01")


def config(folder: Path) -> Config:
    return Config(folder, f"sqlite:///{(folder / 'sohoa.db').as_posix()}")


@pytest.fixture
def store(tmp_path: Path):
    store = Database.open(config(tmp_path))
    store.add_book(KNOWN)
    yield store
    store.close()


def read_book(store: Database, folder: Path) -> int:
    """Put a read page into the book; return the number of its entry."""
    picture = folder / "pictures" / "1.jpg"
    store.add_pages(KNOWN.name, [NewPage("1.jpg", "a" * 64, 0, picture, picture)])
    cell = Reading("12", 0.9, Ink.WRITTEN, Box(1, 1, 9, 9))
    store.store_read(store.pages(KNOWN.name)[0].id, ReadPage("birth-2016", ({"so": cell},), (), {}, 1.0, (99, 99)), {})
    return store.entries(KNOWN.name)[0].id


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"name": ""}, "Tên sổ đang trống"),
        ({"name": "   "}, "Tên sổ đang trống"),
        ({"year": -5}, "Năm -5"),
        ({"year": 98}, "bốn chữ số"),
        ({"year": 20166}, "bốn chữ số"),
    ],
)
def test_a_book_of_nonsense_is_refused_and_not_made(store: Database, said: dict[str, Any], words: str) -> None:
    book = Book(**{"name": "Sổ mới", "form": "auto", **said})
    for refused in (store.check_book, store.add_book):
        with pytest.raises(UsageError, match=words):
            refused(book)
    assert store.books() == [KNOWN]


@pytest.mark.parametrize(
    "said",
    [
        {},  # nothing new is said
        {"commune": "Tân Cương", "year": 2016},  # the same again
        {"commune": normalize("NFD", " Tân  Cương ")},  # the same, typed otherwise
        {"year": 0, "volume": ""},  # not said
    ],
)
def test_a_book_said_again_stays_as_it_is(store: Database, said: dict[str, Any]) -> None:
    assert store.add_book(Book(KNOWN.name, "auto", **said)) == KNOWN


@pytest.mark.parametrize(
    "said", [{"year": 2017}, {"commune": "Xã Khác"}, {"volume": "02"}, {"year": 2017, "commune": "Xã Khác"}]
)
def test_what_differs_is_told_with_both_values_and_how_to_change_it(store: Database, said: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as refusal:
        store.add_book(Book(KNOWN.name, "auto", **said))
    for name, value in said.items():
        assert f"«{getattr(KNOWN, name)}» (lần này nêu «{value}»)" in str(refusal.value)
        assert f'--{name} "{value}"' in str(refusal.value)
    assert "sohoa book" in str(refusal.value)
    assert store.book(KNOWN.name) == KNOWN


def test_particulars_are_corrected_on_purpose_and_decisions_stay(store: Database, tmp_path: Path) -> None:
    entry = read_book(store, tmp_path)
    store.decide(entry, Decision("so", Verdict.CONFIRMED, "12", "chị Hoa", datetime(2026, 11, 25, tzinfo=UTC), "a"))
    before = store.history(entry)
    book = store.correct_book(KNOWN.name, {"year": 2017, "commune": "Xã Khác", "volume": ""})
    assert book == Book(KNOWN.name, "auto", "Xã Khác", "Thái Nguyên", "Thái Nguyên", 2017)
    assert store.book(KNOWN.name) == book
    assert store.history(entry) == before


def test_a_correction_that_makes_no_sense_changes_nothing(store: Database) -> None:
    with pytest.raises(UsageError, match="Năm -5"):
        store.correct_book(KNOWN.name, {"commune": "Xã Khác", "year": -5})
    with pytest.raises(UsageError, match="Không có sổ"):
        store.correct_book("Sổ khác", {"year": 2017})
    assert store.books() == [KNOWN]


def test_an_old_answer_that_says_nothing_is_open_again(store: Database, tmp_path: Path) -> None:
    entry = read_book(store, tmp_path)
    row = {"entry_id": entry, "column": "so", "verdict": "corrected", "text": "", "who": "", "key": "a", "proposal": ""}
    engine = connect(config(tmp_path).store_url)
    with engine.begin() as connection:
        connection.execute(insert(t.decisions).values(when=datetime(2026, 11, 25, tzinfo=UTC), **row))
    engine.dispose()
    assert store.entry(entry).decided("so") is None
    assert len(store.history(entry)) == 1
