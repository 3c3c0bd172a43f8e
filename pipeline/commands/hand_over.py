"""``sohoa hand-over``: the package of a book."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.accounts import at_terminal
from pipeline.desk import TARGETS, Desk
from pipeline.door import Door, export_said
from pipeline.errors import Exit, UsageError

HELP = "xuất gói bàn giao, chỉ gồm những gì người đã quyết định"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--book", required=True, help="tên sổ")
    parser.add_argument("--to", required=True, type=Path, metavar="THƯ_MỤC", help="nơi ghi gói")
    parser.add_argument("--as", dest="target", default="ministry", choices=list(TARGETS), help="kiểu gói")
    parser.add_argument("--birth-columns", type=int, choices=(60, 70), help="số cột của sổ khai sinh (ministry)")
    parser.add_argument("--pdf-a", action="store_true", help="PDF theo chuẩn lưu trữ PDF/A-2b (ministry, pdf)")
    parser.add_argument("--approved-only", action="store_true", help="chỉ những trường hợp người thứ hai đã duyệt")


def run(chosen: argparse.Namespace) -> Exit:
    """Write the package and print its receipt.

    Raises:
        UsageError: an option belongs to another target.
    """
    if chosen.birth_columns and chosen.target != "ministry":
        raise UsageError("--birth-columns chỉ dùng với --as ministry.")
    if chosen.pdf_a and chosen.target not in ("ministry", "pdf"):
        raise UsageError("--pdf-a chỉ dùng với --as ministry hoặc --as pdf.")
    settings = {"birth_columns": chosen.birth_columns, "pdf_a": chosen.pdf_a, "approved_only": chosen.approved_only}
    settings = {name: value for name, value in settings.items() if value}
    desk = Desk.open()
    door = Door.open(desk.config)
    try:
        receipt = desk.hand_over(chosen.book, chosen.to, chosen.target, settings)
        door.note("export", at_terminal(), export_said(chosen.book, chosen.target, receipt))
    finally:
        door.close()
        desk.close()
    for path in receipt.files:
        print(f"Đã ghi {path}")
    print(f"Bàn giao {receipt.rows} trường hợp, để lại {len(receipt.left_out)}.")
    for sentence in receipt.older:
        print(f"  {sentence}")
    for cell in receipt.unread:
        print(f"  ô trống trong gói, không phải để trống trong sổ: {cell.where}, {cell.title}: {cell.reason}")
    for left in receipt.left_out:
        print(f"  để lại {left.where}: {left.reason}")
    return Exit.DONE
