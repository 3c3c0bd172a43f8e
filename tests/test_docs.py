"""What can be asked for is written down: every command, form, part and setting."""

import argparse
import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path

import pytest

from pipeline import catalogue, cli, exports, layouts, recognisers, rules, stages
from pipeline.desk import TARGETS
from pipeline.errors import Exit
from pipeline.forms import KINDS, loader
from ui import words

ROOT = Path(__file__).resolve().parent.parent
PARTS = (ROOT / "docs" / "parts.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "scans").rglob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
PACKAGES = (stages, layouts, recognisers, rules, exports)
EVERY = [(package, name) for package in PACKAGES for name in catalogue.names(package)]


def section(title: str) -> str:
    """Return what stands below ``### `title` `` up to the next heading, or '' if there is no such heading."""
    found = re.search(rf"^### `{re.escape(title)}`(.*?)(?=^##|\Z)", PARTS, re.MULTILINE | re.DOTALL)
    return found.group(1).strip() if found else ""


def commands() -> dict[str, argparse.ArgumentParser]:
    for action in cli.parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def options() -> Iterator[tuple[str, str]]:
    for command, parser in commands().items():
        for action in parser._actions:
            yield from ((command, option) for option in action.option_strings if option.startswith("--"))


def named(value):
    package, name = value
    return f"{package.__name__.rpartition('.')[2]}-{name}"


@pytest.mark.parametrize("part", EVERY, ids=named)
def test_every_part_has_a_section_with_all_its_settings(part):
    kind, text = catalogue.part(*part), section(part[1])
    assert text, f"docs/parts.md has no section ### `{part[1]}`"
    settings = [one.name for one in fields(kind) if one.init] if is_dataclass(kind) else []
    assert [name for name in settings if f"`{name}`" not in text] == []


@pytest.mark.parametrize("part", EVERY, ids=named)
def test_the_written_default_of_a_setting_is_the_real_one(part):
    kind, text = catalogue.part(*part), section(part[1])
    settings = [one for one in fields(kind) if one.init] if is_dataclass(kind) else []
    defaults = {one.name: one.default if one.default_factory is MISSING else one.default_factory() for one in settings}
    assert [name for name, default in defaults.items() if f"`{name}` ({default})" not in text] == []


@pytest.mark.parametrize("name", loader.names())
def test_every_form_has_a_section_with_its_title_and_layout(name):
    form, text = loader.load(name), section(name)
    assert form.title in text
    assert f"`{form.layout}`" in text


def test_no_section_describes_what_is_gone():
    described = set(re.findall(r"^### `([^`]+)`", PARTS, re.MULTILINE))
    assert described == {name for _, name in EVERY} | set(loader.names()) | {f"sohoa {name}" for name in commands()}


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme_and_has_a_section(command):
    assert f"sohoa {command}" in README
    assert section(f"sohoa {command}")


@pytest.mark.parametrize(("command", "option"), [one for one in options() if one[1] != "--help"])
def test_every_option_is_described_with_its_command(command, option):
    assert f"`{option}" in section(f"sohoa {command}")


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_of_a_hand_over_is_described_and_has_words_on_the_screen(target):
    assert f"`{target}`" in section("sohoa hand-over")
    assert target in words.TARGETS


def test_the_screen_offers_no_target_that_does_not_exist():
    assert list(words.TARGETS) == list(TARGETS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_value_is_described(kind):
    assert f"`{kind}`" in PARTS


@pytest.mark.parametrize("code", list(Exit))
def test_every_exit_code_is_described(code):
    assert f"| {int(code)} |" in PARTS


MESSAGES = re.findall(r"^\| `([^`]+)` \|", (ROOT / "docs" / "windows.md").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_that_is_explained_is_one_the_program_says(message):
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py")]
    written = re.compile(r"(\d+|\{\w+\})".join(re.escape(part) for part in re.split(r"\d+", message)))
    assert any(written.search(source) for source in sources)


@pytest.mark.parametrize("name", ["SOHOA_HOME", "SOHOA_STORE"])
def test_what_the_environment_may_say_is_in_the_readme(name):
    assert name in README


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_between_the_pages_leads_somewhere(path):
    links = LINK.findall(path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[x](docs/a.md)", ["docs/a.md"]),
        ("[x](docs/a.md#place)", ["docs/a.md"]),
        ("![x](a.png)", ["a.png"]),
        ("[x](https://example.org/a.md)", []),  # the tests need no network
        ("[x](#place)", []),  # a place on the same page
        ("`fields[0](1, 2)`", []),  # code that looks like one
    ],
)
def test_a_link_to_a_file_is_told_from_the_others(text, links):
    assert LINK.findall(text) == links


def test_the_changelog_begins_with_this_version():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    first = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert first is not None
    assert first.group(1) == version
