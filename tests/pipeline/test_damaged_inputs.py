"""Five hundred damaged, odd and foreign files: each ends in a page or in a reason a clerk understands, and none takes long."""

from __future__ import annotations

import io
import random
import struct
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import img2pdf
import numpy as np
import pikepdf
import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageDraw

from pipeline import scans
from pipeline.config import ROOT
from pipeline.decoding import WORKING_PIXELS
from pipeline.errors import UnreadableScan
from pipeline.workers import Job, read_all

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016" / "001.jpg"
COUNT = 500
READ = 14
SLOWEST = 10.0
"""Seconds that one file of this test may take; each takes a few hundredths."""


@cache
def page(width: int = 330, height: int = 240) -> Image.Image:
    """Return paper with lines of strokes on it."""
    drawn = Image.new("RGB", (width, height), (232, 226, 210))
    pen = ImageDraw.Draw(drawn)
    for y in range(20, height - 10, 24):
        pen.text((12, y), "So dang ky khai sinh 01 Nong Tai", (30, 30, 80))
        pen.line((10, y + 14, width - 10, y + 14), (120, 110, 100))
    return drawn


def packed(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def heic(image: Image.Image) -> bytes:
    target = io.BytesIO()
    pillow_heif.from_pillow(image).save(target, quality=80)
    return target.getvalue()


def lab(image: Image.Image) -> Image.Image:
    to_lab = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    turned = ImageCms.applyTransform(image, to_lab)
    assert turned is not None
    return turned


def deep(image: Image.Image) -> Image.Image:
    return Image.fromarray(np.asarray(image.convert("L"), np.uint16) * 257)


def transparent(image: Image.Image) -> Image.Image:
    both = image.convert("RGBA")
    both.putalpha(image.convert("L"))
    return both


def locked() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(img2pdf.convert(packed(page(), "JPEG")))) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="a", user="b"))
    return target.getvalue()


def promised(width: int, height: int) -> bytes:
    """Return a JPEG whose header promises a size that it does not hold."""
    small = packed(Image.new("RGB", (64, 64)), "JPEG")
    return small.replace(struct.pack(">HH", 64, 64), struct.pack(">HH", height, width), 1)


WHOLE: Mapping[str, Callable[[], bytes]] = {
    "a.jpg": lambda: packed(page(), "JPEG", quality=85),
    "progressive.jpg": lambda: packed(page(), "JPEG", progressive=True),
    "grey.jpeg": lambda: packed(page().convert("L"), "JPEG"),
    "four inks.jpg": lambda: packed(page().convert("CMYK"), "JPEG"),
    "a.png": lambda: packed(page(), "PNG"),
    "palette.png": lambda: packed(page().convert("P"), "PNG"),
    "one bit.png": lambda: packed(page().convert("1"), "PNG"),
    "deep.png": lambda: packed(deep(page()), "PNG"),
    "alpha.png": lambda: packed(transparent(page()), "PNG"),
    "grey alpha.png": lambda: packed(transparent(page()).convert("LA"), "PNG"),
    "a.tif": lambda: packed(page(), "TIFF"),
    "lab.tif": lambda: packed(lab(page()), "TIFF"),
    "fax.tif": lambda: packed(page().convert("1"), "TIFF", compression="group4"),
    "deep.tif": lambda: packed(deep(page()), "TIFF"),
    "float.tif": lambda: packed(page().convert("F"), "TIFF"),
    "four inks.tif": lambda: packed(page().convert("CMYK"), "TIFF", compression="tiff_lzw"),
    "jpeg inside.tif": lambda: packed(page(), "TIFF", compression="jpeg"),
    "three pages.tiff": lambda: packed(page(), "TIFF", save_all=True, append_images=[page(), page().convert("1")]),
    "phone.heic": lambda: heic(page()),
    "book.pdf": lambda: img2pdf.convert([packed(page(), "JPEG"), packed(page(), "PNG")]),
    "locked.pdf": locked,
    "animated.gif": lambda: packed(page(), "GIF"),
    "a.bmp": lambda: packed(page(), "BMP"),
    "a.webp": lambda: packed(page(), "WEBP"),
    "one pixel.png": lambda: packed(Image.new("RGB", (1, 1)), "PNG"),
    "thread.png": lambda: packed(Image.new("RGB", (1, 9000)), "PNG"),
    "ribbon.jpg": lambda: packed(Image.new("RGB", (9000, 33), "white"), "JPEG"),
    "wall.jpg": lambda: promised(60_000, 60_000),
    "gate.jpg": lambda: promised(9_000, 9_000),
    "large.png": lambda: packed(Image.new("L", (6000, 4000), 200), "PNG", compress_level=1),
    "empty.jpg": lambda: b"",
    "text.pdf": lambda: b"%PDF-1.7\nkhong phai la so",
    "noise.jpg": lambda: random.Random(3).randbytes(5000),
}
FOREIGN = (".jpg", ".png", ".tif", ".heic", ".pdf", ".docx", "", ".JPG.exe")
RARE = {"large.png"}
"""Damaged only a few times: each takes a second."""


