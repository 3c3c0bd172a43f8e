"""Small notes of an installation, one JSON file each: written whole or not at all, and read back without trust."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.placing import passing


def write(path: Path, said: Mapping[str, Any]) -> None:
    """Put a note in the place of the one before.

    Raises:
        StoreError: the folder cannot be written; the note before is untouched.
    """
    with passing(path.parent) as place:
        place.put(place.write([json.dumps(said, ensure_ascii=False).encode()]), path)


def read(path: Path) -> dict[str, Any]:
    """Return a note, {} where there is none or it is none of ours."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return said if isinstance(said, dict) else {}
