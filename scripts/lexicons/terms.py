"""Closed and half-closed lists of terms: peoples, nationalities, papers, offices, places of care, causes of death."""

from collections.abc import Iterable
from pathlib import Path

from scripts.lexicons.tables import FACTS, Row, WrongSource, bare, read

TERMS = ("name", "code", "imported", "variants", "first", "last", "source")
LISTS = ("causes", "documents", "ethnic", "facilities", "nationalities", "offices")
KINDS = ("kind", "level", "variants", "source")


def terms(name: str) -> list[Row]:
    """Return the rows of one list, sorted by name.

    Raises:
        WrongSource: a term stands twice, or has no source.
    """
    rows = read(FACTS / f"{name}.tsv")
    names = [row["name"] for row in rows]
    wrong = [name for name in names if names.count(name) > 1] + [row["name"] for row in rows if not row["source"]]
    if wrong:
        raise WrongSource(f"facts/{name}.tsv: doubled or without a source: {sorted(set(wrong))}")
    return sorted(rows, key=lambda row: row["name"])


def missing_peoples(rows: Iterable[Row], listed: Path) -> list[str]:
    """Return the peoples of the state's list that the rows do not have."""
    return sorted({row[0] for row in bare(listed)} - {row["name"] for row in rows})
