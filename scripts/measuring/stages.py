"""Does every stage pay? Books read with all stages of their form, and without each of them."""

from __future__ import annotations

import argparse
import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.forms import loader
from scripts.measuring.pages import LEVELS, counts, read, shares, shares_line
from scripts.measuring.record import Section

SHARES = (
    ("entries", "entries_found", "entries"),
    ("top1", "top1", "fields"),
    ("top5", "top5", "fields"),
    ("cer", "edits", "chars"),
)
"""What is shown of each level: the name, and the counts of ``score.py`` whose quotient it is."""


HELP = "what every cleaning stage is worth, on books with truth"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of books, each with truth.json; score.py beside them")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder)


def measure(folder: Path) -> Section:
    """Read every book of a folder with all stages and without each; ``score.py`` lies beside the books."""
    forms = {
        book.parent.name: json.loads(book.read_text(encoding="utf-8"))["form"] for book in folder.glob("*/truth.json")
    }
    every = dict.fromkeys(stage for form in set(forms.values()) for stage, _ in loader.load(form).stages)
    rows = {"all stages": _scored(folder, forms, "")}
    rows |= {f"without `{stage}`": _scored(folder, forms, stage) for stage in every}
    head = (
        "| stages | "
        + " | ".join(f"level {level}: {', '.join(name for name, _, _ in SHARES)}" for level in LEVELS)
        + " | s a page |"
    )
    lines = [
        head,
        "|---|---|---|---|---|",
        *(f"{shares_line(name, row, SHARES)} {row['seconds']:.2f} |" for name, row in rows.items()),
    ]
    return Section(f"Stages, {folder.name}", "\n".join(lines), rows)


def _scored(folder: Path, forms: Mapping[str, str], without: str) -> dict[str, Any]:
    """Return the shares of each level, and the seconds a page, when the forms lack a stage ('' for none)."""
    seconds: list[float] = []
    with tempfile.TemporaryDirectory() as place:
        home, out = Path(place) / "home", Path(place) / "out"
        (home / "forms").mkdir(parents=True)
        out.mkdir()
        before = os.environ.get("SOHOA_HOME")
        os.environ["SOHOA_HOME"] = str(home)
        try:
            for book, form in sorted(forms.items()):
                target = out / f"{book}.json"
                read(
                    sorted((folder / book).glob("*.jpg")), target, None, 1, form=_lacking(form, without, home / "forms")
                )
                seconds += [page["seconds"] for page in json.loads(target.read_text(encoding="utf-8"))["pages"]]
        finally:
            os.environ.pop("SOHOA_HOME")
            if before is not None:
                os.environ["SOHOA_HOME"] = before
        levels = shares(counts(folder, out), SHARES)
    return {**levels, "seconds": round(sum(seconds) / max(1, len(seconds)), 3)}


def _lacking(form: str, stage: str, own: Path) -> str:
    """Write a form without a stage among the office's own forms; return its name."""
    text = (loader.FOLDER / f"{form}.toml").read_text(encoding="utf-8")
    less = (
        re.sub(rf'^\[\[stages\]\]\nname = "{stage}"\n(?:\w+ = .*\n)*\n?', "", text, flags=re.MULTILINE)
        if stage
        else text
    )
    (own / f"{form}-measured.toml").write_text(less, encoding="utf-8")
    return f"{form}-measured"
