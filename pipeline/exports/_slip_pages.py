"""Verification slips on A4: one block per question, as it is handed to the people who may know the answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import HRFlowable, Image, KeepTogether, PageBreak, Paragraph, SimpleDocTemplate

from pipeline.exports._transcript import plain

FONT = "sohoa-noto-sans"
FONT_FILE = Path(__file__).with_name("noto_sans.ttf")
"""Noto Sans has every letter of Vietnamese and of the other languages of Viet Nam that are written in Latin letters."""

MARGIN = 15 * mm
WIDEST, HIGHEST = A4[0] - 2 * MARGIN - 4 * mm, 32 * mm
"""Room for the picture of the words."""

MOST_ENLARGED = 25.4 * mm / 100
"""One pixel at most so large: 100 dpi, at which a stroke of a pen is still no staircase."""

PRIVATE = "Phiếu có dữ liệu cá nhân của công dân: giữ như sổ gốc, xong việc thì nộp lại."
NOTE = (
    "Mỗi ô dưới đây chưa ghi được vào cơ sở dữ liệu. Chữ máy đọc chỉ là gợi ý, không phải nội dung của sổ. Chỉ ghi điều có căn "
    "cứ; không rõ thì để trống."
)


@dataclass(frozen=True, slots=True)
class Question:
    """One cell that is asked about.

    Attributes:
        where: its place in the book.
        title: what the clerk sees beside the column.
        picture: the very words as JPEG; empty if there is no picture of them.
        lines: what is known and what is doubtful, one sentence or list each.
    """

    where: str
    title: str
    picture: bytes
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that go to the same place; they begin on a sheet of their own.

    Attributes:
        title: the place.
        questions: in the order of the book.
    """

    title: str
    questions: Sequence[Question]


def draw(file: IO[bytes], book: str, groups: Sequence[Group]) -> None:
    """Write the PDF: questions are numbered through all groups. The same questions give the same bytes.

    Args:
        file: open for writing.
        book: name of the book.
        groups: in the order in which they are printed.
    """

    def foot(canvas: Any, sheet: Any) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawString(MARGIN, 8 * mm, PRIVATE)
        canvas.drawRightString(A4[0] - MARGIN, 8 * mm, f"Sổ «{plain(book)}», tờ {sheet.page}")

    _register()
    margins = {f"{side}Margin": MARGIN for side in ("left", "right", "top", "bottom")}
    about = {"title": f"Phiếu xác minh: {plain(book)}", "creator": "sohoa", "producer": "sohoa", "author": "sohoa"}
    packed = BytesIO()
    sheets = SimpleDocTemplate(packed, pagesize=A4, invariant=1, **margins, **about)
    sheets.build(list(_story(book, groups)), onFirstPage=foot, onLaterPages=foot)
    file.write(packed.getvalue())


@cache
def _register() -> None:
    """Make the font known to the library, which keeps it as long as the program runs."""
    pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))


def _story(book: str, groups: Sequence[Group]) -> Iterator[Any]:
    number = 0
    for group in groups:
        if number:
            yield PageBreak()
        yield _text(f"Phiếu xác minh: sổ «{book}»", 9)
        yield _text(f"{group.title} ({len(group.questions)} ô)", 15)
        yield _text(NOTE, 8)
        for question in group.questions:
            number += 1
            yield KeepTogether(list(_block(number, question)))


def _block(number: int, question: Question) -> Iterator[Any]:
    yield HRFlowable("100%", 0.8, spaceBefore=4 * mm, spaceAfter=1 * mm)
    yield _text(f"{number}. {question.title}", 12)
    yield _text(question.where, 9)
    if question.picture:
        yield _picture(question.picture)
    for line in question.lines:
        yield _text(line, 9)
    for asked in ("Trả lời:", "Căn cứ (giấy tờ, người nói), người ghi, ngày:"):
        yield _text(asked, 9)
        yield HRFlowable("100%", 0.4, dash=(1, 2), spaceBefore=7 * mm, spaceAfter=1 * mm)


def _text(text: str, size: int) -> Paragraph:
    """Return a paragraph; what stands in the text is never markup."""
    style = ParagraphStyle(str(size), fontName=FONT, fontSize=size, leading=size * 1.35, splitLongWords=1)
    return Paragraph(escape(plain(text)), style)


def _picture(jpeg: bytes) -> Image:
    image = Image(BytesIO(jpeg), hAlign="LEFT")
    image.spaceBefore = image.spaceAfter = 1 * mm
    scale = min(WIDEST / image.imageWidth, HIGHEST / image.imageHeight, MOST_ENLARGED)
    image.drawWidth, image.drawHeight = image.imageWidth * scale, image.imageHeight * scale
    return image
