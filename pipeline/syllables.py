"""Vietnamese syllables by rule: onset, rime, tone. It needs no word list.

Source of the rules: the alphabet as taught (Quyết định 240/QĐ of 05/03/1984 on spelling), written down here as two lists.
Tone marks stand in the older place (hòa, thúy) or the newer one (hoà, thuý); both are right, registers hold both.
Names of other peoples (H'Mông, Kpă, Ksor, Êban) are bound by none of this: a text that is no such syllable is still a text.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

MOST = 1 << 14
"""Words whose spelling is kept in memory; Vietnamese has some seven thousand syllables. They return again and again."""

TONES = frozenset("\u0300\u0301\u0309\u0303\u0323")
"""Huyền, sắc, hỏi, ngã, nặng as combining marks."""

STOPPED = frozenset("\u0301\u0323")
"""Tones of a syllable that ends in c, ch, p or t: sắc and nặng."""

VOWELS = frozenset("aăâeêioôơuưy")
MARKED = frozenset("ăâêôơư")
FRONT = frozenset("eêiy")
OPEN_PAIRS = frozenset({"oa", "oe", "uy"})
"""Where the older and the newer place of the tone mark differ, if nothing follows."""

ONSETS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx")

RIMES = frozenset(
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây "
    "e ec em en eng eo ep et ê êch êm ên ênh êp êt êu "
    "i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu "
    "o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong ooc oong op ot "
    "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt "
    "u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôp uôt uơ up ut uy uya uych uyên uyêt uyn uynh "
    "uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu".split()
)

AFTER_QU = frozenset({"ych", "yn", "ynh", "yp", "yt"})
"""Rimes that stand after «qu» only (Quỳnh, quýt): elsewhere their y is the second letter of «uy»."""


def possible(syllable: str) -> bool:
    """Return whether spelling allows the syllable, with its tone mark in the older or the newer place."""
    plain, tone = _apart(syllable)
    onset, rime = _onset(plain)
    if not _fits(onset, rime) or (rime.endswith(("c", "ch", "p", "t")) and tone not in STOPPED):
        return False
    return normalize("NFC", syllable.casefold()) in {_toned(plain, tone, newer=newer) for newer in (False, True)}


def placed(text: str) -> str:
    """Return the text (NFC) with every tone mark in the older place (hoà -> hòa); the case stays.

    A mark that stands nowhere right is put right as well (hùynh -> huỳnh); what is no Vietnamese syllable (Chamaléa) stays
    as it is.
    """
    return " ".join(_placed(word, newer=False) for word in text.split(" "))


def spellings(text: str) -> tuple[str, ...]:
    """Return the text with its tone marks in the older place and, where that differs, in the newer one."""
    older = placed(text)
    newer = " ".join(_placed(word, newer=True) for word in text.split(" "))
    return (older,) if newer == older else (older, newer)


def _apart(syllable: str) -> tuple[str, str]:
    """Return the syllable in small letters without its tone, and the tone ('' if none or several)."""
    letters = normalize("NFD", syllable.casefold())
    tones = [letter for letter in letters if letter in TONES]
    plain = normalize("NFC", "".join(letter for letter in letters if letter not in TONES))
    return plain, tones[0] if len(tones) == 1 else ""


def _onset(plain: str) -> tuple[str, str]:
    """Split off the onset; the i of «gì» and «giếng» belongs to the rime."""
    for onset in ONSETS:
        rest = plain.removeprefix(onset)
        if rest != plain and (rest in RIMES or rest in AFTER_QU or onset not in {"gi", "qu"}):
            return onset, rest
    return "", plain


def _fits(onset: str, rime: str) -> bool:
    if rime not in RIMES:
        return onset == "qu" and rime in AFTER_QU
    before_front = rime[0] in FRONT
    match onset:
        case "k" | "gh" | "ngh":
            fits = before_front
        case "c" | "ng":
            fits = not before_front
        case "g":
            fits = not before_front or rime[0] == "i"  # «gì», «giếng»
        case "qu":
            fits = rime[0] not in "ouư" and rime not in {"ô", "ôi"}
        case "":
            fits = not rime.startswith(("iê", "ia")) or rime == "ia"
        case _:
            fits = not rime.startswith("yê")
    return fits


@lru_cache(maxsize=MOST)
def _placed(word: str, *, newer: bool) -> str:
    plain, tone = _apart(word)
    if not tone or not _fits(*_onset(plain)):
        return normalize("NFC", word)
    toned = _toned(plain, tone, newer=newer)
    capitals = [letter.isupper() for letter in normalize("NFC", word)]
    if len(capitals) != len(toned):
        return normalize("NFC", word)
    return "".join(letter.upper() if capital else letter for letter, capital in zip(toned, capitals, strict=True))


def _toned(plain: str, tone: str, *, newer: bool) -> str:
    """Return the syllable with its tone on the vowel that carries it."""
    at = _bearer(plain, newer=newer)
    return plain if at is None else normalize("NFC", plain[: at + 1] + tone + plain[at + 1 :])


def _bearer(plain: str, *, newer: bool) -> int | None:
    """Return where the vowel stands that carries the tone."""
    onset = _onset(plain)[0]
    start = next((i for i, letter in enumerate(plain) if i >= len(onset) and letter in VOWELS), None)
    if start is None:
        return None
    end = start
    while end < len(plain) and plain[end] in VOWELS:
        end += 1
    group = plain[start:end]
    marked = [i for i, letter in enumerate(group) if letter in MARKED]
    if marked:
        return start + marked[-1]
    if end < len(plain) or len(group) == 3:
        return end - 1 if end < len(plain) else start + 1
    return start + 1 if newer and group in OPEN_PAIRS else start
