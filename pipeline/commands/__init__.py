"""The commands of ``sohoa``: one file each, found by its name (``take_in.py`` is ``sohoa take-in``).

A file has ``HELP``, its line in the list of all commands; ``arguments(parser)``, which says what it takes; and
``run(chosen)``, which asks the desk, prints and returns the exit code. Failures go up to ``pipeline.cli``.
"""

from __future__ import annotations

import argparse
from typing import Protocol

from pipeline.errors import Exit

ORDER = (
    *("take_in", "contact_sheet", "book", "template", "read", "review", "check", "match"),
    *("hand_over", "import_report", "coverage", "demo", "account", "audit"),
)
"""All commands, as a book meets them."""


class Command(Protocol):
    """What a file of this folder defines."""

    HELP: str

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Say what the command takes."""
        ...

    def run(self, chosen: argparse.Namespace) -> Exit:
        """Do it; raises RegisterError where it cannot be done."""
        ...
