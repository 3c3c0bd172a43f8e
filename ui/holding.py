"""Keeps the open case and those loaded after it with one clerk: taken when they come, renewed while they stay, given back after."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Protocol

from pipeline.teamwork import LEASE, Lease
from ui.sitting import Sitting

RENEW_AFTER = LEASE / 3
"""A lease is renewed when a third of it is gone: an answer costs no write of its own, and two missed chances lose nothing."""


class Holder(Protocol):
    """The verbs of a store that many people share."""

    def take(self, entry_id: int, who: str) -> Lease:
        """Open a case for a person, unless another has it; return who has it now."""
        ...

    def renew(self, entry_id: int, who: str) -> bool:
        """Let a person keep a case for longer; return False if another has it now."""
        ...

    def give_back(self, entry_ids: Collection[int], who: str) -> None:
        """Free the cases a person has left."""
        ...


def hold(
    sitting: Sitting, holder: Holder, who: str, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> list[Lease]:
    """Hold the cases of a sitting; pass over those that another person has.

    Args:
        sitting: moves on to a case that is free, if there is one.
        holder: the store.
        who: the clerk.
        now: the clock.

    Returns:
        What the clerk has to be told: who has a case that was to be open.
    """
    told = []
    while sitting.opened is not None and (other := _held_by_another(sitting, sitting.opened, holder, who, now())):
        told.append(other)
        sitting.turn_away(sitting.opened)
    while theirs := [ahead for ahead in sitting.ahead() if _held_by_another(sitting, ahead, holder, who, now())]:
        for entry_id in theirs:
            sitting.turn_away(entry_id)
    left = sitting.held.keys() - {sitting.opened, *sitting.ahead()}
    if left:
        holder.give_back(left, who)
    for entry_id in left:
        del sitting.held[entry_id]
    return told


def _held_by_another(sitting: Sitting, entry_id: int, holder: Holder, who: str, now: datetime) -> Lease | None:
    """Return the lease of another person; None if the case is this clerk's, now that it was asked for."""
    until = sitting.held.get(entry_id)
    if until is not None and until - now > LEASE - RENEW_AFTER:
        return None
    if until is not None and holder.renew(entry_id, who):
        sitting.held[entry_id] = now + LEASE
        return None
    sitting.held.pop(entry_id, None)
    lease = holder.take(entry_id, who)
    if lease.holder != who:
        return lease
    sitting.held[entry_id] = lease.until
    return None
