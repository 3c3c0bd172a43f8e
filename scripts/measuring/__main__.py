"""Runs one measurement by name."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from scripts.measuring import hand, pages, record, rules


def main() -> int:
    """Measure, print the section, and keep it in the record; with ``--json`` also write the raw figures."""
    parser = argparse.ArgumentParser(prog="scripts/measure", description=__doc__)
    commands = parser.add_subparsers(required=True)
    of_pages = commands.add_parser("pages", help="cells, forms, fields and time on books with truth")
    of_pages.add_argument("folder", type=Path, help="folder of books, each with truth.json; score.py beside them")
    of_pages.add_argument("--recogniser", help="engine for the cells; hand where its weights are, else tesseract")
    of_pages.add_argument("--json", type=Path, help="also write the raw figures here")
    of_pages.set_defaults(measure=lambda chosen: pages.measure(chosen.folder, chosen.recogniser))
    of_hand = commands.add_parser("hand", help="errors of the handwriting recogniser on lines or cells of known text")
    of_hand.add_argument("folder", type=Path, help="folder with labels.tsv (path, tab, text), or of books with truth")
    of_hand.add_argument("--part", default="", help="only lines whose path begins so, such as val/")
    of_hand.add_argument("--kind", default="text", help="kind of value of the lines, such as place: its language helps")
    of_hand.add_argument("--json", type=Path, help="also write the raw figures here")
    of_hand.set_defaults(measure=lambda chosen: hand.measure(chosen.folder, chosen.part, chosen.kind))
    of_rules = commands.add_parser("rules", help="seconds and planted faults found of every rule on made-up books")
    of_rules.add_argument("--entries", type=int, default=rules.ENTRIES, help="entries of each book, 1000 or more")
    of_rules.add_argument("--json", type=Path, help="also write the raw figures here")
    of_rules.set_defaults(measure=lambda chosen: rules.measure(chosen.entries))
    chosen = parser.parse_args()
    section = chosen.measure(chosen)
    record.keep(section, " ".join(["scripts/measure", *_repeatable(sys.argv[1:])]))
    print(section.text)
    if chosen.json:
        chosen.json.write_text(json.dumps(section.figures, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _repeatable(words: list[str]) -> list[str]:
    """Return the words of the command without the place for the raw figures, which says nothing to others."""
    if "--json" not in words:
        return words
    at = words.index("--json")
    return words[:at] + words[at + 2 :]


if __name__ == "__main__":
    sys.exit(main())
