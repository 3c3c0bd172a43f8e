"""The searchable PDF of a book, read back as a reader and as an archive would."""

from dataclasses import replace
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from pipeline.entries import Ink, PageState, Reading, Verdict
from pipeline.errors import TargetError
from pipeline.exports.searchable_pdf import NO_TEXT, SearchablePdf
from pipeline.geometry import Box


@pytest.fixture
def seen(shelf):
    """Return how to give an entry a place for every cell, one below the other."""

    def _seen(entry, left=10, top=20):
        places = {name: Box(left, top + 60 * place, 400, 40) for place, name in enumerate(entry.decisions)}
        read = {name: Reading("máy đọc bừa", 0.4, Ink.WRITTEN, box) for name, box in places.items()}
        return replace(entry, readings=read)

    return _seen


def written(shelf, entries, folder, **settings):
    (path,) = SearchablePdf(**settings).write(shelf.package(entries), folder).files
    return path


def texts(path):
    """Return what a reader finds on every page."""
    book = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range().split("\r\n") for page in book]
    finally:
        book.close()


def bookmarks(path):
    """Return title and page of every bookmark."""
    book = pypdfium2.PdfDocument(path)
    try:
        return [(mark.get_title(), mark.get_dest().get_index()) for mark in book.get_toc()]
    finally:
        book.close()


def place_of(path, text):
    """Return where a text is found on the first page: left, bottom, right, top in points."""
    book = pypdfium2.PdfDocument(path)
    try:
        page = book[0].get_textpage()
        index, count = page.search(text).get_next()
        boxes = [page.get_charbox(place, loose=True) for place in range(index, index + count)]
        return [round(edge) for edge in (min(b[0] for b in boxes), min(b[1] for b in boxes),
                                         max(b[2] for b in boxes), max(b[3] for b in boxes))]  # fmt: skip
    finally:
        book.close()


def blank_page(shelf, number):
    """Return a page of the book that has no entry."""
    return replace(shelf.page(number), state=PageState.READ)


def test_what_was_decided_is_found_and_copied(shelf, seen, tmp_path):
    path = written(shelf, [seen(shelf.entry("12"))], tmp_path)
    assert path.name == "Khaisinh2018.KS.pdf"
    assert texts(path) == [["12", "01/2018", "12/5/2018", "Nông Thị Huệ", "Nữ", "1989"]]


def test_a_text_lies_over_its_cell(shelf, seen, tmp_path):
    path = written(shelf, [seen(shelf.entry("12"))], tmp_path)
    width, scale = 595.276, 841.89 / 877  # the page of 620 x 877 px is a little wider than A4 allows
    left = (width - 620 * scale) / 2
    box = [left + 10 * scale, 841.89 - 240 * scale, left + 410 * scale, 841.89 - 200 * scale]
    assert place_of(path, "Nông Thị Huệ") == pytest.approx(box, abs=2)


def test_the_pages_are_pictures_and_the_text_is_not_seen(shelf, seen, tmp_path):
    with pikepdf.open(written(shelf, [seen(shelf.entry("12"))], tmp_path)) as book:
        (page,) = book.pages
        (picture,) = page.get_images().values()
        modes = [one.operands[0] for one in pikepdf.parse_content_stream(page) if str(one.operator) == "Tr"]
        assert modes == [3] * 6
        assert isinstance(picture, pikepdf.Stream)
        assert pikepdf.PdfImage(picture).as_pil_image().size == (620, 877)


@pytest.mark.parametrize(
    "verdict", [Verdict.ILLEGIBLE, Verdict.TORN, Verdict.BLANK, Verdict.VERIFY_LATER, Verdict.ASK_SUPERIOR]
)
def test_a_cell_without_a_decided_text_carries_none(shelf, seen, tmp_path, unread, verdict):
    path = written(shelf, [unread(seen(shelf.entry("12")), "nksHoTen", verdict)], tmp_path)
    assert texts(path) == [["12", "01/2018", "12/5/2018", "Nữ", "1989"]]


def test_what_the_machine_read_is_never_in_the_file(shelf, seen, tmp_path, undecided):
    path = written(shelf, [undecided(seen(shelf.entry("12")), "nksHoTen", "so")], tmp_path)
    assert texts(path) == [["01/2018", "12/5/2018", "Nữ", "1989"]]
    assert bookmarks(path) == [("Trang 1, trường hợp 1", 0)]


def test_every_page_is_there_in_order_with_its_number(shelf, seen, tmp_path):
    entries = [seen(shelf.entry("14", page=4)), seen(shelf.entry("12", page=2))]
    package = replace(shelf.package(entries), other_pages=[blank_page(shelf, 3), blank_page(shelf, 1)])
    (path,) = SearchablePdf().write(package, tmp_path).files
    assert [lines[0] for lines in texts(path)] == ["", "12", "", "14"]
    book = pypdfium2.PdfDocument(path)
    assert [book.get_page_label(place) for place in range(4)] == ["1", "2", "3", "4"]
    book.close()


