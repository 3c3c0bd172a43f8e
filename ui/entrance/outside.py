"""Signing in at the office's own service, where it has one (OpenID Connect)."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pipeline import config as configuration
from pipeline import outside
from pipeline.errors import NotLetIn
from pipeline.outside import CALLBACK, Pending, Service
from ui import words_accounts as words
from ui.entrance.pages import refusal
from ui.entrance.sessions import let_in, origin
from ui.opened import door as the_door

BEGIN = "/entrance/outside"
KEPT = "sohoa_outside"
"""Cookie with the way that was begun: lax, for the browser comes back from another site."""

KEPT_FOR = 600
"""Seconds a person may take at the service."""


def second_way() -> tuple[str, str]:
    """Return title and address of the office's own sign-in service, ('', '') if it has none.

    Raises:
        UsageError: its file is wrong.
    """
    service = _service()
    return (service.title, BEGIN) if service else ("", "")


async def leave(request: Request) -> Response:
    """Send a person to the service."""
    service = _service()
    if service is None:
        return refusal(words.NOTHING_HERE, 404)
    pending = Pending.new()
    try:
        address = await run_in_threadpool(outside.begin, service, pending)
    except NotLetIn as error:
        return refusal(str(error), 502)
    response = RedirectResponse(address, 303)
    kept = f"{pending.state}.{pending.nonce}.{pending.verifier}"
    secure = request.url.scheme == "https"
    response.set_cookie(KEPT, kept, max_age=KEPT_FOR, path=BEGIN, httponly=True, samesite="lax", secure=secure)
    return response


async def back(request: Request) -> Response:
    """Let in whom the service vouches for."""
    service, kept = _service(), request.cookies.get(KEPT, "").split(".")
    if service is None or len(kept) != 3:
        return refusal(words.OUTSIDE_REFUSED, 403)
    try:
        name = await run_in_threadpool(outside.finish, service, Pending(*kept), dict(request.query_params))
        token = await run_in_threadpool(the_door().come_from_outside, name, origin(request))
    except NotLetIn as error:
        return refusal(str(error), 403)
    response = await let_in(request, token)
    response.delete_cookie(KEPT, path=BEGIN, httponly=True, samesite="lax")
    return response


def _service() -> Service | None:
    return outside.load(configuration.load().home)


ROUTES = [Route(BEGIN, leave), Route(CALLBACK, back)]
"""The way to the service and back."""
