"""``sohoa take-in``: pictures and PDFs into the store."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.commands import _particulars, _told
from pipeline.desk import Desk
from pipeline.entries import Book
from pipeline.errors import Exit

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
    return _told.refused(taken.refused)
