"""Which address needs which right: the one table of all that the application serves. What is not in it is not served."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from pipeline.rights import Right


class Anybody(Enum):
    """What is served without a session."""

    ANYBODY = "anybody"


ANYBODY = Anybody.ANYBODY
Need = Right | Anybody

SCREEN_NEEDS: Mapping[str, Right] = {
    "books": Right.LOOK,
    "take_in": Right.TAKE_IN,
    "review": Right.DECIDE,
    "carpet": Right.DECIDE,
    "whole_book": Right.LOOK,
    "progress": Right.LOOK,
    "set_aside": Right.LOOK,
    "checking": Right.APPROVE,
    "match": Right.HAND_OVER,
    "returned": Right.HAND_OVER,
    "coverage": Right.LOOK,
    "findings": Right.LOOK,
    "template": Right.DECIDE,
    "hand_over": Right.HAND_OVER,
    "accounts": Right.ACCOUNTS,
    "settings": Right.LOOK,
    "help": Right.LOOK,
}
"""What each screen of ``ui.front.titles`` needs. A test asks for a line for every screen."""

PATHS: Mapping[str, Need] = {
    "/": Right.LOOK,
    "/entrance/": ANYBODY,  # signing in and out; each page looks at the session itself
    "/static/": ANYBODY,  # Streamlit's scripts, styles and letters: the same for everybody in the world
    "/favicon.png": ANYBODY,
    "/_stcore/health": ANYBODY,  # "ok": the browser asks it whether the server is back
    "/_stcore/host-config": Right.LOOK,
    "/_stcore/stream": Right.LOOK,
    "/_stcore/bidi-components/": Right.LOOK,
    "/_stcore/upload_file/": Right.TAKE_IN,
    "/component/": Right.LOOK,
    "/media/": Right.LOOK,
    "/pictures/": Right.LOOK,
    "/templates/": Right.DECIDE,
    "/parts/": Right.LOOK,
    "/completions/": Right.DECIDE,
    "/answers": Right.DECIDE,
    **{f"/{screen}": right for screen, right in SCREEN_NEEDS.items()},
}
"""Address, or its beginning where it ends with a stroke, and what it needs."""


def need(path: str) -> Need | None:
    """Return what an address needs; None if nothing is served there."""
    if path in PATHS:
        return PATHS[path]
    return next(
        (needed for start, needed in PATHS.items() if start != "/" and start[-1] == "/" and path.startswith(start)),
        None,
    )


def is_page(path: str) -> bool:
    """Tell whether a person opens this address, not a script: a refusal there is a page or leads to one."""
    return path == "/" or path.lstrip("/") in SCREEN_NEEDS
