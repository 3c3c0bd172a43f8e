"""Programs killed without warning at random moments: no half page, no lost decision, and the next run goes on."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline.config import ROOT, Config
from pipeline.desk import Desk
from pipeline.entries import Book

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"
ABOUT = [
    "--commune",
    "Tân Cương",
    "--district",
    "Thái Nguyên",
    "--province",
    "Thái Nguyên",
    "--year",
    "2016",
    "--volume",
    "1",
]
CHANCE = random.Random(20261124)

DECIDING = """
import sys
from datetime import UTC, datetime
from pipeline.desk import Desk
from pipeline.entries import Decision, Verdict

desk = Desk.open()
for entry in desk.entries("A"):
    for column in desk.form_of(entry).columns:
        for turn in range(8):
            key = f"{entry.id}-{column.name}-{turn}"
            decision = Decision(column.name, Verdict.CORRECTED, f"chữ {turn}", "chị Hoa", datetime.now(UTC), key)
            desk.confirm(entry.id, [decision])
            print(key, flush=True)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "kho"))
    return tmp_path / "kho"


def sohoa(*words: object) -> list[str]:
    return [sys.executable, "-m", "pipeline.cli", *map(str, words)]


def run(*words: object) -> None:
    subprocess.run(sohoa(*words), check=True, capture_output=True)


def killed(command: list[str], longest: float) -> tuple[bool, list[str]]:
    """Start a command and kill it after up to ``longest`` seconds; return whether it was, and the lines it had printed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    time.sleep(CHANCE.uniform(0.2, longest))
    process.kill()
    printed = process.communicate()[0]
    return process.returncode != 0, printed.split("\n")[:-1]  # an unfinished line was not seen by anybody


def is_whole(home: Path) -> bool:
    with sqlite3.connect(home / "sohoa.db") as store:
        answer = store.execute("PRAGMA integrity_check").fetchone()[0]
        dangling = store.execute("PRAGMA foreign_key_check").fetchall()
    store.close()
    return answer == "ok" and not dangling


def office(home: Path) -> Desk:
    return Desk.open(Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}"))


def longest_of(command: list[str]) -> float:
    """Return how long a command takes when nobody stops it, s."""
    begun = time.monotonic()
    subprocess.run(command, check=True, capture_output=True)
    return time.monotonic() - begun


def test_a_killed_take_in_leaves_whole_pages_only_and_goes_on(home: Path, tmp_path: Path) -> None:
    for i in range(12):
        (tmp_path / "ảnh").mkdir(exist_ok=True)
        content = (SAMPLE / f"00{i % 4 + 1}.jpg").read_bytes() + bytes([i])  # trailing bytes make it another file
        (tmp_path / "ảnh" / f"{i}.jpg").write_bytes(content)
    command = sohoa("take-in", tmp_path / "ảnh", "--book", "A")
    whole = longest_of(sohoa("take-in", SAMPLE, "--book", "B"))
    for _ in range(6):
        killed(command, 1.3 * whole)
        if (home / "sohoa.db").exists():
            assert is_whole(home)
            desk = office(home)
            pages = [page for shelf in desk.books() if shelf.book.name == "A" for page in desk.to_read("A")]
            assert all(page.picture.stat().st_size > 100_000 for page in pages)
            desk.close()
    subprocess.run(command, check=True, capture_output=True)
    desk = office(home)
    assert [page.number for page in desk.to_read("A")] == list(range(1, 13))
    assert len({page.sha256 for page in desk.to_read("A")}) == 12
    desk.close()
    assert list(home.rglob("*.new")) == []


def test_a_killed_reading_keeps_what_it_read_and_reads_the_rest(home: Path) -> None:
    run("take-in", SAMPLE, "--book", "A")
    command = sohoa("read", "--book", "A", "--recogniser", "blank", "--workers", "2")
    left = [4]
    for _ in range(4):
        killed(command, 9)
        assert is_whole(home)
        desk = office(home)
        left.append(len(desk.to_read("A")))
        assert len(desk.entries("A")) == 4 - left[-1]
        assert all(len(entry.readings) == 25 for entry in desk.entries("A"))
        desk.close()
    assert left == sorted(left, reverse=True)
    subprocess.run(command, check=True, capture_output=True)
    desk = office(home)
    assert (desk.to_read("A"), len(desk.entries("A"))) == ([], 4)
    desk.close()


def test_every_decision_that_was_acknowledged_survives_a_kill(home: Path, tmp_path: Path) -> None:
    run("take-in", SAMPLE / "001.jpg", SAMPLE / "004.jpg", "--book", "A")
    run("read", "--recogniser", "blank", "--workers", "1")
    (tmp_path / "decide.py").write_text(DECIDING, encoding="utf-8")
    acknowledged: set[str] = set()
    for _ in range(6):
        acknowledged |= set(killed([sys.executable, str(tmp_path / "decide.py")], 6)[1])
        assert is_whole(home)
        desk = office(home)
        kept = {decision.key for entry in desk.entries("A") for decision in desk.history(entry.id)}
        desk.close()
        assert acknowledged <= kept
    assert acknowledged


def test_a_killed_hand_over_leaves_the_old_package_or_the_new_one(home: Path, tmp_path: Path) -> None:
    run("take-in", SAMPLE, "--book", "A", *ABOUT)
    run("read", "--recogniser", "blank", "--workers", "2")
    (tmp_path / "all.py").write_text(
        DECIDING.replace("range(8)", "range(1)").replace(
            'f"chữ {turn}"',
            '{"so": str(entry.id), "quyenSo": "01"}.get(column.name) or '
            '{"partial_date": "12.05.2016", "sex": "Nam"}.get(column.kind, "Nùng")',
        ),
        encoding="utf-8",
    )
    subprocess.run([sys.executable, str(tmp_path / "all.py")], check=True, capture_output=True)
    command = sohoa("hand-over", "--book", "A", "--to", tmp_path / "gói")
    whole = longest_of(command)
    complete = 0
    for _ in range(6):
        killed(command, 1.2 * whole)
        books, packages = list((tmp_path / "gói").glob("*.xlsx")), list((tmp_path / "gói").glob("*.zip"))
        if books and packages:
            complete += 1
            assert openpyxl.load_workbook(books[0])["DL Import"].max_row == 5
            assert zipfile.ZipFile(packages[0]).testzip() is None
    assert complete
    subprocess.run(command, check=True, capture_output=True)
    assert len(zipfile.ZipFile(next((tmp_path / "gói").glob("*.zip"))).namelist()) == 4
    shutil.rmtree(tmp_path / "gói")


def test_a_book_of_the_same_name_is_still_the_same_after_a_kill(home: Path) -> None:
    command = sohoa("take-in", SAMPLE, "--book", "A", *ABOUT)
    for _ in range(3):
        killed(command, 3)
    subprocess.run(command, check=True, capture_output=True)
    desk = office(home)
    assert [shelf.book for shelf in desk.books()] == [
        Book("A", "auto", "Tân Cương", "Thái Nguyên", "Thái Nguyên", 2016, "1")
    ]
    json.dumps([page.source for page in desk.to_read("A")])
    desk.close()
