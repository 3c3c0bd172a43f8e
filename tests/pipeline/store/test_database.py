"""The store on a real SQLite: what a person decided stays, what a machine read may be replaced."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

from pipeline.config import Config
from pipeline.entries import Book, Candidate, Decision, Ink, NewPage, PageState, Reading, ReadPage, Verdict
from pipeline.errors import StoreError, UsageError
from pipeline.geometry import Box
from pipeline.store import standing_tables
from pipeline.store.database import Database
from pipeline.store.shift_tables import leases
from pipeline.store.tables import metadata

BOOK = Book("Khai sinh 1989", "birth-2006", "Tân Cương", "", "Thái Nguyên", 1989, "01")
VERSIONS = {"sohoa": "0.1.0", "hand": "blank"}


def config(folder: Path) -> Config:
    return Config(folder, f"sqlite:///{(folder / 'sohoa.db').as_posix()}")


@pytest.fixture
def store(tmp_path: Path):
    database = Database.open(config(tmp_path))
    yield database
    database.close()


def new_page(store_folder: Path, number: int) -> NewPage:
    pictures = config(store_folder).pictures
    sha256 = f"{number:064x}"
    return NewPage(f"{number:03d}.jpg", sha256, 0, pictures / f"{sha256}.jpg", pictures / f"{sha256}.jpg")


def reading(text: str) -> Reading:
    box = Box(10, 20, 300, 60)
    return Reading(text, 0.83, Ink.WRITTEN, box, (Candidate("Nông Tại", 0.04),), ("nối tiếp số 44",), text.lower())


def read(*texts: str) -> ReadPage:
    entries = tuple({"so": reading(text), "nksHoTen": reading(f"Nông {text}")} for text in texts)
    return ReadPage("birth-2006", entries, ("level", "deskew 0.5"), {"form_likeness": 0.9}, 1.25, (1654, 2339))


def decision(key: str, text: str = "Nông Tài", verdict: Verdict = Verdict.CONFIRMED) -> Decision:
    return Decision("nksHoTen", verdict, text, "chị Hoa", datetime(2026, 11, 24, 8, tzinfo=UTC), key, "Nông Tại")


@pytest.fixture
def page_id(store: Database, tmp_path: Path) -> int:
    store.add_book(BOOK)
    store.add_pages(BOOK.name, [new_page(tmp_path, 1)])
    return store.pages(BOOK.name)[0].id


def test_what_goes_in_comes_out_the_same(store: Database, page_id: int, tmp_path: Path):
    store.store_read(page_id, read("1", "2"), VERSIONS)
    store.decide(store.entries(BOOK.name)[1].id, decision("a"))
    store.close()
    first, second = Database.open(config(tmp_path)).entries(BOOK.name)
    assert first.readings["nksHoTen"] == reading("Nông 1")
    assert second.decisions == {"nksHoTen": decision("a")}
    assert (first.order, second.order, second.page.picture) == (1, 2, new_page(tmp_path, 1).picture)
    assert second.page.state is PageState.READ


def test_pages_taken_in_twice_are_in_the_book_once(store: Database, page_id: int, tmp_path: Path):
    assert store.add_pages(BOOK.name, [new_page(tmp_path, 1), new_page(tmp_path, 2)]) == 1
    assert [page.number for page in store.pages(BOOK.name)] == [1, 2]


def test_the_same_picture_may_lie_in_two_books(store: Database, page_id: int, tmp_path: Path):
    store.add_book(Book("Khai sinh 1990", "auto"))
    assert store.add_pages("Khai sinh 1990", [new_page(tmp_path, 1)]) == 1


def test_what_is_said_later_of_a_book_fills_in_and_does_not_wipe_out(store: Database):
    store.add_book(Book("Sổ A", "auto", commune="Tân Cương"))
    assert store.add_book(Book("Sổ A", "birth-2016", year=1990)) == Book(
        "Sổ A", "birth-2016", "Tân Cương", "", "", 1990
    )
    assert store.add_book(Book("Sổ A", "auto")).form == "birth-2016"


def test_a_book_that_was_read_keeps_its_form(store: Database, page_id: int):
    store.store_read(page_id, read("1"), VERSIONS)
    with pytest.raises(UsageError, match="đã được đọc"):
        store.add_book(Book(BOOK.name, "birth-table"))


class TestReadingAgain:
    """A second reading replaces the machine's opinion and nothing a person said."""

    def test_entries_keep_their_numbers_and_decisions(self, store: Database, page_id: int):
        store.store_read(page_id, read("1", "2"), VERSIONS)
        before = store.entries(BOOK.name)
        store.decide(before[0].id, decision("a"))
        store.store_read(page_id, read("7", "8"), VERSIONS)
        after = store.entries(BOOK.name)
        assert [entry.id for entry in after] == [entry.id for entry in before]
        assert (after[0].decided("nksHoTen"), after[0].best("so")) == ("Nông Tài", "7")

    def test_an_entry_no_longer_found_goes_when_nobody_decided_on_it(self, store: Database, page_id: int):
        store.store_read(page_id, read("1", "2", "3"), VERSIONS)
        store.store_read(page_id, read("1"), VERSIONS)
        assert [entry.order for entry in store.entries(BOOK.name)] == [1]

    def test_an_entry_with_a_decision_stays_though_it_is_no_longer_found(self, store: Database, page_id: int):
        store.store_read(page_id, read("1", "2"), VERSIONS)
        store.decide(store.entries(BOOK.name)[1].id, decision("a"))
        store.store_read(page_id, read("1"), VERSIONS)
        assert [entry.decided("nksHoTen") for entry in store.entries(BOOK.name)] == [None, "Nông Tài"]

    def test_a_failure_keeps_what_was_read_before(self, store: Database, page_id: int):
        store.store_read(page_id, read("1"), VERSIONS)
        store.fail(page_id, "mờ")
        assert len(store.entries(BOOK.name)) == 1
        assert [(page.state, page.reason) for page in store.pages(BOOK.name)] == [(PageState.FAILED, "mờ")]


