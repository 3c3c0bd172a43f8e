"""PDF pages that are a picture with an invisible text over it: the book's, and a case's; as PDF/A-2b where it is asked for.

The letters are those of Noto Sans, embedded as far as they are used, and each says which letter it is (ToUnicode), so that
Vietnamese is found and copied. A letter that Noto Sans does not have is as wide as a space and is found all the same. PDF/A-2b
is ISO 19005-2, level B: fonts embedded, colours bound to sRGB, XMP metadata, no encryption, nothing that runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import IO, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String
from PIL import Image
from reportlab.pdfbase.ttfonts import TTFontFile

from pipeline.exports._text_layer import Line
from pipeline.exports._transcript import plain
from pipeline.geometry import Box

A4 = (595.276, 841.89)
"""Width and height of A4 in points, 210 x 297 mm."""

FONT_FILE = Path(__file__).with_name("noto_sans.ttf")
PROFILE_FILE = Path(__file__).with_name("srgb.icc")
"""sRGB as littleCMS makes it, 588 bytes; srgb.LICENSE.txt says how it was made and that anyone may use it."""

SPACE = 32
"""Letter whose form and width stand for one that the font does not have."""

ONE_READER = Lock()
"""Held while letters are taken out of the font: its reader has one place in the file for all pages that are made at once."""

MOST_IN_A_BLOCK = 100
"""Entries that one block of a ToUnicode map may hold (Adobe Technical Note 5411)."""


class PagePdf:
    """A PDF that grows page by page; the same pages give the same bytes."""

    def __init__(self, title: str, *, archival: bool) -> None:
        """Begin an empty file.

        Args:
            title: what a viewer shows as its title; its file name if that is empty.
            archival: make it PDF/A-2b.
        """
        self._title, self._archival = plain(title), archival
        self._pdf = Pdf.new()
        self._font = _Font()
        self._font_place = self._pdf.make_indirect(Dictionary(Type=Name.Font))
        self._outline: list[OutlineItem] = []
        self._labels: list[Any] = []
        self._placed = (0.0, 0.0, 1.0)

    def add(self, jpeg: bytes, size: tuple[int, int], lines: Sequence[Line], label: int = 1) -> None:
        """Add one page of A4, landscape if the picture is.

        Args:
            jpeg: the picture in RGB.
            size: width and height, px, of the picture that the boxes of ``lines`` lie on.
            lines: the text over it.
            label: number of the page that a viewer shows.
        """
        paper = A4 if size[0] <= size[1] else A4[::-1]
        scale = min(paper[0] / size[0], paper[1] / size[1])
        left, top = (paper[0] - size[0] * scale) / 2, (paper[1] + size[1] * scale) / 2
        self._placed = (left, top, scale)
        shown = f"q {size[0] * scale:.3f} 0 0 {size[1] * scale:.3f} {left:.3f} {top - size[1] * scale:.3f} cm /Picture Do Q\n"
        content = [shown, *(self._drawn(line) for line in lines)]
        page = self._pdf.add_blank_page(page_size=paper)
        page.obj.Resources = Dictionary(XObject=Dictionary(Picture=self._picture(jpeg)))
        if lines:
            page.obj.Resources.Font = Dictionary(Letters=self._font_place)
        page.obj.Contents = self._pdf.make_stream("".join(content).encode("ascii"))
        self._labels += [len(self._pdf.pages) - 1, Dictionary(S=Name.D, St=label)]

    def mark(self, title: str, top: int) -> None:
        """Add a bookmark to the page added last, ``top`` px below the upper edge of its picture."""
        left, upper, scale = self._placed
        page, height = len(self._pdf.pages) - 1, round(upper - top * scale, 3)
        self._outline.append(OutlineItem(plain(title), page, "XYZ", left=round(left, 3), top=height))

    def save(self, file: IO[bytes]) -> None:
        """Write the file; nothing can be added afterwards."""
        root = self._pdf.Root
        root.Lang = String("vi")
        root.PageLabels = Dictionary(Nums=Array(self._labels))
        if self._outline:
            root.PageMode = Name.UseOutlines
            with self._pdf.open_outline() as outline:
                outline.root.extend(self._outline)
        if self._font.used:
            self._font.describe(self._pdf, self._font_place)
        self._tell()
        packed = BytesIO()
        mode = pikepdf.ObjectStreamMode.generate
        self._pdf.save(packed, min_version="1.7", object_stream_mode=mode, deterministic_id=True)
        self._pdf.close()
        file.write(packed.getbuffer())

    def _picture(self, jpeg: bytes) -> pikepdf.Object:
        with Image.open(BytesIO(jpeg)) as image:
            width, height = image.size
        about = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8}
        return self._pdf.make_stream(jpeg, Width=width, Height=height, Filter=Name.DCTDecode, **about)

    def _drawn(self, line: Line) -> str:
        """Return what writes a line unseen over its box: from the lowest to the highest letter, from the first to the last."""
        left, top, scale = self._placed
        box: Box = line.box
        font = _opened()
        size = box.h * scale * 1000 / (font.ascent - font.descent)
        stretch = 100 * box.w * scale / (max(1, self._font.width(line.text)) * size / 1000)
        x, y = left + box.x * scale, top - box.bottom * scale - font.descent * size / 1000
        letters = self._font.encoded(line.text)
        return f"BT 3 Tr /Letters {size:.3f} Tf {stretch:.3f} Tz 1 0 0 1 {x:.3f} {y:.3f} Tm <{letters}> Tj ET\n"

    def _tell(self) -> None:
        """Write the title and who made it, and for PDF/A its part, level and colours."""
        with self._pdf.open_metadata(set_pikepdf_as_editor=False) as about:
            about["pdf:Producer"] = about["xmp:CreatorTool"] = "sohoa"
            if self._title:
                about["dc:title"] = self._title
                self._pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
            if self._archival:
                about["pdfaid:part"], about["pdfaid:conformance"] = "2", "B"
        if self._archival:
            colours = self._pdf.make_stream(PROFILE_FILE.read_bytes(), N=3)
            intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=colours)
            intent.OutputConditionIdentifier = intent.Info = String("sRGB")
            self._pdf.Root.OutputIntents = Array([intent])


class _Font:
    """The letters of one file, numbered (CID) in the order in which they come."""

    def __init__(self) -> None:
        self.used: dict[str, int] = {}

    def encoded(self, text: str) -> str:
        """Return the numbers of the letters, four hexadecimal digits each."""
        return "".join(f"{self.used.setdefault(letter, len(self.used) + 1):04X}" for letter in text)

    def width(self, text: str) -> int:
        """Return how wide the text is, thousandths of its size."""
        return sum(_width(letter) for letter in text)

    def describe(self, pdf: Pdf, place: pikepdf.Object) -> None:
        """Embed the letters used, and make the font at ``place`` from them."""
        known = sorted({SPACE, *(ord(letter) for letter in self.used if ord(letter) in _opened().charToGlyph)})
        with ONE_READER:
            file = pdf.make_stream(_opened().makeSubset(known))
        file.Length1 = len(file.read_bytes())
        name = Name(f"/SOHOAA+{_opened().name.decode('ascii')}")
        glyphs = _glyphs(known)
        letters = b"".join(glyphs.get(ord(letter), glyphs[SPACE]).to_bytes(2, "big") for letter in self.used)
        below = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=name,
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            CIDToGIDMap=pdf.make_stream(b"\0\0" + letters),
            DW=1000,
            W=Array([1, Array([_width(letter) for letter in self.used])]),
            FontDescriptor=pdf.make_indirect(_descriptor(name, file)),
        )
        place.Subtype, place.BaseFont, place.Encoding = Name.Type0, name, Name("/Identity-H")
        place.DescendantFonts = Array([pdf.make_indirect(below)])
        place.ToUnicode = pdf.make_stream(_unicode_map(list(self.used)))


@cache
def _opened() -> Any:
    return TTFontFile(str(FONT_FILE))


def _width(letter: str) -> int:
    widths: dict[int, float] = _opened().charWidths
    return round(widths.get(ord(letter), widths[SPACE]))


def _glyphs(known: Sequence[int]) -> dict[int, int]:
    """Return the glyph of each letter in the subset: they are numbered as they come, letters of one form share theirs."""
    numbers: dict[int, int] = {}
    return {code: numbers.setdefault(_opened().charToGlyph[code], len(numbers) + 1) for code in known}


def _descriptor(name: Name, file: pikepdf.Object) -> Dictionary:
    font = _opened()
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=4,  # its letters are numbered by itself (ISO 32000-1, table 123: Symbolic)
        FontBBox=Array([round(edge) for edge in font.bbox]),
        ItalicAngle=0,
        Ascent=round(font.ascent),
        Descent=round(font.descent),
        CapHeight=round(font.capHeight),
        StemV=round(font.stemV),
        FontFile2=file,
    )


def _unicode_map(letters: Sequence[str]) -> bytes:
    """Return the CMap that says which letter each number is; a letter outside the first plane takes two UTF-16 units."""
    lines = [f"<{place:04X}> <{letter.encode('utf-16-be').hex().upper()}>" for place, letter in enumerate(letters, 1)]
    blocks = [lines[start : start + MOST_IN_A_BLOCK] for start in range(0, len(lines), MOST_IN_A_BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
