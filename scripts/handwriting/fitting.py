"""Fits the weight of each language and the calibration of proposals on lines of known text."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline import ctc
from pipeline.entries import Candidate
from pipeline.language import Weight, spoken
from pipeline.lines import prepared
from pipeline.recognisers.hand import BEAMS, Hand
from pipeline.vietnamese import nfc
from scripts.handwriting.drawing import pictures
from scripts.handwriting.hands import KEPT_BACK
from scripts.handwriting.kinds import kinds
from scripts.handwriting.texts import Texts

ALPHAS = (0.2, 0.4, 0.6, 0.85)
BETAS = (0.3, 0.9, 1.6)
"""Weights that are tried, all pairs."""

SHRINK = (0.1, 4.0, 400.0)
"""Pull of offset, slope and gain per letter towards believing the search, so that a few lines cannot make it wild (ridge)."""

Line = tuple[NDArray[np.uint8], str]
"""(40, W) uint8 prepared line and what is written."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What was found for one kind.

    Attributes:
        weight: of the language, and calibration.
        lines: lines it was fitted on.
        before: share read right without the language.
        after: share read right with it.
        sure: mean probability after calibration.
    """

    weight: Weight
    lines: int
    before: float
    after: float
    sure: float


def drawn(faces: Sequence[Path], lexicons: Path, count: int, chance: random.Random) -> dict[str, list[Line]]:
    """Return so many lines of each kind drawn with these faces."""
    texts = Texts(lexicons, chance)
    lines = {}
    for kind, made in kinds(texts).items():
        source = pictures(list(faces), partial(_as_written, texts, made), chance)
        lines[kind] = [(prepared(picture), text) for picture, text in islice(source, count)]
    return lines


def _as_written(texts: Texts, made: Callable[[], str]) -> str:
    return texts.as_written(made())


def kept_back(real: Path) -> list[Line]:
    """Return the real lines that training keeps back, as ``hands.parted`` does."""
    rows = [row.split("\t") for row in (real / "labels.tsv").read_text(encoding="utf-8").splitlines()]
    train = [row for row in rows if row[0].startswith("train/")]
    lines = []
    for name, text in train[::KEPT_BACK]:
        stored = cv2.imread(str(real / name), cv2.IMREAD_COLOR_RGB)
        lines.append((prepared(np.asarray(stored, np.uint8)), text))
    return lines


def fitted(kind: str, lines: Sequence[Line], languages: Path) -> Fit:
    """Return the weights that give most probability to what is written, and the calibration of what is then proposed."""
    engine, language = Hand(), spoken(kind, languages)
    frames = [engine.frames(line) for line, _ in lines]
    texts = [nfc(text).casefold() for _, text in lines]
    plain = [engine.ranked(ctc.prefixes(some, BEAMS)) for some in frames]
    before = float(np.mean([_right(found, text) for found, text in zip(plain, texts, strict=True)]))
    best, kept = -np.inf, (Weight(), plain)
    if language:
        for alpha in ALPHAS:
            for beta in BETAS:
                weight = Weight(alpha, beta)
                read = [engine.ranked(ctc.prefixes(some, BEAMS, language, weight)) for some in frames]
                rank = _given(read, texts)
                if rank > best:
                    best, kept = rank, (weight, read)
    weight = _calibrated(kept[0], kept[1], texts)
    sure = float(np.mean([weight.frequency(found[0].probability, len(found[0].text)) for found in kept[1] if found]))
    after = float(np.mean([_right(found, text) for found, text in zip(kept[1], texts, strict=True)]))
    return Fit(weight, len(lines), round(before, 4), round(after, 4), round(sure, 4))


def written(fits: dict[str, Fit], path: Path) -> None:
    """Write the weights of all kinds as TOML."""
    parts = ["# Written by scripts/fit_weights; what the numbers mean: pipeline/language.py, Weight.\n"]
    for kind, fit in fits.items():
        weight = fit.weight
        parts.append(
            f"[{kind}]\nalpha = {weight.alpha}\nbeta = {weight.beta}\noffset = {weight.offset:.4f}\nslope = {weight.slope:.4f}\n"
            f"per_letter = {weight.per_letter:.4f}\nlines = {fit.lines}\nright_without = {fit.before}\nright_with = {fit.after}\n"
        )
    path.write_text("\n".join(parts), encoding="utf-8")


def _right(found: Sequence[Candidate], text: str) -> bool:
    return bool(found) and found[0].text.casefold() == text


def _given(read: Sequence[Sequence[Candidate]], texts: Sequence[str]) -> float:
    """Return the mean log-probability given to what is written, which tells more from few lines than the share read right."""
    given = [
        sum(one.probability for one in found if one.text.casefold() == text)
        for found, text in zip(read, texts, strict=True)
    ]
    return float(np.mean(np.log(np.maximum(given, 1e-3))))


def _calibrated(weight: Weight, read: Sequence[Sequence[Candidate]], texts: Sequence[str]) -> Weight:
    """Return the weight with the logistic calibration (Platt, 1999) under which the first candidates are right as often as said."""
    spots = [(found, text) for found, text in zip(read, texts, strict=True) if found]
    shares = np.clip([found[0].probability for found, _ in spots], 1e-6, 1 - 1e-6)
    letters = np.array([len(found[0].text) for found, _ in spots], np.float64)
    right = np.array([_right(found, text) for found, text in spots], np.float64)
    seen = np.stack((np.ones(len(spots)), np.log(shares / (1 - shares)), letters), axis=1)
    believed, ridge = np.array([0.0, 1.0, 0.0]), np.array(SHRINK)

    def surprise(three: NDArray[np.float64]) -> float:
        """Return the loss of an offset, a slope and a gain per letter, (3,)."""
        odds = seen @ three
        return float(np.sum(np.logaddexp(0, odds) - right * odds) + ridge @ (three - believed) ** 2 / 2)

    three = believed.copy()
    for _ in range(50):  # Newton's method, steps halved while they lead uphill
        said = 1 / (1 + np.exp(-np.clip(seen @ three, -30, 30)))
        slope = seen.T @ (right - said) - ridge * (three - believed)
        step = np.linalg.solve((seen * (said * (1 - said))[:, None]).T @ seen + np.diag(ridge), slope)
        while surprise(three + step) > surprise(three) and np.abs(step).max() > 1e-9:
            step = step / 2
        three = three + step
    return replace(weight, offset=float(three[0]), slope=float(three[1]), per_letter=float(three[2]))
