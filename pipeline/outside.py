"""The office's own sign-in service, where it has one: OpenID Connect, code flow with PKCE, described by ``sign-in.toml``.

Nothing is asked of any other machine unless that file lies in ``SOHOA_HOME``. The service says who somebody is; what that person
may do, and whether at all, says the account that an administrator has made for them.
"""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from pipeline.errors import NotLetIn, UsageError

FILE = "sign-in.toml"
WAIT = 10
"""Seconds the service may take for an answer; a person waits for it."""

ALGORITHMS = ("RS256", "ES256", "PS256")
"""Signatures that are believed: public keys only, as OpenID Connect Core 1.0, 15.1 and 16.19 advise."""

LEEWAY = 60
"""Seconds that the clocks of two machines of an office may differ."""

CALLBACK = "/entrance/outside/back"


class NotVouched(NotLetIn):
    """The service does not say who somebody is; why is in the chain of causes, a person can do nothing with it."""

    remedy = "Hãy thử lại, hoặc đăng nhập bằng mật khẩu."

    def __init__(self, why: str) -> None:
        """Refuse; ``why`` is for whoever reads a traceback."""
        super().__init__("Dịch vụ đăng nhập của cơ quan không xác nhận được bạn.")
        self.add_note(why)


@dataclass(frozen=True, slots=True)
class Service:
    """What ``sign-in.toml`` says.

    Attributes:
        title: what people call it.
        issuer: its address, as it names itself.
        client_id: name under which it knows this application.
        client_secret: password of this application there.
        address: address of this application, as people open it; the service sends them back there.
        claim: what it says of a person that is compared with an account (``email``, ``preferred_username``, ``sub``).
    """

    title: str
    issuer: str
    client_id: str
    client_secret: str
    address: str
    claim: str = "email"

    @property
    def back(self) -> str:
        """Where the service sends people back to; it must know this address."""
        return self.address.rstrip("/") + CALLBACK


@dataclass(frozen=True, slots=True)
class Pending:
    """One way to the service that somebody has begun; the browser keeps it until it comes back."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> Pending:
        """Return one that nobody can guess."""
        return cls(*(secrets.token_urlsafe(32) for _ in fields(cls)))


def load(home: Path) -> Service | None:
    """Return the office's service, None if it has none.

    Raises:
        UsageError: its file is wrong.
    """
    file = home / FILE
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise UsageError(f"Không đọc được {file}: {error}. Hãy sửa tệp này, hoặc bỏ nó đi.") from error
    known = {one.name for one in fields(Service)}
    needed = known - {"claim"}
    wrong = [name for name in said if name not in known or not isinstance(said[name], str)]
    missing = sorted(needed - set(said))
    if wrong or missing:
        raise UsageError(f"Tệp {file} sai: thiếu {missing or 'không'}, thừa hoặc không phải chữ {wrong or 'không'}.")
    service = Service(**said)
    for address in (service.issuer, service.address):
        parts = urlsplit(address)
        if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
            raise UsageError(f"Tệp {file} sai: «{address}» phải bắt đầu bằng https://.")
    return service


def begin(service: Service, pending: Pending) -> str:
    """Return the address of the service at which a person signs in.

    Raises:
        NotVouched: the service does not answer as it should.
    """
    with _session(service) as session:
        place = _described(session, service)["authorization_endpoint"]
        address: str = session.create_authorization_url(
            place, state=pending.state, code_verifier=pending.verifier, nonce=pending.nonce
        )[0]
        return address


def finish(service: Service, pending: Pending, answer: Mapping[str, str]) -> str:
    """Return the name that the service vouches for.

    Args:
        service: the office's.
        pending: the way that was begun, from the same browser.
        answer: what stood in the address with which the browser came back.

    Raises:
        NotVouched: the answer does not belong to the way, or proves nobody.
    """
    if not secrets.compare_digest(answer.get("state", "").encode(), pending.state.encode()) or not answer.get("code"):
        raise NotVouched("answer without code, or of another way")
    with _session(service) as session:
        described = _described(session, service)
        try:
            token = session.fetch_token(
                described["token_endpoint"],
                code=answer["code"],
                code_verifier=pending.verifier,
                grant_type="authorization_code",
            )
            keys = KeySet.import_key_set(session.request("GET", described["jwks_uri"], withhold_token=True).json())
            claims = _proved(service, pending, jwt.decode(token["id_token"], keys, algorithms=list(ALGORITHMS)).claims)
        except (OSError, AuthlibBaseError, JoseError, KeyError, ValueError, TypeError) as error:
            raise NotVouched(str(error)) from error
    return claims


def _proved(service: Service, pending: Pending, claims: Mapping[str, Any]) -> str:
    """Return the name in the claims, once all that OpenID Connect Core 1.0, 3.1.3.7 asks of them is true.

    Raises:
        NotVouched: something is not.
    """
    registry = jwt.JWTClaimsRegistry(
        leeway=LEEWAY,
        iss={"essential": True, "value": service.issuer},
        aud={"essential": True, "value": service.client_id},
        exp={"essential": True},
        nonce={"essential": True, "value": pending.nonce},
    )
    registry.validate(dict(claims))
    audience, azp = claims["aud"], claims.get("azp", service.client_id)
    several = isinstance(audience, list) and len(audience) > 1
    if azp != service.client_id or (several and "azp" not in claims):
        raise NotVouched("token of another application")
    name = claims.get(service.claim)
    if not isinstance(name, str) or not name:
        raise NotVouched(f"no claim {service.claim}")
    if service.claim == "email" and claims.get("email_verified") is not True:
        raise NotVouched("e-mail that nobody has verified")
    return name


def _session(service: Service) -> OAuth2Session:
    return OAuth2Session(
        service.client_id,
        service.client_secret,
        scope="openid email profile",
        redirect_uri=service.back,
        code_challenge_method="S256",
        default_timeout=WAIT,
    )


def _described(session: OAuth2Session, service: Service) -> Mapping[str, str]:
    """Return the addresses of the service, as it describes itself (OpenID Connect Discovery 1.0).

    Raises:
        NotVouched: it does not answer, or as another than it should be.
    """
    place = service.issuer.rstrip("/") + "/.well-known/openid-configuration"
    try:
        described: Mapping[str, str] = session.request("GET", place, withhold_token=True).json()
        complete = {"authorization_endpoint", "token_endpoint", "jwks_uri"} <= set(described)
        if not complete or described["issuer"] != service.issuer:
            raise NotVouched("described as another service")
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise NotVouched(str(error)) from error
    return described
