"""``sohoa import-report``: what the ministry's system took and what it sent back."""

from __future__ import annotations

import argparse
from getpass import getuser
from pathlib import Path

from pipeline.errors import Exit
from pipeline.ledger import Ledger
from pipeline.matching import name_of, where
from pipeline.returned import WORDS, Answer, Returned

HELP = "nạp báo cáo nhập dữ liệu của phần mềm Bộ; xem còn gì phải làm"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "file", nargs="?", type=Path, metavar="TỆP", help="báo cáo CSV hoặc XLSX; không nêu thì chỉ xem"
    )
    parser.add_argument("--book", required=True, help="tên sổ")
    parser.add_argument("--columns", type=Path, metavar="TỆP", help='tệp ghép cột, mỗi dòng như outcome = "Kết quả"')
    parser.add_argument("--who", default=getuser(), help="người nạp báo cáo (mặc định tên đăng nhập máy)")


def run(chosen: argparse.Namespace) -> Exit:
    """Keep the report and print what is left to do."""
    ledger = Ledger.open()
    try:
        if chosen.file:
            report, new = ledger.load_report(chosen.book, chosen.file, chosen.columns or {}, chosen.who)
            accepted = sum(row.accepted for row in report.rows)
            print(f"«{report.name}»: {accepted} dòng được nhận, {len(report.rows) - accepted} dòng bị trả lại.")
            if not new:
                print("Tệp này đã được nạp từ trước; không có gì thay đổi.")
        standing = ledger.returned(chosen.book)
    finally:
        ledger.close()
    _print(standing)
    return Exit.DONE


def _print(standing: Returned) -> None:
    for case in standing.left():
        if case.answer in {Answer.REJECTED, Answer.CHANGED}:
            print(f"{where(case.entry)}, {name_of(case.entry)}: {WORDS[case.answer]}: {case.reason}")
    for report, row in standing.strangers:
        print(f"«{report}» dòng {row.line}: sổ không có đúng một trường hợp mang số {row.number} {row.volume}".rstrip())
    print("; ".join(f"{WORDS[answer]}: {standing.count(answer)}" for answer in Answer) + ".")
