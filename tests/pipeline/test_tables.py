"""Drawn tables from picture to readings: struck-out cases, open rows, halves of rows on facing pages, ditto marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline import flow
from pipeline.entries import SURE, Candidate, Crossed, Ink, Reading
from pipeline.errors import UnknownForm
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.recognisers.tesseract import Tesseract
from pipeline.sheets import Picture, Word
from pipeline.spreads import MISSING, UNEVEN, joined
from pipeline.strike_outs import crossed
from pipeline.weighing import weighed

FORM = loader.load("birth-table")
TITLES = [column.labels[0] for column in FORM.columns]
EDGES = (100, 180, 400, 800, 900, 1120, 1260, 1620, 1950, 2280)
HEAD, TOP, HIGH = 160, 260, 110
PEN = (70, 45, 110)
ROW = ("1", "3/1/1982", "Ly Van Ngan", "Nam", "5/11/1981", "Kinh", "xa Minh Tien", "Ly Van An", "Cao Thi Hoa")


class Printed(Tesseract):
    """Sees the headers of one page after the other, as they were drawn: pages in the order in which they are read."""

    def __init__(self, *pages: list[Word]) -> None:
        self.pages = list(pages)

    def words(self, picture: Picture) -> list[Word]:
        return self.pages.pop(0) if self.pages else []


class Copyist:
    """A measured recogniser that reads the cells in their order as they were drawn."""

    version = "copyist"
    unruled = False
    calibrated = True

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = list(texts)

    def read(self, pictures: Sequence[Picture], kinds: Sequence[str]) -> list[list[Candidate]]:
        return [[Candidate(self.texts.pop(0), 0.97)] for _ in pictures]


def drawn(rows: Sequence[Sequence[str]], edges: Sequence[int] = EDGES, *, ruled: bool = True) -> Picture:
    """Return (1654, 2380, 3) paper with a ruled table, or with only its columns ruled, and texts in its cells."""
    picture = np.full((1654, 2380, 3), 236, np.uint8)
    foot = TOP + HIGH * len(rows)
    for y in (HEAD, TOP, *(TOP + HIGH * (row + 1) for row in range(len(rows) if ruled else 0)), foot):
        cv2.line(picture, (edges[0], y), (edges[-1], y), (70, 70, 70), 2)
    for x in edges:
        cv2.line(picture, (x, HEAD), (x, foot), (70, 70, 70), 2)
    for row, texts in enumerate(rows):
        for (left, _), text in zip(pairwise(edges), texts, strict=True):
            y = TOP + row * HIGH + 68
            if text == '"':
                for x in (left + 60, left + 73):
                    cv2.line(picture, (x, y - 24), (x - 2, y - 9), PEN, 3)
            else:
                cv2.putText(picture, text, (left + 16, y), cv2.FONT_HERSHEY_SIMPLEX, 1.1, PEN, 3)
    return picture


def headers(titles: Sequence[str], edges: Sequence[int] = EDGES) -> list[Word]:
    return [
        Word(title, Box(left + 6, HEAD + 20, right - left - 12, 30), 0.9, line)
        for line, (title, (left, right)) in enumerate(zip(titles, pairwise(edges), strict=True))
    ]


def texts(rows: Sequence[Sequence[str]]) -> list[str]:
    return [text for row in rows for text in row if text]


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The form without cleaning, so that printed words drawn at known places stay there; tests of the stages are elsewhere."""
    load = loader.load
    monkeypatch.setattr(loader, "load", lambda name: replace(load(name), stages=()))


def read(picture: Picture, rows: Sequence[Sequence[str]]) -> tuple[dict[str, Reading], ...]:
    engines = flow.Engines(Printed(headers(TITLES)), Copyist(texts(rows)))
    page = flow.read_page(picture, "birth-table", engines)
    return tuple(dict(entry) for entry in weighed([page])[0].entries)


@pytest.mark.usefixtures("plain")
def test_a_struck_out_case_stays_a_case_and_is_never_sure() -> None:
    rows = [(str(number), *ROW[1:]) for number in range(1, 6)]
    picture = drawn(rows)
    middle = TOP + 2 * HIGH + 58
    cv2.line(picture, (120, middle), (2260, middle - 5), PEN, 3)
    entries = read(picture, rows)
    assert [entry["so"].text for entry in entries] == ["1", "2", "3", "4", "5"]
    assert [{crossed(one) for one in entry.values()} for entry in entries] == [
        {None}, {None}, {Crossed.ROW}, {None}, {None}
    ]  # fmt: skip
    assert max(one.confidence for one in entries[2].values()) < SURE
    assert max(one.confidence for one in entries[1].values()) >= SURE


@pytest.mark.usefixtures("plain")
def test_ditto_marks_on_a_drawn_page_are_resolved_to_the_row_above_and_say_what_is_written() -> None:
    rows = [
        ROW,
        ("2", "3/1/1982", "Vu Thi Lan", "Nu", "6/11/1981", "Kinh", "-nt-", "Vu Van Ba", "Le Thi Na"),
        ("3", '"', "Ha Van Son", "Nam", "7/11/1981", "nt", "//", "Ha Van Tu", "Ma Thi Mo"),
        ("4", "5/1/1982", "Do Thi Tam", "Nu", "8/11/1981", "Tay", "xa Yen So", "Do Van Be", "-nt-"),
    ]
    entries = read(drawn(rows), rows)
    assert [entry["nksNoiSinh"].text for entry in entries] == ["xa Minh Tien"] * 3 + ["xa Yen So"]
    assert [entry["nksNoiSinh"].read[0].text for entry in entries[1:3]] == ["-nt-", '"']
    assert entries[2]["ngayDangKy"].reasons == ('như dòng trên (trong sổ ghi «"»)',)
    assert (entries[2]["nksDanToc"].text, entries[3]["nksDanToc"].text) == ("Kinh", "Tay")
    assert entries[3]["meHoTen"].text == "Ma Thi Mo"


