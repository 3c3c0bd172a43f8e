"""PDF/A-2b is found in our files, and found missing where it is taken away (what is looked for: pdf_a)."""

from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageCms
from reportlab.pdfbase.ttfonts import TTFontFile

from pipeline.entries import Ink, Reading
from pipeline.exports._page_pdf import PROFILE_FILE, PagePdf
from pipeline.exports._text_layer import Line
from pipeline.exports.ministry import Ministry
from pipeline.exports.searchable_pdf import SearchablePdf
from pipeline.geometry import Box
from tests.pipeline.exports.pdf_a import breaches

EVERY_LETTER = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴĐ"
)


def jpeg(size=(62, 88)):
    packed = BytesIO()
    Image.new("RGB", size, (236, 226, 200)).save(packed, "JPEG")
    return packed.getvalue()


def drawn(*texts, title="Sổ A", archival=True):
    """Return a file of one page for each text."""
    pdf, packed = PagePdf(title, archival=archival), BytesIO()
    for place, text in enumerate(texts, 1):
        lines = [Line(part, Box(5, 10 * row, 50, 8)) for row, part in enumerate(text.split("|"))] if text else []
        pdf.add(jpeg(), (62, 88), lines, place)
        pdf.mark(f"Trang {place}", 0)
    pdf.save(packed)
    return packed.getvalue()


@pytest.mark.parametrize(
    "texts",
    [
        ("Nông Thị Huệ|12.05.1998",),
        (EVERY_LETTER[:67], EVERY_LETTER[67:], ""),
        ("𠀀 漢 Ω ع",),  # letters that the font does not have
        ("",),  # a page without any text
        (" ",),
        ("\u0301",),
    ],
)
def test_a_file_for_keeping_is_pdf_a_2b(texts):
    assert breaches(drawn(*texts)) == set()


def test_an_ordinary_file_is_not_called_pdf_a():
    assert breaches(drawn("Huệ", archival=False)) == {"6.2.3", "6.6.4"}


def taken_away(change):
    """Return a good file with one thing changed in it."""
    with pikepdf.open(BytesIO(drawn("Nông Thị Huệ"))) as book:
        change(book)
        packed = BytesIO()
        book.save(packed, deterministic_id=True)
    return packed.getvalue()


def font_of(book):
    return book.pages[0].obj.Resources.Font.Letters.DescendantFonts[0]


def picture_of(book):
    return book.pages[0].obj.Resources.XObject.Picture


def other_widths(book):
    font_of(book).W = Array([1, Array([1, 2, 3])])


def no_letters(book):
    font_of(book).CIDToGIDMap = book.make_stream(b"\0" * 200)


def no_part(book):
    with book.open_metadata(set_pikepdf_as_editor=False) as about:
        del about["pdfaid:part"]


@pytest.mark.parametrize(
    ("change", "clause"),
    [
        (lambda book: book.Root.__delitem__("/OutputIntents"), "6.2.3"),
        (lambda book: book.Root.OutputIntents.append(book.Root.OutputIntents[0]), "6.2.3"),
        (lambda book: setattr(book.Root.OutputIntents[0].DestOutputProfile, "N", 4), "6.2.3"),
        (lambda book: book.Root.__delitem__("/Metadata"), "6.6.2"),
        (no_part, "6.6.4"),
        (lambda book: font_of(book).FontDescriptor.__delitem__("/FontFile2"), "6.2.11.4"),
        (lambda book: font_of(book).__delitem__("/CIDToGIDMap"), "6.2.11.3.2"),
        (other_widths, "6.2.11.5"),
        (no_letters, "6.2.11.8"),
        (lambda book: setattr(font_of(book), "BaseFont", Name.Other), "6.2.11.2"),
        (lambda book: setattr(picture_of(book), "ColorSpace", Name.DeviceCMYK), "6.2.4.3"),
        (lambda book: setattr(picture_of(book), "Interpolate", True), "6.2.8"),
        (lambda book: setattr(picture_of(book), "SMask", picture_of(book)), "6.2.10"),
        (lambda book: setattr(book.pages[0].obj.Resources, "ExtGState", Dictionary()), "6.2.5"),
        (lambda book: setattr(book.Root, "OpenAction", Dictionary(S=Name.JavaScript)), "6.3-6.5"),
        (lambda book: setattr(book.Root, "AcroForm", Dictionary()), "6.3-6.5"),
        (lambda book: setattr(book.pages[0].obj, "Annots", Array()), "6.3-6.5"),
        (lambda book: setattr(picture_of(book), "F", "outside.jpg"), "6.1.7"),
    ],
)
def test_what_the_standard_asks_for_is_missed_when_it_is_gone(change, clause):
    assert clause in breaches(taken_away(change))


