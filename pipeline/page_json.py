"""One read page in the stable form of ``sohoa read --json`` (design §6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.entries import ReadPage


def told(file: str, read: ReadPage) -> Mapping[str, Any]:
    """Return one page as other programs read it."""
    return {
        "file": file,
        "form": read.form,
        "seconds": read.seconds,
        "trail": list(read.trail),
        "quality": dict(read.quality),
        "entries": [
            {
                "fields": {
                    column: {
                        "value": r.text,
                        "confidence": round(r.confidence, 4),
                        "state": str(r.ink),
                        "alternatives": [
                            {"value": c.text, "confidence": round(c.probability, 4)} for c in r.alternatives
                        ],
                        "box": [r.box.x, r.box.y, r.box.w, r.box.h],
                        "reasons": list(r.reasons),
                        "read": [{"value": c.text, "confidence": round(c.probability, 4)} for c in r.read],
                    }
                    for column, r in entry.items()
                }
            }
            for entry in read.entries
        ],
    }
