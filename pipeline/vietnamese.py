"""Vietnamese letters: stored text is NFC as written; comparison works on folded keys."""

from unicodedata import combining, normalize


def key(text: str) -> str:
    """Return the comparison key: lower case, no marks, Đ as d (it does not decompose)."""
    folded = normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in folded if not combining(letter))


def letters(text: str) -> str:
    """Return the letters and digits of the comparison key, nothing between them: for labels, whose spaces and stops are read as they come."""
    return "".join(letter for letter in key(text) if letter.isalnum())


def nfc(text: str) -> str:
    """Return the text as it is stored: NFC, one space between words, none around them."""
    return " ".join(normalize("NFC", text).split())


def ascii_name(text: str) -> str:
    """Return the text for a file name of the ministry: case kept, marks and Đ folded, all but A-Z, a-z, 0-9 removed."""
    folded = normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())
