"""Small copies of pictures for a first look, made fast.

OpenCV takes means over whole pixels some twenty times as fast as over parts of pixels (measured on 1400 x 300 px, half size: 0.1 ms
against 2.2 ms, 2026-11-26), so a picture is first made smaller by a whole number, and by the small rest afterwards.
"""

from __future__ import annotations

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

Depth = TypeVar("Depth", np.uint8, np.float32)


def shrunk(picture: NDArray[Depth], size: tuple[int, int]) -> NDArray[Depth]:
    """Return a smaller copy whose pixels are means of those of the picture.

    Args:
        picture: (H, W) or (H, W, 3).
        size: width and height of the copy, px, at least 1 and at most those of the picture. What is left over at the right and
            lower edge, fewer px than one of the copy stands for, is not looked at.
    """
    rows, columns = picture.shape[:2]
    times = max(1, min(columns // size[0], rows // size[1]))
    whole = picture[: rows // times * times, : columns // times * times]
    for sides in dict.fromkeys([(columns // times, rows // times), size]):
        if whole.shape[1::-1] != sides:
            whole = np.asarray(cv2.resize(whole, sides, interpolation=cv2.INTER_AREA), picture.dtype)
    return whole
