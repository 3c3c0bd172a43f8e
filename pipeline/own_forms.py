"""Keeps the forms that an office made for its own books: one TOML and the picture of the template beside it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import cv2

from pipeline.alignment import Grey
from pipeline.errors import BadForm, UsageError
from pipeline.forms import loader
from pipeline.placing import passing
from pipeline.template_cells import Drawn, Start

NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""A form is a file: small letters, digits and hyphens, as the shipped ones are named."""

STAGES = ("trim", "level", "turn", "deskew", "dewarp")
"""Stages that suit all forms so far (docs/adding-a-part.md)."""

NUMBER = "so"
"""The ministry's column of the running number of a case; other columns hold numbers too, of a page, a book or a decision."""


def kept(
    about: tuple[str, str, str, tuple[int, int]],
    picture: Grey,
    cells: Sequence[Drawn],
    starts: Sequence[Start],
    *,
    numbers: Sequence[float] | None = None,
) -> Path:
    """Write a form and its template; return the form's file. An older form of that name is replaced.

    Args:
        about: its name, its title, its register, and its first and last year.
        picture: (H, W) uint8 grey template at half the size of a cleaned page.
        cells: of the first entry, each with its column.
        starts: how far right and down each entry begins from the first, as shares of the template's sides.
        numbers: given where each cell is a whole column of a table whose rows are found by their writing on each page: left and
            width of the column of the running numbers as shares of the template's width, empty where the cells tell it.

    Raises:
        UsageError: the name is none for a form or that of a shipped one, or no cell is named, or two are named alike.
        BadForm: the title, register or years are wrong.
        StoreError: the folder cannot be written.
    """
    name = about[0]
    if not NAME.fullmatch(name):
        raise UsageError(
            f"Tên biểu mẫu «{name}» chỉ gồm chữ thường không dấu, chữ số và gạch nối, ví dụ khai-sinh-1976."
        )
    if (loader.FOLDER / f"{name}.toml").exists():
        raise UsageError(f"Tên «{name}» là của một biểu mẫu có sẵn. Hãy chọn tên khác.")
    text = _toml(about, f"{name}.png", cells, starts, numbers)
    try:
        loader.parse(name, text)
    except BadForm as error:
        raise type(error)(f"Chưa lưu được mẫu: {error.args[0]}") from error
    folder = loader.own_folder()
    folder.mkdir(parents=True, exist_ok=True)
    packed = cv2.imencode(".png", picture)[1].tobytes()
    with passing(folder) as place:
        place.put(place.write((packed,)), folder / f"{name}.png")
        place.put(place.write((text.encode(),)), folder / f"{name}.toml")
    return folder / f"{name}.toml"


def numbers_of(cells: Sequence[Drawn], known: Sequence[float] = ()) -> tuple[float, float]:
    """Return left and width, as shares of the template's width, of the column that holds the running numbers.

    It is the one named so; else the one that was known to, where it lies now, also if its cell has no name and is gone; else the first.

    Args:
        cells: of the first entry, one or more.
        known: left and width of the column that held them so far, empty if nobody knows.
    """
    for cell in cells:
        if cell.column == NUMBER:
            return cell.box[0], cell.box[2]
    if known:
        left, wide = known
        common = [min(left + wide, cell.box[0] + cell.box[2]) - max(left, cell.box[0]) for cell in cells]
        shared, nearest = max(zip(common, cells, strict=True), key=lambda one: one[0])
        same = 2 * shared > max(wide, nearest.box[2])
        return (nearest.box[0], nearest.box[2]) if same else (left, wide)
    first = min(cells, key=lambda cell: cell.box[0])
    return first.box[0], first.box[2]


def _toml(
    about: tuple[str, str, str, tuple[int, int]],
    picture: str,
    cells: Sequence[Drawn],
    starts: Sequence[Start],
    numbers: Sequence[float] | None,
) -> str:
    """Return the text of a form; arguments as of ``kept``.

    Raises:
        UsageError: no cell is named, or two are named alike.
    """
    _, title, register, years = about
    named = [cell for cell in cells if cell.column]
    counts = Counter(cell.column for cell in named)
    twice = sorted({f"«{cell.title or cell.column}»" for cell in named if counts[cell.column] > 1})
    if not named:
        raise UsageError("Chưa ô nào có tên cột. Hãy đặt tên cột cho ít nhất một ô rồi lưu.")
    if twice:
        raise UsageError(f"Cột {', '.join(twice)} được đặt cho hai ô. Mỗi cột chỉ có một ô.")
    if numbers is None:
        entries, rows = len(starts), f"starts = [{', '.join(f'[{right:.4f}, {down:.4f}]' for right, down in starts)}]"
    else:
        entries, rows = 0, "numbers = [{:.4f}, {:.4f}]".format(*numbers_of(cells, numbers))
    lines = [
        f"title = {_quoted(title)}",
        f"register = {_quoted(register)}",
        "printed = []",
        f"years = [{years[0]}, {years[1]}]",
        'layout = "drawn_cells"',
        f"entries = {entries}",
        'source = "drawn on the template of a book by this office"',
        *(line for stage in STAGES for line in ("", "[[stages]]", f"name = {_quoted(stage)}")),
        "",
        "[settings]",
        f"picture = {_quoted(picture)}",
        rows,
        "",
        "[settings.cells]",
        *(f"{cell.column} = [{', '.join(f'{side:.4f}' for side in cell.box)}]" for cell in named),
    ]
    for row, cell in enumerate(named):
        label = cell.label or cell.title or cell.column
        lines += ["", "[[columns]]", f"name = {_quoted(cell.column)}", f"kind = {_quoted(cell.kind)}"]
        lines += [f"labels = [{_quoted(label)}]", f"row = {row}", f"title = {_quoted(cell.title or label)}"]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """Return a TOML string: JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False)
