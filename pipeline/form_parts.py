"""The forms that are looked for on a page, and the parts that each names, made with the settings it gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import ModuleType
from typing import Any

from pipeline import layouts, stages
from pipeline.catalogue import part
from pipeline.errors import BadForm
from pipeline.forms import Form
from pipeline.layouts import Layout
from pipeline.sheets import Sheet
from pipeline.stages import Stage


@dataclass(frozen=True, slots=True)
class Sought:
    """The forms that a page may have; ``named`` if the clerk said which, and there is one."""

    forms: tuple[Form, ...]
    named: bool

    @property
    def alone(self) -> Sought:
        """The forms that a single page holds whole."""
        return replace(self, forms=tuple(form for form in self.forms if not form.facing))


def by_foot(sheet: Sheet, forms: Sequence[Form]) -> list[tuple[int, list[Form]]]:
    """Return the forms by the row, px, to which their printed words are looked for, the least reading first.

    Raises:
        BadForm: a form names a part that does not exist.
    """
    feet = {form.name: layout_of(form).words_end(sheet) for form in forms}
    return [(foot, [form for form in forms if feet[form.name] == foot]) for foot in sorted(set(feet.values()))]


def cleaned(sheet: Sheet, form: Form) -> Sheet:
    """Return the sheet after all stages of a form.

    Raises:
        BadForm: the form names a part that does not exist.
    """
    for name, settings in form.stages:
        stage: Stage = _made(stages, name, settings)
        sheet = stage(sheet)
    return sheet


def layout_of(form: Form) -> Layout:
    """Return the layout of a form.

    Raises:
        BadForm: the form names a part that does not exist.
    """
    layout: Layout = _made(layouts, form.layout, form.settings)
    return layout


def _made(package: ModuleType, name: str, settings: Mapping[str, Any]) -> Any:
    """Return a part with the settings of a form.

    Raises:
        BadForm: there is no such part, or it has no such setting.
    """
    kind = part(package, name)
    known = [setting.name for setting in fields(kind)]
    unknown = sorted(settings.keys() - set(known))
    if unknown:
        raise BadForm(f"«{name}» không có thiết lập {', '.join(unknown)}. Hiện có: {', '.join(known)}.")
    return kind(**settings)
