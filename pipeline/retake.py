"""Says of a picture's measures whether it is too poor to read, and what to do: "chụp lại: mờ ở góc trên bên trái".

A person decides; nothing is ever refused. The measures, all told by ``pipeline.page_quality``:

* ``page``: share of the picture that is paper with writing on it, where there are marks at all.
* ``letters``: marks on it as high as letters; ``letter``: height of the usual one, px of the delivered picture.
* ``sharp``: how steep the edges of strokes are, 0 to 1 (1: from ink to paper within one pixel).
* ``detail``: the height of a letter in such steps, for the page and for each of nine parts (``detail_top_left``); it falls with
  blur and with resolution alike.
* ``soft_top_left`` and so on: the same of the softest third of the ink in that part, tile by tile.
* ``paper``: how light the paper is, 0 to 1; ``shadow``: its darkest part as a share of its lightest.
* ``contrast``: how far ink is darker than paper, as a share of the paper.
* ``cut_left`` and so on: share of that edge of the picture along which letters run out of it.
* ``lean``: degrees by which lines rise to the right.
"""

from __future__ import annotations

from collections.abc import Mapping

REGIONS: Mapping[str, str] = {
    "top_left": "góc trên bên trái",
    "top": "phía trên",
    "top_right": "góc trên bên phải",
    "left": "bên trái",
    "middle": "giữa trang",
    "right": "bên phải",
    "bottom_left": "góc dưới bên trái",
    "bottom": "phía dưới",
    "bottom_right": "góc dưới bên phải",
}
"""The nine parts of a picture, row by row, in the clerk's words."""

SIDES: Mapping[str, str] = {"left": "mép trái", "right": "mép phải", "top": "mép trên", "bottom": "mép dưới"}

FEWEST_LETTERS = 40
"""Below so many marks there is no page: of 30 pages of ledger-pages the one with the fewest has 331."""

LEAST_DETAIL = 7.0
"""Blurred to 6.4 a page still gave 89% of its fields, to 5.9 48%; the poorest worn page has 7.85. All figures here:
``scripts/measure quality ../shared/ledger-pages`` (2026-11-26)."""

BLURRED_BESIDE = 1 / 3
"""A part is blurred too where a third of its ink is so soft beside the sharpest part of the page, and softer than ``LEAST_DETAIL``: with
the upper quarter blurred by 4 to 16 px it had 0.23 to 0.29, of 60 pages as they are 0.39 at least."""

LEAST_PAGE = 0.02
"""Of the picture; no paper with writing on it is 0, and a page smaller than this has letters too small to read."""

LEAST_LETTER = 13.0
"""Pages made so small that letters had 9 to 12 px gave 30 to 77% of their fields, at half their size 80%; the least of any page as it
is: 21 px."""

LEAST_PAPER = 0.15
"""At 0.17 a page gave 96% of its fields, at 0.12 87%."""

LEAST_SHADOW = 0.4
"""At 0.46 a page half in shadow gave all its fields, at 0.32 a third of them."""

LEAST_CONTRAST = 0.2
"""At 0.25 a page gave 96% of its fields, at 0.16 43%."""

MOST_CUT = 0.06
"""No whole page has a letter at its edge; with a fifth of the page cut off, 0.07 was the least."""

MOST_LEAN = 15.0
"""Pages turned by 14 degrees gave 98% of their fields; more was not measured, and no scanner and few hands do it."""

TOO_DARK = "chụp lại ở chỗ sáng hơn: ảnh quá tối"


def advice(measures: Mapping[str, float]) -> tuple[str, ...]:
    """Return what is wrong with a page and what to do, the worst first; nothing for a good page or one that was never measured."""
    if "letters" not in measures:
        return ()
    if measures["letters"] < FEWEST_LETTERS and measures.get("paper", 1.0) < LEAST_PAPER:
        return (TOO_DARK,)
    if measures.get("page", 1.0) < LEAST_PAGE:
        return ("chụp lại: không thấy trang giấy nào trong ảnh",)
    if measures["letters"] < FEWEST_LETTERS:
        return ("xem lại: không thấy chữ trong ảnh (trang trắng, bìa, hay chụp hỏng)",)
    told = [*_of_detail(measures), *_of_light(measures)]
    cut = [words for side, words in SIDES.items() if measures.get(f"cut_{side}", 0.0) > MOST_CUT]
    if cut:
        told.append(f"chụp lại cho đủ trang: chữ bị cắt ở {', '.join(cut)}")
    lean = abs(measures.get("lean", 0.0))
    if lean > MOST_LEAN:
        told.append(f"chụp lại cho thẳng: trang nghiêng {lean:.0f} độ")
    return tuple(told)


def _of_detail(measures: Mapping[str, float]) -> list[str]:
    if measures["letter"] < LEAST_LETTER:
        return [f"quét lại ở 200-300 dpi hoặc chụp gần hơn: chữ quá nhỏ (cao {measures['letter']:.0f} điểm ảnh)"]
    seen = [name for name in REGIONS if f"detail_{name}" in measures or f"soft_{name}" in measures]
    softest = BLURRED_BESIDE * max(measures.get(f"soft_{name}", 0.0) for name in REGIONS)
    blurred = [
        name
        for name in seen
        if measures.get(f"detail_{name}", LEAST_DETAIL) < LEAST_DETAIL
        or measures.get(f"soft_{name}", LEAST_DETAIL) < min(softest, LEAST_DETAIL)
    ]
    if len(blurred) > len(seen) / 2:
        return ["chụp lại: mờ cả trang"]
    return [f"chụp lại: mờ ở {', '.join(_where(blurred))}"] if blurred else []


def _where(blurred: list[str]) -> list[str]:
    """Return the blurred parts in the clerk's words, the corners that belong to a side that is told left out."""
    return [REGIONS[name] for name in blurred if not (set(name.split("_")) - {name}) & set(blurred)]


def _of_light(measures: Mapping[str, float]) -> list[str]:
    told = []
    if measures.get("paper", 1.0) < LEAST_PAPER:
        told.append(TOO_DARK)
    if measures.get("shadow", 1.0) < LEAST_SHADOW:
        told.append("chụp lại: bóng tối che một phần trang")
    if measures.get("contrast", 1.0) < LEAST_CONTRAST:
        told.append("quét lại với độ tương phản cao hơn: mực quá nhạt so với giấy")
    return told
