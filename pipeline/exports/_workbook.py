"""The ministry's workbook: a sheet of cases and a sheet of notes, every cell plain text; the same cases give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, WriteOnlyCell
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from pipeline.exports._template import Template
from pipeline.exports._writing import zipped
from pipeline.forms import Column

CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
"""The moments openpyxl writes into a workbook."""

NO_TIME = rb"\g<1>1980-01-01T00:00:00Z\g<2>"


def save(
    file: IO[bytes],
    template: Template,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    unplaced: Sequence[Column],
) -> None:
    """Write the workbook.

    Args:
        file: open for writing.
        template: names of the sheets, and the code lists for the notes.
        columns: header row.
        rows: one text per column and case.
        unplaced: columns of the form that this workbook has no place for; the notes name them.
    """
    book = Workbook(write_only=True)
    cases, notes = book.create_sheet(template.sheet), book.create_sheet(template.notes)
    cases.freeze_panes = "A2"
    for row in (columns, *rows):
        cases.append([_cell(cases, text) for text in row])
    for row in _notes(template, columns, unplaced):
        notes.append([_cell(notes, text) for text in row])
    with TemporaryFile() as made:
        book.save(made)
        _without_clock(made, file)


def _without_clock(made: IO[bytes], file: IO[bytes]) -> None:
    """Copy a workbook without the moments at which it and its members were made."""
    with ZipFile(made) as dated, ZipFile(file, "w", ZIP_DEFLATED) as copy:
        for name in dated.namelist():
            content = dated.read(name)
            content = CLOCK.sub(NO_TIME, content) if name == "docProps/core.xml" else content
            copy.writestr(zipped(name), content, ZIP_DEFLATED)


def _cell(sheet: WriteOnlyWorksheet, text: str) -> Cell | None:
    """Return a cell that stays text, also if it looks like a formula, a number or an error, and after an edit in Excel.

    Control characters cannot stand in a workbook and become spaces.
    """
    if not text:
        return None
    cell: Cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub(" ", text))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = True
    return cell


def _notes(template: Template, columns: Sequence[str], unplaced: Sequence[Column]) -> list[Sequence[str]]:
    return [("Cột", "Nội dung", "Mã", "Ý nghĩa", "Ghi chú"), *_code_rows(template, columns), *_unplaced_rows(unplaced)]


def _code_rows(template: Template, columns: Sequence[str]) -> Iterator[Sequence[str]]:
    for codes in template.codes:
        names = ", ".join(name for name in codes.columns if name in columns)
        remark = "" if codes.certain else "Mã chưa được xác minh: ô giữ nguyên chữ"
        for code, meaning in codes.meanings.items():
            yield names, codes.title, code, meaning, remark


def _unplaced_rows(unplaced: Sequence[Column]) -> Iterator[Sequence[str]]:
    for column in unplaced:
        yield column.name, column.title, "", "", "Sổ có cột này nhưng mẫu nhập không có: nội dung không nằm trong tệp"
