"""What sessions at the desk cost the server: memory and processor time, in the real application."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from scripts.measuring import desk_load
from scripts.measuring.desk import chromium, fresh
from scripts.measuring.record import Section

HELP = "memory and processor time of the server by sessions at once"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of books, each with truth.json")
    parser.add_argument("--read", type=Path, required=True, help="folder for BOOK.json of each; read if missing")
    parser.add_argument("--sessions", type=int, nargs="+", default=[1, 4, 20], help="sessions at once")
    parser.add_argument("--port", type=int, default=8651, help="of the application")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder, chosen.read, chosen.sessions, chosen.port)


def measure(folder: Path, read: Path, counts: Sequence[int], port: int) -> Section:
    """Measure a fresh server for each count of sessions; every session has cases of its own."""
    with chromium() as browser, fresh(folder, read, port) as (office, truth):
        books = sorted({book for book, _, _ in truth})
        rows = [desk_load.sessions(browser, office, books, count) for count in counts]
    names = ("sessions", "megabytes", "megabytes_a_session", "cpu_ms_a_cell", "cpu_share")
    lines = [
        "| sessions | server MB | MB a session | CPU ms a cell | CPU share |",
        "|---|---|---|---|---|",
        *(f"| {' | '.join(str(row[name]) for name in names)} |" for row in rows),
        "",
        "A session more: the server's memory with all of them less that after the first one has come and gone, by their number.",
    ]
    return Section(f"Sessions at the desk, {folder.name}", "\n".join(lines), {"sessions": rows})
