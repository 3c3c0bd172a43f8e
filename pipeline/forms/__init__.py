"""Forms: one TOML per printed edition of a register. Adding one touches no Python.

A form says which printed words name it, how its cells are found, which stages clean its pages, and per column the
printed labels in all spellings, the kind of value and the ministry column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.errors import UsageError

KINDS = (
    "person_name",
    "partial_date",
    "date_words",
    "sex",
    "ethnicity",
    "nationality",
    "place",
    "id_number",
    "number",
    "choice",
    "free_text",
)
"""Kinds of value a column may hold (design §5)."""

REGISTERS = {
    "KS": "khai sinh",
    "KH": "kết hôn",
    "KT": "khai tử",
    "CMC": "nhận cha, mẹ, con",
    "HN": "tình trạng hôn nhân",
}
"""Register kinds with a published import template (domain §1.3)."""


SIDES = ("left", "right")
"""The two facing pages of an opening."""


@dataclass(frozen=True, slots=True)
class Column:
    """One cell of an entry.

    Attributes:
        name: ministry column.
        kind: kind of value, one of ``KINDS``.
        labels: the printed label in all spellings, the usual one first.
        row: printed row of the entry, from 0; cells of one row stand side by side. A table has one row.
        title: what the clerk sees beside the field.
        width: share of the row's width where it is known (tables), else 0.0.
        side: which page of an opening it stands on, one of ``SIDES``, where rows run over both; else ''.
    """

    name: str
    kind: str
    labels: tuple[str, ...]
    row: int
    title: str
    width: float = 0.0
    side: str = ""


ROWS = 5
"""So many entries on a page are rows of a table: printed forms for single cases have three at most."""


@dataclass(frozen=True, slots=True)
class Form:
    """One printed edition of a register.

    Attributes:
        name: file name without ``.toml``.
        title: what the clerk sees.
        register: ``KS``, ``KH``, ``KT``, ``CMC`` or ``HN``.
        printed: titles as printed on the page.
        codes: form codes as printed at the foot.
        years: first and last year of use.
        layout: name of the layout that finds its cells.
        entries: entries on one page; 0 if the page itself says (tables).
        stages: name and settings of each cleaning stage, in order.
        columns: cells of one entry in printed order.
        source: where its layout is known from.
    """

    name: str
    title: str
    register: str
    printed: tuple[str, ...]
    codes: tuple[str, ...]
    years: tuple[int, int]
    layout: str
    entries: int
    stages: tuple[tuple[str, Mapping[str, Any]], ...]
    columns: tuple[Column, ...]
    source: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> bool:
        """Whether its entries are rows under each other: the page says how many, or there are too many for anything else."""
        return self.entries == 0 or self.entries >= ROWS

    @property
    def facing(self) -> bool:
        """Whether its rows run over the two facing pages of an opening."""
        return any(column.side for column in self.columns)

    @property
    def drawn(self) -> bool:
        """Whether it was drawn on the template of a book: a page that bears it is as wide as the template."""
        return self.layout == "drawn_cells"

    def on(self, side: str) -> Form:
        """Return the part of the form that stands on one page of an opening, one of ``SIDES``."""
        return replace(self, columns=tuple(column for column in self.columns if column.side == side))

    def must_have(self, columns: Iterable[str]) -> None:
        """Refuse a column that the form does not have.

        Raises:
            UsageError: the form has no such column.
        """
        known = {column.name for column in self.columns}
        for name in columns:
            if name not in known:
                raise UsageError(f"Biểu mẫu «{self.title}» không có cột «{name}».")

    def column(self, name: str) -> Column:
        """Return one column.

        Raises:
            KeyError: the form has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
