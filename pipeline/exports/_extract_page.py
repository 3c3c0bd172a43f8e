"""The draft of one extract as a Word document: what the register says of one case, its picture, and room for signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

from pipeline.exports._transcript import plain

DRAFT = "BẢN NHÁP - chưa có giá trị pháp lý"
STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
OFFICE = "CƠ QUAN ĐĂNG KÝ HỘ TỊCH"
SIGNATURES = (
    ("", "NGƯỜI THỰC HIỆN", "(ký, ghi rõ họ tên)"),
    ("........, ngày ..... tháng ..... năm ........", "NGƯỜI KÝ TRÍCH LỤC", "(ký, ghi rõ họ tên, chức vụ, đóng dấu)"),
)
PICTURE = "Ảnh của trường hợp trong sổ, để đối chiếu:"

FACE, SIZE = "Times New Roman", Pt(13)
PAPER, EDGES = (Mm(210), Mm(297)), {"top": Mm(20), "bottom": Mm(20), "left": Mm(30), "right": Mm(15)}
"""Letters, paper and margins of official documents: NĐ 30/2020/NĐ-CP, Phụ lục I."""

WIDEST, HIGHEST = Mm(165), Mm(235)
"""Room for the picture: the width between the margins, and the height less a line for its title."""

RED, GREY = RGBColor(0xC0, 0, 0), RGBColor(0x60, 0x60, 0x60)

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Time beside every file of the document's ZIP, so that the same extract gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One column of the register.

    Attributes:
        label: what the clerk sees beside the column.
        text: the decided text, or why there is none.
        said: True if ``text`` is what stands in the book.
    """

    label: str
    text: str
    said: bool


@dataclass(frozen=True, slots=True)
class Extract:
    """What stands on one extract.

    Attributes:
        title: kind of extract.
        place: commune, district and province of the book.
        source: book, page and case it was taken from.
        rows: the columns in printed order.
        picture: the case in the book, JPEG.
        decided: moment of the last decision, UTC; the document says to be of then.
    """

    title: str
    place: str
    source: str
    rows: Sequence[Row]
    picture: bytes
    decided: datetime


def draw(extract: Extract) -> bytes:
    """Return the document; the same extract gives the same bytes."""
    document = Document()
    _lay_out(document, extract)
    _add_heads(document, extract)
    _add(document.add_paragraph(), extract.title, bold=True, size=Pt(16))
    _add(document.add_paragraph(), DRAFT, bold=True).font.color.rgb = RED
    _add_rows(document, extract.rows)
    _add_signatures(document)
    _add_picture(document, extract.picture)
    packed = BytesIO()
    document.save(packed)
    return _timeless(packed)


def _lay_out(document: Any, extract: Extract) -> None:
    """Set paper and letters, what the file says of itself, and the lines at the head and foot of every page."""
    normal, paper = document.styles["Normal"], document.sections[0]
    normal.font.name, normal.font.size = FACE, SIZE
    normal.paragraph_format.space_after = Pt(3)
    paper.page_width, paper.page_height = PAPER
    for side, width in EDGES.items():
        setattr(paper, f"{side}_margin", width)
    about = document.core_properties
    about.title, about.comments = f"{extract.title}: {DRAFT}", DRAFT
    about.author = about.last_modified_by = "sohoa"
    about.created = about.modified = extract.decided.replace(microsecond=0, tzinfo=None)
    _add(paper.header.paragraphs[0], DRAFT, bold=True).font.color.rgb = RED
    _add(paper.footer.paragraphs[0], f"{extract.source}. {DRAFT}.", size=Pt(9)).font.color.rgb = GREY


def _add_heads(document: Any, extract: Extract) -> None:
    left, right = _table(document, Mm(60), Mm(105), rows=1).rows[0].cells
    _add(left.paragraphs[0], OFFICE, bold=True, size=Pt(11))
    _add(left.add_paragraph(), extract.place, size=Pt(11))
    _add(right.paragraphs[0], STATE[0], bold=True, size=Pt(11))
    _add(right.add_paragraph(), STATE[1], bold=True, size=Pt(11))
    document.add_paragraph()


def _add_rows(document: Any, rows: Sequence[Row]) -> None:
    table = _table(document, Mm(65), Mm(100), rows=len(rows))
    table.style = "Table Grid"
    for place, row in zip(table.rows, rows, strict=True):
        label, value = place.cells
        _add(label.paragraphs[0], row.label, centred=False)
        text = _add(value.paragraphs[0], row.text, bold=row.said, centred=False)
        if not row.said:
            text.font.color.rgb = GREY


def _table(document: Any, left: Mm, right: Mm, *, rows: int) -> Any:
    """Add a table of two columns; some programs believe the columns, others the cells."""
    table = document.add_table(rows, 2)
    table.autofit = False
    for column, width in zip(table.columns, (left, right), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def _add_signatures(document: Any) -> None:
    document.add_paragraph()
    for cell, (day, who, how) in zip(document.add_table(1, 2).rows[0].cells, SIGNATURES, strict=True):
        _add(cell.paragraphs[0], day)
        _add(cell.add_paragraph(), who, bold=True)
        _add(cell.add_paragraph(), how, size=Pt(11))
        cell.add_paragraph().paragraph_format.space_after = Mm(20)


def _add_picture(document: Any, jpeg: bytes) -> None:
    title = document.add_paragraph()
    title.paragraph_format.keep_with_next = True
    _add(title, PICTURE, size=Pt(11), centred=False)
    with Image.open(BytesIO(jpeg)) as image:
        scale = min(WIDEST / image.width, HIGHEST / image.height)
        size = {"width": round(image.width * scale), "height": round(image.height * scale)}
    document.add_paragraph().add_run().add_picture(BytesIO(jpeg), **size)


def _add(paragraph: Any, text: str, *, bold: bool = False, size: Pt | None = None, centred: bool = True) -> Any:
    """Write a text into a paragraph, return it; what stands in it is never markup."""
    run = paragraph.add_run(plain(text))
    run.bold, run.font.size = bold, size
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return run


def _timeless(packed: BytesIO) -> bytes:
    """Return the same ZIP without the moment at which it was made."""
    timeless = BytesIO()
    with ZipFile(packed) as made, ZipFile(timeless, "w", ZIP_DEFLATED) as target:
        for about in made.infolist():
            entry = ZipInfo(about.filename, LONG_AGO)
            entry.create_system, entry.external_attr, entry.compress_type = 3, 0o644 << 16, ZIP_DEFLATED
            target.writestr(entry, made.read(about))
    return timeless.getvalue()
