"""Asks the gate for addresses as a browser does, with a door that answers from memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fake_desk import FakeDoor, aside

from pipeline.errors import StoreError
from pipeline.rights import Role
from pipeline.staff import Session
from ui import language
from ui.entrance import COOKIE, SESSION
from ui.entrance.gate import Gate

HOST = "127.0.0.1:8501"
TOKEN = "t" * 43


@dataclass
class Door(FakeDoor):
    """A door whose one session is as the test sets it.

    Attributes:
        locked: whether the session waits for its password.
        must_change: whether its password was given by somebody else.
        trouble: raised instead of an answer.
    """

    locked: bool = False
    must_change: bool = False
    trouble: StoreError | None = None
    tokens: list[str] = field(default_factory=list)

    def session(self, token: str) -> Session | None:
        """Return the session for the one token."""
        self.tokens.append(token)
        if self.trouble is not None:
            raise self.trouble
        found = FakeDoor.session(self, token) if token == TOKEN else None
        return found and replace(found, account=replace(found.account, must_change=self.must_change))

    def is_locked(self, session: Session) -> bool:
        """Return what the test set."""
        return self.locked


@dataclass
class Reply:
    """What came back: status (0 where a stream was closed), headers, session and language the application was given."""

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    passed: bool = False
    session: Session | None = None
    spoken: str = ""


def asked(door: Door, path: str, method: str = "GET", kind: str = "http", **headers: str) -> Reply:
    """Send one request through the gate to an application that answers everything with 200."""
    reply = Reply()

    async def app(scope: Any, receive: Any, send: Any) -> None:
        reply.passed, reply.session, reply.spoken = True, scope[SESSION], language.spoken()
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect" if kind == "websocket" else "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {name.decode(): text.decode() for name, text in message["headers"]}

    said = {"host": HOST, **{name.replace("_", "-"): text for name, text in headers.items()}}
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 8501),
        "client": ("127.0.0.1", 50000),
        "headers": [(name.encode(), text.encode()) for name, text in said.items()],
    }
    aside(lambda: Gate(app, lambda: door)(scope, receive, send))  # type: ignore[arg-type, return-value]
    return reply


def signed_in(*roles: Role, **how: Any) -> tuple[Door, dict[str, str]]:
    """Return a door with a session of these roles, and the cookie that is its key."""
    return Door(roles, **how), {"cookie": f"{COOKIE}={TOKEN}"}
