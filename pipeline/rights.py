"""Who may do what: roles, rights, and the one table that joins them (domain.md 4.2: least privilege)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What a person is in the office; one person may be several."""

    CLERK = "clerk"
    CHECKER = "checker"
    SUPERIOR = "superior"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What can be allowed.

    LOOK at books, entries and pictures; DECIDE what stands in a cell; APPROVE what another decided; ANSWER what was asked
    of a superior; TAKE_IN pictures; HAND_OVER packages; change SETTINGS; keep ACCOUNTS, their sessions and the log.
    """

    LOOK = "look"
    DECIDE = "decide"
    APPROVE = "approve"
    ANSWER = "answer"
    TAKE_IN = "take_in"
    HAND_OVER = "hand_over"
    SETTINGS = "settings"
    ACCOUNTS = "accounts"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.LOOK, Right.DECIDE}),
    Role.CHECKER: frozenset({Right.LOOK, Right.DECIDE, Right.APPROVE}),
    Role.SUPERIOR: frozenset({Right.LOOK, Right.ANSWER}),
    Role.ADMINISTRATOR: frozenset({Right.LOOK, Right.TAKE_IN, Right.HAND_OVER, Right.SETTINGS, Right.ACCOUNTS}),
}
"""An administrator decides nothing: whoever keeps the accounts does not thereby vouch for what stands in the book."""

TITLES: Mapping[Role, str] = {
    Role.CLERK: "người đối chiếu",
    Role.CHECKER: "người soát lại",
    Role.SUPERIOR: "cấp trên trả lời",
    Role.ADMINISTRATOR: "quản trị",
}
"""Roles in the clerk's words."""

FIRST_ROLES = (Role.ADMINISTRATOR, Role.CHECKER)
"""Roles of the account made at the first start: most communes have one registrar, who does everything (domain.md 5.2)."""


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """Return what a person of these roles may do."""
    return frozenset(right for role in roles for right in RIGHTS[role])
