"""The print that pages share gives a template, and its rulings and labels give cells."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline import book_template, template_pages
from pipeline.config import ROOT
from pipeline.entries import Candidate
from pipeline.errors import UsageError
from pipeline.forms import SIDES
from pipeline.geometry import Box
from pipeline.recognisers.tesseract import Tesseract
from pipeline.sheets import Sheet, Word
from pipeline.template_cells import Drawn, Proposal, proposed
from pipeline.template_names import named
from pipeline.template_pages import Taken
from pipeline.template_tables import Table

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"


def form(entries: int, *, labels: bool = True) -> tuple[np.ndarray, list[Word]]:
    """Return a (1100, 800) print of entries of four rows, and its words at twice that size."""
    page, words = np.full((1100, 800), 242, np.uint8), []
    for entry in range(entries):
        for row, (text, x) in enumerate([("Số:", 60), ("Họ và tên:", 60), ("Dân tộc:", 60), ("Nơi sinh:", 60)]):
            y = 100 + 420 * entry + 60 * row
            wide = 11 * len(text)
            cv2.line(page, (x + wide + 10, y), (x + wide + 500, y), (150,), 1)
            if labels:
                words += [
                    Word(part, Box(2 * (x + 11 * text.index(part)), 2 * (y - 14), 22 * len(part), 26), 0.95, row)
                    for part in text.split()
                ]
    return page, words


def test_a_ruling_after_a_label_is_a_cell_with_the_column_of_the_label():
    cells, starts, *_ = proposed(*form(1))
    assert [cell.column for cell in named(cells, "KS")] == ["so", "nksHoTen", "nksDanToc", "nksNoiSinh"]
    assert starts == ((0.0, 0.0),)
    left, top, wide, high = cells[1].box
    assert 0.2 < left < 0.25
    assert 0.6 < wide < 0.65
    assert top < 160 / 1100 < top + high


def test_entries_with_the_same_labels_are_one_entry_that_begins_several_times():
    cells, starts, *_ = proposed(*form(2))
    assert len(cells) == 4
    assert starts[1][1] == pytest.approx(420 / 1100, abs=0.005)


@pytest.mark.parametrize("entry", [0, 1])
def test_a_label_read_short_in_one_entry_shifts_no_entry(entry):
    page, words = form(2)
    words.remove(next(word for word in words if word.text == "tên:" and (word.box.y > 900) == bool(entry)))
    _, starts, *_ = proposed(page, words)
    np.testing.assert_allclose(starts, ((0.0, 0.0), (0.0, 420 / 1100)), atol=0.005)


def test_the_first_row_of_the_second_entry_is_no_row_of_the_first():
    page, words = form(2)
    below = [word for word in words if word.box.y > 900]
    page[1060:1090] = 242
    cv2.line(page, (60, 1075), (500, 1075), (150,), 1)  # a signature's line below, of which nothing is read
    cells, starts, *_ = proposed(page, [word for word in words if word not in below[:2]] + below[:1])
    assert [cell.label for cell in cells] == ["Số", "Họ và tên", "Dân tộc", "Nơi sinh"]
    assert len(starts) == 2


@pytest.mark.parametrize("lost", ["Số:", "Dân"])
def test_a_label_that_is_read_in_one_entry_only_shifts_no_entry(lost):
    page, words = form(2)
    words.remove(next(word for word in words if word.text == lost and word.box.y < 900))
    cells, starts, *_ = proposed(page, words)
    assert [cell.label for cell in cells] == ["Số", "Họ và tên", "Dân tộc", "Nơi sinh"]
    np.testing.assert_allclose(starts[1], (0.0, 420 / 1100), atol=0.005)


@pytest.mark.parametrize(
    ("page", "words", "why"),
    [
        (np.full((1100, 800), 242, np.uint8), [], "nothing is printed"),
        (form(1)[0], [], "no label: a person draws the cell"),
        (np.full((1100, 800), 242, np.uint8), form(1)[1], "labels without a place to write"),
    ],
)
def test_no_cell_is_made_up(page, words, why):
    assert proposed(page, words)[0] == (), why


def test_a_label_of_another_register_names_no_column():
    assert all(cell.column != "nksHoTen" for cell in named(proposed(*form(1))[0], "KT"))


def test_a_book_of_the_samples_becomes_a_template_with_most_of_its_columns():
    built = book_template.built(sorted(SAMPLE.glob("*.jpg")), "KS")
    named = [cell.column for cell in built.cells if cell.column]
    assert built.pages >= 3
    assert len(set(named)) == len(named) >= 14


def test_a_cover_and_a_broken_file_at_the_beginning_of_a_book_spoil_no_template(tmp_path):
    cover, broken = tmp_path / "bia.png", tmp_path / "1.jpg"
    picture = np.full((1600, 1200, 3), 235, np.uint8)
    cv2.putText(picture, "1976", (400, 800), cv2.FONT_HERSHEY_COMPLEX, 6, (40, 40, 40), 9)
    cv2.imwrite(str(cover), picture)
    broken.write_bytes(b"no picture")
    samples = sorted(SAMPLE.glob("*.jpg"))[:3]
    built = book_template.built([cover, broken, *samples], "KS")
    assert (built.pages, built.unlike, built.unread) == (3, ((cover, ""),), (broken,))
    assert sum(bool(cell.column) for cell in built.cells) >= 10


@pytest.fixture(scope="module")
def openings(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Two photographs of an opening of the samples on a dark desk, and one of which the right page is blank."""
    folder = tmp_path_factory.mktemp("openings")
    pages = [np.asarray(cv2.imread(str(file)), np.uint8) for file in sorted(SAMPLE.glob("*.jpg"))[:4]]
    blank = np.full_like(pages[0], 238)
    files = []
    for number, sides in enumerate([(pages[0], pages[1]), (pages[2], pages[3]), (pages[0], blank)]):
        desk = np.full((2600, 3700, 3), 50, np.uint8)
        for page, x in zip(sides, (40, 1870), strict=True):
            desk[60 : 60 + page.shape[0], x : x + page.shape[1]] = page
        files.append(folder / f"{number}.png")
        cv2.imwrite(str(files[-1]), desk)
    return files


