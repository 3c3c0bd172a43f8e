"""``sohoa contact-sheet``: the pages of a book whose pictures are too poor, small on a sheet to print."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.errors import Exit
from pipeline.inspection import Inspection

HELP = "in nhỏ các trang nên chụp lại, kèm việc cần làm"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--book", required=True, help="tên sổ")
    parser.add_argument("--to", required=True, type=Path, metavar="TỆP", help="tệp .pdf hoặc .jpg sẽ ghi ra")


def run(chosen: argparse.Namespace) -> Exit:
    """Draw the sheet and say what was drawn."""
    inspection = Inspection.open()
    try:
        drawn = inspection.draw_contact_sheet(chosen.book, chosen.to)
    finally:
        inspection.close()
    if drawn:
        print(f"Đã ghi {chosen.to}: {drawn} trang nên xem lại hoặc chụp lại.")
    else:
        print(f"Sổ «{chosen.book}» không có trang nào cần chụp lại; không ghi tệp nào.")
    return Exit.DONE
