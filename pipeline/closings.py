"""Plain values about how a book stands: its closing totals, and what the ministry's system said of its entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class ClosingTotal:
    """What a book says of itself where it was closed (Luật Hộ tịch Đ.58), as a person has copied it.

    Attributes:
        cases: cases registered in it.
        pages: pages written on, 0 if nobody has said it.
        who: who copied it.
        when: moment of copying, UTC.
    """

    cases: int
    pages: int
    who: str
    when: datetime

    def __post_init__(self) -> None:
        """Refuse what cannot be a total.

        Raises:
            UsageError: it counts no cases, fewer than no pages, or nobody says it.
        """
        if self.cases < 1 or self.pages < 0:
            raise UsageError("Số khóa sổ phải từ 1 trở lên. Hãy chép đúng số trường hợp ghi ở cuối sổ.")
        if not self.who.strip():
            raise UsageError("Chưa có tên người chép số khóa sổ. Hãy ghi họ tên.")


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """What the ministry's system said of one row.

    Attributes:
        line: line in the file.
        number: of the entry, as the file has it.
        volume: of the entry, '' if the file does not say.
        accepted: whether the system took it.
        reason: why not, as the system said; '' if it was taken.
    """

    line: int
    number: str
    volume: str
    accepted: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """One report of the ministry's system, as loaded.

    Attributes:
        name: of the file.
        sha256: of the file (hex).
        register: of its rows: ``KS``, …
        who: who loaded it.
        when: moment of loading, UTC.
        rows: its rows.
    """

    name: str
    sha256: str
    register: str
    who: str
    when: datetime
    rows: tuple[ReportedRow, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many cells of one entry have an answer.

    Attributes:
        decided: answered for good.
        set_aside: looked at and still open.
        changed: moment of the newest answer, UTC.
    """

    decided: int
    set_aside: int
    changed: datetime
