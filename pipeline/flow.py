"""How one picture becomes entries; the whole way on one screen.

clean -> printed words -> form -> cells -> ink -> candidates -> readings
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from pipeline import recognisers, second_look
from pipeline.catalogue import part
from pipeline.crossings import with_crossings
from pipeline.ditto_marks import as_mark, with_marks
from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.errors import UnknownForm
from pipeline.form_parts import Sought, by_foot, cleaned, layout_of
from pipeline.forms import SIDES, Form, loader
from pipeline.geometry import Box, project_box
from pipeline.ink import by_the_pen, with_ink
from pipeline.opening import facing, halves
from pipeline.paper import Missing, missing, with_paper
from pipeline.pen import separated
from pipeline.recognisers import Recogniser
from pipeline.recognisers.tesseract import Tesseract
from pipeline.reprint import Reprint, carried, learned
from pipeline.second_look import Typed
from pipeline.sheets import Cell, Picture, Sheet, Word
from pipeline.spreads import joined
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
"""So many prints a worker remembers, the newest first; looking for one costs about 20 ms a page (2026-11-26)."""

LEAST_TRACE = 0.35
"""A form named by the clerk is believed from here on. A table whose torn corner took headings along had 0.22, and wrong columns."""


GUESSED = "không thấy nhãn in của ô, vị trí ô được suy ra từ các ô bên cạnh"


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
        UnknownForm: the printed text fits no described form, or not the named one, or no entry is seen.
        BadForm: the form names a part that does not exist.
    """
    size = size or (picture.shape[1], picture.shape[0])
    whole = Sheet.of(picture, size)
    sought = Sought(tuple(loader.every() if form == AUTO else [loader.load(form)]), named=form != AUTO)
    spread = _spread(whole, sought, engines)
    found = spread or _pages(whole, sought.alone, engines)
    lost = missing(picture, size[0])
    read = [_entries(one, lost, size, engines) for one in found]
    entries = _joined(found, read, size) if spread else [entry for page in read for entry in page]
    if not entries:
        raise UnknownForm("Nhận ra biểu mẫu nhưng không thấy trường hợp nào trên trang.")
    first = found[0]
    return ReadPage(
        form=first.form.name,
        entries=tuple(entries),
        trail=(*first.sheet.trail, f"form {first.form.name} {first.likeness:.2f}", engines.hand.version),
        quality={"form_likeness": round(first.likeness, 3), **first.sheet.quality},
        seconds=0.0,
        size=size,
    )


def _spread(whole: Sheet, sought: Sought, engines: Engines) -> list[_Found]:
    """Return left and right page of an opening with a form whose rows run over both; nothing where there is none.

    Raises:
        UnknownForm: such a form was named, and these are not its two pages.
    """
    forms = [form for form in sought.forms if form.facing]
    try:
        return [
            _found(page, replace(sought, forms=tuple(form.on(side) for form in forms)), engines)
            for side, page in zip(SIDES, halves(whole) if forms else (), strict=False)
        ]
    except UnknownForm:
        if sought.named:
            raise
        return []


def _joined(
    found: Sequence[_Found], read: Sequence[list[dict[str, Reading]]], size: tuple[int, int]
) -> list[dict[str, Reading]]:
    """Return the rows of an opening, left and right half together, boxes in px of the delivered picture of ``size``."""
    sheet = found[1].sheet
    page = project_box(Box(0, 0, sheet.picture.shape[1], sheet.picture.shape[0]), sheet.to_scan).inside(*size)
    return joined(read[0], read[1], [column.name for column in found[1].form.columns], page)


def _pages(whole: Sheet, sought: Sought, engines: Engines) -> list[_Found]:
    """Return the page of a picture, or those of an opening: a form that stands upright does not fill a wide picture alone.

    Raises:
        UnknownForm: the printed text fits no form.
    """
    try:
        alone = [_found(whole, sought, engines)]
    except UnknownForm:
        if not (two := _facing(whole, sought, engines)):
            raise
        return two
    if alone[0].form.entries and not alone[0].form.drawn and facing(alone[0].sheet.picture):
        return _facing(whole, sought, engines) or alone
    return alone


def _facing(whole: Sheet, sought: Sought, engines: Engines) -> list[_Found]:
    """Return the pages of an opening that bear a form, both the same one; a blank page and one of another form are left out."""
    found: list[_Found] = []
    for page in halves(whole):
        with suppress(UnknownForm):
            one = _found(page, sought, engines)
            if not found or one.form == found[0].form:
                found.append(one)
    return found


