"""Reads many pictures over many processes; every process is started fresh (spawn), so Windows and Linux do the same."""

from __future__ import annotations

import faulthandler
import os
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import pairwise
from multiprocessing import connection, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import Any
from unicodedata import normalize

from pipeline import flow, page_json, page_quality, scans, weighing
from pipeline.entries import ReadPage
from pipeline.errors import MissingPart, RegisterError
from pipeline.forms import loader
from pipeline.scans import Refused

ONE_THREAD = {"OMP_THREAD_LIMIT": "1", "OPENCV_FOR_THREADS_NUM": "1", "OPENBLAS_NUM_THREADS": "1"}
"""A worker is one core: threads inside it only take time from the other workers."""

Told = Callable[[str], None]
"""Called with the name of each page or file as it is done."""

DIED = "Chương trình đọc trang này bị dừng giữa chừng (có thể do thiếu bộ nhớ). Hãy đóng bớt chương trình rồi đọc lại."

BROKE = "Chương trình gặp lỗi khi đọc trang này. Hãy gửi ảnh trang cho người phát triển nếu được phép."


PAGE_SECONDS = 300
"""Longest that a page may take, its file decoded and all. Pages of ledger-pages take about a second (measurements.md), the largest
picture that is worked on has 4.5 times their pixels; a busy office PC a tenth as fast still has time. It is longer than the limit
of one call of Tesseract, so that its program ends too."""

SLOW = (
    "Đọc trang này quá lâu ({seconds:g} giây) nên máy đã dừng lại, các trang khác vẫn được đọc. "
    "Hãy quét lại trang ở 200-300 dpi, hoặc đọc lại khi máy rảnh."
)


