"""Answers that the browser sent: each is kept in the store, and the browser is told which are safe on disk."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pipeline.entries import Decision, Entry, Verdict
from pipeline.errors import RegisterError, UsageError
from pipeline.seeding import Keeper
from ui import words


@dataclass(slots=True)
class Delivery:
    """What became of the answers of one sending.

    Attributes:
        acknowledged: keys that are safe on disk.
        refused: keys that can never be kept, with the reason in Vietnamese.
        trouble: why the rest could not be kept just now, in Vietnamese; the browser sends them again.
    """

    acknowledged: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    trouble: str = ""


def deliver(
    letters: Sequence[Mapping[str, Any]],
    desk: Keeper,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Delivery:
    """Keep every answer, in the order in which the clerk gave them.

    Args:
        letters: answers as the browser wrote them.
        desk: keeps them.
        now: the clock.
    """
    delivery = Delivery()
    for letter in letters:
        key = str(letter.get("key", ""))
        try:
            entry_id, decision = _opened(letter, desk, now())
            kept = desk.confirm(entry_id, [decision])
        except UsageError as error:
            delivery.refused[key] = str(error)
        except RegisterError as error:
            # The rest waits too: a later answer to the same cell must not overtake this one.
            delivery.trouble = str(error)
            break
        else:
            delivery.acknowledged += kept
    return delivery


def _opened(letter: Mapping[str, Any], desk: Keeper, when: datetime) -> tuple[int, Decision]:
    """Return the entry and the decision of a letter.

    Raises:
        UsageError: the letter lacks something, or is no decision, or its picture is no longer that of the entry.
    """
    parts = [letter.get(name) for name in ("key", "who", "column", "text", "stamp", "proposal")]
    if not all(isinstance(part, str) for part in parts):
        raise UsageError(words.BAD_ANSWER)
    key, who, column, text, stamp, proposal = (unicodedata.normalize("NFC", str(part)).strip() for part in parts)
    try:
        entry_id, verdict = int(letter["entry_id"]), Verdict(letter["verdict"])
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(words.BAD_ANSWER) from error
    entry = desk.entry(entry_id)
    if stamp_of(entry) != stamp:
        # Ids belong to one store; the same address may have served another store before.
        raise UsageError(words.WRONG_PICTURE)
    return entry_id, Decision(column, verdict, text, who, when, key, proposal)


def stamp_of(entry: Entry) -> str:
    """Return what an answer carries to prove which case the clerk looked at."""
    return f"{entry.page.sha256[:16]}/{entry.order}"
