"""Packages appear whole or not at all."""

import os
import signal
import subprocess
import sys

import pytest

from pipeline.errors import TargetError
from pipeline.exports._writing import write_all

NAMES = ("book.zip", "book.xlsx")


def write(folder, text):
    return write_all(folder, {name: lambda file: file.write(text.encode()) for name in NAMES})


def lying(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def full_disk(file):
    file.write(b"half")
    raise OSError(28, "No space left on device")


def test_a_new_package_takes_the_place_of_the_old_one(tmp_path):
    write(tmp_path, "old")
    write(tmp_path, "new")
    assert lying(tmp_path) == {"book.zip": "new", "book.xlsx": "new"}


def test_a_full_disk_leaves_the_old_package_as_it_was(tmp_path):
    write(tmp_path, "old")
    with pytest.raises(TargetError, match="ổ đĩa đã đầy"):
        write_all(tmp_path, {"book.zip": lambda file: file.write(b"new"), "book.xlsx": full_disk})
    assert lying(tmp_path) == {"book.zip": "old", "book.xlsx": "old"}


def test_a_file_that_cannot_take_its_place_brings_the_old_package_back(tmp_path):
    write(tmp_path, "old")
    (tmp_path / "book.xlsx").unlink()
    (tmp_path / ".book.xlsx.old").mkdir()
    (tmp_path / "book.xlsx").mkdir()
    (tmp_path / "book.xlsx" / "inside").write_text("a folder stands in the way")
    (tmp_path / ".book.xlsx.old" / "inside").write_text("and cannot step aside")
    with pytest.raises(TargetError):
        write(tmp_path, "new")
    assert (tmp_path / "book.zip").read_text() == "old"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("stopped", "mended"),
    [
        ({".book.zip.old": "old", "book.xlsx": "old"}, "the old zip had stepped aside"),
        ({".book.zip.old": "old", ".book.xlsx.old": "old"}, "both had stepped aside"),
        ({".book.zip.old": "old", ".book.xlsx.old": "old", "book.zip": "new"}, "the new zip had taken its place"),
    ],
)
def test_an_exchange_cut_off_by_a_stop_is_undone_before_the_next(tmp_path, stopped, mended):
    for name, text in stopped.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(TargetError):
        write_all(tmp_path, {"book.zip": full_disk, "book.xlsx": full_disk})
    assert lying(tmp_path) == {"book.zip": "old", "book.xlsx": "old"}


def test_a_new_file_never_stays_beside_an_old_one(tmp_path):
    for name, text in {".book.xlsx.old": "old", "book.zip": "new"}.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(TargetError):
        write_all(tmp_path, {"book.zip": full_disk, "book.xlsx": full_disk})
    assert lying(tmp_path) == {"book.xlsx": "old"}


def test_what_a_stop_after_the_exchange_left_behind_is_cleared_away(tmp_path):
    write(tmp_path, "new")
    (tmp_path / ".book.zip.old").write_text("old")
    (tmp_path / ".book.zip.0a1b2c3d.part").write_text("half")
    write(tmp_path, "newer")
    assert lying(tmp_path) == {"book.zip": "newer", "book.xlsx": "newer"}


def test_a_kill_while_writing_leaves_the_old_package_as_it_was(tmp_path):
    write(tmp_path, "old")
    program = (
        "import os, signal, sys, pathlib\n"
        "from pipeline.exports._writing import write_all\n"
        "def die(file): file.write(b'half'); file.flush(); os.kill(os.getpid(), signal.SIGTERM)\n"
        "write_all(pathlib.Path(sys.argv[1]), {'book.zip': lambda f: f.write(b'new'), 'book.xlsx': die})\n"
    )
    died = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert died.returncode == (-signal.SIGTERM if os.name == "posix" else signal.SIGTERM)
    assert {name: text for name, text in lying(tmp_path).items() if name in NAMES} == dict.fromkeys(NAMES, "old")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="only a normal user on POSIX can be refused")
def test_a_folder_without_the_right_to_write_is_named(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(TargetError, match="không có quyền ghi"):
        write(tmp_path, "new")


def test_a_path_through_a_file_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(TargetError, match="đi qua một tệp"):
        write(tmp_path / "file" / "out", "new")
