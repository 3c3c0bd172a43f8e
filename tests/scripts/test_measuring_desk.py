"""The keystroke-level model of the desk: how keys are counted, and what is made of times."""

import pytest

from scripts.measuring.desk import _latencies, _place
from scripts.measuring.desk_books import page_of
from scripts.measuring.desk_clerk import K, M, Work, norm, telex


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("1989", 4),
        ("12/05/1989", 10),
        ("an", 2),
        ("An", 3),  # Shift is a key
        ("Nguyễn", 9),  # Nguyeenx and Shift
        ("đường", 8),  # dduowngf
        ("xã", 3),
        ("Huệ", 6),
    ],
)
def test_a_text_takes_the_keys_of_telex(text: str, keys: int) -> None:
    assert telex(text) == keys


def test_a_composed_and_a_decomposed_text_take_the_same_keys() -> None:
    assert telex("Huê\u0323") == telex("Huệ")


def test_a_case_takes_keys_looks_and_the_answer_of_the_screen() -> None:
    assert Work(keys=10, looks=4, steps=5).seconds(0.02) == pytest.approx(10 * K + 4 * M + 0.1)


@pytest.mark.parametrize(("one", "other"), [("Mai", "mai"), ("xã  Ba", "xã Ba"), ("Huê\u0323", "huệ")])
def test_texts_are_compared_as_the_score_compares_them(one: str, other: str) -> None:
    assert norm(one) == norm(other)


def test_times_are_told_apart_and_the_slow_ones_are_named() -> None:
    found = _latencies([("field", float(ms)) for ms in range(1, 101)] + [("record", 7.0)])
    assert found["field"] == {"count": 100, "median": 51.0, "p95": 96.0, "p99": 100.0}
    assert found["record"]["median"] == 7.0


def test_no_times_give_no_row() -> None:
    assert _latencies([]) == {}


def test_a_place_is_read_from_what_stands_above_the_case() -> None:
    assert _place("Khai sinh · cũ · Trang 12 · trường hợp 3") == ("Khai sinh · cũ", 12, 3)


def test_a_page_is_what_the_clerk_gets_after_weighing() -> None:
    said = {"value": "Tài", "confidence": 0.97, "state": "written", "box": [1, 2, 3, 4], "reasons": ["rõ"],
            "alternatives": [{"value": "Tại", "confidence": 0.02}], "read": [{"value": "Tái", "confidence": 0.6}]}  # fmt: skip
    page = {"form": "birth-table", "entries": [{"fields": {"so": said}}], "trail": [], "quality": {}, "seconds": 1.0}
    reading = page_of(page).entries[0]["so"]
    assert (reading.text, reading.confidence, reading.alternatives[0].text) == ("Tài", 0.97, "Tại")
