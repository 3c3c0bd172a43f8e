"""Signing in and out, the first start, changing a password, and what the watch in the browser asks."""

from __future__ import annotations

import json
import re
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from pipeline.errors import NotLetIn, RegisterError, UsageError
from pipeline.staff import Session
from ui import words_accounts as words
from ui.entrance import COOKIE, outside
from ui.entrance.gate import CHANGING, SIGN_IN
from ui.entrance.pages import Field, Form, form_page, is_ours, refusal
from ui.entrance.sessions import let_in, origin, session_of
from ui.opened import door as the_door

FIRST = "/entrance/first"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
PORT = re.compile(r":\d+$")
ASSETS = ("entrance.css", "watch.css", "watch.js")
# -- signing in -----------------------------------------------------------------------------------------------------


async def sign_in(request: Request) -> Response:
    """Ask for name and password; one who is at work already goes on."""
    session, door = session_of(request), the_door()
    if session is None and not await run_in_threadpool(door.has_accounts):
        return RedirectResponse(FIRST, 303)
    if request.method != "POST":
        if session is not None and not door.is_locked(session):
            return RedirectResponse(_next(request), 303)
        return form_page(_sign_in_form(session, session.account.name if session else ""), request)
    form = await request.form()
    shown = _sign_in_form(session, _text(form, "name"))
    if not is_ours(request, _text(form, "token")):
        return form_page(shown, request, words.STALE_FORM, 403)
    try:
        token = await run_in_threadpool(door.sign_in, _text(form, "name"), _text(form, "password"), origin(request))
    except NotLetIn as error:
        return form_page(shown, request, str(error), 403)
    return await let_in(request, token, _next(request))


def _sign_in_form(session: Session | None, name: str) -> Form:
    title, address = outside.second_way()
    fields = (Field("name", words.NAME, "text", "username", name), Field("password", words.SIGN_WITH))
    beside = (address, words.OUTSIDE.format(title=title)) if address else ("", "")
    return Form(words.SIGN_IN, fields, words.ENTER, words.LOCKED if session else "", "", beside)


async def first(request: Request) -> Response:
    """Make the first account; on this very machine only, and only while there is none."""
    door = the_door()
    if await run_in_threadpool(door.has_accounts):
        return RedirectResponse(SIGN_IN, 303)
    if not is_on_this_machine(request):
        return refusal(words.FIRST_ELSEWHERE, 403)
    if request.method != "POST":
        return form_page(_first_form(""), request)
    form = await request.form()
    shown = _first_form(_text(form, "name"))
    trouble = _form_trouble(request, form)
    if trouble:
        return form_page(shown, request, trouble, 403)
    try:
        await run_in_threadpool(door.make_first, _text(form, "name"), _text(form, "new"))
        token = await run_in_threadpool(door.sign_in, _text(form, "name"), _text(form, "new"), origin(request))
    except (UsageError, NotLetIn) as error:
        return form_page(shown, request, str(error), 400)
    return await let_in(request, token, "/")


def _first_form(name: str) -> Form:
    fields = (Field("name", words.NAME, "text", "name", name), *_new_fields())
    return Form(words.FIRST, fields, words.MAKE_FIRST, words.FIRST_WHY, words.RULE)


def _new_fields() -> tuple[Field, Field]:
    return Field("new", words.NEW, fill="new-password"), Field("again", words.AGAIN, fill="new-password")


async def link(request: Request) -> Response:
    """Let in who opens a link that is used once: the one ``sohoa demo`` prints."""
    try:
        token = await run_in_threadpool(the_door().open_link, request.path_params["token"], origin(request))
    except NotLetIn as error:
        return refusal(str(error), 403)
    return await let_in(request, token)


async def change(request: Request) -> Response:
    """Change the password of the person at work."""
    session = session_of(request)
    if session is None or the_door().is_locked(session):
        return RedirectResponse(f"{SIGN_IN}?next={quote(CHANGING)}", 303)
    fields = (Field("old", words.OLD), *_new_fields())
    shown = Form(
        words.CHANGE, fields, words.CHANGE, words.CHANGE_FIRST if session.account.must_change else "", words.RULE
    )
    if request.method != "POST":
        return form_page(shown, request)
    form = await request.form()
    trouble = _form_trouble(request, form)
    if trouble:
        return form_page(shown, request, trouble, 403)
    try:
        await run_in_threadpool(the_door().change_password, session, _text(form, "old"), _text(form, "new"))
    except (UsageError, NotLetIn) as error:
        return form_page(shown, request, str(error), 400)
    return RedirectResponse(_next(request), 303)


