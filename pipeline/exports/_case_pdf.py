"""One page picture as one A4 page of about 100 kB, in colour, still legible (domain.md §1.2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from pipeline.entries import Entry
from pipeline.errors import UnreadableScan
from pipeline.exports._page_pdf import PagePdf
from pipeline.exports._text_layer import Line, lines_of
from pipeline.exports._transcript import picture_size
from pipeline.forms import Form

SIZE_LIMIT = 110_000
"""Bytes of one PDF. The ministry's letter says about 100 kB for a page of A4."""

FRAME = 2_000
"""Bytes of a PDF that are not its picture; measured 1.2 kB."""

ARCHIVAL_FRAME = 14_000
"""The same with PDF/A-2b and a text layer; measured 9.6 kB with 70 different letters, a third
of it those and their map."""

SIDES = (1750, 1600, 1400)
"""Longer side in px, tried in this order: 1750 px on A4 are 150 dpi, a stroke of a pen is then still 3 px wide."""

Encode = Callable[[Path, int], tuple[bytes, tuple[int, int]]]
"""See ``page_jpeg``."""

QUALITIES = range(20, 86)
"""JPEG qualities that may be used. Below 20 writing breaks up: on two drawn pages of level 1 plain Tesseract reads as many
printed words at 20 as at 50 and clearly fewer at 8; a table page with small print loses a quarter of its few words at 20
and most of them at 14 (one hand-made trial, 2026-11-24). Above 85 only the bytes grow."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """Decided text over a page, which makes its PDF one for archives.

    Attributes:
        title: what a viewer shows as the title of the file.
        size: width and height, px, of the picture that the boxes of the lines lie on.
        lines: the text.
    """

    title: str
    size: tuple[int, int]
    lines: Sequence[Line]


def text_layer(title: str, entry: Entry, form: Form) -> TextLayer | None:
    """Return the decided text of an entry over its page, or None if the picture of the page cannot be opened."""
    size = picture_size(entry.page.picture)
    return TextLayer(title, size, lines_of(entry, form, size)) if size else None


def case_pdf(picture: Path, layer: TextLayer | None = None, encode: Encode | None = None) -> bytes:
    """Return the page picture as a PDF: one page of A4, landscape if the picture is; the same bytes every time.

    The largest side and then the best quality that stay below ``SIZE_LIMIT`` win. If even the smallest side at the
    lowest quality is larger, that is what comes back: legible goes before small.

    Args:
        picture: the page.
        layer: text that lies unseen over the page; with it the file is PDF/A-2b.
        encode: ``page_jpeg``, or one that remembers, for cases that share a page.

    Raises:
        UnreadableScan: the picture cannot be opened.
    """
    jpeg, size = (encode or page_jpeg)(picture, SIZE_LIMIT - (ARCHIVAL_FRAME if layer else FRAME))
    pdf = PagePdf(layer.title if layer else "", archival=layer is not None)
    pdf.add(jpeg, layer.size if layer else size, layer.lines if layer else ())
    packed = BytesIO()
    pdf.save(packed)
    return packed.getvalue()


def opened(picture: Path, side: int) -> Image.Image:
    """Return the picture in colour, its longer side at most ``side`` px; only this much stays in memory.

    Raises:
        UnreadableScan: it cannot be opened.
    """
    try:
        with Image.open(picture) as image:
            image.draft("RGB", (side, side))
            page = image.convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise UnreadableScan(f"Không mở được ảnh trang «{picture.name}».") from error
    page.thumbnail((side, side), Image.Resampling.LANCZOS)
    return page


def page_jpeg(picture: Path, room: int) -> tuple[bytes, tuple[int, int]]:
    """Return the page as JPEG of at most ``room`` bytes, see ``case_pdf`` for which one, and its width and height.

    Raises:
        UnreadableScan: the picture cannot be opened.
    """
    page = opened(picture, SIDES[0])
    smallest, size = b"", page.size
    for side in SIDES:
        sized = page.copy()
        sized.thumbnail((side, side), Image.Resampling.LANCZOS)
        smallest, size = encoded(sized, QUALITIES[0]), sized.size
        if len(smallest) <= room:
            return _best(sized, smallest, room), size
    return smallest, size


def _best(page: Image.Image, known: bytes, room: int) -> bytes:
    """Return the best JPEG within the limit by halving; ``known`` is the one of the lowest quality, and fits."""
    fits, too_large = QUALITIES[0], QUALITIES[-1] + 1
    while too_large - fits > 1:
        quality = (fits + too_large) // 2
        tried = encoded(page, quality)
        if len(tried) <= room:
            fits, known = quality, tried
        else:
            too_large = quality
    return known


def encoded(page: Image.Image, quality: int) -> bytes:
    """Return the picture as JPEG."""
    out = BytesIO()
    page.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0", dpi=(150, 150))
    return out.getvalue()
