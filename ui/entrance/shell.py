"""The page that Streamlit's screens are drawn into: its own, in the language of the person, with the watch beside it."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.staff import IDLE, Session
from ui import language
from ui import words_accounts as words
from ui.entrance import SESSION
from ui.entrance.outside import second_way

REPLACED = (
    (r"<!--.*?-->", ""),
    (r'<link rel="service-desc"[^>]*>', ""),
    (r"<script>.*?</script>", ""),  # for search engines; the policy allows no script in the page
    (r"<noscript>.*?</noscript>", ""),  # English
)
"""What is not for this application in Streamlit's page."""


def shell(request: Request) -> Response:
    """Return the page for the person who asks."""
    session: Session = request.scope[SESSION]
    title, address = second_way()
    said = {
        "name": session.account.name,
        "idle": int(IDLE.total_seconds()),
        "outside": address if session.account.outside else "",
        "words": {**words.WATCH, "outside": words.WATCH["outside"].format(title=title)},
    }
    watch = (
        '<link rel="stylesheet" href="/entrance/watch.css">'
        f'<script src="/entrance/watch.js" data-said="{escape(json.dumps(said, ensure_ascii=False))}"></script></body>'
    )
    return HTMLResponse(_streamlit_page(language.spoken()).replace("</body>", watch))


@cache
def _streamlit_page(spoken: str) -> str:
    """Return Streamlit's page with what is ours in a language."""
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    title = escape(language.in_each(words, "PRODUCT")[spoken])
    ours = ((r'<html lang="en">', f'<html lang="{spoken}">'), (r"<title>.*?</title>", f"<title>{title}</title>"))
    for pattern, instead in (*REPLACED, *ours):
        text = re.sub(pattern, instead, text, flags=re.DOTALL)
    return text
