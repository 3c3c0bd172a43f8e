"""Questions about cells that the book alone does not answer: which cells, and the code by which paper and screen name one.

A running number would change with every answer that comes in; a code stays the same from the day a slip is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.entries import OPEN_VERDICTS, UNREAD_VERDICTS, Entry
from pipeline.forms import Column, Form

ASKED = OPEN_VERDICTS | UNREAD_VERDICTS
"""Words of a person after which somebody else may still know the answer."""

CODE = re.compile(r"\s*(\d{1,12})\s*[-–./ ]\s*(\d{1,3})\s*")


def questioned(entry: Entry, form: Form) -> Iterator[Column]:
    """Yield the columns of an entry that are asked about, in the order of the form."""
    for column in form.columns:
        if column.name in entry.decisions and entry.decisions[column.name].verdict in ASKED:
            yield column


def code_of(entry: Entry, form: Form, column: str) -> str:
    """Return the code of a question: number of the entry in the store, place of the column on the form from 1, as ``17-3``."""
    return f"{entry.id}-{[one.name for one in form.columns].index(column) + 1}"


def parsed(code: str) -> str | None:
    """Return a code as it is printed, from what somebody typed; None if it is none."""
    found = CODE.fullmatch(code)
    return f"{int(found[1])}-{int(found[2])}" if found else None
