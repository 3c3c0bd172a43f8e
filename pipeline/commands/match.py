"""``sohoa match``: books beside a list of another office."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline import results
from pipeline.differences import WORDS
from pipeline.entries import Severity
from pipeline.errors import Exit
from pipeline.ledger import Ledger
from pipeline.matched import as_csv, as_json
from pipeline.matching import Comparison, findings, name_of, where

HELP = "so sổ với danh sách của nơi khác; không sửa gì trong sổ"

MOST = 200
"""Lines printed of one kind; all of them are in the files of ``--json`` and ``--csv``."""

MARKS = {Severity.ERROR: "LỖI", Severity.WARNING: "NGỜ", Severity.NOTE: "LƯU Ý"}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--book", action="append", default=[], help="tên sổ; nêu nhiều lần được, không nêu thì mọi sổ")
    parser.add_argument("--against", required=True, type=Path, metavar="TỆP", help="danh sách CSV hoặc XLSX")
    parser.add_argument("--columns", type=Path, metavar="TỆP", help='tệp ghép cột, mỗi dòng như nksHoTen = "Họ và tên"')
    parser.add_argument("--json", type=Path, metavar="TỆP", help="ghi toàn bộ kết quả ra JSON")
    parser.add_argument("--csv", type=Path, metavar="TỆP", help="ghi những chỗ khác nhau ra bảng CSV")


def run(chosen: argparse.Namespace) -> Exit:
    """Compare, write the files that were asked for, and print what differs."""
    for path in (chosen.json, chosen.csv):
        if path:
            results.claim(path)
    ledger = Ledger.open()
    try:
        comparison = ledger.match(chosen.book, chosen.against, chosen.columns or {})
    finally:
        ledger.close()
    if chosen.json:
        results.write(chosen.json, as_json(comparison))
    if chosen.csv:
        results.write(chosen.csv, "\ufeff" + as_csv(comparison))
    _print(comparison)
    return Exit.DONE


def _print(comparison: Comparison) -> None:
    print("Cột đã so: " + "; ".join(f"{title} ← «{heading}»" for title, heading in comparison.columns.items()))
    if comparison.ignored:
        print("Cột không so: " + ", ".join(f"«{heading}»" for heading in comparison.ignored))
    if comparison.ragged:
        print(f"Bỏ qua {len(comparison.ragged)} dòng có nhiều ô hơn tiêu đề: {_lines(comparison.ragged)}")
    _some([f"{MARKS[finding.severity]}: {finding.message}" for finding in findings(comparison)])
    _some([f"CHỈ CÓ TRONG SỔ: {where(entry)}, {name_of(entry) or 'chưa rõ tên'}." for entry in comparison.only_here])
    _some([f"CHỈ CÓ TRONG DANH SÁCH: dòng {row.line}, {row}." for row in comparison.only_there])
    counts = ", ".join(f"{WORDS[kind]} {count}" for kind, count in comparison.counts().items())
    print(
        f"{len(comparison.pairs)} trường hợp có ở cả hai nơi, {comparison.same} giống hệt; ô khác nhau: {counts or 'không có'}. "
        f"Chỉ có trong sổ {len(comparison.only_here)}, chỉ có trong danh sách {len(comparison.only_there)}. "
        "Sổ gốc là căn cứ; không có gì bị sửa."
    )


def _some(lines: list[str]) -> None:
    for line in lines[:MOST]:
        print(line)
    if len(lines) > MOST:
        print(f"… và {len(lines) - MOST} dòng nữa; thêm --csv TỆP để ghi ra tất cả.")


def _lines(numbers: tuple[int, ...]) -> str:
    shown = ", ".join(str(number) for number in numbers[:10])
    return f"{shown}, …" if len(numbers) > 10 else shown