def damaged(content: bytes, chance: random.Random) -> bytes:
    """Return a file cut short, with bits flipped, with a part overwritten or doubled, or as it was."""
    way, body = chance.choice(("cut", "flip", "flip", "overwrite", "double", "whole")), bytearray(content)
    if not body or way == "whole":
        return content
    place = chance.randrange(len(body))
    if way == "cut":
        return content[:place]
    if way == "double":
        return content[:place] + content[place // 2 :]
    if way == "overwrite":
        body[place : place + 64] = chance.randbytes(min(64, len(body) - place))
    for _ in range(chance.randint(1, 20) if way == "flip" else 0):
        body[chance.randrange(len(body))] ^= 1 << chance.randrange(8)
    return bytes(body)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every whole file once, and damaged ones up to five hundred, some under a strange name; the same ones in every run."""
    folder, chance = tmp_path_factory.mktemp("damaged"), random.Random(20261126)
    made = {name: build() for name, build in WHOLE.items()}
    paths = []
    for number in range(COUNT):
        name = list(made)[number] if number < len(made) else chance.choice([one for one in made if one not in RARE])
        content = made[name] if number < len(made) else damaged(made[name], chance)
        ending = chance.choice(FOREIGN) if number >= len(made) and chance.random() < 0.2 else Path(name).suffix
        paths.append(folder / f"{number:03d} {Path(name).stem}{ending}")
        paths[-1].write_bytes(content)
    return paths


@pytest.fixture(scope="module")
def taken(inputs: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[Path], str, float]]:
    """What became of each file: its page pictures or the reason, and the seconds it took."""
    home, came = tmp_path_factory.mktemp("home"), {}
    for path in inputs:
        begun = time.monotonic()
        try:
            pages, reason = [new.picture for new in scans.keep(path, home)], ""
        except UnreadableScan as error:
            pages, reason = [], str(error)
        came[path.name] = (pages, reason, time.monotonic() - begun)
    return came


Taken = dict[str, tuple[list[Path], str, float]]


def test_every_damaged_file_ends_in_pages_or_in_a_sentence(taken: Taken) -> None:
    assert len(taken) == COUNT
    silent = [name for name, (pages, reason, _) in taken.items() if bool(pages) == bool(reason)]
    assert silent == []
    rough = {name: reason for name, (_, reason, _) in taken.items() if reason and not reason.rstrip().endswith(".")}
    assert rough == {}


def test_both_ends_are_met_often(taken: Taken) -> None:
    came = sum(bool(pages) for pages, _, _ in taken.values())
    assert COUNT // 5 < came < 4 * COUNT // 5


def test_no_file_takes_long(taken: Taken) -> None:
    assert {name: seconds for name, (_, _, seconds) in taken.items() if seconds > SLOWEST} == {}


def test_every_page_that_came_in_can_be_looked_at(taken: Taken) -> None:
    for pages, _, _ in taken.values():
        for picture in pages:
            scan = scans.decode(picture)
            assert scan.picture.ndim == 3
            assert scan.picture.shape[0] * scan.picture.shape[1] <= WORKING_PIXELS


@pytest.mark.parametrize("name", [name for name in WHOLE if not name.startswith(("a.", "large", "wall", "gate"))])
def test_an_odd_file_that_is_whole_ends_the_same_way_in_every_run(taken: Taken, name: str) -> None:
    came = next(pages for file, (pages, _, _) in taken.items() if file[4:] == name)
    pages = {"three pages.tiff": 3, "book.pdf": 2}
    foreign = {"locked.pdf", "animated.gif", "one pixel.png", "thread.png", "empty.jpg", "text.pdf", "noise.jpg"}
    assert len(came) == (0 if name in foreign else pages.get(name, 1))


def test_some_dozens_are_read_to_the_end_each_with_its_page_or_reason(taken: Taken, tmp_path: Path) -> None:
    small = [picture for pages, _, _ in taken.values() for picture in pages]
    chance, whole = random.Random(7), SAMPLE.read_bytes()
    chosen = chance.sample([path for path in small if path.stat().st_size < 200_000], READ)
    for number in range(2):  # a page of a register with a few bits flipped behind its header
        body = bytearray(whole)
        for _ in range(4):
            body[chance.randrange(2000, len(body))] ^= 1 << chance.randrange(8)
        chosen.append(tmp_path / f"{number}.jpg")
        chosen[-1].write_bytes(body)
    jobs = [Job(i, path, "birth-2016") for i, path in enumerate(chosen)]
    done = {one.key: one for one in read_all(jobs, recogniser="blank", workers=1)}
    assert sorted(done) == list(range(len(jobs)))
    assert all((one.read is None) == bool(one.reason) for one in done.values())
    assert [
        one.reason for one in done.values() if "gặp lỗi" in one.reason
    ] == []  # the words for a fault of the program
