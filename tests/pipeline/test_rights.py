"""Who may do what, cell by cell."""

import pytest

from pipeline.rights import FIRST_ROLES, RIGHTS, TITLES, Right, Role, rights_of

TABLE = """
                clerk  checker  superior  administrator
look            yes    yes      yes       yes
decide          yes    yes      -         -
approve         -      yes      -         -
answer          -      -        yes       -
take_in         -      -        -         yes
hand_over       -      -        -         yes
settings        -      -        -         yes
accounts        -      -        -         yes
"""
HEAD, *ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.mark.parametrize(
    ("right", "role", "cell"),
    [(row[0], role, cell) for row in ROWS for role, cell in zip(HEAD, row[1:], strict=True)],
)
def test_a_role_has_the_rights_of_the_table_and_no_other(right: str, role: str, cell: str) -> None:
    assert (Right(right) in RIGHTS[Role(role)]) is (cell == "yes")


def test_the_table_has_every_right_and_every_role() -> None:
    assert {row[0] for row in ROWS} == {right.value for right in Right}
    assert set(HEAD) == {role.value for role in Role} == {role.value for role in TITLES}


def test_several_roles_have_the_rights_of_all_of_them() -> None:
    assert rights_of([Role.CLERK, Role.SUPERIOR]) == {Right.LOOK, Right.DECIDE, Right.ANSWER}


def test_nobody_has_no_right() -> None:
    assert rights_of([]) == frozenset()


def test_who_makes_the_first_account_can_work_and_keep_accounts() -> None:
    assert {Right.DECIDE, Right.TAKE_IN, Right.HAND_OVER, Right.ACCOUNTS} <= rights_of(FIRST_ROLES)
