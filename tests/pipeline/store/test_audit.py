"""The log: chained, only added to, and never without what it tells of."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import create_engine
from sqlalchemy.exc import DatabaseError

from pipeline import cli
from pipeline.chain import KINDS
from pipeline.config import ROOT, Config
from pipeline.entries import Book, Decision, Ink, NewPage, Reading, ReadPage, Verdict
from pipeline.errors import Exit, StoreError
from pipeline.geometry import Box
from pipeline.store import audit, schema
from pipeline.store.database import Database
from pipeline.store.people import People

BOOK = "Khai sinh 1989"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def store(home: Path) -> Iterator[Database]:
    database = Database.open(config(home))
    database.add_book(Book(BOOK, "birth-table"))
    picture = config(home).pictures / "1.jpg"
    database.add_pages(BOOK, [NewPage("1.jpg", "1" * 64, 0, picture, picture)])
    reading = Reading("12", 0.9, Ink.WRITTEN, Box(1, 2, 3, 4))
    read = ReadPage("birth-table", ({"so": reading}, {"so": reading}), (), {}, 1.0, (10, 10))
    database.store_read(database.pages(BOOK)[0].id, read, {})
    yield database
    database.close()


@pytest.fixture
def people(store: Database) -> People:
    return People(store.engine)


def config(home: Path) -> Config:
    return Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")


def decision(key: str) -> Decision:
    return Decision("so", Verdict.CONFIRMED, "12", "Lò Thị Mai", datetime(2026, 11, 26, 8, 0, 1, tzinfo=UTC), key, "12")


def decide(store: Database, *keys: str) -> None:
    for key in keys:
        store.decide(store.entries(BOOK)[0].id, decision(key))


def tampered(home: Path, statement: str) -> None:
    """Change the store behind the program's back, as somebody with the file in hand could."""
    with sqlite3.connect(home / "sohoa.db") as file:
        for trigger in (
            "audit_refuse_UPDATE",
            "audit_refuse_DELETE",
            "decisions_refuse_UPDATE",
            "decisions_refuse_DELETE",
        ):
            file.execute(f"DROP TRIGGER {trigger}")
        file.execute(statement)


def test_a_log_that_nobody_touched_is_whole(store: Database, people: People) -> None:
    people.note("view", "Lò Thị Mai", {"entry": 1})
    decide(store, "a", "b")
    found = people.verify()
    assert (found.events, found.trouble, found.head) == (3, "", people.events()[-1].mark)


