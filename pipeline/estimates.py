"""How far a share that was counted in a sample may be from the true one, and how a sample is drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from math import sqrt

Z = 1.959964
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A share counted in a sample, with the interval that holds the true share 95 times of 100.

    Attributes:
        hits: how many of the sample have the property.
        of: size of the sample.
        low: lower end, 0.0 to 1.0.
        high: upper end, 0.0 to 1.0.
    """

    hits: int
    of: int
    low: float
    high: float


def estimate(hits: int, of: int) -> Estimate:
    """Return the share with its score interval; an empty sample says nothing, from 0 to 1.

    Method: Wilson, Journal of the American Statistical Association 22 (1927) 209-212; it holds for small samples and for no
    hits at all, where the usual interval has no width (Brown, Cai, DasGupta, Statistical Science 16 (2001) 101-133).
    """
    if not of:
        return Estimate(0, 0, 0.0, 1.0)
    share, square = hits / of, Z * Z
    middle = share + square / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + square / (4 * of * of))
    scale = 1 + square / of
    return Estimate(hits, of, max(0.0, (middle - half) / scale), min(1.0, (middle + half) / scale))


def lot(*said: object) -> float:
    """Return the place of something in a draw, from 0.0 up to 1.0: nobody chooses it, and whoever asks gets the same."""
    digest = sha256("\n".join(map(str, said)).encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
