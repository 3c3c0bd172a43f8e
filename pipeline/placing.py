"""Puts files in the folder of pictures whole or not at all, and sweeps away what a killed program left behind.

A file is first written in a passing folder that belongs to one program, flushed, and then renamed to its place. In the
passing folder lies a file that its program holds: on Linux and macOS by a lock, on Windows by keeping it open. Both end with
the program, however it ends, so that a passing folder that nobody holds is rubbish, at once and on every system.
"""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import StoreError, cause

HELD = "held"
"""The file in a passing folder that its program holds; made first, deleted last."""


class Place:
    """A passing folder beside the files to be."""

    def __init__(self, folder: Path) -> None:
        """Write into ``folder``, which this program holds."""
        self._folder = folder

    def write(self, chunks: Iterable[bytes]) -> Path:
        """Write a file under a passing name; return it, safe on disk.

        Raises:
            StoreError: the disk does not take it.
        """
        new = self._folder / f"{secrets.token_hex(8)}.new"
        with storing(self._folder.parent), new.open("xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        return new

    def put(self, new: Path, target: Path) -> None:
        """Give a file that ``write`` made its place, safe on disk too.

        Raises:
            StoreError: the folder does not let it.
        """
        with storing(self._folder.parent):
            target.parent.mkdir(exist_ok=True)
            _rename(new, target)
            if os.name == "posix":
                folder = os.open(target.parent, os.O_RDONLY)
                try:
                    os.fsync(folder)
                finally:
                    os.close(folder)


@contextmanager
def passing(folder: Path) -> Iterator[Place]:
    """Give a passing folder below ``folder``, gone afterwards; first sweep those whose programs are gone.

    Raises:
        StoreError: the folder cannot be written.
    """
    with storing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob(".*.new"):
            _sweep(old)
        own, held = _made(folder)
    try:
        yield Place(own)
    finally:
        _clear(own)
        held.close()
        _let_go(own)


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Say in Vietnamese why the folder of pictures cannot be written.

    Raises:
        StoreError: it cannot.
    """
    try:
        yield
    except OSError as error:
        raise StoreError(f"Không ghi được vào kho ảnh {folder}: {cause(error)}.") from error


def _rename(new: Path, target: Path) -> None:
    """Give a file its name.

    Raises:
        PermissionError: the folder does not let it.
    """
    try:
        new.replace(target)
    except PermissionError:  # Windows: another program has just put the same file there and is reading it
        if not target.exists():
            raise
        new.unlink(missing_ok=True)


def _made(folder: Path) -> tuple[Path, BinaryIO]:
    """Return a new passing folder and the file that holds it; tried again where a sweeper was faster than the lock."""
    while True:
        own = folder / f".{secrets.token_hex(8)}.new"
        own.mkdir()
        try:
            held = (own / HELD).open("xb")
        except FileNotFoundError:
            continue
        if locked(held, wait=True) and (own / HELD).exists():
            return own, held
        held.close()


def _sweep(own: Path) -> None:
    """Delete a passing folder unless a program holds it; what cannot be deleted now is left for the next time."""
    with suppress(OSError):
        names = {path.name for path in own.iterdir()}
        if HELD not in names:
            if names:  # a sweeper or an owner was killed while it deleted
                _clear(own)
            own.rmdir()
        elif sys.platform == "win32":
            (own / HELD).unlink()  # refused while its program has it open
            _clear(own)
            own.rmdir()
        else:
            with (own / HELD).open("rb") as held:
                if locked(held, wait=False):
                    _clear(own)
                    _let_go(own)


def locked(file: BinaryIO, *, wait: bool) -> bool:
    """Lock an open file until it is closed, and tell whether it is; on Windows nothing is done: being open is enough there."""
    if sys.platform != "win32":
        import fcntl  # noqa: PLC0415  there is none on Windows

        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _clear(own: Path) -> None:
    with suppress(OSError):
        for path in own.iterdir():
            if path.name != HELD:
                with suppress(OSError):
                    path.unlink()


def _let_go(own: Path) -> None:
    with suppress(OSError):
        (own / HELD).unlink(missing_ok=True)
        own.rmdir()
