"""The language of the screens: a module of words says its English where this run of the screen is in English.

Words are asked for by name (``words.TITLE``) each time they are drawn, so that two people may read two languages at once. Each
module of words has its English beside it under the same name in ``ui.english``. What the program itself says is Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

VIETNAMESE = "vi"
ENGLISH = "en"

WISH = re.compile(r"(?:^|,)\s*(vi|en)(?:-[a-z0-9-]+)?\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?(?=,|$)", re.IGNORECASE)
"""One of our languages in an ``Accept-Language`` (RFC 9110, 12.5.4), with its weight; 1 where none is written."""

_spoken: ContextVar[str] = ContextVar("language", default=VIETNAMESE)


def speak(language: str) -> None:
    """Say everything that is drawn from now on, in this run, in a language."""
    _spoken.set(language)


def spoken() -> str:
    """Return the language of this run."""
    return _spoken.get()


def wished(accepted: str) -> str:
    """Return which of our languages a browser would rather read, Vietnamese if it names neither.

    Args:
        accepted: its header ``Accept-Language``.
    """
    weights = {language.lower(): float(weight or 1) for language, weight in reversed(WISH.findall(accepted))}
    return ENGLISH if weights.get(ENGLISH, 0.0) > weights.get(VIETNAMESE, 0.0) else VIETNAMESE


def decimal(number: float) -> str:
    """Return a number with one decimal, after the mark of the language of this run."""
    said = f"{number:.1f}"
    return said if spoken() == ENGLISH else said.replace(".", ",")


class Words(ModuleType):
    """A module of Vietnamese words that knows their English."""

    def __getattribute__(self, name: str) -> Any:
        """Return the word in the language of this run."""
        said = super().__getattribute__(name)
        return _in_english(self).get(name, said) if name.isupper() and spoken() == ENGLISH else said


def in_each(words: ModuleType, name: str) -> Mapping[str, Any]:
    """Return a word of a module by language, whatever this run speaks."""
    said = vars(words)[name]
    return {VIETNAMESE: said, ENGLISH: _in_english(words).get(name, said)}


@cache
def _in_english(words: ModuleType) -> Mapping[str, Any]:
    """Return the English words of a module."""
    return vars(import_module(f"ui.english.{words.__name__.rpartition('.')[2]}"))
