"""Leases on real databases: a case is with one person, and no answer covers another that its author has not seen."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.entries import Decision, Verdict
from pipeline.errors import UsageError
from pipeline.store.deciding import Overtaken
from pipeline.store.leases import Leases
from tests.pipeline.shared_book import BOOK, page

MAI, BINH = "Lò Thị Mai", "Vừ A Bình"
MORNING = datetime(2026, 11, 24, 1, tzinfo=UTC)


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self):
        self.now = MORNING

    def __call__(self):
        return self.now

    def later(self, **by):
        self.now += timedelta(**by)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def leases(shared_book, clock):
    return Leases(shared_book.engine, now=clock)


@pytest.fixture
def first(shared_book):
    return shared_book.entries(BOOK)[0].id


def said(clock, who, text, key, column="so"):
    return Decision(column, Verdict.CORRECTED, text, who, clock.now, key)


def test_a_case_goes_to_who_comes_first_and_the_other_is_told_whose_it_is(leases, first):
    assert leases.take(first, MAI).holder == MAI
    assert leases.take(first, BINH).holder == MAI
    assert leases.held(BOOK)[first].holder == MAI


@pytest.mark.parametrize(
    ("minutes", "holder"),
    [(9, MAI), (10, BINH), (60, BINH)],
)
def test_a_case_that_nobody_sends_anything_of_is_free_after_ten_minutes(leases, first, clock, minutes, holder):
    leases.take(first, MAI)
    clock.later(minutes=minutes)
    assert leases.take(first, BINH).holder == holder


def test_a_case_that_is_renewed_stays_with_its_person(leases, first, clock):
    leases.take(first, MAI)
    for _ in range(5):
        clock.later(minutes=9)
        assert leases.renew(first, MAI)
    assert leases.take(first, BINH).holder == MAI


def test_a_lease_that_ran_out_is_renewed_as_long_as_nobody_took_the_case(leases, first, clock):
    leases.take(first, MAI)
    clock.later(hours=2)
    assert leases.renew(first, MAI)
    assert leases.take(first, BINH).holder == MAI


def test_a_lease_that_another_has_taken_is_not_renewed(leases, first, clock):
    leases.take(first, MAI)
    clock.later(hours=2)
    leases.take(first, BINH)
    assert not leases.renew(first, MAI)


def test_a_case_given_back_is_free_at_once_and_only_its_holder_gives_it_back(leases, first):
    leases.take(first, MAI)
    leases.give_back([first], BINH)
    assert leases.take(first, BINH).holder == MAI
    leases.give_back([first], MAI)
    assert leases.held(BOOK) == {}
    assert leases.take(first, BINH).holder == BINH


def test_a_case_that_does_not_exist_is_given_to_nobody(leases):
    with pytest.raises(UsageError, match="không có trường hợp số 999"):
        leases.take(999, MAI)


def test_twenty_who_reach_for_one_case_at_once_leave_it_with_one(leases, first):
    names = [f"Cán bộ {number}" for number in range(20)]
    with ThreadPoolExecutor(20) as desks:
        holders = set(desks.map(lambda who: leases.take(first, who).holder, names))
    assert len(holders) == 1


def test_a_case_that_is_read_away_takes_its_lease_with_it(leases, shared_book):
    last = shared_book.entries(BOOK)[-1].id
    leases.take(last, MAI)
    shared_book.store_read(1, page(5), {})
    assert leases.held(BOOK) == {}


class TestAnAnswerThatComesLate:
    """The network was away; meanwhile the lease ran out and another person had the case."""

    @pytest.fixture(autouse=True)
    def _away(self, leases, first, clock):
        leases.take(first, MAI)
        clock.later(minutes=20)
        leases.take(first, BINH)
        clock.later(minutes=1)

    def test_it_does_not_cover_what_the_other_said(self, leases, first, clock, shared_book):
        leases.decide(first, said(clock, BINH, "8", "b"))
        leases.give_back([first], BINH)
        with pytest.raises(Overtaken, match="Vừ A Bình đã trả lời ô này"):
            leases.decide(first, said(clock, MAI, "7", "a"))
        assert shared_book.entry(first).decided("so") == "8"

    def test_it_is_kept_where_nobody_else_answered(self, leases, first, clock, shared_book):
        leases.decide(first, said(clock, MAI, "7", "a"))
        assert shared_book.entry(first).decided("so") == "7"

    def test_the_other_who_has_not_seen_it_does_not_cover_it_either(self, leases, first, clock, shared_book):
        leases.decide(first, said(clock, MAI, "7", "a"))
        clock.later(minutes=1)
        with pytest.raises(Overtaken, match="Lò Thị Mai đã trả lời"):
            leases.decide(first, said(clock, BINH, "8", "b"))
        leases.take(first, BINH)  # opened again: now it is seen
        assert leases.decide(first, said(clock, BINH, "8", "c"))

    def test_the_same_answer_from_both_is_kept_from_both(self, leases, first, clock, shared_book):
        leases.decide(first, said(clock, BINH, "8", "b"))
        assert leases.decide(first, said(clock, MAI, "8", "a"))
        assert len(shared_book.history(first)) == 2

    def test_one_that_is_sent_twice_counts_once(self, leases, first, clock, shared_book):
        leases.decide(first, said(clock, MAI, "7", "a"))
        leases.take(first, BINH)
        clock.later(minutes=1)
        leases.take(first, BINH)
        leases.decide(first, said(clock, BINH, "8", "b"))
        assert not leases.decide(first, said(clock, MAI, "7", "a"))
        assert len(shared_book.history(first)) == 2


class TestWhatStays:
    """Answers that no lease stands in the way of."""

    def test_a_person_changes_their_own_answer(self, leases, first, clock, shared_book):
        leases.take(first, MAI)
        leases.decide(first, said(clock, MAI, "7", "a"))
        leases.decide(first, said(clock, MAI, "8", "b"))
        assert shared_book.entry(first).decided("so") == "8"

    def test_who_opens_the_case_later_may_change_what_another_said(self, leases, first, clock, shared_book):
        leases.take(first, MAI)
        leases.decide(first, said(clock, MAI, "7", "a"))
        leases.give_back([first], MAI)
        clock.later(minutes=1)
        leases.take(first, BINH)
        leases.decide(first, said(clock, BINH, "8", "b"))
        assert shared_book.entry(first).decided("so") == "8"

    def test_a_case_that_was_never_leased_takes_answers_as_before(self, leases, first, clock, shared_book):
        leases.decide(first, said(clock, MAI, "7", "a"))
        leases.decide(first, said(clock, BINH, "8", "b"))
        assert shared_book.entry(first).decided("so") == "8"
