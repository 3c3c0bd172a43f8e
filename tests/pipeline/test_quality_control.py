"""Which answers a second person looks at, what comes of it, and how the answers of a clerk stood up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.desk import Desk
from pipeline.entries import Decision, Ink, Reading, Verdict
from pipeline.errors import UsageError
from pipeline.estimates import lot
from pipeline.forms import Column
from pipeline.geometry import Box
from pipeline.quality_control import Attention, QualityControl, attention
from tests.pipeline.shared_book import BOOK, FORM

MAI, BINH, SON = "Lò Thị Mai", "Vừ A Bình", "Cà Văn Sơn"
IMPORTANT = [
    column.name for column in FORM.columns if column.kind in {"person_name", "partial_date", "id_number", "number"}
]


def word(column, text, who=MAI, key=""):
    return Decision(column, Verdict.CORRECTED, text, who, datetime.now(UTC), key or f"{who}/{column}/{text}")


@pytest.fixture
def quality(shared_book):
    return QualityControl(shared_book)


@pytest.fixture
def first(shared_book):
    """A case that Mai has answered whole; every proposal in it was doubtful."""
    entry = shared_book.entries(BOOK)[0]
    for column in FORM.columns:
        shared_book.decide(entry.id, word(column.name, "chữ"))
    return entry.id


@pytest.mark.parametrize(
    ("kind", "confidence", "text", "looks"),
    [
        ("person_name", 0.97, "Tày", Attention.GLANCE),
        ("person_name", 0.60, "Tày", Attention.TWICE),
        ("partial_date", 0.60, "1989", Attention.TWICE),
        ("person_name", 0.99, "", Attention.TWICE),  # nothing was read: no proposal is no sure proposal
        ("place", 0.97, "Tày", Attention.GLANCE),
        ("place", 0.60, "Tày", Attention.FULL),
        ("ethnicity", 0.10, "Tày", Attention.FULL),
    ],
)
def test_a_cell_is_looked_at_by_what_it_holds_and_how_sure_its_proposal_is(kind, confidence, text, looks):
    reading = Reading(text, confidence, Ink.WRITTEN, Box(0, 0, 9, 9))
    assert attention(Column("x", kind, ("x",), 0, "x"), reading) is looks


def test_a_cell_that_the_machine_did_not_find_is_looked_at_like_a_doubtful_one():
    assert attention(Column("x", "person_name", ("x",), 0, "x"), None) is Attention.TWICE
    assert attention(Column("x", "place", ("x",), 0, "x"), None) is Attention.FULL


class TestTypedTwice:
    """Important and doubtful: another person types without seeing; a third judges where they differ."""

    def test_important_doubtful_answers_come_to_others_and_not_to_their_author(self, quality, first):
        assert [cell.column.name for cell in quality.to_key(BOOK, BINH)] == IMPORTANT
        assert quality.to_key(BOOK, MAI) == []

    def test_a_cell_that_was_typed_twice_does_not_come_again(self, quality, first):
        cell = quality.to_key(BOOK, BINH)[0]
        assert quality.key(cell, word(cell.column.name, "chữ", BINH))
        assert cell.column.name not in [one.column.name for one in quality.to_key(BOOK, SON)]
        assert quality.disputes(BOOK, SON) == []

    def test_where_two_differ_a_third_judges_and_that_is_the_end(self, quality, first, shared_book):
        cell = quality.to_key(BOOK, BINH)[0]
        assert not quality.key(cell, word(cell.column.name, "khác", BINH))
        assert quality.disputes(BOOK, MAI) == quality.disputes(BOOK, BINH) == []
        (dispute,) = quality.disputes(BOOK, SON)
        assert (dispute.cell.decision.text, dispute.second.text) == ("chữ", "khác")
        quality.arbitrate(dispute, word(cell.column.name, "khác", SON))
        assert shared_book.entry(first).decided(cell.column.name) == "khác"
        assert quality.disputes(BOOK, SON) == []
        assert cell.column.name not in [one.column.name for one in quality.to_key(BOOK, BINH)]

    def test_an_answer_that_changes_afterwards_is_typed_again(self, quality, first, shared_book):
        cell = quality.to_key(BOOK, BINH)[0]
        quality.key(cell, word(cell.column.name, "chữ", BINH))
        shared_book.decide(first, word(cell.column.name, "mới"))
        assert cell.column.name in [one.column.name for one in quality.to_key(BOOK, BINH)]


class TestApproval:
    """A case leaves by a second pair of eyes."""

    def test_a_whole_case_waits_for_others_and_an_open_one_does_not(self, quality, first):
        assert [entry.id for entry in quality.to_approve(BOOK, BINH)] == [first]
        assert quality.to_approve(BOOK, MAI) == []

    def test_an_approved_case_waits_no_more(self, quality, first):
        (entry,) = quality.to_approve(BOOK, BINH)
        quality.approve(entry, BINH)
        assert quality.to_approve(BOOK, SON) == []
        assert quality.approved(BOOK) == {first: BINH}

    def test_a_case_with_an_open_cell_is_not_approved(self, quality, shared_book):
        entry = shared_book.entries(BOOK)[1]
        with pytest.raises(UsageError, match="còn ô chưa trả lời"):
            quality.approve(entry, BINH)


class TestSample:
    """A share of everybody's answers, drawn by lot."""

    def test_the_lot_draws_about_its_share_and_the_same_for_everybody(self):
        drawn = [lot(BOOK, f"k{number}") < 0.05 for number in range(10_000)]
        assert 430 < sum(drawn) < 570  # 500 +- 3 standard deviations of the binomial
        assert drawn == [lot(BOOK, f"k{number}") < 0.05 for number in range(10_000)]

    def test_others_answers_with_a_text_are_drawn_once(self, quality, first):
        cells = quality.sample(BOOK, BINH, share=1.0)
        assert len(cells) == len(FORM.columns)
        quality.judge(cells[0], word(cells[0].column.name, "chữ", BINH))
        assert len(quality.sample(BOOK, BINH, share=1.0)) == len(FORM.columns) - 1
        assert quality.sample(BOOK, MAI, share=1.0) == []
        assert quality.sample(BOOK, BINH, share=0.0) == []

    def test_what_was_found_is_counted_for_who_gave_the_answer(self, quality, first):
        right, wrong, *_ = quality.sample(BOOK, BINH, share=1.0)
        quality.judge(right, word(right.column.name, "chữ", BINH))
        quality.judge(wrong, word(wrong.column.name, "khác", BINH))
        keyed = quality.to_key(BOOK, SON)[-1]
        quality.key(keyed, word(keyed.column.name, "chữ", SON))
        (standing,) = [one for one in quality.standings(BOOK) if one.who == MAI]
        assert (standing.wrong.hits, standing.wrong.of) == (1, 2)
        assert (standing.keyed.hits, standing.keyed.of) == (1, 1)
        assert 0 < standing.wrong.low < 0.5 < standing.wrong.high < 1

    def test_nobody_looked_at_means_nothing_is_said(self, quality, first):
        assert quality.standings(BOOK) == []


def test_a_case_seen_before_its_last_answer_is_not_approved(quality, first, shared_book):
    (entry,) = quality.to_approve(BOOK, BINH)
    shared_book.decide(first, word("so", "mới"))
    with pytest.raises(UsageError, match="vừa có câu trả lời mới"):
        quality.approve(replace(entry), BINH)


def test_only_what_was_approved_and_not_changed_since_is_handed_over(
    quality, first, shared_book, installation, tmp_path
):
    desk = Desk(installation, shared_book)

    def rows() -> int:
        return desk.hand_over(BOOK, tmp_path / "out", "json", {"approved_only": True}).rows

    assert desk.hand_over(BOOK, tmp_path / "out", "json").rows == 1
    assert rows() == 0
    quality.approve(shared_book.entry(first), BINH)
    assert rows() == 1
    shared_book.decide(first, word("so", "mới"))
    assert rows() == 0
