"""Numbers of a register as they are written: ``12``, ``012``, ``12/2018``, ``01/2018``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.vietnamese import nfc

_WRITTEN = re.compile(r"(?:(?:quyển\s*)?số\s*:?\s*|quyển\s*:?\s*)?(\d{1,6})(?:\s*[/-]\s*(\d{4}))?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """The number of an entry or of a volume.

    Attributes:
        value: from 1.
        year: the year written behind it, None if there is none.
    """

    value: int
    year: int | None = None


def parse(text: str) -> Number | None:
    """Return the number, or None if there is none or it is not certain (``12a``, ``1?``, ``0``)."""
    found = _WRITTEN.fullmatch(nfc(text))
    if found is None or int(found[1]) == 0:
        return None
    return Number(int(found[1]), int(found[2]) if found[2] else None)
