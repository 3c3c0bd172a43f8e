"""The clerk's desk: keys, looks and seconds a case, latency, lost keys, bytes and server load, in the real application."""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from pipeline.desk import Desk
from scripts.measuring import desk_load
from scripts.measuring.desk_books import Office, Truth, opened
from scripts.measuring.desk_clerk import Clerk, Work, norm
from scripts.measuring.desk_load import Wire, sat_down
from scripts.measuring.desk_typist import RATE, Typist
from scripts.measuring.record import Section
from scripts.measuring.slow_network import SlowNetwork
from ui.sitting import LOOK_AHEAD

CHROMIUM = "/usr/bin/chromium"
FLAGS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
MEASURED_LEVELS = (0, 1)
"""Levels of damage that issue 6 measures the clerk's time on."""

ROUND_TRIP = 0.2
BITS = 1_000_000
SLOW_CASES = 12
"""Cases answered behind the slow network, of the book with most cases."""

WHERE = re.compile(r"(.*) · Trang (\d+) · trường hợp (\d+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What to measure.

    Attributes:
        read: folder with what ``sohoa read --json`` wrote of each book; books that are missing are read.
        cases: of each book, at most.
        keys: typed without a pause.
        kills: of the server while answers arrive.
        port: of the application; the next one is that of the slow network.
    """

    read: Path
    cases: int
    keys: int
    kills: int
    port: int


HELP = "a clerk who knows the truth at the real application, in Chromium"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of books, each with truth.json")
    parser.add_argument("--read", type=Path, required=True, help="folder for BOOK.json of each; read if missing")
    parser.add_argument("--cases", type=int, default=1000, help="cases of each book, at most")
    parser.add_argument("--keys", type=int, default=10_000, help="keys typed at 15 a second")
    parser.add_argument("--kills", type=int, default=200, help="kills of the server while answers arrive")
    parser.add_argument("--port", type=int, default=8651, help="of the application; the next one must be free too")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    asked = Asked(chosen.read, chosen.cases, chosen.keys, chosen.kills, chosen.port)
    return measure(chosen.folder, asked)


def measure(folder: Path, asked: Asked) -> Section:
    """Measure the desk over the books of a folder."""
    with chromium() as browser:
        with fresh(folder, asked.read, asked.port) as (office, truth):
            figures = _figures(browser, office, truth, asked)
            books = sorted({book for book, _, _ in truth})
        with fresh(folder, asked.read, asked.port) as (office, _):
            figures["keys"] = _typed(browser, office, books, asked.keys)
            figures["kills"] = desk_load.kills(office, books[0], asked.kills)
    return Section(f"The clerk's desk, {folder.name}", _text(figures), figures)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Open the browser that drives the application."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


@contextmanager
def fresh(folder: Path, read: Path, port: int) -> Iterator[tuple[Office, Truth]]:
    """Open a store in which nothing was answered yet, of books read into a folder, at a port."""
    with tempfile.TemporaryDirectory() as place:
        office, truth = opened(folder, read, Path(place), port)
        try:
            yield office, truth
        finally:
            office.kill()


def _figures(browser: Browser, office: Office, truth: Truth, asked: Asked) -> dict[str, Any]:
    """Answer every book, then answer slowly what is left open."""
    knowing = known(office, truth)
    books = sorted({book for book, _, _ in truth})
    done: dict[str, Work] = {}
    wire, loaded, taken = Wire(), 0, []
    for book in books:
        page = sat_down(browser, office, book, wire=wire)
        clerk = _answered(Clerk(page, knowing), asked.cases)
        taken += page.evaluate("window.taken")
        done |= clerk.done
        loaded += len(clerk.visited) + (0 if clerk.seen()["veil"] else LOOK_AHEAD)
        page.locator(".desk .status[data-state=saved]").wait_for()
        page.context.close()
    response = statistics.median(ms for kind, ms in taken if kind == "field") / 1000
    figures: dict[str, Any] = {
        "forms": _by_form(done, response),
        "accuracy": _accuracy(office, truth, done),
        "latency": _latencies(taken),
        "wire": {
            "kilobytes_a_record": wire.rest / 1000 / loaded,
            "kilobytes_a_page": wire.pages / 1000 / wire.page_count,
        },
    }
    largest = max(books, key=lambda book: sum(name == book for name, _, _ in truth))
    figures["slow"] = _slowly(browser, office, largest)
    return figures


def known(office: Office, truth: Truth) -> Callable[[str], list[str] | None]:
    """Return what tells the true texts of a case by what stands above it; None for a case that is not measured."""
    desk = Desk.open(office.config)
    columns: dict[tuple[str, int, int], list[str]] = {}
    for shelf in desk.books():
        for entry in desk.entries(shelf.book.name):
            place = (shelf.book.name, entry.page.number, entry.order)
            columns[place] = [column.name for column in desk.form_of(entry).columns]
    desk.close()

    def texts(where: str) -> list[str] | None:
        place = _place(where)
        if office.levels.get(place, 9) not in MEASURED_LEVELS:
            return None
        return [truth[place].get(name, "") for name in columns[place]]

    return texts


def _place(where: str) -> tuple[str, int, int]:
    found = WHERE.fullmatch(where)
    if found is None:
        raise ValueError(where)
    return found[1], int(found[2]), int(found[3])


def _answered(clerk: Clerk, cases: int) -> Clerk:
    """Let the clerk answer until the book is through or so many cases are done."""
    clerk.begin()
    while clerk.step():
        if len(clerk.done) > cases:
            clerk.done.popitem()
            break
    return clerk


def _by_form(done: Mapping[str, Work], response: float) -> dict[str, dict[str, float]]:
    """Return keys, looks and seconds a case by form, and of all of them."""
    groups: dict[str, list[Work]] = {}
    for where, work in done.items():
        for name in (re.sub(r"^\w+-\d+-|-\d+$", "", _place(where)[0]), "all"):
            groups.setdefault(name, []).append(work)
    return {
        name: {
            "cases": len(works),
            "cells": statistics.mean(work.cells for work in works),
            "keys": statistics.mean(work.keys for work in works),
            "looks": statistics.mean(work.looks for work in works),
            "seconds": statistics.mean(work.seconds(response) for work in works),
        }
        for name, works in sorted(groups.items(), key=lambda group: (group[0] == "all", group[0]))
    }


def _accuracy(office: Office, truth: Truth, done: Mapping[str, Work]) -> dict[str, float]:
    """Return how many cells of the answered cases hold the truth, and how many would if nobody doubted what is called sure."""
    desk = Desk.open(office.config)
    cells = right = trusting = 0
    for book in sorted({_place(where)[0] for where in done}):
        for entry in desk.entries(book):
            place = (book, entry.page.number, entry.order)
            if f"{book} · Trang {place[1]} · trường hợp {place[2]}" not in done:
                continue
            for column in desk.form_of(entry).columns:
                true = norm(truth[place].get(column.name, ""))
                kept = norm(entry.decided(column.name) or "")
                reading = entry.readings.get(column.name)
                sure = reading is not None and reading.text and reading.confidence >= 0.95
                cells, right = cells + 1, right + (kept == true)
                trusting += norm(reading.text) == true if sure and reading else kept == true
    desk.close()
    return {"cells": cells, "attentive": right / cells, "trusting": trusting / cells}


def _latencies(taken: Sequence[tuple[str, float]]) -> dict[str, dict[str, float]]:
    """Return median, p95 and p99 of the time to the next field and to the next record, ms."""
    found = {}
    for kind in ("field", "record"):
        times = sorted(ms for name, ms in taken if name == kind)
        if times:
            shares = {name: times[min(len(times) - 1, int(share * len(times)))] for name, share in
                      (("median", 0.5), ("p95", 0.95), ("p99", 0.99))}  # fmt: skip
            found[kind] = {"count": len(times), **shares}
    return found


def _slowly(browser: Browser, office: Office, book: str) -> dict[str, dict[str, float]]:
    """Return the latencies of a clerk behind the slow network, who sets every cell aside after a look at it."""
    line = SlowNetwork(office.port + 1, office.port, ROUND_TRIP, BITS)
    page = sat_down(browser, replace(office, port=line.port), book)
    clerk = Clerk(page, lambda _: None)
    clerk.begin()
    first = seen = clerk.seen()
    page.wait_for_timeout(3000)
    records = {first["where"]}
    while len(records) <= SLOW_CASES and not seen["veil"]:
        clerk.press("Alt+Digit0")
        page.wait_for_timeout(1350)  # a look, M of the keystroke-level model
        seen = clerk.seen()
        records.add(seen["where"])
    taken = page.evaluate("window.taken")
    page.context.close()
    line.close()
    return _latencies(taken)


def _typed(browser: Browser, office: Office, books: Sequence[str], keys: int) -> dict[str, float]:
    """Return how many keys were typed and how many of them are missing."""
    pressed = missing = 0
    for book in books:
        if pressed >= keys:
            break
        page = sat_down(browser, office, book)
        typist = Typist(page, office)
        typist.type(keys - pressed)
        pressed, missing = pressed + typist.keys, missing + typist.missing()
        page.context.close()
    return {"typed": pressed, "missing": missing}


def _text(figures: Mapping[str, Any]) -> str:
    forms = [
        "| form | cases | cells | keys a case | looks a case | seconds a case (KLM) |",
        "|---|---|---|---|---|---|",
    ]
    forms += [
        f"| {name} | {row['cases']} | {row['cells']:.1f} | {row['keys']:.1f} | {row['looks']:.1f} | {row['seconds']:.1f} |"
        for name, row in figures["forms"].items()
    ]
    times = ["", "| from key to | network | times | median | p95 | p99 (ms) |", "|---|---|---|---|---|---|"]
    for network, part in (("this machine", "latency"), (f"{ROUND_TRIP * 1000:.0f} ms, {BITS // 10**6} Mbit/s", "slow")):
        times += [
            f"| next {kind} | {network} | {row['count']} | {row['median']:.0f} | {row['p95']:.0f} | {row['p99']:.0f} |"
            for kind, row in figures[part].items()
        ]
    return "\n".join([*forms, *times, "", _sentences(figures)])


def _sentences(figures: Mapping[str, Any]) -> str:
    accuracy, wire, keys, kills = (figures[name] for name in ("accuracy", "wire", "keys", "kills"))
    return (
        f"Levels {MEASURED_LEVELS[0]} and {MEASURED_LEVELS[1]}; the clerk knows the truth; K 0.28 s, M 1.35 s, R the median of this run. "
        f"Right of {accuracy['cells']} cells: {accuracy['attentive']:.2%}; had the clerk let pass all that is called sure: "
        f"{accuracy['trusting']:.2%}.\n\n"
        f"On the wire: {wire['kilobytes_a_record']:.1f} KB a record beside {wire['kilobytes_a_page']:.0f} KB a page preview. "
        f"Of {keys['typed']} keys at {RATE} a second through a lost network, a reload and a killed server, {keys['missing']} are "
        f"missing. Of {kills['kills']} answers during which the server was killed, {kills['lost']} lost, {kills['doubled']} doubled."
    )
