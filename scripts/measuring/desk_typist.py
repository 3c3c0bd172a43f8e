"""A typist who never stops: fifteen keys a second through a lost network, reloads and a killed server; what is missing?"""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page, expect

from pipeline.desk import Desk
from scripts.measuring.desk_books import Office
from scripts.measuring.desk_clerk import SEEN

RATE = 15
"""Keys a second (issue 6): three times a fast typist."""

LETTERS = "abcdeghiklmnopqrstuvxy0123456789"
LENGTH = 9
"""Letters of a value; with Enter, ten keys a cell."""

OFFLINE_FOR = 5.0
"""Seconds without a network."""

Told = tuple[str, int]
"""What the screen says of the record, and the place of the cell."""


@dataclass(slots=True)
class Typist:
    """Types made-up values into one cell after another.

    Attributes:
        page: of the review screen.
        office: whose server is killed.
        typed: what was typed last into each cell.
        keys: pressed so far.
    """

    page: Page
    office: Office
    typed: dict[Told, str] = field(default_factory=dict)
    keys: int = 0
    seed: random.Random = field(default_factory=lambda: random.Random(6))

    def type(self, count: int) -> None:
        """Press so many keys; trouble comes at fixed shares of them."""
        troubles = {count // 5: self._lose_network, 2 * count // 5: self._reload, 3 * count // 5: self._kill}
        last = 0
        while self.keys < count:
            for at, trouble in troubles.items():
                if last < at <= self.keys:
                    trouble()
            last = self.keys
            if not self._cell():
                return
        self.page.context.set_offline(False)

    def _cell(self) -> bool:
        """Type one value and Enter, key by key in step with the clock; False when no cell is left."""
        seen: Mapping[str, Any] = self.page.evaluate(SEEN)
        if seen["veil"]:
            self.page.wait_for_timeout(100)
            return "Đã xem hết" not in seen["through"]
        text = "".join(self.seed.choice(LETTERS) for _ in range(LENGTH))
        for key in [*text, "Enter"]:
            begun = time.monotonic()
            self.page.keyboard.press(key)
            time.sleep(max(0.0, 1 / RATE - (time.monotonic() - begun)))
        self.typed[seen["where"], seen["places"][0]] = text
        self.keys += LENGTH + 1
        return True

    def _lose_network(self) -> None:
        self.page.context.set_offline(True)
        until = time.monotonic() + OFFLINE_FOR
        while time.monotonic() < until:
            self._cell()
        self.page.context.set_offline(False)

    def _reload(self) -> None:
        """Reload in the middle of a value; what was typed before has to be there after it."""
        seen = self.page.evaluate(SEEN)
        begun, rest = "giua", "chung"
        for key in begun:
            self.page.keyboard.press(key)
        self.page.reload()
        expect(self.page.locator(".desk input")).to_have_value(begun, timeout=60_000)
        self.page.keyboard.press("End")
        for key in [*rest, "Enter"]:
            self.page.keyboard.press(key)
        self.typed[seen["where"], seen["places"][0]] = begun + rest
        self.keys += len(begun + rest) + 1

    def _kill(self) -> None:
        """Kill the server, go on typing, start it again, go on typing."""
        self.office.kill()
        for _ in range(3):
            self._cell()
        self.office.start()

    def missing(self, seconds: float = 60.0) -> int:
        """Return how many keys are not in the store once the screen says that all is stored."""
        status = self.page.locator(".desk .status")
        until = time.monotonic() + seconds
        while status.get_attribute("data-state") != "saved" and time.monotonic() < until:
            self.page.wait_for_timeout(200)
        desk = Desk.open(self.office.config)
        kept: dict[Told, str] = {}
        for shelf in desk.books():
            for entry in desk.entries(shelf.book.name):
                where = f"{shelf.book.name} · Trang {entry.page.number} · trường hợp {entry.order}"
                for place, column in enumerate(desk.form_of(entry).columns):
                    kept[where, place] = entry.decided(column.name) or ""
        desk.close()
        return sum(_lost(text, kept.get(told, "")) for told, text in self.typed.items())


def _lost(typed: str, kept: str) -> int:
    """Return the keys of a value that did not arrive, Enter among them; a value that differs otherwise counts whole."""
    return 0 if typed == kept else len(typed) + 1
