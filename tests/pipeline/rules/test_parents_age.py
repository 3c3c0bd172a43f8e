"""Parents and children."""

import pytest

from pipeline.entries import Severity
from pipeline.rules.parents_age import ParentsAge


@pytest.mark.parametrize(
    ("column", "parent", "child", "severity", "said"),
    [
        ("meNgaySinh", "2018", "1/2/2018", Severity.ERROR, "mẹ không sinh trước con"),
        ("meNgaySinh", "2019", "2018", Severity.ERROR, "mẹ «2019», con sinh 2018, mẹ không sinh trước con"),
        ("chaNgaySinh", "12/5/2018", "1/2/2018", Severity.ERROR, "cha không sinh trước con"),
        ("chaNgaySinh", "2010", "1/2/2018", Severity.WARNING, "cha khi ấy nhiều nhất 8 tuổi"),
        ("meNgaySinh", "2004", "1/2/2018", Severity.WARNING, "mẹ khi ấy nhiều nhất 14 tuổi"),
        ("meNgaySinh", "1937", "1/2/2018", Severity.WARNING, "mẹ khi ấy ít nhất 80 tuổi"),
        ("meNgaySinh", "1/1/1968", "1/2/2018", Severity.WARNING, "mẹ khi ấy ít nhất 50 tuổi"),
        ("chaNgaySinh", "1952", "1/2/2018", Severity.WARNING, "cha khi ấy ít nhất 65 tuổi"),
        ("meNgaySinh", "8 tuổi", "1/2/2018", Severity.WARNING, "mẹ «8 tuổi», con sinh 01.02.2018"),
        ("chaNgaySinh", "82 tuổi", "1/2/2018", Severity.WARNING, "ít nhất 80 tuổi"),
    ],
)
def test_a_parent_who_can_hardly_be_one_is_named(book, case, column, parent, child, severity, said):
    (finding,) = ParentsAge()(book(), case("birth-2016", **{"nksNgaySinh": child, column: parent}))
    assert (finding.severity, finding.columns) == (severity, (column, "nksNgaySinh"))
    assert finding.message.startswith("Số 12 (trang 1): ")
    assert said in finding.message


@pytest.mark.parametrize(
    ("column", "parent", "child", "registered", "why"),
    [
        ("meNgaySinh", "1988", "1/2/2018", "3/5/2018", "a mother of thirty"),
        ("meNgaySinh", "2003", "1/2/2018", "3/5/2018", "fourteen or fifteen: the year alone does not say"),
        ("meNgaySinh", "1968", "1/2/2018", "3/5/2018", "forty-nine or fifty: the year alone does not say"),
        ("chaNgaySinh", "1954", "1/2/2018", "3/5/2018", "an old father"),
        ("meNgaySinh", "1930", "1956", "3/5/2018", "a late registration: the mother is compared with the birth"),
        ("meNgaySinh", "25 tuổi", "1/2/2018", "3/5/2018", "an age"),
        ("meNgaySinh", "16 tuổi", "1/2/2018", "3/5/2018", "sixteen as the old way counts"),
        ("meNgaySinh", "82 tuổi", "1956", "3/5/2018", "an age on the day of a late registration"),
        ("meNgaySinh", "21 tuổi", "1956", "3/5/2018", "or on the day of the birth"),
        ("meNgaySinh", "8 tuổi", "1/2/2018", "", "an age on a day nobody knows"),
        ("chaNgaySinh", "", "1/2/2018", "3/5/2018", "no father is written"),
        ("meNgaySinh", "1988", "", "3/5/2018", "no birth to compare with"),
        ("meNgaySinh", "198", "1/2/2018", "3/5/2018", "a year that cannot be read"),
    ],
)
def test_a_parent_who_may_be_one_is_no_doubt(book, case, column, parent, child, registered, why):
    cells = {"nksNgaySinh": child, "ngayDangKy": registered, column: parent}
    assert ParentsAge()(book(), case("birth-2016", **cells)) == []
