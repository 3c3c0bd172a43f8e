"""Does to a drawn line what a register, its years and its scan do: returns a picture as the reader will get it."""

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from scripts.handwriting.writers import Ink

Picture = NDArray[np.uint8]
Layer = NDArray[np.float32]
"""(H, W) float32, how much of something covers each pixel: 0 is none, 1 is all."""

PAPERS = (
    (236, 233, 222),
    (247, 247, 244),
    (222, 210, 180),
    (200, 182, 142),
    (176, 152, 110),
    (150, 128, 92),
    (228, 228, 240),
)
FRESH = PAPERS[:3]
PENS = ((40, 50, 120), (30, 30, 35), (70, 60, 130), (60, 80, 150), (90, 70, 60), (35, 40, 90), (20, 60, 90))


def worn(ink: Ink, neighbour: Ink, chance: random.Random, wear: float = 1.0) -> Picture:
    """Return the line on paper: (H, W, 3) uint8 RGB.

    Args:
        ink: (H, W) uint8 line, 255 is ink.
        neighbour: another line, whose strokes may reach into this one.
        chance: where the damage comes from.
        wear: 0 is a fresh page scanned well, 1 is the worst that is drawn: how often there is each damage, and how pale the ink.
    """
    scale = chance.uniform(0.65, 1.1)
    ink = np.asarray(
        cv2.resize(_cropped(ink, chance), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8
    )
    rows, columns = ink.shape
    noise = np.random.default_rng(chance.getrandbits(32))
    layer = ink.astype(np.float32) / 255
    if chance.random() < 0.3 * wear:
        layer *= _patches(noise, rows, columns, low=chance.uniform(0.45, 0.85))
    layer *= chance.uniform(1 - 0.6 * wear, 1.0)
    paper = np.array(chance.choice(PAPERS if chance.random() < wear else FRESH), np.float32) * chance.uniform(0.8, 1.04)
    pen = np.array(chance.choice(PENS), np.float32)
    picture = np.asarray(paper + (pen - paper) * layer[:, :, None], np.float32)
    rulings = np.maximum(_rulings(rows, columns, chance), _frame(rows, columns, chance))
    picture += (np.float32(chance.uniform(40, 130)) - picture) * rulings[:, :, None]
    if chance.random() < 0.15:
        picture += (np.float32(chance.uniform(20, 90)) - picture) * _label_end(rows, columns, chance)[:, :, None]
    if chance.random() < 0.2 * wear:
        picture += (paper * chance.uniform(0.2, 0.8) - picture) * _blots(rows, columns, chance)[:, :, None]
    if chance.random() < 0.3:
        picture += (pen - picture) * (_neighbour(neighbour, rows, columns, chance) * chance.uniform(0.5, 1))[:, :, None]
    picture = _damaged(picture, neighbour, chance, wear)
    if chance.random() < 0.2:
        picture *= _patches(noise, rows, columns, low=chance.uniform(0.8, 0.97))[:, :, None]
    picture += noise.standard_normal((rows, columns, 1)).astype(np.float32) * chance.uniform(0, 6)
    return _scanned(np.clip(picture, 0, 255).astype(np.uint8), chance)


def _damaged(picture: NDArray[np.float32], neighbour: Ink, chance: random.Random, wear: float) -> NDArray[np.float32]:
    """Return the picture with what its leaf has been through: the other side showing, a stamp, a stain."""
    rows, columns = picture.shape[:2]
    if chance.random() < 0.25 * wear:
        picture -= _through(neighbour, rows, columns, chance)[:, :, None] * chance.uniform(15, 85)
    if chance.random() < 0.06 * wear:
        picture = _stamped(picture, chance)
    if chance.random() < 0.06 * wear:
        picture = _stained(picture, chance)
    return picture


def _cropped(ink: Ink, chance: random.Random) -> Ink:
    """Return the ink with a loose frame, or cut tightly."""
    loosest = 40 if chance.random() < 0.25 else 16
    above, below = chance.randint(-7, loosest), chance.randint(-7, loosest)
    ink = ink[max(-above, 0) : ink.shape[0] - max(-below, 0)]
    behind = (
        chance.randint(30, 350) if chance.random() < 0.3 else chance.randint(0, 30)
    )  # most cells are wider than their text
    return np.pad(ink, ((max(above, 0), max(below, 0)), (chance.randint(0, 30), behind)))


def _patches(noise: np.random.Generator, rows: int, columns: int, low: float) -> NDArray[np.float32]:
    """Return (rows, columns) float32 from ``low`` to 1, changing slowly."""
    coarse = noise.uniform(low, 1, (3, max(columns // 60, 2))).astype(np.float32)
    return np.asarray(np.clip(cv2.resize(coarse, (columns, rows), interpolation=cv2.INTER_LINEAR), low, 1), np.float32)


def _rulings(rows: int, columns: int, chance: random.Random) -> Layer:
    """Return (rows, columns) of printed solid or dotted lines, 0 is none."""
    layer = np.zeros((rows, columns), np.float32)
    if chance.random() > 0.5:
        return layer
    y = round(rows * chance.uniform(0.6, 0.95))
    lines = [y] + ([y - round(rows * chance.uniform(0.6, 0.85))] if chance.random() < 0.3 else [])
    step = chance.choice((1, 4, 5, 6, 8))
    thick = chance.choice((1, 1, 2))
    tilt = chance.uniform(-2, 2)
    across = np.arange(columns)
    shown = across % step < max(1, step // 3 if step > 1 else 1)
    for line in lines:
        down = np.clip(line + np.round(tilt * across / columns).astype(int), 0, rows - thick)
        for extra in range(thick):
            layer[down[shown] + extra, across[shown]] = 1
    return np.asarray(cv2.GaussianBlur(layer, (3, 3), 0.6) * chance.uniform(0.3, 0.9), np.float32)


def _frame(rows: int, columns: int, chance: random.Random) -> Layer:
    """Return (rows, columns) of solid rulings at the edges of a table's cell, 0 is none."""
    layer = np.zeros((rows, columns), np.uint8)
    if chance.random() > 0.2:
        return layer.astype(np.float32)
    thick = chance.choice((1, 2, 3))
    for _ in range(chance.randint(1, 3)):
        away, tilt = chance.randint(0, 5), chance.randint(-2, 2)
        if chance.random() < 0.5:
            x = chance.choice((away, columns - 1 - away))
            cv2.line(layer, (x, 0), (x + tilt, rows), 255, thick, cv2.LINE_AA)
        else:
            y = chance.choice((away, rows - 1 - away))
            cv2.line(layer, (0, y), (columns, y + tilt), 255, thick, cv2.LINE_AA)
    return (layer * (chance.uniform(0.4, 1) / 255)).astype(np.float32)


def _label_end(rows: int, columns: int, chance: random.Random) -> Layer:
    """Return (rows, columns) of the end of a printed label, cut by the left edge, 0 is none."""
    layer = np.zeros((rows, columns), np.uint8)
    baseline, size = round(rows * chance.uniform(0.55, 0.85)), chance.uniform(0.35, 0.6)
    text = chance.choice((":", ":", ".", "..", "h:", "n:", "g:", "):", "c:", "i:"))
    place = (chance.randint(-8, 3), baseline)
    cv2.putText(layer, text, place, cv2.FONT_HERSHEY_COMPLEX, size, 255, 1, cv2.LINE_AA)
    return np.asarray(layer / 255, np.float32)


def _blots(rows: int, columns: int, chance: random.Random) -> Layer:
    """Return (rows, columns) of specks of mould and dirt, a few larger, 0 is none."""
    layer = np.zeros((rows, columns), np.uint8)
    for _ in range(chance.randint(1, max(columns // 30, 2))):
        centre = (chance.randrange(columns), chance.randrange(rows))
        large = chance.random() < 0.15
        axes = (chance.randint(2, 9), chance.randint(2, 6)) if large else (chance.randint(0, 1), chance.randint(0, 1))
        cv2.ellipse(layer, centre, axes, chance.uniform(0, 180), 0, 360, chance.randint(50, 230), -1, cv2.LINE_AA)
    return np.asarray(layer / 255, np.float32)


def _neighbour(other: Ink, rows: int, columns: int, chance: random.Random) -> Layer:
    """Return the foot of a line above, or the head of one below, where it reaches into this one."""
    layer = np.zeros((rows, columns), np.float32)
    reach = round(rows * chance.uniform(0.05, 0.2))
    start = chance.randint(0, max(columns - 40, 1))
    width = min(other.shape[1], columns - start)
    reach = min(reach, other.shape[0])
    if chance.random() < 0.6:
        layer[:reach, start : start + width] = other[other.shape[0] - reach :, :width]
    else:
        layer[rows - reach :, start : start + width] = other[:reach, :width]
    return np.asarray(layer / 255, np.float32)


def _through(other: Ink, rows: int, columns: int, chance: random.Random) -> NDArray[np.float32]:
    """Return (rows, columns) of the writing of the other side of the leaf, mirrored and blurred, anywhere on the line; 0 is none."""
    mirrored = np.zeros((rows, columns), np.uint8)
    left, top = chance.randint(0, max(columns - 30, 0)), chance.randint(-rows // 3, rows // 3)
    shown = other[max(-top, 0) : max(-top, 0) + rows - max(top, 0), : columns - left][:, ::-1]
    mirrored[max(top, 0) : max(top, 0) + shown.shape[0], left : left + shown.shape[1]] = shown
    return np.asarray(cv2.GaussianBlur(mirrored, (5, 5), chance.uniform(0.7, 1.6)) / 255, np.float32)


def _stamped(picture: NDArray[np.float32], chance: random.Random) -> NDArray[np.float32]:
    """Return the picture with the rim of a red stamp over it."""
    rows, columns = picture.shape[:2]
    rim = np.zeros((rows, columns), np.uint8)
    centre = (chance.randint(0, columns), chance.randint(-rows, 2 * rows))
    radius = chance.randint(40, 120)
    for inset in (0, 8):
        cv2.circle(rim, centre, radius - inset, 255, 2, cv2.LINE_AA)
    share = rim.astype(np.float32)[:, :, None] / 255 * chance.uniform(0.3, 0.8)
    return np.asarray(picture + (np.array((200, 50, 50), np.float32) - picture) * share, np.float32)


def _stained(picture: NDArray[np.float32], chance: random.Random) -> NDArray[np.float32]:
    """Return the picture with the brown rim of dried water or oil across it."""
    rows, columns = picture.shape[:2]
    rim = np.zeros((rows, columns), np.uint8)
    centre = (chance.randint(0, columns), chance.randint(-rows, 2 * rows))
    axes = (chance.randint(30, 200), chance.randint(20, 120))
    cv2.ellipse(rim, centre, axes, chance.uniform(0, 180), 0, 360, 255, chance.randint(2, 7), cv2.LINE_AA)
    share = cv2.GaussianBlur(rim, (0, 0), chance.uniform(0.8, 3)).astype(np.float32)[:, :, None] / 255
    share *= np.float32(chance.uniform(0.3, 0.9))
    return np.asarray(picture + (np.array((150, 110, 70), np.float32) - picture) * share, np.float32)


def _scanned(picture: Picture, chance: random.Random) -> Picture:
    """Return the picture blurred and compressed as a scan is."""
    if chance.random() < 0.25:
        picture = cv2.GaussianBlur(picture, (0, 0), chance.uniform(0.4, 0.9)).astype(np.uint8, copy=False)
    if chance.random() < 0.25:
        _, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(25, 85)])
        picture = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), np.uint8)
    return np.asarray(picture, np.uint8)
