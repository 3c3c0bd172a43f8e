"""Simulated books hold together as real ones do, mostly and not always, and weights fitted on them say so."""

import random
import tomllib
from itertools import islice, pairwise

import pytest

from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.weighing import WEIGHTS, every_weight
from scripts.handwriting.texts import Texts
from scripts.simulating import fitting, readings
from scripts.simulating.people import Commune
from scripts.simulating.registers import WRITES, entries

BOX = Box(0, 0, 90, 30)


def written(sources, form, count, seed=1):
    commune = Commune(Texts(sources, random.Random(seed)), 1990)
    return commune, list(islice(entries(form, commune), count))


@pytest.mark.parametrize(
    ("holds", "least", "most"),
    [
        (lambda one: one["nksHoTen"].split()[0] == one["chaHoTen"].split()[0], 0.90, 0.99),
        (lambda one: one["meNoiCuTru"] == one["chaNoiCuTru"], 0.75, 0.95),
        (lambda one: one["nycHoTen"] in {one["meHoTen"], one["chaHoTen"]}, 0.6, 0.95),
    ],
)
def test_a_family_agrees_mostly_and_not_always(sources, holds, least, most):
    _, births = written(sources, "birth-2016", 800)
    named = [one for one in births if "chaHoTen" in one]
    assert 0.9 < len(named) / len(births) < 1
    assert least < sum(map(holds, named)) / len(named) < most


def test_numbers_run_on_with_a_gap_here_and_there(sources):
    _, births = written(sources, "birth-2016", 400)
    steps = [int(two["so"]) - int(one["so"]) for one, two in pairwise(births)]
    assert 0.9 < steps.count(1) / len(steps) < 1
    assert {0, 1, 2} >= set(steps) - {step for step in steps if step < 0}  # it begins anew with the year


@pytest.mark.parametrize("form", sorted(WRITES))
def test_every_form_gets_all_its_columns(sources, form):
    columns = {column.name for column in loader.load(form).columns}
    _, some = written(sources, form, 40)
    assert columns <= set().union(*some)


def test_the_same_seed_writes_the_same_book(sources):
    assert written(sources, "death-2016", 20)[1] == written(sources, "death-2016", 20)[1]
    assert written(sources, "death-2016", 20)[1] != written(sources, "death-2016", 20, seed=2)[1]


@pytest.mark.parametrize(
    ("name", "number", "least", "most"),
    [
        ("unlisted", 4.6, 5.39, 5.41),
        ("again", 0.5, 0.68, 0.70),
        ("cells", 10.0, 22.2, 22.3),
        ("trust", 1.0, 2.2, 2.3),
        ("stray_letter", 0.1, 0.22, 0.23),
    ],
)
def test_a_number_moves_as_its_kind_does(name, number, least, most):
    up = fitting._moved(name, number, 0.8)
    assert least < up < most
    assert fitting._moved(name, up, -0.8) == pytest.approx(number)


def test_seldom_a_people_or_nation_stands_in_no_list(sources):
    _, births = written(sources, "birth-2016", 1500)
    nations = [one["nksQuocTich"] for one in births]
    unlisted = [nation for nation in nations if nation not in {"Việt Nam", "VN"}]
    assert 0.003 < len(unlisted) / len(nations) < 0.03


class Listener:
    """A recogniser that reads nothing and counts what it was shown."""

    def __init__(self):
        self.shown = 0

    def read(self, pictures, kinds):
        assert len(pictures) == len(kinds)
        self.shown += len(pictures)
        return [[Candidate("?", 0.5)] if place % 2 else [] for place in range(len(pictures))]


def test_every_cell_is_written_and_shown_and_what_was_not_read_is_no_reading(sources, face):
    engine = Listener()
    book = readings.book(loader.load("birth-table"), Texts(sources, random.Random(3)), face, engine)
    assert engine.shown == len(book.truth)
    assert sum(len(entry) for page in book.pages for entry in page.entries) == len(book.truth) // 2
    assert len(book.pages) == readings.PAGES


def counted(*numbers):
    """Return a book of one number an entry, each read as two texts of which the second is written."""
    pages = []
    for place in range(0, len(numbers), 2):
        pair = [
            {"so": Reading(said, 0.6, Ink.WRITTEN, BOX, (Candidate(str(place + i + 1), 0.3),))}
            for i, said in enumerate(numbers[place : place + 2])
        ]
        pages.append(ReadPage("birth-2006", tuple(pair), (), {}, 0.0, (1, 1)))
    truth = {(place // 2, place % 2, "so"): str(place + 1) for place in range(len(numbers))}
    return readings.Simulated(tuple(pages), truth)


def test_a_witness_that_is_right_gains_weight_and_what_was_fitted_is_never_worse():
    books = [counted("1", "2", "8", "4", "5", "9", "7", "3", "9", "70")] * 12
    weights = {name: dict(every_weight()[name]) for name in ("misreading", "numbers")}
    weights["numbers"]["follows"] = 0.05
    after = fitting.fitted(books, weights, lambda _: None)
    assert after["numbers"]["follows"] > 0.05
    assert fitting.verdict(books, after).log_probability > fitting.verdict(books, weights).log_probability


def test_where_nothing_can_be_gained_nothing_is_changed():
    only = {"misreading": dict(every_weight()["misreading"])}
    sure = [
        readings.Simulated(
            (ReadPage("birth-2006", ({"so": Reading("1", 1.0, Ink.WRITTEN, BOX)},), (), {}, 0.0, (1, 1)),),
            {(0, 0, "so"): "1"},
        )
    ]
    assert fitting.fitted(sure, only, lambda _: None) == only


def test_shares_that_make_more_than_one_together_are_not_tried_twice():
    weights = {name: dict(every_weight()[name]) for name in ("misreading", "numbers")}
    weights["numbers"] |= {"follows": 0.93, "skips": 0.02, "skips_page": 0.04}
    after = fitting.fitted([counted("1", "2", "8", "4")], weights, lambda _: None)
    assert after["numbers"]["follows"] + after["numbers"]["skips"] < 1


def test_what_is_written_is_read_back():
    weights = {name: dict(numbers) for name, numbers in every_weight().items()}
    weights["numbers"]["follows"] = 0.9
    text = fitting.written(WEIGHTS.read_text(encoding="utf-8"), weights, "by hand.\nTwice.")
    assert tomllib.loads(text) == weights
    assert "follows = 0.9  # reasoned" in text
    assert text.startswith("# Weights of the witnesses")
    again = fitting.written(text, weights, "by another hand.")
    assert "by another hand." in again
    assert "by hand" not in again
    assert tomllib.loads(again) == weights
    assert list(tomllib.loads(text)) == list(weights)  # the order in which they are heard
