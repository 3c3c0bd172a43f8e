"""Delivered files: what goes in, what is refused with which reason, and that none of them is touched."""

from __future__ import annotations

import hashlib
import io
import struct
import tracemalloc
import zlib
from pathlib import Path
from unicodedata import normalize

import img2pdf
import numpy as np
import pikepdf
import pillow_heif
import pytest
from PIL import Image

from pipeline import scans
from pipeline.errors import StoreError, UnreadableScan, UsageError

EXIF_TURN = 0x0112


def drawn(width: int = 120, height: int = 80) -> Image.Image:
    """Return a page with a red top left quarter, so that its turn can be seen."""
    pixels = np.full((height, width, 3), 230, np.uint8)
    pixels[: height // 2, : width // 2] = (200, 30, 30)
    return Image.fromarray(pixels)


def packed(image: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def turned_by_exif(turn: int) -> bytes:
    exif = Image.Exif()
    exif[EXIF_TURN] = turn
    return packed(drawn(), "JPEG", exif=exif)


def pdf(*pages: bytes) -> bytes:
    content: bytes = img2pdf.convert(list(pages))
    return content


def heic(image: Image.Image) -> bytes:
    target = io.BytesIO()
    pillow_heif.from_pillow(image).save(target, quality=90)
    return target.getvalue()


def locked_pdf(folder: Path) -> bytes:
    file = folder / "locked.pdf"
    with pikepdf.Pdf.new() as document:
        document.add_blank_page()
        document.save(file, encryption=pikepdf.Encryption(owner="a", user="b"))
    return file.read_bytes()


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few hundred bytes whose header promises ``width`` x ``height`` px."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 4096))
        + chunk(b"IEND", b"")
    )


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def looks_upright(picture: np.ndarray) -> bool:
    height, width = picture.shape[:2]
    red = picture[height // 4, width // 4]
    return bool(red[0] > 150 > red[1]) and bool(picture[-5, -5].min() > 200)


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [
        ("trang.jpg", packed(drawn(), "JPEG", quality=95), 1),
        ("trang.png", packed(drawn(), "PNG"), 1),
        ("trang.tif", packed(drawn(), "TIFF"), 1),
        ("cả sổ.tiff", packed(drawn(), "TIFF", save_all=True, append_images=[drawn(), drawn()]), 3),
        ("điện thoại.heic", heic(drawn()), 1),
        ("cả sổ.pdf", pdf(packed(drawn(), "JPEG"), packed(drawn(), "JPEG")), 2),
        ("quay phải.jpg", turned_by_exif(1), 1),
        ("bảng màu.png", packed(drawn().convert("P"), "PNG"), 1),
        ("bốn màu.jpg", packed(drawn().convert("CMYK"), "JPEG", quality=95), 1),
        ("sai đuôi.jpg", packed(drawn(), "PNG"), 1),
    ],
)
def test_every_kind_of_delivered_file_becomes_upright_pages(
    tmp_path: Path, name: str, content: bytes, pages: int
) -> None:
    kept = scans.keep(written(tmp_path, name, content), tmp_path / "kho")
    assert [page.index for page in kept] == list(range(pages))
    assert all(looks_upright(scans.decode(page.picture).picture) for page in kept)


@pytest.mark.parametrize("turn", range(2, 9))
def test_the_camera_is_believed_about_which_side_is_up(tmp_path: Path, turn: int) -> None:
    (page,) = scans.keep(written(tmp_path, "a.jpg", turned_by_exif(turn)), tmp_path / "kho")
    shape = scans.decode(page.picture).picture.shape
    assert shape == ((120, 80, 3) if turn >= 5 else (80, 120, 3))


@pytest.mark.parametrize(
    ("mode", "value", "grey"),
    [("L", 128, 128), ("I;16", 128 * 257, 128), ("1", 1, 255), ("LA", (40, 0), 255), ("RGBA", (9, 9, 9, 255), 9)],
)
def test_grey_transparent_and_deep_pictures_come_out_as_they_look(
    tmp_path: Path, mode: str, value: int, grey: int
) -> None:
    path = written(tmp_path, "a.png", packed(Image.new(mode, (64, 64), value), "PNG"))
    (page,) = scans.keep(path, tmp_path / "kho")
    assert abs(int(scans.decode(page.picture).picture[30, 30, 0]) - grey) <= 1


def bad_files(folder: Path) -> dict[str, tuple[str, bytes]]:
    whole = packed(drawn(600, 400), "JPEG")
    return {
        "empty": ("Tệp rỗng", b""),
        "text": ("không phải là ảnh", b"Kinh gui UBND xa"),
        "jpeg cut short": ("cắt cụt", whole[: len(whole) // 2]),
        "png cut short": ("cắt cụt", packed(drawn(600, 400), "PNG")[:300]),
        "jpeg of its head only": ("không phải là ảnh|cắt cụt", whole[:40]),
        "bomb": ("quá lớn", bomb(60_000, 60_000)),
        "speck": ("quá nhỏ", packed(drawn(8, 8), "PNG")),
        "locked pdf": ("mật khẩu", locked_pdf(folder)),
        "broken pdf": ("PDF bị hỏng", b"%PDF-1.7\nhello"),
        "pdf cut short": ("PDF bị hỏng|cắt cụt", pdf(whole)[:700]),
    }


STORIES = ("empty", "text", "jpeg cut short", "png cut short", "jpeg of its head only", "bomb", "speck", "locked pdf")


@pytest.mark.parametrize("story", [*STORIES, "broken pdf", "pdf cut short"])
def test_a_file_that_cannot_be_read_says_why_in_vietnamese_and_leaves_nothing(tmp_path: Path, story: str) -> None:
    reason, content = bad_files(tmp_path)[story]
    with pytest.raises(UnreadableScan, match=reason):
        scans.keep(written(tmp_path, "a.bin", content), tmp_path / "kho")
    assert [path for path in (tmp_path / "kho").rglob("*") if path.is_file()] == []


def test_a_bomb_takes_no_memory(tmp_path: Path) -> None:
    path = written(tmp_path, "bomb.png", bomb(60_000, 60_000))
    tracemalloc.start()
    with pytest.raises(UnreadableScan):
        scans.keep(path, tmp_path / "kho")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_the_delivered_file_is_kept_to_the_byte_and_never_touched(tmp_path: Path) -> None:
    content = turned_by_exif(6)
    path = written(tmp_path, "a.jpg", content)
    path.chmod(0o444)
    (page,) = scans.keep(path, tmp_path / "kho")
    assert (page.delivered.read_bytes(), path.read_bytes()) == (content, content)
    assert page.sha256 == hashlib.sha256(content).hexdigest()


def test_keeping_twice_writes_nothing_again(tmp_path: Path) -> None:
    path = written(tmp_path, "a.tif", packed(drawn(), "TIFF"))
    first = scans.keep(path, tmp_path / "kho")
    times = {file: file.stat().st_mtime_ns for file in (tmp_path / "kho").rglob("*") if file.is_file()}
    assert scans.keep(path, tmp_path / "kho") == first
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "kho").rglob("*") if file.is_file()} == times


def test_names_are_nfc_whatever_the_disk_says(tmp_path: Path) -> None:
    name = normalize("NFD", "Sổ khai sinh 1989 (1).jpg")
    (page,) = scans.keep(written(tmp_path, name, packed(drawn(), "JPEG")), tmp_path / "kho")
    assert page.source == "Sổ khai sinh 1989 (1).jpg"


def test_pages_stand_in_the_order_a_person_would_count_them(tmp_path: Path) -> None:
    for name in ("trang 10.jpg", "trang 2.jpg", "Trang 1.jpg", ".DS_Store", "b/1.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    files, refused = scans.listed([tmp_path])
    assert [file.name for file in files] == ["1.jpg", "Trang 1.jpg", "trang 2.jpg", "trang 10.jpg"]
    assert refused == []


def test_a_path_that_does_not_exist_is_listed_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jpg", b"x")
    files, refused = scans.listed([tmp_path / "khong co", path])
    assert (files, [one.name for one in refused]) == ([path], ["khong co"])


def test_a_folder_with_nothing_in_it_is_a_wrong_command(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="không có tệp nào"):
        scans.listed([tmp_path])


def test_a_folder_of_pictures_that_cannot_be_written_is_the_stores_fault(tmp_path: Path) -> None:
    (tmp_path / "kho").write_bytes(b"a file where the folder should be")
    with pytest.raises(StoreError, match="Không ghi được"):
        scans.keep(written(tmp_path, "a.jpg", packed(drawn(), "JPEG")), tmp_path / "kho")


def test_a_picture_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(UnreadableScan, match="Không còn tệp này"):
        scans.decode(tmp_path / "gone.jpg")
