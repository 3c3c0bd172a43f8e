"""How much every witness helps: books read once, weighed many times, with all witnesses and without each of them."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.geometry import Box
from pipeline.page_json import told
from pipeline.weighing import weighed, witnesses
from scripts.measuring.calibration import Proposal, expected_error, of_books, tables
from scripts.measuring.pages import LEVELS, counts, shares, shares_line
from scripts.measuring.record import Section

SHARES = (
    ("top1", "top1", "fields"),
    ("top5", "top5", "fields"),
    ("silent", "silent", "sure_all"),
    ("sure", "sure", "fields"),
)
"""What is shown: the name, and the counts of ``score.py`` whose quotient it is."""


HELP = "how much every witness helps, and calibration, on books that were read before"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of books, each with truth.json; score.py beside them")
    parser.add_argument("read", type=Path, help="folder with BOOK.json of each, written by sohoa read --json")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder, chosen.read)


def measure(folder: Path, read: Path) -> Section:
    """Measure what ``sohoa read --json`` wrote of every book of a folder; ``score.py`` lies beside the books.

    Args:
        folder: of books with ``truth.json``.
        read: folder with ``<book>.json`` each, weighed or not: weighing begins with what the recogniser said.
    """
    books = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(read.glob("*.json"))}
    begun = time.process_time()
    rows = {"all witnesses": _scored(folder, books, ())}
    taken = time.process_time() - begun
    names = [_name(witness) for witness in witnesses()]
    rows = {"nobody": _scored(folder, books, names)} | rows
    rows |= {f"without {name}": _scored(folder, books, (name,)) for name in names}
    reading = sum(page["seconds"] for book in books.values() for page in book["pages"])
    head = "| heard | " + " | ".join(f"level {level}: top1, top5, silent, sure" for level in LEVELS) + " |"
    lines = [head, "|---|---|---|---|", *(shares_line(name, row, SHARES) for name, row in rows.items())]
    lines += ["", f"Weighing took {taken:.1f} s of processor time, reading the same pages {reading:.0f} s."]
    calibration = {}
    for levels in ((0, 1), (2,)):
        proposals = _proposals(folder, books, levels)
        if not proposals:
            continue
        lines += ["", f"Calibration, levels {' and '.join(map(str, levels))}:", "", *tables(proposals)]
        calibration["-".join(map(str, levels))] = {kind: expected_error(some) for kind, some in proposals.items()}
    figures = {"calibration": calibration, "rows": rows, "seconds": taken, "reading_seconds": reading}
    return Section(f"Witnesses, {folder.name}", "\n".join(lines), figures)


def page_of(page: Mapping[str, Any]) -> ReadPage:
    """Return a page as the recogniser read it from what ``sohoa read --json`` wrote of it."""
    entries = tuple({column: _reading(field) for column, field in entry["fields"].items()} for entry in page["entries"])
    return ReadPage(page["form"], entries, tuple(page["trail"]), page["quality"], page["seconds"], (1, 1))


def _reading(field: Mapping[str, Any]) -> Reading:
    """Return a reading; what was weighed begins again with what was read."""
    said = field.get("read") or [{"value": field["value"], "confidence": field["confidence"]}, *field["alternatives"]]
    first, *others = [Candidate(one["value"], one["confidence"]) for one in said]
    return Reading(first.text, first.probability, Ink(field["state"]), Box(*field["box"]), tuple(others))


def _name(witness: object) -> str:
    return type(witness).__module__.rpartition(".")[2]


def _scored(folder: Path, books: Mapping[str, Any], without: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return the shares of each level when some witnesses are not heard."""
    with tempfile.TemporaryDirectory() as place:
        _write_weighed(books, Path(place), without)
        return shares(counts(folder, Path(place)), SHARES)


def _proposals(folder: Path, books: Mapping[str, Any], levels: Sequence[int]) -> dict[str, list[Proposal]]:
    """Return the proposals of some levels when all witnesses are heard, by kind."""
    with tempfile.TemporaryDirectory() as place:
        _write_weighed(books, Path(place), ())
        return of_books(folder, Path(place), levels)


def _write_weighed(books: Mapping[str, Any], place: Path, without: Sequence[str]) -> None:
    asked = witnesses(without)
    for name, book in books.items():
        pages = sorted(book["pages"], key=lambda page: str(page["file"]))
        better = weighed([page_of(page) for page in pages], asked=asked)
        written = [told(page["file"], one) for page, one in zip(pages, better, strict=True)]
        (place / f"{name}.json").write_text(json.dumps({"pages": written}), encoding="utf-8")