def test_a_page_that_is_left_out_does_not_shift_the_numbers_of_the_others(shelf, seen, tmp_path):
    entries = [seen(shelf.entry("12", page=2)), seen(shelf.entry("15", page=5))]
    book = pypdfium2.PdfDocument(written(shelf, entries, tmp_path))
    assert [book.get_page_label(place) for place in range(2)] == ["2", "5"]
    book.close()


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ({}, "Số 12/2018 - Nông Thị Huệ"),
        ({"so": "12/2017"}, "Số 12/2017 - Nông Thị Huệ"),  # the year that stands behind the number
        ({"ngayDangKy": ""}, "Số 12 - Nông Thị Huệ"),  # no year is said, none is added
        ({"ngayDangKy": "2018"}, "Số 12/2018 - Nông Thị Huệ"),
        ({"so": "12a"}, "Số 12a - Nông Thị Huệ"),  # as written
        ({"so": "1.024"}, "Số 1024/2018 - Nông Thị Huệ"),
        ({"so": ""}, "Trang 1, trường hợp 1 - Nông Thị Huệ"),
        ({"nksHoTen": ""}, "Số 12/2018"),
        ({"nksHoTen": "a\x00<b>(\\"}, "Số 12/2018 - a <b>(\\"),
    ],
)
def test_a_bookmark_says_number_year_and_person_as_decided(shelf, seen, tmp_path, cells, title):
    path = written(shelf, [seen(shelf.entry(**{"so": "12", **cells}))], tmp_path)
    assert bookmarks(path) == [(title, 0)]


def test_a_marriage_is_called_by_both(shelf, seen, tmp_path, edition):
    marriage = replace(edition(so="number", chongHoTen="person_name", voHoTen="person_name"), register="KH")
    shelf.form = replace(marriage, name="small")
    entry = seen(shelf.entry("7", chongHoTen="Lý Văn Tá", voHoTen="Mã Thị Én"))
    assert bookmarks(written(shelf, [entry], tmp_path)) == [("Số 7/2018 - Lý Văn Tá và Mã Thị Én", 0)]


def test_a_bookmark_leads_to_its_entry_on_the_page(shelf, seen, tmp_path):
    entries = [seen(shelf.entry("12")), seen(shelf.entry("13", order=2), top=420)]
    with pikepdf.open(written(shelf, entries, tmp_path)) as book, book.open_outline() as outline:
        heights = [float(mark.destination[3]) for mark in outline.root if isinstance(mark.destination, pikepdf.Array)]
    assert heights == pytest.approx([841.89 - 20 * 841.89 / 877, 841.89 - 420 * 841.89 / 877], abs=0.01)


@pytest.mark.parametrize(
    ("decided", "found"),
    [
        ("𠀀 漢字", ["𠀀 漢字"]),  # letters the font does not have
        (normalize("NFD", "Huệ Đỗ"), ["Huệ Đỗ"]),
        ("a\x00b\x1bc", ["a b c"]),
        ("H'Mông \u0301", ["H'Mông ́"]),  # a mark that stands alone has no width
        (") Tj ET <x> \\", [") Tj ET <x> \\"]),  # what would be an order of the page
        ("dòng 1\ndòng 2", ["dòng 1", "dòng 2"]),
        ("x" * 2000, ["x" * 2000]),
    ],
)
def test_any_text_stays_text(shelf, seen, tmp_path, decided, found):
    path = written(shelf, [seen(shelf.entry("12", nksHoTen=decided))], tmp_path, pdf_a=True)
    assert texts(path)[0][3:-2] == found


def test_a_cell_the_machine_did_not_see_is_found_all_the_same(shelf, tmp_path):
    lines = texts(written(shelf, [shelf.entry("12")], tmp_path))[0]
    assert sorted(lines) == sorted(["12", "01/2018", "12/5/2018", "Nông Thị Huệ", "Nữ", "1989"])


def test_a_box_that_leaves_the_picture_is_cut_at_its_edge(shelf, tmp_path):
    off = Reading("x", 0.4, Ink.WRITTEN, Box(-50, 860, 9000, 4000))
    path = written(shelf, [replace(shelf.entry("12"), readings={"nksHoTen": off})], tmp_path)
    left, bottom, right, top = place_of(path, "Nông Thị Huệ")
    assert -1 <= left < right <= 596
    assert -1 <= bottom < top <= 842


def test_boxes_lie_on_the_picture_as_it_was_delivered(shelf, seen, tmp_path):
    entry = seen(shelf.entry("12"), left=6000)
    larger = entry.page.picture.rename(entry.page.picture.with_name("page-0-12000x16974.png"))
    path = written(shelf, [replace(entry, page=replace(entry.page, picture=larger))], tmp_path)
    assert place_of(path, "Nông Thị Huệ")[0] == pytest.approx(595 / 2, abs=2)


