"""What a cell of a kind can hold at all: a date is a date, a card has 9 or 12 digits, a number is a number.

Source: the forms of values in domain.md §1.6 and §3.3. A text of another form stays possible: a clerk may have written a remark.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from pipeline import dates, numbering
from pipeline.dates import PartialDate
from pipeline.weigh._book import Belief, Book, Spot, Word
from pipeline.weigh._dated import Style, held, style

AGE = re.compile(r"\d{1,3}\s*tuổi", re.IGNORECASE)
CARD = re.compile(r"\d{9}|\d{12}")
LIVED = range(1850, 2101)
"""Years that a date of a register can lie in: of people entered from 1960 on, the oldest born a century before."""

REASON = "không đúng dạng của ô này"


@dataclass(frozen=True, slots=True)
class ValueForm:
    """Against texts that are no value of their kind, and for the value that stands in them.

    Attributes:
        formless: log-odds against a text of no known form.
        bare: log-odds against a date of which only the wording («năm 1989») differs from the bare date.
        partial: log-odds against a date of registration without its day.
    """

    formless: float
    bare: float
    partial: float

    def heard(self, book: Book) -> Iterable[Word]:
        """Return a word on each cell in which a text of no known form was read."""
        written = style(book)
        for spot, kind in book.cells(lambda _, kind: kind in FORMS):
            belief = book.belief(spot)
            if belief is not None:
                gains = self._dates(spot, belief, written) if kind == "partial_date" else self._others(kind, belief)
                if gains:
                    yield Word(spot, gains, f"chữ khác {REASON}")

    def _others(self, kind: str, belief: Belief) -> dict[str, float]:
        return {text: -self.formless for text in belief.ink if not FORMS[kind](text)}

    def _dates(self, spot: Spot, belief: Belief, written: Style) -> dict[str, float]:
        """Return the gains of a date's texts and of the dates that stand in them."""
        gains: dict[str, float] = {}
        for text in belief.ink:
            date = _lived(dates.parse(text))
            inside = next(held(text), None)
            if date is None and not AGE.fullmatch(text):
                gains[text] = -self.formless
                if inside is not None:
                    gains.setdefault(written.written(inside), 0.0)
            elif inside is not None and not text[:1].isdigit():
                bare = written.written(inside)
                gains[text] = -self.bare
                if belief.spelt(bare) not in belief.ink:
                    gains[bare] = max(gains.get(bare, -60.0), belief.weight(text) - belief.weight(bare))
            if spot.column == "ngayDangKy" and date is not None and date.day is None:
                gains[text] = gains.get(text, 0.0) - self.partial
        return gains


def _lived(date: PartialDate | None) -> PartialDate | None:
    """Return a date if anybody in a register may have lived then."""
    return date if date is not None and date.year in LIVED else None


FORMS: Mapping[str, Callable[[str], object]] = {
    "partial_date": lambda text: _lived(dates.parse(text)),
    "date_words": lambda text: _lived(dates.parse_words(text)),
    "number": numbering.parse,
    "id_number": lambda text: CARD.fullmatch(re.sub(r"[\s.]", "", text)),
}
"""What tells a value of each kind."""
