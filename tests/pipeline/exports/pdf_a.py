"""PDF/A-2b: what ISO 19005-2 asks of files as plain as ours, looked for with pikepdf.

Checked, by clause: header and its comment (6.1.2); identifier, no encryption, nothing behind the end (6.1.3); filters and outside
streams (6.1.7); one output intent with an RGB profile (6.2.3); colours that it covers (6.2.4.3); nothing in pictures that a
reader may choose (6.2.8); no transparency and no other graphics state (6.2.5, 6.2.10); letters embedded (6.2.11.4), their map
(6.2.11.3.2), their widths (6.2.11.5), no missing letter (6.2.11.8); no forms, scripts, files or annotations (6.3 to 6.5, 6.8);
metadata and what it says of part and level (6.6.2, 6.6.4).
"""

import re
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms
from reportlab.pdfbase.ttfonts import TTFontFile


def breaches(pdf):
    """Return the clauses of ISO 19005-2 that a file breaks, as far as they are looked at here."""
    found = set()
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", pdf):
        found.add("6.1.2")
    if not pdf.endswith(b"%%EOF\n"):
        found.add("6.1.3")
    with pikepdf.open(BytesIO(pdf)) as book:
        if "/Encrypt" in book.trailer or "/ID" not in book.trailer:
            found.add("6.1.3")
        for thing in book.objects:
            if isinstance(thing, pikepdf.Stream):
                found |= _in_stream(thing)
        root = book.Root
        if {"/AcroForm", "/OpenAction", "/AA", "/Names", "/OCProperties", "/Requirements"} & set(root.keys()):
            found.add("6.3-6.5")
        found |= _in_intents(root.get("/OutputIntents", Array())) | _in_metadata(book)
        for page in book.pages:
            found |= _in_page(page)
    return found


def _in_stream(stream):
    about = stream.stream_dict
    filters = about.get("/Filter", Array())
    names = [str(one) for one in (filters if isinstance(filters, Array) else [filters])]
    wrong = {"/F", "/FFilter"} & set(about.keys()) or set(names) - {"/FlateDecode", "/DCTDecode"}
    return {"6.1.7"} if wrong else set()


def _in_intents(intents):
    if len(intents) != 1 or intents[0].get("/S") != Name.GTS_PDFA1 or "/DestOutputProfile" not in intents[0]:
        return {"6.2.3"}
    stream = intents[0].DestOutputProfile
    profile = ImageCms.ImageCmsProfile(BytesIO(stream.read_bytes())).profile
    about = (profile.xcolor_space.strip(), profile.device_class.strip(), int(stream.N))
    return set() if about == ("RGB", "mntr", 3) and profile.version < 5 else {"6.2.3"}


def _in_metadata(book):
    stream = book.Root.get("/Metadata")
    if stream is None or (stream.Type, stream.Subtype) != (Name.Metadata, Name.XML):
        return {"6.6.2"}
    with book.open_metadata(set_pikepdf_as_editor=False) as about:
        said = (about.get("pdfaid:part"), about.get("pdfaid:conformance"), about.get("pdf:Producer"))
    return set() if said == ("2", "B", "sohoa") and "Producer" in str(book.docinfo) else {"6.6.4"}


def _in_page(page):
    found = set()
    if {"/Annots", "/AA", "/Group"} & set(page.obj.keys()):
        found.add("6.3-6.5")
    resources = page.obj.Resources
    if set(resources.keys()) - {"/XObject", "/Font"}:
        found.add("6.2.5")
    for picture in resources.XObject.values():
        if picture.get("/ColorSpace") != Name.DeviceRGB:
            found.add("6.2.4.3")
        if {"/Interpolate", "/Alternates", "/OPI"} & set(picture.stream_dict.keys()):
            found.add("6.2.8")
        if {"/SMask", "/Mask"} & set(picture.stream_dict.keys()):
            found.add("6.2.10")
    for font in resources.get("/Font", Dictionary()).values():
        found |= _in_font(font, _shown(page))
    return found


def _shown(page):
    """Return the number of every letter that a page shows."""
    texts = [bytes(one.operands[0]) for one in pikepdf.parse_content_stream(page) if str(one.operator) == "Tj"]
    return {int.from_bytes(text[at : at + 2], "big") for text in texts for at in range(0, len(text), 2)}


def _in_font(font, shown):
    below = font.DescendantFonts[0]
    if "/FontFile2" not in below.FontDescriptor:
        return {"6.2.11.4"}
    if not isinstance(below.get("/CIDToGIDMap"), pikepdf.Stream):
        return {"6.2.11.3.2"}
    found = set()
    program = TTFontFile(BytesIO(below.FontDescriptor.FontFile2.read_bytes()))
    glyphs = below.CIDToGIDMap.read_bytes()
    widths = {int(below.W[0]) + place: int(width) for place, width in enumerate(below.W[1])}
    for number in shown:
        glyph = int.from_bytes(glyphs[2 * number : 2 * number + 2], "big")
        if not 0 < glyph < program.numGlyphs:
            found.add("6.2.11.8")
        elif abs(widths.get(number, int(below.DW)) - program.hmetrics[glyph][0]) > 1:
            found.add("6.2.11.5")
    if font.BaseFont != below.BaseFont or font.BaseFont != below.FontDescriptor.FontName:
        found.add("6.2.11.2")
    return found
