"""Script typefaces for drawing: which there are, and which stay reserved for measuring."""

import re
from pathlib import Path

RESERVED = frozenset((
    "mali", "dancing-script", "gwendolyn", "oooh-baby", "square-peg",  # excluded: reserved for measuring
    "estonia", "the-nautigal", "shantell-sans", "vujahday-script", "send-flowers",  # excluded: reserved for measuring
))  # fmt: skip
"""Hands that stay unseen: drawn with only to measure, never to train, tune or show."""

PACKAGE = re.compile(r"^(?:fontsource-)?(.+?)(?:-[0-9]+[.][0-9]+[.][0-9]+)?[.]tgz$")
"""``fontsource-NAME-VERSION.tgz``, as `npm pack` names its files, or plainly ``NAME.tgz``."""


class ReservedFace(ValueError):
    """A typeface kept for measuring was about to be used for training."""


def family(path: Path) -> str:
    """Return the name of the typeface that a font file holds, without its weight, or that a package of `npm pack` holds."""
    return PACKAGE.sub(r"\1", path.name.lower()).removesuffix(".ttf").split("~")[0]


def refuse_reserved(paths: list[Path]) -> None:
    """Check that no face is kept for measuring.

    Raises:
        ReservedFace: one is; all of them are named.
    """
    kept = sorted({family(path) for path in paths} & RESERVED)
    if kept:
        raise ReservedFace(f"kept for measuring, never for training: {', '.join(kept)}")
