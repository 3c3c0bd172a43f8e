"""Drafts of extracts to print and sign: ``<book>.<LOAI>.<page>-<case>.trich-luc.docx``, a Word document for each entry.

What goes to a citizen is made in the ministry's system and signed there. A draft says on every page that it is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import IO

from PIL import Image

from pipeline import scans
from pipeline.entries import Entry
from pipeline.errors import UnreadableScan
from pipeline.exports import Package
from pipeline.exports._extract_page import Extract, Row, draw
from pipeline.exports._listed import write_listed
from pipeline.exports._writing import UNREAD, in_utc, left_out, place_of, split, unread
from pipeline.forms import REGISTERS
from pipeline.geometry import Box
from pipeline.receipts import LeftOut, Receipt
from pipeline.scans import Scan

ENDING = "trich-luc.docx"
BLANK = "(trong sổ để trống)"

MARGIN = 0.02
"""Share of the page's longer side shown around an entry that shares its page: its rulings, and tails that leave its cells."""

SIDE, QUALITY = 1600, 80
"""Longer side in px and JPEG quality of the picture, those of the screen (``views.PREVIEW_SIDE``, ``views.crop``)."""


@dataclass(frozen=True, slots=True)
class Extracts:
    """Write a draft of an extract for each decided entry: all its values, its picture, and room for signatures.

    The same book gives the same bytes.
    """

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write ``<book>.<LOAI>.<page>-<case>.trich-luc.docx`` for each entry, and their list, see ``_listed.write_listed``.

        An entry whose picture cannot be opened is left out. If no entry is left, nothing is written and older files stay.

        Raises:
            TargetError: the folder cannot be written; older files there are as they were.
        """
        complete, left = split(package)
        unopened: dict[int, str] = {}
        while shown := [entry for entry in complete if entry.page.id not in unopened]:
            try:
                files, older = write_listed(package, folder, ENDING, _writers(shown, package))
            except UnopenedPage as error:  # seen while writing, so that no picture is decoded only to be tried
                unopened[error.page] = str(error)
            else:
                left += _unopened(complete, unopened)
                return Receipt(files, len(shown), left, unread(package, shown), older)
        return Receipt([], 0, left + _unopened(complete, unopened))


class UnopenedPage(UnreadableScan):
    """The picture of a page cannot be opened.

    Attributes:
        page: id of the page.
    """

    def __init__(self, message: str, page: int) -> None:
        super().__init__(message)
        self.page = page


def _writers(shown: list[Entry], package: Package) -> Mapping[str, Callable[[IO[bytes]], object]]:
    on_page = Counter(entry.page.id for entry in package.entries)
    decode = lru_cache(maxsize=1)(scans.decode)  # entries of one page come one after another

    def write(entry: Entry, file: IO[bytes]) -> None:
        try:
            scan = decode(entry.page.picture)
        except UnreadableScan as error:
            reason = f"Không mở được ảnh trang «{entry.page.picture.name}». {error}"
            raise UnopenedPage(reason, entry.page.id) from error
        part = _around(entry, scan) if on_page[entry.page.id] > 1 else None
        file.write(draw(_extract(entry, package, _cut(scan, part))))

    return {f"{entry.page.number:04}-{entry.order}": partial(write, entry) for entry in shown}


def _unopened(complete: list[Entry], unopened: Mapping[int, str]) -> list[LeftOut]:
    return [left_out(entry, unopened[entry.page.id]) for entry in complete if entry.page.id in unopened]


def _extract(entry: Entry, package: Package, picture: bytes) -> Extract:
    book = package.book
    return Extract(
        f"TRÍCH LỤC {REGISTERS.get(package.register, package.register).upper()}",
        ", ".join(part for part in (book.commune, book.district, book.province) if part),
        f"Sổ «{book.name}», {place_of(entry)}",
        list(_rows(entry, package)),
        picture,
        max(in_utc(decision.when) for decision in entry.decisions.values()),
    )


def _rows(entry: Entry, package: Package) -> Iterator[Row]:
    for column in package.form_of(entry).columns:
        text = entry.decided(column.name)
        missing = f"({UNREAD[entry.decisions[column.name].verdict]})" if entry.unread(column.name) else BLANK
        yield Row(column.title, text or missing, said=bool(text))


def _around(entry: Entry, scan: Scan) -> Box | None:
    """Return the part of the delivered page that holds the cells of an entry, px; None if the machine saw none of them."""
    boxes = [reading.box for reading in entry.readings.values()]
    if not boxes:
        return None
    margin = round(MARGIN * max(scan.size))
    left, top = min(box.x for box in boxes) - margin, min(box.y for box in boxes) - margin
    right, bottom = max(box.right for box in boxes) + margin, max(box.bottom for box in boxes) + margin
    return Box(left, top, right - left, bottom - top)


def _cut(scan: Scan, part: Box | None) -> bytes:
    """Return a part of the page, or all of it, as JPEG; ``part`` is in px of the delivered page."""
    image = Image.fromarray(scan.picture)
    if part is not None:
        across, down = image.width / scan.size[0], image.height / scan.size[1]
        edges = (part.x * across, part.y * down, part.w * across, part.h * down)
        x, y, width, height = (round(edge) for edge in edges)
        shown = Box(x, y, max(1, width), max(1, height)).inside(*image.size)
        image = image.crop((shown.x, shown.y, shown.right, shown.bottom))
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    packed = BytesIO()
    image.save(packed, "JPEG", quality=QUALITY)
    return packed.getvalue()
