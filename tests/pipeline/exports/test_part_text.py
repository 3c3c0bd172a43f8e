"""The text of a case PDF lies on the very writing, however the part of the page was turned and cut."""

from __future__ import annotations

import math
import time
from dataclasses import replace
from itertools import product
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image, ImageDraw
from reportlab.pdfbase.ttfonts import TTFontFile

from pipeline.entries import Ink, Reading
from pipeline.exports._case_pdf import Sheet, TextLayer, case_pdf, case_pdfs
from pipeline.exports._page_part import WHOLE, on_part, parts
from pipeline.exports._text_layer import Line, lines_of
from pipeline.exports.ministry import Ministry
from pipeline.geometry import Box

SIZE = (1000, 800)
COLUMNS = ("so", "nksHoTen", "nksGioiTinh")
PAPER = (236, 226, 200)
COLOURS = [tuple(40 + 170 * bit for bit in bits) for bits in product((0, 1), repeat=3) if bits != (1, 1, 1)]
"""Seven colours that a JPEG keeps apart."""


def drawn(shelf, boxes, degrees):
    """Return entries with a cell of one colour for each box, on a picture turned clockwise by some degrees."""
    angle = math.radians(degrees)
    page = shelf.page(1)
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    entries = []
    for order, cells in enumerate(boxes, 1):
        readings = {}
        for place, (name, (x, y, w, h)) in enumerate(zip(COLUMNS, cells, strict=True)):
            corners = []
            for at in ((x, y), (x + w, y), (x + w, y + h), (x, y + h)):
                dx, dy = at[0] - SIZE[0] / 2, at[1] - SIZE[1] / 2
                across = dx * math.cos(angle) - dy * math.sin(angle) + SIZE[0] / 2
                corners.append((across, dx * math.sin(angle) + dy * math.cos(angle) + SIZE[1] / 2))
            pen.polygon(corners, fill=COLOURS[(order * 2 + place) % 7])
            xs, ys = [round(corner[0]) for corner in corners], [round(corner[1]) for corner in corners]
            box = Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
            readings[name] = Reading("", 0.0, Ink.WRITTEN, box)
        entry = shelf.entry(f"7{order}7", order=order, nksHoTen=f"Ngần{order}", nksGioiTinh=f"Nữ{order}")
        entries.append(replace(entry, readings=readings))
    picture.save(page.picture)
    return entries


def rows(top, step):
    return [
        [(150, top + step * i, 90, 60), (280, top + step * i, 250, 60), (560, top + step * i, 250, 60)]
        for i in range(3)
    ]


def columns():
    return [[(x, 200, 300, 50), (x, 320, 300, 50), (x, 440, 300, 50)] for x in (100, 600)]


def laid_out(shelf, entries, package):
    """Return entries with their parts and text layers, as the export makes them."""
    found = parts(entries, package.forms, SIZE)
    layers = {}
    for entry in entries:
        shown, room = on_part(entry, found[entry.id], SIZE)
        layers[entry.id] = TextLayer(f"{entry.order}", room, lines_of(shown, package.form_of(entry), room))
    return found, layers


def under(pdf, text):
    """Return the colour of the picture in the middle of a text of the PDF."""
    book = pypdfium2.PdfDocument(pdf)
    page = book[0]
    there = page.get_textpage()
    found = there.search(text).get_next()
    assert found is not None, text
    boxes = [there.get_charbox(found[0] + i, loose=True) for i in range(found[1])]
    left, low = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, high = max(box[2] for box in boxes), max(box[3] for box in boxes)
    scale = 100 / 72
    shown = page.render(scale=scale).to_pil().convert("RGB")
    colour = shown.getpixel((round((left + right) / 2 * scale), round((page.get_height() - (low + high) / 2) * scale)))
    book.close()
    return colour


@pytest.mark.parametrize("degrees", [0.0, 2.0, -3.0, 90.0, -90.0, 180.0, 88.0])
@pytest.mark.parametrize("cells", [rows(250, 110), columns()])
def test_every_text_lies_on_its_own_cell(shelf, cells, degrees):
    entries = drawn(shelf, cells, degrees)
    rows_of_form = {column.name: (0 if len(cells) == 3 else place) for place, column in enumerate(shelf.form.columns)}
    form = replace(shelf.form, columns=tuple(replace(one, row=rows_of_form[one.name]) for one in shelf.form.columns))
    package = replace(shelf.package(entries), forms={form.name: form})
    found, layers = laid_out(shelf, entries, package)
    assert WHOLE not in found.values()
    for entry in entries:
        pdf = case_pdf(entry.page.picture, found[entry.id], layers[entry.id])
        for place, name in enumerate(COLUMNS):
            colour = under(pdf, entry.decided(name))
            wanted = COLOURS[(entry.order * 2 + place) % 7]
            assert max(abs(one - other) for one, other in zip(colour, wanted, strict=True)) < 40, (entry.order, name)


def test_a_page_that_stays_whole_keeps_the_places_of_its_texts(shelf):
    (entry,) = drawn(shelf, rows(250, 110)[:1], 0.0)
    assert on_part(entry, WHOLE, SIZE) == (entry, SIZE)


def test_where_a_page_is_cut_does_not_hang_on_who_goes_out(shelf, tmp_path):
    entries = [
        replace(one, decisions=shelf.entry(str(one.order)).decisions) for one in drawn(shelf, rows(250, 110), 0.0)
    ]
    whole = shelf.package(entries)
    alone = replace(whole, entries=entries[:1], withheld=entries[1:])
    seen = []
    for name, package in (("whole", whole), ("alone", alone)):
        receipt = Ministry(pdf_a=True).write(package, tmp_path / name)
        with ZipFile(receipt.files[1]) as cases:
            seen.append(cases.read(cases.namelist()[0]))
    assert seen[0] == seen[1]  # the others of the page are not shown, though they stay behind


def test_pages_made_at_once_are_those_made_one_by_one(shelf, monkeypatch):
    """The reader of the font has one place in its file; letters with marks are put together out of several places."""
    picture = shelf.page(1, (210, 297)).picture
    words = ["Nguyễn Thị Huệ", "Đặng Ộc Ẫm", "Vừ A Dính", "Lường Ỷ Sơn", "Hoàng Ửng Kỳ"]
    layers = [TextLayer(word, (210, 297), [Line(word, Box(10, 10, 150, 20))]) for word in words * 2]
    alone = [case_pdf(picture, WHOLE, layer) for layer in layers]
    seek = TTFontFile.seek

    def slow_seek(reader, place):
        seek(reader, place)
        time.sleep(0.001)  # time enough for another page to move it

    monkeypatch.setattr(TTFontFile, "seek", slow_seek)
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    made = list(case_pdfs(Sheet(picture, [WHOLE], [layer]) for layer in layers))
    assert made == [[pdf] for pdf in alone]
