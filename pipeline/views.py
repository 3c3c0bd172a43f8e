"""Pictures for the screen: a page's preview, and the picture of the very words of a cell.

An address names the page, the cut and a part of the checksum, so that what lies at it never changes and a browser may keep it.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline import scans
from pipeline.entries import Page
from pipeline.errors import UsageError
from pipeline.geometry import Box, project_box

PREVIEW_SIDE = 1600
"""Longer side of a page preview, px (review screens, measured: 42 KB as WebP at quality 60)."""

MARGIN = 0.35
"""Share of a cell's height shown around it, so that tone marks and tails that leave the cell are seen."""

ADDRESS = re.compile(r"(\d+)-(page|\d+-\d+-\d+-\d+)-([0-9a-f]{12})\.webp")


@dataclass(frozen=True, slots=True)
class Preview:
    """An encoded picture.

    Attributes:
        body: the file's bytes.
        kind: its media type.
    """

    body: bytes
    kind: str


def address(page: Page, box: Box | None = None) -> str:
    """Return the address of a page's preview, or of the cell at ``box`` (px of the delivered picture)."""
    cut = "page" if box is None else f"{box.x}-{box.y}-{box.w}-{box.h}"
    return f"{page.id}-{cut}-{page.sha256[:12]}.webp"


def parsed(text: str) -> tuple[int, Box | None, str]:
    """Return page id, box in px of the delivered picture (None for the whole page) and the start of the checksum.

    Raises:
        UsageError: the text is no address made by ``address``.
    """
    match = ADDRESS.fullmatch(text)
    if match is None:
        raise UsageError("Địa chỉ ảnh không đúng.")
    cut = match[2]
    try:
        box = None if cut == "page" else Box(*(int(side) for side in cut.split("-")))
    except ValueError as error:
        raise UsageError("Địa chỉ ảnh không đúng.") from error
    return int(match[1]), box, match[3]


def preview(picture: Path) -> Preview:
    """Return the whole page, its longer side ``PREVIEW_SIDE`` px.

    Raises:
        UnreadableScan: the picture is gone or damaged.
    """
    image = _decoded(picture)[0].copy()
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.LANCZOS)
    return _encoded(image, 60)


def crop(picture: Path, box: Box) -> Preview:
    """Return the cell at ``box``, px of the delivered picture, with a margin.

    Raises:
        UnreadableScan: the picture is gone or damaged.
    """
    image, (width, height) = _decoded(picture)
    margin = round(MARGIN * box.h)
    wide = Box(box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin)
    worked_on = project_box(wide, np.diag([image.width / width, image.height / height, 1.0])).inside(*image.size)
    return _encoded(image.crop((worked_on.x, worked_on.y, worked_on.right, worked_on.bottom)), 80)


def size(picture: Path) -> tuple[int, int]:
    """Return width and height of the delivered picture, px; the boxes of readings lie on it.

    Raises:
        UnreadableScan: the picture is gone or damaged.
    """
    return _decoded(picture)[1]


@lru_cache(maxsize=3)
def _decoded(picture: Path) -> tuple[Image.Image, tuple[int, int]]:
    """Return the page as it is worked on, and the size of the delivered one, px."""
    scan = scans.decode(picture)
    return Image.fromarray(scan.picture), scan.size


def _encoded(image: Image.Image, quality: int) -> Preview:
    target = io.BytesIO()
    image.save(target, "WEBP", quality=quality, method=2)
    return Preview(target.getvalue(), "image/webp")
