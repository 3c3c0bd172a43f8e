"""Help on one page: the day's work, all keys as a sheet to print, and what to do when something is in the way."""

import html
from collections.abc import Sequence

import streamlit as st

from ui import words_views

STYLE = """<style>
  .sheet { max-width: 1200px; line-height: 1.4; } .sheet h2 { font-size: 1.25rem; margin: .6rem 0 .3rem; padding: 0; }
  .sheet ol, .sheet ul { margin: 0 0 .4rem; } .sheet .keys { columns: 2; column-gap: 2.2rem; } .sheet section { break-inside: avoid; }
  .sheet table { border-collapse: collapse; width: 100%; margin: 0; } .sheet td, .sheet th { text-align: left; padding: 2px 8px 2px 0; border-bottom: 1px solid #c4ced6; vertical-align: top; }
  .sheet th { white-space: nowrap; font-weight: 400; width: 1%; } .sheet kbd { font: 600 .85rem ui-monospace, "DejaVu Sans Mono", monospace; padding: 2px 6px; border: 1px solid #5f6d79; border-radius: 4px; background: #fff; color: #14202b; }
  @media print { [data-testid=stHeader], [data-testid=stToolbar] { display: none !important; } .sheet { font-size: 10.5pt; max-width: none; }
    .stMainBlockContainer { padding: 0 !important; } @page { size: A4; margin: 14mm; } }
</style>"""


def show() -> None:
    """Draw the page."""
    steps = "".join(f"<li>{html.escape(step)}</li>" for step in words_views.HELP_STEPS)
    troubles = "".join(f"<li>{html.escape(trouble)}</li>" for trouble in words_views.HELP_TROUBLES)
    st.html(STYLE)
    st.html(
        "<div class=sheet>"
        f"<h2>{html.escape(words_views.HELP_WORK)}</h2><ol>{steps}</ol>"
        f"<div class=keys>{_keys(words_views.KEYS)}"
        f"<section><h2>{html.escape(words_views.HELP_WHEN)}</h2><ul>{troubles}</ul></section></div>"
        f"<p>{html.escape(words_views.HELP_PRINT)}</p></div>"
    )


def _keys(screens: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> str:
    """Return a table of keys for each screen."""
    return "".join(
        f"<section><h2>{html.escape(words_views.HELP_KEYS)}: {html.escape(screen)}</h2><table>"
        + "".join(f"<tr><th scope=row>{_chords(keys)}</th><td>{html.escape(does)}</td></tr>" for keys, does in rows)
        + "</table></section>"
        for screen, rows in screens
    )


def _chords(keys: str) -> str:
    return " ".join(f"<kbd>{html.escape(key)}</kbd>" for key in keys.split())


if __name__ == "__main__":
    show()
