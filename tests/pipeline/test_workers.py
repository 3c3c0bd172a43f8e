"""Many pictures over many processes: a bad page, a broken program and a killed process cost one page at most."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import scans
from pipeline.config import ROOT
from pipeline.errors import UnreadableScan
from pipeline.scans import Refused
from pipeline.workers import Job, read_all, read_files

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"


def test_every_picture_is_answered_once_whatever_the_number_of_workers(tmp_path: Path) -> None:
    (tmp_path / "bad.jpg").write_bytes(b"khong phai anh")
    jobs = [Job(i, path, "auto") for i, path in enumerate([tmp_path / "bad.jpg", *sorted(SAMPLE.glob("*.jpg"))])]
    done = {one.key: one for one in read_all(jobs, recogniser="blank", workers=2)}
    assert sorted(done) == [0, 1, 2, 3, 4]
    assert (done[0].read, bool(done[0].reason)) == (None, True)
    assert all(done[key].read is not None and done[key].versions["hand"] == "blank" for key in (1, 2, 3, 4))


def test_workers_have_runs_of_their_own_and_the_one_that_is_done_first_helps_the_other(tmp_path: Path) -> None:
    bad = [tmp_path / f"{i}.jpg" for i in range(6)]
    for path in bad:
        path.write_bytes(b"khong phai anh")
    slow = [SAMPLE / "001.jpg", SAMPLE / "002.jpg"]
    jobs = [Job(i, path, "auto") for i, path in enumerate([*slow, *bad])]
    order = [one.key for one in read_all(jobs, recogniser="blank", workers=2)]
    assert sorted(order) == list(range(8))
    assert order.index(4) < order.index(5) < order.index(6) < order.index(7)  # the second worker's run, page after page
    assert order.index(3) < order.index(1)  # taken from the end of the first worker's run


@pytest.mark.parametrize(("count", "workers"), [(0, 2), (1, 4), (3, 8)])
def test_more_workers_than_pages_are_not_started(tmp_path: Path, count: int, workers: int) -> None:
    jobs = [Job(i, tmp_path / "gone.jpg", "auto") for i in range(count)]
    assert sorted(one.key for one in read_all(jobs, recogniser="blank", workers=workers)) == list(range(count))


def test_files_without_a_store_come_back_in_their_order(tmp_path: Path) -> None:
    files = [SAMPLE / "004.jpg", SAMPLE / "001.jpg"]
    pages, refused = read_files(files, "birth-2016", recogniser="blank", workers=2)
    assert [page["file"] for page in pages] == ["004.jpg", "001.jpg"]
    assert refused == []
    assert all(page["seconds"] > 0 for page in pages)
    json.dumps(pages)


def test_a_picture_cut_short_is_refused_in_the_words_of_taking_in(tmp_path: Path) -> None:
    cut = tmp_path / "cut.jpg"
    cut.write_bytes((SAMPLE / "001.jpg").read_bytes()[:20_000])
    with pytest.raises(UnreadableScan) as taking_in:
        scans.keep(cut, tmp_path / "kho")
    pages, refused = read_files([cut, SAMPLE / "002.jpg"], "auto", recogniser="blank", workers=1)
    assert [page["file"] for page in pages] == ["002.jpg"]
    assert refused == [Refused("cut.jpg", str(taking_in.value))]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that kills one child by name")
def test_a_worker_that_is_killed_costs_at_most_its_own_page(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from pipeline.workers import Job, read_all\n"
        "if __name__ == '__main__':\n"
        "    jobs = [Job(i, Path(p), 'auto') for i, p in enumerate(sys.argv[1:])]\n"
        "    for done in read_all(jobs, recogniser='blank', workers=1):\n"
        "        print(done.key, bool(done.read), flush=True)\n"
    )
    (tmp_path / "run.py").write_text(script, encoding="utf-8")
    files = [str(path) for path in sorted(SAMPLE.glob("*.jpg"))]
    parent = subprocess.Popen([sys.executable, str(tmp_path / "run.py"), *files], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    first = parent.stdout.readline()
    for worker in _workers_of(parent.pid):
        os.kill(worker, signal.SIGKILL)
    rest = parent.communicate(timeout=120)[0].split("\n")
    answered = [line.split() for line in [first, *rest] if line.strip()]
    assert sorted(key for key, _ in answered) == ["0", "1", "2", "3"]
    assert sum(good == "False" for _, good in answered) <= 1


@pytest.mark.skipif(sys.platform != "linux", reason="looks for orphans in /proc")
def test_no_worker_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "pipeline.cli", "read", str(SAMPLE), "--json", str(out), "--workers", "2"]
    parent = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    workers: list[int] = []
    while not workers and parent.poll() is None:
        workers = _workers_of(parent.pid)
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 60
    while any(_is_alive(worker) for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert workers
    assert [worker for worker in workers if _is_alive(worker)] == []
    assert not out.exists()


def _workers_of(parent: int) -> list[int]:
    """Return the processes started by ``parent`` that read pages (its tracker of resources is none)."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split()
    return [int(child) for child in children if b"spawn_main" in _command(int(child))]


def _command(process: int) -> bytes:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def _is_alive(process: int) -> bool:
    return b"spawn_main" in _command(process)


SLEEPER = """
import time

class Sleeper:
    version, unruled, calibrated = "sleeper", False, False

    def __init__(self):
        self.pages = 0

    def read(self, pictures, kinds):
        self.pages += bool(pictures)  # asked without a picture where no printed word is doubtful
        if pictures and self.pages == 2:
            time.sleep(600)
        return [[] for _ in pictures]
"""
"""An engine that hangs over the second page it gets."""

SLOW_BATCH = """
import sys
from pathlib import Path
import pipeline.recognisers
pipeline.recognisers.__path__.append(str(Path(__file__).parent))
from pipeline.workers import Job, read_all
if __name__ == "__main__":
    jobs = [Job(i, Path(p), "birth-2016") for i, p in enumerate(sys.argv[2:])]
    for done in read_all(jobs, recogniser="sleeper", workers=int(sys.argv[1]), seconds=10):
        print(done.key, done.read is not None, done.reason, sep="|", flush=True)
"""


@pytest.mark.parametrize(("workers", "pages", "slow"), [(1, 3, {1}), (2, 4, {1, 2})])
def test_a_page_that_takes_too_long_is_ended_with_its_reason_and_the_others_are_read(
    tmp_path: Path, workers: int, pages: int, slow: set[int]
) -> None:
    (tmp_path / "sleeper.py").write_text(SLEEPER, encoding="utf-8")
    (tmp_path / "run.py").write_text(SLOW_BATCH, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "run.py"), str(workers), *map(str, sorted(SAMPLE.glob("*.jpg"))[:pages])]
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    told = subprocess.run(command, env=here, capture_output=True, text=True, check=True, timeout=240).stdout
    answered = {int(key): (read, reason) for key, read, reason in (line.split("|") for line in told.splitlines())}
    reasons = [reason for read, reason in answered.values() if read == "False"]
    assert sorted(answered) == list(range(pages))
    assert len(reasons) in slow
    assert all("quá lâu" in reason for reason in reasons)
