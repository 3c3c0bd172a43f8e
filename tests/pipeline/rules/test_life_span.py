"""Births and deaths."""

import pytest

from pipeline.entries import Severity
from pipeline.rules.life_span import LifeSpan


@pytest.mark.parametrize(
    ("born", "died", "severity", "said"),
    [
        ("2/1/2019", "2/1/2018", Severity.ERROR, "ngày chết 02.01.2018, ngày sinh 02.01.2019, chết trước khi sinh"),
        ("3/1/2018", "2/1/2018", Severity.ERROR, "chết trước khi sinh"),
        ("2019", "2/1/2018", Severity.ERROR, "ngày sinh 2019"),
        ("02/2018", "2/1/2018", Severity.ERROR, "ngày sinh 02.2018"),
        ("1894", "2018", Severity.WARNING, "thọ trên 122 tuổi"),
        ("12/5/1089", "2/1/2018", Severity.WARNING, "thọ trên 122 tuổi"),
    ],
)
def test_a_life_that_cannot_be_is_named(book, case, born, died, severity, said):
    (finding,) = LifeSpan()(book(), case("death-2016", nktNgaySinh=born, nktNgayChet=died))
    assert (finding.severity, finding.columns) == (severity, ("nktNgayChet", "nktNgaySinh"))
    assert finding.message.startswith("Số 12 (trang 1): ")
    assert said in finding.message


@pytest.mark.parametrize(
    ("born", "died", "why"),
    [
        ("2/1/2018", "2/1/2018", "a child that died on the day of its birth"),
        ("2018", "2/1/2018", "born in the year of the death, on a day nobody wrote"),
        ("01/2018", "2/1/2018", "born in the month of the death"),
        ("1918", "2/1/2018", "a hundred years old"),
        ("1895", "2018", "122 years are known of one human being"),
        ("72 tuổi", "2/1/2018", "an age at death needs no comparing"),
        ("", "2/1/2018", "nobody knows when the dead was born"),
        ("1956", "", "the day of death is not known"),
    ],
)
def test_a_life_that_can_be_is_no_doubt(book, case, born, died, why):
    assert LifeSpan()(book(), case("death-2016", nktNgaySinh=born, nktNgayChet=died)) == []
