"""A book gets another form: pages without decisions are read anew, and nothing a person said moves or goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline import book_forms
from pipeline.config import Config
from pipeline.desk import Desk
from pipeline.entries import Book, Decision, Ink, NewPage, PageState, Reading, ReadPage, Verdict
from pipeline.errors import NoSuchForm, UsageError
from pipeline.geometry import Box
from pipeline.store.audit import events
from pipeline.store.database import Database

NAME = "Khai sinh 1976"
WHO = "Cà Văn Sơn"
OLD, NEW = "birth-2006", "birth-2016"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")


@pytest.fixture
def store(config: Config) -> Iterator[Database]:
    """A book of three pages, two of them read with the old form, two entries each; the third page failed."""
    store = Database.open(config)
    store.add_book(Book(NAME, OLD))
    for number in (1, 2, 3):
        picture = config.pictures / f"{number}.jpg"
        store.add_pages(NAME, [NewPage(f"{number}.jpg", f"{number:064x}", 0, picture, picture)])
    for page in store.pages(NAME)[:2]:
        store.store_read(page.id, read(OLD, "Nông Tài", "Nông Tại"), {})
    store.fail(store.pages(NAME)[2].id, "Ảnh mờ.")
    yield store
    store.close()


def read(form: str, *names: str) -> ReadPage:
    cells = [{"nksHoTen": Reading(name, 0.8, Ink.WRITTEN, Box(1, 2, 3, 4))} for name in names]
    return ReadPage(form, tuple(cells), (), {}, 1.0, (100, 200))


def answer(store: Database, entry_id: int, key: str = "k", verdict: Verdict = Verdict.CONFIRMED) -> Decision:
    text = "Nông Tài" if verdict is Verdict.CONFIRMED else ""
    decision = Decision("nksHoTen", verdict, text, "chị Hoa", datetime(2026, 11, 26, tzinfo=UTC), key)
    store.decide(entry_id, decision)
    return decision


def test_a_book_nobody_has_answered_is_read_anew_from_the_first_page_to_the_last(
    config: Config, store: Database
) -> None:
    changed = book_forms.change(config, NAME, NEW, WHO)
    assert (changed.waiting, changed.kept) == (3, ())
    assert store.book(NAME).form == NEW
    assert [page.state for page in store.pages(NAME)] == [PageState.WAITING] * 3
    assert [page.number for page in Desk(config, store).to_read(NAME)] == [1, 2, 3]
    assert store.entries(NAME) == []


@pytest.mark.parametrize("verdict", [Verdict.CONFIRMED, Verdict.VERIFY_LATER, Verdict.BLANK])
def test_a_page_with_one_answer_stays_whole_and_is_named(config: Config, store: Database, verdict: Verdict) -> None:
    before = [entry for entry in store.entries(NAME) if entry.page.number == 1]
    answer(store, before[0].id, verdict=verdict)
    changed = book_forms.change(config, NAME, NEW, WHO)
    assert changed.waiting == 2
    assert [(entry.page.number, entry.order, entry.form) for entry in changed.kept] == [(1, 1, OLD), (1, 2, OLD)]
    assert [entry.id for entry in store.entries(NAME)] == [entry.id for entry in before]
    assert all(entry.readings["nksHoTen"].text for entry in store.entries(NAME))


def test_an_answer_to_an_entry_that_went_meanwhile_is_refused_and_reaches_no_other_case(
    config: Config, store: Database
) -> None:
    seen = store.entries(NAME)[0].id
    book_forms.change(config, NAME, NEW, WHO)
    store.store_read(store.pages(NAME)[0].id, read(NEW, "Vừ A Dính"), {})
    with pytest.raises(UsageError, match="không có trường hợp"):
        answer(store, seen)


def test_a_page_answered_while_it_is_read_with_the_new_form_stays_as_it_was_answered(
    config: Config, store: Database
) -> None:
    page = store.pages(NAME)[1]
    book_forms.change(config, NAME, NEW, WHO)
    store.store_read(page.id, read(OLD, "Nông Tài"), {})  # another program began with the old form and ends now
    entry = store.entries(NAME)[0]
    said = answer(store, entry.id)
    store.store_read(page.id, read(NEW, "Vừ A Dính", "Vừ A Lử"), {})
    (after,) = store.entries(NAME)
    assert (after.id, after.form, after.readings["nksHoTen"].text) == (entry.id, OLD, "Nông Tài")
    assert after.decisions == {"nksHoTen": said}
    assert store.pages(NAME)[1].state is PageState.READ


def test_reading_everything_again_leaves_answered_pages_to_their_form(config: Config, store: Database) -> None:
    entry = store.entries(NAME)[0]
    answer(store, entry.id)
    book_forms.change(config, NAME, NEW, WHO)
    for page in store.pages(NAME):
        store.store_read(page.id, read(NEW, "Vừ A Dính", "Vừ A Lử", "Vừ A Páo"), {})
    forms = [(e.page.number, e.form, e.readings["nksHoTen"].text) for e in store.entries(NAME)]
    assert forms[:2] == [(1, OLD, "Nông Tài"), (1, OLD, "Nông Tại")]
    assert {form for number, form, _ in forms if number > 1} == {NEW}


def test_an_answered_page_read_again_with_its_own_form_gets_the_new_readings(store: Database) -> None:
    entry = store.entries(NAME)[0]
    answer(store, entry.id)
    store.store_read(store.pages(NAME)[0].id, read(OLD, "Nông Tãi"), {})
    assert store.entry(entry.id).readings["nksHoTen"].text == "Nông Tãi"


def test_pages_of_another_book_are_left_alone(config: Config, store: Database) -> None:
    store.add_book(Book("Sổ khác", OLD))
    picture = config.pictures / "9.jpg"
    store.add_pages("Sổ khác", [NewPage("9.jpg", "9" * 64, 0, picture, picture)])
    store.store_read(store.pages("Sổ khác")[0].id, read(OLD, "Lò Thị Mai"), {})
    book_forms.change(config, NAME, NEW, WHO)
    assert (store.book("Sổ khác").form, len(store.entries("Sổ khác"))) == (OLD, 1)


@pytest.mark.parametrize(
    ("book", "form", "kind", "words"),
    [
        (NAME, "birth-1789", NoSuchForm, "Không có biểu mẫu"),
        ("Khai sinh 1967", NEW, UsageError, "Có phải «Khai sinh 1976»?"),
    ],
)
def test_a_book_or_form_that_does_not_exist_changes_nothing(
    config: Config, store: Database, book: str, form: str, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words):
        book_forms.change(config, book, form, WHO)
    assert (store.book(NAME).form, len(store.entries(NAME))) == (OLD, 4)


def test_a_book_may_go_back_to_the_form_its_pages_name(config: Config, store: Database) -> None:
    book_forms.change(config, NAME, "auto", WHO)
    assert store.book(NAME).form == "auto"


def test_more_pages_go_into_a_book_with_its_new_form(config: Config, store: Database) -> None:
    answer(store, store.entries(NAME)[0].id)
    book_forms.change(config, NAME, NEW, WHO)
    assert store.add_book(Book(NAME, NEW)).form == NEW


def test_answered_columns_are_counted_by_entries_of_the_form(config: Config, store: Database) -> None:
    first, second, *_ = store.entries(NAME)
    answer(store, first.id, "a")
    answer(store, first.id, "b")
    answer(store, second.id, "c")
    assert book_forms.decided_columns(config, OLD) == {"nksHoTen": 2}
    assert book_forms.decided_columns(config, NEW) == {}


def test_the_log_says_who_gave_the_book_which_form(config: Config, store: Database) -> None:
    book_forms.change(config, NAME, NEW, WHO)
    with store.engine.connect() as connection:
        logged = [(event.who, json.loads(event.about)) for event in events(connection) if event.kind == "form"]
    assert logged == [(WHO, {"book": NAME, "before": OLD, "after": NEW})]
