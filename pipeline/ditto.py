"""Resolves ditto marks of tables: where a row says "as above" the text of the row above is proposed, with what is really written.

What the recogniser read stays beside the reading, so that weighing again finds the mark again. A proposal made so is never surer
than the row it is taken from, nor than the mark was read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.ditto_marks import NEVER
from pipeline.entries import Candidate, Reading, ReadPage
from pipeline.forms import loader
from pipeline.strike_outs import crossed, struck
from pipeline.vietnamese import nfc
from pipeline.weigh import OFFERED
from pipeline.weigh._book import Spot, by_ink

MARK = re.compile(r"-*\s*(?:[\"”“„″]+|''|//+|n\.?\s?t\.?|như trên)\s*-*|-+\s*[nt]\s*-+", re.IGNORECASE)
"""The ditto marks of the registers: ``"``, ``-"-``, ``//``, ``-//-``, ``nt``, ``-nt-``, ``n.t.``, ``như trên`` (issue 4); ``-t-`` is ``-nt-`` misread."""

REASON = "như dòng trên (trong sổ ghi «{written}»)"


def is_mark(text: str) -> bool:
    """Return whether a text says "as above" and nothing else."""
    return MARK.fullmatch(nfc(text).strip()) is not None


def resolved(pages: Sequence[ReadPage], known: Mapping[Spot, str]) -> list[ReadPage]:
    """Return the pages of a book with every ditto mark resolved to the row above, on the page before for a first row.

    A mark without a text above it stays as it is, and so does a cell that a person has decided.

    Args:
        pages: all pages in their order.
        known: texts that people have decided, by cell.
    """
    above: dict[str, Reading] = {}
    form, after = "", []
    for number, page in enumerate(pages):
        above, form = (above if page.form == form else {}), page.form
        if not loader.load(form).table:
            after.append(page)
            continue
        kinds = {column.name: column.kind for column in loader.load(form).columns}
        rows = []
        for place, entry in enumerate(page.entries):
            row = {}
            for column, reading in entry.items():
                decided = known.get(Spot(number, place, column))
                taken = decided is None and kinds.get(column) not in NEVER and column in above
                row[column] = _from_above(reading, above[column]) if taken else reading
                above[column] = row[column] if decided is None else replace(reading, text=decided, confidence=1.0)
            rows.append(row)
        after.append(replace(page, entries=tuple(rows)))
    return after


def _from_above(reading: Reading, above: Reading) -> Reading:
    said = by_ink(reading)
    if not said or not is_mark(said[0].text) or not above.text or is_mark(above.text):
        return reading
    mark = said[0]
    better = replace(
        reading,
        text=above.text,
        confidence=min(mark.probability, above.confidence),
        alternatives=(Candidate(mark.text, 0.0), *above.alternatives)[:OFFERED],
        reasons=(REASON.format(written=mark.text),),
        read=tuple(said),
    )
    return struck(better, crossed(reading))
