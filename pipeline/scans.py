"""Takes delivered files in: what is in a folder, an untouched copy of each file, an upright picture of each page.

A delivered file is only ever read; what is written appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import numpy as np
from PIL import Image

from pipeline.decoding import ForeignFile, Leaf, leaves, reasons, working_size
from pipeline.entries import NewPage
from pipeline.errors import UnreadableScan, UsageError
from pipeline.page_quality import measured
from pipeline.placing import Place, passing
from pipeline.sheets import Picture

MOST_BYTES = 2_000_000_000
"""Largest file that is taken in: a PDF of a 300-page book in colour at 300 dpi has about a third of it."""

JPEG_QUALITY = 95
"""Of pages that came blurred by an encoder already; the highest that Pillow's documentation advises."""

LEFTOVERS = {"thumbs.db", "desktop.ini"}
"""Windows leaves them in folders of pictures and hides them, though not by their name."""

CHUNK = 1 << 20
"""Bytes copied at a time."""

OF_LARGER = re.compile(r"-(\d+)x(\d+)$")
"""At the end of an upright picture's name: width and height, px, of the page it was made smaller from."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as it is worked on.

    Attributes:
        picture: (H, W, 3) uint8 RGB, upright, of at most ``decoding.WORKING_PIXELS``.
        size: width and height of the page as it was delivered, upright, px; boxes lie on that.
    """

    picture: Picture
    size: tuple[int, int]


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


def keep(path: Path, folder: Path, *, look: bool = True) -> list[NewPage]:
    """Copy a delivered file untouched below ``folder`` and prepare the upright picture of each of its pages.

    What is already there is not made again. A file of one page that is upright and in RGB is its own picture. Pages are looked at
    unless whoever reads them at once does so: a file that is its own picture is proved to be whole, and how good each picture is,
    is measured; a poor one goes in all the same.

    Raises:
        UnreadableScan: the file holds no page that can be read; the message says why.
        StoreError: the folder cannot be written.
    """
    _check_file(path)
    with passing(folder) as place:
        copy, sha256 = _copied(path, place)
        delivered = folder / "delivered" / (sha256 + re.sub(r"[^.a-z0-9]", "", path.suffix.lower()))
        pictures = _pictures(copy, delivered, folder / "upright" / sha256, place, prove=look)
        found = [measures(copy if picture == delivered else picture) if look else {} for picture in pictures]
        if not delivered.exists():
            place.put(copy, delivered)
    name, many = _name(path), len(pictures) > 1
    return [
        NewPage(f"{name}#{i + 1}" if many else name, sha256, i, picture, delivered, quality)
        for i, (picture, quality) in enumerate(zip(pictures, found, strict=True))
    ]


def decode(path: Path) -> Scan:
    """Return the first page of a file as it is worked on.

    Raises:
        UnreadableScan: the file is gone, damaged or no picture.
    """
    _check_file(path)
    with reasons(), path.open("rb") as file, closing(leaves(file)) as pages:
        for page in pages:
            picture = np.asarray(page.draw(), np.uint8)
            larger = OF_LARGER.search(path.stem)
            whole = (int(larger[1]), int(larger[2])) if larger else page.size
            return Scan(picture, whole or (picture.shape[1], picture.shape[0]))
    raise UnreadableScan("Tệp không có trang nào.")


def measures(path: Path) -> dict[str, float]:
    """Return how good the first page of a file is, by the names of ``pipeline.retake``.

    Raises:
        UnreadableScan: the file is gone, damaged or no picture.
    """
    scan = decode(path)
    return measured(scan.picture, scan.size)


def _pictures(copy: Path, delivered: Path, stem: Path, place: Place, *, prove: bool) -> list[Path]:
    """Return the upright picture of every page; those not yet there are made as ``stem``-0, -1 and so on.

    A page that is its own picture is decoded to the end only to ``prove`` it.

    Raises:
        UnreadableScan: a page cannot be read; from the second on its number is told.
    """
    pictures: list[Path] = []
    try:
        with reasons(), copy.open("rb") as file, closing(leaves(file)) as pages:
            for number, page in enumerate(pages):
                target = delivered if page.itself else stem.with_name(_upright(stem.name, number, page))
                if page.itself and prove and not target.exists():
                    page.prove()
                elif not page.itself and not target.exists():
                    image = page.draw()
                    place.put(place.write((_encoded(image, lossless=page.lossless),)), target)
                pictures.append(target)
    except UnreadableScan as error:
        if not pictures:
            raise
        raise type(error)(f"Trang {len(pictures) + 1} của tệp: {error.args[0]}") from error
    if not pictures:
        raise UnreadableScan("Tệp không có trang nào.")
    return pictures


def _upright(stem: str, number: int, page: Leaf) -> str:
    """Return the name of a page's upright picture; one made smaller says from which size (see ``OF_LARGER``)."""
    larger = "-{}x{}".format(*page.size) if page.size and working_size(*page.size) != page.size else ""
    return f"{stem}-{number}{larger}{'.png' if page.lossless else '.jpg'}"


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


def _copied(path: Path, place: Place) -> tuple[Path, str]:
    """Copy a file under a passing name; return the copy, safe on disk, and its sha256."""
    digest = hashlib.sha256()

    def seen() -> Iterator[bytes]:
        for chunk in _chunks(path):
            digest.update(chunk)
            yield chunk

    return place.write(seen()), digest.hexdigest()


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except OSError as error:
        raise _unopened(error) from error
