"""``sohoa demo``: the whole way on the sample books."""

from __future__ import annotations

import argparse
import sys

from pipeline import browser
from pipeline import config as configuration
from pipeline.commands import read, review
from pipeline.config import ROOT, Config
from pipeline.desk import Desk
from pipeline.entries import Book
from pipeline.errors import Exit

HELP = "chạy thử với sổ mẫu rồi mở màn hình soát"

SAMPLES = ROOT / "scans" / "samples"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--port", type=int, default=8501, help="cổng trên máy này (mặc định 8501)")
    parser.add_argument("--no-review", action="store_true", help="không mở màn hình soát")


def run(chosen: argparse.Namespace) -> Exit:
    """Take in and read the samples, then open the application over them."""
    if not chosen.no_review:
        browser.claim(chosen.port)
    home = configuration.load().home / "demo"
    config = Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")
    desk = Desk.open(config)
    try:
        for folder in sorted(path for path in SAMPLES.iterdir() if path.is_dir()):
            _, year, *_ = folder.name.split("-")
            desk.take_in(
                [folder], Book(folder.name, "auto", "Tân Cương", "Thái Nguyên", "Thái Nguyên", int(year), "01")
            )
        read.waiting(desk, desk.to_read(), None, read.most_workers(None, sys.platform))
        for shelf in desk.books():
            print(f"  {shelf.book.name}: {shelf.progress.entries} trường hợp, {shelf.progress.cells} ô chờ soát")
    finally:
        desk.close()
    return Exit.DONE if chosen.no_review else review.opened(config, chosen.port)
