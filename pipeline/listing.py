"""Lists that other offices deliver: CSV in whatever encoding, and XLSX, as rows of plain texts in bounded memory.

A file is never guessed at silently: an encoding that does not fit, a formula whose result was not saved and a file of an older
Excel are refused, each with what to do. Rows are read again and again from the file, one at a time; none is kept here.
"""

from __future__ import annotations

import codecs
import csv
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import UsageError, cause
from pipeline.vietnamese import nfc

HEAD = 20
"""Rows at the top among which the heading is looked for: letterheads of offices take up to ten."""

CHUNK = 1 << 20
LOOKED_AT = 1 << 16
"""Bytes from which delimiter and missing byte order mark are told."""

DELIMITERS = ",;\t|"
LEGACY = "cp1258"
"""Windows' Vietnamese encoding, the one in use before Unicode that Python knows; TCVN3 and VNI fonts are refused."""

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""First bytes of a compound file: an .xls, or an .xlsx locked by a password."""

LEGACY_FONT = re.compile(r"[¸µ¶·¹¨»¾¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô­øõö÷ùýúûüþ]")
"""Letters that TCVN3 (TCVN 5712:1993) puts in place of Vietnamese ones; in cp1258 text of Vietnam many of them are rare."""

UNSAVED_FORMULA = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>|<f[^>]*/>\s*(?:<v\s*/>)?\s*</c>")
"""A formula of a sheet without a saved result."""

DAMAGED = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    csv.Error,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    zlib.error,
)
"""What openpyxl, zipfile and csv raise of files that are cut off or none of theirs."""

Row = tuple[int, tuple[str, ...]]
"""Number of the line in the file from 1, and its cells."""


class UnreadableList(UsageError):
    """The file is no list that can be read."""

    remedy = "Hãy mở tệp bằng Excel hoặc LibreOffice và lưu thành .xlsx, hoặc CSV với bảng mã UTF-8, rồi làm lại."


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a file.

    Attributes:
        name: of the sheet; of a CSV that of the file.
        rows: reads the rows from the file again: those with any text, cells in NFC, empty cells at the end left off.
    """

    name: str
    rows: Callable[[], Iterator[Row]]

    def head(self) -> list[Row]:
        """Return the first rows.

        Raises:
            UnreadableList: the file is damaged.
        """
        return list(islice(self.rows(), HEAD))


def tables(path: Path) -> list[Table]:
    """Return the sheets of a list that hold anything.

    Raises:
        UnreadableList: there is no such file, it holds nothing, or it is none that can be read.
    """
    try:
        with path.open("rb") as file:
            first = file.read(LOOKED_AT)
    except OSError as error:
        raise UnreadableList(f"Không mở được «{path}»: {cause(error)}.") from error
    if first.startswith(OLD_EXCEL):
        raise UnreadableList(f"«{path.name}» là tệp Excel đời cũ (.xls) hoặc có mật khẩu.")
    found = _sheets(path) if first.startswith(b"PK") else [_csv(path, first)]
    held = [table for table in found if table.head()]
    if not held:
        raise UnreadableList(f"«{path.name}» không có dòng nào.")
    return held


# -- workbooks ------------------------------------------------------------------------------------------------------


def _sheets(path: Path) -> list[Table]:
    _check_formulas(path)
    with _damage(path):
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            return [Table(sheet.title, partial(_sheet_rows, path, sheet.title)) for sheet in book.worksheets]
        finally:
            book.close()


def _sheet_rows(path: Path, title: str) -> Iterator[Row]:
    with _damage(path):
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book[title]
            sheet.reset_dimensions()  # else a wrong size in the file pads every row to 16,384 cells, or cuts it
            for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield from _kept(line, [_text(cell) for cell in cells])
        finally:
            book.close()


