"""The picture of one case as one A4 page of about 100 kB, in colour, still legible (domain.md §1.2)."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from io import BytesIO
from math import log
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from pipeline.errors import UnreadableScan
from pipeline.exports import _demands
from pipeline.exports._page_part import WHOLE, Part
from pipeline.exports._page_pdf import PagePdf
from pipeline.exports._text_layer import Line

FRAME = 2_000
"""Bytes of a PDF that are not its picture; measured 1.2 kB."""

ARCHIVAL_FRAME = 14_000
"""The same with PDF/A-2b and a text layer; measured 9.6 kB with 70 different letters, a third
of it those and their map."""

SIDES = (1750, 1600, 1400)
"""Longer side in px, tried in this order: 1750 px on A4 are 150 dpi, a stroke of a pen is then still 3 px wide."""

QUALITIES = range(20, 86)
"""JPEG qualities that may be used. Below 20 writing breaks up: on two drawn pages of level 1 plain Tesseract reads as many
printed words at 20 as at 50 and clearly fewer at 8; a table page with small print loses a quarter of its few words at 20
and most of them at 14 (one hand-made trial, 2026-11-24). Above 85 only the bytes grow."""

FIRST = 40
"""Quality that is tried first: in the middle of what pages of 1,750 px need (20 to 60 on the drawn pages)."""

ENOUGH = 0.96
"""Share of the limit from which no better quality is looked for: the step of one quality is 2 to 4 % of the bytes."""

THREADS = 4
"""Pages worked on at once, at most: each takes up to 60 MB while it is turned and cut, and an office PC has no more cores."""

LATER = 4
"""Pages that may wait ready beside those in work, for each thread: what they take stays below 10 MB."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """Decided text over a part of a page, which makes its PDF one for archives.

    Attributes:
        title: what a viewer shows as the title of the file.
        size: width and height, px, of the part that the boxes of the lines lie on.
        lines: the text.
    """

    title: str
    size: tuple[int, int]
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page picture and the cases that are wanted of it.

    Attributes:
        picture: the file.
        parts: the part of each case, in order.
        layers: the text of each case, in the same order; none for PDFs without text.
    """

    picture: Path
    parts: Sequence[Part]
    layers: Sequence[TextLayer] = ()


class Jpeg(NamedTuple):
    """A picture as bytes, with its width and height, px."""

    encoded: bytes
    size: tuple[int, int]


def case_pdfs(sheets: Iterable[Sheet]) -> Iterator[list[bytes] | UnreadableScan]:
    """Yield the PDFs of each sheet in order, or why there are none; several pages are worked on at once, one for each core."""
    threads = min(os.cpu_count() or 1, THREADS)
    waiting: deque[Future[list[bytes] | UnreadableScan]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for sheet in sheets:
                waiting.append(pool.submit(_of_sheet, sheet))
                if len(waiting) > LATER * threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)


def case_pdf(picture: Path, part: Part = WHOLE, layer: TextLayer | None = None) -> bytes:
    """Return a part of the page picture as a PDF: one page of A4, landscape if the part is; the same bytes every time.

    With a layer the file is PDF/A-2b and the text lies unseen over the picture.

    The largest side and then the best quality that stay below the limit (``ministry.toml``) win. If even the smallest side at the
    lowest quality is larger, that is what comes back: legible goes before small.

    Raises:
        UnreadableScan: the picture cannot be opened.
    """
    return _pdf(_sized(_cut(_page(picture, [part]), part), _room(archival=layer is not None)), layer)


def _of_sheet(sheet: Sheet) -> list[bytes] | UnreadableScan:
    """Return one PDF for each part; the pictures of parts that are alike are made once."""
    try:
        page = _page(sheet.picture, sheet.parts)
    except UnreadableScan as error:
        return error
    room = _room(archival=bool(sheet.layers))
    made = {part: _sized(_cut(page, part), room) for part in dict.fromkeys(sheet.parts)}
    layers: Sequence[TextLayer | None] = sheet.layers or [None] * len(sheet.parts)
    return [_pdf(made[part], layer) for part, layer in zip(sheet.parts, layers, strict=True)]


