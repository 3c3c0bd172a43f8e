"""What several commands print: progress, and what did not go well."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tqdm import tqdm

from pipeline.errors import Exit
from pipeline.scans import Refused
from pipeline.workers import Told


def progress(total: int, words: str) -> tqdm[None]:
    """Return a bar of pages; ``total`` is 0 where nobody knows it yet."""
    return tqdm(total=total or None, desc=words, unit=" trang", disable=None)


def step(bar: tqdm[None]) -> Told:
    """Return what moves the bar on by one."""

    def told(_: str) -> None:
        bar.update()

    return told


def refused(those: Sequence[Refused]) -> Exit:
    """Print what could not be done, each with its reason; return the exit code that says so."""
    for one in those:
        print(f"  không xong: {one.name}: {one.reason}", file=sys.stderr)
    return Exit.SOME_FAILED if those else Exit.DONE
