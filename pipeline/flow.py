"""How one picture becomes entries; the whole way on one screen.

clean -> printed words -> form -> cells -> ink -> candidates -> readings
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from types import ModuleType
from typing import Any

import numpy as np

from pipeline import layouts, recognisers, second_look, stages
from pipeline.catalogue import part
from pipeline.crossings import with_crossings
from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.errors import BadForm, UnknownForm
from pipeline.forms import Form, loader
from pipeline.geometry import project_box
from pipeline.ink import by_the_pen, with_ink
from pipeline.layouts import Layout
from pipeline.opening import facing
from pipeline.paper import Missing, missing, with_paper
from pipeline.recognisers import Recogniser
from pipeline.recognisers.tesseract import Tesseract
from pipeline.reprint import Reprint, carried, learned
from pipeline.second_look import Typed
from pipeline.sheets import Cell, Picture, Sheet, Word
from pipeline.stages import Stage
from pipeline.stages.print_only import PrintOnly
from pipeline.stages.turn import quarter
from pipeline.stages.unrule import Unrule
from pipeline.strike_outs import struck
from pipeline.strokes import Writing, isolated, whole
from pipeline.weigh import reading

AUTO = "auto"
LEAST_LIKENESS = 0.5
"""Share of a form's printed letters that must be seen for ``auto`` to name it."""

LEAST_LEAD = 0.08
"""How much better than the next form it must fit; measured: the right form leads by 0.14 or more on levels 0-2."""


PRINTS = 4
"""So many prints a worker remembers, the newest first; looking for one costs about 15 ms a page (2026-11-24)."""

LEAST_TRACE = 0.2
"""A form named by the clerk is believed from here on; below it the page is something else."""


@dataclass(frozen=True, slots=True)
class Engines:
    """What reads: ``print_reader`` finds printed labels, ``hand`` reads the cells; ``prints`` and ``typed`` grow with what pages show."""

    print_reader: Tesseract
    hand: Recogniser
    prints: list[Reprint] = field(default_factory=list)
    typed: Typed = field(default_factory=Typed)


def engines(name: str) -> Engines:
    """Return the engines of one worker; ``name`` is the recogniser for the cells.

    Raises:
        MissingPart: Tesseract or the recogniser's weights are not installed.
        BadForm: there is no such recogniser.
    """
    hand = part(recognisers, name)()
    return Engines(hand if isinstance(hand, Tesseract) else Tesseract(), hand)


def read_page(picture: Picture, form: str, engines: Engines, size: tuple[int, int] | None = None) -> ReadPage:
    """Read one page.

    Args:
        picture: (H, W, 3) uint8 RGB, the delivered picture upright by its EXIF, or a smaller copy of it.
        form: name of the form, or ``auto``.
        engines: what reads.
        size: width and height of the delivered picture, px, where ``picture`` is smaller; boxes lie on that.

    Raises:
        UnknownForm: the printed text fits no described form, or not the named one.
        BadForm: the form names a part that does not exist.
    """
    size = size or (picture.shape[1], picture.shape[0])
    whole = Sheet.of(picture, size)
    found = _pages(whole, form, engines)
    lost = missing(picture, size[0])
    entries = [entry for one in found for entry in _entries(one, lost, size, engines)]
    first = found[0]
    return ReadPage(
        form=first.form.name,
        entries=tuple(entries),
        trail=(*first.sheet.trail, f"form {first.form.name} {first.likeness:.2f}", engines.hand.version),
        quality={"form_likeness": round(first.likeness, 3), **first.sheet.quality},
        seconds=0.0,
        size=size,
    )


def _pages(whole: Sheet, form: str, engines: Engines) -> list[_Found]:
    """Return the page of a picture, or those of an opening: a form that stands upright does not fill a wide picture alone.

    Raises:
        UnknownForm: the printed text fits no form.
    """
    try:
        alone = [_found(whole, form, engines)]
    except UnknownForm:
        if not (halves := _facing(whole, form, engines)):
            raise
        return halves
    if alone[0].form.entries and facing(alone[0].sheet.picture):
        return _facing(whole, form, engines) or alone
    return alone


def _facing(whole: Sheet, form: str, engines: Engines) -> list[_Found]:
    """Return the pages of an opening that bear a form, both the same one; a blank page and one of another form are left out."""
    found: list[_Found] = []
    for page in facing(whole.picture) or ():
        cut = np.ascontiguousarray(whole.picture[page.y : page.bottom, page.x : page.right])
        back = np.array([[1, 0, page.x], [0, 1, page.y], [0, 0, 1]], np.float64)
        side = "left" if page.x == 0 else "right"
        with suppress(UnknownForm):
            one = _found(whole.then(f"{side} page of an opening", cut, back), form, engines)
            if not found or one.form == found[0].form:
                found.append(one)
    return found


def _entries(found: _Found, lost: Missing, size: tuple[int, int], engines: Engines) -> list[dict[str, Reading]]:
    """Return the readings of each entry of a page, boxes in px of the delivered picture of ``size``."""
    cells = with_ink(found.plain, _layout(found.form)(found.sheet, found.words, found.form))
    cells = with_paper(cells, lost, found.sheet.to_scan)
    cells = with_crossings(found.sheet.picture, cells) if found.form.entries == 0 else cells
    writings = [_writing(found.sheet.picture, cell) for cell in cells]
    cells = by_the_pen(cells, [writing.depth for writing in writings])
    candidates = _candidates(found, cells, [writing.picture for writing in writings], engines)
    count = max((cell.entry for cell in cells), default=-1) + 1
    entries: list[dict[str, Reading]] = [{} for _ in range(count)]
    for cell, texts in zip(cells, candidates, strict=True):
        box = project_box(cell.box, found.sheet.to_scan).inside(*size)
        placed = engines.hand.calibrated and cell.label_found
        read = reading(cell.ink, box, texts, calibrated=placed)
        read = read if cell.label_found or not read.text else _of_guessed_place(read)
        entries[cell.entry][cell.column] = struck(read, cell.crossed)
    return entries


