"""``sohoa demo``: the whole way on the sample books."""

from __future__ import annotations

import argparse

from pipeline import browser, passwords
from pipeline import config as configuration
from pipeline.accounts import Accounts, at_terminal
from pipeline.commands import read, review
from pipeline.config import ROOT, Config
from pipeline.desk import Desk
from pipeline.door import Door
from pipeline.entries import Book
from pipeline.errors import Exit
from pipeline.rights import Role

HELP = "chạy thử với sổ mẫu rồi mở màn hình soát"

PERSON = "Người dùng thử"
"""The one account of the demo; its password is known to nobody, a link on the terminal opens it."""

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
        read.waiting(desk, desk.to_read(), None, read.most_workers(None))
        for shelf in desk.books():
            print(f"  {shelf.book.name}: {shelf.progress.entries} trường hợp, {shelf.progress.cells} ô chờ soát")
    finally:
        desk.close()
    return Exit.DONE if chosen.no_review else review.opened(config, chosen.port, _way_in(config))


def _way_in(config: Config) -> str:
    """Return the path of a link that lets the person at this terminal in once; only the store of the demo has one."""
    accounts, door = Accounts.open(config, at_terminal()), Door.open(config)
    try:
        if not accounts.all():
            accounts.add(PERSON, list(Role), passwords.once())
        return f"/entrance/link/{door.make_link(PERSON)}"
    finally:
        door.close()
        accounts.close()
