"""What a column is called on a screen: in Vietnamese as its form says, in English by the name the ministry gives it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.ministry_columns import taken_apart
from ui import language

FILE = Path(__file__).with_name("english") / "columns.toml"
FULL_NAME = "HoTen"


def title(column: str, vietnamese: str) -> str:
    """Return what a column is called in the language of this run; a column of an own form that nobody translated keeps its title.

    Args:
        column: name of the column, as the ministry writes it.
        vietnamese: its title on the form.
    """
    return english(column) or vietnamese if language.spoken() == language.ENGLISH else vietnamese


@cache
def english(column: str) -> str:
    """Return the English title of a column of the ministry, '' of any other."""
    known = _known()
    if column in known["columns"]:
        return known["columns"][column]
    apart = taken_apart(column, known)
    if apart is None:
        return ""
    group, words, asked = apart
    if group == "persons":
        return f"{words[0].upper()}{words[1:]}: {asked[0].lower()}{asked[1:]}"
    return f"{asked} {words}" if column.endswith(FULL_NAME) else str(asked)


@cache
def _known() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
