"""The pages of an open file: JPEG, PNG, TIFF of many pages, HEIC of phones, PDF of a whole book.

Sizes are looked up in the headers before anything is decoded, so that no file can take the machine's memory; of a file
of many pages one page at a time is in memory. What is larger than reading needs is made smaller strip by strip.
"""

from __future__ import annotations

import math
import struct
import threading
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

import pillow_heif
import pypdfium2
from PIL import Image, UnidentifiedImageError

from pipeline.errors import UnreadableScan
from pipeline.footprint import footprint, footprint_in_pdf
from pipeline.shrinking import smaller

pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # Pillow's limit warns in English and stops at 89 million; ``MOST_PIXELS`` stands instead

FORMATS = ("JPEG", "PNG", "TIFF", "HEIF")

MOST_PIXELS = 150_000_000
"""Largest picture that is decoded: an A3 opening at 600 dpi has 70 million pixels, a phone's camera up to 108 million."""

MOST_BYTES = 440_000_000
"""Memory that decoding one page may take: 12,000 x 9,000 px in colour take 432 MB. With the program (150 MB) and the page as
it is worked on (70 MB) that stays below 700 MB."""

WORKING_PIXELS = 17_500_000
"""Pixels that a page is read with: an A3 opening at 300 dpi, at which Tesseract works best (its documentation, "Improving
the quality of the output"). Reading takes 21 MB for each million on top of 200 MB (2026-11-25)."""

LEAST_SIDE = 32
"""Shortest side, px, of a picture that can hold a page: a line of print at 200 dpi is about as high."""

PDF_DPI = 200
"""Resolution at which a page of a PDF is drawn when it holds no scan: the least asked of one (domain §1.3)."""

PDF_MOST_DPI = 300
"""A scan inside a PDF is drawn at its own resolution, up to this one; a page larger than A3 at less, ``WORKING_PIXELS``."""

PDF_DRAWN = 8
"""Bytes a pixel of a drawn page: PDFium's own and Pillow's."""

PDF_REASONS = {
    2: "Tệp PDF không có trang nào. Hãy xuất lại tệp từ máy quét.",
    4: "Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi đưa vào lại.",
}
"""By the codes of PDFium's public header fpdfview.h: 4 is FPDF_ERR_PASSWORD; 2, FPDF_ERR_FILE, is what ``_of_pdf`` sets
before it opens a document, and it stays for one that has nothing wrong but no page."""

PDF_DAMAGED = "Tệp PDF bị hỏng hoặc bị cắt cụt. Hãy chép lại tệp hoặc xuất lại từ máy quét."

BREAKS = (
    *(OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, AttributeError, LookupError),
    *(ArithmeticError, RuntimeError, struct.error),
)
"""What the decoders raise on a damaged file (found by damaging files at random, see the tests)."""

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What sets a picture upright by its orientation (Exif 2.32, tag 274)."""

SIDEWAYS = {5, 6, 7, 8}
"""Orientations of a picture that lies on its side."""

_PDFIUM = threading.Lock()  # PDFium must not be called from two threads at once (README of pypdfium2)


class ForeignFile(UnreadableScan):
    """The file cannot go in as it is; the message says what to do, for a new photograph would not help."""

    remedy = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a file, not decoded yet.

    Attributes:
        draw: gives the page upright in RGB, of at most ``WORKING_PIXELS``; only until the next leaf is asked for.
        prove: decodes the whole page and keeps nothing, so that a file cut short is found out.
        size: width and height of the upright page as it was delivered, px; None for a PDF, which has no pixels.
        itself: whether the file as it is can be read as this page: it has no other one, is upright, in RGB, and decodes
            into little memory.
        lossless: whether no encoder has blurred the page so far.
    """

    draw: Callable[[], Image.Image]
    prove: Callable[[], object]
    size: tuple[int, int] | None
    itself: bool
    lossless: bool


def working_size(width: int, height: int) -> tuple[int, int]:
    """Return the size, px, at which a page of ``width`` x ``height`` px is worked on."""
    scale = min(1.0, math.sqrt(WORKING_PIXELS / (width * height)))
    return max(1, int(width * scale)), max(1, int(height * scale))


def leaves(file: BinaryIO) -> Generator[Leaf, None, None]:
    """Yield every page of an open file; to be called, and its pages drawn, inside ``reasons``.

    Raises:
        UnreadableScan: a page is too large or too small to be one.
    """
    head = file.read(1024)
    file.seek(0)
    yield from _of_pdf(file) if b"%PDF-" in head else _of_picture(file)


