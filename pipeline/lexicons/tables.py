"""Reads the tables of ``models/lexicons``, each checked against its sum, and folds texts for comparison."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from unicodedata import normalize

from pipeline.config import ROOT
from pipeline.errors import MissingPart
from pipeline.syllables import placed
from pipeline.vietnamese import key

FOLDER = ROOT / "models" / "lexicons"
SUMS = "SHA256SUMS"
MOST = 1 << 16
"""Folded texts kept in memory: all the lexicons' own and as many of the pages."""

Row = Mapping[str, str]


@cache
def rows(name: str, folder: Path = FOLDER) -> tuple[Row, ...]:
    """Return the rows of one table, by the names of its columns.

    Raises:
        MissingPart: the table or its sum is missing, or the table is not the one that was built.
    """
    try:
        content = (folder / name).read_bytes()
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
        sums = {file: digest for digest, file in (line.split(maxsplit=1) for line in lines)}
        expected = sums[name]
    except (OSError, KeyError, ValueError) as error:
        raise MissingPart(f"Thiếu bảng từ «{name}». Hãy lấy lại thư mục models/lexicons từ bản cài.") from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise MissingPart(
            f"Bảng từ «{name}» đã hỏng hoặc bị sửa tay. Hãy lấy lại thư mục models/lexicons từ bản cài; "
            "muốn sửa một dòng, xem docs/lexicons.md."
        )
    header, *body = (line.split("\t") for line in content.decode("utf-8").splitlines())
    return tuple(MappingProxyType(dict(zip(header, cells, strict=True))) for cells in body)


def several(cell: str) -> tuple[str, ...]:
    """Return the texts of a cell that holds several."""
    return tuple(cell.split("; ")) if cell else ()


def year(cell: str) -> int | None:
    """Return the year of a cell, None if it is open."""
    return int(cell) if cell else None


def words(text: str) -> list[str]:
    """Return the words of a text for comparison: small letters, tone marks in one place, no punctuation.

    Numbers lose their leading zeros («Phường 03»); the apostrophe and the hyphen part words (H'Mông, Ra-glai).
    """
    letters = (letter if letter.isalnum() else " " for letter in normalize("NFC", text).casefold())
    return [word.lstrip("0") or word for word in placed("".join(letters)).split()]


@lru_cache(maxsize=MOST)
def folded(text: str) -> str:
    """Return the comparison key that keeps letters and tones apart: Hòa, hoà and HÒA are one, Hoa is another."""
    return "".join(words(text))


@lru_cache(maxsize=MOST)
def unmarked(text: str) -> str:
    """Return the comparison key without any marks, Đ as d: for texts whose tones are in doubt."""
    return key(folded(text))
