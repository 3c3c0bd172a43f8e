"""Reads print with Tesseract (language ``vie``) through pytesseract: printed words of a page, and cells in one call.

Cells are laid under each other on one white picture, so that a page of cells costs one start of the program.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytesseract
from PIL import Image

from pipeline.entries import Candidate
from pipeline.errors import MissingPart, UnreadableScan
from pipeline.geometry import Box
from pipeline.sheets import Picture, Word

LANGUAGE = "vie"
SPARSE = 11
"""Page segmentation "sparse text": the only mode that keeps labels apart from cursive values beside them.

Measured on the level 0-2 pages of two forms: 26/44/42/40 of the labels found against 23/12/7/10 with the default mode.
"""

BLOCK = 6
PAGE_SIDE = 1900
"""Longer side, px, at which a page's print is read: as many labels as at full size, a fifth faster (2026-11-24)."""

EDGES = " _.|:;~—–-'`"
"""What is left of rulings and of the label's colon at the ends of a cell; no value begins or ends so."""

PAGE_SECONDS = 120
"""Time limit of one call; a page that takes longer is reported as failed."""

CELL_SCALE = 0.4
"""Share of the size at which cells are read: as many right as at full size, twice as fast (2026-11-24)."""

GAP = 24
"""White rows, px, between two cells of the stack."""


class Tesseract:
    """The Tesseract engine.

    Raises:
        MissingPart: the program or its Vietnamese language is not installed.
    """

    def __init__(self) -> None:
        """Find the program and its language."""
        self.calibrated = False  # high and wrong on cursive cells
        self.unruled = True  # 14 % of the cells right against 6 % with their rulings (20 pages, 2026-11-24)
        self.version = f"tesseract {_installed()} {LANGUAGE}"

    def words(self, picture: Picture) -> list[Word]:
        """Return the words seen on a page picture, boxes in px of it.

        Args:
            picture: (H, W, 3) uint8 RGB, levelled.

        Raises:
            MissingPart: the program ended with an error.
            UnreadableScan: it took too long over this page.
        """
        height, width = picture.shape[:2]
        scale = min(2.0, PAGE_SIDE / max(height, width))
        image = Image.fromarray(picture).convert("L")
        small = image.resize((max(1, round(width * scale)), max(1, round(height * scale))), Image.Resampling.BOX)
        return [replace(word, box=_scaled(word.box, scale)) for word in _seen(small, SPARSE)]

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        """Return at most one candidate per cell; no candidate where Tesseract sees nothing.

        Args:
            pictures: one (H, W, 3) uint8 RGB picture per cell.
            kinds: kind of value of each cell (not used: Tesseract reads all alike).

        Raises:
            MissingPart: the program ended with an error.
            UnreadableScan: it took too long over this page.
        """
        if not pictures:
            return []
        stack, tops = _stacked([_at_reading_size(picture) for picture in pictures])
        found: list[list[Word]] = [[] for _ in pictures]
        for word in _seen(Image.fromarray(stack).convert("L"), BLOCK):
            cell = int(np.searchsorted(tops, word.box.y + word.box.h // 2, side="right")) - 1
            found[max(0, cell)].append(word)
        return [_candidate(words) for words in found]


def _candidate(words: list[Word]) -> list[Candidate]:
    text = " ".join(word.text for word in words).strip(EDGES)
    if not text:
        return []
    weight = sum(len(word.text) for word in words)
    sure = sum(word.confidence * len(word.text) for word in words) / weight
    return [Candidate(text, round(sure, 4))]


def _at_reading_size(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    size = (max(1, round(width * CELL_SCALE)), max(1, round(height * CELL_SCALE)))
    return np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))


def _stacked(pictures: Sequence[Picture]) -> tuple[Picture, list[int]]:
    width = max(p.shape[1] for p in pictures) + 2 * GAP
    height = sum(p.shape[0] + GAP for p in pictures) + GAP
    stack = np.full((height, width, 3), 255, np.uint8)
    tops, y = [], GAP
    for picture in pictures:
        tops.append(y - GAP // 2)
        stack[y : y + picture.shape[0], GAP : GAP + picture.shape[1]] = picture
        y += picture.shape[0] + GAP
    return stack, tops


def _scaled(box: Box, scale: float) -> Box:
    return Box(round(box.x / scale), round(box.y / scale), max(1, round(box.w / scale)), max(1, round(box.h / scale)))


def _seen(image: Image.Image, mode: int) -> Iterator[Word]:
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # several workers share the cores; threads inside one only lose time
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        path = Path(folder) / "page.pgm"  # written raw: PNG, pytesseract's own way, costs more than the reading saves
        image.save(path)
        try:
            table = pytesseract.image_to_data(
                str(path),
                lang=LANGUAGE,
                config=f"--psm {mode} --dpi 200",
                output_type=pytesseract.Output.DICT,
                timeout=PAGE_SECONDS,
            )
        except pytesseract.TesseractError as error:
            raise MissingPart(f"Tesseract không đọc được trang: {error}.") from error
        except RuntimeError as error:  # what pytesseract raises for a time limit, and for nothing else
            raise UnreadableScan(f"Tesseract đọc trang này quá {PAGE_SECONDS} giây.") from error
    for i, raw in enumerate(table["text"]):
        text = normalize("NFC", raw.strip())
        if text and float(table["conf"][i]) >= 0:
            box = Box(table["left"][i], table["top"][i], max(1, table["width"][i]), max(1, table["height"][i]))
            line = (table["block_num"][i] * 1000 + table["par_num"][i]) * 1000 + table["line_num"][i]
            yield Word(text, box, float(table["conf"][i]) / 100, line)


@cache
def _installed() -> str:
    try:
        version = str(pytesseract.get_tesseract_version())
        languages = pytesseract.get_languages()
    except (pytesseract.TesseractNotFoundError, OSError, SystemExit) as error:
        raise MissingPart("Chưa cài Tesseract. Hãy cài tesseract-ocr và tesseract-ocr-vie.") from error
    if LANGUAGE not in languages:
        raise MissingPart("Tesseract chưa có tiếng Việt. Hãy cài tesseract-ocr-vie.")
    return version
