"""What is usually written in a kind of cell: a soft model of its letters, so that likely texts are preferred and no text is impossible.

Method: letter n-grams with Witten-Bell interpolation (Witten and Bell, 1991, IEEE Trans. Information Theory 37:1085-1094, method C;
interpolated as in Chen and Goodman, 1998, TR-10-98, section 2.4), as back-off tables. The order is ``ORDER``; below one letter
all letters of the alphabet are equal, so that a name never seen stays possible.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from pipeline.config import ROOT
from pipeline.errors import MissingPart

ORDER = 6
"""Letters of an n-gram, the last one included."""

BITS = 8
"""Bits of one label in a packed context; the alphabet has fewer than 256 labels."""

END = 0
"""Label that ends a text (the blank of the recogniser, which no text holds); also what stands before its first letter."""

CONTEXT = (1 << BITS * (ORDER - 1)) - 1
"""Mask of the labels that are remembered."""

LENGTH = 56
"""Bits below the length of an n-gram or a context where it is packed."""

MASKS = [(length << LENGTH, (1 << BITS * length) - 1) for length in range(ORDER - 1, -1, -1)]
"""Lengths of contexts as they are packed, longest first, each with the mask of so many last labels."""

REMEMBERED = 50_000
"""So many contexts are remembered with what is said after them: at most 22 MB for a kind (2026-11-26)."""

After = tuple[Mapping[int, float], float]
"""What is said after a context: log-probability of each label that was seen there, and the log of the shorter context's weight."""

UNSEEN: After = ({}, 0.0)

LANGUAGES = ROOT / "models" / "languages"

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Language:
    """The model of one kind.

    Attributes:
        keys: (N,) sorted packed n-grams: order in the highest byte, labels below it, the last letter lowest.
        logs: (N,) float32, log-probability of each n-gram's last label after those before it.
        contexts: (M,) sorted packed contexts, order of the context in the highest byte.
        backs: (M,) float32, log of the weight with which the shorter context speaks after each context.
        labels: labels there are, the end included.
        known: what is said after the contexts that were asked for, by length and labels as ``contexts`` packs them.
    """

    keys: Keys
    logs: NDArray[np.float32]
    contexts: Keys
    backs: NDArray[np.float32]
    labels: int
    known: dict[int, After] = field(default_factory=dict, compare=False, repr=False)

    def followed(self, context: int, label: int) -> float:
        """Return the log-probability of a label after a context: the longest n-gram that is known speaks.

        Args:
            context: packed last labels of a text, ``START`` for an empty one; see ``grown``.
            label: what may follow; ``END`` for the end of the text.
        """
        said = 0.0
        for length, mask in MASKS:
            seen, back = self._after(length | context & mask)
            if label in seen:
                return said + seen[label]
            said += back
        return said - math.log(self.labels)

    def _after(self, context: int) -> After:
        """Return what is said after a context, packed with its length. Its n-grams are neighbours, for the last label is lowest."""
        if (known := self.known.get(context)) is not None:
            return known
        if len(self.known) >= REMEMBERED:
            self.known.clear()
        place = int(self.contexts.searchsorted(np.uint64(context)))
        said = UNSEEN
        if place < len(self.contexts) and self.contexts[place] == context:
            gram = (context << BITS & (1 << LENGTH) - 1) | (context >> LENGTH) + 1 << LENGTH
            first, last = self.keys.searchsorted(np.array([gram, gram + (1 << BITS)], np.uint64))
            seen = (self.keys[first:last] & np.uint64((1 << BITS) - 1)).tolist()
            said = dict(zip(seen, self.logs[first:last].tolist(), strict=True)), float(self.backs[place])
        self.known[context] = said
        return said


@dataclass(frozen=True, slots=True)
class Weight:
    """How much the language of a kind counts, and how often a proposal of that kind is right; fitted by ``scripts/fit_weights``.

    Attributes:
        alpha: weight of the language's log-probability against that of the ink.
        beta: gain for each letter, against the language's love of short texts.
        offset: log-odds of a proposal that the search gives one half.
        slope: log-odds for each log-odd of the search.
        per_letter: log-odds for each letter of the proposal.
    """

    alpha: float = 0.45
    beta: float = 1.0
    offset: float = 0.0
    slope: float = 1.0
    per_letter: float = 0.0

    def frequency(self, share: float, letters: int) -> float:
        """Return how often a proposal with this share of the search's belief and so many letters is right (0 to 1)."""
        share = min(max(share, 1e-6), 1 - 1e-6)
        odds = self.offset + self.slope * math.log(share / (1 - share)) + self.per_letter * letters
        return 1 / (1 + math.exp(-min(max(odds, -30.0), 30.0)))


