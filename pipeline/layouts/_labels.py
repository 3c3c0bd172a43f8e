"""Finds a form's printed labels among the words of a page, tolerant of reading errors.

Words are joined into visual rows; the printed rows of the form are laid over them in order by dynamic programming, so
that a label that occurs three times ("Dân tộc") is told apart by its place. Similarity is Levenshtein on folded letters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median

import numpy as np
from rapidfuzz import fuzz

from pipeline.forms import Column, Form
from pipeline.geometry import Box
from pipeline.sequences import paired
from pipeline.sheets import Word
from pipeline.vietnamese import key

LEAST = 62.0
"""Similarity (0-100) below which a label is not believed; of 25 labels two thirds must then be right to name a form."""

TITLE = 80.0
"""Similarity (0-100) from which a row is the form's title."""

SAME_ROW = 0.55
"""Words of one row stand within this share of a word's height."""

APART = 2.0
"""Widest gap between two words of one label, in heights of its highest word; printed ones are below 0.5."""

MISREAD = 2
"""So many letters between the end of a label and that of its last word are the label's own, read wrongly; more are a value."""

DRIFT = 0.05
"""Slope that a curled row may have: 3 degrees."""

DRIFTED = 0.5
"""It leaves the height of its last word by at most so many heights of a word."""


@dataclass(frozen=True, slots=True)
class Found:
    """A printed label on the sheet: its column, its box in px, how alike it is, 0.0 to 1.0, and how many letters it has."""

    column: Column
    box: Box
    likeness: float
    letters: int


