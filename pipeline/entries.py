"""The plain values that travel between the floors: what was read, what was decided, what was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from unicodedata import normalize

from pipeline.errors import UsageError
from pipeline.geometry import Box


class Ink(StrEnum):
    """What lies in a cell."""

    WRITTEN = "written"
    BLANK = "blank"
    TORN = "torn"
    UNREADABLE = "unreadable"


class Verdict(StrEnum):
    """What a person said of a cell."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    BLANK = "blank"
    ILLEGIBLE = "illegible"
    TORN = "torn"
    VERIFY_LATER = "verify_later"
    ASK_SUPERIOR = "ask_superior"


OPEN_VERDICTS = frozenset({Verdict.VERIFY_LATER, Verdict.ASK_SUPERIOR})
"""Set aside: a person looked, and the cell still waits for a word that can be handed over."""

TEXT_VERDICTS = frozenset({Verdict.CONFIRMED, Verdict.CORRECTED})
"""Only these carry a text; every other verdict stands for an empty cell of the package."""

UNREAD_VERDICTS = frozenset({Verdict.ILLEGIBLE, Verdict.TORN})
"""Something stands or stood in the cell that nobody can read: empty in the package, and not blank (domain.md §7)."""

SURE = 0.95
"""Confidence from which a proposal is called sure: of twenty such, at most one is wrong if confidences are frequencies."""


class Crossed(StrEnum):
    """What a clerk struck out by hand; the words stand among the reasons of a reading."""

    ROW = "dòng này bị gạch"
    CELL = "trong ô này có chữ bị gạch"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One text a recogniser or the weighing thinks possible.

    Attributes:
        text: NFC, as written.
        probability: 0.0 to 1.0.
    """

    text: str
    probability: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The machine's opinion of one cell. Never a fact: only a person makes a Decision.

    Attributes:
        text: the proposal, NFC, empty where the cell has no ink or nothing could be read.
        confidence: 0.0 to 1.0, how often such a proposal is right.
        ink: what lies in the cell.
        box: the cell on the delivered picture, px.
        alternatives: other texts, most probable first; never the proposal itself.
        reasons: why, in words a clerk understands.
        normal: the normal form of the text (ISO-like date, digits only, …), empty where there is none.
        read: what the recogniser alone said, most probable first, kept when the reading was weighed or struck out; else empty.
    """

    text: str
    confidence: float
    ink: Ink
    box: Box
    alternatives: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    normal: str = ""
    read: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPage:
    """What the machine made of one picture.

    Attributes:
        form: name of the form.
        entries: one mapping per registered case in reading order, ministry column to reading.
        trail: the steps that made it, oldest first.
        quality: measures of the picture by name.
        seconds: time the page took from its file on disk to here; 0.0 until a worker says it.
        size: width, height of the delivered (turned upright by EXIF) picture, px.
    """

    form: str
    entries: tuple[Mapping[str, Reading], ...]
    trail: tuple[str, ...]
    quality: Mapping[str, float]
    seconds: float
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on one cell. Decisions are only ever added; the newest one counts.

    Attributes:
        column: ministry column.
        verdict: what was said.
        text: NFC text for confirmed and corrected, otherwise empty.
        who: name of the person.
        when: moment of the decision, UTC.
        key: id made by the screen so that a repeated sending is applied once.
        proposal: what the machine proposed at that moment, kept for the record.
    """

    column: str
    verdict: Verdict
    text: str
    who: str
    when: datetime
    key: str
    proposal: str = ""

    def __post_init__(self) -> None:
        """Bring the texts to NFC, and refuse a word that says nothing or that nobody says.

        Raises:
            UsageError: who, key, column or the text is missing, or there is a text where the verdict has none.
        """
        for name in ("column", "text", "who", "key", "proposal"):
            object.__setattr__(self, name, normalize("NFC", getattr(self, name)))
        if not (self.who.strip() and self.key.strip() and self.column.strip()):
            raise UsageError("Câu trả lời thiếu tên người trả lời, mã hoặc tên ô. Hãy trả lời lại ô này.")
        if self.verdict in TEXT_VERDICTS and not self.text.strip():
            raise UsageError("Câu trả lời không có chữ. Ô để trống thì chọn «Ô trống», không đọc được thì chọn lý do.")
        if self.verdict not in TEXT_VERDICTS and self.text:
            raise UsageError(f"Câu trả lời «{self.verdict}» không đi kèm chữ «{self.text}». Hãy trả lời lại ô này.")


class PageState(StrEnum):
    """How far a page has come."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Book:
    """One register book of a commune.

    Attributes:
        name: the clerk's name for it, unique in the store.
        form: name of its form, or ``auto``.
        commune: tên xã, for the name of the package.
        district: tên huyện.
        province: tên tỉnh.
        year: year of the book, 0 if not said.
        volume: number of the book within the year (quyển), as in ``01``.
    """

    name: str
    form: str
    commune: str = ""
    district: str = ""
    province: str = ""
    year: int = 0
    volume: str = ""


@dataclass(frozen=True, slots=True)
class NewPage:
    """One page to be added to a book.

    Attributes:
        source: name of the delivered file, NFC (with ``#n`` for page n of a file of many pages).
        sha256: of the delivered file (hex).
        index: page within the delivered file, from 0.
        picture: upright picture to read, below the store's folder of pictures.
        delivered: untouched copy of the delivered file, below the same folder.
        quality: measures of the picture by name (``pipeline.retake``).
    """

    source: str
    sha256: str
    index: int
    picture: Path
    delivered: Path
    quality: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One page picture of a book in the store.

    Attributes:
        id: number given by the store.
        book: name of the book.
        number: place in the book, from 1.
        source: name of the delivered file (with ``#n`` for page n of a file of many pages).
        picture: the picture to read, upright and complete; the delivered file itself is kept beside it untouched.
        sha256: of the delivered file (hex).
        state: how far it has come.
        reason: why it failed, in Vietnamese; empty otherwise.
    """

    id: int
    book: str
    number: int
    source: str
    picture: Path
    sha256: str
    state: PageState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One registered case with everything known about it.

    Attributes:
        id: number given by the store.
        page: its page.
        order: place on the page, from 1.
        form: name of the form it was read with.
        readings: the machine's opinion by column.
        decisions: the newest decision by column.
    """

    id: int
    page: Page
    order: int
    form: str
    readings: Mapping[str, Reading] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    def decided(self, column: str) -> str | None:
        """Return the text a person stands for ('' for a cell said to hold none), or None if still open."""
        decision = self.decisions.get(column)
        if decision is None or decision.verdict in OPEN_VERDICTS:
            return None
        return decision.text if decision.verdict in TEXT_VERDICTS else ""

    def unread(self, column: str) -> bool:
        """Return True if a person said that what stands there cannot be read."""
        return column in self.decisions and self.decisions[column].verdict in UNREAD_VERDICTS

    def best(self, column: str) -> str:
        """Return the decided text, else the proposal, else ''. For rules and screens, never for a package."""
        text = self.decided(column)
        if text is not None:
            return text
        reading = self.readings.get(column)
        return reading.text if reading else ""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule's doubt; never a correction.

    Attributes:
        rule: file name of the rule.
        severity: how much it matters.
        message: Vietnamese sentence that names the place.
        entry_ids: entries it is about.
        columns: columns it is about.
        proposed: True if it rests on a proposal of the machine that nobody has looked at.
    """

    rule: str
    severity: Severity
    message: str
    entry_ids: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()
    proposed: bool = False
