"""Every part: made with defaults, described, leaves its input alone, survives what a bad scan can be."""

import inspect
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline import catalogue, exports, layouts, recognisers, rules, stages
from pipeline.entries import Book, Entry, Page, PageState
from pipeline.errors import BadForm
from pipeline.forms import loader
from pipeline.geometry import project
from pipeline.sheets import Sheet

PACKAGES = (stages, layouts, recognisers, rules, exports)
EVERY = [(package, name) for package in PACKAGES for name in catalogue.names(package)]
HEIGHT, WIDTH = 1270, 900
MARK = np.array([[610.0, 420.0]])
"""Where a red dot stands on the drawn page, x, y in px."""

BOOK = Book("Khai sinh 2016", "birth-2016", "Tân Cương", "Thái Nguyên", "Thái Nguyên", 2016, "01")
BAD = {
    "white": np.full((300, 200, 3), 255, np.uint8),
    "black": np.zeros((300, 200, 3), np.uint8),
    "large white": np.full((1200, 900, 3), 255, np.uint8),
    "large black": np.zeros((1200, 900, 3), np.uint8),
    "noise": np.random.default_rng(1).integers(0, 255, (400, 300, 3), np.uint8),
    "one pixel": np.full((1, 1, 3), 128, np.uint8),
    "five by five": np.full((5, 5, 3), 128, np.uint8),
    "one row": np.zeros((1, 300, 3), np.uint8),
    "one column": np.zeros((300, 1, 3), np.uint8),
}


def named(value):
    package, name = value
    return f"{package.__name__.rpartition('.')[2]}-{name}"


def made(package, name):
    return catalogue.part(package, name)()


def drawn():
    """Return a page of short words in level lines with one red dot, (H, W, 3); strokes stand on the line, as in writing."""
    random = np.random.default_rng(7)
    page = np.full((HEIGHT, WIDTH, 3), 225, np.uint8)
    for y in range(130, HEIGHT - 120, 42):
        x = int(random.integers(80, 120))
        while x < WIDTH - 130:
            x += int(random.integers(4, 12)) if random.random() < 0.8 else 22
            page[y + 16 - int(random.integers(9, 16)) : y + 16, x : x + 3] = 60
            page[y + 8 : y + 11, x : x + 7] = 60
    x, y = MARK[0].astype(int)
    cv2.circle(page, (int(x), int(y)), 16, (225, 225, 225), -1)
    cv2.circle(page, (int(x), int(y)), 9, (220, 20, 20), -1)
    return page


def carried(page, there, size):
    return cv2.warpPerspective(page, there, size, borderMode=cv2.BORDER_CONSTANT, borderValue=(40, 40, 40))


@cache
def pages():
    """Return the drawn page as it may be delivered: the picture and where the dot is on it."""
    straight = drawn()
    leaning = np.eye(3)
    leaning[:2] = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 3.0, 1.0)
    turned = np.array([[0.0, -1.0, HEIGHT], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    seen = np.array([(160, 120), (1010, 160), (1060, 1400), (90, 1360)], np.float32)
    corners = np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], np.float32)
    desk = cv2.getPerspectiveTransform(corners, seen).astype(np.float64)
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH].astype(np.float32)
    arch = 25 * np.sin(np.pi * x / WIDTH)
    curled = cv2.remap(straight, x, y + arch, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    slanted = cv2.warpAffine(straight, leaning[:2], (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    return {
        "straight": (straight, MARK),
        "leaning": (slanted, project(MARK, leaning)),
        "on its side": (np.ascontiguousarray(np.rot90(straight, -1)), project(MARK, turned)),
        "curled": (curled, MARK - [[0, 25 * np.sin(np.pi * MARK[0, 0] / WIDTH)]]),
        "on a dark desk": (carried(straight, desk, (1150, 1500)), project(MARK, desk)),
    }


def dot(picture):
    """Return the (1, 2) middle of what is red, x, y in px."""
    red = picture[..., 0].astype(int) - picture[..., 1]
    rows, columns = np.nonzero(red > 90)
    return np.array([[columns.mean(), rows.mean()]])


@pytest.mark.parametrize("part", EVERY, ids=named)
def test_a_part_is_made_with_its_defaults_and_says_what_it_is_for(part):
    package, name = part
    kind = catalogue.part(package, name)
    assert made(package, name) is not None
    assert (inspect.getdoc(kind) or "").strip()
    assert (inspect.getmodule(kind).__doc__ or "").strip()


@pytest.mark.parametrize("part", EVERY, ids=named)
def test_every_setting_of_a_part_is_described_where_it_is_declared(part):
    kind = catalogue.part(*part)
    settings = [one.name for one in fields(kind) if one.init] if is_dataclass(kind) else []
    assert [name for name in settings if f"{name}:" not in (inspect.getdoc(kind) or "")] == []


def test_a_part_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(BadForm, match=r"deskew.*trim"):
        catalogue.part(stages, "polish")


@pytest.mark.parametrize("name", ["_labels", "../config", "", "deskew.Deskew"])
def test_what_is_no_part_is_not_loaded(name):
    with pytest.raises(BadForm):
        catalogue.part(layouts, name)


@pytest.mark.parametrize(("name", "bad"), list(product(catalogue.names(stages), BAD)))
def test_a_stage_survives_a_bad_picture_and_leaves_it_alone(name, bad):
    before = BAD[bad].copy()
    after = made(stages, name)(Sheet.of(BAD[bad]))
    np.testing.assert_array_equal(BAD[bad], before)
    assert (after.picture.dtype, after.picture.ndim, after.picture.shape[2]) == (np.uint8, 3, 3)
    assert np.isfinite(project(MARK, after.to_scan)).all()


@pytest.mark.parametrize(("name", "page"), list(product(catalogue.names(stages), pages())))
def test_a_dot_marked_on_the_delivered_page_is_found_after_a_stage(name, page):
    picture, where = pages()[page]
    after = made(stages, name)(Sheet.of(picture))
    if np.array_equal(project(MARK, after.to_scan), MARK):
        assert after.picture.shape == picture.shape  # no pixel moved
    else:
        assert np.linalg.norm(project(dot(after.picture), after.to_scan) - where) < 2.0


@pytest.mark.parametrize(("name", "page"), list(product(catalogue.names(stages), pages())))
def test_a_stage_writes_what_it_changed_into_the_trail_and_nothing_else(name, page):
    picture, _ = pages()[page]
    after = made(stages, name)(Sheet.of(picture))
    changed = after.picture.shape != picture.shape or not np.array_equal(after.picture, picture)
    assert len(after.trail) == int(changed)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("trim", "on a dark desk"),
        ("turn", "on its side"),
        ("deskew", "leaning"),
        ("dewarp", "curled"),
        ("level", "leaning"),
    ],
)
def test_a_stage_mends_the_page_it_was_made_for(name, page):
    assert made(stages, name)(Sheet.of(pages()[page][0])).trail


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("trim", "straight"),  # the page fills the picture: there is nothing to cut
        ("trim", "leaning"),
        ("turn", "straight"),  # its lines are level already
        ("turn", "leaning"),  # three degrees are the business of deskew
        ("deskew", "straight"),  # turning would only cost sharpness
        ("dewarp", "straight"),
        ("dewarp", "leaning"),  # an even lean is the business of deskew
    ],
)
def test_a_stage_leaves_a_page_alone_that_needs_no_mending(name, page):
    assert made(stages, name)(Sheet.of(pages()[page][0])).trail == ()


