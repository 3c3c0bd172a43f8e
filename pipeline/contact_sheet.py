"""Sheets of small pictures of doubtful pages, twelve to an A4 sheet, each with its place and what to do: to take to the scanner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PIL import Image, ImageDraw, ImageFont

from pipeline import exports, scans
from pipeline.errors import UnreadableScan, UsageError
from pipeline.exports._writing import write_all

SHEET = (1240, 1754)
"""Width and height of a sheet, px: A4 at 150 dpi, at which small letters print clearly."""

ACROSS, DOWN = 3, 4
MARGIN, HEAD, GAP = 50, 90, 24
WORDS = 110
"""Room under a picture for its place and three lines of advice, px."""

FONT_FILE = Path(str(exports.__file__)).with_name("noto_sans.ttf")

MOST_SHEETS = 36
"""Sheets under each other in one JPEG, which is at most 65,535 px high (its specification, ITU T.81, B.2.2)."""

KINDS = {".pdf": "PDF", ".jpg": "JPEG", ".jpeg": "JPEG"}

GREY, BLACK = (110, 110, 110), (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Shot:
    """One page on the sheet.

    Attributes:
        picture: file of its upright picture.
        place: where it stands in the book and from which file it came.
        advice: what is wrong and what to do, in Vietnamese.
    """

    picture: Path
    place: str
    advice: Sequence[str]


def check(target: Path) -> None:
    """Make sure that a file of that name can be drawn.

    Raises:
        UsageError: it is neither PDF nor JPEG.
    """
    if target.suffix.lower() not in KINDS:
        raise UsageError(f"«{target.name}» phải có đuôi .pdf hoặc .jpg.")


def write(target: Path, title: str, shots: Sequence[Shot]) -> None:
    """Write the sheets into a file, whole or not at all: a PDF of sheets, or one JPEG with the sheets under each other.

    Raises:
        UsageError: the file is neither PDF nor JPEG, or there are too many pages for one JPEG.
        TargetError: it cannot be written; an older file there is untouched.
    """
    check(target)
    kind, each = KINDS[target.suffix.lower()], ACROSS * DOWN
    groups = [shots[start : start + each] for start in range(0, len(shots), each)]
    if kind == "JPEG" and len(groups) > MOST_SHEETS:
        raise UsageError(f"{len(shots)} trang không vừa một ảnh .jpg. Hãy ghi ra tệp .pdf.")
    sheets = [_sheet(f"{title} (tờ {i}/{len(groups)})", group) for i, group in enumerate(groups, 1)]

    def packed(file: IO[bytes]) -> None:
        if kind == "PDF":
            sheets[0].save(file, "PDF", save_all=True, append_images=sheets[1:], resolution=150.0)
        else:
            _under_each_other(sheets).save(file, "JPEG", quality=85)

    write_all(target.parent, {target.name: packed})


def _under_each_other(sheets: Sequence[Image.Image]) -> Image.Image:
    whole = Image.new("RGB", (SHEET[0], SHEET[1] * len(sheets)), "white")
    for place, sheet in enumerate(sheets):
        whole.paste(sheet, (0, place * SHEET[1]))
    return whole


def _sheet(title: str, shots: Sequence[Shot]) -> Image.Image:
    sheet = Image.new("RGB", SHEET, "white")
    pen = ImageDraw.Draw(sheet)
    pen.text((MARGIN, MARGIN), title, BLACK, _font(26))
    width = (SHEET[0] - 2 * MARGIN - (ACROSS - 1) * GAP) // ACROSS
    height = (SHEET[1] - 2 * MARGIN - HEAD - (DOWN - 1) * GAP) // DOWN
    for place, shot in enumerate(shots):
        down, across = divmod(place, ACROSS)
        corner = (MARGIN + across * (width + GAP), MARGIN + HEAD + down * (height + GAP))
        small = _small(shot.picture, (width, height - WORDS))
        sheet.paste(small, (corner[0] + (width - small.width) // 2, corner[1]))
        under = corner[1] + small.height + 6
        for line in _lines(shot, width):
            pen.text((corner[0], under), line, GREY if line is shot.place else BLACK, _font(18))
            under += 24
    return sheet


def _small(picture: Path, size: tuple[int, int]) -> Image.Image:
    """Return a page that fits a size, framed; an empty frame where its picture is gone."""
    try:
        image = Image.fromarray(scans.decode(picture).picture)
    except UnreadableScan:
        image = Image.new("RGB", size, "white")
    image.thumbnail(size, Image.Resampling.BOX, reducing_gap=2.0)
    ImageDraw.Draw(image).rectangle((0, 0, image.width - 1, image.height - 1), outline=GREY)
    return image


def _lines(shot: Shot, width: int) -> list[str]:
    """Return the place and the advice in lines that fit a width, at most four of them."""
    lines: list[str] = []
    for text in (shot.place, *shot.advice):
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and _font(18).getlength(longer) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines[: WORDS // 24]


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT_FILE), size)
