"""Pictures for the screens: as delivered or cleaned, in a format the browser knows, at an address that never changes."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline import views
from pipeline.entries import Page, PageState
from pipeline.errors import UsageError
from pipeline.geometry import Box

BOX = Box(100, 80, 200, 60)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A page in the shade: the paper grows darker to the right, and a dark stroke lies in the box."""
    shade = np.tile(np.linspace(230, 120, 600), (400, 1))
    page = np.stack([shade, shade * 0.9, shade * 0.7], axis=-1).astype(np.uint8)
    page[105:112, 150:250] = 30
    Image.fromarray(page).save(tmp_path / "trang.png")
    return tmp_path / "trang.png"


def of(picture: Path) -> Page:
    return Page(7, "sổ", 1, "trang.png", picture, "0123456789abcdef" * 4, PageState.READ)


def shown(picture: Path, address: str, *, avif: bool = False) -> Image.Image:
    return Image.open(io.BytesIO(views.drawn(picture, views.parsed(address), avif=avif).body))


def test_an_address_is_read_back(picture: Path) -> None:
    assert views.parsed(views.address(of(picture), BOX)) == views.Wanted(7, BOX, "0123456789ab")
    cleaned = views.address(of(picture)).replace(".webp", "-cleaned.webp")
    assert views.parsed(cleaned) == views.Wanted(7, None, "0123456789ab", cleaned=True)


@pytest.mark.parametrize(
    "address", ["", "7-page.webp", "7-page-0123456789ab.png", "7-page-0123456789ab-dirty.webp", "../7"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError):
        views.parsed(address)


@pytest.mark.parametrize("box", [None, BOX])
def test_a_cleaned_picture_has_even_paper_and_no_colour_and_no_pixel_moves(picture: Path, box: Box | None) -> None:
    address = views.address(of(picture), box)
    delivered = np.asarray(shown(picture, address).convert("RGB"), int)
    cleaned = np.asarray(shown(picture, address.replace(".webp", "-cleaned.webp")).convert("RGB"), int)
    assert cleaned.shape == delivered.shape
    assert np.ptp(cleaned, axis=-1).max() <= 2
    across = cleaned[4].mean(axis=-1)
    assert np.ptp(across) < 0.3 * np.ptp(delivered[4].mean(axis=-1))
    dark = np.argwhere(cleaned[..., 0] < 120)
    assert np.allclose(dark.mean(axis=0), np.argwhere(delivered.mean(axis=-1) < 60).mean(axis=0), atol=2)


def test_the_stroke_of_a_crop_is_there_in_both_formats(picture: Path) -> None:
    address = views.address(of(picture), BOX)
    for avif in (False, True):
        image = shown(picture, address, avif=avif)
        assert image.format == ("AVIF" if avif else "WEBP")
        assert image.size == (242, 102)
        assert np.asarray(image.convert("L"), int)[46:53, 75:165].mean() < 60


def test_a_crop_is_no_larger_than_a_screen_shows(picture: Path) -> None:
    Image.new("RGB", (3000, 600), "white").save(picture)
    image = shown(picture, views.address(of(picture), Box(0, 100, 2900, 300)))
    assert (image.width <= views.CROP_SIZE[0], image.height <= views.CROP_SIZE[1]) == (True, True)


def test_all_crops_of_a_page_asked_for_at_once_decode_it_once(picture: Path) -> None:
    before = views._kept.cache_info().misses
    addresses = [views.address(of(picture), Box(10 * i, 80, 100, 60)) for i in range(12)]
    with ThreadPoolExecutor(6) as asking:
        crops = list(asking.map(lambda address: shown(picture, address), addresses))
    assert len(crops) == len(addresses)
    assert views._kept.cache_info().misses == before + 1
