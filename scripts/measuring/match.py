"""How well a list of another office is matched with a book, and how fast: two made-up lists with known truth."""

from __future__ import annotations

import argparse
import csv
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipeline.differences import Difference, between
from pipeline.lexicons.tables import folded
from pipeline.linkage import Link, Linkage
from pipeline.listing import tables
from scripts.measuring.lists import COLUMNS, Lists, Person, lists
from scripts.measuring.record import Section

FEW = 3
"""Columns of a list that knows no more than name, date of birth and sex."""

COUNT = 10_000
SEED = 11
"""The numbers of ``pipeline.linkage`` were looked at with seed 7."""

NOTE = """{count} records of births against {count} rows; {pairs} stand on both sides. Half of the rows that stand on one
side only are brothers, sisters or twins of people on the other side. Faults are even by kind, planted into 40% of the rows: the
shares say that the linkage works, not how often offices write so. Kinds: of the planted faults of linked pairs, how many are called
by their kind. One process; reading the CSV and naming the kinds are in the seconds of the first match. Memory is the peak of the whole
measurement."""


HELP = "pairs and kinds of differences found between two made-up lists"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("--rows", type=int, default=COUNT, help="rows of each list")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.rows)


def measure(count: int, seed: int = SEED) -> Section:
    """Measure on two lists of ``count`` rows each."""
    made = lists(count, seed)
    rows: dict[str, dict[str, float]] = {}
    with _timed(rows, "exact join of name and date", made) as pairs:
        pairs.extend(_exact(made.ours, made.theirs))
    with _timed(rows, "sohoa match", made) as pairs:
        links = Linkage(COLUMNS, made.ours, _through_a_file(made.theirs)).links()
        kinds = _kinds(links, made)
        pairs.extend(_places(links))
    rows["of these, called sure"] = _row(_places([link for link in links if link.sure]), made)
    few = [person[:FEW] for person in made.ours], [person[:FEW] for person in made.theirs]
    with _timed(rows, "sohoa match, list without parents, people and home", made) as pairs:
        links = Linkage(COLUMNS[:FEW], *few).links()
        pairs.extend(_places(links))
    rows["of these, called sure "] = _row(_places([link for link in links if link.sure]), made)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return _section(count, rows, kinds, made, peak)


def _through_a_file(rows: Sequence[Person]) -> list[tuple[str, ...]]:
    """Write the list as another office would and read it back."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        with path.open("w", encoding="utf-16", newline="") as file:
            csv.writer(file, delimiter="\t").writerows(rows)
        width = len(COLUMNS)
        return [(cells + ("",) * width)[:width] for _, cells in tables(path)[0].rows()]


def _exact(ours: Sequence[Person], theirs: Sequence[Person]) -> list[tuple[int, int]]:
    """Join on name and date of birth, case and place of the tone mark aside, as a spreadsheet would."""
    waiting: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(theirs):
        waiting.setdefault((folded(row[0]), row[1]), []).append(place)
    pairs = []
    for place, row in enumerate(ours):
        found = waiting.get((folded(row[0]), row[1]))
        if found:
            pairs.append((place, found.pop(0)))
    return pairs


@contextmanager
def _timed(rows: dict[str, dict[str, float]], name: str, made: Lists) -> Iterator[list[tuple[int, int]]]:
    """Keep the row of the pairs that the block finds, with the seconds it takes."""
    pairs: list[tuple[int, int]] = []
    wall, processor = time.perf_counter(), time.process_time()
    yield pairs
    rows[name] = _row(pairs, made)
    rows[name] |= {"seconds": time.perf_counter() - wall, "processor": time.process_time() - processor}


def _places(links: Sequence[Link]) -> list[tuple[int, int]]:
    return [(link.ours, link.theirs) for link in links]


def _row(pairs: Sequence[tuple[int, int]], made: Lists) -> dict[str, float]:
    right = sum(made.pairs.get(ours) == theirs for ours, theirs in pairs)
    return {"precision": right / max(1, len(pairs)), "recall": right / len(made.pairs)}


def _kinds(links: Sequence[Link], made: Lists) -> dict[Difference, tuple[int, int, int]]:
    """Return by kind: faults planted into pairs that were linked, those called so, and cells called so without one."""
    planted, right, false = Counter[Difference](), Counter[Difference](), Counter[Difference]()
    for link in links:
        if made.pairs.get(link.ours) != link.theirs:
            continue
        ours, theirs = made.ours[link.ours], made.theirs[link.theirs]
        for column, first, second in zip(COLUMNS, ours, theirs, strict=True):
            said, true = between(column.kind, first, second), made.faults.get((link.ours, column.name))
            if true is not None:
                planted[true] += 1
                right[true] += said is true
            if said is not None and said is not true:
                false[said] += 1
    return {kind: (planted[kind], right[kind], false[kind]) for kind in Difference if kind in planted}


def _section(
    count: int,
    rows: Mapping[str, Mapping[str, float]],
    kinds: Mapping[Difference, tuple[int, int, int]],
    made: Lists,
    peak: float,
) -> Section:
    lines = ["| linked by | precision | recall | seconds | of them processor |", "|---|---|---|---|---|"]
    for name, row in rows.items():
        times = f"{row['seconds']:.1f} | {row['processor']:.1f}" if "seconds" in row else " | "
        lines.append(f"| {name.strip()} | {row['precision']:.2%} | {row['recall']:.2%} | {times} |")
    lines += ["", "| kind of difference | planted | called so | others called so |", "|---|---|---|---|"]
    lines += [f"| `{kind}` | {planted} | {right} | {false} |" for kind, (planted, right, false) in kinds.items()]
    all_right, all_planted = sum(one[1] for one in kinds.values()), sum(one[0] for one in kinds.values())
    lines += ["", f"Kinds right: {all_right / max(1, all_planted):.2%}. Peak memory {peak:.0f} MB.", ""]
    lines.append(NOTE.format(count=f"{count:,}", pairs=f"{len(made.pairs):,}"))
    figures: dict[str, Any] = {
        "rows": rows,
        "kinds": {kind.value: found for kind, found in kinds.items()},
        "megabytes": peak,
    }
    return Section(f"Matching lists of {count} rows", "\n".join(lines), figures)
