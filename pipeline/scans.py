"""Takes delivered files in: what is in a folder, an untouched copy of each file, an upright picture of each page.

A delivered file is only ever read; what is written appears whole or not at all.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import numpy as np
from PIL import Image

from pipeline.decoding import ForeignFile, leaves, reasons
from pipeline.entries import NewPage
from pipeline.errors import StoreError, UnreadableScan, UsageError
from pipeline.sheets import Picture

MOST_BYTES = 2_000_000_000
"""Largest file that is taken in: a PDF of a 300-page book in colour at 300 dpi has about a third of it."""

JPEG_QUALITY = 95
"""Of pages that came blurred by an encoder already; the highest that Pillow's documentation advises."""

LEFTOVERS = {"thumbs.db", "desktop.ini"}
"""Windows leaves them in folders of pictures and hides them, though not by their name."""

CHUNK = 1 << 20
"""Bytes copied at a time."""

CAUSES = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EFBIG: "tệp quá lớn đối với ổ đĩa",
    errno.EACCES: "không có quyền ghi",
    errno.EPERM: "không có quyền ghi",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.ENOTDIR: "đường dẫn đi qua một tệp, không phải thư mục",
    errno.EEXIST: "đã có một tệp trùng tên với thư mục",
}
"""What the clerk is told when the folder of pictures cannot be written."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file or page that did not go in, with the reason in Vietnamese."""

    name: str
    reason: str


def listed(sources: Sequence[Path]) -> tuple[list[Path], list[Refused]]:
    """Return the files named, folders opened up, in natural order of their names (2 before 10).

    Hidden files and folders stay out; a folder or file that is not there, holds nothing or is closed is refused.

    Raises:
        UsageError: nothing was named, or the folders hold no file at all.
    """
    files: list[Path] = []
    refused: list[Refused] = []
    for source in sources:
        if source.is_dir():
            found, closed = _inside(source)
            files += found
            refused += closed
            if len(sources) > 1 and not found and not closed:
                refused.append(Refused(_name(source), "Thư mục không có tệp nào. Hãy kiểm tra lại đường dẫn."))
        elif source.exists():
            files.append(source)
        else:
            refused.append(Refused(_name(source), "Không có tệp hoặc thư mục này. Hãy kiểm tra lại đường dẫn."))
    if not files and not refused:
        raise UsageError("Thư mục không có tệp nào. Hãy nêu thư mục chứa ảnh quét hoặc tệp PDF.")
    return files, refused


def _inside(folder: Path) -> tuple[list[Path], list[Refused]]:
    files: list[Path] = []
    failures: list[OSError] = []
    for parent, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        visible = (name for name in names if not name.startswith(".") and name.casefold() not in LEFTOVERS)
        files += [path for path in (Path(parent, name) for name in visible) if path.is_file()]
    reason = "Không mở được thư mục. Hãy xin quyền đọc thư mục này."
    return sorted(files, key=_natural), [Refused(_name(Path(error.filename)), reason) for error in failures]


def _natural(path: Path) -> tuple[list[tuple[int, int, str]], str]:
    parts = re.split(r"(\d+)", normalize("NFC", path.as_posix()).casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts], path.as_posix()


def _name(path: Path) -> str:
    return normalize("NFC", path.name)


def keep(path: Path, folder: Path) -> list[NewPage]:
    """Copy a delivered file untouched below ``folder`` and prepare the upright picture of each of its pages.

    What is already there is not made again. A file of one page that is upright and in RGB is its own picture.

    Raises:
        UnreadableScan: the file holds no page that can be read; the message says why.
        StoreError: the folder cannot be written.
    """
    copy, sha256 = _copied(path, folder / "delivered")
    delivered = copy.with_name(sha256 + re.sub(r"[^.a-z0-9]", "", path.suffix.lower()))
    try:
        pictures = _pictures(copy, delivered, folder / "upright" / sha256)
        if not delivered.exists():
            with _storing(folder):
                _put(copy, delivered)
    finally:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
    name, many = _name(path), len(pictures) > 1
    return [
        NewPage(f"{name}#{i + 1}" if many else name, sha256, i, picture, delivered)
        for i, picture in enumerate(pictures)
    ]