def _room(*, archival: bool) -> int:
    """Return how many bytes are left for the picture."""
    return _demands.load().picture - (ARCHIVAL_FRAME if archival else FRAME)


def _pdf(picture: Jpeg, layer: TextLayer | None) -> bytes:
    pdf = PagePdf(layer.title if layer else "", archival=layer is not None)
    pdf.add(picture.encoded, layer.size if layer else picture.size, layer.lines if layer else ())
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
            image.load()
            page = (
                image if image.mode == "RGB" else image.convert("RGB")
            )  # a copy of 13 MB costs more than its decoding
    except (OSError, Image.DecompressionBombError) as error:
        raise UnreadableScan(f"Không mở được ảnh trang «{picture.name}».") from error
    page.thumbnail((side, side), Image.Resampling.HAMMING)
    return page


def encoded(page: Image.Image, quality: int) -> bytes:
    """Return the picture as JPEG; progressive has as many bytes (73.5 and 72.9 kB at 30) and takes 2.5 times as long."""
    out = BytesIO()
    page.save(out, "JPEG", quality=quality, optimize=True, subsampling="4:2:0", dpi=(150, 150))
    return out.getvalue()


def _page(picture: Path, parts: Sequence[Part]) -> Image.Image:
    """Return the picture no larger than its parts need it.

    Raises:
        UnreadableScan: it cannot be opened.
    """
    return opened(picture, SIDES[0] if all(part == WHOLE for part in parts) else 2 * SIDES[0])


def _cut(page: Image.Image, part: Part) -> Image.Image:
    """Return the part of a page, with the head of the page above it."""
    if part == WHOLE:
        return page
    level = page.rotate(part.turn, Image.Resampling.BICUBIC, expand=True, fillcolor="white") if part.turn else page
    length = level.width if part.across else level.height
    start, end = round(part.start * length), max(round(part.end * length), round(part.start * length) + 1)
    if part.across:
        return level.crop((start, 0, end, level.height))
    head = round(part.head * length)
    case = Image.new("RGB", (level.width, head + end - start))
    case.paste(level.crop((0, 0, level.width, head)), (0, 0))
    case.paste(level.crop((0, start, level.width, end)), (0, head))
    return case


def _sized(page: Image.Image, limit: int) -> Jpeg:
    """Return the page as JPEG, see ``case_pdf`` for which one."""
    smallest = Jpeg(b"", page.size)
    for side in SIDES:
        sized = page
        if max(page.size) > side:
            sized = page.copy()
            sized.thumbnail((side, side), Image.Resampling.HAMMING)
        smallest = Jpeg(_best(sized, limit), sized.size)
        if len(smallest.encoded) <= limit:
            return smallest
    return smallest


def _best(page: Image.Image, limit: int) -> bytes:
    """Return the best JPEG within the limit, or that of the lowest quality if even it is larger.

    Bytes grow with quality nearly as a power does, so each try is taken where a straight line through the logarithms of the
    tries on both sides meets the limit.
    """
    fits: dict[int, bytes] = {}
    large: dict[int, int] = {}
    quality = FIRST
    while True:
        tried = encoded(page, quality)
        if len(tried) > limit:
            large[quality] = len(tried)
        else:
            fits[quality] = tried
        best = max(fits, default=QUALITIES[0] - 1)
        if best == QUALITIES[-1] or best + 1 in large or (fits and len(fits[best]) > ENOUGH * limit):
            return fits.get(best, tried)
        quality = _between(best, min(large, default=QUALITIES[-1] + 1), fits, large, limit)


def _between(low: int, high: int, fits: dict[int, bytes], large: dict[int, int], limit: int) -> int:
    """Return the quality to be tried next, above ``low`` and below ``high``."""
    known = {**large, **{quality: len(jpeg) for quality, jpeg in fits.items()}}
    if low in known and high in known:
        share = log(limit / known[low]) / log(known[high] / known[low])
        guess = low + share * (high - low)
    else:
        nearest = low if low in known else high
        guess = nearest * (limit / known[nearest]) ** 1.4
    return min(max(int(guess), low + 1), high - 1)
