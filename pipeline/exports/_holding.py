"""One hand-over at a time into one folder: two would take each other's half-written files for rubbish, and mix their packages.

A file in the folder is held while a package is written: on Linux and macOS by a lock, on Windows by keeping it open. Both end with
the program, however it ends. The file is gone afterwards; one that a killed program left is taken over.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.placing import locked

NAME = ".sohoa-dang-ghi"
"""Says to whoever sees it in the folder that a package is being written."""

PAUSE = 0.1
"""Seconds between two looks on Windows, where there is no lock to wait for."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder; wait until no other program does.

    Raises:
        OSError: the folder cannot be written.
    """
    mark = folder / NAME
    file = _taken(mark)
    try:
        yield
    finally:
        if sys.platform != "win32":
            with suppress(OSError):
                mark.unlink(missing_ok=True)  # while it is locked, or another's would be unlinked
        file.close()
        if sys.platform == "win32":
            with suppress(OSError):
                mark.unlink(missing_ok=True)


def _taken(mark: Path) -> BinaryIO:
    """Return the held file; one that its owner unlinked while we waited for it is no longer the one in the folder."""
    while True:
        if sys.platform == "win32":
            with suppress(FileNotFoundError):
                try:
                    mark.unlink()  # refused while its program has it open
                except PermissionError:
                    time.sleep(PAUSE)
                    continue
            with suppress(FileExistsError):
                return mark.open("xb")
        else:
            file = mark.open("ab")
            locked(file, wait=True)
            with suppress(FileNotFoundError):
                if mark.stat().st_ino == os.fstat(file.fileno()).st_ino:
                    return file
            file.close()
