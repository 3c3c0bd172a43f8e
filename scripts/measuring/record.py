"""Keeps each measurement as one section of ``docs/measurements.md``; measuring again replaces the section."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[2] / "docs" / "measurements.md"
HEAD = """# Measurements

Every section is written by the command it names; run it again to check. Times on shared machines are noisy: read the
ratios against the baseline of the same run.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One measurement.

    Attributes:
        title: heading of its section, unique in the record.
        text: Markdown.
        figures: the raw figures by name.
    """

    title: str
    text: str
    figures: Mapping[str, Any]


def keep(section: Section, command: str) -> None:
    """Write or replace a section, with its command, date and machine."""
    text = FILE.read_text(encoding="utf-8") if FILE.exists() else HEAD
    about = f"`{command}` · {datetime.now(UTC).date().isoformat()} · {_machine()}"
    whole = f"## {section.title}\n\n{about}\n\n{section.text.strip()}\n"
    pattern = re.compile(rf"^## {re.escape(section.title)}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
    text = pattern.sub(lambda _: whole + "\n", text) if pattern.search(text) else f"{text.rstrip()}\n\n{whole}"
    FILE.write_text(text.rstrip() + "\n", encoding="utf-8")


def _machine() -> str:
    tesseract = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True)
    version = (tesseract.stdout or tesseract.stderr).splitlines()[0]
    return f"{os.cpu_count()} cores {platform.machine()}, {platform.system()}, Python {platform.python_version()}, {version}"
