"""Guesses the ministry columns of cells from their labels: by the order of a known form, and by what each column is usually called.

Nothing is taken for what it only might be: a label that two columns answer to, or two labels that answer to one column, name none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

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

SAID = {"me": "mẹ", "cha": "cha", "chong": "chồng", "vo": "vợ", "nyc": "người khai"}
"""How a label behind one of them would be called if it said so."""

PRINTED = Path(__file__).with_suffix(".toml")
"""What is printed over columns of registers only."""

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
        ordered = [
            one if one and doubted.get(place, one.name) == one.name else None for place, one in enumerate(ordered)
        ]
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


def _by_usual(labels: Sequence[str], register: str) -> tuple[list[Named | None], dict[int, str]]:
    """Return the columns that are usually called what the labels say, and the places of labels that may mean another.

    These come with the column they have if they are about the declarant before them, '' else: behind the declarant nobody else comes.
    """
    usual = _usual(register)
    claims: dict[str, list[tuple[float, int]]] = {}
    behind: list[tuple[str, str, float, int]] = []
    doubted: dict[int, str] = {}
    person = ""
    for place, label in enumerate(labels):
        name, score = _called(label, usual)
        about = set(key(label).split()) & set(MARKS)
        named_person = next((one for one in PERSONS if name.startswith(one)), "")
        if name and (not person or about or name in BARE or named_person):
            claims.setdefault(name, []).append((score, place))
        elif person and not about:
            theirs, alike = _called(f"{label} {SAID.get(person, '')}", usual) if label else ("", 0.0)
            theirs = theirs if theirs.startswith(person) else ""
            if name or theirs:
                doubted[place] = theirs if person == "nyc" else ""
            if theirs:
                behind.append((person, theirs.removeprefix(person), alike, place))
        person = named_person or (min(about) if about else person)
    for name, score, place in _of_persons(behind):
        claims.setdefault(name, []).append((score, place))
    won = _won(claims)
    titled = {one.name: Named(one.name, one.kind, one.title) for one in ministry_columns.of_register(register)}
    found = [titled[won[place]] if place in won else None for place in range(len(labels))]
    lost = {place: "" for claimed in claims.values() for _, place in claimed if place not in won}
    return found, doubted | lost


def _won(claims: Mapping[str, Sequence[tuple[float, int]]]) -> dict[int, str]:
    """Return the places of labels that are clearly more like their column than others that claim it."""
    won = {}
    for name, claimed in claims.items():
        best, *rest = sorted(claimed, reverse=True)
        if not rest or best[0] - rest[0][0] >= CLEARLY:
            won[best[1]] = name
    return won


def _of_persons(behind: Sequence[tuple[str, str, float, int]]) -> Iterator[tuple[str, float, int]]:
    """Yield the columns of labels that name nobody but stand behind a person: column, likeness and place of each.

    «Dân tộc» behind the father and again behind the mother is first his and then hers. Behind one of them alone it may be anybody's.

    Args:
        behind: the person before each label, what is asked, the likeness of the label and its place.
    """
    for person, what, score, place in behind:
        if len({other for other, same, _, _ in behind if same == what}) > 1:
            yield f"{person}{what}", score, place


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
    shipped = [form for form in loader.every() if form.register == register and not form.drawn]
    spelt = headings.names_of([whole, *shipped])
    printed = tomllib.loads(PRINTED.read_text(encoding="utf-8"))
    return {
        one.name: {
            folded
            for name in (*spelt[one.name], *printed.get(one.name, ()))
            for folded in (letters(name), _in_any_order(name))
            if folded
        }
        for one in titled
    }


def _in_any_order(text: str) -> str:
    """Return the folded words in the order of the alphabet: old prints say «Tên họ», headers of two lines are read crosswise."""
    words = "".join(letter if letter.isalnum() else " " for letter in key(text)).split()
    return "".join(sorted(words))
