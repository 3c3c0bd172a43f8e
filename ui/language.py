"""The language of the screens: a module of words says its English where this run of the screen is in English.

Words are asked for by name (``words.TITLE``) each time they are drawn, so that two people may read two languages at once. What
``ui.english`` does not have is said in Vietnamese, as are the sentences that the program itself says.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from types import ModuleType
from typing import Any

ENGLISH = "en"

_spoken: ContextVar[str] = ContextVar("language", default="vi")


def speak(language: str) -> None:
    """Say everything that is drawn from now on, in this run, in a language."""
    _spoken.set(language)


class Words(ModuleType):
    """A module of Vietnamese words that knows their English."""

    def __getattribute__(self, name: str) -> Any:
        """Return the word in the language of this run."""
        said = super().__getattribute__(name)
        if not name.isupper() or _spoken.get() != ENGLISH:
            return said
        from ui import english  # noqa: PLC0415  it names the keys of the Vietnamese words, so it is loaded after them

        table: Mapping[str, Any] = english.WORDS
        return table.get(name, said)


def title(words: ModuleType, said: str) -> str:
    """Return in the language of this run what a module of words said in Vietnamese when it was loaded."""
    name = next((name for name, word in vars(words).items() if word == said and isinstance(word, str)), "")
    return str(getattr(words, name)) if name else said