def decode(path: Path) -> Picture:
    """Return the first page of a file as a picture, (H, W, 3) uint8 RGB, upright.

    Raises:
        UnreadableScan: the file is gone, damaged or no picture.
    """
    _check_file(path)
    with reasons(), path.open("rb") as file, closing(leaves(file)) as pages:
        for page in pages:
            return np.asarray(page.draw(), np.uint8)
    raise UnreadableScan("Tệp không có trang nào.")


def _pictures(copy: Path, delivered: Path, stem: Path) -> list[Path]:
    """Return the upright picture of every page; those not yet there are made as ``stem``-0, -1 and so on.

    Raises:
        UnreadableScan: a page cannot be read; from the second on its number is told.
    """
    pictures: list[Path] = []
    try:
        with reasons(), copy.open("rb") as file, closing(leaves(file)) as pages:
            for place, page in enumerate(pages):
                upright = stem.with_name(f"{stem.name}-{place}{'.png' if page.lossless else '.jpg'}")
                target = delivered if page.itself else upright
                if not target.exists():
                    image = page.draw()  # of a file that is its own picture too: one cut short is found out now
                    if not page.itself:
                        _write(upright, _encoded(image, lossless=page.lossless))
                pictures.append(target)
    except UnreadableScan as error:
        if not pictures:
            raise
        raise type(error)(f"Trang {len(pictures) + 1} của tệp: {error.args[0]}") from error
    if not pictures:
        raise UnreadableScan("Tệp không có trang nào.")
    return pictures


def _encoded(image: Image.Image, *, lossless: bool) -> bytes:
    packed = io.BytesIO()
    if lossless:
        image.save(packed, "PNG", compress_level=1)
    else:
        image.save(packed, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return packed.getvalue()


def _check_file(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise _unopened(error) from error
    if path.is_dir():
        raise ForeignFile("Đây là một thư mục, không phải là tệp ảnh. Hãy nêu tệp bên trong thư mục.")
    if size == 0:
        raise ForeignFile("Tệp rỗng (0 byte). Hãy chép lại tệp từ máy quét hoặc điện thoại.")
    if size > MOST_BYTES:
        raise ForeignFile(f"Tệp quá lớn ({size / 1e9:.1f} GB, nhiều nhất 2 GB). Hãy chia thành nhiều tệp.")


def _unopened(error: OSError) -> UnreadableScan:
    if isinstance(error, FileNotFoundError):
        return ForeignFile("Không còn tệp này. Hãy kiểm tra lại đường dẫn.")
    if isinstance(error, PermissionError):
        return ForeignFile("Không được phép đọc tệp. Hãy xin quyền đọc, hoặc đóng chương trình đang mở tệp.")
    return ForeignFile(f"Ổ đĩa báo lỗi {error.errno} khi đọc tệp. Hãy chép tệp sang chỗ khác rồi đưa vào lại.")


def _copied(path: Path, folder: Path) -> tuple[Path, str]:
    """Copy a file under a passing name; return the copy, safe on disk, and its sha256."""
    _check_file(path)
    digest = hashlib.sha256()

    def seen() -> Iterator[bytes]:
        for chunk in _chunks(path):
            digest.update(chunk)
            yield chunk

    with _storing(folder):
        return _new(folder, seen()), digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise _unopened(error) from error


def _write(target: Path, content: bytes) -> None:
    with _storing(target.parent):
        _put(_new(target.parent, iter((content,))), target)


def _new(folder: Path, chunks: Iterator[bytes]) -> Path:
    """Write a file under a passing name, hidden and never given twice; return it, safe on disk."""
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{secrets.token_hex(8)}.new"
    try:
        with new.open("xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
    return new


def _put(new: Path, target: Path) -> None:
    """Give a file that is safe on disk its name, safe on disk too.

    Raises:
        PermissionError: the folder does not let it.
    """
    try:
        new.replace(target)
    except PermissionError:  # Windows: another program has just put the same file there and is reading it
        if not target.exists():
            raise
        new.unlink(missing_ok=True)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _storing(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        cause = CAUSES.get(error.errno or 0, f"ổ đĩa báo lỗi {error.errno}")
        raise StoreError(f"Không ghi được vào kho ảnh {folder}: {cause}.") from error
