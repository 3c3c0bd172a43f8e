"""An event is registered on its day or after it, perhaps decades after (domain.md §3.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Entry, Finding, Severity
from pipeline.rules._places import places
from pipeline.rules._written import day_in

EVENTS = (
    ("nksNgaySinh", "ngày sinh", Severity.ERROR),
    ("nktNgayChet", "ngày chết", Severity.ERROR),
    ("voNgaySinh", "ngày sinh của vợ", Severity.ERROR),
    ("chongNgaySinh", "ngày sinh của chồng", Severity.ERROR),
    ("cmNgaySinh", "ngày sinh của người là cha, mẹ", Severity.ERROR),
    ("ncNgaySinh", "ngày sinh của người con", Severity.ERROR),
    ("nxnNgaySinh", "ngày sinh của người được xác nhận", Severity.ERROR),
    ("ngayXacLapQuanHeHonNhan", "ngày xác lập quan hệ hôn nhân", Severity.WARNING),
)
"""Column of the day, what it tells, and how much it matters when it lies after the registration.

Late registration has no limit, and a marriage may count from long before it was registered (NĐ 123/2015 Đ.44 k.2). A
mother's or father's birth is compared with the child's, and the birth of the dead with the death: by other rules.
"""


@dataclass(frozen=True, slots=True)
class RegistrationBeforeEvent:
    """Doubt a registration on a day before what it registers."""

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per day in doubt, in page order."""
        findings = []
        for place in places(book, entries):
            if place.day is None:
                continue
            for column, what, severity in EVENTS:
                day = day_in(place.entry.best(column))
                if day and place.day.certainly_before(day):
                    message = (
                        f"{place.heading}: ngày đăng ký {place.day} trước {what} {day}. Hãy xem lại cả hai ô; "
                        "nếu sổ ghi đúng như vậy thì giữ nguyên."
                    )
                    findings.append(
                        Finding(
                            "registration_before_event", severity, message, (place.entry.id,), ("ngayDangKy", column)
                        )
                    )
        return findings
