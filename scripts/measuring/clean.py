"""Finds the ink of worn pages whose true ink is known, with ours and with other programs on the same pictures.

A folder holds ``NAME.jpg`` or ``NAME.png`` beside ``NAME.truth.png``, where 0 is ink.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from statistics import fmean

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError
from skimage.filters import threshold_otsu, threshold_sauvola

from pipeline.binarise import ink_mask
from pipeline.errors import RegisterError
from scripts.measuring.ink import Agreement, Ink, Truth
from scripts.measuring.record import Section

Picture = NDArray[np.uint8]
"""(H, W, 3) uint8 RGB."""

Way = Callable[[Picture], Ink]

SAUVOLA_WINDOW, SAUVOLA_K = 25, 0.2
"""Side in px and k that scikit-image's documentation shows; Sauvola and Pietikäinen 2000 use k = 0.5 on cleaner pages."""

WOLF_WINDOW, WOLF_K = 75, 0.2
"""Side in px and k that Doxa takes by default; scikit-image has no Wolf, so the formula is written below."""

UNPAPER = (
    "--layout",
    "none",
    "--no-deskew",
    "--no-mask-scan",
    "--no-mask-center",
    "--no-border-scan",
    "--no-border-align",
)
"""Everything that moves pixels is off: the truth would no longer lie under them."""

NOTE = """Means over {pages} pages. Seconds of processor time a page, unpaper's with its start and files; ours gets the colours, the
others grey. Otsu and Sauvola ({sauvola}) of scikit-image; Wolf and Jolion 2004 ({wolf}); unpaper's mask is its `--type pbm` with everything off that moves pixels. Measures: `scripts/measuring/ink.py`."""
WORST = "Ours below an F-measure of {low}: {names}."
LOW = 80.0


class BadTruth(RegisterError):
    """A page cannot be measured: picture or truth is missing, broken or of another size."""

    remedy = "Hãy sửa hay bỏ tệp ấy, rồi đo lại."


HELP = "ink of worn pages against the true ink, with Otsu, Sauvola, Wolf and unpaper"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of NAME.jpg or NAME.png, each with NAME.truth.png (0 is ink)")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder)


def measure(folder: Path) -> Section:
    """Measure every page of a folder.

    Raises:
        BadTruth: a page has no truth, cannot be decoded, or its truth has another size; or there is no page.
    """
    files = _pages(folder)
    for file in files:
        pair(file)  # what is wrong is said before hours are spent
    ways = _ways()
    found: dict[str, list[tuple[Agreement, float]]] = {name: [] for name in ways}
    for file in files:
        picture, ink = pair(file)
        truth = Truth.of(ink)
        for name, way in ways.items():
            begun = _clock()
            mask = way(picture)
            taken = _clock() - begun
            found[name].append((truth.compared(mask), taken))
    return _section(folder, [file.stem for file in files], found)


def pair(file: Path) -> tuple[Picture, Ink]:
    """Return a page as (H, W, 3) RGB and its true ink, (H, W), 1 where there is ink.

    Raises:
        BadTruth: one of the two is missing or cannot be decoded, or they differ in size.
    """
    beside = file.with_name(f"{file.stem}.truth.png")
    try:
        with Image.open(file) as page, Image.open(beside) as black:
            picture, truth = np.asarray(page.convert("RGB")), np.asarray(black.convert("L"))
    except FileNotFoundError as error:
        raise BadTruth(f"Không có tệp {error.filename}.") from error
    except (UnidentifiedImageError, OSError) as error:
        raise BadTruth(f"Không mở được ảnh {file.name} hoặc {beside.name}.") from error
    if picture.shape[:2] != truth.shape:
        raise BadTruth(f"Ảnh {file.name} và {beside.name} khác cỡ nhau.")
    return picture, np.asarray(truth < 128, np.uint8)


def _pages(folder: Path) -> list[Path]:
    pictures = (path for path in sorted(folder.glob("*")) if path.suffix.lower() in {".jpg", ".png"})
    files = [path for path in pictures if not path.name.endswith(".truth.png")]
    if not files:
        raise BadTruth(f"Thư mục {folder} không có ảnh .jpg hay .png nào.")
    return files


