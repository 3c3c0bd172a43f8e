"""``sohoa check``: what the rules doubt about a book."""

from __future__ import annotations

import argparse

from pipeline.desk import Desk
from pipeline.entries import Severity
from pipeline.errors import Exit

HELP = "soát cả sổ: số thứ tự, ngày đăng ký"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--book", required=True, help="tên sổ")


def run(chosen: argparse.Namespace) -> Exit:
    """Print every finding."""
    desk = Desk.open()
    try:
        findings = desk.check(chosen.book)
    finally:
        desk.close()
    words = {Severity.ERROR: "LỖI", Severity.WARNING: "NGỜ", Severity.NOTE: "LƯU Ý"}
    for finding in findings:
        print(f"{words[finding.severity]}: {finding.message}")
    print(f"Sổ «{chosen.book}»: {len(findings)} điều cần xem lại.")
    return Exit.DONE
