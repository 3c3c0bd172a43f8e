"""Passwords: what a good one is, how it is kept, and ones that are used once.

Kept with Argon2id at the second recommended option of RFC 9106, section 4: 3 passes, 4 lanes, 64 MiB; 0.2 s on the machine
it was written on. The text kept says its own settings, so they can be raised later.
"""

from __future__ import annotations

import secrets
from unicodedata import normalize

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from pipeline.errors import UsageError

SHORTEST = 8
"""Letters of a password at least (domain.md 4.2)."""

LONGEST = 200
"""Letters of a password at most: more would only be work for the server."""

_SALT = 16
_ALPHABETS = ("abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "-+=?")
"""Four classes, without letters that look alike on a slip of paper (l 1 I O 0)."""
_ONCE = 12
"""Letters of a password that is used once: 12 of 60 are 70 bits, far from guessing."""


def check(password: str) -> None:
    """Refuse a password that is too easy.

    Raises:
        UsageError: it is too short or long, or lacks one of the four classes (domain.md 4.2).
    """
    text = normalize("NFC", password)
    classes = (
        any(letter.islower() for letter in text),
        any(letter.isupper() for letter in text),
        any(letter.isdigit() for letter in text),
        any(not letter.isalnum() for letter in text),
    )
    if not SHORTEST <= len(text) <= LONGEST or not all(classes):
        raise UsageError(
            f"Mật khẩu phải có từ {SHORTEST} ký tự trở lên, gồm đủ chữ thường, chữ hoa, chữ số và dấu (như . - ! ?). "
            "Hãy đặt mật khẩu khác."
        )


def kept(password: str) -> str:
    """Return what is stored of a password."""
    return Argon2id(
        salt=secrets.token_bytes(_SALT), length=32, iterations=3, lanes=4, memory_cost=64 * 1024
    ).derive_phc_encoded(_bytes(password))


def fits(password: str, stored: str) -> bool:
    """Tell whether a password is the stored one; takes as long where nothing is stored."""
    if len(password) > LONGEST:
        return False
    try:
        Argon2id.verify_phc_encoded(_bytes(password), stored or _NOBODY)
    except InvalidKey:
        return False
    return bool(stored)


def once() -> str:
    """Return a fresh password of all four classes, to be changed at the first sign-in."""
    letters = [secrets.choice(alphabet) for alphabet in _ALPHABETS]
    letters += [secrets.choice("".join(_ALPHABETS)) for _ in range(_ONCE - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def _bytes(password: str) -> bytes:
    return normalize("NFC", password).encode()


_NOBODY = kept(secrets.token_hex())
"""Compared against where there is no account, so that the time of an answer does not tell."""