def _ways() -> dict[str, Way]:
    ways: dict[str, Way] = {"ours": ink_mask, "otsu": _otsu, "sauvola": _sauvola, "wolf": wolf}
    return ways | ({"unpaper": _unpaper} if shutil.which("unpaper") else {})


def _grey(picture: Picture) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def _otsu(picture: Picture) -> Ink:
    grey = _grey(picture)
    return np.asarray(grey <= threshold_otsu(grey), np.uint8)


def _sauvola(picture: Picture) -> Ink:
    grey = _grey(picture)
    return np.asarray(grey < threshold_sauvola(grey, SAUVOLA_WINDOW, SAUVOLA_K), np.uint8)


def wolf(picture: Picture) -> Ink:
    """Return the (H, W) ink of an (H, W, 3) picture by Wolf and Jolion.

    "Extraction and Recognition of Artificial Text in Multimedia Documents", Pattern Analysis and Applications 6, 2004,
    equation 5: Sauvola's threshold, with the contrast taken from the picture itself.
    """
    grey = _grey(picture).astype(np.float64)
    mean, squares = (cv2.blur(of, (WOLF_WINDOW, WOLF_WINDOW), borderType=cv2.BORDER_REFLECT) for of in (grey, grey**2))
    spread = np.sqrt(np.maximum(squares - mean**2, 0))
    below = WOLF_K * (1 - spread / max(float(spread.max()), 1e-9)) * (mean - grey.min())
    return np.asarray(grey < mean - below, np.uint8)


def _unpaper(picture: Picture) -> Ink:
    with tempfile.TemporaryDirectory() as place:
        before, after = Path(place) / "page.pgm", Path(place) / "page.pbm"
        Image.fromarray(_grey(picture)).save(before)
        subprocess.run(
            ["unpaper", "-q", *UNPAPER, "--type", "pbm", str(before), str(after)], check=True, capture_output=True
        )
        with Image.open(after) as cleaned:
            return np.asarray(np.asarray(cleaned.convert("L")) < 128, np.uint8)


def _clock() -> float:
    """Return the processor seconds of this process and of the programs it ran."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _section(folder: Path, names: Sequence[str], found: Mapping[str, Sequence[tuple[Agreement, float]]]) -> Section:
    figures = {name: _means(pages) for name, pages in found.items()}
    lines = [
        "| mask | F-measure | pseudo-F | PSNR, dB | DRD | lowest F | seconds a page |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [_row(name, of) for name, of in figures.items()]
    if "unpaper" not in found:
        lines.append("| unpaper | not installed here | | | | | |")
    scores = {name: of.f_measure for name, (of, _) in zip(names, found["ours"], strict=True)}
    lines += [
        "",
        NOTE.format(
            pages=len(names), sauvola=f"{SAUVOLA_WINDOW} px, k = {SAUVOLA_K}", wolf=f"{WOLF_WINDOW} px, k = {WOLF_K}"
        ),
    ]
    low = [f"{name} {score:.1f}" for name, score in scores.items() if score < LOW]
    lines += [WORST.format(low=f"{LOW:.0f}", names=", ".join(low))] if low else []
    raw = {
        **figures["ours"],
        "pages": len(names),
        "peers": {name: of for name, of in figures.items() if name != "ours"},
    }
    return Section(f"Ink of {folder.name}", "\n".join(lines), raw | {"f_measure_by_page": scores})


def _means(pages: Sequence[tuple[Agreement, float]]) -> dict[str, float]:
    means = {one.name: fmean(getattr(of, one.name) for of, _ in pages) for one in fields(Agreement)}
    return means | {"lowest": min(of.f_measure for of, _ in pages), "seconds": fmean(taken for _, taken in pages)}


def _row(name: str, of: Mapping[str, float]) -> str:
    measures = " | ".join(f"{of[one]:.2f}" for one in ("f_measure", "pseudo_f", "psnr", "drd"))
    return f"| {name} | {measures} | {of['lowest']:.1f} | {of['seconds']:.2f} |"
