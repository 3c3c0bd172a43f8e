"""Which cases a sitting holds, when it asks for more time, and what it does where another person was first."""

from datetime import UTC, datetime, timedelta

import pytest

from pipeline.teamwork import LEASE, Lease
from ui.holding import hold
from ui.sitting import Sitting

MORNING = datetime(2026, 11, 24, 1, tzinfo=UTC)
MAI, BINH = "Lò Thị Mai", "Vừ A Bình"


class Shared:
    """A store that writes down what was asked of it."""

    def __init__(self, **others):
        self.others = {int(name[1:]): who for name, who in others.items()}
        self.asked = []

    def take(self, entry_id, who):
        self.asked.append(("take", entry_id))
        return Lease(entry_id, self.others.get(entry_id, who), MORNING, MORNING + LEASE)

    def renew(self, entry_id, who):
        self.asked.append(("renew", entry_id))
        return entry_id not in self.others

    def give_back(self, entry_ids, who):
        self.asked += [("back", entry_id) for entry_id in sorted(entry_ids)]


def at(minutes):
    return lambda: MORNING + timedelta(minutes=minutes)


@pytest.fixture
def sitting():
    there = Sitting("Sổ A")
    there.line_up([1, 2, 3])
    return there


def test_the_open_case_and_those_loaded_after_it_are_held(sitting):
    shared = Shared()
    assert hold(sitting, shared, MAI, at(0)) == []
    assert shared.asked == [("take", 1), ("take", 2), ("take", 3)]


def test_the_case_that_was_left_is_given_back(sitting):
    shared = Shared()
    hold(sitting, shared, MAI, at(0))
    sitting.move_to(2)
    shared.asked.clear()
    hold(sitting, shared, MAI, at(1))
    assert shared.asked == [("back", 1)]


@pytest.mark.parametrize(("minutes", "asked"), [(1, []), (3, []), (4, [("renew", 1), ("renew", 2), ("renew", 3)])])
def test_more_time_is_asked_for_when_a_third_is_gone_and_not_with_every_answer(sitting, minutes, asked):
    shared = Shared()
    hold(sitting, shared, MAI, at(0))
    shared.asked.clear()
    hold(sitting, shared, MAI, at(minutes))
    assert shared.asked == asked


def test_a_case_of_another_is_passed_over_and_the_clerk_is_told_whose_it_is(sitting):
    told = hold(sitting, Shared(e1=BINH), MAI, at(0))
    assert [(lease.entry_id, lease.holder) for lease in told] == [(1, BINH)]
    assert (sitting.opened, sitting.ahead(), sitting.turn) == (2, [3], "Sổ A#1")


def test_a_case_of_another_that_was_only_to_come_is_passed_over_in_silence(sitting):
    assert hold(sitting, Shared(e2=BINH), MAI, at(0)) == []
    assert (sitting.opened, sitting.ahead(), sitting.turn) == (1, [3], "Sổ A#0")


def test_a_case_that_another_took_after_the_time_ran_out_is_left(sitting):
    shared = Shared()
    hold(sitting, shared, MAI, at(0))
    shared.others[1] = BINH
    told = hold(sitting, shared, MAI, at(30))
    assert [lease.holder for lease in told] == [BINH]
    assert sitting.opened == 2


def test_where_every_case_is_with_others_none_is_open(sitting):
    told = hold(sitting, Shared(e1=BINH, e2=BINH, e3=BINH), MAI, at(0))
    assert (sitting.opened, len(told)) == (None, 3)


def test_nothing_is_asked_where_nothing_is_open():
    shared = Shared()
    assert hold(Sitting("Sổ A"), shared, MAI, at(0)) == []
    assert shared.asked == []
