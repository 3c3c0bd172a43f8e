"""Runs one measurement by name."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from pipeline.errors import RegisterError
from scripts.measuring import clean, hand, lines, pages, quality, record, rules, torn, weigh
from scripts.measuring.record import Section

BOOKS = "folder of books, each with truth.json"

OF_A_FOLDER: Mapping[str, tuple[str, str, Callable[[Path], Section]]] = {
    "clean": (
        "ink of worn pages against the true ink, with Otsu, Sauvola, Wolf and unpaper",
        "folder of NAME.jpg or NAME.png, each with NAME.truth.png (0 is ink)",
        clean.measure,
    ),
    "lines": (
        "text lines and columns found on ledgers whose lines are known",
        "folder of NAME.jpg, each with NAME.json (baselines, columns)",
        lines.measure,
    ),
    "quality": ("measures of pictures at which reading falls apart, on damaged pages", BOOKS, quality.measure),
    "torn": ("texts proposed where paper is torn off or covered", "folder of books with pages", torn.measure),
}
"""Measurements that want a folder and nothing else: what they say, of what folder, and by what."""


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
    for name, (words, folder, measure) in OF_A_FOLDER.items():
        of_folder = commands.add_parser(name, help=words)
        of_folder.add_argument("folder", type=Path, help=folder)
        of_folder.add_argument("--json", type=Path, help="also write the raw figures here")
        of_folder.set_defaults(measure=partial(_on_folder, measure))
    of_weighing = commands.add_parser("weigh", help="how much every witness helps, on books that were read before")
    of_weighing.add_argument("folder", type=Path, help="folder of books, each with truth.json; score.py beside them")
    of_weighing.add_argument("read", type=Path, help="folder with BOOK.json of each, written by sohoa read --json")
    of_weighing.add_argument("--json", type=Path, help="also write the raw figures here")
    of_weighing.set_defaults(measure=lambda chosen: weigh.measure(chosen.folder, chosen.read))
    chosen = parser.parse_args()
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


def _on_folder(measure: Callable[[Path], Section], chosen: argparse.Namespace) -> Section:
    return measure(chosen.folder)


def _repeatable(words: list[str]) -> list[str]:
    """Return the words of the command without the place for the raw figures, which says nothing to others."""
    if "--json" not in words:
        return words
    at = words.index("--json")
    return words[:at] + words[at + 2 :]


if __name__ == "__main__":
    sys.exit(main())
