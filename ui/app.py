"""The application: Streamlit's screens behind the gate, and beside them plain routes for pictures, the record loop and the entrance.

Pictures go by route because their address says what lies there, so a browser keeps them; Streamlit would encode and
send them again. Answers go by route because no script need run for them (``ui/answers.py``).
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pipeline.drawing_board import Board
from pipeline.errors import RegisterError, UnreadableScan, UsageError
from ui import opened
from ui.answers import FOREVER, routes
from ui.entrance.gate import Gate
from ui.entrance.paths import SCREEN_NEEDS
from ui.entrance.routes import FAILURES, ROUTES
from ui.entrance.shell import shell
from ui.parts.record import PICTURES
from ui.parts.template import TEMPLATES


def picture(request: Request) -> Response:
    """Serve the preview of a page or the crop of a cell."""
    try:
        avif = "image/avif" in request.headers.get("accept", "")
        found = opened.desk().picture(request.path_params["address"], avif=avif)
    except (UsageError, UnreadableScan) as error:
        return PlainTextResponse(str(error), 404)
    except RegisterError as error:
        return PlainTextResponse(str(error), 503)
    return Response(found.body, media_type=found.kind, headers=FOREVER | {"Vary": "Accept"})


def template(request: Request) -> Response:
    """Serve the picture of a book's template."""
    try:
        body = Board(opened.desk().config).picture(request.path_params["name"])
    except UsageError as error:
        return PlainTextResponse(str(error), 404)
    except RegisterError as error:
        return PlainTextResponse(str(error), 503)
    return Response(body, media_type="image/png", headers=FOREVER)


app = st.App(
    Path(__file__).with_name("front.py"),
    routes=[
        Route(f"{PICTURES}/{{address:path}}", picture),
        Route(f"{TEMPLATES}/{{name}}", template),
        *routes(opened.desk, opened.seeding),
        *ROUTES,
        *(Route(path, shell) for path in ("/", *(f"/{name}" for name in SCREEN_NEEDS))),
    ],
    middleware=[Middleware(Gate, door=opened.door)],
    exception_handlers=FAILURES,
)
