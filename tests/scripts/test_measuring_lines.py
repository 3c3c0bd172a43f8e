"""Lines found are counted once, columns are right as the truth says, and a folder that is no good is refused by name."""

import json
import sys

import cv2
import numpy as np
import pytest

from scripts.measuring import __main__, record
from scripts.measuring.lines import Line, matched, score


@pytest.fixture
def run(tmp_path, monkeypatch):
    def measured(*words):
        monkeypatch.setattr(record, "FILE", tmp_path / "measurements.md")
        monkeypatch.setattr(record, "_machine", lambda: "a machine")
        monkeypatch.setattr(sys, "argv", ["measure", "lines", *map(str, words)])
        return __main__.main()

    return measured


@pytest.fixture
def folder(tmp_path):
    """Return a folder of one page of ten short lines in one column."""
    there = tmp_path / "ledgers"
    there.mkdir()
    picture, lines = np.full((500, 400, 3), 225, np.uint8), []
    for y in range(80, 430, 35):
        for x in range(60, 330, 13):
            cv2.line(picture, (x, y - 11), (x - 2, y), (60, 60, 60), 2)
            cv2.line(picture, (x, y - 1), (x + 6, y - 9), (60, 60, 60), 2)
        lines.append({"column": "Col_1", "baseline": [[60, y], [330, y]]})
    cv2.imwrite(str(there / "a.jpg"), picture)
    (there / "a.json").write_text(json.dumps({"lines": lines}), encoding="utf-8")
    return there


def line(y, column="", first=0, last=100):
    return Line(column, np.array([[first, y], [last, y]], np.float64))


def test_a_folder_is_measured_and_written_down(folder, run, tmp_path):
    assert run(folder, "--json", tmp_path / "out.json") == 0
    figures = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    wanted = {"pages": 1, "lines": 10, "found": 10, "recall": 1.0, "precision": 1.0, "columns_right": 1.0}
    assert {name: figures[name] for name in wanted} == wanted
    assert "## Text lines of ledgers" in (tmp_path / "measurements.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpg", b"no picture"),
        ("a.json", b"{"),
        ("a.json", b'{"lines": [{"column": "Col_1"}]}'),
        ("a.json", b'{"lines": [{"baseline": []}]}'),
        ("a.json", None),
    ],
    ids=["no picture", "no JSON", "no baseline", "no points", "no truth"],
)
def test_a_bad_file_is_refused_by_its_name(folder, run, capsys, name, content):
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    assert run(folder) != 0
    assert name in capsys.readouterr().err


def test_a_folder_without_pages_is_refused(tmp_path, run, capsys):
    assert run(tmp_path) != 0
    assert str(tmp_path) in capsys.readouterr().err


@pytest.mark.parametrize(
    ("found", "pairs"),
    [
        ([line(10)], {0: 0}),
        ([line(21)], {0: 0}),
        ([line(23)], {}),  # 13 px away
        ([line(10, last=49)], {}),  # less than half of it
        ([line(15), line(10, last=60)], {0: 0}),  # one to one: the longer match
    ],
)
def test_a_line_is_found_when_most_of_it_is_near(found, pairs):
    assert matched([line(10)], found) == pairs


@pytest.mark.parametrize(
    ("columns", "right"),
    [
        ((5, 5, 7), 3),
        ((5, 6, 7), 2),  # a column cut in two loses its lesser part
        ((5, 5, 5), 2),  # of two columns joined only one can be right
    ],
)
def test_a_column_is_right_when_its_lines_stand_together_and_alone(columns, right):
    true = [line(50, "Col_1"), line(100, "Col_1"), line(150, "Col_2"), line(200, "header")]
    found = [line(50 * (i + 1), column) for i, column in enumerate(columns)]
    assert (score(true, found, 0.0).columns_right, score(true, found, 0.0).with_column) == (right, 3)