def test_each_half_of_an_opening_is_a_page_of_the_template(openings):
    built = book_template.built(openings, "KS")
    assert set(built.used) == {(file, side) for file in openings for side in SIDES} - {(openings[2], "right")}
    assert built.unlike == ((openings[2], "right"),)
    assert built.picture.shape[0] > built.picture.shape[1]
    assert sum(bool(cell.column) for cell in built.cells) >= 10


def test_wide_pages_whose_halves_differ_stay_whole(tmp_path):
    files = []
    for number in range(2):
        page = np.full((1654, 2339, 3), 244, np.uint8)
        chance = np.random.default_rng(5)
        for row in range(14):
            for x in (120, 1300):
                word = "".join(chance.choice(list("abdeghiklmnopqrstuvxy"), 9))
                cv2.putText(page, word, (x, 160 + 100 * row), cv2.FONT_HERSHEY_COMPLEX, 1.2, (40, 40, 40), 2)
        files.append(tmp_path / f"{number}.png")
        cv2.imwrite(str(files[-1]), page)
    pages, unread = template_pages.taken(files, 2, lambda _: None)
    assert ([page.name for page in pages], unread) == ([(file, "") for file in files], ())


def test_a_print_of_no_table_stays_as_it_is():
    picture = form(1)[0]
    found = proposed(picture, form(1)[1])
    assert book_template._ruled_only(picture, found) is picture


def test_writing_leaves_the_body_of_a_table_and_its_rulings_stay():
    picture = np.full((400, 600), 245, np.uint8)
    for x in (50, 200, 550):
        cv2.line(picture, (x, 40), (x, 360), (80,), 2)
    for y in (40, 80, 360):
        cv2.line(picture, (50, y), (550, y), (80,), 2)
    ruled = picture.copy()
    cv2.line(picture, (56, 220), (194, 220), (80,), 2)
    cv2.putText(picture, "Nguyen", (230, 160), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (90,), 2)
    cells = tuple(Drawn((x / 600, 80 / 400, w / 600, 140 / 400)) for x, w in ((50, 150), (200, 350)))
    found = Proposal(cells, ((0.0, 0.0), (0.0, 140 / 400)), header=(40 / 400, 80 / 400))
    np.testing.assert_allclose(book_template._ruled_only(picture, found), ruled, atol=2)


