"""Events and the day of their registration."""

import pytest

from pipeline.entries import Severity
from pipeline.rules.registration_before_event import RegistrationBeforeEvent


@pytest.mark.parametrize(
    ("form", "column", "registered", "event", "severity"),
    [
        ("birth-2016", "nksNgaySinh", "3/5/2018", "4/5/2018", Severity.ERROR),
        ("birth-2016", "nksNgaySinh", "3/5/2018", "06/2018", Severity.ERROR),
        ("birth-table", "nksNgaySinh", "1978", "1979", Severity.ERROR),
        ("death-2016", "nktNgayChet", "3/5/2018", "3/6/2018", Severity.ERROR),
        ("marriage-2016", "voNgaySinh", "3/5/2018", "2019", Severity.ERROR),
        ("marriage-2016", "chongNgaySinh", "3/5/2018", "1/1/2098", Severity.ERROR),
        ("marriage-2016", "ngayXacLapQuanHeHonNhan", "3/5/2018", "4/5/2018", Severity.WARNING),
    ],
)
def test_an_event_after_its_registration_is_named(book, case, form, column, registered, event, severity):
    (finding,) = RegistrationBeforeEvent()(book(), case(form, **{"ngayDangKy": registered, column: event}))
    assert (finding.severity, finding.columns) == (severity, ("ngayDangKy", column))
    assert finding.message.startswith("Số 12 (trang 1): ngày đăng ký ")


@pytest.mark.parametrize(
    ("form", "column", "registered", "event", "why"),
    [
        ("birth-2016", "nksNgaySinh", "3/5/2018", "3/5/2018", "registered on the day of birth"),
        ("birth-2016", "nksNgaySinh", "3/5/2018", "1956", "a late registration is normal"),
        ("birth-2016", "nksNgaySinh", "3/5/2018", "2018", "the year alone may lie before"),
        ("birth-2016", "nksNgaySinh", "3/5/2018", "05/2018", "the month alone may lie before"),
        ("birth-2016", "nksNgaySinh", "2018", "4/5/2018", "nobody wrote the day of registration"),
        ("birth-2016", "nksNgaySinh", "", "4/5/2018", "no registration to compare with"),
        ("birth-2016", "nksNgaySinh", "3/5/2018", "", "no day to compare"),
        ("birth-2016", "meNgaySinh", "3/5/2018", "2019", "parents are compared with the child, by another rule"),
        ("death-2016", "nktNgayChet", "3/5/2018", "12/8/1972", "a death registered after the war"),
        ("marriage-2016", "ngayXacLapQuanHeHonNhan", "3/5/2018", "1975", "together long before (NĐ 123/2015 Đ.44)"),
        ("marriage-2016", "voNgaySinh", "3/5/2018", "28 tuổi", "an age is no day"),
    ],
)
def test_an_event_that_may_lie_before_its_registration_is_no_doubt(book, case, form, column, registered, event, why):
    assert RegistrationBeforeEvent()(book(), case(form, **{"ngayDangKy": registered, column: event})) == []
