"""Is confidence frequency? How often proposals of a confidence are right, by kind of value."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.forms import loader
from pipeline.vietnamese import nfc

TENTHS = 10
"""Classes of confidence, as in most reports of the expected calibration error (Guo et al. 2017, 15 there for many more cells)."""

Proposal = tuple[float, bool]
"""The confidence of a proposal, and whether it is right."""


def of_books(truths: Path, read: Path, levels: Sequence[int]) -> dict[str, list[Proposal]]:
    """Return the proposals of some levels by kind of value, and all of them under ``all``; letter case is left aside.

    Args:
        truths: folder of books with ``truth.json``.
        read: folder with ``<book>.json`` each, as ``sohoa read --json`` writes it.
        levels: of damage.
    """
    found: dict[str, list[Proposal]] = defaultdict(list)
    for file in sorted(truths.glob("*/truth.json")):
        truth = json.loads(file.read_text(encoding="utf-8"))
        said = json.loads((read / f"{file.parent.name}.json").read_text(encoding="utf-8"))["pages"]
        pages = {page["file"]: page["entries"] for page in said}
        kinds = {column.name: column.kind for column in loader.load(truth["form"]).columns}
        for page in truth["pages"]:
            if page["level"] in levels:
                for column, proposal in _of_page(page["entries"], pages.get(page["file"], [])):
                    found[kinds[column]].append(proposal)
                    found["all"].append(proposal)
    return found


def _of_page(true: Sequence[Any], said: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Proposal]]:
    for entry, one in zip(true, said, strict=False):
        for column, text in entry["fields"].items():
            field = one["fields"].get(column)
            if field and field["value"]:
                yield column, (field["confidence"], nfc(field["value"]).lower() == nfc(text or "").lower())


def expected_error(proposals: Sequence[Proposal]) -> float:
    """Return the mean distance of confidence from frequency over the tenths of confidence, 0.0 to 1.0; 0.0 of nothing."""
    if not proposals:
        return 0.0
    return sum(count * abs(confidence - right) for _, count, confidence, right in tenths(proposals)) / len(proposals)


def tenths(proposals: Sequence[Proposal]) -> list[tuple[int, int, float, float]]:
    """Return for each tenth of confidence that occurs: which, how many proposals, their mean confidence, the share that is right."""
    confidence, right = np.array(proposals, np.float64).T
    place = np.minimum((confidence * TENTHS).astype(int), TENTHS - 1)
    return [
        (tenth, int(here.sum()), float(confidence[here].mean()), float(right[here].mean()))
        for tenth in range(TENTHS)
        if (here := place == tenth).any()
    ]


def tables(proposals: Mapping[str, Sequence[Proposal]]) -> list[str]:
    """Return the lines of two tables: by kind, and the reliability of all proposals."""
    lines = ["| kind | proposals | mean confidence | right | expected calibration error |", "|---|---|---|---|---|"]
    for kind, some in sorted(proposals.items()):
        confidence, right = np.array(some, np.float64).mean(axis=0)
        lines.append(f"| {kind} | {len(some)} | {confidence:.3f} | {right:.3f} | {expected_error(some):.3f} |")
    lines += ["", "| confidence | proposals | mean confidence | right | |", "|---|---|---|---|---|"]
    for tenth, count, confidence, right in tenths(proposals["all"]):
        bar = "█" * round(20 * right)
        lines.append(
            f"| {tenth / TENTHS:.1f} to {(tenth + 1) / TENTHS:.1f} | {count} | {confidence:.3f} | {right:.3f} | `{bar}` |"
        )
    return lines