def untold(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Job:
    """One picture to read.

    Attributes:
        key: the caller's number for it.
        picture: file with one upright page.
        form: name of its form, or ``auto``.
        measure: whether to say how good the picture is too; a page of the store was measured when it was taken in.
    """

    key: int
    picture: Path
    form: str
    measure: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What came of one job: a read page with the versions that made it, or the reason in Vietnamese why there is none."""

    key: int
    read: ReadPage | None
    versions: dict[str, str]
    reason: str = ""


def read_all(jobs: Sequence[Job], *, recogniser: str, workers: int, seconds: float = PAGE_SECONDS) -> Iterator[Done]:
    """Read pictures, each in one of ``workers`` processes; yield them as they are done.

    Every process has a run of neighbouring pages, so that each kind of print is learned by one of them; one that has come to
    its end helps the one with most left. A picture that cannot be read yields its reason. A process that dies (out of memory,
    killed) costs at most its own page, which is tried again when it has the machine for itself. A page that takes too long is
    ended with its process, whatever hangs there, and is not tried again.

    Args:
        jobs: pictures to read.
        recogniser: name of the engine for the cells.
        workers: number of processes, at least 1.
        seconds: longest that one page may take.

    Raises:
        MissingPart: an engine that every page needs is not installed.
    """
    os.environ.update(ONE_THREAD)
    died: list[Job] = []
    with _watch(recogniser, seconds) as watch:
        for job, done in _abreast(_runs(jobs, workers), watch):
            if done is not None:
                yield done
            elif job.key in watch.late():
                yield _slow(job.key, seconds)
            else:
                died.append(job)
        for job in died:
            ((_, done),) = _abreast([deque([job])], watch)
            yield done or (_slow(job.key, seconds) if job.key in watch.late() else Done(job.key, None, {}, DIED))


def read_files(
    sources: Sequence[Path], form: str, *, recogniser: str, workers: int, told: Told = untold
) -> tuple[list[Mapping[str, Any]], list[Refused]]:
    """Read files without a store, all of them one book; return its pages in the stable JSON form, and what failed.

    Raises:
        UsageError: there is nothing to read.
        BadForm: there is no such form.
        MissingPart: an engine is not installed.
    """
    if form != flow.AUTO:
        loader.load(form)
    files, refused = scans.listed(sources)
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        pages = []
        for file in files:
            try:
                pages += scans.keep(file, Path(folder), look=False)
            except RegisterError as error:
                refused.append(Refused(normalize("NFC", file.name), str(error)))
        jobs = [Job(i, page.picture, form, measure=True) for i, page in enumerate(pages)]
        read = {}
        for done in read_all(jobs, recogniser=recogniser, workers=workers):
            told(pages[done.key].source)
            if done.read is None:
                refused.append(Refused(pages[done.key].source, done.reason))
            else:
                read[done.key] = done.read
    order = sorted(read)
    better = weighing.weighed([read[key] for key in order])
    return [page_json.told(pages[key].source, page) for key, page in zip(order, better, strict=True)], refused


def _runs(jobs: Sequence[Job], workers: int) -> list[deque[Job]]:
    """Return one run of neighbouring jobs for each worker that is needed.

    Workers that took turns each learned every print: of 60 pages Tesseract read 19 for two workers, 9 for one (2026-11-26).
    """
    count = min(workers, len(jobs))
    edges = [len(jobs) * i // count for i in range(count + 1)] if count else []
    return [deque(jobs[start:end]) for start, end in pairwise(edges)]


def _abreast(runs: Sequence[deque[Job]], watch: _Watch) -> Iterator[tuple[Job, Done | None]]:
    """Read each run in a process of its own; yield the jobs as they end, with None where the process died of it."""
    crew = [_Worker(run, watch) for run in runs]
    at_work = {worker.begin(worker.run.popleft()): worker for worker in crew}
    try:
        while at_work:
            for future in wait(at_work, return_when=FIRST_COMPLETED).done:
                worker = at_work.pop(future)
                job, done = worker.job, worker.end(future)
                if left := worker.run or max(runs, key=len):
                    at_work[worker.begin(left.popleft() if left is worker.run else left.pop())] = worker
                yield job, done
    finally:
        for worker in crew:
            worker.pool.shutdown(wait=False, cancel_futures=True)
        for worker in crew:
            worker.pool.shutdown(wait=True)


class _Worker:
    """One process with its run of pages, started anew when it dies."""

    def __init__(self, run: deque[Job], watch: _Watch) -> None:
        self.run = run
        self.job = run[0]
        self._watch = watch
        self.pool = self._started()

    def begin(self, job: Job) -> Future[Done]:
        """Give it a page; a process that was killed between two pages costs none."""
        self.job = job
        try:
            return self.pool.submit(_read, job, self._watch)
        except BrokenProcessPool:
            self._renew()
            return self.pool.submit(_read, job, self._watch)

    def end(self, future: Future[Done]) -> Done | None:
        """Return what came of its page, None if it died of it.

        Raises:
            MissingPart: an engine that every page needs is not installed.
        """
        try:
            return future.result()
        except BrokenProcessPool:
            self._renew()
            return None

    def _renew(self) -> None:
        self.pool.shutdown(wait=True)
        self.pool = self._started()

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(1, get_context("spawn"), initializer=_begin, initargs=(self._watch,))


def _slow(key: int, seconds: float) -> Done:
    return Done(key, None, {}, SLOW.format(seconds=seconds))


@dataclass(frozen=True, slots=True)
class _Watch:
    """Ends a process whose page takes too long, also where its code is stuck in a decoder or an engine.

    Attributes:
        recogniser: name of the engine for the cells.
        seconds: longest that one page may take.
        folder: where a process that is ended leaves a word about it, in a file named by the page's key.
    """

    recogniser: str
    seconds: float
    folder: Path

    @contextmanager
    def over(self, key: int) -> Iterator[None]:
        """Watch over one page; its time ends with the block."""
        with (self.folder / str(key)).open("w", encoding="utf-8") as word:
            faulthandler.dump_traceback_later(self.seconds, exit=True, file=word)
            try:
                yield
            finally:
                faulthandler.cancel_dump_traceback_later()

    def late(self) -> set[int]:
        """Return the keys of the pages that took too long."""
        return {int(word.name) for word in self.folder.iterdir() if word.stat().st_size}


@contextmanager
def _watch(recogniser: str, seconds: float) -> Iterator[_Watch]:
    with tempfile.TemporaryDirectory(prefix="sohoa-") as folder:
        yield _Watch(recogniser, seconds, Path(folder))


_engines: flow.Engines | MissingPart | None = None


def _begin(watch: _Watch) -> None:
    """Make the engines once per process; a failure is kept and told with the first page."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it then ends its workers
    Thread(target=_end_with_parent, daemon=True).start()
    global _engines  # noqa: PLW0603  a worker process has one set of engines, and the pool hands jobs to a function
    try:
        _engines = flow.engines(watch.recogniser)
    except MissingPart as error:
        _engines = error


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for its next page for ever."""
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _read(job: Job, watch: _Watch) -> Done:
    if not isinstance(_engines, flow.Engines):
        raise _engines or MissingPart("Chương trình đọc chưa sẵn sàng.")
    versions = {"sohoa": version("sohoa"), "print": _engines.print_reader.version, "hand": _engines.hand.version}
    begun = time.perf_counter()
    try:
        with watch.over(job.key):
            scan = scans.decode(job.picture)
            read = flow.read_page(scan.picture, job.form, _engines, scan.size)
            if job.measure:
                read = replace(read, quality={**page_quality.measured(scan.picture, scan.size), **read.quality})
        return Done(job.key, replace(read, seconds=round(time.perf_counter() - begun, 3)), versions)
    except MissingPart:
        raise
    except RegisterError as error:
        return Done(job.key, None, versions, str(error))
    except Exception as error:  # noqa: BLE001 a page that breaks the program must not cost the rest of the book
        return Done(job.key, None, versions, f"{BROKE} ({type(error).__name__}: {error})")
