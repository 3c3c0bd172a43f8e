"""Pictures for the screen: a page's preview, and the picture of the very words of a cell.

An address names the page, the cut and a part of the checksum, so that what lies at it never changes and a browser may keep it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from PIL import Image

from pipeline import scans
from pipeline.entries import Page
from pipeline.errors import UsageError
from pipeline.geometry import Box, project_box
from pipeline.sheets import Sheet
from pipeline.stages.level import Level

PREVIEW_SIDE = 1600
"""Longer side of a page preview, px (review screens, measured: 42 KB as WebP at quality 60)."""

CROP_SIZE = (900, 200)
"""Most px of a crop: a little more than what the field's picture takes at 1920 x 1080."""

QUALITIES = {"AVIF": {"quality": 25, "speed": 8, "max_threads": 1}, "WEBP": {"quality": 40, "method": 4}}
"""How crops are encoded. A record of 25 cells on grainy paper takes 55 KB as AVIF, 123 KB as WebP, which is for browsers that
know no AVIF (measured on ``ledger-pages``, birth-2006; WebP at 60: 178 KB); strokes and tone marks look alike in both."""

PREVIEW_QUALITIES = {"AVIF": {"quality": 40, "speed": 8, "max_threads": 1}, "WEBP": {"quality": 60, "method": 2}}

MARGIN = 0.35
"""Share of a cell's height shown around it, so that tone marks and tails that leave the cell are seen."""

ADDRESS = re.compile(r"(\d+)-(page|\d+-\d+-\d+-\d+)-([0-9a-f]{12})(-cleaned)?\.webp")


@dataclass(frozen=True, slots=True)
class Preview:
    """An encoded picture.

    Attributes:
        body: the file's bytes.
        kind: its media type.
    """

    body: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for.

    Attributes:
        page: number of the page.
        box: the cell, px of the delivered picture; None for the whole page.
        checksum: start of the checksum of the delivered file.
        cleaned: without colour and on even paper, as the machine likes it; else as delivered.
    """

    page: int
    box: Box | None
    checksum: str
    cleaned: bool = False


def address(page: Page, box: Box | None = None) -> str:
    """Return the address of a page's preview, or of the cell at ``box`` (px of the delivered picture)."""
    cut = "page" if box is None else f"{box.x}-{box.y}-{box.w}-{box.h}"
    return f"{page.id}-{cut}-{page.sha256[:12]}.webp"


def parsed(text: str) -> Wanted:
    """Return what an address asks for.

    Raises:
        UsageError: the text is no address made by ``address``, nor one of those with ``-cleaned`` before the suffix.
    """
    match = ADDRESS.fullmatch(text)
    if match is None:
        raise UsageError("Địa chỉ ảnh không đúng.")
    cut = match[2]
    try:
        box = None if cut == "page" else Box(*(int(side) for side in cut.split("-")))
    except ValueError as error:
        raise UsageError("Địa chỉ ảnh không đúng.") from error
    return Wanted(int(match[1]), box, match[3], bool(match[4]))


def drawn(picture: Path, wanted: Wanted, *, avif: bool = False) -> Preview:
    """Return the picture an address asks for.

    Args:
        picture: file of the page.
        wanted: what the address says.
        avif: encode as AVIF, less than half of WebP; for a browser that says it can show it.

    Raises:
        UnreadableScan: the picture is gone or damaged.
    """
    image = _whole(picture) if wanted.box is None else _cut(picture, wanted.box)
    qualities = PREVIEW_QUALITIES if wanted.box is None else QUALITIES
    kind = "AVIF" if avif else "WEBP"
    return _encoded(cleaned(image) if wanted.cleaned else image, kind, qualities[kind])


def cleaned(image: Image.Image) -> Image.Image:
    """Return a picture on even paper and without colour; no pixel moves, so that boxes still fit."""
    levelled = Level()(Sheet.of(np.asarray(image, np.uint8))).picture
    return Image.fromarray(levelled).convert("L")


def _whole(picture: Path) -> Image.Image:
    """Return the whole page, its longer side ``PREVIEW_SIDE`` px."""
    image = _decoded(picture)[0].copy()
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return image


def _cut(picture: Path, box: Box) -> Image.Image:
    """Return the cell at ``box``, px of the delivered picture, with a margin, as large as a screen can show it."""
    image, (width, height) = _decoded(picture)
    margin = round(MARGIN * box.h)
    wide = Box(box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin)
    worked_on = project_box(wide, np.diag([image.width / width, image.height / height, 1.0])).inside(*image.size)
    part = image.crop((worked_on.x, worked_on.y, worked_on.right, worked_on.bottom))
    part.thumbnail(CROP_SIZE, Image.Resampling.LANCZOS)
    return part


def size(picture: Path) -> tuple[int, int]:
    """Return width and height of the delivered picture, px; the boxes of readings lie on it.

    Raises:
        UnreadableScan: the picture is gone or damaged.
    """
    return _decoded(picture)[1]


_ONE_AT_A_TIME = Lock()
"""A browser asks for all crops of a page at once: the first decodes it, the others wait for that and not for their own."""


def _decoded(picture: Path) -> tuple[Image.Image, tuple[int, int]]:
    """Return the page as it is worked on, and the size of the delivered one, px."""
    with _ONE_AT_A_TIME:
        return _kept(picture)


@lru_cache(maxsize=3)
def _kept(picture: Path) -> tuple[Image.Image, tuple[int, int]]:
    scan = scans.decode(picture)
    return Image.fromarray(scan.picture), scan.size


def _encoded(image: Image.Image, kind: str, how: Mapping[str, int]) -> Preview:
    target = io.BytesIO()
    image.save(target, kind, **how)
    return Preview(target.getvalue(), f"image/{kind.lower()}")
