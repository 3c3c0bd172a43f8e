"""Keeps what a clerk has drawn on the template of a book until it is a form: a closed tab or a restart loses nothing.

A draft is one JSON file for each book in the folder ``drafts`` of ``SOHOA_HOME``, and the picture of the template beside it, named
by its own checksum.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, UnidentifiedImageError

from pipeline.alignment import Grey
from pipeline.errors import UsageError
from pipeline.placing import passing
from pipeline.template_cells import Drawn, Start

LeftOut = tuple[str, str, str]
"""Name of a page's file, which half of an opening it is ('' where the picture is the page), and why it was of no use."""

LEFT_OUT: Mapping[str, str] = {
    "unlike": (
        "Không dùng {count} trang vì in theo mẫu khác, hoặc bị che, mờ, cắt lệch nên không thấy đủ chữ in: {pages}. "
        "Trên các trang ấy máy cũng có thể không tìm được ô."
    ),
    "unread": "Không dùng {count} trang vì ảnh không mở được: {pages}.",
}
"""Why pages were of no use, as the command and the screen say it."""

HALVES: Mapping[str, str] = {"": "{name}", "left": "{name} (trang trái)", "right": "{name} (trang phải)"}
"""A page by the name of its picture, and which half of it the page is."""

PICTURE = re.compile(r"[0-9a-f]{16}\.png")


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that is being drawn.

    Attributes:
        id: told apart by it from other drafts of the same book, also those of the same picture.
        book: whose pages it was built from.
        register: ``KS``, ``KH``, ``KT``, ``CMC`` or ``HN``.
        picture: file of the template in the folder of drafts.
        size: width and height of the template, px.
        cells: of the first entry.
        starts: how far right and down each entry begins from the first, as shares of the template's sides.
        name: of the form to be, '' as long as nobody has said it.
        title: of the form to be.
        years: first and last year of use.
        form: the own form that this draft was opened from or saved as, '' for a new one.
        saved: True if that form is what is drawn here.
        by_writing: True if each cell is a whole column of a table whose rows are found by their writing on each page.
        used: pages the template was built from, each by the name of its file and which half of an opening it is ('' where the
            picture is the page); none for an own form that was opened.
        left_out: pages that were of no use: name of the file, which half of an opening, and why, ``unlike`` or ``unread``.
        numbers: left and width, as shares of the template's width, of the column of the running numbers of such a table: its cell may
            have no name, and then the form does not keep it. Empty elsewhere.
    """

    id: str
    book: str
    register: str
    picture: str
    size: tuple[int, int]
    cells: tuple[Drawn, ...]
    starts: tuple[Start, ...]
    name: str = ""
    title: str = ""
    years: tuple[int, int] = (1945, 2100)
    form: str = ""
    saved: bool = False
    by_writing: bool = False
    used: tuple[tuple[str, str], ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    numbers: tuple[float, ...] = ()


def new_id() -> str:
    """Return what tells a new draft apart."""
    return secrets.token_hex(6)


def opened(folder: Path, book: str) -> Draft | None:
    """Return the draft of a book, None if there is none or its picture is gone."""
    try:
        said: dict[str, Any] = json.loads(_file(folder, book).read_text(encoding="utf-8"))
        cells = tuple(Drawn(**cell | {"box": tuple(cell["box"])}) for cell in said.pop("cells"))
        sides: dict[str, Any] = {name: tuple(said.pop(name)) for name in ("size", "years")}
        starts = tuple((start[0], start[1]) for start in said.pop("starts"))
        left_out = tuple((page[0], page[1], page[2]) for page in said.pop("left_out", ()))
        used = tuple((page[0], page[1]) for page in said.pop("used", ()))
        numbers = tuple(float(share) for share in said.pop("numbers", ()))
        draft = Draft(cells=cells, starts=starts, used=used, left_out=left_out, numbers=numbers, **sides, **said)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return draft if (folder / draft.picture).is_file() else None


def kept(folder: Path, draft: Draft) -> None:
    """Put a draft in the place of the older one of its book.

    Raises:
        StoreError: the folder cannot be written; the older draft is untouched.
    """
    with passing(folder) as place:
        place.put(place.write([json.dumps(asdict(draft), ensure_ascii=False).encode()]), _file(folder, draft.book))


def begun(folder: Path, draft: Draft, picture: Grey) -> Draft:
    """Keep a new draft with the (H, W) uint8 picture of its template; return it with the name and size of the picture.

    Raises:
        StoreError: the folder cannot be written.
    """
    packed = io.BytesIO()
    Image.fromarray(picture).save(packed, "PNG")
    name = f"{hashlib.sha256(packed.getvalue()).hexdigest()[:16]}.png"
    draft = replace(draft, picture=name, size=(picture.shape[1], picture.shape[0]))
    with passing(folder) as place:
        place.put(place.write([packed.getvalue()]), folder / name)
    kept(folder, draft)
    return draft


def png(folder: Path, name: str) -> bytes:
    """Return the picture of a template as a PNG file.

    Raises:
        UsageError: there is none of that name.
    """
    try:
        if PICTURE.fullmatch(name):
            return (folder / name).read_bytes()
    except OSError:
        pass
    raise UsageError("Ảnh mẫu này không còn nữa. Hãy dựng lại mẫu.")


def grey(path: Path) -> Grey:
    """Return the (H, W) uint8 picture of a template.

    Raises:
        UsageError: it is gone or damaged.
    """
    try:
        with Image.open(path) as image:
            return np.asarray(image.convert("L"), np.uint8)
    except (OSError, UnidentifiedImageError) as error:
        raise UsageError(f"Ảnh mẫu {path} bị mất hoặc hỏng. Hãy dựng lại mẫu.") from error


def _file(folder: Path, book: str) -> Path:
    return folder / f"{hashlib.sha256(book.encode()).hexdigest()[:16]}.json"
