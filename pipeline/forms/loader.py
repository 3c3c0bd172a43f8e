"""Reads form files and names every mistake in one go.

Forms lie in ``pipeline/forms`` and, those that an office made for its own books, in the folder ``forms`` of ``SOHOA_HOME``.
"""

import os
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline import config
from pipeline.errors import BadForm, NoSuchForm, not_among
from pipeline.forms import KINDS, REGISTERS, SIDES, Column, Form

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Value:
    """What a key may hold: how to tell, and how to say it to whoever wrote the file."""

    fits: Callable[[Any], bool]
    words: str


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _each(fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, list) and all(fits(one) for one in value)


TEXT = Value(lambda value: isinstance(value, str), 'chữ trong dấu "…"')
TEXTS = Value(_each(TEXT.fits), 'danh sách chữ ["…", "…"]')
WHOLE = Value(_whole, "số nguyên từ 0")
WHOLES = Value(_each(_whole), "danh sách số nguyên")
SHARE = Value(lambda value: isinstance(value, float | int) and 0 <= value <= 1, "số từ 0 đến 1")
TABLE = Value(lambda value: isinstance(value, dict), "một bảng")
TABLES = Value(_each(TABLE.fits), "các bảng [[…]]")

KEYS = {
    "title": TEXT,
    "register": TEXT,
    "printed": TEXTS,
    "codes": TEXTS,
    "years": WHOLES,
    "layout": TEXT,
    "entries": WHOLE,
    "stages": TABLES,
    "columns": TABLES,
    "source": TEXT,
    "settings": TABLE,
}
OPTIONAL = {"codes", "entries", "source", "settings"}
COLUMN_KEYS = {"name": TEXT, "kind": TEXT, "labels": TEXTS, "row": WHOLE, "title": TEXT, "width": SHARE, "side": TEXT}
COLUMN_OPTIONAL = {"row", "title", "width", "side"}


def own_folder() -> Path:
    """Return the folder of the forms that this office made; it need not exist."""
    return _own_folder(os.environ.get("SOHOA_HOME"))


@lru_cache(maxsize=16)
def _own_folder(_said: str | None) -> Path:
    """Return the folder as the environment says; forms are asked for with every case, and the way there costs."""
    return config.load().home / "forms"


def beside(name: str) -> Path:
    """Return the file that lies beside the office's own forms under a name.

    Raises:
        BadForm: the name leads elsewhere.
    """
    if Path(name).name != name:
        raise BadForm(f"Tên tệp «{name}» của biểu mẫu phải là một tên đơn, nằm cạnh biểu mẫu.")
    return own_folder() / name


def names() -> list[str]:
    """Return the names of all forms, sorted."""
    return sorted(_files())


def load(name: str) -> Form:
    """Return one form by name.

    Raises:
        NoSuchForm: there is no such form; the nearest one is named.
        BadForm: its file is wrong.
    """
    files = _files()
    if name not in files:
        raise NoSuchForm(not_among("biểu mẫu", name, sorted(files)))
    return _loaded(name, files[name], files[name].stat().st_mtime_ns)


def _files() -> Mapping[str, Path]:
    """Return the file of each form by name; one of the office's own that is named like a shipped one is not heard."""
    own = own_folder()
    return _listed(own, own.stat().st_mtime_ns if own.is_dir() else 0)


@lru_cache(maxsize=16)
def _listed(own: Path, _changed: int) -> Mapping[str, Path]:
    return {path.stem: path for folder in (own, FOLDER) for path in folder.glob("*.toml")}


@lru_cache(maxsize=256)
def _loaded(name: str, path: Path, _changed: int) -> Form:
    return parse(name, path.read_text(encoding="utf-8"))


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
        side=raw.get("side", ""),
    )


def _mistakes(raw: Mapping[str, Any]) -> list[str]:
    found, sound = _key_mistakes(raw, KEYS, OPTIONAL)
    if sound.get("register", "KS") not in REGISTERS:
        found.append(f"register «{sound['register']}» không thuộc {', '.join(REGISTERS)}")
    years = sound.get("years", [0, 0])
    if len(years) != 2 or years[0] > years[1]:
        found.append("years phải là [năm đầu, năm cuối]")
    for i, stage in enumerate(sound.get("stages", ()), 1):
        if not TEXT.fits(stage.get("name")):
            found.append(f"stages: thiếu name ở mục {i}")
    if sound.get("columns") == []:
        found.append("columns: chưa có cột nào")
    seen: set[str] = set()
    for i, column in enumerate(sound.get("columns", ()), 1):
        found += _column_mistakes(i, column, seen)
    return found + _side_mistakes([str(column.get("side", "")) for column in sound.get("columns", ())])


def _side_mistakes(sides: Sequence[str]) -> list[str]:
    """Return what is wrong with the sides that the columns name: none of them does, or each, and both sides have columns."""
    if not any(sides) or set(sides) == set(SIDES):
        return []
    return ['side: mỗi cột phải là "left" hoặc "right", và cả hai trang phải có cột']


def _column_mistakes(place: int, column: Mapping[str, Any], seen: set[str]) -> list[str]:
    mistakes, sound = _key_mistakes(column, COLUMN_KEYS, COLUMN_OPTIONAL)
    mistakes += [f"«{key}» để trống" for key in ("name", "labels") if key in sound and not sound[key]]
    if sound.get("kind", KINDS[0]) not in KINDS:
        mistakes.append(f"kind «{sound['kind']}» không thuộc {', '.join(KINDS)}")
    name = sound.get("name", "")
    if name and name in seen:
        mistakes.append("tên bị lặp lại")
    seen.add(name)
    return [f"cột {name or place}: {mistake}" for mistake in mistakes]


def _key_mistakes(
    raw: Mapping[str, Any], keys: Mapping[str, Value], optional: Collection[str]
) -> tuple[list[str], dict[str, Any]]:
    """Return what is wrong with the keys of a table, and the keys and values that are sound."""
    found = [f"thiếu «{key}»" for key in sorted(keys.keys() - raw.keys() - set(optional))]
    found += [f"không biết «{key}»" for key in sorted(raw.keys() - keys.keys())]
    sound = {key: value for key, value in raw.items() if key in keys and keys[key].fits(value)}
    found += [f"«{key}» phải là {keys[key].words}" for key in sorted((raw.keys() & keys.keys()) - sound.keys())]
    return found, sound