def _text(cell: Any) -> str:
    """Return what a cell shows: a date with dots, a whole number without a point."""
    match cell:
        case None:
            return ""
        case datetime() | date():
            return f"{cell.day:02}.{cell.month:02}.{cell.year}"
        case time():
            return f"{cell.hour:02}:{cell.minute:02}"
        case bool():
            return str(int(cell))
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return nfc(str(cell))


def _check_formulas(path: Path) -> None:
    """Refuse a workbook with formulas whose result is not in the file: their cells would read as blank.

    Raises:
        UnreadableList: there is one, or the file is no workbook.
    """
    with _damage(path), zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                with package.open(name) as sheet:
                    before = b""
                    while chunk := sheet.read(CHUNK):
                        if UNSAVED_FORMULA.search(before + chunk):
                            raise UnreadableList(f"«{path.name}» có ô công thức chưa tính ra kết quả.")
                        before = chunk[-200:]


# -- CSV ------------------------------------------------------------------------------------------------------------


def _csv(path: Path, first: bytes) -> Table:
    encoding = _encoding(path, first)
    text = codecs.getincrementaldecoder(encoding)().decode(first)
    return Table(path.name, partial(_csv_rows, path, encoding, _delimiter(text)))


def _csv_rows(path: Path, encoding: str, delimiter: str) -> Iterator[Row]:
    with _damage(path), path.open(encoding=encoding, newline="") as file:
        rows = csv.reader(file, delimiter=delimiter)
        for cells in rows:
            yield from _kept(rows.line_num, [nfc(cell) for cell in cells])


def _encoding(path: Path, first: bytes) -> str:
    """Return the encoding of a text file: by its mark, UTF-16 by its zeros, UTF-8 if all of it is, else cp1258.

    Raises:
        UnreadableList: it is none of them.
    """
    for mark, name in MARKS:
        if first.startswith(mark):
            return _fitting(path, name)
    if first and first.count(0) * 4 > len(first):  # of Latin text in UTF-16 nearly every second byte is 0
        return _fitting(path, "utf-16-le" if first[1::2].count(0) > first[::2].count(0) else "utf-16-be")
    if b"\0" in first:
        raise UnreadableList(f"«{path.name}» không phải là tệp chữ.")
    try:
        return _fitting(path, "utf-8")
    except UnreadableList:
        _fitting(path, LEGACY)
    letters = first.decode(LEGACY, errors="ignore")
    if len(LEGACY_FONT.findall(letters)) > 2 * len(re.findall("[\u0300\u0301\u0303\u0309\u0323]", letters)):
        raise UnreadableList(f"«{path.name}» dùng phông chữ cũ (TCVN3, VNI), không phải Unicode.")
    return LEGACY


def _fitting(path: Path, encoding: str) -> str:
    """Return the encoding if the whole file is written in it.

    Raises:
        UnreadableList: it is not.
    """
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            raise UnreadableList(f"Không rõ bảng mã của «{path.name}».") from error
    return encoding


def _delimiter(text: str) -> str:
    """Return what parts the cells: whatever gives most lines of the top the same number of cells, two or more."""

    def agreed(delimiter: str) -> tuple[int, int]:
        lines = text.splitlines()[:HEAD]
        counts = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
        best = max((count for count in counts if count > 1), key=lambda count: (counts.count(count), count), default=0)
        return counts.count(best) if best else 0, best

    return max(DELIMITERS, key=agreed)


# -- both -----------------------------------------------------------------------------------------------------------


def _kept(line: int, cells: Sequence[str]) -> Iterator[Row]:
    last = max((place for place, cell in enumerate(cells, 1) if cell), default=0)
    if last:
        yield line, tuple(cells[:last])


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    """Turn what the readers of openpyxl, zipfile and csv say of a damaged file into one sentence.

    Raises:
        UnreadableList: the file is damaged.
    """
    try:
        yield
    except DAMAGED as error:
        raise UnreadableList(f"«{path.name}» bị hỏng hoặc không phải là bảng tính.") from error
