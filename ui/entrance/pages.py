"""The entrance's own pages: plain HTML in which every text is escaped, and forms with a token no other site knows."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from ui import language
from ui import words_accounts as words
from ui.entrance.headers import PLAIN

FORM_COOKIE = "sohoa_form"
"""Holds the token that every form of this browser must repeat."""

_PAGE = Template((Path(__file__).with_name("page.html")).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form.

    Attributes:
        name: under which the browser sends it.
        label: what it asks for.
        kind: ``text`` or ``password``.
        fill: what the browser's memory may offer (HTML ``autocomplete``).
        text: what stands in it already.
    """

    name: str
    label: str
    kind: str = "password"
    fill: str = "current-password"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One page with one form.

    Attributes:
        title: its heading.
        fields: what it asks.
        button: what sends it.
        why: a sentence above it.
        hint: a sentence below its fields.
        beside: a second way: address and words of a link, ('', '') for none.
    """

    title: str
    fields: Sequence[Field]
    button: str
    why: str = ""
    hint: str = ""
    beside: tuple[str, str] = ("", "")


def form_page(form: Form, request: Request, trouble: str = "", status: int = 200) -> Response:
    """Return a page with a form that is sent to where it lies."""
    token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    address, says = form.beside
    parts = [
        _paragraph(form.why),
        _paragraph(trouble, "trouble", ' role="alert"'),
        '<form method="post">',
        f'<input type="hidden" name="token" value="{escape(token)}">',
        *(_line(field, first=field is _first_empty(form)) for field in form.fields),
        _paragraph(form.hint, "hint"),
        f"<button>{escape(form.button)}</button></form>",
        f'<p><a class="beside" href="{escape(address)}">{escape(says)}</a></p>' if address else "",
    ]
    response = page(form.title, "".join(parts), status)
    if FORM_COOKIE not in request.cookies:
        secure = request.url.scheme == "https"
        response.set_cookie(FORM_COOKIE, token, httponly=True, samesite="strict", secure=secure)
    return response


def is_ours(request: Request, token: str) -> bool:
    """Tell whether a form was sent by a page that we gave this very browser."""
    return bool(token) and secrets.compare_digest(token.encode(), request.cookies.get(FORM_COOKIE, "").encode())


def refusal(sentence: str, status: int) -> Response:
    """Return a page that says why nothing else is shown."""
    back = f'<p><a class="beside" href="/">{escape(words.BACK)}</a></p>'
    return page(words.PRODUCT, _paragraph(sentence, "trouble") + back, status)


def onward(address: str) -> Response:
    """Return a page that goes on by itself: browsers hold a strict cookie back on a way that began at another site."""
    body = f'<p><a class="beside" href="{escape(address)}">{escape(words.COMING_IN)}</a></p>'
    return page(words.COMING_IN, body, head=f'<meta http-equiv="refresh" content="0; url={escape(address)}">')


def page(title: str, body: str, status: int = 200, head: str = "") -> Response:
    """Return a page of the entrance; ``body`` and ``head`` are HTML."""
    product, spoken = escape(words.PRODUCT), language.spoken()
    text = _PAGE.substitute(language=spoken, title=escape(title), product=product, body=body, head=head)
    return HTMLResponse(text, status, {"Content-Security-Policy": PLAIN})


def _first_empty(form: Form) -> Field | None:
    return next((field for field in form.fields if not field.text), None)


def _line(field: Field, *, first: bool) -> str:
    focus = " autofocus" if first else ""
    return (
        f'<label for="{field.name}">{escape(field.label)}</label>'
        f'<input id="{field.name}" name="{field.name}" type="{field.kind}" autocomplete="{field.fill}" '
        f'value="{escape(field.text)}" maxlength="200" spellcheck="false" required{focus}>'
    )


def _paragraph(text: str, kind: str = "", more: str = "") -> str:
    return f'<p class="{kind}"{more}>{escape(text)}</p>' if text else ""
