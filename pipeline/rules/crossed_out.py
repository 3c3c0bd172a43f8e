"""A case that the clerk crossed out is still one of the book, but nobody should take it for a valid one unseen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Book, Crossed, Entry, Finding, Severity
from pipeline.forms import loader
from pipeline.rules._places import Place, places
from pipeline.strike_outs import crossed


@dataclass(frozen=True, slots=True)
class CrossedOut:
    """Note a case, or cells of one, that a stroke strikes out on the page.

    The note stays when the cells are decided: that a case was struck out is as true then.
    """

    def __call__(self, book: Book, entries: Sequence[Entry]) -> list[Finding]:
        """Return one finding per case with something struck out, in page order."""
        return [finding for place in places(book, entries) if (finding := _of(place))]


def _of(place: Place) -> Finding | None:
    entry = place.entry
    columns = [column for column in loader.load(entry.form).columns if column.name in entry.readings]
    found = {column: how for column in columns if (how := crossed(entry.readings[column.name]))}
    if not found:
        return None
    if Crossed.ROW in found.values():
        said = f"{Crossed.ROW} trong sổ. Hãy xem trường hợp còn giá trị không; số của trường hợp vẫn được đếm."
    else:
        cells = ", ".join(f"«{column.title}»" for column in found)
        said = f"ô {cells} có chữ bị gạch trong sổ. Hãy xem chữ nào còn giá trị."
    names = tuple(column.name for column in found)
    return Finding("crossed_out", Severity.NOTE, f"{place.heading}: {said}", (entry.id,), names)