def _entries(found: _Found, lost: Missing, size: tuple[int, int], engines: Engines) -> list[dict[str, Reading]]:
    """Return the readings of each entry of a page, boxes in px of the delivered picture of ``size``."""
    cells = with_ink(found.plain, layout_of(found.form)(found.sheet, found.words, found.form))
    kinds = {column.name: column.kind for column in found.form.columns}
    if found.form.table:
        cells = with_crossings(found.sheet.picture, with_marks(found.plain, cells, kinds))
    cells = with_paper(cells, lost, found.sheet)
    written = [cell.box for cell in cells if cell.ink is Ink.WRITTEN]
    page = separated(found.sheet.picture, [word.box for word in found.words], written)
    writings = [_writing(page.picture, cell, page.other) for cell in cells]
    cells = by_the_pen(cells, [writing.depth for writing in writings])
    shown = [writing.picture for writing in writings]
    if engines.hand.unruled:
        shown = [_writing(found.plain.picture, cell, page.other).picture for cell in cells]
    candidates = _candidates(kinds, cells, shown, engines)
    count = max((cell.entry for cell in cells), default=-1) + 1
    entries: list[dict[str, Reading]] = [{} for _ in range(count)]
    for cell, texts in zip(cells, candidates, strict=True):
        box = project_box(cell.box, found.sheet.to_scan).inside(*size)
        placed = engines.hand.calibrated and cell.label_found
        read = reading(cell.ink, box, texts, calibrated=placed)
        read = read if cell.label_found or not read.text else replace(read, reasons=(*read.reasons, GUESSED))
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


def _found(scan: Sheet, sought: Sought, engines: Engines) -> _Found:
    """Name the form; if no label is found the page may be upside down or on its side, so it is turned and tried again.

    Raises:
        UnknownForm: the printed text fits no form.
    """
    forms = {form.name: form for form in sought.forms}
    if not forms:
        raise UnknownForm("Biểu mẫu này nằm trên hai trang liền nhau, ảnh này không có đủ hai trang.")
    sheet = cleaned(scan, sought.forms[0])
    best: _Found | None = None
    for turns in (0, 2, 1, 3):
        turned = quarter(sheet, turns) if turns else sheet
        plain = Unrule()(turned)
        again = _seen_before(turned, plain, forms, engines.prints)
        if again is not None:
            return again
        printed: Sheet | None = None
        for foot, group in by_foot(turned, sought.forms):
            printed = printed or (PrintOnly()(plain) if foot else None)
            words = engines.print_reader.words(printed.picture[:foot]) if printed and foot else []
            ranked = sorted(
                ((layout_of(form).likeness(turned, words, form), form.name) for form in group), reverse=True
            )
            likeness, winner = ranked[0]
            lead = likeness - ranked[1][0] if len(ranked) > 1 else 1.0
            here = _Found(turned, plain, words, forms[winner], likeness)
            if likeness >= LEAST_LIKENESS and lead >= LEAST_LEAD:
                here = _looked_at_again(here, engines) if words else here
                _remember(learned(plain, here.words, winner, here.likeness), engines.prints)
                return here
            if best is None or likeness > best.likeness:
                best = here
    if best is not None and sought.named and best.likeness >= LEAST_TRACE:
        return best
    raise UnknownForm("Không nhận ra biểu mẫu của trang này.")


def _looked_at_again(found: _Found, engines: Engines) -> _Found:
    """Return the page with its badly read words read by the other engine, if more of the form's labels are seen so."""
    words = second_look.at_words(found.words, found.sheet, engines.hand)
    likeness = layout_of(found.form).likeness(found.sheet, words, found.form)
    return replace(found, words=words, likeness=likeness) if likeness > found.likeness else found


def _seen_before(sheet: Sheet, plain: Sheet, forms: Mapping[str, Form], prints: Sequence[Reprint]) -> _Found | None:
    """Return the page found by the print of an earlier one, which spares reading it."""
    for known in prints:
        if known.form in forms:
            words, form = carried(known, plain), forms[known.form]
            likeness = layout_of(form).likeness(sheet, words, form) if words else 0.0
            if known.is_kept_by(likeness):
                return _Found(sheet, plain, words, form, likeness)
    return None


def _remember(print_: Reprint | None, prints: list[Reprint]) -> None:
    if print_ is not None:
        prints.insert(0, print_)
        del prints[PRINTS:]


def _candidates(
    kinds: Mapping[str, str], cells: Sequence[Cell], pictures: Sequence[Picture], engines: Engines
) -> list[list[Candidate]]:
    """Return what the pictures of written cells may say; ``kinds`` names the kind of value of each column."""
    written = [i for i, cell in enumerate(cells) if cell.ink is Ink.WRITTEN]
    shown = [pictures[i] for i in written]
    read = engines.hand.read(shown, [kinds[cells[i].column] for i in written])
    if engines.hand.calibrated:
        read = second_look.at_cells(read, shown, engines.print_reader, engines.typed)
    candidates: list[list[Candidate]] = [[] for _ in cells]
    for i, texts in zip(written, read, strict=True):
        candidates[i] = as_mark(texts) if cells[i].ditto else texts
    return candidates


def _writing(sheet: Picture, cell: Cell, other: NDArray[np.uint8]) -> Writing:
    """Return the writing of a cell of a (H, W, 3) uint8 RGB sheet as a recogniser gets it; ``other`` as in ``Separated``."""
    box = cell.box
    return (
        whole(np.ascontiguousarray(sheet[box.y : box.bottom, box.x : box.right]))
        if cell.ruled
        else isolated(sheet, box, other)
    )
