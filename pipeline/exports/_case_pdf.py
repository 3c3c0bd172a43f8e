"""One page picture as one A4 page of about 100 kB, in colour, still legible (domain.md §1.2)."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import img2pdf
from PIL import Image

from pipeline.errors import UnreadableScan

SIZE_LIMIT = 110_000
"""Bytes of one PDF. The ministry's letter says about 100 kB for a page of A4."""

FRAME = 2_000
"""Bytes of a PDF that are not its picture; measured 1.1 kB with img2pdf 0.6."""

SIDES = (1750, 1600, 1400)
"""Longer side in px, tried in this order: 1750 px on A4 are 150 dpi, a stroke of a pen is then still 3 px wide."""

QUALITIES = range(20, 86)
"""JPEG qualities that may be used. Below 20 writing breaks up: on two drawn pages of level 1 plain Tesseract reads as many
printed words at 20 as at 50 and clearly fewer at 8; a table page with small print loses a quarter of its few words at 20
and most of them at 14 (one hand-made trial, 2026-11-24). Above 85 only the bytes grow."""


def case_pdf(picture: Path) -> bytes:
    """Return the page picture as a PDF: one page of A4, landscape if the picture is; the same bytes every time.

    The largest side and then the best quality that stay below ``SIZE_LIMIT`` win. If even the smallest side at the
    lowest quality is larger, that is what comes back: legible goes before small.

    Raises:
        UnreadableScan: the picture cannot be opened.
    """
    a4 = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
    layout = img2pdf.get_layout_fun(a4, fit=img2pdf.FitMode.into, auto_orient=True)
    pdf: bytes = img2pdf.convert(
        _jpeg(_opened(picture)), layout_fun=layout, nodate=True, producer="sohoa", engine=img2pdf.Engine.internal
    )
    return pdf


def _opened(picture: Path) -> Image.Image:
    """Return the picture in colour, its longer side at most the first of ``SIDES``; only this much stays in memory.

    Raises:
        UnreadableScan: it cannot be opened.
    """
    try:
        with Image.open(picture) as image:
            image.draft("RGB", (SIDES[0], SIDES[0]))
            page = image.convert("RGB")
    except (OSError, Image.DecompressionBombError) as error:
        raise UnreadableScan(f"Không mở được ảnh trang «{picture.name}».") from error
    page.thumbnail((SIDES[0], SIDES[0]), Image.Resampling.LANCZOS)
    return page


def _jpeg(page: Image.Image) -> bytes:
    """Return the page as JPEG, see ``case_pdf`` for which one."""
    smallest = b""
    for side in SIDES:
        sized = page.copy()
        sized.thumbnail((side, side), Image.Resampling.LANCZOS)
        smallest = _encoded(sized, QUALITIES[0])
        if len(smallest) + FRAME <= SIZE_LIMIT:
            return _best(sized, smallest)
    return smallest


def _best(page: Image.Image, known: bytes) -> bytes:
    """Return the best JPEG within the limit by halving; ``known`` is the one of the lowest quality, and fits."""
    fits, too_large = QUALITIES[0], QUALITIES[-1] + 1
    while too_large - fits > 1:
        quality = (fits + too_large) // 2
        tried = _encoded(page, quality)
        if len(tried) + FRAME <= SIZE_LIMIT:
            fits, known = quality, tried
        else:
            too_large = quality
    return known


def _encoded(page: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    page.save(out, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0", dpi=(150, 150))
    return out.getvalue()
