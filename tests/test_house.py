"""The house keeps its own rules: what style.md asks for and no linter knows."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.catalogue import class_name

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for folder in ("pipeline", "ui", "scripts") for path in (ROOT / folder).rglob("*.py"))
PARTS = [
    path
    for package in ("stages", "layouts", "recognisers", "rules", "exports")
    for path in sorted((ROOT / "pipeline" / package).glob("*.py"))
    if not path.stem.startswith("_")
]
LONGEST = 300
SHAPE = re.compile(r"\((?:[A-Z]\w*|\d+)\s*,(?:\s*(?:[A-Z]\w*|\d+)\s*,?)*\)")
ARRAY = re.compile(r"\b(?:NDArray|ndarray|Picture|Homography)\b")
FORBIDDEN = {
    *("data", "info", "item", "items", "object", "manager", "processor"),
    *("handler", "helper", "helpers", "util", "utils", "common", "misc", "base"),
}
FORBIDDEN_VERBS = {"process", "handle", "do"}


def place(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def words_of(name: str) -> list[str]:
    """Split ``snake_case`` and ``CamelCase`` into small letters."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)]


def forbidden_in(name: str) -> set[str]:
    words = words_of(name)
    return (FORBIDDEN & set(words)) | (FORBIDDEN_VERBS & set(words[:1]) if len(words) == 1 else set())


def says_a_shape(docstring: str) -> bool:
    return bool(SHAPE.search(docstring))


def definitions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def array_functions(path: Path) -> Iterator[ast.FunctionDef]:
    """Yield the public functions and methods that take or give an array of pixels or points."""
    for node in definitions(path):
        if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
            continue
        every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        notes = [one.annotation for one in every if one.annotation] + ([node.returns] if node.returns else [])
        if any(ARRAY.search(ast.unparse(note)) for note in notes):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_a_file_is_read_in_one_sitting(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{place(path)} has {lines} lines; the most is {LONGEST}: find the second idea in it"


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_a_public_function_on_arrays_says_their_shape(path):
    silent = [node.name for node in array_functions(path) if not says_a_shape(ast.get_docstring(node) or "")]
    assert not silent, f"{place(path)}: {', '.join(silent)} must say a shape such as (H, W, 3) or (N, 2)"


@pytest.mark.parametrize(
    ("docstring", "says"),
    [
        ("(H, W, 3) uint8 RGB", True),
        ("(N, 2) x, y in px", True),
        ("a (3, 3) homography", True),
        ("one (N,) profile", True),
        ("an array of points (x, y)", False),  # names of coordinates are no shape
        ("the picture (see above)", False),
    ],
)
def test_a_shape_is_told_from_a_pair_of_names(docstring, says):
    assert says_a_shape(docstring) is says


@pytest.mark.parametrize("path", [path for path in SOURCES if path.name == "__init__.py"], ids=place)
def test_a_package_defines_its_interface_and_imports_none_of_its_modules(path):
    own = place(path.parent).replace("/", ".")
    imported = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            imported += [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            imported += [f"{node.module}.{one.name}" for one in node.names]
    assert not [name for name in imported if name.startswith(f"{own}.") and own != "pipeline"]


@pytest.mark.parametrize("path", SOURCES, ids=place)
def test_names_say_what_a_thing_is(path):
    named = [path.stem, *(node.name for node in definitions(path))]
    wrong = {name: sorted(found) for name in named if (found := forbidden_in(name))}
    assert not wrong, f"{place(path)}: {wrong}; docs/glossary.md has the words of this house"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("PageManager", {"manager"}),
        ("get_info", {"info"}),
        ("process", {"process"}),
        ("date_helpers", {"helpers"}),
        ("dates", set()),
        ("database", set()),  # a word of its own, neither "data" nor "base"
        ("do_not_touch", set()),  # only the bare verb says nothing
        ("baseline", set()),
    ],
)
def test_an_empty_word_is_found_and_a_longer_word_is_left_alone(name, found):
    assert forbidden_in(name) == found


@pytest.mark.parametrize("path", PARTS, ids=place)
def test_a_part_is_found_by_its_file_name(path):
    classes = [node.name for node in definitions(path) if isinstance(node, ast.ClassDef)]
    assert class_name(path.stem) in classes, f"{place(path)} must define {class_name(path.stem)}, or begin with _"


def test_the_program_works_from_any_directory(tmp_path):
    read = "import ui; from pipeline.forms import loader; print(*loader.names())"
    done = subprocess.run(
        [sys.executable, "-c", read], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert "birth-2016" in done.stdout.split()


@pytest.mark.parametrize("name", ["scripts/setup", "scripts/test", "scripts/demo", ".ci/run"])
def test_a_script_stops_at_the_first_failure_and_finds_its_own_place(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "BASH_SOURCE[0]" in text


def test_the_lock_holds_what_the_project_asks_for_and_names_no_index():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["dev"]]
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.split()[0] for line in lock.splitlines() if line and not line.startswith((" ", "#", "-"))}
    pins = [
        re.sub(r"\[.*?\]", "", pin) for pin in [*asked, *project["build-system"]["requires"]]
    ]  # extras are pins of their own
    assert [pin for pin in pins if pin not in locked] == []
    assert "://" not in lock
