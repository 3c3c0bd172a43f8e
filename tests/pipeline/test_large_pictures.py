"""Pictures far larger than reading needs: they take bounded memory, and boxes stay pixels of the delivered picture."""

from __future__ import annotations

import io
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline import scans, views
from pipeline.config import ROOT
from pipeline.decoding import WORKING_PIXELS, ForeignFile, leaves, reasons, working_size
from pipeline.footprint import footprint
from pipeline.geometry import Box
from pipeline.shrinking import smaller

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016" / "001.jpg"
LARGE = (9000, 12000)
MOST = 700_000
"""kB that a program may take at its height (issue 2)."""

TAKING = """
import sys
from pathlib import Path
from pipeline import cli, scans
scans.keep(Path(sys.argv[1]), Path(sys.argv[2]))
"""

READING = """
import json, sys
from pathlib import Path
from pipeline import flow, scans
scan = scans.decode(Path(sys.argv[1]))
read = flow.read_page(scan.picture, "birth-2016", flow.engines("blank"), scan.size)
box = read.entries[0]["nksHoTen"].box
print(json.dumps([read.size, [box.x, box.y, box.w, box.h]]))
"""

PEAK = """
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""

linux = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the memory a program took")


def of_child(program: str, *words: object) -> tuple[list[str], int]:
    """Run a program; return the lines it printed and the memory it took at its height, kB."""
    command = [sys.executable, "-c", program + PEAK, *map(str, words)]
    *lines, peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    return lines, int(peak)


def png(width: int, height: int) -> bytes:
    """Return a PNG in colour with a red upper half, written row by row."""
    packer = zlib.compressobj(1)
    rows = [b"\0" + bytes(colour) * width for colour in ((200, 30, 30), (230, 230, 230))]
    body = b"".join(packer.compress(rows[2 * y // height]) for y in range(height)) + packer.flush()

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def jpeg_that_promises(width: int, height: int, **options: object) -> bytes:
    """Return a small JPEG whose header promises ``width`` x ``height`` px."""
    target = io.BytesIO()
    Image.new("RGB", (64, 64)).save(target, "JPEG", **options)
    return target.getvalue().replace(struct.pack(">HH", 64, 64), struct.pack(">HH", height, width), 1)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample page as a grey JPEG of 12,000 x 9,000 px, as a phone with a fine camera would take it."""
    path = tmp_path_factory.mktemp("phone") / "page.jpg"
    with Image.open(SAMPLE) as sample:
        sample.convert("L").resize(LARGE, Image.Resampling.BICUBIC).save(path, quality=85)
    return path


@linux
def test_the_largest_picture_is_taken_in_with_bounded_memory(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(png(*LARGE))
    _, peak = of_child(TAKING, tmp_path / "page.png", tmp_path / "kho")
    (upright,) = (tmp_path / "kho" / "upright").iterdir()
    scan = scans.decode(upright)
    assert peak < MOST
    assert scan.size == LARGE
    assert scan.picture.shape[0] * scan.picture.shape[1] <= WORKING_PIXELS
    assert np.allclose(scan.picture[[9, -9], 9], [(200, 30, 30), (230, 230, 230)], atol=1)


@linux
def test_a_large_page_is_read_with_bounded_memory_and_its_boxes_lie_on_the_delivered_picture(
    page: Path, tmp_path: Path
) -> None:
    with Image.open(SAMPLE) as sample:
        scale = LARGE[0] / sample.width
    (small,), _ = of_child(READING, SAMPLE)
    _, taking = of_child(TAKING, page, tmp_path / "kho")
    (upright,) = (tmp_path / "kho" / "upright").iterdir()
    (large,), reading = of_child(READING, upright)
    size, box = json.loads(large)
    expected = Box(*(round(side * scale) for side in json.loads(small)[1]))
    assert max(taking, reading) < MOST
    assert tuple(size) == LARGE
    assert Box(*box).overlap(expected) > 0.5  # as issue 2 counts a cell as found


def test_a_crop_of_a_large_page_shows_the_box_on_the_delivered_picture(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_bytes(png(4200, 6000))
    (kept,) = scans.keep(tmp_path / "page.png", tmp_path / "kho")
    assert views.size(kept.picture) == (4200, 6000)
    with Image.open(io.BytesIO(views.drawn(kept.picture, views.Wanted(1, Box(1000, 2950, 300, 100), "")).body)) as crop:
        colours = np.asarray(crop.convert("RGB"), int)
        assert np.allclose(crop.size, np.array([370, 170]) * working_size(4200, 6000)[0] / 4200, atol=2)
    middle = colours.shape[0] // 2
    assert colours[: middle - 3, :, 1].max() < 80
    assert colours[middle + 3 :, :, 1].min() > 180


@pytest.mark.parametrize("size", [(600, 500), (599, 499), (410, 341), (77, 13), (1, 1)])
@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_picture_made_smaller_in_strips_is_the_one_made_smaller_at_once(mode: str, size: tuple[int, int]) -> None:
    y, x = np.mgrid[:500, :600]  # no noise: whether Pillow mixes rows or columns first would then show
    waves = [128 + 100 * np.sin(x / 9 + y / turn) for turn in (7, 11, -8)]
    page = Image.fromarray(np.dstack(waves).astype(np.uint8)).convert(mode)
    whole = page.convert("RGB").resize(size, Image.Resampling.BICUBIC)
    assert np.abs(np.asarray(smaller(page, size), int) - np.asarray(whole, int)).max() <= 3


def test_an_ordinary_page_is_read_as_it_was_delivered() -> None:
    with Image.open(SAMPLE) as sample:
        assert np.array_equal(scans.decode(SAMPLE).picture, np.asarray(sample.convert("RGB")))


@pytest.mark.parametrize(
    ("story", "content"),
    [
        ("a bomb of 450 kB", png(12000, 12000)),
        ("a JPEG in several scans, which is kept whole", jpeg_that_promises(*LARGE, progressive=True, subsampling=0)),
    ],
)
def test_what_would_take_too_much_memory_is_refused_before_it_is_decoded(story: str, content: bytes) -> None:
    with reasons(), pytest.raises(ForeignFile, match=r"MB bộ nhớ.*200-300 dpi"):
        next(leaves(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("kind", "mode", "options", "taken"),
    [
        ("PNG", "L", {}, 1),
        ("PNG", "RGB", {}, 4),
        ("TIFF", "RGB", {}, 4),
        ("TIFF", "RGB", {"compression": "tiff_adobe_deflate"}, 7),  # one strip: unpacked before it is copied
        ("JPEG", "RGB", {}, 4 / 64),
        ("JPEG", "RGB", {"progressive": True, "subsampling": 0}, 6 + 4 / 64),
        ("JPEG", "RGB", {"progressive": True, "subsampling": 2}, 3 + 4 / 64),
    ],
)
def test_what_decoding_takes_is_known_from_the_header(
    kind: str, mode: str, options: dict[str, object], taken: float
) -> None:
    file = io.BytesIO()
    Image.new(mode, (64, 64)).save(file, kind, **options)
    with Image.open(file) as image:
        packed = sum(image.tag_v2[279]) if "compression" in options else 0  # type: ignore[attr-defined]
        assert footprint(image, file, (8, 8)) == taken * 64 * 64 + packed


def test_a_picture_that_is_right_already_is_not_copied() -> None:
    page = Image.new("RGB", (60, 40), "white")
    assert smaller(page, page.size) is page
    page.info["transparency"] = (255, 255, 255)
    assert smaller(page, page.size) is not page
