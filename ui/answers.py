"""Plain routes of the record loop: answers come in, texts for completion go out, and what runs in the browser is served.

An answer comes by POST and not through Streamlit's state: no script runs for it, it survives a rerun of the script, and it
arrives at a server that was started again a moment ago. It needs what any writing route needs: the sign-in in front of all
routes, and a check that the request comes from this application's own page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pipeline import completions
from pipeline.desk import Desk
from pipeline.errors import RegisterError, UsageError
from pipeline.seeding import Keeper
from ui import words
from ui.entrance import SESSION
from ui.outbox import Delivery, deliver
from ui.parts import record

Opened = Callable[[], Desk]
"""Gives the desk of this process; it may fail like anything that opens a store."""

Kept = Callable[[], Keeper]
"""Gives what keeps answers, with the same troubles."""

ANSWERS = "/answers"
COMPLETIONS = "/completions"

MOST_BYTES = 1_000_000
"""Of one sending: fifty answers (ui/parts/loop/courier.js) of the longest texts take a tenth of it."""

FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}
"""An address carries the checksum of what lies at it: that never changes."""


def own_page(request: Request) -> bool:
    """Tell whether a request comes from a page of this application: a browser says so, and no other page can make it."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")  # older browsers, and pages that are not served over https, send this one
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


async def receive(keeper: Kept, request: Request) -> Response:
    """Keep answers; say which are safe on disk, which can never be kept, and why the rest has to wait.

    Only those of the person of the session are looked at; another's wait in the browser until that person is back.
    """
    if not own_page(request) or request.headers.get("content-type") != "application/json":
        return PlainTextResponse(words.FOREIGN_PAGE, 403)
    if int(request.headers.get("content-length", MOST_BYTES + 1)) > MOST_BYTES:
        return PlainTextResponse(words.BAD_ANSWER, 413)
    letters = _letters(await request.body())
    if letters is None:
        return PlainTextResponse(words.BAD_ANSWER, 400)
    who = request.scope[SESSION].account.name
    own = [letter for letter in letters if letter.get("who") == who]
    try:
        delivery = await run_in_threadpool(lambda: deliver(own, keeper()))
    except RegisterError as error:
        delivery = Delivery(trouble=str(error))
    return JSONResponse(asdict(delivery))


def _letters(body: bytes) -> list[Mapping[str, Any]] | None:
    try:
        letters = json.loads(body)["letters"]
    except (ValueError, TypeError, KeyError):
        return None
    there = isinstance(letters, list) and all(isinstance(letter, dict) for letter in letters)
    return letters if there else None


def complete(opened: Opened, request: Request) -> Response:
    """Return what may be completed in a book."""
    try:
        desk, book = opened(), request.path_params["book"]
        found = completions.known(desk.shelf(book).book, desk.entries(book), desk.form_of)
    except UsageError as error:
        return PlainTextResponse(str(error), 404)
    except RegisterError as error:
        return PlainTextResponse(str(error), 503)
    return JSONResponse(asdict(found), headers={"Cache-Control": "no-store"})


def part(request: Request) -> Response:
    """Serve a file of the record loop; the version in its address is that of all of them."""
    name = request.path_params["name"]
    if request.path_params["version"] != record.VERSION or name not in record.FILES:
        return PlainTextResponse(words.OLD_SCREEN, 404)
    kind = record.KINDS[f".{name.rpartition('.')[2]}"]
    return Response(record.FILES[name], media_type=kind, headers=FOREVER)


def routes(opened: Opened, keeper: Kept) -> list[Route]:
    """Return the routes over the desk that ``opened`` gives and the keeper of answers that ``keeper`` gives."""
    return [
        Route(ANSWERS, partial(receive, keeper), methods=["POST"]),
        Route(f"{COMPLETIONS}/{{book:path}}", partial(complete, opened)),
        Route(f"{record.PARTS}/{{version}}/{{name}}", part),
    ]