@contextmanager
def reasons() -> Iterator[None]:
    """Turn what the decoders say into a reason a clerk understands; their warnings stay inside.

    Raises:
        ForeignFile: the file is of another kind, or a PDF that cannot be opened.
        UnreadableScan: the decoders broke off.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnidentifiedImageError as error:
        raise ForeignFile("Tệp không phải là ảnh (JPEG, PNG, TIFF, HEIC) hay PDF, hoặc đã hỏng ngay từ đầu.") from error
    except pypdfium2.PdfiumError as error:
        raise ForeignFile(PDF_REASONS.get(error.err_code, PDF_DAMAGED)) from error
    except BREAKS as error:
        raise UnreadableScan("Ảnh bị hỏng hoặc bị cắt cụt, không giải mã được.") from error


def _of_picture(file: BinaryIO) -> Iterator[Leaf]:
    with Image.open(file, formats=FORMATS) as image:
        _check_size(*image.size)
        kind = image.format or ""
        frames = getattr(image, "n_frames", 1) if kind == "TIFF" else 1  # further pictures of a JPEG are its previews
        for frame in range(frames):
            if frames > 1:
                image.seek(frame)
                _check_size(*image.size)
                if _is_preview(image):
                    continue
            size = working_size(*image.size)
            _check_bytes(image.size, footprint(image, file, size))
            turn = 1 if kind == "TIFF" else _turn(image)  # Pillow turns a TIFF itself
            plain = image.mode == "RGB" and not image.has_transparency_data and turn not in TURNS
            light = kind in {"JPEG", "MPO"} or (kind == "PNG" and size == image.size)
            upright = image.size[::-1] if turn in SIDEWAYS else image.size
            yield Leaf(
                partial(_drawn_picture, file, frame, turn),
                partial(_proven, file),
                upright,
                itself=plain and light,
                lossless=kind in {"PNG", "TIFF"},
            )


def _turn(image: Image.Image) -> int:
    """Return the orientation that the header tells; a PNG's own ``getexif`` would decode it to look behind the picture."""
    return int(Image.Image.getexif(image).get(0x0112, 1))


def _drawn_picture(file: BinaryIO, frame: int, turn: int) -> Image.Image:
    with Image.open(file, formats=FORMATS) as image:  # once more, so that what is decoded goes when it is drawn
        if frame:
            image.seek(frame)
        size = working_size(*image.size)
        image.draft(None, size)
        drawn = smaller(image, size)
    return drawn.transpose(TURNS[turn]) if turn in TURNS else drawn


def _proven(file: BinaryIO) -> None:
    with Image.open(file, formats=FORMATS) as image:
        image.draft(None, (image.width // 8, image.height // 8))
        image.load()


def _is_preview(image: Image.Image) -> bool:
    kept = getattr(image, "tag_v2", {})
    return bool(kept.get(254, 0) & 1)  # NewSubfileType, TIFF 6.0, page 36: a smaller copy of another page


def _document(file: BinaryIO) -> pypdfium2.PdfDocument:
    pypdfium2.raw.FPDF_LoadDocument(b"", None)  # PDFium else still holds the code of the last file that failed
    return pypdfium2.PdfDocument(file)


def _of_pdf(file: BinaryIO) -> Iterator[Leaf]:
    with _PDFIUM, closing(_document(file)) as document:
        for number in range(len(document)):
            with closing(document[number]) as page:
                scale = _pdf_scale(page)
                width, height = page.get_size()
                _check_size(round(width * scale), round(height * scale))
                draw = partial(_drawn_pdf, page, scale)
                yield Leaf(draw, draw, None, itself=False, lossless=False)


def _drawn_pdf(page: pypdfium2.PdfPage, scale: float) -> Image.Image:
    with closing(page.render(scale=scale)) as bitmap:
        drawn: Image.Image = bitmap.to_pil()
        return drawn.convert("RGB") if drawn.mode != "RGB" else drawn.copy()


def _pdf_scale(page: pypdfium2.PdfPage) -> float:
    """Return px a point at which a page is drawn: those of its scan, where one covers more than half of it."""
    width, height = page.get_size()
    dpi = taken = 0.0
    largest = (0, 0)
    for part in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
        across, down = part.get_px_size()
        _check_most(across, down)
        largest = max(largest, (across, down))
        taken += footprint_in_pdf(part)
        left, bottom, right, top = part.get_bounds()
        covered = (right - left) * (top - bottom)
        if covered > width * height / 2:
            dpi = max(dpi, math.sqrt(across * down / covered) * 72)
    wanted = min(max(dpi, 72.0), PDF_MOST_DPI) if dpi else PDF_DPI
    scale = min(wanted / 72, math.sqrt(WORKING_PIXELS / max(width * height, 1.0)))
    _check_bytes(largest, round(taken + PDF_DRAWN * width * height * scale**2))
    return scale


def _check_size(width: int, height: int) -> None:
    _check_most(width, height)
    if min(width, height) < LEAST_SIDE:
        raise UnreadableScan(f"Ảnh quá nhỏ ({width} x {height} điểm ảnh), không phải là một trang.")


def _check_most(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise ForeignFile(f"Ảnh quá lớn ({width} x {height} điểm ảnh). Hãy quét lại ở 200-300 dpi.")


def _check_bytes(size: tuple[int, int], taken: int) -> None:
    if taken > MOST_BYTES:
        raise ForeignFile(
            f"Ảnh quá lớn ({size[0]} x {size[1]} điểm ảnh): tệp loại này phải mở bằng {taken // 1_000_000} MB bộ nhớ, nhiều "
            f"nhất {MOST_BYTES // 1_000_000} MB. Hãy quét lại ở 200-300 dpi, hoặc lưu thành JPEG thường (không lũy tiến)."
        )
