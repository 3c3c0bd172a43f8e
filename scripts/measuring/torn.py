"""Tears pieces off pages, lays things over them, and says how often a text is proposed where paper is not seen any more."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import flow, scans
from pipeline.entries import Reading, ReadPage
from pipeline.errors import UnknownForm
from pipeline.geometry import Box
from pipeline.sheets import Picture
from scripts.measuring.record import Section

TEARS = 1
"""Torn copies of each page on each ground."""

PAGES = 1
"""Pages of each book that are torn: the first one."""

OVER = 0.05
"""A cell lies over missing paper from this share of its box on: less is a frayed margin beside the writing."""

BELIEVED = 0.5
"""Confidence above which a proposal there is fluent text for paper that is not seen (issue 4)."""

GROUNDS: Mapping[str, tuple[int, int, int]] = {
    "black": (18, 18, 20),
    "dark desk": (70, 52, 40),
    "grey table": (128, 128, 126),
    "white lid": (252, 252, 252),
    "red stamp": (176, 40, 44),
    "sheet of paper": (236, 236, 232),
    "white slip": (250, 250, 248),
    "yellow note": (246, 230, 138),
    "next page": (255, 255, 255),
}
"""What is seen instead of the page, RGB; what is ``LAID_OVER`` lies over it, what is ``WRITTEN`` on bears the writing of another page."""

LAID_OVER = {"red stamp", "sheet of paper", "white slip", "yellow note"}
WRITTEN = {"white slip", "yellow note", "next page"}

SHIFT = 60
"""px by which the page that is written on lies elsewhere than the torn one, so that its rulings do not run on."""


@dataclass(frozen=True, slots=True)
class Torn:
    """A page with a piece missing or covered.

    Attributes:
        picture: (H, W, 3) uint8 RGB.
        gone: (H, W) uint8, 1 where the page is not seen any more.
    """

    picture: Picture
    gone: NDArray[np.uint8]


def torn(picture: Picture, ground: str, seed: int, other: Picture | None = None) -> Torn:
    """Return a (H, W, 3) page with one or two rough pieces gone, the same for the same seed.

    Args:
        picture: (H, W, 3) uint8 RGB, the page.
        ground: one of ``GROUNDS``.
        seed: which pieces.
        other: (H', W', 3) uint8 RGB page whose writing is on the slip or behind the hole; the page itself, on its head, by default.
    """
    chance = np.random.default_rng(seed)
    rows, columns = picture.shape[:2]
    gone = np.zeros((rows, columns), np.uint8)
    for _ in range(int(chance.integers(1, 3))):
        cv2.fillPoly(gone, [_piece(chance, rows, columns, laid=ground in LAID_OVER)], (1,))
    grain = chance.normal(0, 2, (rows, columns, 1))
    tone = np.array(GROUNDS[ground], np.float64)
    if ground in WRITTEN:
        there = _moved(picture[::-1, ::-1] if other is None else other, (rows, columns))
        paper = 255.0 if ground == "next page" else np.percentile(there[::8, ::8], 60, axis=(0, 1))
        tone = tone * (there / paper).clip(0, 1)
    seen = (tone + grain).clip(0, 255).astype(np.uint8)
    return Torn(np.where(gone[..., None] > 0, seen, picture).astype(np.uint8), gone)


def _moved(page: Picture, shape: tuple[int, int]) -> NDArray[np.float64]:
    """Return a (H', W', 3) page as large as a picture of that shape, (H, W), and moved aside."""
    scale = max(shape[0] / page.shape[0], shape[1] / page.shape[1])
    large = cv2.resize(np.ascontiguousarray(page), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(np.roll(large, (SHIFT, SHIFT), axis=(0, 1))[: shape[0], : shape[1]], np.float64)


def _piece(chance: np.random.Generator, rows: int, columns: int, *, laid: bool) -> NDArray[np.int32]:
    """Return the (N, 2) outline x, y of a piece: a corner, a bite out of an edge, a hole, or a thing that lies on the page."""
    wide, high = chance.uniform(0.15, 0.4) * columns, chance.uniform(0.06, 0.2) * rows
    if laid:
        x, y = chance.uniform(0.1, 0.8) * columns, chance.uniform(0.1, 0.8) * rows
        box = np.array([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)])
        return np.asarray(box.round(), np.int32)
    kind = chance.choice(("corner", "edge", "hole"))
    x = float(chance.choice((0, columns))) if kind != "hole" else chance.uniform(0.2, 0.8) * columns
    y = float(chance.choice((0, rows))) if kind == "corner" else chance.uniform(0.15, 0.85) * rows
    size = (wide, high) if kind != "hole" else (wide / 2, high / 2)
    angles = np.sort(chance.uniform(0, 2 * np.pi, 40))
    rough = chance.uniform(0.75, 1.0, 40)
    outline = np.column_stack([x + rough * size[0] * np.cos(angles), y + rough * size[1] * np.sin(angles)])
    return np.asarray(outline.round(), np.int32)


def over_the_gap(read: ReadPage, gone: NDArray[np.uint8]) -> list[tuple[int, str, Reading]]:
    """Return the cells of a page that lie over what is missing in an (H, W) mask: entry, column, reading."""
    return [
        (number, column, reading)
        for number, entry in enumerate(read.entries)
        for column, reading in entry.items()
        if share(gone, reading.box) >= OVER
    ]


def _written(file: Path) -> Mapping[tuple[int, str], str]:
    """Return what is written on a page, by entry and column, where its book has ``truth.json``."""
    truth = file.with_name("truth.json")
    pages = json.loads(truth.read_text(encoding="utf-8"))["pages"] if truth.exists() else []
    entries: list[Any] = next((page["entries"] for page in pages if page["file"] == file.name), [])
    return {(i, column): text for i, entry in enumerate(entries) for column, text in entry["fields"].items()}


def share(gone: NDArray[np.uint8], box: Box) -> float:
    """Return which share of a box in px is missing in an (H, W) mask."""
    part = gone[max(box.y, 0) : box.bottom, max(box.x, 0) : box.right]
    return float(part.mean()) if part.size else 1.0


def _other(file: Path, files: Sequence[Path], ground: str) -> Path:
    """Return the page seen instead: the next one of the book behind a hole, one of the next book on a slip."""
    among = sorted(file.parent.glob("*.jpg")) if ground == "next page" else files
    return among[(among.index(file) + 1) % len(among)]


HELP = "texts proposed where paper is torn off or covered"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of books with pages")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder)


def measure(folder: Path) -> Section:
    """Tear the first pages of every book of a folder, read them, and count the cells over what is gone."""
    engines = flow.engines("hand")
    files = [file for book in sorted(folder.iterdir()) if book.is_dir() for file in sorted(book.glob("*.jpg"))[:PAGES]]
    counts: dict[str, Counter[str]] = {ground: Counter() for ground in GROUNDS}
    bad: list[dict[str, Any]] = []
    for number, file in enumerate(files):
        whole, written = scans.decode(file).picture, _written(file)
        for ground, count in counts.items():
            for seed in range(TEARS):
                other = scans.decode(_other(file, files, ground)).picture if ground in WRITTEN else None
                page = torn(whole, ground, 1000 * number + seed, other)
                try:
                    read = flow.read_page(page.picture, flow.AUTO, engines)
                except UnknownForm:
                    count["unknown"] += 1
                    continue
                for entry, column, reading in over_the_gap(read, page.gone):
                    count["over"] += 1
                    count[str(reading.ink)] += 1
                    count["proposed"] += bool(reading.text)
                    right = reading.text.casefold() == written.get((entry, column), "").casefold()
                    count["believed"] += reading.confidence > BELIEVED
                    count["wrong"] += reading.confidence > BELIEVED and not right
                    if reading.confidence > BELIEVED:
                        place = {"file": f"{file.parent.name}/{file.name}", "seed": 1000 * number + seed}
                        bad.append(
                            {**place, "ground": ground, "column": column, "share": share(page.gone, reading.box)}
                        )
                        bad[-1] |= {"text": reading.text, "confidence": reading.confidence, "right": right}
                count["kept"] += sum(bool(r.text) for e in read.entries for r in e.values())
    lines = [
        f"{len(files)} pages, each torn {TEARS} time(s) before each ground. A cell lies over the gap from {OVER:.0%} of its box on.",
        "",
        "| seen instead | cells over the gap | torn | unreadable | blank | a text proposed | above 0.5 | of these not what is written | proposals elsewhere |",
        "|---|---|---|---|---|---|---|---|---|",
        *(_line(ground, count) for ground, count in counts.items()),
    ]
    figures = {"counts": {ground: dict(count) for ground, count in counts.items()}, "believed": bad}
    return Section(f"Torn and covered pages, {folder.name}", "\n".join(lines), figures)


def _line(ground: str, count: Counter[str]) -> str:
    names = ("over", "torn", "unreadable", "blank", "proposed", "believed", "wrong")
    return f"| {ground} | {' | '.join(str(count[name]) for name in names)} | {count['kept'] - count['proposed']} |"
