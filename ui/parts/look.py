"""How a person likes the screens, as a style sheet; custom properties reach into the components."""

from pipeline.preferences import SIZES, Preferences

CONTRAST = """
  :root { --sohoa-ink: #000; --sohoa-quiet: #000; --sohoa-line: #000; --sohoa-ground: #fff; }
  .stApp, .stApp p, .stApp li, .stApp label, .stApp h1, .stApp h2, .stApp h3, .stApp td, .stApp th { color: #000 !important; }
  .stApp button, .stApp input, .stApp [data-baseweb=select] > div, .stApp table, .stApp td, .stApp th { border-color: #000 !important; }
  .stApp [data-testid^=stBaseButton-primary] p { color: #fff !important; }
  .stApp [role=combobox], .stApp [data-testid=stTextInputRootElement], .stApp [data-testid=stNumberInputContainer],
  .stApp [data-testid=stFileUploaderDropzone] { border: 1px solid #000 !important; }
  .stApp a { text-decoration: underline; }
  .stApp :focus-visible { outline: 4px solid #000 !important; outline-offset: 2px; }
"""
"""Black on white with black edges: 21 to 1, where WCAG 2.2 asks 4.5 to 1 (AA) and 7 to 1 (AAA)."""

TYPE = 18
"""px of usual type (``pipeline.browser.QUIET``)."""


def style(liked: Preferences) -> str:
    """Return the style sheet of a person, '' where all is as usual."""
    rules = ""
    if liked.size != SIZES[0]:
        rules += f"html {{ font-size: {TYPE * liked.size / 100:g}px !important; }} :root {{ --sohoa-size: {liked.size / 100:g}; }}"
    if liked.contrast:
        rules += CONTRAST
    return f"<style>{rules}</style>" if rules else ""