@pytest.mark.parametrize(("name", "bad"), list(product(catalogue.names(layouts), BAD)))
def test_a_layout_sees_no_entry_where_nothing_is_printed(name, bad):
    layout, sheet, before = made(layouts, name), Sheet.of(BAD[bad]), BAD[bad].copy()
    for form in loader.every():
        assert layout(sheet, [], form) == []
        assert layout.likeness(sheet, [], form) == 0.0
    assert 0 <= layout.words_end(sheet) <= BAD[bad].shape[0]
    np.testing.assert_array_equal(BAD[bad], before)


@pytest.mark.parametrize("name", catalogue.names(recognisers))
def test_a_recogniser_answers_every_cell_and_invents_nothing(name):
    cells = {bad: picture for bad, picture in BAD.items() if bad != "noise"}
    before = [picture.copy() for picture in cells.values()]
    answers = made(recognisers, name).read(list(cells.values()), ["free_text"] * len(cells))
    assert dict(zip(cells, answers, strict=True)) == {bad: [] for bad in cells}
    for picture, copy in zip(cells.values(), before, strict=True):
        np.testing.assert_array_equal(picture, copy)


@pytest.mark.parametrize("name", catalogue.names(recognisers))
def test_the_probabilities_of_a_recogniser_are_probabilities(name):
    for candidates in made(recognisers, name).read([drawn()[:300], BAD["noise"]], ["free_text"] * 2):
        assert all(0.0 <= one.probability <= 1.0 for one in candidates)
        assert sum(one.probability for one in candidates) <= 1.0 + 1e-6


@pytest.mark.parametrize("name", catalogue.names(recognisers))
def test_a_recogniser_without_cells_has_no_work(name):
    engine = made(recognisers, name)
    assert engine.read([], []) == []
    assert engine.version
    assert isinstance(engine.unruled, bool)


@pytest.mark.parametrize("name", catalogue.names(rules))
def test_a_rule_has_no_doubt_about_an_empty_book(name):
    assert made(rules, name)(BOOK, []) == []


@pytest.mark.parametrize("name", catalogue.names(rules))
def test_a_rule_survives_an_entry_of_which_nothing_was_read_and_signs_its_findings(name):
    page = Page(1, BOOK.name, 1, "001.jpg", Path("001.jpg"), "0" * 64, PageState.READ)
    for finding in made(rules, name)(BOOK, [Entry(1, page, 1, BOOK.form)]):
        assert (finding.rule, finding.entry_ids) == (name, (1,))


def package(form, *entries):
    """Return a package of entries of one form."""
    return exports.Package(BOOK, loader.load(form).register, entries, {form: loader.load(form)})


@pytest.mark.parametrize(("name", "form"), list(product(catalogue.names(exports), loader.names())))
def test_an_export_of_an_empty_book_writes_no_package(name, form, tmp_path):
    receipt = made(exports, name).write(package(form), tmp_path)
    assert (list(receipt.files), receipt.rows, list(receipt.left_out)) == ([], 0, [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("name", "form"), list(product(catalogue.names(exports), loader.names())))
def test_an_export_leaves_an_undecided_entry_out_and_says_why(name, form, tmp_path):
    page = Page(1, BOOK.name, 1, "001.jpg", Path("001.jpg"), "0" * 64, PageState.READ)
    receipt = made(exports, name).write(package(form, Entry(1, page, 1, form)), tmp_path)
    assert receipt.rows == 0
    assert [(left.entry_id, bool(left.reason)) for left in receipt.left_out] == [(1, True)]