@pytest.mark.parametrize(
    ("spoil", "clause"),
    [
        (lambda pdf: pdf + b"more", "6.1.3"),
        (lambda pdf: pdf.replace(b"%PDF-1.7", b"%PDF-2.0", 1), "6.1.2"),
    ],
)
def test_bytes_that_the_standard_forbids_are_seen(spoil, clause):
    assert clause in breaches(spoil(drawn("Huệ")))


def test_every_letter_of_vietnamese_is_found_as_it_is():
    book = pypdfium2.PdfDocument(drawn(EVERY_LETTER))
    assert book[0].get_textpage().get_text_range() == EVERY_LETTER
    book.close()


def test_no_more_letters_are_embedded_than_are_used():
    with pikepdf.open(BytesIO(drawn("ẫđ"))) as book:
        font = font_of(book)
        program = TTFontFile(BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
        assert str(font.BaseFont) == "/SOHOAA+NotoSans-Regular"
        assert program.numGlyphs < 12  # two letters, their parts, the space and the letter that stands for none


def test_the_same_pages_give_the_same_bytes_and_others_another_identifier():
    one, same, other = drawn("Huệ"), drawn("Huệ"), drawn("Huê")
    assert one == same
    ids = []
    for pdf in (one, other):
        with pikepdf.open(BytesIO(pdf)) as book:
            ids.append(bytes(book.trailer.ID[0]))
    assert ids[0] != ids[1]


@pytest.mark.parametrize("title", ["<b>&amp;</b>", "a\x00b", "Sổ Đỗ"])
def test_any_title_is_told(title):
    with pikepdf.open(BytesIO(drawn("Huệ", title=title))) as book, book.open_metadata() as about:
        assert about["dc:title"] == title.replace("\x00", " ")


def test_a_file_without_a_title_shows_its_name():
    with pikepdf.open(BytesIO(drawn("Huệ", title=""))) as book:
        assert "/DisplayDocTitle" not in book.Root.get("/ViewerPreferences", Dictionary())


def test_a_file_without_complaint_of_its_syntax():
    with pikepdf.open(BytesIO(drawn("Huệ", ""))) as book:
        assert book.check_pdf_syntax() == []


def test_the_profile_is_srgb_and_free():
    profile = ImageCms.ImageCmsProfile(BytesIO(PROFILE_FILE.read_bytes())).profile
    assert (profile.profile_description, profile.copyright) == ("sRGB built-in", "No copyright, use freely")
    assert PROFILE_FILE.with_name("srgb.LICENSE.txt").exists()


@pytest.fixture
def seen(shelf):
    """Return an entry of which the machine saw the cell of the name."""
    entry = shelf.entry("12")
    entry.readings["nksHoTen"] = Reading("máy đọc", 0.4, Ink.WRITTEN, Box(10, 20, 300, 40))
    return entry


def test_the_book_is_pdf_a_2b_where_it_is_asked_for(shelf, seen, tmp_path):
    (path,) = SearchablePdf(pdf_a=True).write(shelf.package([seen]), tmp_path).files
    assert breaches(path.read_bytes()) == set()


def test_case_pdfs_of_the_ministry_are_pdf_a_2b_with_their_own_text_where_it_is_asked_for(shelf, seen, tmp_path):
    other = shelf.entry("13", order=2, nksHoTen="Lý Văn Tá")
    receipt = Ministry(pdf_a=True).write(shelf.package([seen, other]), tmp_path)
    cases = ZipFile(receipt.files[1])
    pdfs = {name: cases.read(name) for name in cases.namelist()}
    assert [breaches(pdf) for pdf in pdfs.values()] == [set(), set()]
    texts = []
    for pdf in pdfs.values():
        book = pypdfium2.PdfDocument(pdf)
        texts.append(book[0].get_textpage().get_text_range())
        book.close()
    assert [("Nông Thị Huệ" in text, "Lý Văn Tá" in text, "máy đọc" in text) for text in texts] == [
        (True, False, False),
        (False, True, False),
    ]


def test_case_pdfs_carry_no_text_where_nobody_asked(shelf, seen, tmp_path):
    cases = ZipFile(Ministry().write(shelf.package([seen]), tmp_path).files[1])
    book = pypdfium2.PdfDocument(cases.read(cases.namelist()[0]))
    assert book[0].get_textpage().get_text_range() == ""
    book.close()


def test_the_case_pdfs_are_the_same_again_as_pdf_a(shelf, seen, tmp_path):
    one, other = (Ministry(pdf_a=True).write(shelf.package([seen]), tmp_path / name).files[1] for name in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_a_picture_that_cannot_be_opened_keeps_its_case_back_as_pdf_a_too(shelf, seen, tmp_path):
    shelf.page(2).picture.write_bytes(b"no picture")
    receipt = Ministry(pdf_a=True).write(shelf.package([seen, shelf.entry("13", page=2)]), tmp_path)
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (1, [201])
