"""What the decoders make of files as scanners and phones write them, and of damaged ones."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from contextlib import suppress

import img2pdf
import numpy as np
import pikepdf
import pillow_heif
import pytest
from PIL import Image, TiffImagePlugin

from pipeline.decoding import ForeignFile, leaves, reasons
from pipeline.errors import UnreadableScan

EXIF_TURN = 0x0112
PREVIEW = 254
CHANCE = random.Random(20261124)


def drawn(width: int = 120, height: int = 80) -> Image.Image:
    """Return a page with a red top left quarter, so that its turn can be seen."""
    pixels = np.full((height, width, 3), 230, np.uint8)
    pixels[: height // 2, : width // 2] = (200, 30, 30)
    return Image.fromarray(pixels)


def packed(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def pages(content: bytes) -> list[Image.Image]:
    with reasons():
        return [leaf.draw().copy() for leaf in leaves(io.BytesIO(content))]


def lying(kind: str) -> bytes:
    """Return the page stored lying on its right side, with the note that says so."""
    exif = Image.Exif()
    exif[EXIF_TURN] = 6
    side = drawn().transpose(Image.Transpose.ROTATE_90)
    if kind != "HEIF":
        return packed(side, kind, exif=exif)
    target = io.BytesIO()
    pillow_heif.from_pillow(side).save(target, quality=90, exif=exif.tobytes())
    return target.getvalue()


def saved(document: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def scanned_pdf(width: int, height: int, dpi: int, turn: int = 0) -> bytes:
    """Return a PDF of one scan that fills its page."""
    layout = img2pdf.get_fixed_dpi_layout_fun((dpi, dpi))
    with pikepdf.open(io.BytesIO(img2pdf.convert(packed(drawn(width, height), "JPEG"), layout_fun=layout))) as document:
        document.pages[0].rotate(turn, relative=False)
        return saved(document)


def pdf_that_promises(width: int, height: int) -> bytes:
    """Return a PDF of a few hundred bytes with a picture whose header promises ``width`` x ``height`` px."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    picture = document.make_stream(
        b"\0" * 100,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=width,
        Height=height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceGray,
    )
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    return saved(document)


def with_preview() -> bytes:
    """Return a TIFF whose second picture is a smaller copy of the first, as some scanners add."""
    note = TiffImagePlugin.ImageFileDirectory_v2()
    note[PREVIEW] = 1
    preview = drawn(60, 40)
    preview.encoderinfo = {"tiffinfo": note}
    return packed(drawn(), "TIFF", save_all=True, append_images=[preview])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "HEIF"])
def test_a_page_that_lies_on_its_side_and_says_so_is_set_upright(kind: str) -> None:
    (page,) = pages(lying(kind))
    red = page.getpixel((30, 20))
    assert page.size == (120, 80)
    assert isinstance(red, tuple)
    assert red[0] > 150 > red[1]


@pytest.mark.parametrize(
    ("turn", "size"), [(0, (1654, 2339)), (90, (2339, 1654)), (180, (1654, 2339)), (270, (2339, 1654))]
)
def test_a_scan_inside_a_pdf_is_drawn_at_its_own_resolution(turn: int, size: tuple[int, int]) -> None:
    (page,) = pages(scanned_pdf(1654, 2339, 200, turn))
    assert np.allclose(page.size, size, atol=1)


@pytest.mark.parametrize(
    ("width", "height", "dpi", "size"),
    [
        (2480, 3508, 72, (2480, 3508)),  # a scanner that wrote one point for each pixel: nothing is enlarged
        (2480, 3508, 600, (1240, 1754)),  # 600 dpi says no more than 300
    ],
)
def test_a_pdf_page_is_neither_enlarged_nor_finer_than_reading_needs(
    width: int, height: int, dpi: int, size: tuple[int, int]
) -> None:
    (page,) = pages(scanned_pdf(width, height, dpi))
    assert np.allclose(page.size, size, atol=1)


def test_a_pdf_page_as_large_as_a_wall_is_drawn_small_enough() -> None:
    document = pikepdf.new()
    document.add_blank_page(page_size=(14400, 14400))
    (page,) = pages(saved(document))
    assert page.size[0] * page.size[1] < 41_000_000


def test_a_preview_inside_a_tiff_is_no_page() -> None:
    assert [page.size for page in pages(with_preview())] == [(120, 80)]


def test_why_a_pdf_is_refused_does_not_depend_on_the_one_before() -> None:
    locked = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    files = {"mật khẩu": locked.getvalue(), "không có trang": saved(pikepdf.new()), "PDF bị hỏng": b"%PDF-1.7 hello"}
    for reason in (*files, *reversed(files)):
        with pytest.raises(ForeignFile, match=reason):
            pages(files[reason])


@pytest.mark.parametrize(
    ("story", "content", "reason"),
    [
        ("pdf with a bomb", lambda: pdf_that_promises(60_000, 60_000), "quá lớn"),
        ("pdf without a page", lambda: saved(pikepdf.new()), "không có trang nào"),
        ("gif", lambda: packed(drawn(), "GIF"), "không phải là ảnh"),
    ],
)
def test_a_file_that_no_new_photograph_would_mend_asks_for_none(
    story: str, content: Callable[[], bytes], reason: str
) -> None:
    with pytest.raises(ForeignFile, match=reason) as refusal:
        pages(content())
    assert "chụp" not in str(refusal.value)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "HEIF", "PDF"])
def test_whatever_is_damaged_is_read_or_refused_with_a_reason(kind: str) -> None:
    whole = scanned_pdf(120, 80, 100) if kind == "PDF" else lying(kind)
    for _ in range(150):
        content = bytearray(whole)
        for _ in range(CHANCE.randint(1, 12)):
            content[CHANCE.randrange(len(content))] = CHANCE.randrange(256)
        with suppress(UnreadableScan):
            read = pages(bytes(content[: CHANCE.choice((None, CHANCE.randrange(len(content))))]))
            assert {page.mode for page in read} <= {"RGB"}
