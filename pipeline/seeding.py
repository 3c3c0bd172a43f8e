"""Proposals that are wrong on purpose, shown seldom, to learn whether proposals are looked at at all.

Off unless an office switches it on. A clerk who accepts one is told at once, and nothing is stored: the cell stays open and comes
again as it was read. What is planted is written down before it is shown, so that no planted text is ever taken for an answer,
whatever is switched off, read anew or sent twice in between.
"""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, Self

from pipeline import config as configuration
from pipeline import notes
from pipeline.config import Config
from pipeline.entries import SURE, TEXT_VERDICTS, Candidate, Decision, Entry, Reading, Verdict
from pipeline.errors import UsageError
from pipeline.estimates import Estimate, estimate, lot
from pipeline.forms import loader
from pipeline.store.database import Database
from pipeline.store.seeds import Seeds
from pipeline.vietnamese import key

SHARES = (0.0, 0.01, 0.02, 0.05)
"""Shares of sure proposals that an office may have planted; at one in a hundred a clerk meets one in four cases of 25 cells."""

KINDS = frozenset({"person_name", "place", "partial_date", "number", "id_number"})
"""Kinds of which a wrong text looks like a right one."""

CONFUSED = {"0": "6", "1": "7", "2": "3", "3": "5", "5": "3", "6": "0", "7": "1", "8": "3", "9": "4", "4": "9"}
"""Digits that hands make alike (domain.md 2.3)."""

TONES = {"\N{COMBINING GRAVE ACCENT}": "\N{COMBINING ACUTE ACCENT}", "\N{COMBINING ACUTE ACCENT}": "\N{COMBINING GRAVE ACCENT}",
         "\N{COMBINING HOOK ABOVE}": "\N{COMBINING TILDE}", "\N{COMBINING TILDE}": "\N{COMBINING HOOK ABOVE}"}  # fmt: skip
"""Tone marks that are taken for each other."""


class LetPass(UsageError):
    """A planted proposal was accepted."""

    remedy = "Câu trả lời này không được lưu. Hãy nhìn ảnh rồi trả lời lại ô này."


class Keeper(Protocol):
    """The two verbs that answers need."""

    def entry(self, entry_id: int) -> Entry:
        """Return one entry; raises UsageError if there is none."""
        ...

    def confirm(self, entry_id: int, decisions: Sequence[Decision]) -> list[str]:
        """Keep decisions; return the keys that are safe on disk."""
        ...


@dataclass(frozen=True, slots=True)
class Policy:
    """What the office has chosen.

    Attributes:
        share: of sure proposals that are planted, one of ``SHARES``; 0 switches it off.
        lot: secret by which it is drawn which ones.
    """

    share: float = 0.0
    lot: str = ""


