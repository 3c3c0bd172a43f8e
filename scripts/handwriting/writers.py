"""Draws texts as a writer would: a face, and what a hand does with it."""

import random
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ink = NDArray[np.uint8]
"""(H, W) uint8, 0 is paper, 255 is ink."""

X_HEIGHT = 17
"""Height of a small "x" as drawn, px."""

TONE_MARKS = frozenset(
    unicodedata.lookup(f"COMBINING {name}")
    for name in ("GRAVE ACCENT", "ACUTE ACCENT", "TILDE", "HOOK ABOVE", "DOT BELOW")
)


@lru_cache(maxsize=256)
def sized(face: Path) -> ImageFont.FreeTypeFont:
    """Return the face at the size whose small letters are ``X_HEIGHT`` high."""
    probe = ImageFont.truetype(face, 100)
    _, top, _, bottom = probe.getbbox("xnu", anchor="ls")
    return ImageFont.truetype(face, max(12, round(100 * X_HEIGHT / max(bottom - top, 8))))


@lru_cache(maxsize=65536)
def bare(letter: str) -> str:
    """Return the letter without its tone mark; "ấ" gives "â"."""
    return unicodedata.normalize(
        "NFC", "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in TONE_MARKS)
    )


@lru_cache(maxsize=4096)
def tone(face: Path, letter: str) -> tuple[Ink, int, int] | None:
    """Return a tone mark alone with its place against the pen point of its letter: ink, right, down; None without one."""
    if bare(letter) == letter:
        return None
    with_mark, without = glyph(face, letter), glyph(face, bare(letter))
    alone = np.where(without > 60, 0, with_mark).astype(np.uint8)
    alone = cv2.morphologyEx(alone, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)).astype(np.uint8, copy=False)
    rows, columns = np.flatnonzero(alone.max(axis=1) > 90), np.flatnonzero(alone.max(axis=0) > 90)
    if rows.size == 0:
        return None
    cut = alone[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return cut, int(columns[0]) - 60, int(rows[0]) - 120


def glyph(face: Path, letter: str) -> Ink:
    """Return (180, 200) uint8 with the letter's pen point at column 60, row 120."""
    canvas = Image.new("L", (200, 180))
    ImageDraw.Draw(canvas).text((60, 120), letter, fill=255, font=sized(face), anchor="ls")
    return np.asarray(canvas)


@dataclass(frozen=True, slots=True)
class Writer:
    """One hand: what stays the same over its lines.

    Attributes:
        face: font file.
        slant: columns a row leans, added to the slant of the face.
        breadth: letters are drawn this much wider.
        spacing: pixels between letters, 0 keeps them joined.
        gap: width of a space as a share of the x-height.
        floating: how far letters or words leave the baseline, px.
        drift: how far tone marks leave their vowel, px.
        pen: stroke width change, px; below 0 is thinner.
        sway: strength of the elastic distortion, px.
        joined: whether a word is drawn in one go.
    """

    face: Path
    slant: float
    breadth: float
    spacing: float
    gap: float
    floating: float
    drift: float
    pen: float
    sway: float
    joined: bool

    @classmethod
    def born(cls, face: Path, chance: random.Random) -> "Writer":
        """Return a new hand with this face."""
        joined = chance.random() < 0.6
        return cls(
            face=face,
            slant=chance.gauss(0.05, 0.2),
            breadth=min(max(chance.gauss(1.05, 0.18), 0.65), 1.6),
            spacing=0.0 if joined else chance.uniform(-1.5, 4),
            gap=chance.uniform(0.35, 1.3),
            floating=abs(chance.gauss(0, 1.3)),
            drift=chance.uniform(1, 9) if chance.random() < 0.5 else 0.0,
            pen=chance.choice((-0.7, -0.3, 0.0, 0.0, 0.3, 0.7, 1.0)),
            sway=chance.uniform(0, 2.2),
            joined=joined,
        )


def drawn(text: str, writer: Writer, chance: random.Random) -> Ink:
    """Return a line of ink with at least six empty pixels around it: (H, W) uint8.

    Args:
        text: what is written, NFC.
        writer: by whom.
        chance: where the unsteadiness of the hand comes from.
    """
    font = sized(writer.face)
    width = int(font.getlength(text) * 1.2 + len(text) * (max(writer.spacing, 0) + 12 * writer.gap) + 160)
    canvas = Image.new("L", (width, 150))
    pen = ImageDraw.Draw(canvas)
    x, marks = 60.0, []
    for word in text.split(" "):
        base_y = 85 + chance.gauss(0, writer.floating)
        pieces = [word] if writer.joined and chance.random() < 0.93 else list(word)
        for piece in pieces:
            y = base_y if writer.joined else base_y + chance.gauss(0, writer.floating * 0.6)
            shown = "".join(map(bare, piece)) if writer.drift else piece
            pen.text((x, y), shown, fill=255, font=font, anchor="ls")
            if writer.drift:
                marks += [
                    (letter, x + font.getlength(shown[:place]), y)
                    for place, letter in enumerate(piece)
                    if bare(letter) != letter
                ]
            x += font.getlength(shown) + (writer.spacing + chance.gauss(0, 0.8) if len(pieces) > 1 else 0)
        x += X_HEIGHT * writer.gap * chance.uniform(0.6, 1.6)
    ink = np.array(canvas)
    for letter, left, y in marks:
        _mark(
            ink,
            tone(writer.face, letter),
            left + chance.gauss(writer.drift * 0.35, writer.drift * 0.6),
            y + chance.gauss(-1, writer.drift * 0.25),
        )
    return _cut(_swayed(_penned(ink[:, : int(x) + 60], writer.pen), writer, chance))


def _mark(ink: Ink, mark: tuple[Ink, int, int] | None, left: float, baseline: float) -> None:
    """Put a tone mark on the (H, W) ink where the hand left it."""
    if mark is None:
        return
    cut, right, down = mark
    x, y = round(left) + right, round(baseline) + down
    rows, columns = cut.shape
    if x < 0 or y < 0 or x + columns > ink.shape[1] or y + rows > ink.shape[0]:
        return
    place = ink[y : y + rows, x : x + columns]
    np.maximum(place, cut, out=place)


def _penned(ink: Ink, change: float) -> Ink:
    """Return strokes made wider or thinner by a part of a pixel on both sides."""
    if change == 0:
        return ink
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (3, 3))
    other = cv2.dilate(ink, kernel) if change > 0 else cv2.erode(ink, np.ones((2, 2), np.uint8))
    share = min(abs(change), 1.0)
    return np.asarray(cv2.addWeighted(other, share, ink, 1 - share, 0), np.uint8)


