"""Damages pages of known truth by known amounts, reads them, and says at which measure of the picture the reading falls apart."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np

from pipeline import flow, retake, scans
from pipeline.errors import UnknownForm
from pipeline.page_quality import measured
from pipeline.sheets import Picture
from scripts.measuring.record import Section

PAGES = 5
"""Undamaged pages that are read, one of each form where the folder has them."""

LIVES = 0.75
"""A reading has fallen apart where fewer fields than this share of the undamaged page's are right."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One way of spoiling a picture.

    Attributes:
        name: what is done.
        measure: the measure of the picture that shows it.
        amounts: how much, the least first.
        spoil: gives the (H, W, 3) picture spoilt by an amount.
    """

    name: str
    measure: str
    amounts: tuple[float, ...]
    spoil: Callable[[Picture, float], Picture]


def _blurred(picture: Picture, amount: float) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), amount), np.uint8)


def _corner(picture: Picture, amount: float) -> Picture:
    spoilt, (rows, columns) = picture.copy(), (picture.shape[0] // 3, picture.shape[1] // 3)
    spoilt[:rows, :columns] = _blurred(picture, amount)[:rows, :columns]
    return spoilt


def _smaller(picture: Picture, amount: float) -> Picture:
    return np.asarray(cv2.resize(picture, None, fx=amount, fy=amount, interpolation=cv2.INTER_AREA), np.uint8)


def _darker(picture: Picture, amount: float) -> Picture:
    grain = np.random.default_rng(4).normal(0, 3, picture.shape[:2])[..., None]
    return np.asarray((picture * amount + grain).clip(0, 255), np.uint8)


def _shaded(picture: Picture, amount: float) -> Picture:
    fall = np.interp(np.arange(picture.shape[1]), (0, picture.shape[1] * 0.45, picture.shape[1] * 0.55), (1, 1, amount))
    return _darker(picture, 1.0) if amount == 1 else np.asarray((picture * fall[None, :, None]).clip(0, 255), np.uint8)


def _paler(picture: Picture, amount: float) -> Picture:
    return np.asarray((230 - (230 - picture.astype(np.float32)) * amount).clip(0, 255), np.uint8)


def _cut(picture: Picture, amount: float) -> Picture:
    return np.ascontiguousarray(picture[:, round(amount * picture.shape[1]) :])


def _leaning(picture: Picture, amount: float) -> Picture:
    rows, columns = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), amount, 0.85)
    return np.asarray(cv2.warpAffine(picture, turn, (columns, rows), borderValue=(40, 40, 40)), np.uint8)


DAMAGES = (
    Damage("blurred (sigma, px)", "detail", (0.8, 1.2, 1.6, 2.0, 2.5, 3.0, 4.0), _blurred),
    Damage("upper left ninth blurred", "detail_top_left", (1.6, 2.5, 4.0), _corner),
    Damage("made smaller (share)", "detail", (0.75, 0.5, 0.4, 0.33, 0.27, 0.2), _smaller),
    Damage("darkened (share)", "paper", (0.6, 0.4, 0.25, 0.15, 0.1), _darker),
    Damage("right half in shadow (share)", "shadow", (0.7, 0.5, 0.35, 0.25, 0.15), _shaded),
    Damage("ink paler (share)", "contrast", (0.6, 0.4, 0.3, 0.2, 0.14, 0.1), _paler),
    Damage("left edge cut (share)", "cut_left", (0.05, 0.08, 0.11, 0.15, 0.2), _cut),
    Damage("turned (degrees)", "lean", (2, 4, 6, 9, 14), _leaning),
)


HELP = "measures of pictures at which reading falls apart, on damaged pages"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of books, each with truth.json")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder)


def measure(folder: Path) -> Section:
    """Spoil, read and measure the clean pages of a folder of books with ``truth.json``."""
    pages = _pages(folder)
    engines = flow.engines("hand")
    whole = [_right(scans.decode(file).picture, form, truth, engines) for file, form, truth in pages]
    rows: list[dict[str, Any]] = []
    for damage in DAMAGES:
        for amount in damage.amounts:
            rows.append(
                {"damage": damage.name, "amount": amount, "measure": damage.measure, "figures": [], "right": []}
            )
            rows[-1]["told"] = []
            for (file, form, truth), at_best in zip(pages, whole, strict=True):
                picture = damage.spoil(scans.decode(file).picture, amount)
                found = measured(picture, (picture.shape[1], picture.shape[0]))
                rows[-1]["figures"].append(found.get(damage.measure, 0.0))
                rows[-1]["right"].append(_right(picture, form, truth, engines) / max(at_best, 1))
                rows[-1]["told"].append(bool(retake.advice(found)))
    return section(folder, len(pages), rows, *_undamaged(folder))


def section(folder: Path, pages: int, rows: list[dict[str, Any]], every: list[dict[str, Any]], slow: float) -> Section:
    """Return the figures as a section: ``rows`` of damaged pages, and ``every`` page as it is, measured in ``slow`` ms."""
    lines = [
        f"{pages} clean pages, one of each form; right: fields exactly right, as a share of the undamaged page's.",
        "",
        "| damage | amount | measure | median | lowest to highest | right | pages named |",
        "|---|---|---|---|---|---|---|",
        *(_line(row) for row in rows),
        "",
        f"Measuring takes {slow:.0f} ms of processor time a page (median of {len(every)}).",
        "Pages as they are, worn ones included, that are named:",
        "",
        "| level | pages | named | lowest detail | lowest letter, px | lowest paper | lowest shadow | lowest contrast |",
        "|---|---|---|---|---|---|---|---|",
        *(_level(level, every) for level in sorted({page["level"] for page in every})),
    ]
    figures = {"rows": rows, "pages": every, "milliseconds": slow}
    return Section(f"Page quality, {folder.name}", "\n".join(lines), figures)


def _pages(folder: Path) -> list[tuple[Path, str, Mapping[str, Any]]]:
    chosen: dict[str, tuple[Path, str, Mapping[str, Any]]] = {}
    for path in sorted(folder.glob("*/truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        for page in truth["pages"]:
            if page["level"] == 0 and not page["degradation"]:
                chosen.setdefault(truth["form"], (path.with_name(page["file"]), truth["form"], page))
    return list(chosen.values())[:PAGES]


def _right(picture: Picture, form: str, page: Mapping[str, Any], engines: flow.Engines) -> int:
    """Return how many written fields of a (H, W, 3) page are exactly right; capitals and spaces aside, as ``score.py`` has it."""
    try:
        read = flow.read_page(picture, form, engines)
    except UnknownForm:
        return 0
    right = 0
    for entry, fields in zip(page["entries"], read.entries, strict=False):
        for column, text in entry["fields"].items():
            right += bool(text) and column in fields and _key(fields[column].text) == _key(text)
    return right


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _undamaged(folder: Path) -> tuple[list[dict[str, Any]], float]:
    every, times = [], []
    for path in sorted(folder.glob("*/truth.json")):
        for page in json.loads(path.read_text(encoding="utf-8"))["pages"]:
            scan = scans.decode(path.with_name(page["file"]))
            begun = time.process_time()
            found = measured(scan.picture, scan.size)
            times.append(1000 * (time.process_time() - begun))
            told = retake.advice(found)
            every.append({"file": f"{path.parent.name}/{page['file']}", "level": page["level"], "told": told, **found})
    return every, median(times)


def _line(row: Mapping[str, Any]) -> str:
    low, high, right = min(row["figures"]), max(row["figures"]), sum(row["right"]) / len(row["right"])
    apart = "" if right >= LIVES else " **apart**"
    told = f"{sum(row['told'])}/{len(row['told'])}"
    return (
        f"| {row['damage']} | {row['amount']} | {row['measure']} | {median(row['figures']):.2f} | {low:.2f} to {high:.2f} | "
        f"{right:.0%}{apart} | {told} |"
    )


def _level(level: int, every: list[dict[str, Any]]) -> str:
    pages = [page for page in every if page["level"] == level]
    lows = " | ".join(
        f"{min(page.get(name, 0.0) for page in pages):.2f}"
        for name in ("detail", "letter", "paper", "shadow", "contrast")
    )
    return f"| {level} | {len(pages)} | {sum(bool(page['told']) for page in pages)} | {lows} |"
