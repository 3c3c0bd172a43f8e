"""A picture is measured by its ink: each damage shows in its own measure, and a good page is not named."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from pipeline import retake, scans
from pipeline.config import ROOT
from pipeline.page_quality import measured
from pipeline.sheets import Picture

SAMPLES = ROOT / "scans" / "samples"
GOOD = sorted(SAMPLES.glob("*/*.jpg"))


@cache
def page() -> Picture:
    return scans.decode(SAMPLES / "KS-2016-birth-2016" / "001.jpg").picture


def figures(picture: Picture) -> dict[str, float]:
    return measured(picture, (picture.shape[1], picture.shape[0]))


def blurred(*places: tuple[int, int]) -> Picture:
    """Return the page blurred in some of its nine parts (row, column), in all of them if none is named."""
    soft = np.asarray(cv2.GaussianBlur(page(), (0, 0), 4), np.uint8)
    if not places:
        return soft
    spoilt, (rows, columns) = page().copy(), (page().shape[0] // 3, page().shape[1] // 3)
    for down, across in places:
        part = np.s_[down * rows : (down + 1) * rows, across * columns : (across + 1) * columns]
        spoilt[part] = soft[part]
    return spoilt


def smaller(share: float) -> Picture:
    return np.asarray(cv2.resize(page(), None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)


def toned(share: float, white: float = 0.0) -> Picture:
    return np.asarray((page() * share + white * (1 - share)).clip(0, 255), np.uint8)


def half_dark(share: float) -> Picture:
    spoilt = page().copy()
    spoilt[:, page().shape[1] // 2 :] = toned(share)[:, page().shape[1] // 2 :]
    return spoilt


def turned(degrees: float) -> Picture:
    rows, columns = page().shape[:2]
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), degrees, 0.8)
    return np.asarray(cv2.warpAffine(page(), turn, (columns, rows), borderValue=(40, 40, 40)), np.uint8)


def cut(left: float = 0.0, top: float = 0.0) -> Picture:
    rows, columns = page().shape[:2]
    return np.ascontiguousarray(page()[round(top * rows) :, round(left * columns) :])


def desk(kind: str) -> Picture:
    """Return a desk as large as a phone's picture of the page: wood with its grain, or grey with scattered things and print on it."""
    chance = np.random.default_rng(7)
    rows, columns = round(1.2 * page().shape[0]), round(1.2 * page().shape[1])
    if kind == "wood":
        grain = cv2.resize(chance.normal(0, 14, (rows // 2, 12)), (columns, rows), interpolation=cv2.INTER_CUBIC)
        noise = grain + chance.normal(0, 4, (rows, columns))
        return np.asarray((np.array((92, 60, 38)) + noise[..., None]).clip(0, 255), np.uint8)
    drawn = np.full((rows, columns, 3), (110, 120, 112), np.uint8)
    for tone, x, y in zip(chance.integers(20, 235, (45, 3)), *chance.integers(0, columns, (2, 45)), strict=True):
        below = int(y * rows / columns)
        cv2.rectangle(drawn, (int(x), below), (int(x) + 260, below + 220), [int(part) for part in tone], -1)
        cv2.putText(drawn, "Nhan Dan 1976", (int(x) - 150, below - 20), 0, 0.6, (30, 30, 30), 1, cv2.LINE_AA)
    return drawn


def laid(kind: str, what: Picture, place: tuple[float, float] = (0.5, 0.5)) -> Picture:
    """Return a picture that lies on a desk; ``place``: which share of the rest lies left of it and above it."""
    photo, (rows, columns) = desk(kind), what.shape[:2]
    left, top = round(place[0] * (photo.shape[1] - columns)), round(place[1] * (photo.shape[0] - rows))
    photo[top : top + rows, left : left + columns] = what
    return photo


def banded(sigma: float) -> Picture:
    """Return the page with its second to sixth twentieth blurred: sharp rows above and below stand in the same ninths."""
    spoilt, part = page().copy(), slice(page().shape[0] // 20, page().shape[0] * 3 // 10)
    spoilt[part] = cv2.GaussianBlur(page(), (0, 0), sigma)[part]
    return spoilt


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        *((lambda sigma=sigma: banded(sigma), "chụp lại: mờ ở phía trên") for sigma in (4, 6, 9)),
        (lambda: laid("wood", banded(6)), "chụp lại: mờ ở phía trên"),
        (lambda: laid("wood", half_dark(0.25)), "bóng tối che một phần trang"),
        (lambda: laid("wood", cut(left=0.12), (0.0, 0.5)), "chữ bị cắt ở mép trái"),
        (lambda: desk("clutter"), "không thấy trang giấy nào"),
        (blurred, "chụp lại: mờ cả trang"),
        (lambda: blurred((0, 0)), "chụp lại: mờ ở góc trên bên trái"),
        (lambda: blurred((0, 0), (1, 1)), "chụp lại: mờ ở góc trên bên trái, giữa trang"),
        (lambda: smaller(0.3), "chữ quá nhỏ"),
        (lambda: toned(0.12), "ảnh quá tối"),
        (lambda: half_dark(0.25), "bóng tối che một phần trang"),
        (lambda: toned(0.18, white=235), "mực quá nhạt"),
        (lambda: cut(left=0.12), "chữ bị cắt ở mép trái"),
        (lambda: cut(top=0.125), "chữ bị cắt ở mép trên"),
        (lambda: turned(18), "trang nghiêng 18 độ"),
        (lambda: np.full((2339, 1654, 3), 240, np.uint8), "không thấy chữ"),
        (lambda: np.zeros((2339, 1654, 3), np.uint8), "ảnh quá tối"),
        (lambda: np.full((1, 1, 3), 240, np.uint8), "không thấy chữ"),
    ],
)
def test_a_poor_picture_is_named_with_what_to_do(spoilt: Callable[[], Picture], told: str) -> None:
    assert told in "; ".join(retake.advice(figures(spoilt())))


@pytest.mark.parametrize(
    ("picture", "why"),
    [
        *((lambda path=path: scans.decode(path).picture, f"{path.parent.name}/{path.name} as it is") for path in GOOD),
        (lambda: np.asarray(cv2.GaussianBlur(page(), (0, 0), 1.2), np.uint8), "a little soft is read all the same"),
        (lambda: smaller(0.6), "120 dpi is poor, and read"),
        (lambda: toned(0.4), "dark paper is levelled"),
        (lambda: half_dark(0.6), "a light shadow is levelled"),
        (lambda: turned(8), "a lean is set straight"),
        (lambda: cut(left=0.04), "a margin is no writing"),
        (lambda: laid("wood", page()), "grain at the edge is no writing, a dark desk no shadow"),
        (lambda: laid("wood", page(), (0.0, 0.5)), "nor where the page reaches the edge"),
        (lambda: laid("wood", half_dark(0.6)), "a light shadow is levelled beside a dark desk too"),
        (lambda: np.ascontiguousarray(np.rot90(laid("wood", page()))), "grain may run upwards"),
        (lambda: laid("clutter", page()), "things around the page are no writing"),
    ],
)
def test_a_picture_that_is_read_well_is_not_named(picture: Callable[[], Picture], why: str) -> None:
    assert retake.advice(figures(picture())) == (), why


def test_a_page_that_was_never_measured_is_not_named() -> None:
    assert retake.advice({"form_likeness": 0.9}) == ()


def test_letters_are_measured_on_the_delivered_picture() -> None:
    rows, columns = page().shape[:2]
    larger = measured(page(), (2 * columns, 2 * rows))
    assert larger["letter"] == pytest.approx(2 * figures(page())["letter"])


def test_the_lean_has_its_sign() -> None:
    assert figures(turned(6))["lean"] == pytest.approx(6, abs=0.3)
    assert figures(turned(-6))["lean"] == pytest.approx(-6, abs=0.3)


def test_a_page_of_the_store_carries_its_measures(tmp_path: Path) -> None:
    (new,) = scans.keep(GOOD[0], tmp_path)
    assert new.quality == scans.measures(new.picture)
    assert new.quality["letters"] > retake.FEWEST_LETTERS
