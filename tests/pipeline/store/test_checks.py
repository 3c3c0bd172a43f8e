"""Second persons on real databases: approvals that count as long as nothing changes, and looks that cover nothing in silence."""

from datetime import UTC, datetime

import pytest

from pipeline.entries import Decision, Verdict
from pipeline.errors import StoreError, UsageError
from pipeline.store.checks import Checks
from pipeline.store.deciding import Overtaken
from pipeline.teamwork import Look
from tests.pipeline.shared_book import BOOK

MAI, BINH, SON = "Lò Thị Mai", "Vừ A Bình", "Cà Văn Sơn"
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def checks(shared_book):
    return Checks(shared_book.engine)


@pytest.fixture
def first(shared_book):
    entry_id = shared_book.entries(BOOK)[0].id
    shared_book.decide(entry_id, said(MAI, "7", "a"))
    return entry_id


def said(who, text, key, column="so"):
    verdict = Verdict.CORRECTED if text else Verdict.BLANK
    return Decision(column, verdict, text, who, NOW, key)


class TestApproval:
    """Four eyes on a whole case."""

    def test_another_person_approves_what_they_saw(self, checks, first):
        checks.approve(first, BINH, ["a"])
        assert checks.approved(BOOK) == {first: BINH}

    @pytest.mark.parametrize("who", [MAI, "lò thị mai", " Lò  Thị Mai"])
    def test_nobody_approves_their_own_answers_however_they_write_their_name(self, checks, first, who):
        with pytest.raises(UsageError, match="không tự duyệt"):
            checks.approve(first, who, ["a"])

    def test_what_was_decided_since_it_was_seen_is_not_approved(self, checks, first, shared_book):
        shared_book.decide(first, said(MAI, "8", "b"))
        with pytest.raises(Overtaken):
            checks.approve(first, BINH, ["a"])

    def test_a_later_answer_takes_the_approval_away_and_a_new_approval_brings_it_back(self, checks, first, shared_book):
        checks.approve(first, BINH, ["a"])
        shared_book.decide(first, said(MAI, "8", "b"))
        assert checks.approved(BOOK) == {}
        checks.approve(first, BINH, ["b"])
        assert checks.approved(BOOK) == {first: BINH}

    def test_a_case_without_answers_is_not_approved(self, checks, shared_book):
        with pytest.raises(Overtaken):
            checks.approve(shared_book.entries(BOOK)[1].id, BINH, [])

    def test_an_answer_to_another_case_leaves_the_approval(self, checks, first, shared_book):
        checks.approve(first, BINH, ["a"])
        shared_book.decide(shared_book.entries(BOOK)[1].id, said(MAI, "8", "b"))
        assert checks.approved(BOOK) == {first: BINH}


class TestSecondLook:
    """One cell, looked at by another person."""

    @pytest.mark.parametrize(("text", "agrees"), [("7", True), ("1", False), ("", False)])
    def test_typing_again_says_whether_both_agree_and_changes_nothing(self, checks, first, shared_book, text, agrees):
        assert checks.look(Look.KEYED, first, said(BINH, text, "b"), at="a") is agrees
        assert shared_book.entry(first).decided("so") == "7"
        (look,) = checks.looks(BOOK)
        assert (look.look, look.at, look.first, look.who, look.agrees, look.became) == (
            Look.KEYED,
            "a",
            MAI,
            BINH,
            agrees,
            "",
        )

    def test_accepting_and_typing_the_same_text_is_the_same_answer(self, checks, first):
        word = Decision("so", Verdict.CONFIRMED, "7", BINH, NOW, "b")
        assert checks.look(Look.KEYED, first, word, at="a")

    def test_a_judgement_becomes_the_answer_of_the_cell(self, checks, first, shared_book):
        checks.look(Look.KEYED, first, said(BINH, "1", "b"), at="a")
        checks.look(Look.ARBITRATED, first, said(SON, "1", "c"), at="a")
        assert shared_book.entry(first).decisions["so"].who == SON
        assert [look.became for look in checks.looks(BOOK)] == ["", "c"]

    @pytest.mark.parametrize("who", [MAI, BINH])
    def test_neither_of_the_two_judges(self, checks, first, shared_book, who):
        checks.look(Look.KEYED, first, said(BINH, "1", "b"), at="a")
        with pytest.raises(UsageError, match="câu trả lời của chính bạn"):
            checks.look(Look.ARBITRATED, first, said(who, "1", "c"), at="a")
        assert shared_book.entry(first).decided("so") == "7"

    @pytest.mark.parametrize(("text", "answer", "answers"), [("7", "7", 1), ("1", "1", 2)])
    def test_a_sample_changes_the_answer_only_where_it_is_wrong(
        self, checks, first, shared_book, text, answer, answers
    ):
        checks.look(Look.SAMPLED, first, said(BINH, text, "b"), at="a")
        assert shared_book.entry(first).decided("so") == answer
        assert len(shared_book.history(first)) == answers

    def test_nobody_looks_at_their_own_answer(self, checks, first):
        with pytest.raises(UsageError, match="câu trả lời của chính bạn"):
            checks.look(Look.KEYED, first, said("LÒ THỊ MAI", "7", "b"), at="a")

    def test_a_look_at_an_answer_that_counts_no_more_is_refused(self, checks, first, shared_book):
        shared_book.decide(first, said(MAI, "8", "b"))
        with pytest.raises(Overtaken):
            checks.look(Look.KEYED, first, said(BINH, "7", "c"), at="a")

    def test_a_look_that_is_sent_twice_counts_once(self, checks, first, shared_book):
        for _ in range(2):
            assert not checks.look(Look.SAMPLED, first, said(BINH, "1", "b"), at="a")
        assert len(checks.looks(BOOK)) == 1
        assert len(shared_book.history(first)) == 2


@pytest.mark.parametrize("order", ["UPDATE rechecks SET text = 'x'", "DELETE FROM rechecks", "DELETE FROM approvals"])
def test_not_even_another_program_changes_what_a_second_person_said(checks, first, shared_book, order):
    checks.approve(first, BINH, ["a"])
    checks.look(Look.KEYED, first, said(BINH, "1", "b"), at="a")
    with pytest.raises(Exception, match="only ever added"), shared_book.engine.begin() as connection:
        connection.exec_driver_sql(order)


def test_a_full_disk_keeps_neither_the_look_nor_its_answer(checks, first, shared_book):
    if shared_book.engine.dialect.name != "sqlite":
        pytest.skip("the size of a database is limited in SQLite only")
    with shared_book.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="đã đầy"):
        checks.look(Look.SAMPLED, first, said(BINH, "1" * 60_000, "b"), at="a")
    assert checks.looks(BOOK) == []
    assert shared_book.entry(first).decided("so") == "7"
