"""The screens in English: every word that has an English one has the same shape in both languages."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from ui import english, language, words, words_views

SPOKEN = sorted(english.WORDS)


def vietnamese(name: str) -> Any:
    """Return a word as it is written in its module."""
    return vars(words).get(name, vars(words_views).get(name))


def leaves(word: Any) -> Iterator[str]:
    """Yield the texts of a word."""
    if isinstance(word, str):
        yield word
    elif isinstance(word, dict):
        for inner in word.values():
            yield from leaves(inner)
    else:
        for inner in word:
            yield from leaves(inner)


def keys(word: Any) -> Any:
    """Return what code looks up in a word."""
    return set(word) if isinstance(word, dict) else len(word) if isinstance(word, tuple) else None


@pytest.mark.parametrize("name", SPOKEN)
def test_an_english_word_stands_for_a_vietnamese_one(name: str) -> None:
    assert vietnamese(name) is not None


@pytest.mark.parametrize("name", [name for name in SPOKEN if name != "KEYS"])
def test_both_languages_are_asked_for_the_same(name: str) -> None:
    assert keys(english.WORDS[name]) == keys(vietnamese(name))


@pytest.mark.parametrize("name", SPOKEN)
def test_both_languages_leave_the_same_gaps_to_fill(name: str) -> None:
    gaps = [sorted(re.findall(r"\{\w+\}", text)) for text in leaves(vietnamese(name))]
    assert [sorted(re.findall(r"\{\w+\}", text)) for text in leaves(english.WORDS[name])] == gaps


def test_the_keys_of_the_help_are_the_same_in_both_languages() -> None:
    mine = [[keys for keys, _ in rows] for rows in vietnamese("KEYS").values()]
    assert [[keys for keys, _ in rows] for rows in english.WORDS["KEYS"].values()] == mine


@pytest.mark.parametrize(("spoken", "said"), [("vi", "Bàn giao"), ("en", "Hand over")])
def test_a_screen_speaks_the_language_of_its_person(spoken: str, said: str) -> None:
    language.speak(spoken)
    try:
        assert said == words.HAND_OVER
    finally:
        language.speak("vi")


@pytest.mark.parametrize(
    "name",
    [
        "RECORD",  # the review screen has no English yet
        "LANGUAGES",  # a language is named in itself
    ],
)
def test_what_has_no_english_is_said_in_vietnamese(name: str) -> None:
    language.speak("en")
    try:
        assert getattr(words if name in vars(words) else words_views, name) == vietnamese(name)
    finally:
        language.speak("vi")


def test_a_title_that_was_loaded_in_vietnamese_is_shown_in_english() -> None:
    language.speak("en")
    try:
        assert language.title(words, "Bàn giao") == "Hand over"
    finally:
        language.speak("vi")
