"""Runs one measurement by name."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pipeline.errors import RegisterError
from scripts.measuring import clean, hand, hand_over, lines, pages, record, rules, weigh


def main() -> int:
    """Measure, print the section, and keep it in the record; with ``--json`` also write the raw figures."""
    chosen = _parser().parse_args()
    try:
        section = chosen.measure(chosen)
    except RegisterError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    record.keep(section, " ".join(["scripts/measure", *_repeatable(sys.argv[1:])]))
    print(section.text)
    if chosen.json:
        chosen.json.write_text(json.dumps(section.figures, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
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
    of_clean = commands.add_parser(
        "clean", help="ink of worn pages against the true ink, with Otsu, Sauvola, Wolf and unpaper"
    )
    of_clean.add_argument(
        "folder", type=Path, help="folder of NAME.jpg or NAME.png, each with NAME.truth.png (0 is ink)"
    )
    of_clean.add_argument("--json", type=Path, help="also write the raw figures here")
    of_clean.set_defaults(measure=lambda chosen: clean.measure(chosen.folder))
    of_lines = commands.add_parser("lines", help="text lines and columns found on ledgers whose lines are known")
    of_lines.add_argument("folder", type=Path, help="folder of NAME.jpg, each with NAME.json (baselines, columns)")
    of_lines.add_argument("--json", type=Path, help="also write the raw figures here")
    of_lines.set_defaults(measure=lambda chosen: lines.measure(chosen.folder))
    of_weighing = commands.add_parser("weigh", help="how much every witness helps, on books that were read before")
    of_weighing.add_argument("folder", type=Path, help="folder of books, each with truth.json; score.py beside them")
    of_weighing.add_argument("read", type=Path, help="folder with BOOK.json of each, written by sohoa read --json")
    of_weighing.add_argument("--json", type=Path, help="also write the raw figures here")
    of_weighing.set_defaults(measure=lambda chosen: weigh.measure(chosen.folder, chosen.read))
    _add_hand_over(commands)
    return parser


def _add_hand_over(commands: Any) -> None:
    of_hand_over = commands.add_parser("hand-over", help="legibility and size of case PDFs, and time of a hand-over")
    of_hand_over.add_argument("folder", type=Path, help="folder of books, each with truth.json; score.py beside them")
    of_hand_over.add_argument("--entries", type=int, default=1000, help="entries that are handed over")
    of_hand_over.add_argument("--json", type=Path, help="also write the raw figures here")
    of_hand_over.set_defaults(measure=lambda chosen: hand_over.measure(chosen.folder, chosen.entries))


def _repeatable(words: list[str]) -> list[str]:
    """Return the words of the command without the place for the raw figures, which says nothing to others."""
    if "--json" not in words:
        return words
    at = words.index("--json")
    return words[:at] + words[at + 2 :]


if __name__ == "__main__":
    sys.exit(main())
