"""Verification slips, read back from the PDF as they are printed."""

from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import normalize

import pypdfium2
import pytest

from pipeline.entries import Candidate, Ink, Reading, Verdict
from pipeline.errors import TargetError
from pipeline.exports.slips import Slips
from pipeline.forms import Column
from pipeline.geometry import Box

EVERY_LETTER = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬEÈÉẺẼẸÊỀẾỂỄỆIÌÍỈĨỊOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢUÙÚỦŨỤƯỪỨỬỮỰYỲÝỶỸỴĐ"
)


@pytest.fixture
def lived(shelf):
    """Return the shelf, its form with a residence of the mother."""
    columns = (*shelf.form.columns, Column("meNoiCuTru", "place", ("Nơi cư trú",), 1, "Nơi cư trú của mẹ"))
    shelf.form = replace(shelf.form, columns=columns)
    return shelf


def printed(shelf, entries, folder):
    """Return the text of every sheet, and how many pictures stand on it."""
    (path,) = Slips().write(shelf.package(entries), folder).files
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [
            (" ".join(sheet.get_textpage().get_text_range().split()), len(list(sheet.get_objects(filter=[3]))))
            for sheet in pdf
        ]
    finally:
        pdf.close()


def headings(sheets):
    """Return the title of the group on each sheet."""
    return [text.partition("» ")[2].partition(" (")[0] for text, _ in sheets]


def test_a_slip_shows_the_words_the_proposals_and_why_it_is_asked(lived, tmp_path, waiting):
    reading = Reading(
        "Nông Thị Hue", 0.4, Ink.WRITTEN, Box(10, 20, 300, 40), (Candidate("Nông Thị Huê", 0.1),), ("họ của cha",)
    )
    entry = replace(waiting(lived.entry("12", meNoiCuTru="xóm Chợ"), "nksHoTen"), readings={"nksHoTen": reading})
    ((text, pictures),) = printed(lived, [entry], tmp_path)
    assert pictures == 1
    for said in (
        "Xóm Chợ (1 ô)",
        "1. ô nksHoTen",
        "trang 1, trường hợp 1, số 12",
        "Vì sao hỏi: để xác minh sau (Chị Lan, 24.11.2026).",
        "Máy đọc (gợi ý): «Nông Thị Hue» 40%; «Nông Thị Huê» 10%.",
        "Điều đáng chú ý: họ của cha.",
        "ô nksHoTen: Nông Thị Hue (máy đọc, chưa ai xác nhận)",
        "Nơi cư trú của mẹ: xóm Chợ.",
        "Trả lời:",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("verdict", "why"),
    [
        (Verdict.VERIFY_LATER, "để xác minh sau"),
        (Verdict.ILLEGIBLE, "có chữ nhưng không đọc được"),
        (Verdict.TORN, "rách, mất"),
        (Verdict.ASK_SUPERIOR, "xin ý kiến cấp trên"),
    ],
)
def test_every_kind_of_cell_that_was_left_is_asked(lived, tmp_path, unread, verdict, why):
    ((text, _),) = printed(lived, [unread(lived.entry("12", meNoiCuTru=""), "meNgaySinh", verdict)], tmp_path)
    assert f"Vì sao hỏi: {why} (" in text


def test_hamlets_have_sheets_of_their_own_after_superiors_and_before_entries_without_one(lived, tmp_path, unread):
    homes = {"1": "xóm Đình", "2": "thôn 3, Tân Cương", "3": "", "4": "xóm Chợ", "5": "Xóm Đình, xã Tân Cương"}
    entries = [
        unread(lived.entry(so, order=int(so), meNoiCuTru=home), "nksHoTen", Verdict.ILLEGIBLE)
        for so, home in homes.items()
    ]
    entries.append(unread(lived.entry("6", order=6, meNoiCuTru="xóm Chợ"), "nksHoTen", Verdict.ASK_SUPERIOR))
    sheets = printed(lived, entries, tmp_path)
    assert headings(sheets) == [
        "Xin ý kiến cấp trên",
        "Thôn 3",
        "Xóm Chợ",
        "Xóm Đình",
        "Chưa rõ thôn, xóm, tổ dân phố",
    ]
    assert [number in sheets[3][0] for number in ("4. ô nksHoTen", "5. ô nksHoTen", "số 1 ", "số 5 ")] == [True] * 4


def test_hamlets_that_differ_by_a_mark_only_are_two(lived, tmp_path, unread):
    entries = [
        unread(lived.entry(str(order), order=order, meNoiCuTru=home), "nksHoTen", Verdict.TORN)
        for order, home in enumerate(("Bản Mạ", "Bản Mà"), 1)
    ]
    assert sorted(headings(printed(lived, entries, tmp_path))) == ["Bản Mà", "Bản Mạ"]


def test_every_letter_of_vietnamese_is_printed(lived, tmp_path, waiting):
    entry = waiting(lived.entry("12", meNoiCuTru=f"{EVERY_LETTER[:67]} {EVERY_LETTER[67:]}"), "nksHoTen")
    ((text, _),) = printed(lived, [entry], tmp_path)
    assert EVERY_LETTER in normalize("NFC", text).replace(" ", "")


