"""How a hand is misread: one word read in place of another one, judged by all cells of a book together.

One hand writes one word in one way, and so it is misread in one way: in one cell the recogniser offers what is meant as well, in the
next it does not. How alike two words look in a hand is therefore told by the other cells in which the one is read, if the recogniser
offers the other in at least half of them; a cell that for itself sees less likeness is lifted to their mean, and no further.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from pipeline.weigh._book import Belief, Spot
from pipeline.weigh._place_ends import ends, place

FEWEST = 3
"""Other cells in which the recogniser offers the word."""

OFFERED = 0.5
"""Share of the other cells in which it does."""

Words = tuple[str, str]
"""A word as it is read, and the one that is meant."""


class Hand:
    """How alike words of places look in the hand of a book.

    Words that stand in a text which a person decided are read rightly: nothing is put in their place.
    """

    def __init__(self) -> None:
        self._odds: dict[Words, dict[Spot, float]] = defaultdict(dict)
        self._offered: dict[Words, dict[Spot, float]] = defaultdict(dict)
        self._sums: dict[Words, float] = defaultdict(float)
        self._stand: set[str] = set()

    def sees(self, spot: Spot, belief: Belief, words: Words, texts: Sequence[str]) -> None:
        """Take in how likely, by the ink of a cell, texts with the word that is meant are against the most probable reading."""
        odds = min(0.0, max(map(belief.weight, texts)) - belief.weight(_read(belief)))
        self._odds[words][spot] = odds
        if any(belief.spelt(text) in belief.ink for text in texts):
            self._offered[words][spot] = odds
            self._sums[words] += odds

    def decided(self, spot: Spot, belief: Belief | None, text: str) -> None:
        """Take in what a person decided of a cell, and what the recogniser had seen there."""
        self._stand |= set(_words(text))
        if belief is not None and (words := _off(_words(_read(belief)), _words(text))):
            self.sees(spot, belief, words, [text])

    def lift(self, spot: Spot, words: Words) -> float:
        """Return the log-odds by which a cell sees less likeness than the other cells of the hand; 0 where they do not tell."""
        seen, offered = self._odds[words], self._offered[words]
        others = len(offered) - (spot in offered)
        if words[0] in self._stand or others < max(FEWEST, OFFERED * (len(seen) - 1)):
            return 0.0
        return max(0.0, (self._sums[words] - offered.get(spot, 0.0)) / others - seen[spot])


def one_word_off(belief: Belief, texts: Sequence[str], listed: AbstractSet[str]) -> dict[Words, list[str]]:
    """Return the texts whose end is in a list and that are one word off the most probable reading of a cell, which is in none.

    Args:
        belief: of the cell.
        texts: what may stand in it.
        listed: ends in the lists.
    """
    read, found = _read(belief), defaultdict[Words, list[str]](list)
    if not any(end in listed for end in ends(read)):
        said = _words(read)
        for text in texts:
            if (words := _off(said, _words(text))) and any(end in listed for end in ends(text)):
                found[words].append(text)
    return found


def _read(belief: Belief) -> str:
    return max(belief.ink, key=belief.weight)


def _words(text: str) -> list[str]:
    return place(text).key.replace(",", " ").split()


def _off(read: Sequence[str], meant: Sequence[str]) -> Words | None:
    """Return the one word in which two texts differ, None where they differ in none or in more."""
    if len(read) != len(meant):
        return None
    off = [pair for pair in zip(read, meant, strict=True) if pair[0] != pair[1]]
    return off[0] if len(off) == 1 else None
