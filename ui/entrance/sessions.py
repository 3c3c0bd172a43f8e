"""Giving a browser its session."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pipeline.staff import Session
from ui.entrance import COOKIE, SESSION
from ui.entrance.pages import onward
from ui.opened import door as the_door


def session_of(request: Request) -> Session | None:
    """Return the session the gate found, None if there is none; it may be locked."""
    found: Session | None = request.scope[SESSION]
    return found


def origin(request: Request) -> str:
    """Return the address of the machine a request comes from."""
    return request.client.host if request.client else ""


async def let_in(request: Request, token: str, address: str = "") -> Response:
    """Give the browser a fresh token, and end the session it held before: none goes on under another person.

    Args:
        request: the one that proved who the person is.
        token: of the new session.
        address: where to go on; '' for the first screen from a way that began at another site.
    """
    before = session_of(request)
    if before is not None:
        await run_in_threadpool(the_door().sign_out, before)
    response = RedirectResponse(address, 303) if address else onward("/")
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure)
    return response
