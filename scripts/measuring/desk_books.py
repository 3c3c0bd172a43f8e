"""A store of real readings of books with truth, and the real application over it; both are gone afterwards."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.accounts import Accounts
from pipeline.browser import command, surroundings
from pipeline.config import ROOT, Config
from pipeline.desk import Desk
from pipeline.door import Door
from pipeline.entries import Book, Candidate, Ink, Reading, ReadPage
from pipeline.geometry import Box
from pipeline.rights import Role
from pipeline.store.database import Database

Truth = Mapping[tuple[str, int, int], Mapping[str, str]]
"""Book, page and order of an entry, and its true text by column."""

ANSWERS_WITHIN = 60.0
"""Seconds a server is given to answer after its start, on a machine that does other work."""


PASSWORD = "Ruong-bac-thang-7"  # noqa: S105 - of clerks that exist for the time of a measurement


@dataclass(slots=True)
class Office:
    """The application on one store and one port; it can be killed and started again.

    Attributes:
        config: of its store.
        port: on this machine.
        levels: level of damage by book, page and order of an entry.
    """

    config: Config
    port: int
    levels: dict[tuple[str, int, int], int] = field(default_factory=dict)
    server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where the application answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the application and wait until it answers.

        Raises:
            RuntimeError: it does not.
        """
        place = {**surroundings(self.config), "PYTHONPATH": str(ROOT)}
        with (self.config.home / "server.log").open("ab") as log:
            self.server = subprocess.Popen(command(self.port), env=place, stdout=log, stderr=log)
        until = time.monotonic() + ANSWERS_WITHIN
        while time.monotonic() < until:
            with suppress(OSError), urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):  # noqa: S310 - its own
                return
            time.sleep(0.05)
        raise RuntimeError((self.config.home / "server.log").read_text(encoding="utf-8"))

    def kill(self) -> None:
        """End the application as a power cut would."""
        if self.server is not None:
            self.server.kill()
            self.server.wait()
            self.server = None

    def token(self, clerk: str) -> str:
        """Return the token of a new session of a clerk, whose account is made on first use."""
        accounts, door = Accounts.open(self.config, "scripts/measure"), Door.open(self.config)
        try:
            if clerk not in {account.name for account in accounts.all()}:
                accounts.add(clerk, (Role.CLERK,), PASSWORD)
            return door.sign_in(clerk, PASSWORD, "127.0.0.1")
        finally:
            accounts.close()
            door.close()

    def memory(self) -> float:
        """Return the memory the server holds, MB."""
        lines = Path(f"/proc/{self._pid()}/status").read_text(encoding="utf-8").splitlines()
        return float(next(line.split()[1] for line in lines if line.startswith("VmRSS"))) / 1024

    def cpu(self) -> float:
        """Return the seconds of processor time the server has taken."""
        parts = Path(f"/proc/{self._pid()}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    def _pid(self) -> int:
        if self.server is None:
            raise RuntimeError("the server is not running")
        return self.server.pid


def opened(folder: Path, read: Path, home: Path, port: int) -> tuple[Office, Truth]:
    """Put every book of a folder that was read into a new store, and start the application over it.

    Args:
        folder: of books with ``truth.json``.
        read: ``<book>.json`` of each, written by ``sohoa read --json``; what is missing is read now and kept there.
        home: folder of the store.
        port: for the application.
    """
    config = Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")
    office, truth = Office(config, port), {}
    desk, store = Desk.open(config), Database.open(config)
    for told in sorted(folder.glob("*/truth.json")):
        name, true = told.parent.name, json.loads(told.read_text(encoding="utf-8"))
        pages = {page["file"]: page for page in _read(told.parent, read)["pages"]}
        desk.take_in(sorted(told.parent.glob("*.jpg")), Book(name, true["form"]))
        levels = {page["file"]: page for page in true["pages"]}
        for page in store.pages(name):
            store.store_read(page.id, page_of(pages[page.source]), {})
            for order, entry in enumerate(levels[page.source]["entries"], 1):
                truth[name, page.number, order] = entry["fields"]
                office.levels[name, page.number, order] = levels[page.source]["level"]
    desk.close()
    store.close()
    office.start()
    return office, truth


def _read(book: Path, read: Path) -> Any:
    kept = read / f"{book.name}.json"
    if not kept.exists():
        read.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pipeline.cli", "read", str(book), "--json", str(kept)]
        subprocess.run(command, cwd=ROOT, check=True)
    return json.loads(kept.read_text(encoding="utf-8"))


def page_of(page: Mapping[str, Any]) -> ReadPage:
    """Return a page as the clerk gets it, weighed, from what ``sohoa read --json`` wrote of it."""
    entries = tuple({column: _reading(said) for column, said in entry["fields"].items()} for entry in page["entries"])
    return ReadPage(page["form"], entries, tuple(page["trail"]), page["quality"], page["seconds"], (1, 1))


def _reading(said: Mapping[str, Any]) -> Reading:
    others = tuple(Candidate(one["value"], one["confidence"]) for one in said["alternatives"])
    reasons = tuple(said["reasons"])
    return Reading(said["value"], said["confidence"], Ink(said["state"]), Box(*said["box"]), others, reasons)
