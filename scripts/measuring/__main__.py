"""Runs one measurement by name."""

from __future__ import annotations

import argparse
import json
import sys
from importlib import import_module
from pathlib import Path

from pipeline.errors import RegisterError
from scripts.measuring import record

MEASUREMENTS = (
    "pages",
    "stages",
    "hand",
    "weigh",
    "rules",
    "clean",
    "lines",
    "desk",
    "sessions",
    "hand_over",
    "match",
    "quality",
    "torn",
)
"""Each a file of this folder with ``HELP``, ``arguments(parser)`` and ``run(chosen)``, which returns its section."""


def main() -> int:
    """Measure, print the section, and keep it in the record; with ``--json`` also write the raw figures."""
    parser = argparse.ArgumentParser(prog="scripts/measure", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name in MEASUREMENTS:
        measurement = import_module(f"scripts.measuring.{name}")
        one = commands.add_parser(name.replace("_", "-"), help=measurement.HELP)
        measurement.arguments(one)
        one.add_argument("--json", type=Path, help="also write the raw figures here")
        one.set_defaults(run=measurement.run)
    chosen = parser.parse_args()
    try:
        section = chosen.run(chosen)
    except RegisterError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    record.keep(section, " ".join(["scripts/measure", *_repeatable(sys.argv[1:])]))
    print(section.text)
    if chosen.json:
        chosen.json.write_text(json.dumps(section.figures, ensure_ascii=False, indent=1), encoding="utf-8")
    return 0


def _repeatable(words: list[str]) -> list[str]:
    """Return the words of the command as others may give it: without the place for raw figures, no path of this machine alone."""
    if "--json" in words:
        at = words.index("--json")
        words = words[:at] + words[at + 2 :]
    return [Path(word).name if Path(word).is_absolute() else word for word in words]


if __name__ == "__main__":
    sys.exit(main())
