"""The one reading in the background: its note, its lock, its end, and what is left when it is killed."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from pipeline import jobs, notes
from pipeline.config import ROOT, Config
from pipeline.desk import Desk
from pipeline.entries import Book, PageState
from pipeline.errors import MissingPart, StoreError, UsageError
from pipeline.jobs import Progress, State

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")


def until(config: Config, wanted: Callable[[Progress], bool], seconds: float = 90) -> Progress:
    """Wait for a state of the reading."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if wanted(jobs.status(config)):
            return jobs.status(config)
        time.sleep(0.2)
    raise AssertionError(f"{jobs.status(config)}: {(config.home / jobs.LOG).read_text(encoding='utf-8')}")


def with_pages(config: Config, count: int) -> Desk:
    """Take pages in that wait to be read."""
    folder = config.home / "delivered"
    folder.mkdir()
    for file in sorted(SAMPLE.glob("*.jpg"))[:count]:
        shutil.copy(file, folder)
    desk = Desk.open(config)
    desk.take_in([folder], Book("sổ", "birth-2016"))
    return desk


def test_where_nothing_was_ever_read_there_is_no_reading(config: Config) -> None:
    assert jobs.status(config).state is State.NONE


def test_a_reading_says_how_far_it_is_and_how_it_ended(config: Config) -> None:
    with jobs.holding(config, "sổ", 4) as report:
        report.step("1.jpg")
        now = jobs.status(config)
        assert (now.state, now.book, now.done, now.total) == (State.RUNNING, "sổ", 1, 4)
    assert jobs.status(config).state is State.DONE


def test_only_one_reads_at_a_time(config: Config) -> None:
    with jobs.holding(config, "sổ", 4):
        with pytest.raises(UsageError, match="đang đọc rồi"), jobs.holding(config, "sổ", 4):
            pass
        with pytest.raises(UsageError, match="đang đọc rồi"):
            jobs.start(config, "sổ", 4)
    assert jobs.status(config).state is State.DONE


def test_a_wish_to_stop_ends_it_after_the_page_in_hand(config: Config) -> None:
    def read() -> None:
        with jobs.holding(config, "sổ", 4) as report:
            report.step("1.jpg")
            jobs.stop(config)
            report.step("2.jpg")

    with pytest.raises(jobs.Stopped):
        read()
    assert (jobs.status(config).state, jobs.status(config).done) == (State.STOPPED, 2)


def test_a_wish_to_stop_the_last_reading_does_not_stop_the_next(config: Config) -> None:
    jobs.stop(config)
    with jobs.holding(config, "sổ", 1) as report:
        report.step("1.jpg")
    assert jobs.status(config).state is State.DONE


@pytest.mark.parametrize("failure", [MissingPart("Chưa cài Tesseract."), StoreError("Ổ đĩa đã đầy.")])
def test_what_broke_it_is_said_to_whoever_asks(config: Config, failure: MissingPart | StoreError) -> None:
    with pytest.raises(type(failure)), jobs.holding(config, "sổ", 4):
        raise failure
    assert (jobs.status(config).state, jobs.status(config).reason) == (State.BROKEN, str(failure))


@pytest.mark.parametrize(
    ("ago", "state"),
    [
        (jobs.STARTING + 1, State.BROKEN),  # it was killed
        (1.0, State.RUNNING),  # it was started a moment ago and has not come to its lock
    ],
)
def test_a_note_without_its_reading_is_that_of_a_killed_one(config: Config, ago: float, state: State) -> None:
    then = time.time() - ago
    notes.write(config.home / jobs.NOTE, asdict(Progress(State.RUNNING, "sổ", 4, 1, then, then)))
    assert jobs.status(config).state is state


@pytest.mark.parametrize("text", ["", "{", "[]", '{"state": "asleep"}', '{"state": "done", "odd": 1}'])
def test_a_damaged_note_is_no_reading(config: Config, text: str) -> None:
    (config.home / jobs.NOTE).write_text(text, encoding="utf-8")
    assert jobs.status(config).state is State.NONE


@pytest.mark.parametrize(
    ("done", "left"),
    [(0, None), (1, 90.0), (2, 30.0), (4, 0.0)],
)
def test_the_time_left_is_told_from_the_pages_so_far(done: int, left: float | None) -> None:
    assert Progress(State.RUNNING, "sổ", 4, done, 100.0, 130.0).seconds_left == left


def test_a_reading_runs_on_its_own_and_keeps_its_pages(config: Config) -> None:
    desk = with_pages(config, 1)
    jobs.start(config, "sổ", 1)
    ended = until(config, lambda said: said.state is not State.RUNNING)
    assert (ended.state, ended.done) == (State.DONE, 1), (config.home / jobs.LOG).read_text(encoding="utf-8")
    assert desk.shelf("sổ").progress.pages == {PageState.READ: 1}
    desk.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the programs of the reading are found in /proc")
def test_a_killed_reading_is_said_to_be_broken_and_the_next_goes_on(config: Config) -> None:
    desk = with_pages(config, 2)
    jobs.start(config, "sổ", 2)
    until(config, lambda said: said.done > 0 or said.state is not State.RUNNING)
    for child in Path("/proc").glob("[0-9]*/environ"):
        if _is_reading(child, config):
            os.kill(int(child.parent.name), signal.SIGKILL)
    note = notes.read(config.home / jobs.NOTE)
    notes.write(config.home / jobs.NOTE, note | {"told": 0.0})
    until(config, lambda said: said.state is State.BROKEN, 10)
    jobs.start(config, "sổ", 2)
    until(config, lambda said: said.state is State.DONE)
    assert desk.shelf("sổ").progress.pages == {PageState.READ: 2}
    desk.close()


def _is_reading(environ: Path, config: Config) -> bool:
    """Tell whether a program belongs to the reading of this test's own store."""
    try:
        return f"SOHOA_HOME={config.home}".encode() in environ.read_bytes().split(b"\0")
    except OSError:
        return False