@pytest.mark.usefixtures("plain")
def test_a_ditto_mark_in_a_struck_out_row_says_both_and_one_below_it_is_not_sure_either() -> None:
    rows = [ROW, *((str(number), *ROW[1:6], "-nt-", *ROW[7:]) for number in (2, 3))]
    picture = drawn(rows)
    middle = TOP + HIGH + 58
    cv2.line(picture, (120, middle), (2260, middle - 5), PEN, 3)
    places = [entry["nksNoiSinh"] for entry in read(picture, rows)]
    assert [place.text for place in places] == ["xa Minh Tien"] * 3
    assert places[1].reasons == (Crossed.ROW, "như dòng trên (trong sổ ghi «-nt-»)")
    assert crossed(places[2]) is None
    assert places[2].confidence < SURE


@pytest.mark.usefixtures("plain")
def test_cases_between_no_rulings_are_read_one_by_one() -> None:
    rows = [(str(number), *ROW[1:]) for number in range(1, 7)]
    entries = read(drawn(rows, ruled=False), rows)
    assert [entry["so"].text for entry in entries] == ["1", "2", "3", "4", "5", "6"]
    assert {entry["nksHoTen"].text for entry in entries} == {"Ly Van Ngan"}


SPREAD = """
title = "Sổ hai trang"
register = "KS"
printed = []
years = [1960, 1980]
layout = "ruled_rows"
entries = 0
stages = []
""" + "".join(
    f'\n[[columns]]\nname = "{column.name}"\nkind = "{column.kind}"\nlabels = ["{column.labels[0]}"]\nside = "{side}"\n'
    for side, columns in (("left", FORM.columns[:5]), ("right", FORM.columns[5:]))
    for column in columns
)
LEFT = (200, 330, 700, 1300, 1500, 2200)
RIGHT = (150, 500, 1100, 1600, 2250)


@pytest.fixture
def spread_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A form of this office whose rows run over two pages."""
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path))
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "spread.toml").write_text(SPREAD, encoding="utf-8")
    return "spread"


def opening(left: Picture, right: Picture) -> Picture:
    return np.hstack([left, np.full((left.shape[0], 24, 3), 60, np.uint8), right])


def engines_of(rows: Sequence[Sequence[str]], right_rows: Sequence[Sequence[str]], lower: int = 0) -> flow.Engines:
    """Return engines for an opening, its right page ``lower`` by so many px."""
    right = [replace(word, box=replace(word.box, y=word.box.y + lower)) for word in headers(TITLES[5:], RIGHT)]
    return flow.Engines(
        Printed(headers(TITLES[:5], LEFT), right), Copyist(texts([row[:5] for row in rows]) + texts(right_rows))
    )


ROWS = [(str(number), *ROW[1:5], "Tay", f"xom {number}", *ROW[7:]) for number in range(1, 6)]


def test_rows_that_run_over_two_pages_are_read_as_one_case_each(spread_form: str) -> None:
    left, right = drawn([row[:5] for row in ROWS], LEFT), drawn([row[5:] for row in ROWS], RIGHT)
    right = np.roll(right, 40, axis=0)  # the pages of an opening do not lie at one height
    engines = engines_of(ROWS, [row[5:] for row in ROWS], lower=40)
    page = flow.read_page(opening(left, right), spread_form, engines)
    assert page.form == spread_form
    assert [tuple(entry[column.name].text for column in FORM.columns) for entry in page.entries] == ROWS
    for row, entry in enumerate(page.entries):
        name, place = entry["nksHoTen"].box, entry["nksNoiSinh"].box
        assert abs(name.x - LEFT[2]) < 12
        assert abs(place.x - 2404 - RIGHT[1]) < 12
        assert abs(name.y - TOP - row * HIGH) < 12
        assert abs(place.y - TOP - 40 - row * HIGH) < 12


def test_one_page_of_such_an_opening_alone_says_what_is_missing(spread_form: str) -> None:
    page = drawn([row[:5] for row in ROWS], LEFT)[:, :1400]
    with pytest.raises(UnknownForm, match="hai trang liền nhau"):
        flow.read_page(page, spread_form, engines_of(ROWS, []))


def half(top: int, text: str, column: str) -> dict[str, Reading]:
    return {column: Reading(text, 0.97, Ink.WRITTEN, Box(10 if column == "so" else 900, top, 80, 40))}


def test_pages_with_unlike_numbers_of_rows_offer_the_other_half_and_propose_nothing() -> None:
    left = [half(top, str(number), "so") for number, top in enumerate((100, 150, 200), 1)]
    right = [half(top, text, "meHoTen") for text, top in (("Cao Thi Hoa", 103), ("Le Thi Na", 204))]
    rows = joined(left, right, ["meHoTen"], Box(600, 0, 600, 800))
    assert [row["so"].text for row in rows] == ["1", "2", "3"]
    assert [(row["meHoTen"].text, row["meHoTen"].ink, row["meHoTen"].reasons) for row in rows] == [
        ("", Ink.UNREADABLE, (UNEVEN,)),
        ("", Ink.UNREADABLE, (MISSING,)),
        ("", Ink.UNREADABLE, (UNEVEN,)),
    ]
    assert rows[0]["meHoTen"].alternatives == (Candidate("Cao Thi Hoa", 0.97),)
    assert rows[1]["meHoTen"].box == Box(600, 150, 600, 40)