@pytest.mark.parametrize(
    ("hostile", "stands"),
    [
        ("<b>&amp;</b><img src='/etc/passwd'/>", "<b>&amp;</b><img src='/etc/passwd'/>"),
        ("a\x00b\x1bc", "a b c"),
        (normalize("NFD", "Huệ Đỗ"), "Huệ Đỗ"),
        ("x" * 200, "x" * 40),  # longer than a line
    ],
)
def test_hostile_text_stays_text(lived, tmp_path, waiting, hostile, stands):
    reading = Reading(hostile, 0.4, Ink.WRITTEN, Box(10, 20, 300, 40))
    entry = replace(waiting(lived.entry("12", meNoiCuTru=hostile), "nksHoTen"), readings={"nksHoTen": reading})
    lived.book = replace(lived.book, name=f"Sổ {hostile}"[:60])
    assert stands in " ".join(text for text, _ in printed(lived, [entry], tmp_path))


@pytest.mark.parametrize(
    "box", [Box(-50, -50, 20, 20), Box(600, 860, 400, 400), Box(0, 0, 620, 877), Box(3, 3, 1, 1), Box(0, 9, 620, 2)]
)
def test_a_box_of_any_shape_and_place_is_cut(lived, tmp_path, waiting, box):
    entry = replace(
        waiting(lived.entry("12", meNoiCuTru=""), "nksHoTen"),
        readings={"nksHoTen": Reading("x", 0.4, Ink.WRITTEN, box)},
    )
    assert [pictures for _, pictures in printed(lived, [entry], tmp_path)] == [1]


def test_a_cell_without_a_picture_says_where_to_look(lived, tmp_path, waiting):
    lived.page(2).picture.unlink()
    entries = [
        waiting(lived.entry("12", meNoiCuTru=""), "meNgaySinh"),
        waiting(lived.entry("13", page=2, meNoiCuTru=""), "nksHoTen"),
    ]
    ((text, pictures),) = printed(lived, entries, tmp_path)
    assert pictures == 0
    assert "Máy không thấy ô này trên trang: hãy xem trong sổ." in text
    assert "Không mở được ảnh trang «002.png»: hãy xem trong sổ." in text


def test_many_questions_fill_many_sheets_and_none_is_lost(lived, tmp_path, waiting):
    entries = [waiting(lived.entry(str(n), order=n, meNoiCuTru="xóm Chợ"), "nksHoTen") for n in range(1, 13)]
    sheets = printed(lived, entries, tmp_path)
    assert len(sheets) > 2
    assert all(f" {n}. ô nksHoTen" in " ".join(text for text, _ in sheets) for n in range(1, 13))
    assert sum(pictures for _, pictures in sheets) == 12


def test_the_same_book_gives_the_same_bytes(lived, tmp_path, waiting):
    entry = waiting(lived.entry("12", meNoiCuTru="xóm Chợ"), "nksHoTen")
    one, other = (Slips().write(lived.package([entry]), tmp_path / name).files[0] for name in "ab")
    assert one.read_bytes() == other.read_bytes()


def test_the_receipt_counts_entries_and_names_cells_nobody_has_looked_at(lived, tmp_path, waiting, undecided):
    asked = waiting(lived.entry("12", meNoiCuTru=""), "nksHoTen")
    behind = undecided(lived.entry("13", page=2, meNoiCuTru=""), "so")
    receipt = Slips().write(lived.package([asked, behind, lived.entry("14", page=3, meNoiCuTru="")]), tmp_path)
    assert [path.name for path in receipt.files] == ["Khaisinh2018.KS.phieu-xac-minh.pdf"]
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (1, [behind.id])
    assert receipt.left_out[0].reason == "còn 1 ô chưa ai xem nên chưa có trên phiếu: ô so"


def test_with_nothing_to_ask_no_slip_is_written_and_the_receipt_says_so(lived, tmp_path):
    receipt = Slips().write(lived.package([lived.entry("12", meNoiCuTru="")]), tmp_path / "out")
    assert (list(receipt.files), receipt.rows, (tmp_path / "out").exists()) == ([], 0, False)
    assert [left.where for left in receipt.left_out] == ["cả sổ"]


def test_what_is_decided_is_not_asked(lived, tmp_path, unread):
    entry = unread(lived.entry("12", meNoiCuTru=""), "nksHoTen", Verdict.TORN)
    ((text, _),) = printed(lived, [entry], tmp_path)
    assert "2. " not in text.partition("Vì sao hỏi")[0]
    assert "ô nksGioiTinh" not in text


def test_a_folder_that_is_a_file_is_named(lived, tmp_path, waiting):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(TargetError, match="trùng tên"):
        Slips().write(lived.package([waiting(lived.entry("12", meNoiCuTru=""), "so")]), tmp_path / "out")


def test_a_slip_names_the_day_of_the_word(lived, tmp_path, waiting):
    entry = waiting(lived.entry("12", meNoiCuTru=""), "so")
    late = replace(entry.decisions["so"], when=datetime(2026, 1, 2, tzinfo=UTC))
    ((text, _),) = printed(lived, [replace(entry, decisions={**entry.decisions, "so": late})], tmp_path)
    assert "02.01.2026" in text
