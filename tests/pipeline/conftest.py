"""A book that many people work on, in every database the store knows; a door with one clerk, a clock and a drawing board of the test's own."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text

from pipeline import config as configuration
from pipeline.accounts import Accounts
from pipeline.config import Config
from pipeline.door import Door
from pipeline.drawing_board import Board
from pipeline.rights import Role
from pipeline.store.database import Database
from pipeline.store.people import People
from tests.pipeline.at_the_door import GOOD, NAME, Clock
from tests.pipeline.shared_book import fill


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request, tmp_path: Path) -> Iterator[Config]:
    """An empty installation; on PostgreSQL only where ``SOHOA_TEST_POSTGRES`` names a server that makes databases."""
    if request.param == "sqlite":
        yield Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")
        return
    server = os.environ.get("SOHOA_TEST_POSTGRES")
    if not server:
        pytest.skip("SOHOA_TEST_POSTGRES names no server, as postgresql+psycopg://postgres@127.0.0.1:5432/postgres")
    name = f"sohoa_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield Config(tmp_path, engine.url.set(database=name).render_as_string(hide_password=False))
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture
def shared_book(installation: Config) -> Iterator[Database]:
    """A store with the book ``BOOK``: six cases the later the surer."""
    store = Database.open(installation)
    fill(store, installation.pictures, 6)
    yield store
    store.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def people(installation: Config) -> Iterator[People]:
    people = People.open(installation)
    yield people
    people.close()


@pytest.fixture
def accounts(people: People, clock: Clock) -> Accounts:
    accounts = Accounts(people, "quản trị", clock)
    accounts.add(NAME, [Role.CLERK], GOOD)
    return accounts


@pytest.fixture
def door(people: People, accounts: Accounts, clock: Clock) -> Door:
    return Door(people, clock)


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Board:
    """The drawing board of an installation of the test's own, which commands find too."""
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SOHOA_STORE", raising=False)
    return Board(configuration.load())
