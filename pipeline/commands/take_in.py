"""``sohoa take-in``: pictures and PDFs into the store."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.commands import _particulars, _told
from pipeline.desk import Desk
from pipeline.entries import Book
from pipeline.errors import Exit
from pipeline.inspection import Inspection

HELP = "đưa ảnh hoặc PDF vào kho"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("sources", nargs="+", type=Path, metavar="THƯ_MỤC|TỆP", help="ảnh, PDF hoặc thư mục")
    parser.add_argument("--book", required=True, help="tên sổ")
    parser.add_argument("--form", default="auto", help="tên biểu mẫu, hoặc auto (mặc định) để máy tự nhận")
    _particulars.arguments(parser)


def run(chosen: argparse.Namespace) -> Exit:
    """Take the files in and list those that cannot go in."""
    book = Book(chosen.book, chosen.form, **_particulars.given(chosen))
    desk = Desk.open()
    try:
        with _told.progress(0, "Đưa vào") as bar:
            taken = desk.take_in(chosen.sources, book, _told.step(bar))
    finally:
        desk.close()
    if taken.new + taken.known:
        print(f"Sổ «{chosen.book}»: thêm {taken.new} trang mới, {taken.known} trang đã có từ trước.")
    else:
        print(f"Sổ «{chosen.book}»: không có trang nào được đưa vào.")
    if taken.new:
        _name_doubtful(chosen.book, taken.new)
    return _told.refused(taken.refused)


def _name_doubtful(book: str, new: int) -> None:
    """Print the new pages whose pictures are too poor to read well; they are in all the same, a person decides."""
    inspection = Inspection.open()
    try:
        doubtful = inspection.doubtful(book, new)
    finally:
        inspection.close()
    for one in doubtful:
        print(f"  nên xem lại: trang {one.page.number} ({one.page.source}): {'; '.join(one.advice)}", file=sys.stderr)
    if doubtful:
        print(f'  In nhỏ các trang này: sohoa contact-sheet --book "{book}" --to trang-mo.pdf', file=sys.stderr)
