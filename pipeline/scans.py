"""Delivered files become pages: JPEG, PNG, TIFF of many pages, HEIC of phones, PDF of a whole book.

A delivered file is only ever read. Its size is looked up in its header before anything is decoded, so that no file can
take the machine's memory.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import struct
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pillow_heif
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from pipeline.entries import NewPage
from pipeline.errors import StoreError, UnreadableScan, UsageError
from pipeline.sheets import Picture

pillow_heif.register_heif_opener()

MOST_PIXELS = 150_000_000
"""Largest picture that is decoded: an A3 opening at 600 dpi has 70 million pixels; this many take 450 MB as RGB."""

MOST_BYTES = 2_000_000_000
"""Largest file that is opened: a PDF of a 300-page book in colour at 300 dpi has about a third of it."""

LEAST_SIDE = 32
"""Shortest side, px, of a picture that can hold a page."""

PDF_DPI = 200
"""Resolution at which a page of a PDF is drawn when it holds no picture of its own."""

PDF_MOST_DPI = 300
"""A scan inside a PDF is drawn at its own resolution, up to this one."""

MODES = {"I;16", "I;16B", "I;16L", "I;16N", "I", "F"}
"""Grey pictures of more than 8 bits a pixel."""

PDF_ENCRYPTED = 4
"""FPDF_ERR_PASSWORD of PDFium's public header fpdfview.h."""

