"""A decision guards itself: it says something, somebody says it, and its text is composed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from unicodedata import normalize

import pytest

from pipeline.entries import TEXT_VERDICTS, Decision, Verdict
from pipeline.errors import UsageError

WORD = Decision("so", Verdict.CORRECTED, "12", "chị Hoa", datetime(2026, 11, 25, tzinfo=UTC), "k1", "17")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": ""}, "không có chữ"),
        ({"text": " \u00a0\t"}, "không có chữ"),
        ({"verdict": Verdict.CONFIRMED, "text": ""}, "không có chữ"),
        ({"verdict": Verdict.BLANK}, "không đi kèm chữ"),
        ({"verdict": Verdict.ILLEGIBLE, "text": " "}, "không đi kèm chữ"),
        ({"who": ""}, "tên người trả lời"),
        ({"who": "  "}, "tên người trả lời"),
        ({"key": ""}, "mã"),
        ({"column": ""}, "tên ô"),
    ],
)
def test_a_word_that_says_nothing_or_that_nobody_says_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        replace(WORD, **changes)


@pytest.mark.parametrize("name", ["text", "who", "proposal"])
def test_texts_are_composed(name: str) -> None:
    composed: dict[str, Any] = {name: normalize("NFD", "Huệ")}
    assert getattr(replace(WORD, **composed), name) == "Huệ"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_can_be_said(verdict: Verdict) -> None:
    text = "  Nông  Tài?" if verdict in TEXT_VERDICTS else ""
    assert replace(WORD, verdict=verdict, text=text).text == text  # kept as written
