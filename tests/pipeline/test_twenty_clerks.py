"""Twenty people at one book at once: every cell is answered once, no case is with two, and nobody is sent away."""

import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from multiprocessing import get_context

from pipeline import queues
from pipeline.config import Config
from pipeline.entries import Decision, Verdict
from pipeline.shifts import Shifts
from pipeline.store.database import Database
from tests.pipeline.shared_book import BOOK, FORM, fill

MACHINES, DESKS = 4, 5
"""Four processes of five threads: locks between processes and between threads are different ones."""

CASES = 60
SECONDS = 120
"""Sixty cases of nine cells took 12 s on two cores with SQLite and 21 s with PostgreSQL (26.11.2026); six times as long means that somebody waits."""


def work(config: Config, who: str) -> list[tuple[int, float, float]]:
    """Answer cases until none is left; return which were this clerk's, from when until when."""
    shifts, mine = Shifts.open(config), []
    while waiting := shifts.queue(BOOK, who):
        if shifts.take(waiting[0], who).holder != who:
            continue
        begin = time.time()
        entry = shifts.entry(waiting[0])
        for column in queues.open_cells(entry):
            text = f"{who} · {column}"
            key = f"{who}/{entry.id}/{column}"
            word = Decision(column, Verdict.CORRECTED, text, who, datetime.now(UTC), key)
            assert shifts.confirm(entry.id, [word]) == [key]
        mine.append((entry.id, begin, time.time()))
        shifts.give_back([entry.id], who)
    shifts.close()
    return mine


def machine(config: Config, number: int) -> list[tuple[int, float, float]]:
    """Seat some clerks at one machine."""
    with ThreadPoolExecutor(DESKS) as desks:
        names = [f"Cán bộ {number}.{place}" for place in range(DESKS)]
        return [turn for turns in desks.map(lambda who: work(config, who), names) for turn in turns]


def test_twenty_clerks_answer_a_book_without_getting_in_each_others_way(installation: Config) -> None:
    store = Database.open(installation)
    fill(store, installation.pictures, CASES)
    begin = time.time()
    with ProcessPoolExecutor(MACHINES, mp_context=get_context("spawn")) as machines:
        done = machines.map(machine, [installation] * MACHINES, range(MACHINES))
        turns = [turn for of_machine in done for turn in of_machine]
    assert time.time() - begin < SECONDS
    entries = store.entries(BOOK)
    assert [queues.open_cells(entry) for entry in entries] == [[]] * CASES
    assert [len(store.history(entry.id)) for entry in entries] == [len(FORM.columns)] * CASES
    assert all(len({decision.who for decision in entry.decisions.values()}) == 1 for entry in entries)
    held = defaultdict(list)
    for entry_id, start, end in turns:
        held[entry_id].append((start, end))
    together = [one for one in held.values() if any(end > begin for (_, end), (begin, _) in pairwise(sorted(one)))]
    assert together == []
    assert len({who for entry in entries for who in {word.who for word in entry.decisions.values()}}) > MACHINES
    store.close()
