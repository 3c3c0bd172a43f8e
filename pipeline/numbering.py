"""Numbers of a register as they are written: ``12``, ``012``, ``12/2018``, ``01/2018``, ``1.000``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.vietnamese import nfc

_WRITTEN = re.compile(
    r"(?:(?:quyển\s*)?số\s*:?\s*|quyển\s*:?\s*)?([1-9]\d{0,2}\.\d{3}|\d{1,6})(?:\s*[/-]\s*(\d{4}))?\.?", re.IGNORECASE
)
"""A dot before three digits parts the thousands, as everywhere in Vietnam; any other dot says nothing certain."""


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
    value = int(found[1].replace(".", "")) if found else 0
    if found is None or value == 0:
        return None
    return Number(value, int(found[2]) if found[2] else None)
