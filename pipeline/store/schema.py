"""Brings the tables of a store to the state this program knows, in one transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config as Alembic
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from pipeline.store.failures import NewerStore

MIGRATIONS = Path(__file__).parent / "migrations"


def is_current(connection: Connection, migrations: Path = MIGRATIONS) -> bool:
    """Return whether the tables are in the newest state.

    Args:
        connection: open connection to the store.
        migrations: alembic's folder.

    Raises:
        NewerStore: a newer program has written this store.
    """
    scripts = ScriptDirectory.from_config(_alembic(migrations))
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is not None and revision not in {script.revision for script in scripts.walk_revisions()}:
        raise NewerStore(
            f"Kho dữ liệu do một phiên bản sohoa mới hơn tạo ra (bản {revision}), phiên bản này không mở được."
        )
    return revision == scripts.get_current_head()


def bring_up(connection: Connection, migrations: Path = MIGRATIONS) -> None:
    """Create or upgrade the tables; another program that did it first is no harm.

    Args:
        connection: connection inside a writing transaction, which the caller commits.
        migrations: alembic's folder.

    Raises:
        NewerStore: a newer program has written this store.
    """
    if is_current(connection, migrations):
        return
    alembic = _alembic(migrations)
    alembic.attributes["connection"] = connection
    command.upgrade(alembic, "head")


def _alembic(migrations: Path) -> Alembic:
    alembic = Alembic()
    alembic.set_main_option("script_location", migrations.as_posix().replace("%", "%%"))
    alembic.set_main_option("path_separator", "os")
    return alembic
