"""Answers from the browser: kept once, in order, acknowledged only when they are on disk."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest
from fake_desk import PAGE, FakeDesk, entry

from pipeline.entries import Verdict
from pipeline.errors import StoreError
from ui.outbox import deliver, stamp_of

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def letter(key: str = "k1", **changes: Any) -> dict[str, Any]:
    """Return an answer as the browser writes it."""
    answer = {
        "key": key,
        "entry_id": 1,
        "stamp": stamp_of(entry(1)),
        "column": "so",
        "verdict": "confirmed",
        "text": "12",
        "proposal": "12",
        "who": "Lò Thị Mai",
        "at": 1,
    }
    return answer | changes


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk({1: entry(1)})


def test_an_answer_becomes_a_decision_of_the_clerk(desk: FakeDesk) -> None:
    deliver([letter(verdict="corrected", text=" 13 ")], desk, lambda: NOON)
    (_, kept), *_ = desk.kept
    assert (kept.column, kept.verdict, kept.text, kept.who, kept.when, kept.key, kept.proposal) == (
        "so",
        Verdict.CORRECTED,
        "13",
        "Lò Thị Mai",
        NOON,
        "k1",
        "12",
    )


def test_an_answer_is_acknowledged_when_it_is_kept(desk: FakeDesk) -> None:
    assert deliver([letter("k1"), letter("k2")], desk).acknowledged == ["k1", "k2"]


def test_an_answer_sent_again_is_acknowledged_again_and_kept_once(desk: FakeDesk) -> None:
    deliver([letter()], desk)
    again = deliver([letter()], desk)
    assert (again.acknowledged, len(desk.kept)) == (["k1"], 1)


def test_text_is_composed_before_it_is_kept(desk: FakeDesk) -> None:
    deliver([letter(text=unicodedata.normalize("NFD", "Huệ"))], desk)
    assert desk.kept[0][1].text == "Huệ"


def test_nothing_is_acknowledged_while_the_disk_is_full(desk: FakeDesk) -> None:
    desk.trouble = StoreError("Ổ đĩa đã đầy.")
    delivery = deliver([letter("k1"), letter("k2")], desk)
    assert (delivery.acknowledged, delivery.refused) == ([], {})
    assert delivery.trouble.startswith("Ổ đĩa đã đầy. Hãy")


def test_a_later_answer_does_not_overtake_one_that_could_not_be_kept(desk: FakeDesk) -> None:
    desk.trouble = StoreError("Ổ đĩa đã đầy.")
    deliver([letter("k1", text="13", verdict="corrected")], desk)
    desk.trouble = None
    deliver([letter("k1", text="13", verdict="corrected"), letter("k2")], desk)
    assert [decision.key for _, decision in desk.kept] == ["k1", "k2"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"entry_id": 9}, "there is no such case"),
        ({"stamp": "other/1"}, "the id belongs to another store or picture"),
        ({"verdict": "sure"}, "no such verdict"),
        ({"text": ""}, "confirmed without a text"),
        ({"verdict": "blank"}, "blank with a text"),
        ({"who": " "}, "nobody answered"),
        ({"text": None, "column": None}, "not an answer"),
    ],
)
def test_an_answer_that_fits_no_case_is_refused_and_the_others_are_kept(
    desk: FakeDesk, changes: dict[str, Any], why: str
) -> None:
    delivery = deliver([letter("k1", **changes), letter("k2")], desk)
    assert list(delivery.refused) == ["k1"], why
    assert delivery.refused["k1"].endswith(".")
    assert delivery.acknowledged == ["k2"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"verdict": "blank", "text": ""}, "a blank cell has no text"),
        ({"text": "=1+1"}, "a text is kept as written, whatever it looks like"),
        ({"verdict": "corrected", "text": "1989"}, "year only is a date"),
        ({"stamp": f"{PAGE.sha256[:16]}/1"}, "the same picture, read anew"),
    ],
)
def test_an_ordinary_answer_is_not_refused(desk: FakeDesk, changes: dict[str, Any], why: str) -> None:
    assert deliver([letter(**changes)], desk).refused == {}, why
