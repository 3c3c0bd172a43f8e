"""The application: Streamlit's screens, and beside them plain routes for pictures.

Pictures go by route because their address says what lies there, so a browser keeps them; Streamlit would encode and
send them again. Answers go through the state of the record component, with acknowledgements: a second door for
writing would need its own guards, and loses nothing that the outbox does not keep.
"""

from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pipeline.drawing_board import Board
from pipeline.errors import RegisterError, UnreadableScan, UsageError
from ui import state
from ui.parts.record import PICTURES
from ui.parts.template import TEMPLATES

FOREVER = {"Cache-Control": "private, max-age=31536000, immutable"}
"""An address carries the checksum of its picture: what lies at it never changes."""


def picture(request: Request) -> Response:
    """Serve the preview of a page or the crop of a cell."""
    try:
        found = state.opened().picture(request.path_params["address"])
    except (UsageError, UnreadableScan) as error:
        return PlainTextResponse(str(error), 404)
    except RegisterError as error:
        return PlainTextResponse(str(error), 503)
    return Response(found.body, media_type=found.kind, headers=FOREVER)


def template(request: Request) -> Response:
    """Serve the picture of a book's template."""
    try:
        body = Board(state.opened().config).picture(request.path_params["name"])
    except UsageError as error:
        return PlainTextResponse(str(error), 404)
    except RegisterError as error:
        return PlainTextResponse(str(error), 503)
    return Response(body, media_type="image/png", headers=FOREVER)


app = st.App(
    Path(__file__).with_name("front.py"),
    routes=[Route(f"{PICTURES}/{{address:path}}", picture), Route(f"{TEMPLATES}/{{name}}", template)],
)
