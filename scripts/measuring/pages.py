"""Reads books of known truth with ``sohoa read --json`` and says how many cells, forms and fields were right, and how fast.

The yardstick of time is plain ``tesseract PAGE - -l vie`` on the same pages, book by book in the same run, on one core.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from pipeline.geometry import Box
from scripts.measuring.record import Section

OVERLAP = 0.5
"""A cell counts as found from this intersection over union with the true one."""

LONG = 24
"""Pages of a book that counts as long."""

ONE_CORE = {"OMP_THREAD_LIMIT": "1"}

Truth = Mapping[str, Any]

LEVELS = ("0", "1", "2")
"""Of damage."""

Share = tuple[str, str, str]
"""What is shown of a level: the name, and the counts of ``score.py`` whose quotient it is."""


HELP = "cells, forms, fields and time on books with truth"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of books, each with truth.json; score.py beside them")
    parser.add_argument("--recogniser", help="engine for the cells; hand where its weights are, else tesseract")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder, chosen.recogniser)


def measure(folder: Path, recogniser: str | None) -> Section:
    """Measure all books of a folder; every book has ``truth.json``, and ``score.py`` lies beside them."""
    books = sorted(path.parent for path in folder.glob("*/truth.json"))
    truths = {book.name: json.loads((book / "truth.json").read_text(encoding="utf-8")) for book in books}
    plain: dict[tuple[str, str], float] = {}
    with tempfile.TemporaryDirectory() as place:
        out = Path(place)
        for book in books:
            files = [book / page["file"] for page in truths[book.name]["pages"]]
            read(files, out / f"{book.name}.json", recogniser, 1)
            plain |= {(book.name, file.name): _plain(file) for file in files}
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        reads = {book.name: by_file(out / f"{book.name}.json") for book in books}
        scored = scores(folder, out)
        speedup = _speedup(books, truths, out, recogniser)
    levels = _levels(truths, reads, plain)
    long = _long(truths, reads, plain)
    figures = {
        "levels": levels,
        "scores": scored[1],
        "memory_mb": round(memory),
        "speedup_two_workers": round(speedup, 2),
        "ratio_long_book": round(long, 2),
    }
    lines = ["| level | pages | form right | entries | cells IoU ≥ 0.5 | seconds a page | plain tesseract | ratio |"]
    lines += ["|---|---|---|---|---|---|---|---|", *(_line(level, levels[level]) for level in levels)]
    lines += ["", f"Largest process: {memory:.0f} MB. Two workers against one, all pages: {speedup:.2f} times as fast."]
    lines.append(
        f"A book of {LONG} pages, its first page once and the mean of its others for the rest: {long:.2f} times plain tesseract."
    )
    engine = next(page["trail"][-1] for pages in reads.values() for page in pages.values())
    lines.append(f"Cells read by {engine}.")
    title = f"Pages of {folder.name}" + (f", {recogniser}" if recogniser else "")
    return Section(title, "\n".join([*lines, "", "```", scored[0].strip(), "```"]), figures)


def _long(
    truths: Mapping[str, Truth], reads: Mapping[str, Mapping[str, Any]], plain: Mapping[tuple[str, str], float]
) -> float:
    """Return the time of books of ``LONG`` pages as a multiple of plain tesseract's: print is read on their first page only."""
    ours = theirs = 0.0
    for name, truth in truths.items():
        files = [page["file"] for page in truth["pages"]]
        first, *others = (reads[name][file]["seconds"] for file in files)
        ours += (first + (LONG - 1) * sum(others) / len(others)) / LONG
        theirs += sum(plain[name, file] for file in files) / len(files)
    return ours / theirs


def read(files: Sequence[Path], target: Path, recogniser: str | None, workers: int, form: str = "auto") -> float:
    """Read files with ``sohoa read --json`` into a target file; return the seconds it took, start and end included.

    Raises:
        RuntimeError: the command failed altogether.
    """
    command = [sys.executable, "-m", "pipeline.cli", "read", *map(str, files), "--json", str(target), "--form", form]
    begun = time.perf_counter()
    options = ["--workers", str(workers)] + (["--recogniser", recogniser] if recogniser else [])
    ended = subprocess.run(
        [*command, *options], env={**os.environ, **ONE_CORE}, capture_output=True, text=True, check=False
    )
    if ended.returncode not in (0, 1):
        raise RuntimeError(ended.stderr)
    return time.perf_counter() - begun


