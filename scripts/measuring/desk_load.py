"""What the server takes for one, four and twenty sessions, what a record weighs on the wire, and what random kills cost."""

from __future__ import annotations

import json
import random
import secrets
import threading
import time
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize

from pipeline.desk import Desk
from scripts.measuring.desk_books import Office
from ui.entrance import COOKIE
from ui.outbox import stamp_of

CELLS = 12
"""Answered by each session while the server is watched."""

PAUSE = 1.5
"""Seconds between answers of a session: K and M of the keystroke-level model for a cell that is right."""

OF_RECORDS = ("/pictures/", "/answers", "/completions/")

SCREEN: ViewportSize = {"width": 1366, "height": 768}


def sat_down(browser: Browser, office: Office, book: str, clerk: str = "Mai", wire: Wire | None = None) -> Page:
    """Open the review screen for a clerk and wait until the first cell is in hand."""
    page = browser.new_context(viewport=SCREEN, locale="vi-VN").new_page()
    page.set_default_timeout(120_000)
    if wire is not None:
        wire.watch(page)
    page.context.add_cookies([{"name": COOKIE, "value": office.token(clerk), "url": office.address}])
    page.goto(f"{office.address}/review?book={book}")
    page.locator(".desk input").wait_for()
    page.locator(".desk .fields li.here").first.wait_for()
    return page


def sessions(browser: Browser, office: Office, books: Sequence[str], count: int) -> dict[str, float]:
    """Return memory and processor time of a fresh server with so many sessions at a clerk's pace."""
    office.kill()
    office.start()
    sat_down(browser, office, books[0], "Mai 0").context.close()  # what the first session loads, all share
    time.sleep(2)
    before = office.memory()
    pages = [sat_down(browser, office, books[i % len(books)], f"Mai {i}") for i in range(count)]
    time.sleep(2)
    cpu = office.cpu()
    begun = time.monotonic()
    for _ in range(CELLS):
        until = time.monotonic() + PAUSE
        for page in pages:
            page.keyboard.press("Alt+v")
        time.sleep(max(0.0, until - time.monotonic()))
    seconds = time.monotonic() - begun
    taken = office.cpu() - cpu
    memory = office.memory()
    for page in pages:
        page.context.close()
    return {
        "sessions": count,
        "megabytes": round(memory, 1),
        "megabytes_a_session": round((memory - before) / count, 1),
        "cpu_ms_a_cell": round(1000 * taken / (CELLS * count), 1),
        "cpu_share": round(taken / seconds, 3),
    }


@dataclass
class Wire:
    """Counts what goes over the wire in both directions: what belongs to records, and pictures of whole pages apart.

    The application itself, which a browser keeps, is not counted.
    """

    pages: int = 0
    rest: int = 0
    page_count: int = 0

    def watch(self, page: Page) -> None:
        """Begin to count the traffic of a page, by what the browser itself says of it."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        addresses: dict[str, str] = {}
        session.on("Network.requestWillBeSent", lambda said: self._asked(said, addresses))
        session.on("Network.loadingFinished", lambda said: self._came(said, addresses))
        for frame in ("webSocketFrameReceived", "webSocketFrameSent"):
            session.on(f"Network.{frame}", self._framed)

    def _asked(self, said: Mapping[str, Any], addresses: dict[str, str]) -> None:
        addresses[said["requestId"]] = said["request"]["url"]
        self.rest += len(said["request"].get("postData", ""))

    def _came(self, said: Mapping[str, Any], addresses: Mapping[str, str]) -> None:
        size, address = int(said["encodedDataLength"]), addresses.get(said["requestId"], "")
        if "-page-" in address:
            self.pages += size
            self.page_count += size > 0
        elif any(part in address for part in OF_RECORDS):
            self.rest += size

    def _framed(self, said: Mapping[str, Any]) -> None:
        frame = said["response"]
        length = len(frame["payloadData"])
        self.rest += length if frame["opcode"] == 1 else length * 3 // 4  # other than text comes in base64


def kills(office: Office, book: str, count: int) -> dict[str, int]:
    """Kill the server at random moments while answers arrive, send again until acknowledged; count what is lost or doubled."""
    desk = Desk.open(office.config)
    entries = [
        (entry.id, stamp_of(entry), column.name)
        for entry in desk.entries(book)
        for column in desk.form_of(entry).columns
    ]
    chance, sent, token = random.Random(6), [], office.token("Mai")
    for number in range(count):
        entry, stamp, column = entries[number % len(entries)]
        key = secrets.token_hex(16)
        letter = {"key": key, "entry_id": entry, "stamp": stamp, "column": column, "verdict": "corrected",
                  "text": f"lần {number}", "proposal": "", "who": "Mai"}  # fmt: skip
        sent.append(letter)
        _posted_and_killed(office, token, letter, chance.random() * 0.05)
        office.start()
        while key not in _posted(office, token, letter):
            time.sleep(0.1)
    kept = [decision.key for entry in desk.entries(book) for decision in desk.history(entry.id)]
    desk.close()
    keys = {letter["key"] for letter in sent}
    found = [key for key in kept if key in keys]
    return {"kills": count, "lost": len(keys - set(found)), "doubled": len(found) - len(set(found))}


def _posted_and_killed(office: Office, token: str, letter: Mapping[str, Any], wait: float) -> None:
    """Send an answer and cut the power after ``wait`` seconds, whatever has become of it."""
    sending = threading.Thread(target=lambda: _posted(office, token, letter), daemon=True)
    sending.start()
    time.sleep(wait)
    office.kill()
    sending.join(15)


def _posted(office: Office, token: str, letter: Mapping[str, Any]) -> list[str]:
    """Send one answer as the browser does; return the keys that are acknowledged, none if nothing came back."""
    headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", "Cookie": f"{COOKIE}={token}"}
    body = json.dumps({"letters": [letter]}).encode()
    request = urllib.request.Request(f"{office.address}/answers", body, headers)  # noqa: S310
    with suppress(OSError, ValueError), urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        acknowledged: list[str] = json.load(answer)["acknowledged"]
        return acknowledged
    return []