def test_an_empty_log_is_whole(people: People) -> None:
    assert (people.verify().events, people.verify().trouble) == (0, "")


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit SET who = 'Kẻ Khác' WHERE id = 2", "Sự kiện số 2"),
        ("UPDATE audit SET \"when\" = '2020-01-01T00:00:00+00:00' WHERE id = 3", "Sự kiện số 3"),
        ("UPDATE audit SET about = about || ' ' WHERE id = 1", "Sự kiện số 1"),
        ("UPDATE audit SET kind = 'view' WHERE id = 2", "Sự kiện số 2"),
        ("DELETE FROM audit WHERE id = 2", "Thiếu sự kiện số 2"),
        ("DELETE FROM audit WHERE id = 1", "Thiếu sự kiện số 1"),
        (
            'INSERT INTO audit SELECT 5, "when", kind, who, about, previous, mark FROM audit WHERE id = 4',
            "Sự kiện số 5",
        ),
        ("UPDATE decisions SET text = '13' WHERE id = 2", "Câu trả lời số 2"),
        ("UPDATE decisions SET who = 'Kẻ Khác' WHERE id = 3", "Câu trả lời số 3"),
        ("DELETE FROM decisions WHERE id = 3", "Câu trả lời số 3"),
        (
            'INSERT INTO decisions SELECT 9, entry_id, "column", verdict, text, who, "when", \'x\', proposal FROM decisions WHERE id = 1',
            "Câu trả lời số 9",
        ),
    ],
)
def test_whatever_is_changed_behind_its_back_is_found_and_named(
    store: Database, people: People, home: Path, statement: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    decide(store, "a", "b", "c")
    people.note("view", "Lò Thị Mai", {"entry": 1})
    tampered(home, statement)
    assert says in people.verify().trouble
    assert cli.main(["audit", "verify"]) == Exit.SOME_FAILED
    assert says in capsys.readouterr().err


def test_a_log_whose_end_was_cut_off_is_found_by_the_hash_written_down(
    store: Database, people: People, home: Path
) -> None:
    people.note("view", "Lò Thị Mai", {"entry": 1})
    people.note("view", "Lò Thị Mai", {"entry": 2})
    head = people.verify().head
    assert people.verify(head).trouble == ""
    people.note("view", "Lò Thị Mai", {"entry": 3})
    assert people.verify(head).trouble == "", "the log grew: the hash is still in it"
    tampered(home, "DELETE FROM audit WHERE id > 1")
    assert people.verify().trouble == "", "nothing in the file itself can show it"
    assert "đã bị cắt" in people.verify(head).trouble


@pytest.mark.parametrize(
    "verb", ["UPDATE audit SET who = 'x'", "DELETE FROM audit", "REPLACE INTO audit SELECT * FROM audit"]
)
def test_the_database_itself_refuses_to_change_the_log(store: Database, people: People, verb: str) -> None:
    people.note("view", "Lò Thị Mai", {"entry": 1})
    with store.engine.connect() as connection, pytest.raises(DatabaseError, match="only ever added to"):
        connection.exec_driver_sql(verb)


def test_a_decision_sent_twice_is_in_the_log_once(store: Database, people: People) -> None:
    decide(store, "a", "a")
    assert [event.kind for event in people.events()] == ["decision"]


def broken(*_: object) -> None:
    raise sqlite3.OperationalError("database or disk is full")


def test_there_is_no_decision_without_its_line_of_the_log(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "add", broken)
    with pytest.raises(StoreError, match="đã đầy"):
        decide(store, "a")
    assert store.history(store.entries(BOOK)[0].id) == []


@pytest.mark.parametrize("act", [lambda people: people.note("view", "a", {"entry": 1}), lambda people: people.events()])
def test_a_name_from_a_stranger_stays_one_line(people: People, act: Callable[[People], object]) -> None:
    people.note("sign-in-refused", "a\nb\x1b[2J", {"origin": "::1"})
    act(people)
    assert people.verify().trouble == ""


def test_many_at_once_make_one_chain(store: Database, people: People) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: people.note("view", f"người {n}", {"entry": n}), range(40)))
    assert (people.verify().events, people.verify().trouble) == (40, "")


def test_the_log_can_be_read_from_a_day_on(store: Database, people: People, capsys: pytest.CaptureFixture[str]) -> None:
    people.note("view", "Lò Thị Mai\x1b[2J", {"entry": 17, "book": BOOK})
    assert cli.main(["audit", "list", "--since", "2020-01-01"]) == Exit.DONE
    printed = capsys.readouterr().out
    assert "xem trường hợp" in printed
    assert "entry 17" in printed
    assert cli.main(["audit", "list", "--since", "2999-01-01"]) == Exit.DONE
    assert capsys.readouterr().out == ""
    assert cli.main(["audit", "list", "--since", "hôm qua"]) == Exit.USAGE


def test_every_kind_of_event_that_has_words_is_written_somewhere() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8") for folder in ("pipeline", "ui") for path in (ROOT / folder).rglob("*.py")
    )
    assert [kind for kind in KINDS if sources.count(f'"{kind}"') < 2] == []


def test_a_store_of_before_is_brought_up_and_its_decisions_stay(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = create_engine(config(home).store_url)
    with engine.begin() as connection:
        alembic = schema._alembic(schema.MIGRATIONS)
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "0002")
        connection.exec_driver_sql("INSERT INTO books VALUES (1, 'Sổ cũ', 'birth-table', '', '', '', 0, '')")
        connection.exec_driver_sql(f"INSERT INTO scans VALUES ('{'1' * 64}', '1.jpg')")
        page = (
            f"1, 1, 1, '1.jpg', '{'1' * 64}', 0, '1.jpg', 'read', '', 'birth-table', '[]', '{{}}', '{{}}', 1.0, 10, 10"
        )
        connection.exec_driver_sql(f"INSERT INTO pages VALUES ({page})")
        connection.exec_driver_sql("INSERT INTO entries VALUES (1, 1, 1, 'birth-table')")
        moment = "2026-01-01 08:00:00.000000"
        connection.exec_driver_sql(
            f"INSERT INTO decisions VALUES (1, 1, 'so', 'confirmed', '12', 'chị Hoa', '{moment}', 'cũ', '12')"
        )
    engine.dispose()
    store = Database.open(config(home))
    people = People(store.engine)
    assert (people.accounts(), [one.who for one in store.history(1)]) == ([], ["chị Hoa"])
    store.decide(1, decision("mới"))
    assert (people.verify().events, people.verify().trouble) == (1, "")
    store.close()