@pytest.mark.parametrize(
    ("boxes", "header", "why"),
    [
        (((-0.01, 0.2, 0.3, 0.2), (0.29, 0.2, 0.3, 0.2)), (0.1, 0.2), "left of the picture"),
        (((0.6, 0.2, 0.3, 0.2), (0.9, 0.2, 0.2, 0.2)), (0.1, 0.2), "right of it"),
        (((0.1, 0.2, 0.3, 0.2), (0.4, 0.2, 0.3, 0.2)), (-0.1, 0.2), "a header above it"),
        (((0.1, 0.7, 0.3, 0.5), (1.1, 0.7, 0.3, 0.5)), (0.6, 1.2), "beyond it and below it"),
    ],
)
def test_cells_at_or_beyond_the_edge_are_cut_to_the_picture(boxes, header, why):
    picture = np.full((400, 600), 245, np.uint8)
    cells = tuple(Drawn(box) for box in boxes)
    found = Proposal(cells, ((0.0, 0.0), (0.0, 0.2)), header=header)
    assert book_template._ruled_only(picture, found).shape == picture.shape, why
    assert all(book_template._header_of(picture, cell, header).size for cell in cells), why


def test_a_table_without_a_cell_leaves_the_print_and_its_rulings_to_write_on():
    picture = np.full((400, 600), 245, np.uint8)
    assert book_template._ruled_only(picture, Proposal((), ((0.0, 0.0),), header=(0.1, 0.2))) is picture


def test_columns_too_narrow_for_a_cell_are_no_table(monkeypatch):
    narrow = Table((50.0, 60.0, 70.0), (40.0, 80.0), ((80.0, 360.0),))
    monkeypatch.setattr("pipeline.template_tables.found", lambda _: narrow)
    found = proposed(*form(1))
    assert [cell.label for cell in found.cells] == ["Số", "Họ và tên", "Dân tộc", "Nơi sinh"]
    assert found.header is None


@pytest.mark.parametrize(
    ("labels", "read", "after", "why"),
    [
        (("Họ và tên", ""), "Nghề nghiệp", ["Họ và tên", "Nghề nghiệp"], "a label that names no column"),
        (("Họ và tên", ""), "Dân tộc", ["Họ và tên", "Dân tộc"], "one that names a column"),
        (("Họ và tên", "Nghe ngh"), "xj", ["Họ và tên", "Nghe ngh"], "what was read at first stays"),
        (("Họ và tên", ""), "", ["Họ và tên", ""], "nothing is read"),
    ],
)
def test_a_header_of_which_nothing_was_read_is_called_by_what_is_read_of_it_alone(
    monkeypatch, labels, read, after, why
):
    monkeypatch.setattr(Tesseract, "read", lambda _, pictures, __: [[Candidate(read, 0.9)] for _ in pictures])
    cells = tuple(Drawn((0.1 + 0.3 * n, 0.2, 0.3, 0.5), label) for n, label in enumerate(labels))
    found = Proposal(cells, ((0.0, 0.0),), header=(0.1, 0.2))
    headed = book_template._headed(np.full((400, 600), 245, np.uint8), found, "KS", Tesseract())
    assert [cell.label for cell in headed] == after, why
    assert headed[0].column == "nksHoTen"
    assert [cell.title for cell in headed if not cell.column] == [cell.label for cell in headed if not cell.column]


@pytest.mark.parametrize(
    ("wide", "alike", "looked_at", "pages"),
    [
        (True, True, 5, 10),  # each picture brings two pages
        (True, False, 10, 10),  # wide pages that are no openings
        (False, False, 10, 10),
    ],
)
def test_pictures_behind_the_pages_asked_for_are_not_looked_at(monkeypatch, wide, alike, looked_at, pages):
    opened: list[Path] = []
    sheet = Sheet.of(np.full((40, 60, 3), 240, np.uint8))

    def decoded(file: Path) -> Sheet:
        opened.append(file)
        return sheet

    def cleaned(file: Path, side: str, _: Sheet) -> Taken:
        return Taken(file, side, np.zeros((9, 9), np.uint8), None)

    monkeypatch.setattr(template_pages, "_decoded", decoded)
    monkeypatch.setattr(template_pages, "_cleaned", cleaned)
    monkeypatch.setattr("pipeline.opening.halves", lambda _: (sheet, sheet) if wide else ())
    monkeypatch.setattr(template_pages, "_is_laid", lambda *_: alike)
    told: list[float] = []
    found, unread = template_pages.taken([Path(f"{n}.jpg") for n in range(12)], 10, told.append)
    assert (len(opened), len(found), unread, told[-1]) == (looked_at, pages, (), 1.0)


def test_pages_that_cannot_be_read_make_no_template(tmp_path):
    (tmp_path / "1.jpg").write_bytes(b"no picture")
    with pytest.raises(UsageError, match="Không đọc được trang nào"):
        book_template.built([tmp_path / "1.jpg"], "KS")
