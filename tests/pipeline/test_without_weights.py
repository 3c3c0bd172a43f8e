"""A copy of the product without ``models/`` still reads, says what is missing and how to get it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.config import ROOT

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016" / "001.jpg"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return a folder with the program and nothing of its models."""
    shutil.copytree(ROOT / "pipeline", tmp_path / "bare" / "pipeline", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "bare"


def sohoa(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    about = {**os.environ, "PYTHONPATH": str(folder), "SOHOA_HOME": str(folder / "kho"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pipeline.cli", *map(str, words)]
    return subprocess.run(command, cwd=folder, env=about, capture_output=True, text=True, encoding="utf-8", check=False)


def test_it_reads_with_tesseract_and_says_so(bare: Path) -> None:
    ended = sohoa(bare, "read", SAMPLE, "--json", bare / "out.json", "--workers", 1)
    assert ended.returncode == 0, ended.stderr
    assert "Thiếu trọng số" in ended.stderr
    assert "models/" in ended.stderr
    (page,) = json.loads((bare / "out.json").read_text(encoding="utf-8"))["pages"]
    assert page["form"] == "birth-2016"
    assert page["trail"][-1].startswith("tesseract")


def test_asked_for_the_hand_it_ends_with_what_to_do(bare: Path) -> None:
    ended = sohoa(bare, "read", SAMPLE, "--json", bare / "out.json", "--workers", 1, "--recogniser", "hand")
    assert ended.returncode != 0
    assert "Thiếu trọng số" in ended.stderr + ended.stdout
    assert "Traceback" not in ended.stderr
