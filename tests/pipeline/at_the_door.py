"""Who comes to the door in tests, and the clock there."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from pipeline.door import Door
from pipeline.staff import Session

NAME = "Lò Thị Mai"
GOOD = "Ruong-bac-thang-7"
OTHER = "Nuong-che-xanh-9"
HERE = "127.0.0.1"


@dataclass
class Clock:
    """A clock that goes on when it is told to."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 26, 8, tzinfo=UTC))

    def __call__(self) -> datetime:
        """Return what it shows."""
        return self.moment

    def later(self, **by: float) -> None:
        """Go on."""
        self.moment += timedelta(**by)


def session(door: Door, token: str) -> Session:
    """Return the session of a token, which is there."""
    found = door.session(token)
    assert found is not None
    return found
