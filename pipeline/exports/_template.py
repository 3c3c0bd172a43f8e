"""Reads the ministry's columns and codes from ``ministry.toml`` and checks their counts."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import BadForm
from pipeline.vietnamese import key, nfc

FILE = Path(__file__).with_name("ministry.toml")


@dataclass(frozen=True, slots=True)
class Codes:
    """One code list.

    Attributes:
        title: what it is about.
        columns: the ministry columns of this register that it belongs to, in their order.
        certain: False if it comes from one program only; its cells then keep their text.
        meanings: code to meaning.
        spellings: comparison key of a text to its code.
    """

    title: str
    columns: tuple[str, ...]
    certain: bool
    meanings: Mapping[str, str]
    spellings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """The import workbook of one kind of register.

    Attributes:
        sheet: name of the sheet of cases.
        notes: name of the sheet of code lists.
        columns: header row in its order.
        newer: columns that the older template does not have.
        codes: code lists that concern this register.
    """

    sheet: str
    notes: str
    columns: tuple[str, ...]
    newer: frozenset[str]
    codes: tuple[Codes, ...]

    def lists(self, column: str, text: str) -> bool:
        """Return False if the column holds codes for certain, and the text is neither one of them nor stands for one."""
        for codes in self.codes:
            if codes.certain and column in codes.columns:
                return text in codes.meanings or key(nfc(text)) in codes.spellings
        return True

    def coded(self, column: str, text: str) -> str:
        """Return the code of a text where that is certain, else the text as it is."""
        for codes in self.codes:
            if codes.certain and column in codes.columns:
                return codes.spellings.get(key(nfc(text)), text)
        return text


@cache
def load(register: str) -> Template:
    """Return the template of one kind of register.

    Raises:
        BadForm: there is no import template for it, or ``ministry.toml`` is wrong.
    """
    return parse(FILE.read_text(encoding="utf-8"), register)


def parse(text: str, register: str) -> Template:
    """Return the template of one kind of register out of a TOML text.

    Raises:
        BadForm: there is no template for it, a count is wrong, or one spelling stands for two codes.
    """
    raw = tomllib.loads(text)
    if register not in raw["registers"]:
        raise BadForm(f"Chưa có mẫu nhập cho loại sổ «{register}». Hiện có: {', '.join(raw['registers'])}.")
    about = raw["registers"][register]
    columns, newer = tuple(about["columns"]), frozenset(about.get("newer", ()))
    if len(columns) != about["count"] or len(set(columns)) != about["count"]:
        raise BadForm(f"ministry.toml: {register} phải có {about['count']} cột khác nhau, đang có {len(set(columns))}.")
    if not newer <= set(columns):
        raise BadForm(f"ministry.toml: {register} newer có cột lạ: {', '.join(sorted(newer - set(columns)))}.")
    codes = [_codes(entry, columns) for entry in raw["codes"] if register in entry.get("registers", [register])]
    return Template(raw["sheet"], raw["notes"], columns, newer, tuple(c for c in codes if c.columns))


def _codes(raw: Mapping[str, Any], columns: tuple[str, ...]) -> Codes:
    spellings: dict[str, str] = {}
    for row in raw["list"]:
        for spelling in row.get("spellings", ()):
            if spellings.setdefault(key(nfc(spelling)), row["code"]) != row["code"]:
                raise BadForm(f"ministry.toml: «{spelling}» thuộc hai mã của danh mục «{raw['title']}».")
    exact = {name for name in raw["columns"] if not name.startswith("*")}
    endings = tuple(name[1:] for name in raw["columns"] if name.startswith("*"))
    belong = tuple(name for name in columns if name in exact or (endings and name.endswith(endings)))
    meanings = {row["code"]: row["meaning"] for row in raw["list"]}
    return Codes(raw["title"], belong, raw["certain"], meanings, spellings)
