"""Tables of text: tab-separated, UTF-8, NFC, the first line names the columns."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from unicodedata import normalize

Row = dict[str, str]

FACTS = Path(__file__).resolve().parent / "facts"


class WrongSource(ValueError):
    """A source or a table of facts says something that cannot be built; the message names file and line."""


def read(path: Path) -> list[Row]:
    """Return the rows of a table with a header.

    Raises:
        WrongSource: a line has more or fewer columns than the header.
    """
    lines = normalize("NFC", path.read_text(encoding="utf-8")).splitlines()
    header = lines[0].split("\t")
    rows = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(header):
            raise WrongSource(f"{path.name}:{number}: {len(cells)} columns, not {len(header)}")
        rows.append(dict(zip(header, cells, strict=True)))
    return rows


def bare(path: Path) -> list[list[str]]:
    """Return the rows of a source without a header, each cell with single spaces."""
    lines = normalize("NFC", path.read_text(encoding="utf-8")).splitlines()
    return [[" ".join(cell.split()) for cell in line.split("\t")] for line in lines if line.strip()]


def text(header: Sequence[str], rows: Iterable[Row]) -> str:
    """Return a table as it is written."""
    lines = ["\t".join(header), *("\t".join(row[column] for column in header) for row in rows)]
    return "\n".join(lines) + "\n"
