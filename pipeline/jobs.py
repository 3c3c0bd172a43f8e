"""The one reading in the background: started by a screen, it outlives the screen, and is told from outside how far it is.

It is a program of its own (``sohoa read --as-job``). It holds a lock as long as it lives, however it ends, and keeps a note of its
progress in ``SOHOA_HOME``: a note that says it is running beside a lock that nobody holds is that of a program that was killed.
Pages are kept one by one, so that the next reading goes on where this one ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from pipeline import notes
from pipeline.config import ROOT, Config
from pipeline.errors import Exit, RegisterError, UsageError

NOTE, LOCK, STOP, LOG = "job.json", "job.lock", "job.stop", "job.log"
"""Files of the reading in ``SOHOA_HOME``: its progress, what it holds, the wish to stop, what it printed."""

STARTING = 30.0
"""Seconds until a reading that was started must hold its lock; the engines load in 2 to 5 s on two slow cores."""

DIED = "Việc đọc bị dừng giữa chừng (tắt máy, thiếu bộ nhớ…). Các trang đã đọc vẫn còn; bấm đọc để đọc tiếp."
RUNNING = "Máy đang đọc rồi. Hãy chờ đọc xong, hoặc bấm dừng trước."


class State(StrEnum):
    """How far a reading is."""

    NONE = "none"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reading is.

    Attributes:
        state: whether it runs, and how it ended.
        book: the book that is read, '' for all.
        total: pages to read.
        done: pages that were tried.
        begun: seconds since the epoch when it was started.
        told: seconds since the epoch when this was last said.
        reason: why it broke, in Vietnamese.
    """

    state: State = State.NONE
    book: str = ""
    total: int = 0
    done: int = 0
    begun: float = 0.0
    told: float = 0.0
    reason: str = ""

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the end at the pace so far; None as long as no page is done."""
        spent = self.told - self.begun
        return spent / self.done * (self.total - self.done) if self.done else None


class Stopped(RegisterError):
    """Somebody asked the reading to stop."""

    exit_code = Exit.INTERRUPTED
    remedy = "Các trang đã đọc vẫn còn; đọc lại lúc nào cũng được."


class Report:
    """What the reading says of itself while it runs."""

    def __init__(self, home: Path, progress: Progress) -> None:
        """Begin with ``progress``."""
        self._home, self.progress = home, progress
        self._say(progress)

    def step(self, _: str) -> None:
        """Count a page.

        Raises:
            Stopped: somebody asked the reading to stop.
            StoreError: the folder of the store cannot be written.
        """
        self._say(replace(self.progress, done=self.progress.done + 1))
        if (self._home / STOP).exists():
            raise Stopped("Đã dừng đọc theo yêu cầu.")

    def end(self, state: State, reason: str = "") -> None:
        """Say how the reading ended.

        Raises:
            StoreError: the folder of the store cannot be written.
        """
        self._say(replace(self.progress, state=state, reason=reason))

    def _say(self, progress: Progress) -> None:
        self.progress = replace(progress, told=time.time())
        notes.write(self._home / NOTE, asdict(self.progress))


def status(config: Config) -> Progress:
    """Return how far the reading is, or how the last one ended."""
    said = _noted(config)
    if said.state is not State.RUNNING or _held(config):
        return said
    again = _noted(config)  # it may have ended between the two looks
    if again.state is not State.RUNNING or time.time() - again.told < STARTING:
        return again
    return replace(again, state=State.BROKEN, reason=DIED)


def start(config: Config, book: str, total: int) -> None:
    """Start reading the pages of a book that wait, in a program of its own.

    Args:
        config: of the installation.
        book: its name, '' for every book.
        total: pages that wait, for the time until the program says so itself.

    Raises:
        UsageError: a reading runs already.
        StoreError: the folder of the store cannot be written.
    """
    if status(config).state is State.RUNNING:
        raise UsageError(RUNNING)
    (config.home / STOP).unlink(missing_ok=True)
    now = time.time()
    notes.write(config.home / NOTE, asdict(Progress(State.RUNNING, book, total, 0, now, now)))
    command = [sys.executable, "-m", "pipeline.cli", "read", "--as-job", "--workers", str(_workers())]
    there = {**os.environ, "SOHOA_HOME": str(config.home), "SOHOA_STORE": config.store_url}
    with (config.home / LOG).open("wb") as log:
        child = subprocess.Popen(
            [*command, *(["--book", book] if book else [])],
            cwd=ROOT,
            env=there,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    Thread(target=child.wait, daemon=True).start()  # lest it stay in the system's list after its end


def stop(config: Config) -> None:
    """Ask the reading to stop after the page in hand."""
    (config.home / STOP).touch()


@contextmanager
def holding(config: Config, book: str, total: int) -> Iterator[Report]:
    """Be the one reading of an installation, and note how it ends.

    Raises:
        UsageError: another reading runs.
        Stopped: somebody asked the reading to stop.
        RegisterError: what else broke the reading.
        StoreError: the folder of the store cannot be written.
    """
    with (config.home / LOCK).open("ab+") as lock:
        if not _locked(lock):
            raise UsageError(RUNNING)
        (config.home / STOP).unlink(missing_ok=True)
        report = Report(config.home, Progress(State.RUNNING, book, total, 0, time.time()))
        try:
            yield report
        except Stopped:
            report.end(State.STOPPED)
            raise
        except RegisterError as error:
            report.end(State.BROKEN, str(error))
            raise
        else:
            report.end(State.DONE)


def _noted(config: Config) -> Progress:
    said = notes.read(config.home / NOTE)
    try:
        return Progress(**{**said, "state": State(said.get("state", State.NONE))})
    except (TypeError, ValueError):
        return Progress()


def _workers() -> int:
    """Return how many pages are read at once: one core is left to the screens."""
    return max(1, (os.cpu_count() or 1) - 1)


def _held(config: Config) -> bool:
    with suppress(OSError), (config.home / LOCK).open("ab+") as lock:
        return not _locked(lock)
    return False


def _locked(file: BinaryIO) -> bool:
    """Lock an open file until it is closed; False if another program holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415  only there

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415  there is none on Windows

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