@dataclass(frozen=True, slots=True)
class _Found:
    """A cleaned sheet, the same without rulings, its printed words and the form they name."""

    sheet: Sheet
    plain: Sheet
    words: Sequence[Word]
    form: Form
    likeness: float


def _found(scan: Sheet, name: str, engines: Engines) -> _Found:
    """Name the form; if no label is found the page may be upside down or on its side, so it is turned and tried again.

    Raises:
        UnknownForm: the printed text fits no form.
    """
    forms = loader.every() if name == AUTO else [loader.load(name)]
    sheet = _cleaned(scan, forms[0])
    best: _Found | None = None
    for turns in (0, 2, 1, 3):
        turned = quarter(sheet, turns) if turns else sheet
        plain = Unrule()(turned)
        again = _seen_before(turned, plain, forms, engines.prints)
        if again is not None:
            return again
        printed: Sheet | None = None
        for foot, group in _by_foot(turned, forms):
            printed = printed or (PrintOnly()(plain) if foot else None)
            words = engines.print_reader.words(printed.picture[:foot]) if printed and foot else []
            ranked = sorted(((_layout(form).likeness(turned, words, form), form.name) for form in group), reverse=True)
            likeness, winner = ranked[0]
            lead = likeness - ranked[1][0] if len(ranked) > 1 else 1.0
            here = _Found(turned, plain, words, loader.load(winner), likeness)
            if likeness >= LEAST_LIKENESS and lead >= LEAST_LEAD:
                here = _looked_at_again(here, engines) if words else here
                _remember(learned(plain, here.words, winner, here.likeness), engines.prints)
                return here
            if best is None or likeness > best.likeness:
                best = here
    if best is not None and name != AUTO and best.likeness >= LEAST_TRACE:
        return best
    raise UnknownForm("Không nhận ra biểu mẫu của trang này.")


def _looked_at_again(found: _Found, engines: Engines) -> _Found:
    """Return the page with its badly read words read by the other engine, if more of the form's labels are seen so."""
    words = second_look.at_words(found.words, found.sheet, engines.hand)
    likeness = _layout(found.form).likeness(found.sheet, words, found.form)
    return replace(found, words=words, likeness=likeness) if likeness > found.likeness else found


def _seen_before(sheet: Sheet, plain: Sheet, forms: Sequence[Form], prints: Sequence[Reprint]) -> _Found | None:
    """Return the page found by the print of an earlier one, which spares reading it."""
    names = {form.name for form in forms}
    for known in prints:
        if known.form in names:
            words, form = carried(known, plain), loader.load(known.form)
            likeness = _layout(form).likeness(sheet, words, form) if words else 0.0
            if known.is_kept_by(likeness):
                return _Found(sheet, plain, words, form, likeness)
    return None


def _remember(print_: Reprint | None, prints: list[Reprint]) -> None:
    if print_ is not None:
        prints.insert(0, print_)
        del prints[PRINTS:]


def _by_foot(sheet: Sheet, forms: Sequence[Form]) -> list[tuple[int, list[Form]]]:
    """Return the forms by the row, px, to which their printed words are looked for, the least reading first."""
    feet = {form.name: _layout(form).words_end(sheet) for form in forms}
    return [(foot, [form for form in forms if feet[form.name] == foot]) for foot in sorted(set(feet.values()))]


def _cleaned(sheet: Sheet, form: Form) -> Sheet:
    for name, settings in form.stages:
        stage: Stage = _made(stages, name, settings)
        sheet = stage(sheet)
    return sheet


def _layout(form: Form) -> Layout:
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


def _candidates(
    found: _Found, cells: Sequence[Cell], pictures: Sequence[Picture], engines: Engines
) -> list[list[Candidate]]:
    written = [i for i, cell in enumerate(cells) if cell.ink is Ink.WRITTEN]
    kinds = {column.name: column.kind for column in found.form.columns}
    of_kind = [kinds[cells[i].column] for i in written]
    if engines.hand.unruled:
        shown = [_writing(found.plain.picture, cells[i]).picture for i in written]
    else:
        shown = [pictures[i] for i in written]
    read = engines.hand.read(shown, of_kind)
    if engines.hand.calibrated:
        read = second_look.at_cells(read, shown, engines.print_reader, engines.typed)
    candidates: list[list[Candidate]] = [[] for _ in cells]
    for i, texts in zip(written, read, strict=True):
        candidates[i] = texts
    return candidates


def _writing(sheet: Picture, cell: Cell) -> Writing:
    """Return the writing of a cell of a (H, W, 3) uint8 RGB sheet as a recogniser gets it."""
    box = cell.box
    return (
        whole(np.ascontiguousarray(sheet[box.y : box.bottom, box.x : box.right]))
        if cell.ruled
        else isolated(sheet, box)
    )


def _of_guessed_place(read: Reading) -> Reading:
    return replace(read, reasons=(*read.reasons, "không thấy nhãn in của ô, vị trí ô được suy ra từ các ô bên cạnh"))
