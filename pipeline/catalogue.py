"""Parts are found by their file name: ``pipeline/stages/deskew.py`` holds the stage ``deskew``, class ``Deskew``."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.errors import BadForm


def names(package: ModuleType) -> list[str]:
    """Return the names of all parts of a package, sorted."""
    folder = Path(str(package.__file__)).parent
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


def class_name(name: str) -> str:
    """Return the class a part's file must define: ``ruled_rows`` gives ``RuledRows``."""
    return "".join(word.capitalize() for word in name.split("_"))


def part(package: ModuleType, name: str) -> Any:
    """Return the class of one part.

    Raises:
        BadForm: no such part; the message lists those that exist.
    """
    name = name.replace("-", "_")
    if not name.isidentifier() or name.startswith("_") or find_spec(f"{package.__name__}.{name}") is None:
        known = ", ".join(names(package))
        raise BadForm(f"Không có phần «{name}» trong {package.__name__}. Hiện có: {known}.")
    return getattr(import_module(f"{package.__name__}.{name}"), class_name(name))
