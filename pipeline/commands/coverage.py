"""``sohoa coverage``: which books are finished, and what is missing of the others."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline import results
from pipeline.completeness import Standing
from pipeline.errors import Exit
from pipeline.ledger import Ledger

HELP = "xem sổ nào đã xong, sổ nào còn thiếu gì"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--json", type=Path, metavar="TỆP", help="ghi kết quả ra JSON")


def run(chosen: argparse.Namespace) -> Exit:
    """Print how every book stands, by commune, kind and year."""
    if chosen.json:
        results.claim(chosen.json)
    ledger = Ledger.open()
    try:
        standings = sorted(ledger.standings(), key=_order)
    finally:
        ledger.close()
    if chosen.json:
        told = {"books": [_told(standing) for standing in standings]}
        results.write(chosen.json, json.dumps(told, ensure_ascii=False, indent=1))
    _print(standings)
    return Exit.DONE


def _order(standing: Standing) -> tuple[str, str, int, str]:
    return standing.book.commune, " ".join(standing.registers), standing.book.year, standing.book.name


def _print(standings: Sequence[Standing]) -> None:
    for standing in standings:
        book = standing.book
        about = [
            " ".join(standing.registers) or "chưa đọc",
            str(book.year or "chưa rõ năm"),
            book.commune or "chưa ghi xã",
        ]
        says = "; ".join(lack.says for lack in standing.lacks) or "đã xong"
        print(f"{' · '.join(about)} · sổ «{book.name}»: {says}")
    done = sum(standing.finished for standing in standings)
    print(f"{done}/{len(standings)} sổ đã xong.")


def _told(standing: Standing) -> dict[str, Any]:
    book, closing = standing.book, standing.closing
    about = {"name": book.name, "registers": standing.registers, "year": book.year, "commune": book.commune}
    closed = closing and {
        "cases": closing.cases,
        "pages": closing.pages,
        "who": closing.who,
        "when": closing.when.isoformat(),
    }
    lacks = [{"what": lack.what, "count": lack.count, "says": lack.says} for lack in standing.lacks]
    counts = {"entries": standing.entries, "cells": standing.cells, "decided": standing.decided}
    return {**about, "finished": standing.finished, "closing": closed, **counts, "lacks": lacks}
