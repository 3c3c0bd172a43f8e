"""Files that appear whole or not at all: full disks, killed programs, and two programs at the same time."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import StoreError
from pipeline.placing import HELD, passing

HOLDING = """
import sys
from pathlib import Path
from pipeline.placing import passing

folder = Path(sys.argv[1])
with passing(folder) as place:
    new = place.write([b"one page"])
    print(new, flush=True)
    sys.stdin.readline()
    place.put(new, folder / "upright" / "page.jpg")
"""

FULL = """
import resource, signal, sys
from pathlib import Path
from pipeline.errors import StoreError
from pipeline.placing import passing

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    with passing(Path(sys.argv[1])) as place:
        place.write([bytes(100_000)])
except StoreError as error:
    print(error)
"""


def another_program(folder: Path) -> tuple[subprocess.Popen[str], Path]:
    """Start a program that is in the middle of writing a file; return it and the file."""
    command = [sys.executable, "-c", HOLDING, str(folder)]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    return program, Path(program.stdout.readline().strip())


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_a_file_is_there_whole_and_nothing_else_is(tmp_path: Path) -> None:
    with passing(tmp_path) as place:
        place.put(place.write([b"one ", b"page"]), tmp_path / "upright" / "page.jpg")
    assert (tmp_path / "upright" / "page.jpg").read_bytes() == b"one page"
    assert left_in(tmp_path) == ["page.jpg", "upright"]


def test_what_a_killed_program_left_is_swept_away_by_the_next_one(tmp_path: Path) -> None:
    program, new = another_program(tmp_path)
    program.kill()
    program.communicate()
    assert new.exists()
    with passing(tmp_path):
        assert not new.parent.exists()


def test_what_a_living_program_is_writing_is_left_alone(tmp_path: Path) -> None:
    program, new = another_program(tmp_path)
    with passing(tmp_path), passing(tmp_path):
        assert new.exists()
    program.communicate("go on\n", timeout=60)
    assert program.returncode == 0
    assert left_in(tmp_path) == ["page.jpg", "upright"]


@pytest.mark.parametrize("names", [(), ("1.new",), (HELD,), (HELD, "1.new")])
def test_a_passing_folder_is_swept_at_whatever_moment_its_program_was_killed(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    (tmp_path / ".0123456789abcdef.new").mkdir()
    for name in names:
        (tmp_path / ".0123456789abcdef.new" / name).write_bytes(b"half a page")
    with passing(tmp_path):
        pass
    assert left_in(tmp_path) == []


def test_a_disk_that_fills_up_is_named_and_nothing_is_left(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"half a page"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(StoreError, match="đã đầy"), passing(tmp_path / "kho") as place:
        place.write(chunks())
    assert left_in(tmp_path / "kho") == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes to set")
def test_a_file_too_large_for_the_disk_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    told = subprocess.run([sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "tệp quá lớn đối với ổ đĩa" in told.stdout
    assert left_in(tmp_path) == []
