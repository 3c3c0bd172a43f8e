"""Numbers of entries and volumes as registers hold them."""

import pytest

from pipeline.numbering import Number, parse


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", Number(12)),
        ("012", Number(12)),
        ("1250", Number(1250)),
        ("1.000", Number(1000)),
        ("Số 1.250/2018", Number(1250, 2018)),
        ("12.", Number(12)),
        ("12/2018", Number(12, 2018)),
        ("01 / 2018", Number(1, 2018)),
        ("Số: 12", Number(12)),
        ("Quyển số 01/2018", Number(1, 2018)),
    ],
)
def test_a_number_is_understood(text, number):
    assert parse(text) == number


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "nothing is written"),
        ("0", "numbers begin at 1"),
        ("12a", "may be an inserted entry, or a misread digit"),
        ("1?", "a digit cannot be read"),
        ("12/18", "a year of two digits is not guessed"),
        ("1.00", "no thousands: three digits would follow the dot"),
        ("1.0000", "no thousands either"),
        ("0.125", "thousands begin with a digit"),
        ("1,000", "a comma parts decimals"),
        ("1.2018", "perhaps number and year, perhaps a slip"),
        ("3.5.018", "a date"),
        ("l2", "a letter is no digit"),
        ("12/2018/KS", "not a form that is known"),
    ],
)
def test_what_is_no_certain_number_stays_text(text, why):
    assert parse(text) is None
