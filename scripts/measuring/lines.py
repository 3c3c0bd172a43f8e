"""Finds the text lines and columns of pages whose lines are known, and says how many were found.

A folder holds ``NAME.jpg`` beside ``NAME.json``: ``{"lines": [{"baseline": [[x, y], …], "column": "Col_1"}, …]}``, px.

A true line is found if over more than half of its length a found baseline lies within 12 px of it; each found line serves
one true line, the best matches first. The column of a true line counts where the truth names one that runs down the page
(``Col_…``; headings and margins name none). True and found columns of a page are paired one to one, the pairs with most
lines first; the column of a true line is right if the line is found in the column paired with its own. A column that is cut
in two or joined with another so costs the lines of its lesser part; a line that is not found costs too.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from pipeline import text_lines
from pipeline.errors import RegisterError
from scripts.measuring.record import Section

Points = NDArray[np.float64]
"""(N, 2) x, y in px, left to right."""

NEAR = 12.0
"""px between a true and a found baseline; the pages are 2,200 px on their longer side, their lines 23 to 50 px apart."""

MOST = 0.5
"""Share of a true line's length that must lie near the found one."""

RUNS_DOWN = "Col_"
"""How names of true columns begin that run down the page."""

HEAD = """| page | lines | found | recall | precision | columns right | seconds |
|---|---|---|---|---|---|---|"""
NOTE = """Found: a baseline within {near:.0f} px of the true one over more than half of its length, one to one. Columns right: lines
found in the column paired with their own, of those whose truth names a column that runs down the page. Seconds of processor time.
Every second page by name, from the first, was looked at while the finder was made; the others were not."""


