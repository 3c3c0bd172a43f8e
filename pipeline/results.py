"""The file that ``sohoa read --json`` writes: its place is tried before the hours of reading, and it appears whole."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.errors import CAUSES, ResultError, cause


def claim(path: Path) -> None:
    """Make sure that a file can be written at a path; an older one there stays as it is.

    Raises:
        ResultError: it cannot.
    """
    with _told(path):
        folder = path.is_dir()
        if not folder:
            _beside(path).touch()
            _beside(path).unlink()
    if folder:
        raise ResultError(f"Không ghi được {path}: {CAUSES[errno.EISDIR]}.")


def write(path: Path, text: str) -> None:
    """Write a text, whole or not at all.

    Raises:
        ResultError: it cannot be written; an older file there is as it was.
    """
    with _told(path):
        # a file name that is no text, which an old disk may hold, must not cost the result
        _beside(path).write_text(text, encoding="utf-8", errors="replace")
        _beside(path).replace(path)


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        with suppress(OSError):
            _beside(path).unlink(missing_ok=True)
        raise ResultError(f"Không ghi được {path}: {cause(error)}.") from error