ENCRYPTED = "Tệp PDF có mật khẩu. Hãy bỏ mật khẩu rồi đưa vào lại."


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or page that did not go in, with the reason in Vietnamese."""

    name: str
    reason: str


def listed(sources: Sequence[Path]) -> tuple[list[Path], list[Refused]]:
    """Return the files named, folders opened up, in natural order of their names (2 before 10).

    Raises:
        UsageError: nothing was named, or the folders hold no file at all.
    """
    files: list[Path] = []
    refused: list[Refused] = []
    for source in sources:
        if source.is_dir():
            files += sorted((path for path in source.rglob("*") if _is_visible(path, source)), key=_natural)
        elif source.exists():
            files.append(source)
        else:
            refused.append(Refused(_name(source), "Không có tệp hoặc thư mục này. Hãy kiểm tra lại đường dẫn."))
    if not files and not refused:
        raise UsageError("Thư mục không có tệp nào. Hãy nêu thư mục chứa ảnh quét hoặc tệp PDF.")
    return files, refused


def _is_visible(path: Path, folder: Path) -> bool:
    return path.is_file() and not any(step.startswith(".") for step in path.relative_to(folder).parts)


def _natural(path: Path) -> list[tuple[int, int, str]]:
    parts = re.split(r"(\d+)", normalize("NFC", path.as_posix()).casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def _name(path: Path) -> str:
    return normalize("NFC", path.name)


def keep(path: Path, folder: Path) -> list[NewPage]:
    """Copy a delivered file untouched below ``folder`` and prepare the upright picture of each of its pages.

    What is already there is not written again. Every file appears whole or not at all.

    Raises:
        UnreadableScan: the file holds no page that can be read; the message says why.
        StoreError: the folder cannot be written.
    """
    content = _content(path)
    sha256 = hashlib.sha256(content).hexdigest()
    name = _name(path)
    try:
        pages = _pages(content, sha256, name, folder)
        delivered = folder / "delivered" / f"{sha256}{path.suffix.lower()}"
        _write(delivered, content)
    except OSError as error:
        raise StoreError(f"Không ghi được vào kho ảnh {folder}: {error.strerror or error}.") from error
    many = len(pages) > 1
    return [
        NewPage(f"{name}#{i + 1}" if many else name, sha256, i, delivered if page is None else page, delivered)
        for i, page in enumerate(pages)
    ]


def _pages(content: bytes, sha256: str, name: str, folder: Path) -> list[Path | None]:
    """Return the upright picture of each page; None where the delivered file itself is one.

    Raises:
        UnreadableScan: the file holds no page that can be read.
    """
    upright = folder / "upright"
    pages: list[Path | None] = []
    with _reasons():
        if not content:
            raise UnreadableScan("Tệp rỗng (0 byte).")
        for i, (image, is_itself) in enumerate(_opened(content, name)):
            target = upright / f"{sha256}-{i}.png"
            if is_itself:
                image.load()  # a file cut short must be found out now, not when it is read
                pages.append(None)
            elif target.exists():
                pages.append(target)
            else:
                packed = io.BytesIO()
                _rgb(image).save(packed, "PNG", compress_level=1)
                _write(target, packed.getvalue())
                pages.append(target)
    return pages


def decode(path: Path) -> Picture:
    """Return the picture of a file with one page, (H, W, 3) uint8 RGB, upright.

    Raises:
        UnreadableScan: the file is gone, damaged or no picture.
    """
    content = _content(path)
    with _reasons():
        for image, _ in _opened(content, path.name):
            return np.asarray(_rgb(image), np.uint8)
    raise UnreadableScan("Tệp không có trang nào.")


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UnreadableScan("Tệp quá lớn (hơn 2 GB). Hãy chia thành nhiều tệp.")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableScan(f"Không mở được tệp: {error.strerror or error}.") from error


def _opened(content: bytes, name: str) -> Iterator[tuple[Image.Image, bool]]:
    """Yield every page of a file with whether the file itself can be read as that page."""
    if content[:1024].lstrip().startswith(b"%PDF") or name.lower().endswith(".pdf"):
        yield from ((image, False) for image in _of_pdf(content))
        return
    with Image.open(io.BytesIO(content)) as image:
        _check_size(*image.size)
        frames = getattr(image, "n_frames", 1) if image.format in ("TIFF", "MPO") else 1
        frames = 1 if image.format == "MPO" else frames  # the further pictures of an MPO are its previews
        for frame in range(frames):
            if frames > 1:
                image.seek(frame)
                _check_size(*image.size)
            turned = image.getexif().get(0x0112, 1) != 1
            itself = frames == 1 and not turned and image.mode == "RGB" and image.format in ("JPEG", "MPO", "PNG")
            yield image, itself


def _of_pdf(content: bytes) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(content)
    try:
        if len(document) == 0:
            raise UnreadableScan("Tệp PDF không có trang nào.")
        for page in document:
            try:
                scale = _pdf_dpi(page) / 72
                width, height = page.get_size()
                _check_size(round(width * scale), round(height * scale))
                yield page.render(scale=scale).to_pil()
            finally:
                page.close()
    finally:
        document.close()


def _pdf_dpi(page: pypdfium2.PdfPage) -> float:
    """Return the resolution of the largest picture on the page, or ``PDF_DPI`` if there is none."""
    width, _ = page.get_size()
    dpi = 0.0
    for part in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, _, right, _ = part.get_bounds()
        if right - left > width / 2:
            dpi = max(dpi, part.get_px_size()[0] / (right - left) * 72)
    return min(max(dpi, 72.0), PDF_MOST_DPI) if dpi else PDF_DPI


def _check_size(width: int, height: int) -> None:
    """Refuse a size before anything of it is decoded.

    Raises:
        UnreadableScan: the picture is too large or too small.
    """
    if width * height > MOST_PIXELS:
        raise UnreadableScan(f"Ảnh quá lớn ({width} x {height} điểm ảnh). Hãy quét ở 200-300 dpi.")
    if min(width, height) < LEAST_SIDE:
        raise UnreadableScan(f"Ảnh quá nhỏ ({width} x {height} điểm ảnh), không phải là một trang.")


def _rgb(image: Image.Image) -> Image.Image:
    """Return the picture upright, in RGB, on white where it is transparent."""
    image = ImageOps.exif_transpose(image)
    if image.mode in MODES:
        grey = np.asarray(image, np.float64)
        top = 65535.0 if image.mode.startswith("I") else max(1.0, float(grey.max()))
        image = Image.fromarray(np.clip(grey / top * 255, 0, 255).astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    return image.convert("RGB")


BROKEN = (OSError, ValueError, SyntaxError, EOFError, MemoryError, TypeError, IndexError, struct.error)
"""What Pillow's decoders raise on damaged files."""


@contextmanager
def _reasons() -> Iterator[None]:
    """Turn what the decoders say into a reason a clerk understands; their warnings stay inside.

    Raises:
        UnreadableScan: whatever the decoders refused.
        OSError: the disk, not the picture, was at fault.
    """
    most, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None  # our own limit is stricter and speaks Vietnamese
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnidentifiedImageError as error:
        raise UnreadableScan("Tệp không phải là ảnh (JPEG, PNG, TIFF, HEIC) hay PDF.") from error
    except pypdfium2.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) == PDF_ENCRYPTED
        raise UnreadableScan(ENCRYPTED if encrypted else "Tệp PDF bị hỏng.") from error
    except BROKEN as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise UnreadableScan("Ảnh bị hỏng hoặc bị cắt cụt, không giải mã được.") from error
    finally:
        Image.MAX_IMAGE_PIXELS = most


def _write(target: Path, content: bytes) -> None:
    """Write a file so that it is there whole or not at all; one that is there already is left alone."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
