"""Makes a picture smaller and RGB, strip by strip: of what was decoded no second copy is ever in memory whole."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image

STRIP = 64
"""Rows of the smaller picture that are made at a time; with 256 a strip of 12,000 px takes 50 MB more."""


def smaller(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture at ``size`` in RGB, made strip by strip, so that only the decoded one is in memory whole.

    A picture that is so already comes back itself, what its file says beside it included.
    """
    image.load()
    brightest = float(np.ravel(image.getextrema())[-1]) if image.mode in {"I", "F"} else 255.0
    whole = image.size == size
    if whole and image.mode == "RGB" and not image.has_transparency_data:
        return image
    step = image.height / size[1]
    edge = 0 if whole else math.ceil(2 * step) + 1  # rows beyond the strip that its outer rows are mixed from
    paper = Image.new("RGB", size)
    for top in range(0, size[1], STRIP):
        bottom = min(top + STRIP, size[1])
        first = max(0, math.floor(top * step) - edge)
        last = min(image.height, math.ceil(bottom * step) + edge)
        strip = _rgb(image.crop((0, first, image.width, last)), brightest)
        if not whole:
            box = (0.0, top * step - first, float(image.width), min(bottom * step - first, float(strip.height)))
            strip = strip.resize((size[0], bottom - top), Image.Resampling.BICUBIC, box)
        paper.paste(strip, (0, top))
    return paper


def _rgb(image: Image.Image, brightest: float) -> Image.Image:
    """Return the picture in RGB, on white where it is transparent; ``brightest`` is what is white in modes I and F."""
    if image.mode.startswith("I;16"):
        image = Image.fromarray((np.asarray(image) >> 8).astype(np.uint8))
    elif image.mode in {"I", "F"}:  # no rule says which number is white: the brightest is
        grey = np.asarray(image, np.float32)
        image = Image.fromarray(np.clip(grey / max(1e-9, brightest) * 255, 0, 255).astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        return paper
    return image.convert("RGB")