PLAIN = "text"
"""Kind under which the calibration without any language is kept."""

ANY = "any"
"""Kind of what may be anything: its language is that of all kinds together, with syllables of no sense."""

NONE = Weight()
"""Before anything was fitted."""

START = 0
"""Context of an empty text."""


def grown(context: int, label: int) -> int:
    """Return a packed context after one more label."""
    return ((context << BITS) | label) & CONTEXT


def learned(texts: Iterable[Sequence[int]], labels: int, least: int = 1) -> Language:
    """Return the model of texts.

    Args:
        texts: labels of each text, from 1.
        labels: labels there are, the end included.
        least: n-grams of three letters and more seen less often than this are left out, to keep the model small.
    """
    counts = [Counter[int]() for _ in range(ORDER)]
    for text in texts:
        whole = [END] * (ORDER - 1) + list(text) + [END]
        for place in range(ORDER - 1, len(whole)):
            packed = 0
            for back in range(ORDER):  # n-grams of 1, 2, … labels that end here
                packed |= whole[place - back] << (8 * back)
                counts[back][packed] += 1
    keys: list[int] = []
    shares: list[float] = []
    contexts: list[int] = []
    backs: list[float] = []
    lower: dict[int, float] = {}
    for length, seen in enumerate(counts):
        kept = seen if length < 2 else Counter({gram: n for gram, n in seen.items() if n >= least})
        totals, kinds = Counter[int](), Counter[int]()
        for gram, n in kept.items():
            totals[gram >> 8] += n
            kinds[gram >> 8] += 1
        here: dict[int, float] = {}
        mask = (1 << 8 * length) - 1
        for gram, n in kept.items():
            before = gram >> 8
            shorter = lower.get(gram & mask, 0.0) if length else 1.0 / labels
            here[gram] = (n + kinds[before] * shorter) / (totals[before] + kinds[before])
        keys += [(length + 1 << 56) | gram for gram in here]
        shares += here.values()
        contexts += [(length << 56) | before for before in totals]
        backs += [kinds[before] / (totals[before] + kinds[before]) for before in totals]
        lower = here
    return _sorted(keys, shares, contexts, backs, labels)


def _sorted(
    keys: Sequence[int], shares: Sequence[float], contexts: Sequence[int], backs: Sequence[float], labels: int
) -> Language:
    grams, before = np.array(keys, np.uint64), np.array(contexts, np.uint64)
    by_gram, by_context = np.argsort(grams), np.argsort(before)
    return Language(
        grams[by_gram],
        np.log(np.array(shares))[by_gram].astype(np.float32),
        before[by_context],
        np.log(np.array(backs))[by_context].astype(np.float32),
        labels,
    )


def saved(language: Language, path: Path) -> None:
    """Write the model, logs to three digits: half precision costs nothing that was measured."""
    np.savez_compressed(
        path,
        keys=language.keys,
        logs=language.logs.astype(np.float16),
        contexts=language.contexts,
        backs=language.backs.astype(np.float16),
        labels=np.array(language.labels),
    )


@cache
def spoken(kind: str, folder: Path = LANGUAGES) -> Language | None:
    """Return the model of a kind of value, None if there is none for it.

    Raises:
        MissingPart: the file is there and damaged.
    """
    path = folder / f"{kind}.npz"
    if not path.exists():
        return None
    try:
        with path.open("rb") as file, np.load(file) as kept:
            return Language(
                kept["keys"],
                kept["logs"].astype(np.float32),
                kept["contexts"],
                kept["backs"].astype(np.float32),
                int(kept["labels"]),
            )
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise MissingPart(f"Tệp {path.name} đã hỏng. Hãy lấy lại thư mục models/ từ bản cài.") from error


@cache
def weight(kind: str, folder: Path = LANGUAGES) -> Weight:
    """Return how much the language of a kind counts; for a kind without a language as for ``PLAIN``, ``NONE`` if nothing was fitted.

    Raises:
        MissingPart: the file of weights is damaged.
    """
    path = folder / "weights.toml"
    if not path.exists():
        return NONE
    try:
        kinds = tomllib.loads(path.read_text(encoding="utf-8"))
        fitted = kinds.get(kind, kinds.get(PLAIN))
        return NONE if fitted is None else Weight(**{name: float(fitted[name]) for name in Weight.__slots__})
    except (OSError, ValueError, KeyError) as error:
        raise MissingPart(f"Tệp {path.name} đã hỏng. Hãy lấy lại thư mục models/ từ bản cài.") from error
