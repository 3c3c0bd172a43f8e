"""Surnames, middle and given names with soft shares."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.syllables import placed, possible
from scripts.lexicons.sources import folded
from scripts.lexicons.tables import Row, WrongSource, bare

NAMES = ("role", "name", "share", "female", "peoples", "source")
ROLES = ("surname", "middle", "given")

SOFTNESS = 0.75
"""Power of the counts. A sample is of one place, books are of all places; context distribution smoothing of Levy,
Goldberg and Dagan, TACL 3 (2015), with the value they found."""

CUT = 3
"""A name seen less often is not in the samples."""


def names(facts: Iterable[Row], samples: Path) -> tuple[list[Row], list[str]]:
    """Return the rows of the names, and the names of the samples that were left out because no spelling allows them.

    The shares of a role add up to less than one: the rest belongs to all the names that nobody counted.

    Raises:
        WrongSource: a fact names an unknown role.
    """
    told: dict[str, list[Row]] = {role: [] for role in ROLES}
    for fact in facts:
        if fact["role"] not in told:
            raise WrongSource(f"facts/names.tsv: role «{fact['role']}»")
        told[fact["role"]].append(fact)
    rows, left_out = [], []
    for role in ROLES:
        counts, spoilt = _counted(samples / f"names_{role}_freq.tsv", [fact["name"] for fact in told[role]])
        rows += _shared(role, counts, told[role])
        left_out += [f"{role}: {name}" for name in spoilt]
    return sorted(rows, key=lambda row: (ROLES.index(row["role"]), -float(row["share"]), row["name"])), left_out


def unseen(counts: Sequence[int]) -> float:
    """Return the share of the people whose name is not in a sample cut at ``CUT``.

    Good-Turing: the names never seen weigh as much as those seen once (Good 1953). How many were seen once and twice is
    told from those seen three times, N3, by Zipf's law, N(r) ~ 1 / r(r + 1): 6 N3 and 2 N3. So 6 + (6 + 2 * 2) = 16 N3.
    """
    rare = 16 * counts.count(CUT)
    return rare / (sum(counts) + rare)


def _counted(path: Path, known: Iterable[str]) -> tuple[Counter[str], list[str]]:
    """Return the counts by name, and the spoilt names (texts of an older encoding: «Buøi», «Döông»)."""
    counts: Counter[str] = Counter()
    spoilt = []
    spellings = {folded(name) for name in known}
    for name, count in bare(path):
        right = placed(name)
        if folded(right) in spellings or all(possible(syllable) for syllable in right.split()):
            counts[right] += int(count)
        else:
            spoilt.append(name)
    return counts, spoilt


def _shared(role: str, counts: Counter[str], facts: Iterable[Row]) -> list[Row]:
    rest = unseen(list(counts.values()))
    weights = {name: float(count) for name, count in counts.items()}
    told: dict[str, Row] = {}
    for fact in facts:
        name = fact["name"]
        before = told.get(name, {"female": "", "peoples": ""})  # «Dương» may be told of more than one people
        peoples = ", ".join(filter(None, (before["peoples"], fact["peoples"])))
        told[name] = {"female": fact["female"] or before["female"], "peoples": peoples}
        weights[name] = max(weights.get(name, 0.0), float(fact["least"] or CUT))
    soft = {name: weight**SOFTNESS for name, weight in weights.items()}
    whole = sum(soft.values())
    return [
        {
            "role": role, "name": name, "share": f"{(1 - rest) * soft[name] / whole:.6f}",
            "female": told.get(name, {}).get("female", ""), "peoples": told.get(name, {}).get("peoples", ""),
            "source": "; ".join(("names-sample",) * (name in counts) + ("facts/names.tsv",) * (name in told)),
        }
        for name in weights
    ]  # fmt: skip