@dataclass(frozen=True, slots=True)
class Row:
    """Words standing side by side, left to right, with the folded letters and the word each letter is from."""

    words: tuple[Word, ...]
    letters: str
    owner: tuple[int, ...]


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Return the words joined into visual rows, top to bottom."""
    return list(_rows_of(tuple(words)))


@lru_cache(maxsize=8)
def _rows_of(words: tuple[Word, ...]) -> tuple[Row, ...]:
    """Return the rows; each form that is tried asks for those of the same words."""
    if not words:
        return ()
    tall = float(median(word.box.h for word in words))
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.x):
        near = _nearest([row[-1] for row in rows], word, tall)
        if near is None:
            rows.append([word])
        else:
            rows[near].append(word)
    return tuple(_row(row) for row in sorted(rows, key=lambda row: median(map(_middle, row))))


def _nearest(lasts: Sequence[Word], word: Word, tall: float) -> int | None:
    """Return in which row a word stands, of which the last words are given; a curled row may drift along the way."""
    middle, nearest, least = _middle(word), None, SAME_ROW * tall
    for place, last in enumerate(lasts):
        off = abs(middle - _middle(last))
        if off < least + DRIFTED * tall:
            gap = max(0.0, off - min(DRIFT * max(0, word.box.x - last.box.right), DRIFTED * tall))
            if gap < least:
                nearest, least = place, gap
    return nearest


def _middle(word: Word) -> float:
    return word.box.y + word.box.h / 2


def _row(words: list[Word]) -> Row:
    ordered = tuple(sorted(words, key=lambda w: w.box.x))
    letters, owner = "", []
    for i, word in enumerate(ordered):
        folded = _folded(word.text)
        letters += folded
        owner += [i] * len(folded)
    return Row(ordered, letters, tuple(owner))


@lru_cache(maxsize=1 << 14)
def _folded(text: str) -> str:
    return "".join(letter for letter in key(text) if letter.isalnum() or letter in ":/")


def in_row(row: Row, columns: Sequence[Column]) -> list[Found | None]:
    """Return for each column of one printed row its label in a visual row, or None; labels keep their order."""
    found: list[Found | None] = []
    start = 0
    for column in columns:
        best: tuple[float, int, int, int] | None = None
        for label in map(_folded, column.labels):
            match = _match(row.letters[start:], label)
            if match and _together(row, start + match[1], start + match[2]) and (best is None or match[0] > best[0]):
                best = (*match, len(label))
        if best is None:
            found.append(None)
            continue
        first, last = start + best[1], start + best[2]
        last += row.letters[last : last + 1] == ":"  # the colon is the label's, not the value's
        found.append(Found(column, _span(row, first, last), best[0] / 100, best[3]))
        start = last
    return found


def _together(row: Row, first: int, last: int) -> bool:
    """Return whether letters of a row stand as close as those of one label; pieces from two ends of a row are none."""
    inside = [row.words[i].box for i in sorted(set(row.owner[first:last]))]
    widest = max((right.x - left.right for left, right in pairwise(inside)), default=0)
    return widest <= APART * max(box.h for box in inside)


def _match(letters: str, label: str) -> tuple[float, int, int] | None:
    if not letters or not label:
        return None
    alignment = fuzz.partial_ratio_alignment(label, letters, score_cutoff=LEAST)
    if alignment is None or len(label) > len(letters) + 2:
        return None
    score, first, last = alignment.score, alignment.dest_start, alignment.dest_end
    inside = first > 0 and letters[first - 1].isalpha()
    if len(label) <= 3 and (score < 95 or inside):
        return None  # "Số" is also the end of "Quyển số"
    if last < len(letters) and letters[last].isalpha():
        score -= 12  # the printed label goes on: it is a longer one
    if inside:
        score -= 15
    return (score, first, last) if score >= LEAST else None


def _span(row: Row, first: int, last: int) -> Box:
    inside = [row.words[i] for i in sorted(set(row.owner[first:last]))]
    left, right = inside[0].box.x, inside[-1].box.right
    edge = row.owner[last - 1]
    letters = [i for i, owner in enumerate(row.owner) if owner == edge]
    rest = row.letters[last : letters[-1] + 1]
    misread = rest.isalpha() and len(rest) <= MISREAD and row.letters[last - 1] != ":"
    if rest and not misread and row.words[edge].box.w > 0:  # the value is glued to the label: cut at the letter
        share = (last - letters[0]) / len(letters)
        right = row.words[edge].box.x + round(row.words[edge].box.w * share)
    begin = [i for i, owner in enumerate(row.owner) if owner == row.owner[first]]
    if begin[0] < first:
        share = (first - begin[0]) / len(begin)
        left = inside[0].box.x + round(inside[0].box.w * share)
    top = min(word.box.y for word in inside)
    bottom = int(median(word.box.bottom for word in inside))
    return Box(left, top, max(1, right - left), max(1, bottom - top))


def printed_rows(form: Form) -> list[list[Column]]:
    """Return the columns of one entry, printed row by printed row."""
    count = max(column.row for column in form.columns) + 1
    return [[column for column in form.columns if column.row == row] for row in range(count)]


def lay_over(rows: Sequence[Row], form: Form, entries: int) -> dict[tuple[int, int], list[Found | None]]:
    """Lay the printed rows of ``entries`` entries over the visual rows in order.

    Returns:
        for (entry, printed row) the labels found in the visual row laid under it; rows without evidence are absent.
    """
    rows = [row for row in rows if not _is_title(row, form)]
    plan = [(entry, number, columns) for entry in range(entries) for number, columns in enumerate(printed_rows(form))]
    seen = [[in_row(row, columns) for columns in printed_rows(form)] for row in rows]
    worth = np.array([[_weight(found[number]) for _, number, _ in plan] for found in seen], np.float64)
    laid: dict[tuple[int, int], list[Found | None]] = {}
    for i, j in paired(worth.reshape(len(rows), len(plan))):
        entry, number, _ = plan[j]
        laid[(entry, number)] = seen[i][number]
    return laid


def _is_title(row: Row, form: Form) -> bool:
    """Say whether a row is the printed title, whose "SỔ" is no label "Số"."""
    return any(
        fuzz.partial_ratio(_folded(title), row.letters) >= TITLE for title in form.printed if len(row.letters) > 5
    )


def _weight(found: Sequence[Found | None]) -> float:
    return sum(f.likeness * f.letters for f in found if f)


def share_found(rows: Sequence[Row], form: Form) -> float:
    """Return which share of the form's printed letters stands on the page in order, 0.0 to 1.0 (one entry counts)."""
    laid = lay_over(rows, form, 1)
    labels = [label for found in laid.values() for label in found if label]
    seen = sum(label.likeness * len(_folded(label.column.labels[0])) for label in labels)
    return seen / sum(len(_folded(column.labels[0])) for column in form.columns)