class BadLines(RegisterError):
    """A page cannot be measured: picture or truth is missing or broken."""

    remedy = "Hãy sửa hay bỏ tệp ấy, rồi đo lại."


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its column, '' if the truth names none."""

    column: Hashable
    baseline: Points


@dataclass(frozen=True, slots=True)
class Score:
    """What was found on one or more pages.

    Attributes:
        lines: true lines.
        found: true lines found.
        proposed: lines the finder gave.
        with_column: true lines whose column is known.
        columns_right: those of them found in the right column.
        seconds: processor time.
        pages: how many pages.
    """

    lines: int
    found: int
    proposed: int
    with_column: int
    columns_right: int
    seconds: float
    pages: int = 1

    def figures(self) -> dict[str, float | None]:
        """Return counts and shares by name; a share of nothing is None."""
        return {
            "pages": self.pages,
            "lines": self.lines,
            "found": self.found,
            "proposed": self.proposed,
            "recall": _share(self.found, self.lines),
            "precision": _share(self.found, self.proposed),
            "lines_with_column": self.with_column,
            "columns_right": _share(self.columns_right, self.with_column),
            "seconds_per_page": self.seconds / max(1, self.pages),
        }


HELP = "text lines and columns found on ledgers whose lines are known"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of NAME.jpg, each with NAME.json (baselines, columns)")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder)


def measure(folder: Path) -> Section:
    """Measure every page of a folder.

    Raises:
        BadLines: a page has no truth or cannot be decoded, or there is no page.
    """
    files = sorted(folder.glob("*.jpg"))
    if not files:
        raise BadLines(f"Thư mục {folder} không có ảnh .jpg nào.")
    truths = [known(file) for file in files]  # what is wrong is said before minutes are spent
    scores = [_measured(file, truth) for file, truth in zip(files, truths, strict=True)]
    parts = {"all": scores, "looked at": scores[::2], "not looked at": scores[1::2]}
    sums = {name: _sum(part).figures() for name, part in parts.items() if part}
    rows = [_row(file.stem, score.figures()) for file, score in zip(files, scores, strict=True)]
    rows += [_row(f"**{name}**, {figures['pages']} pages", figures) for name, figures in sums.items()]
    per_page = {file.stem: score.figures() for file, score in zip(files, scores, strict=True)}
    text = "\n".join([HEAD, *rows, "", NOTE.format(near=NEAR)])
    return Section(f"Text lines of {folder.name}", text, {**sums["all"], "parts": sums, "per_page": per_page})


def known(file: Path) -> list[Line]:
    """Return the true lines of a page.

    Raises:
        BadLines: its truth is missing or is not what this module's head describes, or the picture cannot be opened.
    """
    beside = file.with_suffix(".json")
    try:
        with Image.open(file) as picture:
            picture.verify()
        return [_line(one) for one in json.loads(beside.read_text(encoding="utf-8"))["lines"]]
    except FileNotFoundError as error:
        raise BadLines(f"Không có tệp {error.filename}.") from error
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise BadLines(f"Không mở được ảnh {file.name}.") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadLines(f"Tệp {beside.name} không ghi các dòng đúng cách.") from error


def matched(true: Sequence[Line], found: Sequence[Line]) -> dict[int, int]:
    """Return by number of the true line the number of the line found for it, one to one, best first."""
    pairs = []
    for i, line in enumerate(true):
        for j, other in enumerate(found):
            near = _near(line.baseline, other.baseline)
            if near > MOST:
                length = other.baseline[-1, 0] - other.baseline[0, 0] + 1
                wanted = line.baseline[-1, 0] - line.baseline[0, 0] + 1
                pairs.append((near * min(1.0, wanted / length), i, j))
    chosen: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return chosen


def paired_columns(true: Sequence[Line], found: Sequence[Line], pairs: Mapping[int, int]) -> dict[Hashable, Hashable]:
    """Return by name of a true column that runs down the page the found column that holds most of its lines, one to one."""
    together = Counter((true[i].column, found[j].column) for i, j in pairs.items() if _runs_down(true[i]))
    chosen: dict[Hashable, Hashable] = {}
    for (name, column), _ in together.most_common():
        if name not in chosen and column not in chosen.values():
            chosen[name] = column
    return chosen


def score(true: Sequence[Line], found: Sequence[Line], seconds: float) -> Score:
    """Compare the lines found on a page with the true ones."""
    pairs = matched(true, found)
    columns = paired_columns(true, found, pairs)
    named = [i for i, line in enumerate(true) if _runs_down(line)]
    right = sum(i in pairs and columns.get(true[i].column) == found[pairs[i]].column for i in named)
    return Score(len(true), len(pairs), len(found), len(named), right, seconds)


def _measured(file: Path, true: Sequence[Line]) -> Score:
    with Image.open(file) as page:
        picture = np.asarray(page.convert("RGB"))
    begun = time.process_time()
    found = text_lines.find(picture).lines
    seconds = time.process_time() - begun
    return score(true, [Line(line.column, line.baseline) for line in found], seconds)


def _line(written: Mapping[str, Any]) -> Line:
    points = np.array(written["baseline"], np.float64).reshape(-1, 2)
    if not len(points):
        raise ValueError("baseline without points")
    return Line(str(written.get("column", "")), points[np.argsort(points[:, 0], kind="stable")])


def _near(true: Points, found: Points) -> float:
    """Return the share of the true line's length over which the found one lies near."""
    if found[-1, 0] < true[0, 0] or found[0, 0] > true[-1, 0]:
        return 0.0
    places = np.arange(true[0, 0], true[-1, 0] + 1)
    there = np.interp(places, found[:, 0], found[:, 1], left=np.inf, right=np.inf)
    return float((np.abs(there - np.interp(places, true[:, 0], true[:, 1])) <= NEAR).mean())


def _runs_down(line: Line) -> bool:
    return str(line.column).startswith(RUNS_DOWN)


def _sum(scores: Sequence[Score]) -> Score:
    return Score(
        lines=sum(one.lines for one in scores),
        found=sum(one.found for one in scores),
        proposed=sum(one.proposed for one in scores),
        with_column=sum(one.with_column for one in scores),
        columns_right=sum(one.columns_right for one in scores),
        seconds=sum(one.seconds for one in scores),
        pages=len(scores),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _row(name: str, figures: Mapping[str, float | None]) -> str:
    shares = [figures[which] for which in ("recall", "precision", "columns_right")]
    written = " | ".join("" if share is None else f"{share:.1%}" for share in shares)
    return f"| {name} | {figures['lines']} | {figures['found']} | {written} | {figures['seconds_per_page']:.2f} |"
