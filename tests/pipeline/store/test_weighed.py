"""Weighed readings take the place of those they were weighed from; decisions and newer readings stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from pipeline import weighing
from pipeline.config import Config
from pipeline.entries import Book, Candidate, Decision, Ink, NewPage, Reading, ReadPage, Verdict
from pipeline.geometry import Box
from pipeline.store.database import Database

"""Tables of the first version."""

NAME = "Khai sinh 1989"
BOX = Box(0, 0, 90, 30)


def config(folder: Path) -> Config:
    return Config(folder, f"sqlite:///{(folder / 'sohoa.db').as_posix()}")


def page(*numbers: str) -> ReadPage:
    read = [Reading(number, 0.6, Ink.WRITTEN, BOX, (Candidate("5", 0.2),)) for number in numbers]
    return ReadPage("birth-2006", tuple({"so": one} for one in read), (), {}, 1.0, (1000, 1000))


@pytest.fixture
def store(tmp_path: Path):
    database = Database.open(config(tmp_path))
    database.add_book(Book(NAME, "auto"))
    picture = config(tmp_path).pictures / "1.jpg"
    database.add_pages(NAME, [NewPage("1.jpg", "1" * 64, 0, picture, picture)])
    yield database
    database.close()


def numbers(store: Database) -> list[str]:
    return [entry.readings["so"].text for entry in store.entries(NAME)]


def test_a_read_book_is_weighed_and_what_was_read_is_kept_beside(store):
    store.store_read(1, page("1", "2", "8", "4"), {})
    weighing.in_store(store, [NAME])
    third = store.entries(NAME)[2].readings["so"]
    assert (third.text, third.read[0]) == ("3", Candidate("8", 0.6))
    assert "theo thứ tự số trong sổ" in third.reasons


def test_a_book_that_was_read_and_not_yet_weighed_is_known_until_it_is(store):
    store.store_read(1, page("1", "2", "8", "4"), {})
    assert store.unweighed() == [NAME]
    weighing.in_store(store, [NAME])
    assert store.unweighed() == []


def test_a_book_in_which_nothing_was_read_waits_for_no_weighing(store):
    for page in store.pages():
        store.store_read(page.id, ReadPage("birth-2016", ({},), (), {}, 1.0, (10, 10)), {})
    assert store.unweighed() == []


def test_weighing_twice_is_once(store):
    store.store_read(1, page("1", "2", "8", "4"), {})
    weighing.in_store(store, [NAME])
    once = store.entries(NAME)
    weighing.in_store(store, [NAME])
    assert store.entries(NAME) == once
    assert weighing.of_entries(once) == {}


def test_decisions_stay_and_so_does_the_reading_they_were_made_on(store):
    store.store_read(1, page("1", "2", "8", "4"), {})
    third = store.entries(NAME)[2].id
    decision = Decision("so", Verdict.CONFIRMED, "8", "chị Hoa", datetime(2026, 11, 25, tzinfo=UTC), "k", "8")
    store.decide(third, decision)
    weighing.in_store(store, [NAME])
    entry = store.entry(third)
    assert (entry.decided("so"), entry.readings["so"].text) == ("8", "8")


def test_a_cell_read_anew_while_the_book_was_weighed_keeps_its_new_reading(store):
    store.store_read(1, page("1", "2", "8", "4"), {})
    changed = weighing.of_entries(store.entries(NAME))
    store.store_read(1, page("1", "2", "9", "4"), {})
    store.store_weighed(changed)
    assert numbers(store)[2] == "9"


def test_a_book_whose_form_is_gone_stays_as_it_was_read(store):
    store.store_read(1, replace(page("1", "8", "3"), form="birth-1901"), {})
    weighing.in_store(store, [NAME])
    assert numbers(store) == ["1", "8", "3"]


def test_an_older_store_gets_the_column_and_keeps_its_readings(store, tmp_path):
    store.store_read(1, page("1", "2"), {})
    before = store.entries(NAME)
    engine = create_engine(config(tmp_path).store_url)
    with engine.begin() as connection:  # as the first version left it
        first = ("books", "scans", "pages", "entries", "readings", "decisions", "alembic_version", "sqlite_sequence")
        later = [name for name in inspect(connection).get_table_names() if name not in first]
        for name in later:
            connection.execute(text(f"DROP TABLE {name}"))
        connection.execute(text("ALTER TABLE readings DROP COLUMN read"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    engine.dispose()
    again = Database.open(config(tmp_path))
    assert again.entries(NAME) == before
    again.close()
