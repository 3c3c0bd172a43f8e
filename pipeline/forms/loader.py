"""Reads form files and names every mistake in one go."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BadForm
from pipeline.forms import KINDS, REGISTERS, Column, Form

FOLDER = Path(__file__).parent
KEYS = {"title", "register", "printed", "codes", "years", "layout", "entries", "stages", "columns", "source", "settings"}
COLUMN_KEYS = {"name", "kind", "labels", "row", "title", "width"}


def names() -> list[str]:
    """Return the names of all forms, sorted."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def load(name: str) -> Form:
    """Return one form by name.

    Raises:
        BadForm: there is no such form, or its file is wrong.
    """
    if name not in names():
        raise BadForm(f"Không có biểu mẫu «{name}». Hiện có: {', '.join(names())}.")
    return parse(name, (FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def every() -> list[Form]:
    """Return all forms.

    Raises:
        BadForm: one of the files is wrong.
    """
    return [load(name) for name in names()]


def parse(name: str, text: str) -> Form:
    """Return the form written in a TOML text.

    Raises:
        BadForm: the text is no form; the message lists all mistakes.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadForm(f"Biểu mẫu «{name}» không phải là TOML: {error}.") from error
    mistakes = _mistakes(raw)
    if mistakes:
        raise BadForm(f"Biểu mẫu «{name}» có lỗi: {'; '.join(mistakes)}.")
    return Form(
        name=name,
        title=raw["title"],
        register=raw["register"],
        printed=tuple(raw["printed"]),
        codes=tuple(raw.get("codes", ())),
        years=(raw["years"][0], raw["years"][1]),
        layout=raw["layout"],
        entries=raw.get("entries", 1),
        stages=tuple((s["name"], {k: v for k, v in s.items() if k != "name"}) for s in raw["stages"]),
        columns=tuple(_column(c) for c in raw["columns"]),
        source=raw.get("source", ""),
        settings=raw.get("settings", {}),
    )


def _column(raw: dict[str, Any]) -> Column:
    return Column(
        name=raw["name"],
        kind=raw["kind"],
        labels=tuple(raw["labels"]),
        row=raw.get("row", 0),
        title=raw.get("title", raw["labels"][0]),
        width=float(raw.get("width", 0.0)),
    )


def _mistakes(raw: dict[str, Any]) -> list[str]:
    needed = KEYS - {"codes", "entries", "source", "settings"}
    found = [f"thiếu «{key}»" for key in sorted(needed - raw.keys())]
    found += [f"không biết «{key}»" for key in sorted(raw.keys() - KEYS)]
    if found:
        return found
    if raw["register"] not in REGISTERS:
        found.append(f"register «{raw['register']}» không thuộc {', '.join(REGISTERS)}")
    if len(raw["years"]) != 2 or raw["years"][0] > raw["years"][1]:
        found.append("years phải là [năm đầu, năm cuối]")
    found += [f"stages: thiếu name ở mục {i + 1}" for i, stage in enumerate(raw["stages"]) if "name" not in stage]
    seen: set[str] = set()
    for i, column in enumerate(raw["columns"], 1):
        found += _column_mistakes(i, column, seen)
    return found


def _column_mistakes(place: int, column: dict[str, Any], seen: set[str]) -> list[str]:
    where = f"cột {column.get('name', place)}"
    found = [f"{where}: thiếu «{key}»" for key in ("name", "kind", "labels") if not column.get(key)]
    found += [f"{where}: không biết «{key}»" for key in sorted(column.keys() - COLUMN_KEYS)]
    if column.get("kind") and column["kind"] not in KINDS:
        found.append(f"{where}: kind «{column['kind']}» không thuộc {', '.join(KINDS)}")
    if column.get("name") in seen:
        found.append(f"{where}: tên bị lặp lại")
    seen.add(column.get("name", ""))
    return found
