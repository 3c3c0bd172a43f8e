"""Fits the weights of the witnesses on simulated books: the most probability to what is written, number by number."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.entries import SURE
from pipeline.vietnamese import nfc
from pipeline.weigh._alike import Misreading
from pipeline.weigh._book import Spot, folded, opened
from pipeline.weighing import ERRORS, hear, witnesses
from scripts.simulating.readings import Simulated

LEAST = 1e-3
"""A text is given this probability at least: one cell beyond help must not outweigh a hundred."""

STEPS = (0.8, 0.4)
"""Steps of the search, one round each: in log-odds of a share, in logarithms of a factor, in natural logarithms of odds as they are."""

FACTORS = frozenset(("cells", "communes", "spread", "bearers", "long", "trust", "sex_trust", "sign", "stray_letter"))
"""Numbers that count cells, days or names, that weigh log-odds, or that are small log-odds: they move by their logarithm. Of the others
those of 1 and more are log-odds, those below 1 are shares."""

WORTH = 2.0
"""A number is changed only where all cells together gain so much log-probability, twice what Akaike (1974) asks of a new one:
what the books hardly speak of stays as it was reasoned."""

FITTED = "# Fitted by scripts/fit_weights witnesses "
"""How the part of the head begins that says how the weights were fitted."""

REASONED = "reasoned"
NUMBER = re.compile(r"(\w+) = ([^\s#]+)\s*#?(.*)")
"""A line of the file: name, number, and why it is that number."""

Weights = dict[str, dict[str, float]]
"""Numbers by name, by witness; and those of ``ERRORS``."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What weights give on some books.

    Attributes:
        cells: in which something was read.
        log_probability: mean over the cells of the logarithm of the probability given to what is written.
        top1: share of cells whose first proposal is right, capitals aside.
        top5: share of cells of which one of five proposals is right.
        silent: share of cells that are wrong at 0.95 or more.
        sure: share of cells at ``SURE`` or more.
    """

    cells: int
    log_probability: float
    top1: float
    top5: float
    silent: float
    sure: float

    def __str__(self) -> str:
        return (
            f"{self.cells} cells: log-probability {self.log_probability:.4f}, top1 {self.top1:.1%}, top5 {self.top5:.1%}, "
            f"silent {self.silent:.2%}, sure {self.sure:.1%}"
        )


def verdict(books: Sequence[Simulated], weights: Weights) -> Verdict:
    """Return what weights give on simulated books."""
    given: list[float] = []
    first = among = silent = sure = 0
    for shares, text in _weighed(books, weights):
        given.append(shares.get(text, 0.0))
        (best, probability), *_ = shares.items()
        first += best == text
        among += text in list(shares)[:5]
        silent += best != text and probability >= 0.95
        sure += probability >= SURE
    count = len(given)
    return Verdict(count, _mean_log(given), first / count, among / count, silent / count, sure / count)


def fitted(books: Sequence[Simulated], weights: Weights, told: Callable[[str], None]) -> Weights:
    """Return better weights: each number in turn is moved up or down while that makes what is written more probable.

    Method: coordinate search with halved steps; so no number moves further than the sum of the steps from what was reasoned, and what
    made-up books cannot show, ink that is clear and yet improbable, is not argued away.

    Args:
        books: simulated books.
        weights: where the search begins.
        told: hears what was changed.
    """
    best = {name: dict(numbers) for name, numbers in weights.items()}
    value, worth = _value(books, best), WORTH / sum(len(book.truth) for book in books)
    for step in STEPS:
        for name, number in [(name, number) for name, numbers in best.items() for number in numbers]:
            for way in (step, -step):
                moved = {**best, name: {**best[name], number: _moved(number, best[name][number], way)}}
                if (found := _value(books, moved)) > value + worth:
                    best, value = moved, found
                    told(f"{name}.{number} = {best[name][number]:.4g}: {value:.5f}")
                    break
    return best


def written(text: str, weights: Weights, how: str) -> str:
    """Return the text of ``weights.toml`` with other numbers: why each was reasoned stays beside it, ``how`` they were fitted at the head."""
    head, _, tables = text.partition("\n\n")
    kept = head.partition(f"#\n{FITTED}")[0].rstrip("#\n")
    lines, witness = [kept, "#", *(f"# {line}" for line in f"{FITTED[2:]}{how}".splitlines()), ""], ""
    for line in tables.splitlines():
        witness = line[1:-1] if line.startswith("[") else witness
        number = NUMBER.fullmatch(line)
        lines.append(_line(number, weights[witness][number[1]]) if number else line)
    return "\n".join([*lines, ""])


def _line(number: re.Match[str], now: float) -> str:
    """Return the line of a number: what it was before it was ever fitted is said where it was moved."""
    name, before, why = number[1], number[2], number[3].strip()
    if f"{now:.4g}" == f"{float(before):.4g}":
        return f"{name} = {before}" + (f"  # {why}" if why else "")
    reasoned = why if why.startswith(REASONED) else f"{REASONED} {before}" + (f", {why}" if why else "")
    return f"{name} = {now:.4g}  # {reasoned}"


def _moved(name: str, number: float, way: float) -> float:
    """Return a number one step up or down: a share by its log-odds, a factor by its logarithm, log-odds as they are."""
    if name in FACTORS:
        return number * math.exp(way)
    return number + way if number >= 1 else 1 / (1 + math.exp(-math.log(number / (1 - number)) - way))


def _value(books: Sequence[Simulated], weights: Weights) -> float:
    """Return the mean log-probability; minus infinity for shares that make more than one together."""
    try:
        return _mean_log([shares.get(text, 0.0) for shares, text in _weighed(books, weights)])
    except ValueError:
        return -math.inf


def _mean_log(given: Sequence[float]) -> float:
    return sum(math.log(max(share, LEAST)) for share in given) / len(given)


def _weighed(books: Sequence[Simulated], weights: Weights) -> Iterator[tuple[Mapping[str, float], str]]:
    """Yield the probabilities of the folded texts of each cell in which something was read, and what is written there."""
    errs, asked = Misreading(**weights[ERRORS]), witnesses(weights=weights)
    for book in books:
        heard = opened(book.pages, {}, errs)
        hear(heard, asked)
        for spot, text in book.truth.items():
            if (belief := heard.belief(Spot(*spot))) is not None:
                yield {folded(one): share for one, share in belief.shares().items()}, folded(nfc(text))
