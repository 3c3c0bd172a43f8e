"""Vietnamese letters: stored text is NFC as written; comparison works on folded keys."""

from unicodedata import combining, normalize


def key(text: str) -> str:
    """Return the comparison key: lower case, no marks, Đ as d (it does not decompose)."""
    folded = normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in folded if not combining(letter))
