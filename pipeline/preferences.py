"""How each person likes the screens: language, size of type, contrast. Kept by name in ``SOHOA_HOME``, so it follows from PC to PC."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from pipeline import notes
from pipeline.config import Config

LANGUAGES = ("vi", "en")
SIZES = (100, 125, 150)
"""Sizes of type, percent. WCAG 2.2 (1.4.4) asks for text that can be twice as large; the browser's own zoom goes on from here."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """What one person likes.

    Attributes:
        language: of the screens, one of ``LANGUAGES``.
        size: of type, percent, one of ``SIZES``.
        contrast: whether contrast is raised.
    """

    language: str = "vi"
    size: int = 100
    contrast: bool = False


def of(config: Config, who: str) -> Preferences:
    """Return what a person likes; what is not said, or makes no sense, is as usual."""
    said, usual = notes.read(_note(config, who)), Preferences()
    language, size, contrast = said.get("language"), said.get("size"), said.get("contrast")
    return Preferences(
        language if language in LANGUAGES else usual.language,
        size if size in SIZES else usual.size,
        contrast if isinstance(contrast, bool) else usual.contrast,
    )


def keep(config: Config, who: str, liked: Preferences) -> None:
    """Remember what a person likes.

    Raises:
        StoreError: it cannot be written.
    """
    notes.write(_note(config, who), asdict(liked))


def _note(config: Config, who: str) -> Path:
    return config.home / "preferences" / f"{sha256(normalize('NFC', who).encode()).hexdigest()[:16]}.json"
