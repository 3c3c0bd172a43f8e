"""Makes all files of ``models/lexicons`` from the sources; the same sources give the same bytes."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from unicodedata import is_normalized

from scripts.lexicons import people, places, sources, terms
from scripts.lexicons.tables import FACTS, Row, WrongSource, read, text

SUMS = "SHA256SUMS"

DECISION = re.compile(r"Nghị quyết|Nghị định|Quyết định|Sắc lệnh|NQ-TVQH")
"""What names a decision. A fact that names none is kept, and its years are not certain."""

LISTED = {
    "madnh-2023": "admin63_madnh_2023.tsv",
    "units-2025-03": "admin63_2025-03.tsv",
    "units-2025-07": "admin34_post2025.tsv",
}


def built(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Return the text of every file by name, and what of the sources was left out and why.

    Raises:
        WrongSource: a source contradicts itself or the facts.
    """
    older, newer, after = (sources.listed(folder / file, name) for name, file in LISTED.items())
    units = sources.joined(older, newer)
    land = places.Land.of(units)
    names, spoilt = people.names(read(FACTS / "names.tsv"), folder)
    lists = {name: terms.terms(name) for name in terms.LISTS}
    if gone := terms.missing_peoples(lists["ethnic"], folder / "ethnic54.txt"):
        raise WrongSource(f"facts/ethnic.tsv lacks {gone}")
    files = {
        "provinces.tsv": text(places.PROVINCES, places.provinces(_decided("provinces.tsv"), units, after, land)),
        "districts.tsv": text(places.DISTRICTS, places.districts(_decided("districts.tsv"), units, land)),
        "communes.tsv": text(places.COMMUNES, places.communes(units, after)),
        "kinds.tsv": text(terms.KINDS, read(FACTS / "kinds.tsv")),
        "names.tsv": text(people.NAMES, names),
        **{f"{name}.tsv": text(terms.TERMS, rows) for name, rows in lists.items()},
    }
    if wrong := [name for name, content in files.items() if not is_normalized("NFC", content)]:
        raise WrongSource(f"not NFC: {wrong}")
    files[SUMS] = sums(files)
    return files, [f"{name}: no spelling allows it" for name in spoilt]


def sums(files: dict[str, str]) -> str:
    """Return the SHA-256 of every file as ``sha256sum --check`` reads it."""
    digests = {name: hashlib.sha256(content.encode()).hexdigest() for name, content in files.items()}
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items()))


def written(files: dict[str, str], folder: Path) -> None:
    """Write the files; lines end with a line feed everywhere."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


def _decided(name: str) -> Iterable[Row]:
    for row in read(FACTS / name):
        yield row if DECISION.search(row["decision"]) else {**row, "certain": "no"}
