"""The drawing board's geometry, piece by piece, under Node (no browser, no package of Node's)."""

import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "drawing"
OLDEST = 18
"""``node --test`` came with it."""


def node() -> str:
    there = shutil.which("node")
    if there is None:
        pytest.skip("node is not installed; the geometry is tested where it is")
    version = subprocess.run([there, "--version"], capture_output=True, text=True, check=True).stdout
    if int(version.strip().lstrip("v").split(".")[0]) < OLDEST:
        pytest.skip(f"node {version.strip()} has no test runner")
    return there


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.mjs")), ids=lambda file: file.name.split(".")[0])
def test_a_piece_of_the_board_does_what_it_says(file: Path) -> None:
    done = subprocess.run([node(), "--test", str(file)], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_file_of_the_board_is_read_in_one_sitting() -> None:
    there = sorted((HERE.parents[2] / "ui" / "parts" / "drawing").iterdir())
    assert {
        file.name: lines for file in there if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 300
    } == {}
