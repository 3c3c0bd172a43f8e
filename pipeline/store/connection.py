"""Opens the database: durable, checked against dangling references, and patient with other writers."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event

from pipeline.config import Config
from pipeline.store.failures import told

BUSY_SECONDS = 30
"""How long a writer waits for another. The longest write, one page's readings, takes well below a second."""

WRITING = {"sohoa_writing": True}
"""Execution options of a connection that will write."""


def connect(url: str) -> Engine:
    """Return an engine for the address; on SQLite with WAL, foreign keys, and synced commits.

    A connection with the execution options ``WRITING`` takes SQLite's write lock when its transaction begins, so
    that what it reads is still true when it writes.
    """
    engine = create_engine(url)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    return engine


def writing(engine: Engine) -> AbstractContextManager[Connection]:
    """Return a transaction that holds the write lock from its beginning."""
    return engine.execution_options(**WRITING).begin()


class Look:
    """A further look at the tables of a store, beside ``Database``, which has brought them up before.

    It may be used from several threads and processes at once.
    """

    def __init__(self, engine: Engine, pictures: Path) -> None:
        """Use an engine whose tables are current; ``pictures`` is the folder that page pictures lie below."""
        self._engine = engine
        self._pictures = pictures

    @classmethod
    def open(cls, config: Config) -> Self:
        """Look into the store of an installation.

        Raises:
            StoreError: it cannot be opened.
        """
        with told():
            return cls(connect(config.store_url), config.pictures)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: ``_begin`` does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA recursive_triggers = ON")  # else INSERT OR REPLACE walks past the triggers on decisions
    cursor.close()


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("sohoa_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
