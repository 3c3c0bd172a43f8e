"""Quantiles are those of NumPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.quantiles import quantile


@given(st.lists(st.floats(-1e3, 1e3, width=32), min_size=1, max_size=50), st.floats(0, 1))
def test_the_same_as_by_numpy(values: list[float], share: float) -> None:
    some = np.array(values, np.float32)
    assert quantile(some, share) == pytest.approx(float(np.quantile(some, share)), rel=1e-4, abs=1e-3)


def test_every_second_value_of_a_picture_is_looked_at_as_it_is() -> None:
    picture = np.arange(12, dtype=np.float32).reshape(3, 4)
    assert quantile(picture[::2, ::3], 0.5) == 5.5
    assert picture.ravel().tolist() == list(range(12))


CHANCE = np.random.default_rng(3)

MANY = {
    "any order": CHANCE.random(20_000),
    "rising": np.sort(CHANCE.random(20_000)),
    "falling": -np.sort(CHANCE.random(20_000)),
    "all the same": np.full(20_000, 0.5),
    "three values": CHANCE.integers(0, 3, 20_000),
    "high where no sample is taken": np.where(np.arange(20_000) % 16, 1.0, 0.0),
    "high only where it is taken": np.where(np.arange(20_000) % 16, 0.0, 1.0),
}


@pytest.mark.parametrize("share", [0.0, 0.5, 0.85, 0.95, 0.993, 1.0])
@pytest.mark.parametrize("order", MANY)
def test_of_many_values_it_is_the_same_however_they_lie(order: str, share: float) -> None:
    some = MANY[order].astype(np.float32)
    ordered, place = np.sort(some), share * (some.size - 1)
    low, high = ordered[int(place)], ordered[min(int(place) + 1, some.size - 1)]
    assert quantile(some, share) == float(low + (high - low) * (place - int(place)))
