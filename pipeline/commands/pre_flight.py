"""``sohoa pre-flight``: what would be rejected of a book, before its package is written."""

from __future__ import annotations

import argparse

from pipeline.commands import _package
from pipeline.desk import Desk
from pipeline.errors import Exit

HELP = "xem trước những gì phần mềm của Bộ hoặc pháp luật sẽ không nhận"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--book", required=True, help="tên sổ")
    _package.arguments(parser)


def run(chosen: argparse.Namespace) -> Exit:
    """Print every objection; the exit code says whether one of them holds something back."""
    settings = {**_package.chosen_settings(chosen), "approved_only": chosen.approved_only}
    desk = Desk.open()
    try:
        found = desk.pre_flight(chosen.book, settings)
    finally:
        desk.close()
    for objection in found:
        print(f"{'KHÔNG NHẬN' if objection.blocks else 'LƯU Ý'}: {objection}")
    held = {objection.entry_id for objection in found if objection.blocks}
    said = "chưa bàn giao được trường hợp nào" if 0 in held else f"{len(held)} trường hợp sẽ để lại"
    print(f"Sổ «{chosen.book}»: {said}, {len(found)} điều cần xem.")
    return Exit.SOME_FAILED if held else Exit.DONE
