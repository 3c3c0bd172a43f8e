"""Turns `@fontsource` packages into font files that cover Vietnamese: their subsets are joined to one file each."""

import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

from scripts.handwriting.alphabet import LETTERS
from scripts.handwriting.faces import family

SUBSETS = ("latin", "latin-ext", "vietnamese")


def unpack(package: Path, folder: Path) -> Iterator[Path]:
    """Write one TTF per weight of an `@fontsource` package that covers Vietnamese; yield their paths.

    Args:
        package: the .tgz that `npm pack` made.
        folder: where the TTF files go.
    """
    with tarfile.open(package) as archive, tempfile.TemporaryDirectory() as spot:
        members = {Path(member.name).name: member for member in archive.getmembers()}
        for weight in ("100", "200", "300", "400", "600", "700"):
            parts = []
            for subset in SUBSETS:
                name = f"{family(package)}-{subset}-{weight}-normal.woff2"
                if name in members and (stream := archive.extractfile(members[name])):
                    part = Path(spot) / f"{subset}.ttf"
                    part.write_bytes(stream.read())
                    font = TTFont(part)
                    font.flavor = None
                    font.save(part)
                    parts.append(part)
            made = folder / f"{family(package)}~{weight}.ttf"
            if parts and _joined(parts, made):
                yield made


def _joined(parts: list[Path], made: Path) -> bool:
    """Merge subsets into one file; False when it lacks a Vietnamese letter.

    Shaping rules of the Latin subset stay: joined hands need them. Those of the others clash with them and go.
    """
    for part in parts[1:]:
        font = TTFont(part)
        for table in ("GSUB", "GPOS", "GDEF"):
            if table in font:
                del font[table]
        font.save(part)
    options = Options(drop_tables=["DSIG", "STAT", "vhea", "vmtx", "prep", "fpgm", "cvt "])
    font = Merger(options).merge([str(part) for part in parts])
    if any(ord(letter) not in font.getBestCmap() for letter in LETTERS):
        return False
    font.save(made)
    return True
