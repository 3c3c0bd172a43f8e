"""A page that is read again, and what must stay as it is when the reading is another one."""

from __future__ import annotations

from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from unicodedata import normalize

import pytest

from pipeline.config import Config
from pipeline.entries import Book, Decision, Ink, NewPage, Reading, ReadPage, Verdict
from pipeline.errors import StoreError, UsageError
from pipeline.geometry import Box
from pipeline.store.database import Database

NAME = "Khai sinh 1989"


def config(folder: Path) -> Config:
    return Config(folder, f"sqlite:///{(folder / 'sohoa.db').as_posix()}")


@pytest.fixture
def store(tmp_path: Path):
    database = Database.open(config(tmp_path))
    database.add_book(Book(NAME, "auto"))
    database.add_pages(NAME, [page_of(tmp_path, 1)])
    yield database
    database.close()


def page_of(folder: Path, number: int) -> NewPage:
    picture = config(folder).pictures / f"{number}.jpg"
    return NewPage(f"{number}.jpg", f"{number:064x}", 0, picture, picture)


def read(*entries: tuple[str, ...], form: str = "birth-2006") -> ReadPage:
    """Return a page with the named columns in each entry."""
    found = tuple({column: Reading(column, 0.8, Ink.WRITTEN, Box(1, 2, 3, 4)) for column in entry} for entry in entries)
    return ReadPage(form, found, (), {}, 1.0, (100, 200))


def decision(column: str, key: str) -> Decision:
    return Decision(column, Verdict.CONFIRMED, "chữ", "chị Hoa", datetime(2026, 11, 24, tzinfo=UTC), key)


@pytest.mark.parametrize(
    ("again", "columns", "why"),
    [
        (read(("so",), ("so", "nksHoTen")), [{"so"}, {"so", "nksHoTen"}], "found again as it was"),
        (read(("so",), ("so",)), [{"so"}, {"so"}], "the decided column is no longer read"),
        (read(("so",)), [{"so"}, {"so", "nksHoTen"}], "the entry is no longer found: the clerk finishes it"),
        (read(), [{"so", "nksHoTen"}], "no entry is found: the one nobody decided on goes"),
        (read(("so",), ("so",), ("so",)), [{"so"}, {"so"}, {"so"}], "one more entry is found below"),
    ],
)
def test_a_decision_stays_whatever_is_read_again(
    store: Database, again: ReadPage, columns: list[set[str]], why: str
) -> None:
    page = store.pages(NAME)[0].id
    store.store_read(page, read(("so", "nksHoTen"), ("so", "nksHoTen")), {})
    held = store.entries(NAME)[1].id
    store.decide(held, decision("nksHoTen", "a"))
    store.store_read(page, again, {})
    assert [set(entry.readings) for entry in store.entries(NAME)] == columns, why
    assert store.entry(held).decided("nksHoTen") == "chữ", why


def test_no_more_cells_are_decided_than_there_are(store: Database) -> None:
    page = store.pages(NAME)[0].id
    store.store_read(page, read(("so", "nksHoTen")), {})
    store.decide(store.entries(NAME)[0].id, decision("nksHoTen", "a"))
    store.store_read(page, read(("so",)), {})
    progress = store.progress(NAME)
    assert (progress.cells, progress.decided) == (2, 1)


@pytest.mark.parametrize(
    ("read_with", "named", "kept"),
    [
        (None, "birth-2006", "birth-2006"),
        ("birth-2006", "birth-2006", "birth-2006"),  # the machine found the form; now the clerk says the same
        ("birth-2006", "auto", "auto"),  # nothing new is said
    ],
)
def test_a_form_may_be_named_while_no_page_speaks_against_it(
    store: Database, read_with: str | None, named: str, kept: str
) -> None:
    if read_with:
        store.store_read(store.pages(NAME)[0].id, read(("so",), form=read_with), {})
    assert store.add_book(Book(NAME, named)).form == kept


def test_a_book_is_found_by_its_name_however_its_letters_are_composed(store: Database) -> None:
    store.add_book(Book("Sổ cũ", "auto"))
    assert store.book(normalize("NFD", "Sổ cũ")).name == "Sổ cũ"


def test_a_page_that_does_not_exist_takes_neither_reading_nor_failure(store: Database) -> None:
    with pytest.raises(UsageError, match="99"):
        store.store_read(99, read(("so",)), {})
    with pytest.raises(UsageError, match="99"):
        store.fail(99, "mờ")


def test_a_store_that_may_only_be_read_says_so_and_what_to_do(tmp_path: Path) -> None:
    Database.open(config(tmp_path)).close()
    closed = Config(tmp_path, f"sqlite:///file:{(tmp_path / 'sohoa.db').as_posix()}?mode=ro&uri=true")
    store = Database.open(closed)
    with pytest.raises(StoreError, match=r"chỉ cho đọc.*quyền ghi"):
        store.add_book(Book(NAME, "auto"))
    store.close()


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "kho").write_bytes(b"")
    with pytest.raises(StoreError, match="trùng tên với một tệp"):
        Database.open(config(tmp_path / "kho"))


def _add_pages(folder: Path, first: int) -> None:
    """Open the store as another program does, and add ten pages one by one."""
    store = Database.open(config(folder))
    store.add_book(Book("Chung", "auto"))
    for number in range(first, first + 10):
        store.add_pages("Chung", [page_of(folder, number)])
    store.close()


def test_programs_that_open_a_new_store_and_write_at_once_lose_nothing(tmp_path: Path) -> None:
    spawn = get_context("spawn")
    programs = [spawn.Process(target=_add_pages, args=(tmp_path, first)) for first in (100, 200, 300)]
    for program in programs:
        program.start()
    for program in programs:
        program.join()
    store = Database.open(config(tmp_path))
    assert [page.number for page in store.pages("Chung")] == list(range(1, 31))
    store.close()
