"""The office's own sign-in service, played by a small one on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from pipeline import outside
from pipeline.errors import NotLetIn, UsageError
from pipeline.outside import Pending, Service

KEY = RSAKey.generate_key(2048, {"kid": "1"})
STRANGERS_KEY = RSAKey.generate_key(2048, {"kid": "1"})
CODE = "mã-một-lần"
MAIL = "mai@xa.gov.vn"


class FakeService:
    """Vouches for one person.

    Attributes:
        claims: said instead of the right ones.
        key: that it signs with.
        named: how it names itself, where it is not its address.
        challenge: of the way that was begun; the secret must fit it.
    """

    def __init__(self) -> None:
        """Answer on a free port."""
        self.claims: dict[str, Any] = {}
        self.key = KEY
        self.named = ""
        self.challenge = self.nonce = ""
        self.algorithm = "RS256"
        owner = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.said(owner.described() if "openid" in self.path else {"keys": [KEY.as_dict(private=False)]})

            def do_POST(self) -> None:
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.said(owner.token(form))

            def said(self, answer: dict[str, Any]) -> None:
                self.send_response(400 if "error" in answer else 200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())

            def log_message(self, *_: object) -> None:
                """Print nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def described(self) -> dict[str, Any]:
        """Return how it describes itself."""
        places = {"authorization_endpoint": "/in", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.named or self.address, **{name: self.address + at for name, at in places.items()}}

    def token(self, form: dict[str, list[str]]) -> dict[str, Any]:
        """Return the proof for a code, if the secret of the way fits."""
        secret = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"][0].encode()).digest()).rstrip(b"=")
        if form["code"] != [CODE] or secret.decode() != self.challenge:
            return {"error": "invalid_grant"}
        claims = {
            "iss": self.address,
            "aud": "sohoa",
            "sub": "17",
            "exp": int(time.time()) + 300,
            "iat": int(time.time()),
            "nonce": self.nonce,
            "email": MAIL,
            "email_verified": True,
        } | self.claims
        kept = {name: said for name, said in claims.items() if said is not None}
        proof = jwt.encode({"alg": self.algorithm, "kid": "1"}, kept, self.key, algorithms=[self.algorithm])
        return {"access_token": "x", "token_type": "Bearer", "id_token": proof}


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
