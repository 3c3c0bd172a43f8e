"""What a good password is, and how one is kept."""

import unicodedata

import pytest

from pipeline import passwords
from pipeline.errors import UsageError


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Aa1-aaaa", "eight letters of four classes"),
        ("Đồng 9ăm", "Vietnamese letters and a blank are letters and a sign"),
        ("đườngLàng-12", "marks are no signs, the stroke is one"),
        ("Aa1" + "-" * 197, "as long as may be"),
    ],
)
def test_a_good_password_is_taken(password: str, why: str) -> None:
    passwords.check(password)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "nothing"),
        ("Aa1-aaa", "seven letters"),
        ("aaaa111-", "no capital"),
        ("AAAA111-", "no small letter"),
        ("Aaaaaaa-", "no digit"),
        ("Aaaa1111", "no sign"),
        ("Aâế1ăưaa", "marks of letters are no signs"),
        ("Aa1-" * 51, "longer than may be"),
    ],
)
def test_a_bad_password_is_refused_with_the_rule(password: str, why: str) -> None:
    with pytest.raises(UsageError, match="từ 8 ký tự"):
        passwords.check(password)


def test_a_kept_password_fits_itself_however_its_letters_are_composed() -> None:
    stored = passwords.kept("Đường-Làng-12")
    assert passwords.fits(unicodedata.normalize("NFD", "Đường-Làng-12"), stored)
    assert not passwords.fits("Đường-Làng-13", stored)


def test_what_is_kept_is_argon2id_and_never_the_same_twice() -> None:
    first, second = passwords.kept("Aa1-aaaa"), passwords.kept("Aa1-aaaa")
    assert first.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert first != second


@pytest.mark.parametrize("password", ["", "Aa1-aaaa", "x" * 100_000])
def test_nothing_fits_where_nothing_is_kept(password: str) -> None:
    assert not passwords.fits(password, "")


def test_a_password_used_once_is_a_good_one_and_never_the_same() -> None:
    made = {passwords.once() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        passwords.check(password)
