"""Guesses the ministry columns of cells from their labels: by the order of a known form, and by what each column is usually called.

Nothing is taken for what it only might be: a label that two columns answer to, or two labels that answer to one column, name none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from pipeline import headings, ministry_columns
from pipeline.forms import Column, Form, loader
from pipeline.sequences import paired
from pipeline.template_cells import Drawn
from pipeline.vietnamese import key, letters

ALIKE = 72.0
"""Similarity (0-100) of a label with one of a known form from which it proposes that column."""

FITS = 0.5
"""Share of a form's columns that must be found in order for its order to go before what a label says by itself."""

SAME = 90.0
"""Similarity (0-100) from which a label is what a column is usually called; «Quốc tịch» and «Quốc tịch mẹ» have 89."""

CLEARLY = 5.0
"""Points by which the best of two columns, or of two labels, must be ahead of the other."""

SHORT = 4
"""Letters up to which a label must be spelt exactly."""

NAME = "Họ tên"
"""What a label leaves out that only says who: «Người khai» is «Họ tên người khai»."""

PERSONS = ("me", "cha", "chong", "vo", "cm", "nc", "nyc")
"""Beginnings of the columns of others than the one a register is about (``ministry_columns.toml``)."""

MARKS = ("me", "cha", "chong", "vo")
"""Folded words by which a label is about one of them."""

BARE = ("so", "quyenSo", "trangSo", "ngayDangKy", "noiDangKy", "nguoiKy", "nguoiThucHien", "ghiChu")
"""Columns of the case and not of a person: their labels mean them also behind a person's name."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a cell may be named by: a ministry column, its kind and its title."""

    name: str
    kind: str
    title: str


def named(cells: Sequence[Drawn], register: str) -> list[Drawn]:
    """Return the cells with the columns that their labels propose, each column once; other cells are titled by their labels.

    Args:
        cells: of one entry, in reading order.
        register: whose columns the labels may name: ``KS``, ``KH``, ``KT``, ``CMC`` or ``HN``.
    """
    ordered, share = _by_order([cell.label for cell in cells], register)
    usual, doubted = _by_usual([cell.label for cell in cells], register)
    if share < FITS:
        ordered = [None if place in doubted else one for place, one in enumerate(ordered)]
    first, second = (ordered, usual) if share >= FITS else (usual, ordered)
    taken = {one.name for one in first if one}
    found = [
        one or (other if other and other.name not in taken else None) for one, other in zip(first, second, strict=True)
    ]
    return [
        replace(cell, column=one.name, kind=one.kind, title=one.title) if one else replace(cell, title=cell.label)
        for cell, one in zip(cells, found, strict=True)
    ]


def _by_order(labels: Sequence[str], register: str) -> tuple[list[Named | None], float]:
    """Return the columns of the best fitting known form, in its order, and which share of the form's they are."""
    best: list[Column | None] = [None] * len(labels)
    share = 0.0
    for form in loader.every():
        if form.register != register:
            continue
        columns = _matched([letters(label) for label in labels], form)
        if sum(map(bool, columns)) > sum(map(bool, best)):
            best, share = columns, sum(map(bool, columns)) / len(form.columns)
    return [Named(column.name, column.kind, column.title) if column else None for column in best], share


def _matched(labels: Sequence[str], form: Form) -> list[Column | None]:
    """Return for each label the column of a form whose printed label it is, both in order."""
    alike: NDArray[np.float64] = np.array(
        [[max(fuzz.ratio(label, letters(one)) for one in column.labels) for column in form.columns] for label in labels]
    ).reshape(len(labels), len(form.columns))
    found: list[Column | None] = [None] * len(labels)
    for i, j in paired(np.where(alike >= ALIKE, alike, 0.0)):
        found[i] = form.columns[j]
    return found


def _by_usual(labels: Sequence[str], register: str) -> tuple[list[Named | None], set[int]]:
    """Return the columns that are usually called what the labels say, and the places of labels that may mean another."""
    usual = _usual(register)
    claims: dict[str, list[tuple[float, int]]] = {}
    doubted = set()
    others = False
    for place, label in enumerate(labels):
        name, score = _called(label, usual)
        about = set(key(label).split()) & set(MARKS)
        if name and (not others or about or name in BARE or name.startswith(PERSONS)):
            claims.setdefault(name, []).append((score, place))
        elif name:
            doubted.add(place)
        others = others or bool(about) or name.startswith(PERSONS)
    found: list[Named | None] = [None] * len(labels)
    titled = {one.name: Named(one.name, one.kind, one.title) for one in ministry_columns.of_register(register)}
    for name, claimed in claims.items():
        best, *rest = sorted(claimed, reverse=True)
        if not rest or best[0] - rest[0][0] >= CLEARLY:
            found[best[1]] = titled[name]
        doubted |= {place for _, place in claimed if found[place] is None}
    return found, doubted


def _called(label: str, usual: dict[str, set[str]]) -> tuple[str, float]:
    """Return the column that is called so and how alike the two are, 0-100; '' where none or more than one is."""
    said = {letters(label), _in_any_order(label)} - {""}
    if len(label.split()) > 1:
        said.add(_in_any_order(f"{NAME} {label}"))
    if not said:
        return "", 0.0
    scores = sorted(
        ((max(_alike(one, name) for one in said for name in names), column) for column, names in usual.items())
    )
    (next_, _), (best, column) = ([(0.0, ""), (0.0, ""), *scores])[-2:]
    return (column, best) if best >= SAME and best - next_ >= CLEARLY else ("", 0.0)


def _alike(one: str, other: str) -> float:
    """Return how alike two folded spellings are, 0-100; short ones are the same or nothing."""
    if min(len(one), len(other)) <= SHORT:
        return 100.0 if one == other else 0.0
    return fuzz.ratio(one, other, score_cutoff=SAME - CLEARLY)


@cache
def _usual(register: str) -> dict[str, set[str]]:
    """Return the folded spellings of each column of a register, those that lists and known forms are headed by."""
    titled = ministry_columns.of_register(register)
    columns = tuple(Column(one.name, one.kind, (one.title,), row, one.title) for row, one in enumerate(titled))
    whole = Form("", "", register, (), (), (0, 0), "", 1, (), columns)
    shipped = [form for form in loader.every() if form.register == register and form.layout != "drawn_cells"]
    spelt = headings.names_of([whole, *shipped])
    return {
        one.name: {folded for name in spelt[one.name] for folded in (letters(name), _in_any_order(name)) if folded}
        for one in titled
    }


def _in_any_order(text: str) -> str:
    """Return the folded words in the order of the alphabet: old prints say «Tên họ», headers of two lines are read crosswise."""
    words = "".join(letter if letter.isalnum() else " " for letter in key(text)).split()
    return "".join(sorted(words))