# -- what the watch asks --------------------------------------------------------------------------------------------


async def state(request: Request) -> Response:
    """Say how the session stands; that is no sign of life."""
    return await _standing(request)


async def here(request: Request) -> Response:
    """Note that the person touched a key."""
    session = session_of(request)
    if session is not None:
        await run_in_threadpool(the_door().touch, session)
    return await _standing(request)


async def lock(request: Request) -> Response:
    """Lock the screens of the session."""
    session = session_of(request)
    if session is not None and not the_door().is_locked(session):
        await run_in_threadpool(the_door().lock, session)
    return await _standing(request)


async def unlock(request: Request) -> Response:
    """Open the screens of the session again."""
    session = session_of(request)
    if session is None:
        return PlainTextResponse(words.NO_SESSION, 401)
    try:
        said = json.loads(await request.body())
        password = str(said["password"])
    except (ValueError, TypeError, KeyError):
        return PlainTextResponse(words.STALE_FORM, 400)
    try:
        await run_in_threadpool(the_door().unlock, session, password)
    except NotLetIn as error:
        return PlainTextResponse(str(error), 403)
    return await _standing(request)


async def sign_out(request: Request) -> Response:
    """End the session, and let the browser forget the pictures it kept."""
    session = session_of(request)
    if session is not None:
        await run_in_threadpool(the_door().sign_out, session)
    response = PlainTextResponse(words.NO_SESSION, 401, {"Clear-Site-Data": '"cache"'})
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")
    return response


async def _standing(request: Request) -> Response:
    door = the_door()
    session = await run_in_threadpool(door.session, request.cookies.get(COOKIE, ""))
    if session is None:
        return PlainTextResponse(words.NO_SESSION, 401)
    left = door.seconds_left(session)
    return JSONResponse({"name": session.account.name, "locked": door.is_locked(session), "left": left})


# -- small things ---------------------------------------------------------------------------------------------------


def asset(request: Request) -> Response:
    """Serve a style or the watch; a route leads here for their names only."""
    return FileResponse(Path(__file__).with_name(Path(request.url.path).name))


def failed(_request: Request, error: Exception) -> Response:
    """Say a failure that a person can do something about as its sentence."""
    return refusal(str(error), 503)


def is_on_this_machine(request: Request) -> bool:
    """Tell whether a request was made on the machine that serves, by its address and under a name of this machine.

    The name counts too: a page of a stranger may have its own name lead here (DNS rebinding), and a relay says whom it
    speaks for.
    """
    host = PORT.sub("", request.headers.get("host", "").lower())
    relayed = any(name in request.headers for name in ("forwarded", "via", "x-forwarded-for", "x-forwarded-host"))
    try:
        local = request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        local = False
    return local and host in LOOPBACK and not relayed


def safe_next(address: str) -> str:
    """Return an address of this application to go on to; '/' for anything that could lead elsewhere."""
    inside = (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and address.isprintable()
        and "\\" not in address
    )
    return quote(address, safe="/?&=%+:,;@()!*'~-._") if inside else "/"


def _next(request: Request) -> str:
    return safe_next(request.query_params.get("next", "/"))


def _form_trouble(request: Request, form: FormData) -> str:
    if not is_ours(request, _text(form, "token")):
        return words.STALE_FORM
    return "" if _text(form, "new") == _text(form, "again") else words.NOT_ALIKE


def _text(form: FormData, name: str) -> str:
    said: Any = form.get(name, "")
    return said if isinstance(said, str) else ""


ROUTES = [
    Route(SIGN_IN, sign_in, methods=["GET", "POST"]),
    Route(FIRST, first, methods=["GET", "POST"]),
    Route("/entrance/link/{token}", link),
    Route(CHANGING, change, methods=["GET", "POST"]),
    Route("/entrance/state", state),
    Route("/entrance/here", here, methods=["POST"]),
    Route("/entrance/lock", lock, methods=["POST"]),
    Route("/entrance/unlock", unlock, methods=["POST"]),
    Route("/entrance/sign-out", sign_out, methods=["POST"]),
    *outside.ROUTES,
    *(Route(f"/entrance/{name}", asset, name=name) for name in ASSETS),
]
"""The entrance."""

FAILURES = {RegisterError: failed}
"""What an expected failure of any route becomes."""
