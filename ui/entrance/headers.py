"""Headers that every answer carries: nothing from outside, no frames, no guessing of types, no copies of pages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import MutableHeaders

ALWAYS: Mapping[str, str] = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would make browsers send forms with the origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

PLAIN = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""For our own pages: no script at all."""

SCREEN = (
    "default-src 'none'; script-src 'self' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'{socket}; media-src 'self' blob:; worker-src 'self' blob:; frame-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
"""For Streamlit: it starts components from ``blob:`` and writes styles into the page; everything else comes from here."""

HOST = re.compile(r"(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?", re.IGNORECASE)


def screen_policy(host: str) -> str:
    """Return the policy of a screen; older browsers count the stream of the very host as another place."""
    socket = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    return SCREEN.format(socket=socket)


def finish(headers: MutableHeaders, host: str) -> None:
    """Add what is missing to the headers of an answer; an answer that says itself how long it may be kept is left so."""
    for name, text in ALWAYS.items():
        headers.setdefault(name, text)
    if "Content-Security-Policy" not in headers:
        headers["Content-Security-Policy"] = screen_policy(host)
    kept = headers.get("Cache-Control", "")
    if "immutable" not in kept:
        headers["Cache-Control"] = "no-store"
