"""The gate before everything the application serves: no session, no page, no picture, no stream."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline import config as configuration
from pipeline import preferences
from pipeline.door import Door
from pipeline.errors import RegisterError
from pipeline.rights import Right
from pipeline.staff import Session
from ui import language
from ui import words_accounts as words
from ui.entrance import COOKIE, SESSION
from ui.entrance.headers import finish
from ui.entrance.pages import refusal
from ui.entrance.paths import ANYBODY, Need, is_page, need
from ui.entrance.stream import Stream

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
SIGN_IN = "/entrance/sign-in"
CHANGING = "/entrance/password"


class Gate:
    """ASGI middleware: lets through what the session of a request may have, and finishes the headers of every answer."""

    def __init__(self, app: ASGIApp, door: Callable[[], Door]) -> None:
        """Stand before ``app``; ``door`` opens the store when the first request comes."""
        self._app = app
        self._door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request or a stream through, or answer why not."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        asked = HTTPConnection(scope)
        if scope["type"] == "http":
            send = _finishing(send, asked.headers.get("host", ""))
        try:
            session = await run_in_threadpool(self._session, asked)
            language.speak(await run_in_threadpool(_language_of, session, asked.headers))
            refused = await run_in_threadpool(self._refused, asked, session)
        except RegisterError as error:
            session, refused = None, refusal(str(error), 503)
        scope[SESSION] = session
        if refused is not None:
            await _refuse(refused, scope, receive, send)
        elif scope["type"] == "websocket":
            await Stream(self._app, lambda: self._session(asked), self._door().is_locked).run(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _session(self, asked: HTTPConnection) -> Session | None:
        """Return the session of a request, None if it has none or asks for what needs none."""
        path = asked.url.path
        if not isinstance(need(path), Right) and not path.startswith("/entrance/"):
            return None
        return self._door().session(asked.cookies.get(COOKIE, ""))

    def _refused(self, asked: HTTPConnection, session: Session | None) -> Response | None:
        """Return the answer to a request that may not pass, None if it may."""
        path = asked.url.path
        needed = need(path)
        if needed is None:
            return refusal(words.NOTHING_HERE, 404)
        if not _is_own(asked):
            return PlainTextResponse(words.FOREIGN, 403)
        if needed is ANYBODY:
            return None
        if session is None or self._door().is_locked(session):
            return _elsewhere(asked, SIGN_IN, (401, words.NO_SESSION) if session is None else (423, words.LOCKED))
        if session.account.must_change:
            return _elsewhere(asked, CHANGING, (403, words.CHANGE_FIRST))
        return _without_right(path, needed, session)


def _language_of(session: Session | None, headers: Headers) -> str:
    """Return what the person of a session chose; while nobody is signed in, what the browser asks for."""
    if session is None:
        return language.wished(headers.get("accept-language", ""))
    return preferences.of(configuration.load(), session.account.name).language


def _without_right(path: str, needed: Need, session: Session) -> Response | None:
    if isinstance(needed, Right) and session.may(needed):
        return None
    return refusal(words.NOT_FOR_YOU, 403) if is_page(path) else PlainTextResponse(words.NOT_FOR_YOU, 403)


def _elsewhere(asked: HTTPConnection, place: str, said: tuple[int, str]) -> Response:
    """Lead a person to a page of the entrance; tell a script why it gets nothing."""
    path = asked.url.path
    if not is_page(path):
        return PlainTextResponse(said[1], said[0])
    whole = f"{path}?{asked.url.query}" if asked.url.query else path
    return RedirectResponse(f"{place}?next={quote(whole, safe='/')}", 303)


def _is_own(asked: HTTPConnection) -> bool:
    """Tell whether a request that changes something, or a stream, was made by a page of this very application.

    Browsers name the origin of such requests; a program that names none has no cookie of a person either.
    """
    if asked.scope["type"] == "http" and asked.scope["method"] in SAFE:
        return True
    return same_origin(asked.headers)


def same_origin(headers: Headers | Mapping[str, str]) -> bool:
    """Tell whether a request comes from a page of the host it goes to, as far as the browser says."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host", "")
    return site in {None, "same-origin", "none"}


def _finishing(send: Send, host: str) -> Send:
    async def finished(message: Message) -> None:
        if message["type"] == "http.response.start":
            finish(MutableHeaders(scope=message), host)
        await send(message)

    return finished


async def _refuse(refused: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        await refused(scope, receive, send)
        return
    closed: dict[str, Any] = {"type": "websocket.close", "code": 1008, "reason": ""}
    await receive()  # the browser's wish to connect; closing before accepting answers it with 403
    await send(closed)
