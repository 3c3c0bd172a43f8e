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