def _plain(file: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(
        ["tesseract", str(file), "-", "-l", "vie"], env={**os.environ, **ONE_CORE}, capture_output=True, check=True
    )
    return time.perf_counter() - begun


def by_file(file: Path) -> dict[str, Any]:
    """Return the pages of a file that ``read`` wrote, by the name of their picture."""
    return {page["file"]: page for page in json.loads(file.read_text(encoding="utf-8"))["pages"]}


def scores(folder: Path, out: Path) -> tuple[str, Any]:
    """Return the table of ``score.py`` for the JSON files in ``out``, and its raw rows."""
    return _score(folder, out), counts(folder, out)


def counts(folder: Path, out: Path) -> Any:
    """Return what ``score.py`` counts in the JSON files in ``out``, by form and level."""
    return json.loads(_score(folder, out, "--json"))


def shares(counted: Any, which: Sequence[Share]) -> dict[str, dict[str, float]]:
    """Return quotients of the counts of all forms, by level."""
    return {
        level: {name: round(of_level.get(part, 0) / max(1, of_level.get(whole, 0)), 4) for name, part, whole in which}
        for level in LEVELS
        for of_level in (counted.get(f"all/{level}", {}),)
    }


def shares_line(name: str, row: Mapping[str, Mapping[str, float]], which: Sequence[Share]) -> str:
    """Return a row of a table: its name, then the quotients level by level."""
    cells = [", ".join(f"{row[level][share]:.3f}" for share, _, _ in which) for level in LEVELS]
    return f"| {name} | {' | '.join(cells)} |"


def _score(folder: Path, out: Path, *options: str) -> str:
    command = [sys.executable, str(folder / "score.py"), "--all", str(out), str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _speedup(books: Sequence[Path], truths: Mapping[str, Truth], out: Path, recogniser: str | None) -> float:
    """Return how many times as fast two workers read all pages as one does, wall time with start and end."""
    files = [book / page["file"] for book in books for page in truths[book.name]["pages"]]
    one = read(files, out / "one.out", recogniser, 1)
    return one / read(files, out / "two.out", recogniser, 2)


def _levels(
    truths: Mapping[str, Truth], reads: Mapping[str, Mapping[str, Any]], plain: Mapping[tuple[str, str], float]
) -> dict[str, dict[str, Any]]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for name, truth in truths.items():
        for page in truth["pages"]:
            for level in (str(page["level"]), "all"):
                read = reads[name].get(page["file"], {"entries": [], "form": "", "seconds": None})
                counts[level] += _count(page, read, truth["form"])
                if read["seconds"] is not None:
                    times[level].append((read["seconds"], plain[name, page["file"]]))
    return {level: {**counts[level], **_times(times[level])} for level in sorted(counts)}


def _count(page: Truth, read: Mapping[str, Any], form: str) -> Counter[str]:
    count = Counter(pages=1, form_right=int(read["form"] == form), entries=len(page["entries"]))
    count["entries_found"] = min(len(read["entries"]), len(page["entries"]))
    for i, entry in enumerate(page["entries"]):
        fields = read["entries"][i]["fields"] if i < len(read["entries"]) else {}
        for column, boxes in (entry.get("boxes") or {}).items():
            count["cells"] += 1
            if column in fields and Box(*fields[column]["box"]).overlap(around(boxes)) >= OVERLAP:
                count["cells_found"] += 1
    return count


def around(boxes: Sequence[Sequence[int]]) -> Box:
    """Return the box around all boxes (x, y, w, h)."""
    x, y = min(box[0] for box in boxes), min(box[1] for box in boxes)
    return Box(x, y, max(box[0] + box[2] for box in boxes) - x, max(box[1] + box[3] for box in boxes) - y)


def _times(pairs: Sequence[tuple[float, float]]) -> dict[str, float]:
    ours, plain = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    if not pairs:
        return {"seconds": 0.0, "plain": 0.0, "ratio": 0.0, "median_ratio": 0.0}
    return {
        "seconds": round(ours / len(pairs), 3),
        "plain": round(plain / len(pairs), 3),
        "ratio": round(ours / plain, 2),
        "median_ratio": round(median(a / b for a, b in pairs), 2),
    }


def _line(level: str, of: Mapping[str, Any]) -> str:
    cells = f"{of['cells_found']}/{of['cells']}" if of.get("cells") else "no boxes in the truth"
    found = f"{of['entries_found']}/{of['entries']}"
    ratio = f"{of['ratio']} (median {of['median_ratio']})"
    return f"| {level} | {of['pages']} | {of['form_right']} | {found} | {cells} | {of['seconds']} | {of['plain']} | {ratio} |"
