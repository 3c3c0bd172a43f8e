"""The columns of the ministry's workbook as a clerk may choose them: with a Vietnamese title and the usual kind of value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.exports import _template

FILE = Path(__file__).with_name("ministry_columns.toml")


@dataclass(frozen=True, slots=True)
class Titled:
    """A column that a cell may be named by.

    Attributes:
        name: as the ministry writes it.
        title: what the clerk sees.
        kind: usual kind of its value, one of ``KINDS``.
    """

    name: str
    title: str
    kind: str


@cache
def of_register(register: str) -> tuple[Titled, ...]:
    """Return the columns of one kind of register in the ministry's order; a count of rows stands on no page and is left out.

    Raises:
        BadForm: there is no import workbook for it.
    """
    known = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(titled for name in _template.load(register).columns if (titled := _titled(name, known)) is not None)


def _titled(name: str, known: dict[str, Any]) -> Titled | None:
    if name in known["columns"]:
        return Titled(name, *known["columns"][name])
    apart = taken_apart(name, known)
    if apart is None:
        return None
    group, words, (title, kind) = apart
    if title == "Họ tên":
        return Titled(name, f"{title} {words}", kind)
    return Titled(name, title if group == "subjects" else f"{title} của {words}", kind)


def taken_apart(name: str, known: Mapping[str, Mapping[str, Any]]) -> tuple[str, str, Any] | None:
    """Return of whom a column tells, ``subjects`` or ``persons``, how that one is called, and what is said of the thing asked.

    Args:
        name: as the ministry writes it.
        known: tables ``subjects``, ``persons`` and ``asked``, in any language.

    Returns:
        None if the name is not put together of these.
    """
    for group in ("subjects", "persons"):
        for whose, words in known[group].items():
            asked = known["asked"].get(name.removeprefix(whose)) if name.startswith(whose) else None
            if asked:
                return group, words, asked
    return None
