"""Kills, full and read-only disks, and two hand-overs at once: the target holds one package or the other, never a mixture.

The same book gives the same bytes, so a package is known by them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import ROOT

PROGRAM = r"""
import json, os, random, signal, sys, time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from PIL import Image
from pipeline.entries import Book, Decision, Entry, Page, PageState, Verdict
from pipeline.errors import TargetError
from pipeline.exports import Package
from pipeline.exports.ministry import Ministry
from pipeline.forms import loader

BOOK = Book("A", "birth-2016", "Tân Cương", "Đại Từ", "Thái Nguyên", 2018, "01")
FORM = loader.load("birth-2016")
KINDS = {"partial_date": "12.05.1989", "sex": "Nam", "number": "01/2018"}
WORDS = {"một": 3, "hai": 4}

def package(word, pictures):
    entries = []
    for number in range(1, WORDS[word] + 1):
        picture = pictures / f"{number}.png"
        if not picture.exists():
            Image.effect_noise((420, 594), 40).convert("RGB").save(picture)
        page = Page(number, "A", number, f"{number}.png", picture, "ab" * 32, PageState.READ)
        said = {}
        for column in FORM.columns:
            text = {"so": str(number), "ngayDangKy": "12.05.2018"}.get(column.name, KINDS.get(column.kind, word))
            said[column.name] = Decision(column.name, Verdict.CORRECTED, text, "Lan", datetime(2026, 1, 1, tzinfo=UTC), "k")
        entries.append(Entry(number, page, 1, FORM.name, {}, said))
    return Package(BOOK, "KS", entries, {FORM.name: FORM})

def lying(target):
    there = [path for path in target.iterdir() if not path.name.startswith(".")] if target.exists() else []
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in there}

def begun(made, target):
    child = os.fork()
    if not child:
        try:
            Ministry().write(made, target)
        except BaseException:
            os._exit(1)
        os._exit(0)
    return child

def once(target, pictures, word):
    Ministry().write(package(word, pictures), target)

def kills(target, pictures, rounds):
    made = [package(word, pictures) for word in WORDS]
    start = time.monotonic()
    os.waitpid(begun(made[0], target), 0)
    whole = time.monotonic() - start
    chance = random.Random(20261126)
    for i in range(int(rounds)):
        child = begun(made[(i + 1) % 2], target)
        time.sleep(chance.uniform(0, 1.2 * whole))
        os.kill(child, signal.SIGKILL)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        print(json.dumps([killed, lying(target)]))

def together(target, pictures, rounds):
    made = [package(word, pictures) for word in WORDS]
    for _ in range(int(rounds)):
        children = [begun(one, target) for one in made]
        print(json.dumps([[os.waitpid(child, 0)[1] for child in children], lying(target)]))

what, target, pictures, *rest = sys.argv[1:]
try:
    globals()[what](Path(target), Path(pictures), *rest)
except TargetError as error:
    sys.exit(str(error))
"""

Packages = dict[str, dict[str, str]]
"""Word of a package to its files and their checksums."""

POSIX = pytest.mark.skipif(os.name != "posix", reason="processes are split only on POSIX")
OWN_DISK = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-euc")


def own_disks() -> bool:
    """Tell whether this machine lets a test have a small disk of its own."""
    if not shutil.which("unshare"):
        return False
    tried = [*OWN_DISK, "mount -t tmpfs -o size=100k none /mnt"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


DISK = pytest.mark.skipif(not own_disks(), reason="the system lets nobody mount a small disk for a test")


def program(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, words)], capture_output=True, text=True, check=False, cwd=ROOT
    )


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, pictures: Path) -> Packages:
    """Return the two whole packages, each by its files' checksums."""
    found = {}
    for word in ("một", "hai"):
        folder = tmp_path_factory.mktemp("whole")
        assert program("once", folder, pictures, word).returncode == 0
        found[word] = {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    return found


def rounds_of(done: subprocess.CompletedProcess[str]) -> list[Any]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@POSIX
def test_fifty_kills_at_random_moments_never_leave_a_mixture(tmp_path: Path, pictures: Path, whole: Packages) -> None:
    rounds = rounds_of(program("kills", tmp_path / "out", pictures, 50))
    one, other = whole.values()
    assert all(lying.items() <= one.items() or lying.items() <= other.items() for _, lying in rounds)
    assert sum(killed for killed, _ in rounds) >= 10
    assert sum(lying in (one, other) for _, lying in rounds) >= 45  # a stop within the exchange takes a file away
    assert program("once", tmp_path / "out", pictures, "hai").returncode == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(other)


@POSIX
def test_two_hand_overs_at_once_leave_one_of_the_two_packages(tmp_path: Path, pictures: Path, whole: Packages) -> None:
    for ends, lying in rounds_of(program("together", tmp_path / "out", pictures, 8)):
        assert ends == [0, 0]
        assert lying in whole.values()
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(whole["một"])


def on_own_disk(size: str, between: str, pictures: Path, seen: Path) -> subprocess.CompletedProcess[str]:
    """Hand «một» over on a disk of some size, do something, hand «hai» over; copy what lies there to ``seen``."""
    (seen / "program.py").write_text(PROGRAM, encoding="utf-8")
    run = f"{sys.executable} {seen / 'program.py'} once /mnt/out {pictures}"
    script = (
        f"mount -t tmpfs -o size={size} none /mnt; {run} một; {between}; "
        f"{run} hai || echo refused; cp -a /mnt/out {seen / 'out'}"
    )
    there = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run([*OWN_DISK, script], capture_output=True, text=True, check=True, cwd=seen, env=there)


@DISK
@pytest.mark.parametrize(
    ("size", "between", "said"),
    [
        ("1m", "head -c 500000 /dev/zero > /mnt/fill", "ổ đĩa đã đầy"),
        ("1m", "mount -o remount,ro /mnt", "ổ đĩa chỉ cho đọc"),
    ],
)
def test_a_disk_that_takes_nothing_keeps_the_old_package(
    tmp_path: Path, pictures: Path, whole: Packages, size: str, between: str, said: str
) -> None:
    done = on_own_disk(size, between, pictures, tmp_path)
    assert "refused" in done.stdout
    assert said in done.stderr
    lying = {path.name: sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "out").iterdir()}
    assert lying == whole["một"]


@POSIX
def test_a_file_that_grows_too_large_for_its_disk_keeps_the_old_package(
    tmp_path: Path, pictures: Path, whole: Packages
) -> None:
    assert program("once", tmp_path / "out", pictures, "một").returncode == 0
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))\n{PROGRAM}"
    command = [sys.executable, "-c", limited, "once", str(tmp_path / "out"), str(pictures), "hai"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.returncode, "tệp quá lớn" in done.stderr) == (1, True)
    lying = {path.name: sha256(path.read_bytes()).hexdigest() for path in (tmp_path / "out").iterdir()}
    assert lying == whole["một"]
