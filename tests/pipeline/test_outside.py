"""The office's own sign-in service, played by a small one on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pipeline import outside
from pipeline.errors import NotLetIn, UsageError
from pipeline.outside import Pending, Service
from tests.fake_service import CODE, MAIL, STRANGERS_KEY, FakeService


@pytest.fixture
def fake() -> Iterator[FakeService]:
    fake = FakeService()
    yield fake
    fake.server.shutdown()
    fake.server.server_close()


@pytest.fixture
def service(fake: FakeService) -> Service:
    return Service("Cổng của tỉnh", fake.address, "sohoa", "secret-of-ours", "http://127.0.0.1:8501")


def begun(fake: FakeService, service: Service) -> Pending:
    """Begin a way, as a browser would."""
    pending = Pending.new()
    asked = parse_qs(urlsplit(outside.begin(service, pending)).query)
    fake.challenge, fake.nonce = asked["code_challenge"][0], asked["nonce"][0]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["http://127.0.0.1:8501/entrance/outside/back"]
    assert asked["state"] == [pending.state]
    return pending


def test_whom_the_service_vouches_for_is_named(fake: FakeService, service: Service) -> None:
    pending = begun(fake, service)
    assert outside.finish(service, pending, {"state": pending.state, "code": CODE}) == MAIL


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"iss": "http://127.0.0.1:1"}, "another service"),
        ({"aud": "other"}, "another application"),
        ({"aud": ["sohoa", "other"]}, "two applications, for whom is not said"),
        ({"azp": "other"}, "given to another application"),
        ({"exp": 1}, "long over"),
        ({"exp": None}, "without an end"),
        ({"nonce": "x"}, "another way"),
        ({"nonce": None}, "no way"),
        ({"email": None}, "nobody"),
        ({"email": ""}, "nobody"),
        ({"email": 17}, "no name"),
        ({"email_verified": False}, "a mail address anybody could have written there"),
        ({"email_verified": None}, "the same"),
    ],
)
def test_a_proof_that_is_not_for_us_now_proves_nobody(
    fake: FakeService, service: Service, claims: dict[str, Any], why: str
) -> None:
    pending = begun(fake, service)
    fake.claims = claims
    with pytest.raises(NotLetIn):
        outside.finish(service, pending, {"state": pending.state, "code": CODE})


def test_a_proof_signed_by_a_stranger_proves_nobody(fake: FakeService, service: Service) -> None:
    pending = begun(fake, service)
    fake.key = STRANGERS_KEY
    with pytest.raises(NotLetIn):
        outside.finish(service, pending, {"state": pending.state, "code": CODE})


@pytest.mark.parametrize(
    "answer",
    [{}, {"code": CODE}, {"code": CODE, "state": "x"}, {"state": "{state}"}, {"state": "{state}", "code": "x"}],
)
def test_an_answer_that_does_not_belong_to_the_way_lets_nobody_in(
    fake: FakeService, service: Service, answer: dict[str, str]
) -> None:
    pending = begun(fake, service)
    said = {name: text.format(state=pending.state) for name, text in answer.items()}
    with pytest.raises(NotLetIn):
        outside.finish(service, pending, said)


def test_a_code_stolen_from_another_browser_is_worth_nothing(fake: FakeService, service: Service) -> None:
    begun(fake, service)
    other = Pending.new()
    with pytest.raises(NotLetIn):
        outside.finish(service, other, {"state": other.state, "code": CODE})


def test_a_service_that_names_itself_otherwise_or_is_away_is_not_asked(fake: FakeService, service: Service) -> None:
    fake.named = "https://other.example"
    with pytest.raises(NotLetIn):
        outside.begin(service, Pending.new())
    away = Service("Cổng", "http://127.0.0.1:9", "sohoa", "x", "http://127.0.0.1:8501")
    with pytest.raises(NotLetIn, match="Hãy thử lại"):
        outside.begin(away, Pending.new())


RIGHT = 'title = "Cổng"\nissuer = "https://a.vn"\nclient_id = "sohoa"\nclient_secret = "x"\naddress = "https://b.vn"\n'


def test_an_office_without_the_file_has_no_service(tmp_path: Path) -> None:
    assert outside.load(tmp_path) is None


def test_the_file_says_everything(tmp_path: Path) -> None:
    (tmp_path / outside.FILE).write_text(RIGHT + 'claim = "sub"', encoding="utf-8")
    assert outside.load(tmp_path) == Service("Cổng", "https://a.vn", "sohoa", "x", "https://b.vn", "sub")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RIGHT.replace("https://a", "http://a"), "https://"),
        (RIGHT.replace("https://b", "http://b"), "https://"),
        (RIGHT.replace("client_id", "client"), "client_id"),
        (RIGHT.replace('"x"', "7"), "client_secret"),
        ("title =", "Không đọc được"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / outside.FILE).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=says):
        outside.load(tmp_path)
