"""What the package of a book is named by, as options of a command."""

from __future__ import annotations

import argparse
from typing import Any

from pipeline.store import PARTICULARS


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add one option for each particular."""
    for name, words in PARTICULARS.items():
        kind = int if name == "year" else str
        parser.add_argument(f"--{name}", type=kind, help=f"{words}, cho tên gói bàn giao")


def given(chosen: argparse.Namespace) -> dict[str, Any]:
    """Return the particulars that were given."""
    return {name: getattr(chosen, name) for name in PARTICULARS if getattr(chosen, name) is not None}