def _swayed(ink: Ink, writer: Writer, chance: random.Random) -> Ink:
    """Return the ink slanted, stretched, on a wavy baseline and elastically distorted, in one resampling."""
    rows, columns = ink.shape
    width = round(columns * writer.breadth)
    noise = np.random.default_rng(chance.getrandbits(32))
    field = noise.standard_normal((2, 7, max(width // 22, 3))).astype(np.float32) * np.float32(writer.sway)
    shift_x = cv2.resize(field[0], (width, rows), interpolation=cv2.INTER_LINEAR)
    shift_y = cv2.resize(field[1] * 0.8, (width, rows), interpolation=cv2.INTER_LINEAR)
    down = np.arange(rows, dtype=np.float32)[:, None]
    across = np.arange(width, dtype=np.float32)[None, :]
    wave = chance.uniform(0, 2.5) * np.sin(across / chance.uniform(60, 300) + chance.uniform(0, 6)) + chance.gauss(
        0, 0.006
    ) * (across - width / 2)
    source_x = across / np.float32(writer.breadth) + np.float32(writer.slant) * (down - 85) + shift_x
    source_y = down + wave.astype(np.float32) + shift_y
    return np.asarray(
        cv2.remap(ink, source_x.astype(np.float32), source_y.astype(np.float32), cv2.INTER_LINEAR), np.uint8
    )


def _cut(ink: Ink) -> Ink:
    rows, columns = np.flatnonzero(ink.max(axis=1) > 60), np.flatnonzero(ink.max(axis=0) > 60)
    if rows.size == 0:
        return np.zeros((40, 40), np.uint8)
    return np.pad(ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], 6)
