"""Script typefaces for drawing: which there are, and which stay reserved for measuring."""

from pathlib import Path

RESERVED = frozenset(
    {
        "mali",
        "dancing-script",
        "gwendolyn",
        "oooh-baby",
        "square-peg",
        "estonia",
        "the-nautigal",
        "shantell-sans",
        "vujahday-script",
        "send-flowers",
    }
)
"""Hands that stay unseen: drawn with only to measure, never to train, tune or show."""


class ReservedFace(ValueError):
    """A typeface kept for measuring was about to be used for training."""


def family(path: Path) -> str:
    """Return the name of the typeface a font file or package holds, without its weight."""
    return path.name.removesuffix(".tgz").removesuffix(".ttf").split("~")[0].lower()


def refuse_reserved(paths: list[Path]) -> None:
    """Check that no face is kept for measuring.

    Raises:
        ReservedFace: one is; all of them are named.
    """
    kept = sorted({family(path) for path in paths} & RESERVED)
    if kept:
        raise ReservedFace(f"kept for measuring, never for training: {', '.join(kept)}")
