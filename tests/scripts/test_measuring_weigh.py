"""The ablation begins with what the recogniser said, whether its readings were weighed when they were written or not."""

import json

import pytest

from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.geometry import Box
from pipeline.page_json import told
from pipeline.weigh._book import by_ink
from pipeline.weighing import weighed
from scripts.measuring.weigh import measure, page_of

BOX = Box(0, 0, 90, 30)


def book(*numbers: str) -> list[ReadPage]:
    read = [Reading(number, 0.6, Ink.WRITTEN, BOX, (Candidate("5", 0.2),)) for number in numbers]
    return [ReadPage("birth-2006", tuple({"so": one} for one in read), ("hand",), {}, 1.0, (1, 1))]


@pytest.mark.parametrize("pages", [book("1", "2", "8", "4"), weighed(book("1", "2", "8", "4"))])
def test_a_page_comes_back_as_the_recogniser_read_it(pages):
    again = page_of(json.loads(json.dumps(told("1.jpg", pages[0]))))
    said = [by_ink(entry["so"]) for entry in again.entries]
    assert said == [[Candidate(text, 0.6), Candidate("5", 0.2)] for text in ("1", "2", "8", "4")]


def test_every_witness_has_a_line_of_its_own(tmp_path):
    counts = {"all/0": {"fields": 4, "top1": 2, "top5": 3, "sure": 1, "sure_all": 1, "silent": 0}}
    (tmp_path / "score.py").write_text(f"print({json.dumps(counts)!r})", encoding="utf-8")
    (tmp_path / "read").mkdir()
    pages = {"pages": [told("1.jpg", book("1", "2", "8")[0])]}
    (tmp_path / "read" / "one.json").write_text(json.dumps(pages), encoding="utf-8")
    section = measure(tmp_path, tmp_path / "read")
    assert section.figures["rows"]["without numbers"]["0"] == {"top1": 0.5, "top5": 0.75, "silent": 0.0, "sure": 0.25}
    assert "| nobody | 0.500, 0.750, 0.000, 0.250 |" in section.text
