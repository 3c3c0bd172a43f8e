"""A language prefers what it has learned and leaves nothing impossible."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.errors import MissingPart
from pipeline.language import END, NONE, START, Language, grown, learned, saved, spoken, weight

LABELS = 7
TEXTS = [(1, 2, 3)] * 5 + [(1, 2, 4), (5, 1), (2,)]


def shares(language: Language, *letters: int) -> NDArray[np.float64]:
    context = START
    for letter in letters:
        context = grown(context, letter)
    return np.exp([language.followed(context, label) for label in range(LABELS)])


@pytest.mark.parametrize("letters", [(), (1,), (1, 2), (1, 2, 3), (6,), (6, 6, 6, 6, 6, 6, 6), (5, 1, 2, 3, 1, 2)])
def test_what_may_follow_adds_up_to_one(letters):
    assert shares(learned(TEXTS, LABELS), *letters).sum() == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize(("letters", "likeliest"), [((), 1), ((1,), 2), ((1, 2), 3), ((1, 2, 3), END), ((6, 1, 2), 3)])
def test_what_was_seen_most_is_likeliest(letters, likeliest):
    assert int(shares(learned(TEXTS, LABELS), *letters).argmax()) == likeliest


@pytest.mark.parametrize("letters", [(), (1, 2), (6, 6)])
def test_a_letter_never_seen_there_stays_possible(letters):
    assert shares(learned(TEXTS, LABELS), *letters).min() > 0


def test_rare_letters_in_company_may_be_left_out_of_the_model():
    whole, small = learned(TEXTS, LABELS), learned(TEXTS, LABELS, least=2)
    assert len(small.keys) < len(whole.keys)
    assert shares(small, 1, 2).sum() == pytest.approx(1.0, abs=1e-4)


def test_a_language_comes_back_from_its_file(tmp_path):
    language = learned(TEXTS, LABELS)
    saved(language, tmp_path / "person_name.npz")
    back = spoken("person_name", tmp_path)
    assert back is not None
    assert np.allclose(shares(back, 1, 2), shares(language, 1, 2), atol=2e-3)


def test_a_kind_without_a_language_has_none(tmp_path):
    assert spoken("free_text", tmp_path) is None


def test_a_damaged_file_says_what_to_do(tmp_path):
    (tmp_path / "place.npz").write_bytes(b"PK\x03\x04 half a file")
    with pytest.raises(MissingPart, match="models/"):
        spoken("place", tmp_path)


def test_a_kind_without_weights_of_its_own_is_calibrated_as_plain_text(tmp_path):
    numbers = "alpha = 0.0\nbeta = 0.0\noffset = -1.0\nslope = 1.0\nper_letter = 0.0\n"
    (tmp_path / "weights.toml").write_text(f"[text]\n{numbers}", encoding="utf-8")
    assert weight("choice", tmp_path).offset == -1.0


def test_damaged_weights_say_what_to_do(tmp_path):
    (tmp_path / "weights.toml").write_text("[text]\nalpha = 1.0\n", encoding="utf-8")
    with pytest.raises(MissingPart, match="models/"):
        weight("place", tmp_path)


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0.0, 0.01), (0.5, 0.49, 0.51), (1.0, 0.99, 1.0)])
def test_unfitted_weights_believe_the_search(share, least, most):
    assert least <= NONE.frequency(share, 12) <= most
