"""``sohoa book``: what the package of a book is named by."""

from __future__ import annotations

import argparse

from pipeline.commands import _particulars
from pipeline.desk import Desk
from pipeline.errors import Exit
from pipeline.store import PARTICULARS

HELP = "xem hoặc sửa tên xã, năm, quyển của một sổ; quyết định giữ nguyên"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--book", required=True, help="tên sổ")
    _particulars.arguments(parser)


def run(chosen: argparse.Namespace) -> Exit:
    """Print the particulars, the corrected ones with what they were."""
    desk = Desk.open()
    try:
        before = desk.shelf(chosen.book).book
        book = desk.correct(chosen.book, _particulars.given(chosen))
    finally:
        desk.close()
    for name, words in PARTICULARS.items():
        was, said = getattr(before, name) or "chưa ghi", getattr(book, name) or "chưa ghi"
        print(f"  {words}: {said}" if was == said else f"  {words}: {said} (trước đây: {was})")
    return Exit.DONE
