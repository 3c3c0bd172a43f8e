"""Makes books of a few cells, and asks one witness about them."""

import pytest

from pipeline.entries import Candidate, Ink, Reading, ReadPage
from pipeline.geometry import Box
from pipeline.weighing import weighed, witnesses

BOX = Box(0, 0, 90, 30)


def _cell(said):
    """Return the reading of a text, of texts with their probabilities, or of a cell without a proposal."""
    if isinstance(said, Ink):
        return Reading("", 0.0, said, BOX)
    shares = said if isinstance(said, dict) else {said: 0.97}
    (text, probability), *others = shares.items()
    return Reading(text, probability, Ink.WRITTEN, BOX, tuple(Candidate(*one) for one in others))


@pytest.fixture
def page():
    """Make a page: ``page({"so": "1"}, {"so": {"2": 0.6, "7": 0.3}}, form="birth-table")``."""

    def made(*entries, form="birth-2006"):
        read = tuple({column: _cell(said) for column, said in entry.items()} for entry in entries)
        return ReadPage(form, read, (), {}, 1.0, (1000, 1000))

    return made


@pytest.fixture
def only():
    """Weigh pages with one witness alone, by name."""

    def asked(name, *pages, known=None):
        (witness,) = [one for one in witnesses() if type(one).__module__.endswith(f".{name}")]
        return weighed(pages, known, [witness])

    return asked
