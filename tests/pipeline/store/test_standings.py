"""Closing totals and import reports are only ever added, and one file counts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from office import add_book  # type: ignore[import-not-found]  # the office of the screens: a store with one book
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from pipeline.closings import ClosingTotal, ImportReport, ReportedRow
from pipeline.config import Config
from pipeline.entries import Decision, Verdict
from pipeline.errors import UsageError
from pipeline.store.connection import connect
from pipeline.store.database import Database
from pipeline.store.standings import Standings

NAME = "Khai sinh 1989"
WHEN = datetime(2026, 11, 26, 8, tzinfo=UTC)
ROWS = (
    ReportedRow(2, "07", "01/1989", accepted=True, reason=""),
    ReportedRow(3, "08", "01/1989", accepted=False, reason="Sai ngày"),
)
REPORT = ImportReport("bao-cao.csv", "a" * 64, "KS", "chị Hoa", WHEN, ROWS)


@pytest.fixture
def config(tmp_path):
    config = Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")
    add_book(config, NAME)
    return config


@pytest.fixture
def standings(config):
    standings = Standings.open(config)
    yield standings
    standings.close()


def test_a_closing_total_is_kept_with_who_and_when_and_the_newest_counts(standings):
    first, second = ClosingTotal(45, 50, "chị Hoa", WHEN), ClosingTotal(54, 50, "anh Páo", WHEN + timedelta(hours=1))
    assert [standings.close_book(NAME, total) for total in (first, first, second)] == [True, False, True]
    assert standings.totals(NAME) == [first, second]


def test_a_report_comes_back_as_it_was_and_counts_once(standings):
    assert standings.add_report(NAME, REPORT)
    assert not standings.add_report(NAME, replace(REPORT, name="ten-khac.csv", who="anh Páo"))
    assert standings.reports(NAME) == [REPORT]


@pytest.mark.parametrize("table", ["closing_totals", "import_reports", "import_rows"])
@pytest.mark.parametrize("change", ["UPDATE {table} SET rowid = rowid", "DELETE FROM {table}"])
def test_nothing_that_was_said_can_be_changed_or_taken_away(standings, config, table, change):
    standings.close_book(NAME, ClosingTotal(3, 0, "chị Hoa", WHEN))
    standings.add_report(NAME, REPORT)
    engine = connect(config.store_url)
    with pytest.raises(DatabaseError, match="only ever added"), engine.begin() as connection:
        connection.execute(text(change.format(table=table)))
    engine.dispose()


def test_a_book_that_does_not_exist_is_named(standings):
    with pytest.raises(UsageError, match="Có phải «Khai sinh 1989»"):
        standings.close_book("Khai sinh 1998", ClosingTotal(3, 0, "chị Hoa", WHEN))


def test_the_light_look_says_what_the_whole_one_says(standings, config):
    store = Database.open(config)
    entry = store.entries(NAME)[0]
    for verdict, said in ((Verdict.VERIFY_LATER, ""), (Verdict.CORRECTED, "Nông Văn Tài")):
        store.decide(entry.id, Decision("nksHoTen", verdict, said, "chị Hoa", WHEN, f"k {verdict}"))
    store.decide(entry.id, Decision("so", Verdict.ASK_SUPERIOR, "", "chị Hoa", WHEN, "k so"))
    columns = ("so", "nksHoTen", "nksNgaySinh")
    whole, light = store.entries(NAME), standings.entries(NAME, columns)
    assert [(one.id, one.page, one.order, one.form) for one in light] == [
        (one.id, one.page, one.order, one.form) for one in whole
    ]
    for column in columns:
        assert [(one.best(column), one.decided(column)) for one in light] == [
            (one.best(column), one.decided(column)) for one in whole
        ]
    assert {one: (said.decided, said.set_aside) for one, said in standings.tallies(NAME).items()} == {entry.id: (1, 1)}
    store.close()