def test_a_wide_page_lies_across_a4(shelf, seen, tmp_path):
    shelf.page(1, (877, 620))
    with pikepdf.open(written(shelf, [seen(shelf.entry("12"))], tmp_path)) as book:
        assert [float(edge) for edge in book.pages[0].mediabox] == pytest.approx([0, 0, 841.89, 595.276])


@pytest.mark.parametrize("pdf_a", [False, True])
def test_the_same_book_gives_the_same_bytes(shelf, seen, tmp_path, pdf_a):
    entries = [seen(shelf.entry("12")), seen(shelf.entry("13", order=2)), seen(shelf.entry("14", page=2))]
    one, other = (written(shelf, order, tmp_path / name, pdf_a=pdf_a).read_bytes()
                  for name, order in (("a", entries), ("b", entries[::-1])))  # fmt: skip
    assert one == other


def test_another_book_has_another_identifier(shelf, seen, tmp_path):
    marks = set()
    for name in ("Huệ", "Huê"):
        with pikepdf.open(written(shelf, [seen(shelf.entry("12", nksHoTen=name))], tmp_path)) as book:
            marks.add(bytes(book.trailer.ID[0]))
    assert len(marks) == 2


def test_an_open_entry_has_its_page_and_yet_stands_in_the_receipt(shelf, seen, tmp_path, undecided):
    behind = undecided(seen(shelf.entry("13", order=2)), "nksHoTen")
    receipt = SearchablePdf().write(shelf.package([seen(shelf.entry("12")), behind]), tmp_path)
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (1, [behind.id])
    assert receipt.left_out[0].reason == f"còn 1 ô chưa quyết định: ô nksHoTen; {NO_TEXT}"


def test_a_cell_nobody_could_read_stands_in_the_receipt(shelf, seen, tmp_path, unread):
    receipt = SearchablePdf().write(
        shelf.package([unread(seen(shelf.entry("12")), "meNgaySinh", Verdict.TORN)]), tmp_path
    )
    assert [(cell.column, cell.reason) for cell in receipt.unread] == [("meNgaySinh", "rách, mất")]


def half(picture):
    """Cut a picture off in the middle."""
    Image.new("RGB", (620, 877), (9, 99, 9)).save(picture, "PNG")
    picture.write_bytes(picture.read_bytes()[:1000])


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"no picture"), half])
def test_a_page_whose_picture_is_gone_or_damaged_is_left_out_with_its_entries(shelf, seen, tmp_path, spoil, undecided):
    entries = [
        seen(shelf.entry("12")),
        seen(shelf.entry("13", page=2)),
        undecided(seen(shelf.entry("14", page=2, order=2)), "so"),
    ]
    spoil(shelf.page(2).picture)
    receipt = SearchablePdf().write(shelf.package(entries), tmp_path / "out")
    assert (receipt.rows, len(texts(receipt.files[0]))) == (1, 1)
    assert [(left.entry_id, "Không mở được ảnh" in left.reason) for left in receipt.left_out] == [
        (201, True),
        (202, True),
    ]


def test_a_page_without_entries_whose_picture_is_gone_is_named(shelf, seen, tmp_path):
    package = replace(shelf.package([seen(shelf.entry("12"))]), other_pages=[blank_page(shelf, 2)])
    shelf.page(2).picture.unlink()
    receipt = SearchablePdf().write(package, tmp_path / "out")
    assert [(left.entry_id, left.where) for left in receipt.left_out] == [(0, "trang 2 (2.jpg)")]


def test_without_any_picture_nothing_is_written_and_an_older_file_stays(shelf, seen, tmp_path):
    entries = [seen(shelf.entry("12"))]
    path = written(shelf, entries, tmp_path / "out")
    before = path.read_bytes()
    shelf.page(1).picture.unlink()
    receipt = SearchablePdf().write(shelf.package(entries), tmp_path / "out")
    assert (list(receipt.files), receipt.rows, [left.entry_id for left in receipt.left_out]) == ([], 0, [101])
    assert ([one.name for one in (tmp_path / "out").iterdir()], path.read_bytes() == before) == ([path.name], True)


def test_with_nothing_decided_no_file_is_written(shelf, seen, tmp_path, undecided):
    entry = seen(shelf.entry("12"))
    receipt = SearchablePdf().write(shelf.package([undecided(entry, *entry.decisions)]), tmp_path / "out")
    assert (list(receipt.files), (tmp_path / "out").exists(), len(receipt.left_out)) == ([], False, 1)


def test_a_folder_that_is_a_file_is_named(shelf, seen, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(TargetError, match="trùng tên"):
        SearchablePdf().write(shelf.package([seen(shelf.entry("12"))]), tmp_path / "out")
