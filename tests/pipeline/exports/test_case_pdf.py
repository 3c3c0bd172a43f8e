"""Case PDFs: one A4 page, in colour, about 100 kB."""

from io import BytesIO

import numpy as np
import pikepdf
import pytest
from PIL import Image

from pipeline.errors import UnreadableScan
from pipeline.exports import _demands
from pipeline.exports._case_pdf import Sheet, case_pdf, case_pdfs
from pipeline.exports._page_part import WHOLE, Part

SIZE_LIMIT = _demands.load().picture


def drawn(path, size, grain):
    """Write a page of coloured paper with some grain, which makes it hard to compress."""
    noise = np.random.default_rng(7).normal(0, grain, (300, 300, 3))
    tile = np.clip(noise + np.array([226, 214, 180]), 0, 255).astype(np.uint8)
    Image.fromarray(np.tile(tile, (9, 9, 1))[: size[1], : size[0]]).save(path, compress_level=1)
    return path


def picture_in(pdf):
    with pikepdf.open(BytesIO(pdf)) as book:
        assert len(book.pages) == 1
        (image,) = book.pages[0].get_images().values()
        assert isinstance(image, pikepdf.Stream)
        return pikepdf.PdfImage(image).as_pil_image(), [round(float(x)) for x in book.pages[0].mediabox[2:]]


@pytest.mark.parametrize(
    ("size", "a4", "longer"),
    [((1654, 2339), [595, 842], 1750), ((2339, 1654), [842, 595], 1750), ((700, 900), [595, 842], 900)],
)
def test_a_page_becomes_one_a4_page_turned_like_its_picture(tmp_path, size, a4, longer):
    picture, paper = picture_in(case_pdf(drawn(tmp_path / "page.png", size, 2)))
    assert (paper, max(picture.size), picture.mode) == (a4, longer, "RGB")


def test_a_plain_page_keeps_its_resolution_and_comes_close_to_the_limit(tmp_path):
    pdf = case_pdf(drawn(tmp_path / "page.png", (1654, 2339), 6))
    assert 0.85 * SIZE_LIMIT < len(pdf) <= SIZE_LIMIT


def test_a_worn_page_gives_up_resolution_before_legibility(tmp_path):
    pdf = case_pdf(drawn(tmp_path / "page.png", (1654, 2339), 50))
    assert max(picture_in(pdf)[0].size) < 1750
    assert len(pdf) <= SIZE_LIMIT


def test_a_page_of_nothing_but_grain_is_legible_before_it_is_small(tmp_path):
    pdf = case_pdf(drawn(tmp_path / "page.png", (1654, 2339), 140))
    assert max(picture_in(pdf)[0].size) == 1400
    assert len(pdf) > SIZE_LIMIT


def test_the_same_page_gives_the_same_bytes(tmp_path):
    page = drawn(tmp_path / "page.png", (400, 600), 4)
    assert case_pdf(page) == case_pdf(page)


def test_a_picture_that_is_none_is_named(tmp_path):
    (tmp_path / "page.png").write_bytes(b"")
    with pytest.raises(UnreadableScan, match=r"page\.png"):
        case_pdf(tmp_path / "page.png")


def stripes(path, colours):
    """Write a page of broad stripes, one below the other."""
    page = np.repeat(np.array(colours, np.uint8)[:, None, :], 400, axis=1).repeat(100, axis=0)
    Image.fromarray(page).save(path)
    return path


RED, GREEN, BLUE, GREY = (200, 30, 30), (30, 180, 30), (30, 30, 200), (128, 128, 128)


@pytest.mark.parametrize(
    ("part", "seen"),
    [
        (Part(head=0.25, start=0.5, end=0.75), [GREY, GREEN]),
        (Part(head=0.25, start=0.75), [GREY, BLUE]),
        (Part(start=0.25, end=0.5), [RED]),
        (Part(turn=180.0, start=0.0, end=0.25), [BLUE]),
        (WHOLE, [GREY, RED, GREEN, BLUE]),
    ],
)
def test_a_part_is_shown_under_the_head_of_its_page(tmp_path, part, seen):
    picture, _ = picture_in(case_pdf(stripes(tmp_path / "page.png", [GREY, RED, GREEN, BLUE]), part))
    middles = [picture.getpixel((picture.width // 2, 50 + 100 * i)) for i in range(picture.height // 100)]
    assert [tuple(round(value / 50) for value in colour) for colour in middles] == [
        tuple(round(value / 50) for value in colour) for colour in seen
    ]


def test_pages_come_in_order_and_a_broken_one_does_not_hold_the_others_back(tmp_path):
    pages = [stripes(tmp_path / f"{i}.png", [(40 * i, 0, 0)]) for i in range(6)]
    pages[2].write_bytes(b"")
    made = list(case_pdfs(Sheet(page, [WHOLE, WHOLE]) for page in pages))
    assert [isinstance(one, UnreadableScan) for one in made] == [False, False, True, False, False, False]
    assert made[4] == [case_pdf(pages[4])] * 2