class TestDecisions:
    """Decisions are only ever added, each once."""

    @pytest.fixture
    def entry_id(self, store: Database, page_id: int) -> int:
        store.store_read(page_id, read("1"), VERSIONS)
        return store.entries(BOOK.name)[0].id

    def test_the_same_key_counts_once(self, store: Database, entry_id: int):
        assert store.decide(entry_id, decision("a")) is True
        assert store.decide(entry_id, decision("a")) is False
        assert len(store.history(entry_id)) == 1

    def test_a_key_used_for_something_else_is_refused(self, store: Database, entry_id: int):
        store.decide(entry_id, decision("a"))
        with pytest.raises(StoreError, match="đã dùng"):
            store.decide(entry_id, decision("a", "Nông Tái"))

    def test_the_newest_one_counts_and_the_older_one_stays_on_record(self, store: Database, entry_id: int):
        store.decide(entry_id, decision("a", "", Verdict.VERIFY_LATER))
        store.decide(entry_id, decision("b", "Nông Tái", Verdict.CORRECTED))
        assert store.entry(entry_id).decided("nksHoTen") == "Nông Tái"
        assert [one.key for one in store.history(entry_id)] == ["a", "b"]

    @pytest.mark.parametrize(
        "order",
        [
            "UPDATE decisions SET text = 'x'",
            "DELETE FROM decisions",
            "INSERT OR REPLACE INTO decisions SELECT * FROM decisions",
        ],
    )
    def test_not_even_another_program_changes_one(self, store: Database, entry_id: int, tmp_path: Path, order: str):
        store.decide(entry_id, decision("a"))
        with sqlite3.connect(tmp_path / "sohoa.db") as other:
            other.execute("PRAGMA recursive_triggers = ON")
            with pytest.raises(sqlite3.DatabaseError, match="only ever added"):
                other.execute(order)
        other.close()

    def test_many_at_once_are_all_kept(self, store: Database, entry_id: int):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda i: store.decide(entry_id, decision(f"key {i % 40}", "Nông Tài")), range(80)))
        assert len(store.history(entry_id)) == 40

    def test_an_entry_that_does_not_exist_takes_none(self, store: Database, entry_id: int):
        with pytest.raises(UsageError):
            store.decide(entry_id + 99, decision("a"))


def test_progress_counts_what_is_decided_and_what_is_set_aside(store: Database, page_id: int):
    store.store_read(page_id, read("1", "2"), VERSIONS)
    first, second = store.entries(BOOK.name)
    store.decide(first.id, decision("a"))
    store.decide(second.id, decision("b", "", Verdict.ASK_SUPERIOR))
    progress = store.progress(BOOK.name)
    assert (progress.entries, progress.cells, progress.decided, progress.set_aside) == (2, 4, 1, 1)
    assert progress.pages == {PageState.READ: 1}


def test_a_name_typed_wrong_is_answered_with_the_nearest_one(store: Database):
    store.add_book(BOOK)
    with pytest.raises(UsageError, match="Có phải «Khai sinh 1989»"):
        store.book("Khai sinh 1998")


def test_a_page_picture_outside_the_folder_is_refused_whole(store: Database, tmp_path: Path):
    store.add_book(BOOK)
    stray = replace(new_page(tmp_path, 2), picture=Path("/elsewhere/002.jpg"))
    with pytest.raises(StoreError):
        store.add_pages(BOOK.name, [new_page(tmp_path, 1), stray])
    assert store.pages(BOOK.name) == []


class TestDamage:
    """A store that cannot be used says so in Vietnamese and is left as it is."""

    def test_a_file_that_is_no_store(self, tmp_path: Path):
        (tmp_path / "sohoa.db").write_bytes(b"khong phai kho" * 100)
        with pytest.raises(StoreError, match="không phải là kho"):
            Database.open(config(tmp_path))

    def test_a_store_of_a_newer_program(self, tmp_path: Path):
        Database.open(config(tmp_path)).close()
        with sqlite3.connect(tmp_path / "sohoa.db") as other:
            other.execute("UPDATE alembic_version SET version_num = '9999'")
        other.close()
        with pytest.raises(StoreError, match="mới hơn"):
            Database.open(config(tmp_path))

    def test_a_full_disk_loses_nothing_that_was_kept(self, store: Database, page_id: int, tmp_path: Path):
        store.store_read(page_id, read("1"), VERSIONS)
        entry_id = store.entries(BOOK.name)[0].id
        store.decide(entry_id, decision("a"))
        with store._engine.connect() as connection:  # a disk cannot be filled in a test, a database can
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="đã đầy"):
            store.store_read(page_id, read(*(str(i) * 500 for i in range(200))), VERSIONS)
        assert [entry.best("so") for entry in store.entries(BOOK.name)] == ["1"]
        assert len(store.history(entry_id)) == 1


def test_the_migrations_make_exactly_the_tables_the_program_knows(tmp_path: Path):
    assert leases.metadata is metadata  # tables of other modules are among them once these are imported
    Database.open(config(tmp_path)).close()
    engine = create_engine(config(tmp_path).store_url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), standing_tables.import_rows.metadata) == []
    engine.dispose()
