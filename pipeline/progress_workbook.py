"""How the work stands as a workbook that an office can send on: the table of cases, and the cases finished by day."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

TABLE = ("Loại sổ", "Năm", "Xã, phường", "Đã xong", "Để xác minh sau", "Còn lại", "Tổng số")
DAYS = ("Ngày", "Trường hợp xong")
ABOUT = ("Mục", "Giá trị")


def written(table: Iterable[Sequence[Any]], days: Mapping[date, int], about: Mapping[str, str]) -> bytes:
    """Return the workbook.

    Args:
        table: a row for each register, year and commune, in the order of ``TABLE``.
        days: cases finished on each day.
        about: sentences on pace and forecast, each with its heading.
    """
    book = Workbook()
    first = book.active
    assert first is not None  # noqa: S101  a new workbook has one sheet
    book.remove(first)
    _sheet(book, "Tiến độ", TABLE, table)
    _sheet(book, "Theo ngày", DAYS, ((day, count) for day, count in days.items()))
    _sheet(book, "Nhịp độ", ABOUT, about.items())
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _sheet(book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(heads))
    for row in rows:
        sheet.append([_plain(cell) for cell in row])
    for place, head in enumerate(heads, 1):
        sheet.cell(1, place).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = max(12, len(head) + 4)
    sheet.freeze_panes = "A2"


def _plain(cell: Any) -> Any:
    """Return what is written as it is; a text that begins like a formula stays a text."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@"} else cell