class Seeding:
    """Plants wrong proposals for each clerk, and sees what becomes of them. It holds no state between calls."""

    def __init__(self, store: Database, keeper: Keeper, home: Path) -> None:
        """Use a store that is open, what keeps answers in it, and the folder of the installation."""
        self._store = store
        self._seeds = Seeds(store.engine)
        self._keeper = keeper
        self._note = home / "seeding.json"

    @classmethod
    def open(cls, keeper: Keeper, config: Config | None = None) -> Self:
        """Open the store of this installation, making it on first use.

        Raises:
            StoreError: it cannot be opened.
        """
        config = config or configuration.load()
        return cls(Database.open(config), keeper, config.home)

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def policy(self) -> Policy:
        """Return what the office has chosen; nothing is planted where it has said nothing."""
        said = notes.read(self._note)
        share, lot = said.get("share"), said.get("lot")
        return Policy(share, lot) if share in SHARES and isinstance(lot, str) and lot else Policy()

    def choose(self, share: float, who: str) -> None:
        """Let a share of the sure proposals be planted from now on; the log says who chose it.

        Raises:
            UsageError: there is no such share.
            StoreError: it cannot be written.
        """
        if share not in SHARES:
            raise UsageError(f"Không có mức {share:g}. Các mức: {', '.join(f'{one:.0%}' for one in SHARES)}.")
        self._seeds.log_choice(share, who)
        notes.write(self._note, {"share": share, "lot": self.policy().lot or secrets.token_hex(16)})

    def shown(self, entry: Entry, who: str) -> Entry:
        """Return a case as one clerk is to see it: as it was read, or, where the lot fell on a cell, with a wrong proposal in it.

        Raises:
            StoreError: what is planted cannot be written down; it is not shown then.
        """
        policy = self.policy()
        if not policy.share:
            return entry
        kinds = {column.name: column.kind for column in loader.load(entry.form).columns}
        planted: dict[str, Reading] = {}
        for column, reading in entry.readings.items():
            fits = kinds.get(column) in KINDS and reading.confidence >= SURE and column not in entry.decisions
            if fits and _drawn(policy, entry, column, who):
                text = self._seeds.plant(entry, column, who, wrong(reading))
                if text:
                    planted[column] = _with(reading, text)
        return replace(entry, readings={**entry.readings, **planted}) if planted else entry

    def entry(self, entry_id: int) -> Entry:
        """Return one entry as it is in the store.

        Raises:
            UsageError: there is no such entry.
        """
        return self._keeper.entry(entry_id)

    def confirm(self, entry_id: int, decisions: Sequence[Decision]) -> list[str]:
        """Keep what a person decided, if it is their own word; return the keys that are safe on disk.

        Raises:
            LetPass: a planted proposal was accepted; those before it are kept.
            UsageError: as the keeper of answers says.
            StoreError: the store cannot be written; the decisions before that one are kept.
        """
        safe: list[str] = []
        for decision in decisions:
            safe += self._keeper.confirm(entry_id, [self._own_word(entry_id, decision)])
        return safe

    def _own_word(self, entry_id: int, decision: Decision) -> Decision:
        """Return a decision beside what the machine really proposed, once it is known that nothing planted was accepted.

        Raises:
            LetPass: the decision accepts what was planted.
            StoreError: the store cannot be written.
        """
        text = self._seeds.planted(entry_id, decision.column, decision.who)
        if not text or decision.proposal != text:
            return decision
        entry = self._keeper.entry(entry_id)
        reading = entry.readings.get(decision.column)
        proposal = reading.text if reading else ""
        if decision.verdict not in TEXT_VERDICTS:
            return replace(decision, proposal=proposal)
        passed = decision.text == text
        self._seeds.settle(entry, decision, passed=passed)
        if passed:
            raise LetPass("Đây là một ô thử: chữ đề xuất được cố ý viết sai để nhắc nhìn ảnh, và đã được chấp nhận.")
        verdict = Verdict.CONFIRMED if decision.text == proposal else Verdict.CORRECTED
        return replace(decision, verdict=verdict, proposal=proposal)

    def let_pass(self, book: str) -> Mapping[str, Estimate]:
        """Return which share of the planted proposals each clerk has accepted, of those that were answered.

        Raises:
            StoreError: the store cannot be read.
        """
        counted = self._seeds.outcomes(book)
        return {who: estimate(passed, answered) for who, (passed, answered) in sorted(counted.items())}


def wrong(reading: Reading) -> str:
    """Return a wrong text that might well have been read in a cell, '' if none comes to mind.

    One that differs only in tones comes first: that is how names are lost. Else what the machine thought of too, else a tone or a
    digit that hands make alike.
    """
    others = [other.text for other in reading.alternatives if other.text.casefold() != reading.text.casefold()]
    by_tone = [text for text in others if key(text) == key(reading.text)]
    made = [text for text in (_retoned(reading.text), _redigited(reading.text)) if text]
    return next(iter([*by_tone, *made, *others]), "")


def _retoned(text: str) -> str:
    """Return a text with the last tone mark that is often misread changed, '' if it has none."""
    signs = list(unicodedata.normalize("NFD", text))
    for place in reversed(range(len(signs))):
        if signs[place] in TONES:
            signs[place] = TONES[signs[place]]
            return unicodedata.normalize("NFC", "".join(signs))
    return ""


def _redigited(text: str) -> str:
    """Return a text with its last digit taken for another, '' if it has none."""
    for place in reversed(range(len(text))):
        if text[place] in CONFUSED:
            return text[:place] + CONFUSED[text[place]] + text[place + 1 :]
    return ""


def _with(reading: Reading, text: str) -> Reading:
    """Return a reading that proposes a text, with what was read first among the others."""
    others = [Candidate(reading.text, 1 - reading.confidence), *reading.alternatives]
    return replace(reading, text=text, alternatives=tuple(other for other in others if other.text != text))


def _drawn(policy: Policy, entry: Entry, column: str, who: str) -> bool:
    """Return whether the lot falls on a cell for a clerk: always the same, and nobody knows beforehand."""
    return lot(policy.lot, entry.page.sha256, entry.page.number, entry.order, column, who) < policy.share
