"""Confidence against frequency."""

import json

import pytest

from scripts.measuring.calibration import expected_error, of_books, tables, tenths


@pytest.mark.parametrize(
    ("proposals", "error"),
    [
        ([(0.95, True)] * 19 + [(0.95, False)], 0.0),  # right as often as it says
        ([(0.95, True)] * 10 + [(0.95, False)] * 10, 0.45),
        ([(0.25, True)] * 4, 0.75),  # too modest is wrong too
        ([(0.95, True)] * 2 + [(0.05, True)] * 2, 0.5),  # one class cannot make up for another
        ([(1.0, True)], 0.0),  # the topmost class holds certainty
    ],
)
def test_the_error_is_the_distance_of_confidence_from_frequency(proposals, error):
    assert expected_error(proposals) == pytest.approx(error)


def test_a_tenth_in_which_nothing_was_proposed_is_left_out():
    assert [tenth for tenth, *_ in tenths([(0.31, True), (0.99, True)])] == [3, 9]


def test_proposals_are_judged_by_kind_and_letter_case_is_left_aside(tmp_path):
    book, out = tmp_path / "truth" / "b", tmp_path / "read"
    book.mkdir(parents=True)
    out.mkdir()
    true = {"so": "7", "nksHoTen": "Nông Tài", "nksGioiTinh": "Nam"}
    said = {
        "so": {"value": "1", "confidence": 0.9},
        "nksHoTen": {"value": "nông tài", "confidence": 0.8},
        "nksGioiTinh": {"value": "", "confidence": 0.0},  # no proposal is neither right nor wrong
    }
    pages = [{"file": "1.jpg", "level": 0, "entries": [{"fields": true}]}, {"file": "2.jpg", "level": 2, "entries": []}]
    (book / "truth.json").write_text(json.dumps({"form": "birth-2016", "pages": pages}), encoding="utf-8")
    read = {"pages": [{"file": "1.jpg", "entries": [{"fields": said}]}]}
    (out / "b.json").write_text(json.dumps(read), encoding="utf-8")
    found = of_books(tmp_path / "truth", out, (0, 1))
    assert found["number"] == [(0.9, False)]
    assert found["person_name"] == [(0.8, True)]
    assert len(found["all"]) == 2
    assert any(line.startswith("| person_name | 1 | 0.800 | 1.000 | 0.200 |") for line in tables(found))
