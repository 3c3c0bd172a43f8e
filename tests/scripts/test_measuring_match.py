"""The lists that measure the matching hold what they say they hold."""

from pipeline.differences import between
from scripts.measuring.lists import COLUMNS, FAULTS, lists
from scripts.measuring.match import measure


def test_planted_faults_are_what_they_are_called_and_nothing_else_differs():
    made = lists(800, 5)
    kinds = {column.name: column.kind for column in COLUMNS}
    for ours, theirs in made.pairs.items():
        for column, first, second in zip(COLUMNS, made.ours[ours], made.theirs[theirs], strict=True):
            fault = made.faults.get((ours, column.name))
            if fault is None:
                assert second in {first, ""}
            else:
                assert between(kinds[column.name], first, second) is not None
    assert {kind for kind, _, _ in FAULTS} == set(made.faults.values())


def test_the_same_seed_gives_the_same_lists():
    assert lists(50, 3) == lists(50, 3)
    assert lists(50, 3) != lists(50, 4)


def test_the_section_shows_the_baseline_beside_the_product():
    section = measure(300)
    exact, ours = section.figures["rows"]["exact join of name and date"], section.figures["rows"]["sohoa match"]
    assert exact["recall"] < ours["recall"] > 0.99
    assert "| exact join of name and date |" in section.text
