"""Tells the printed labels on the template of a book from writing that shows through, and where each label ends.

What pages share is print, but where hands wrote at the same place a shade of writing is left and is read as words. A label stands
before its ruling or dotted line, ends in a colon, and is as dark as other print.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.alignment import Grey
from pipeline.sheets import Word

Ruling = tuple[float, float, float]
"""Left, right and height in px of a level ruling."""

SHORTEST = 36
"""px at half size: a ruling shorter than this is no place for writing (a year takes 40 at 200 dpi A4)."""

CLEAR = 0.6
"""Confidence from which a word is print: what is left of handwriting is read with less."""

SURE = 0.9
"""Confidence from which a word is print however faint, if it stands on no ruling: dots at its end bring a label's last word down to nothing, no other."""

APART = 1.5
"""Words nearer than so many heights of a word belong to one label."""

SPACE = 0.8
"""Widest space between the words of a label, in heights of a word: beyond it ink is no more of the label."""

COLON = 0.35
"""Share of the darkness of a label that its colon has at least; the paper between it and the dots has none."""

DARK = 0.65
"""Share of the usual darkness of print that a doubtful word must have: shades of writing had 0.4 to 0.6, faint print 0.7."""

UNDER = 0.5
"""Share of a word under which a ruling must run for the word to stand on it."""

RISE = 4
"""px at half size over a ruling that may be its own dots."""


def printed(picture: Grey, words: Sequence[Word], rulings: Sequence[Ruling] = ()) -> list[Word]:
    """Return the words that are print or may be the end of printed ones: shades of handwriting are dropped.

    Print that stands on a ruling is kept where it is as dark as other print: where dots begin close behind a label, feet of letters
    are taken for dots.

    Args:
        picture: (H, W) uint8 grey print at half the size of a cleaned page.
        words: boxes in px of it.
        rulings: of the whole print, in px.
    """
    depths = [_depth(picture, word) for word in words]
    sure = [depth for word, depth in zip(words, depths, strict=True) if word.confidence >= SURE and _spelt(word.text)]
    least = DARK * float(np.median(sure)) if sure else 0.0
    return [
        word
        for word, depth in zip(words, depths, strict=True)
        if depth >= least or (word.confidence >= SURE and not _stands_on(word, rulings))
    ]


def labels(words: Sequence[Word], rulings: Sequence[Ruling]) -> list[list[Word]]:
    """Return the labels of one row, left to right, each as its words.

    Args:
        words: what is printed in the row, boxes in px.
        rulings: of the row, in px. A doubtful word with no ruling between it and the label before it is writing over the line.
    """
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.box.x):
        last = groups[-1][-1] if groups else None
        near = last is not None and word.box.x - last.box.right < APART * max(word.box.h, last.box.h)
        if near and not _ended(groups[-1][-1]) and _goes_on(word):
            groups[-1].append(word)
        elif _spelt(word.text) and word.confidence >= (CLEAR if last is None or _ruled(last, word, rulings) else SURE):
            groups.append([word])
    return groups


def end_of(picture: Grey, label: Sequence[Word], rulings: Sequence[Ruling]) -> float:
    """Return the x in px at which the print of a label ends.

    Ink that goes on behind its last word read is followed up to the ruling; where a dotted line was read as part of the last word,
    the label ends with the last ink before the line.

    Args:
        picture: (H, W) uint8 grey print.
        label: its words, left to right, boxes in px.
        rulings: of its row, in px.
    """
    last = label[-1].box
    within = [left for left, _, _ in rulings if last.x + 0.3 * last.w < left <= last.right]
    behind = [left for left, _, _ in rulings if left > last.right]
    if within:
        inked = _inked(picture, label, rulings, (last.x, int(within[0])), COLON)
        return float(last.x + inked if inked else within[0])
    if not behind or any(left <= last.right < right for left, right, _ in rulings):
        inked = _inked(picture, label, rulings, (last.x, last.right), COLON)
        return float(last.x + inked if inked else last.right)
    return float(last.right + _inked(picture, label, rulings, (last.right, int(min(behind))), DARK))


def _inked(picture: Grey, label: Sequence[Word], rulings: Sequence[Ruling], part: tuple[int, int], share: float) -> int:
    """Return how many px of a part of a row, from one x to another, a label's ink goes on, up to a space wider than its own.

    Args:
        picture: (H, W) uint8 grey print.
        label: its words, left to right, boxes in px.
        rulings: of its row, in px: dots just over them are no ink of the label.
        part: left and right in px.
        share: of the darkness of the label that ink must have.
    """
    last = label[-1].box
    foot = min(last.bottom, round(float(np.mean([y for _, _, y in rulings]))) - RISE)
    band = picture[max(0, last.y) : max(0, foot), part[0] : part[1]]
    if not band.size:
        return 0
    paper = float(np.percentile(picture[max(0, last.y) : max(1, last.bottom), last.x : last.right], 95))
    dark = paper - share * max(_depth(picture, word) for word in label)
    end = 0
    for x in np.flatnonzero(band.min(axis=0) < dark):
        if x - end > SPACE * last.h:
            break
        end = int(x) + 1
    return end


def _ruled(one: Word, other: Word, rulings: Sequence[Ruling]) -> bool:
    """Return whether there is a place for writing between two words of a row, left to right; all in px."""
    return any(min(right, other.box.x) - max(left, one.box.right) >= SHORTEST for left, right, _ in rulings)


def _stands_on(word: Word, rulings: Sequence[Ruling]) -> bool:
    """Return whether a ruling runs under most of a word; all in px."""
    box = word.box
    near = [one for one in rulings if box.y + box.h / 2 < one[2] < box.bottom + box.h / 2]
    under = sum(max(0.0, min(box.right, right) - max(box.x, left)) for left, right, _ in near)
    return under > UNDER * box.w


def _depth(picture: Grey, word: Word) -> float:
    """Return by how many grey levels the ink of a word on an (H, W) uint8 print is darker than its paper."""
    box = word.box
    part = picture[max(0, box.y) : max(0, box.bottom), max(0, box.x) : max(0, box.right)]
    if not part.size:
        return 0.0
    dark, paper = np.percentile(part, (5, 95))
    return float(paper - dark)


def _spelt(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= 2 and not any(map(str.isdigit, text))


def _goes_on(word: Word) -> bool:
    """Return whether a word behind one of a label is its next: read clearly, or ended by the label's colon."""
    letters = any(map(str.isalpha, word.text)) and not any(map(str.isdigit, word.text))
    return letters and (word.confidence >= CLEAR or _ended(word))


def _ended(word: Word) -> bool:
    """Return whether a word ends in a colon; dots of the line behind it may be read as what follows."""
    return ":" in word.text[-3:] and not any(map(str.isalpha, word.text[word.text.rindex(":") :]))
