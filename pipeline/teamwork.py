"""Plain values of people working on one book: who holds a case, who looked a second time, what one leaves to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from unicodedata import normalize

from pipeline.errors import UsageError

LEASE = timedelta(minutes=10)
"""How long a case stays with a person who sends nothing. Typing one in full takes up to 450 s (issue 6), and every answer renews
it: a third more than that, so that nobody loses a case over a hard page, and below the 15 idle minutes after which the screen
locks, so that a desk that was left gives its case back first."""


def same_person(one: str, other: str) -> bool:
    """Return whether two names are one person's; how they are capitalised makes no second person."""
    return person_key(one) == person_key(other)


def person_key(name: str) -> str:
    """Return what a name is compared by."""
    return " ".join(normalize("NFC", name).split()).casefold()


@dataclass(frozen=True, slots=True)
class Lease:
    """A case that is with one person for a while.

    Attributes:
        entry_id: the case.
        holder: name of the person.
        taken: moment at which the person opened it, UTC; what others said later may be unknown to them.
        until: moment at which it is free again, UTC.
    """

    entry_id: int
    holder: str
    taken: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer stands on that the page itself did not give.

    Attributes:
        asked: who was asked, as "bà Lò Thị Pành, mẹ".
        document: which document was seen, as "giấy khai sinh bản chính số 12/1989".
        seen_on: when, as it was written on the slip.
        text: what was said or seen, in free words.
    """

    asked: str = ""
    document: str = ""
    seen_on: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        """Bring the texts to NFC, and refuse evidence that names nobody and no document.

        Raises:
            UsageError: neither a person nor a document is named.
        """
        for name in ("asked", "document", "seen_on", "text"):
            object.__setattr__(self, name, " ".join(normalize("NFC", getattr(self, name)).split()))
        if not (self.asked or self.document):
            raise UsageError("Câu trả lời chưa có căn cứ. Hãy ghi đã hỏi ai, hoặc đã xem giấy tờ gì.")


@dataclass(frozen=True, slots=True)
class Note:
    """What one shift leaves to the next.

    Attributes:
        who: name of the person.
        when: moment, UTC.
        text: in their own words.
    """

    who: str
    when: datetime
    text: str


class Look(StrEnum):
    """Why a second person looked at an answer."""

    KEYED = "keyed"
    """Typed again without seeing the first answer."""
    ARBITRATED = "arbitrated"
    """Judged between two answers that differ."""
    SAMPLED = "sampled"
    """Drawn by lot to learn how often answers are wrong."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """A second person's word on an answer.

    Attributes:
        look: why they looked.
        entry_id: the case.
        column: ministry column.
        at: key of the decision that was looked at.
        first: who gave that decision.
        who: who looked.
        verdict: what the second person says of the cell, as a decision's verdict.
        text: the text they say stands there, '' for none.
        agrees: whether both say the same.
        became: key of the decision that came of it, '' if none did.
    """

    look: Look
    entry_id: int
    column: str
    at: str
    first: str
    who: str
    verdict: str
    text: str
    agrees: bool
    became: str
