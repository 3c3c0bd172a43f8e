"""An office's sign-in service on this machine that vouches for one person."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

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
                if self.path.startswith("/in?"):
                    self.send_response(302)
                    self.send_header("Location", owner.sent_back(parse_qs(urlsplit(self.path).query)))
                    self.end_headers()
                    return
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

    def sent_back(self, asked: dict[str, list[str]]) -> str:
        """Return where a browser goes that signed in here, at once and without a word."""
        self.challenge, self.nonce = asked["code_challenge"][0], asked["nonce"][0]
        return f"{asked['redirect_uri'][0]}?code={quote(CODE)}&state={asked['state'][0]}"

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
