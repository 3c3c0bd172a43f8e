"""The screens in English: every word of every module has its English, with the same keys and the same gaps to fill."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any

import pytest

from pipeline.forms import REGISTERS
from pipeline.ministry_columns import of_register
from ui import column_titles, language, words, words_accounts, words_views
from ui.front import titles

UI = Path(words.__file__).parent
MODULES = sorted(file.stem for file in UI.glob("words*.py"))
NAMED_IN_THEMSELVES = {"words_views.LANGUAGES"}
"""Words without English: a language is called what its own people call it."""

VIETNAMESE = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹáàãéèíìóòõúùý]", re.IGNORECASE)
TONES = {"rising (sắc)", "falling (huyền)", "asking (hỏi)", "tumbling (ngã)", "heavy (nặng)"}
"""English words that name a tone by its Vietnamese name too, as it stands in every primer."""


def spelled(module: ModuleType) -> dict[str, Any]:
    """Return the words that a module says, whatever the run speaks."""
    return {name: said for name, said in vars(module).items() if name.isupper()}


def leaves(word: Any) -> Iterator[str]:
    """Yield the texts of a word."""
    if isinstance(word, str):
        yield word
    else:
        for inner in word.values() if isinstance(word, Mapping) else word:
            yield from leaves(inner)


def shape(word: Any) -> Any:
    """Return what code looks up in a word and what it fills in, without what is said."""
    if isinstance(word, str):
        return sorted(name for _, name, _, _ in Formatter().parse(word) if name is not None)
    if isinstance(word, Mapping):
        return {key: shape(inner) for key, inner in word.items()}
    return [shape(inner) for inner in word]


def says_something(word: Any) -> bool:
    """Tell whether a word has letters beside its gaps: «{hits} / {of}» is the same in every language."""
    return any(any(map(str.isalpha, "".join(text for text, *_ in Formatter().parse(leaf)))) for leaf in leaves(word))


def english(module: str) -> ModuleType:
    """Return the English beside a module of words."""
    return import_module(f"ui.english.{module}")


@pytest.fixture
def _in_english() -> Iterator[None]:
    language.speak("en")
    yield
    language.speak("vi")


def needed(module: str) -> dict[str, Any]:
    """Return the words of a module that need English."""
    return {
        name: word
        for name, word in spelled(import_module(f"ui.{module}")).items()
        if f"{module}.{name}" not in NAMED_IN_THEMSELVES and says_something(word)
    }


@pytest.mark.parametrize("module", MODULES)
def test_every_word_has_its_english_and_none_has_it_in_vain(module: str) -> None:
    assert set(spelled(english(module))) == set(needed(module))


@pytest.mark.parametrize("module", MODULES)
def test_both_languages_have_the_same_keys_and_the_same_gaps(module: str) -> None:
    theirs = spelled(english(module))
    assert {name: shape(word) for name, word in theirs.items()} == {n: shape(w) for n, w in needed(module).items()}


@pytest.mark.parametrize("module", MODULES)
def test_no_two_columns_of_a_table_have_one_heading(module: str) -> None:
    heads = {name: word for name, word in spelled(english(module)).items() if isinstance(word, tuple)}
    assert [name for name, word in heads.items() if len(set(word)) < len(word)] == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_words_says_its_english(module: str) -> None:
    assert isinstance(import_module(f"ui.{module}"), language.Words)


@pytest.mark.parametrize("module", MODULES)
def test_no_english_word_was_left_in_vietnamese(module: str) -> None:
    texts = [text for word in spelled(english(module)).values() for text in leaves(word)]
    assert [text for text in texts if VIETNAMESE.search(text) and text not in TONES] == []


def test_the_keys_of_the_help_are_the_same_in_both_languages() -> None:
    mine, theirs = language.in_each(words_views, "KEYS").values()
    assert [[keys for keys, _ in rows] for _, rows in theirs] == [[keys for keys, _ in rows] for _, rows in mine]


@pytest.mark.parametrize(("spoken", "said"), [("vi", "Bàn giao"), ("en", "Hand over")])
def test_a_screen_speaks_the_language_of_its_person(spoken: str, said: str) -> None:
    language.speak(spoken)
    try:
        assert said == words.HAND_OVER
    finally:
        language.speak("vi")


@pytest.mark.usefixtures("_in_english")
def test_one_name_in_two_modules_is_two_words() -> None:
    assert (words.AGAIN, words_accounts.AGAIN) == ("Look again at the cases left behind", "New password once more")


@pytest.mark.parametrize(("spoken", "said"), [("vi", "12,5"), ("en", "12.5")])
def test_a_number_has_the_mark_of_its_language(spoken: str, said: str) -> None:
    language.speak(spoken)
    try:
        assert language.decimal(12.46) == said
    finally:
        language.speak("vi")


@pytest.mark.usefixtures("_in_english")
def test_a_language_is_named_in_itself() -> None:
    assert words_views.LANGUAGES["vi"] == "Tiếng Việt"


@pytest.mark.usefixtures("_in_english")
def test_the_bar_names_every_screen_in_english() -> None:
    assert [title for title in titles().values() if VIETNAMESE.search(title)] == []


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("", "vi"),
        ("vi-VN,vi;q=0.9,en-US;q=0.8,en;q=0.7", "vi"),
        ("fr-FR,fr;q=0.9", "vi"),
        ("*", "vi"),
        ("en;q=0", "vi"),
        ("en;q=0.5,vi;q=0.5", "vi"),
        ("endless", "vi"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("en-US,en;q=0.9,vi;q=0.8", "en"),
        ("fr, en ; q=0.3", "en"),
        ("vi;q=0.2, en;q=0.3", "en"),
    ],
)
def test_a_browser_is_answered_in_the_language_it_asks_for_first(accepted: str, spoken: str) -> None:
    assert language.wished(accepted) == spoken


def asked_too_early(source: str) -> list[str]:
    """Return the words that a file asks for when it is loaded, and not when it draws."""
    tree = ast.parse(source)
    called = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "ui"
        for alias in node.names
        if alias.name in MODULES
    }
    later = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        for part in (node.body if isinstance(node.body, list) else [node.body])
        for inner in ast.walk(part)
    }
    return [
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in called
        and id(node) not in later
    ]


@pytest.mark.parametrize(
    "file", [file for file in sorted(UI.rglob("*.py")) if file.stem not in MODULES], ids=lambda file: file.stem
)
def test_words_are_asked_for_when_they_are_drawn(file: Path) -> None:
    assert asked_too_early(file.read_text(encoding="utf-8")) == []


def test_a_word_that_is_asked_for_too_early_is_found() -> None:
    source = "from ui import words as said\nTITLE = said.TITLE\ndef show(text=said.BOOKS):\n    return said.PAGE\n"
    assert asked_too_early(source) == ["said.TITLE", "said.BOOKS"]


EVERY_COLUMN = sorted({one.name for register in REGISTERS for one in of_register(register)})


@pytest.mark.parametrize("column", EVERY_COLUMN)
def test_every_column_of_the_ministry_has_an_english_title(column: str) -> None:
    assert column_titles.english(column)
    assert not VIETNAMESE.search(column_titles.english(column))


@pytest.mark.usefixtures("_in_english")
@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("nksHoTen", "Full name of the child"),
        ("nksNgaySinh", "Date of birth"),
        ("chaNgaySinh", "Father: date of birth"),
        ("so", "Number"),
        ("cotRieng", "Cột riêng"),
    ],
)
def test_a_column_is_called_by_its_english_title(column: str, said: str) -> None:
    assert column_titles.title(column, "Cột riêng") == said


def test_in_vietnamese_a_column_keeps_the_title_of_its_form() -> None:
    assert column_titles.title("nksHoTen", "Họ, chữ đệm, tên") == "Họ, chữ đệm, tên"
