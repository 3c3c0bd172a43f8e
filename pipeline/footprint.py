"""How much memory decoding a picture takes, told from its header before anything is decoded.

Measured with the decoders of this house (Pillow 13, libheif of pillow-heif 1.8, PDFium of pypdfium2 5.15; 2026-11-25).
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import BinaryIO

import pypdfium2
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

BYTES = {"1": 1, "L": 1, "P": 1, "I;16": 2, "I;16B": 2, "I;16L": 2, "I;16N": 2}
"""Bytes a pixel in Pillow's memory by mode; every other mode takes four (Pillow's documentation, "Concepts: Modes")."""

HEIF = 8
"""Bytes a pixel of a HEIC picture: libheif's own planes, its RGB copy and Pillow's (7.2 with 49 million px)."""

IN_PDF = {"DCTDecode": 6, "JPXDecode": 14}
"""Bytes a pixel that PDFium takes for a picture by its filter: JPEG in several scans 5.8, JPEG 2000 13.1."""

PLAIN_IN_PDF = 3
"""The same for every other filter; measured 1.2 to 2, and the unpacked picture is 3."""

WIDTH, HEIGHT = 256, 257
TILE_WIDTH, TILE_HEIGHT, TILE_BYTES = 322, 323, 325
STRIP_HEIGHT, STRIP_BYTES = 278, 279
BITS, KIND, ORIENTATION = 258, 262, 274
YCBCR = 6
"""Tags and values of TIFF 6.0."""


def footprint(image: Image.Image, file: BinaryIO, drawn: tuple[int, int]) -> int:
    """Return the bytes that decoding takes at its height.

    Args:
        image: the page, opened and not decoded.
        file: the open file it is in; its place is kept.
        drawn: width and height, px, at which the page is wanted; only JPEG can be decoded smaller than it is.
    """
    width, height = image.size
    if isinstance(image, TiffImageFile):
        return _of_tiff(image)
    if image.format == "HEIF":
        return HEIF * width * height
    if image.format in {"JPEG", "MPO"}:
        step = next((step for step in (8, 4, 2) if min(width // drawn[0], height // drawn[1]) >= step), 1)
        return 4 * (width // step) * (height // step) + _coefficients(image, file)
    return BYTES.get(image.mode, 4) * width * height


def footprint_in_pdf(part: pypdfium2.PdfImage) -> int:
    """Return the bytes that drawing a picture of a PDF takes beside the page itself."""
    across, down = (int(side) for side in part.get_px_size())
    filters = part.get_filters()
    if filters == ["DCTDecode"]:
        file = BytesIO(part.get_data())
        with suppress(OSError, ValueError, SyntaxError), Image.open(file, formats=("JPEG",)) as image:
            return across * down + _coefficients(image, file)
    return IN_PDF.get(filters[-1] if filters else "", PLAIN_IN_PDF) * across * down


def _coefficients(image: Image.Image, file: BinaryIO) -> int:
    """Return the bytes that libjpeg keeps of a picture that comes in several scans: two for every sample."""
    layers: list[tuple[int, int]] = [(across, down) for _, across, down, *_ in getattr(image, "layer", ())]
    if not image.info.get("progressive") and _in_first_scan(file) == len(layers):
        return 0
    most = max((across * down for across, down in layers), default=1)
    samples = sum(across * down for across, down in layers) / most
    return round(2 * samples * image.width * image.height)


def _in_first_scan(file: BinaryIO) -> int:
    """Return how many of a JPEG's colours come in its first scan; 0 if that cannot be told."""
    back = file.tell()
    file.seek(2)
    try:
        while (head := file.read(4))[:1] == b"\xff":
            if head[1] == 0xFF:  # filling
                file.seek(-3, 1)
            elif head[1] == 0xDA:
                return file.read(1)[0]
            else:
                file.seek(int.from_bytes(head[2:]) - 2, 1)
    except (IndexError, OSError):
        return 0
    finally:
        file.seek(back)
    return 0


def _of_tiff(image: TiffImageFile) -> int:
    """Return the bytes of the picture, once more where it is turned; packed, its largest part and the packed file too."""
    tags = image.tag_v2
    width, height = int(tags[WIDTH]), int(tags[HEIGHT])  # ``size`` is turned already
    copies = 1 if tags.get(ORIENTATION, 1) == 1 else 2
    whole = copies * BYTES.get(image.mode, 4) * width * height
    if all(tile[0] == "raw" for tile in image.tile):
        return whole
    part = width * min(int(tags.get(STRIP_HEIGHT, height)), height)
    if TILE_WIDTH in tags:
        part = int(tags[TILE_WIDTH]) * int(tags.get(TILE_HEIGHT, height))
    bits = 32 if tags.get(KIND) == YCBCR else sum(tags.get(BITS, (1,)))
    packed = sum(int(count) for tag in (STRIP_BYTES, TILE_BYTES) for count in tags.get(tag, ()))
    return whole + part * bits // 8 + packed
