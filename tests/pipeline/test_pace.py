"""How fast the work goes, told from the moments of answers."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pipeline import pace
from pipeline.pace import Answer, Pace

TODAY = date(2026, 11, 26)
HANOI = timezone(timedelta(hours=7))


def days(*counts: int) -> dict[date, int]:
    """Return cases finished on the days that end yesterday, the oldest first."""
    return {TODAY - timedelta(days=back): count for back, count in zip(range(len(counts), 0, -1), counts, strict=True)}


@pytest.mark.parametrize(
    ("finished", "a_day", "looked_at"),
    [
        (days(10), 10.0, 1),
        (days(10, 20), 15.0, 2),
        (days(14, 0, 0, 0, 0, 0, 0), 2.0, 7),  # days off count: they come again
        (days(*[7] * 14), 7.0, 14),
        (days(*[100] * 10, *[7] * 14), 7.0, 14),  # what was before the two weeks is over
        (days(10) | {TODAY: 3}, 10.0, 1),  # today is not over
        ({TODAY: 3}, 3.0, 1),  # the first day of all
        (days(0, 0, 0, 12), 12.0, 1),  # days before the first case are none of the work
    ],
)
def test_the_pace_is_the_mean_of_the_last_two_weeks(finished, a_day, looked_at):
    now = pace.pace(finished, TODAY)
    assert now.a_day == pytest.approx(a_day)
    assert now.days == looked_at


@pytest.mark.parametrize("finished", [{}, {TODAY: 0}, days(0, 0)])
def test_where_nothing_was_finished_there_is_no_pace(finished):
    assert pace.pace(finished, TODAY).a_day == 0.0


def test_even_days_leave_no_doubt_and_uneven_days_do():
    assert pace.pace(days(5, 5, 5, 5), TODAY).spread == 0.0
    assert pace.pace(days(10, 0, 10, 0), TODAY).spread == pytest.approx(2.8868, abs=1e-4)  # sqrt((100/3) / 4)


@pytest.mark.parametrize(
    ("left", "now", "likely", "early", "late"),
    [
        (100, Pace(10, 0, 14), 10, 10, 10),
        (100, Pace(10, 2, 14), 10, 8, 17),  # at 14 and at 6 a day
        (101, Pace(10, 0, 14), 11, 11, 11),  # a day that has begun is a day
        (0, Pace(10, 2, 14), 0, 0, 0),
        (100, Pace(10, 5, 14), 10, 5, None),  # two errors slower may be nothing at all
        (100, Pace(0, 0, 1), None, None, None),
        (10**9, Pace(1, 0, 14), None, None, None),  # no such day in the calendar
    ],
)
def test_the_end_is_told_with_its_doubt(left, now, likely, early, late):
    ahead = pace.forecast(left, now, TODAY)
    told = [None if day is None else (day - TODAY).days for day in (ahead.likely, ahead.early, ahead.late)]
    assert told == [likely, early, late]


@pytest.mark.parametrize(
    ("left", "deadline", "wanted"),
    [
        (90, TODAY + timedelta(days=89), 1.0),  # the campaign's 90 days, today counted
        (200, TODAY, 200.0),
        (0, TODAY + timedelta(days=9), 0.0),
        (50, TODAY - timedelta(days=1), None),
    ],
)
def test_a_deadline_asks_for_so_many_cases_a_day(left, deadline, wanted):
    assert pace.needed(left, deadline, TODAY) == wanted


def test_a_case_finished_before_midnight_counts_for_the_day_of_the_office():
    moment = datetime(2026, 11, 25, 17, 30, tzinfo=UTC)
    assert pace.by_day([moment], HANOI) == {date(2026, 11, 26): 1}
    assert pace.by_day([moment], UTC) == {date(2026, 11, 25): 1}


def answers(*seconds: int, share: float = 0.1) -> list[Answer]:
    begun = datetime(2026, 11, 26, 1, tzinfo=UTC)
    return [Answer(begun + timedelta(seconds=after), (place, "so"), share) for place, after in enumerate(seconds)]


@pytest.mark.parametrize(
    ("seconds", "spent"),
    [
        ((0,), 30),
        ((0, 60), 90),
        ((0, 600), 630),  # ten minutes over one cell is work
        ((0, 601), 60),  # more is a pause: two sittings of one answer
        ((0, 60, 7200, 7260), 180),
    ],
)
def test_hours_are_the_pauses_between_answers_without_the_long_ones(seconds, spent):
    [day] = pace.hours(answers(*seconds), HANOI)
    assert day.hours * 3600 == pytest.approx(spent)


def test_a_cell_is_a_part_of_its_case_and_counts_once_a_day():
    twice = [*answers(0, 10), *answers(20)]
    [day] = pace.hours(twice, HANOI)
    assert day.cells == 2
    assert day.cases == pytest.approx(0.2)


def test_a_few_minutes_say_no_rate_and_an_hour_does():
    assert pace.hours(answers(0, 60), HANOI)[0].an_hour is None
    [day] = pace.hours(answers(*range(0, 3600, 30), share=0.05), HANOI)
    assert day.an_hour == pytest.approx(6.0)


def test_the_work_of_two_days_stands_on_two_lines():
    said = [*answers(0), Answer(datetime(2026, 11, 27, 1, tzinfo=UTC), (1, "so"), 0.1)]
    assert [day.day for day in pace.hours(said, HANOI)] == [date(2026, 11, 26), date(2026, 11, 27)]


def test_nobody_who_answered_nothing_has_hours():
    assert pace.hours([], HANOI) == []
