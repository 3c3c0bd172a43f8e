"""A book goes out by register, whatever edition of the form its pages were read with."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest
from PIL import Image

from pipeline import packages
from pipeline.entries import Book, Decision, Entry, Page, PageState, Verdict
from pipeline.errors import UsageError
from pipeline.forms import loader
from ui import words

BOOK = Book("Sổ lẫn", "auto", "Tân Cương", "Đại Từ", "Thái Nguyên", 2016, "01")
WHEN = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def page(tmp_path):
    """Return how to make a page with a picture of its own."""

    def _page(number: int, state: PageState = PageState.READ, reason: str = "") -> Page:
        picture = tmp_path / f"{number}.png"
        Image.new("RGB", (210, 297), (236, 226, 200)).save(picture)
        return Page(number, BOOK.name, number, f"{number}.jpg", picture, "ab" * 32, state, reason)

    return _page


def decided(page: Page, form: str) -> Entry:
    """Return the one entry of a page, every cell of its form decided."""
    texts = {"so": str(page.number), "ngayDangKy": "12.05.2016"}
    words = {
        column.name: Decision(
            column.name, Verdict.CORRECTED, texts.get(column.name, "Nùng"), "Lan", WHEN, f"{page.id}{column.name}"
        )
        for column in loader.load(form).columns
    }
    return Entry(page.id * 10, page, 1, form, {}, words)


def listed(register, page, ending):
    """Return the names of a package of one page: its file, and the list of files."""
    return [f"Solan.{register}.{page:04}.{ending}", f"Solan.{register}.{ending}.sha256"]


def handed_over(entries, pages, folder, export="records_json"):
    return packages.written(packages.of_book(BOOK, entries, pages), export, {}, folder)


@pytest.mark.parametrize(
    ("export", "files"),
    [
        ("ministry", 2),
        ("flat_csv", 1),
        ("records_json", 1),
        ("flat_parquet", 1),
        ("page_xml", 4),
        ("alto", 4),
        ("searchable_pdf", 1),
        ("extracts", 4),
    ],
)
def test_old_and_new_forms_of_a_register_go_into_one_package(page, tmp_path, export, files):
    pages = [page(1), page(2), page(3)]
    entries = [decided(one, form) for one, form in zip(pages, ["birth-2006", "birth-2016", "birth-2006"], strict=True)]
    receipt = handed_over(entries, pages, tmp_path / "out", export)
    assert (receipt.rows, list(receipt.left_out)) == (3, [])
    assert len(receipt.files) == files


@pytest.mark.parametrize(
    ("export", "names"),
    [
        (
            "ministry",
            [
                f"TanCuong_DaiTu_ThaiNguyen.{register}.2016.01.{end}"
                for register in ("KS", "KH")
                for end in ("xlsx", "zip")
            ],
        ),
        ("flat_csv", ["Solan.KS.csv", "Solan.KH.csv"]),
        ("records_json", ["Solan.KS.json", "Solan.KH.json"]),
        ("flat_parquet", ["Solan.KS.parquet", "Solan.KH.parquet"]),
        (
            "page_xml",
            [name for register, page in (("KS", 1), ("KH", 2)) for name in listed(register, page, "page.xml")],
        ),
        ("alto", [name for register, page in (("KS", 1), ("KH", 2)) for name in listed(register, page, "alto.xml")]),
        ("searchable_pdf", ["Solan.KS.pdf", "Solan.KH.pdf"]),
        (
            "extracts",
            [
                *("Solan.KS.0001-1.trich-luc.docx", "Solan.KS.trich-luc.docx.sha256"),
                *("Solan.KH.0002-1.trich-luc.docx", "Solan.KH.trich-luc.docx.sha256"),
            ],
        ),
    ],
)
def test_a_second_register_in_the_book_gets_a_package_of_its_own(page, tmp_path, export, names):
    pages = [page(1), page(2)]
    entries = [decided(pages[0], "birth-2016"), decided(pages[1], "marriage-2016")]
    receipt = handed_over(entries, pages, tmp_path / "out", export)
    assert [path.name for path in receipt.files] == names
    assert (receipt.rows, list(receipt.left_out)) == (2, [])


def test_a_register_of_which_nothing_is_decided_does_not_hold_the_other_back(page, tmp_path):
    pages = [page(1), page(2)]
    behind = replace(decided(pages[0], "marriage-2016"), decisions={})
    receipt = handed_over([behind, decided(pages[1], "birth-2016")], pages, tmp_path / "out")
    assert ([path.name for path in receipt.files], receipt.rows) == (["Solan.KS.json"], 1)
    assert [left.entry_id for left in receipt.left_out] == [behind.id]


def test_a_register_of_which_no_picture_can_be_opened_does_not_hold_the_other_back(page, tmp_path):
    pages = [page(1), page(2)]
    pages[1].picture.unlink()
    entries = [decided(pages[0], "birth-2016"), decided(pages[1], "marriage-2016")]
    receipt = handed_over(entries, pages, tmp_path / "out", "ministry")
    assert (receipt.rows, [left.entry_id for left in receipt.left_out]) == (1, [entries[1].id])


def test_the_receipt_names_cells_nobody_could_read_of_every_register(page, tmp_path):
    pages = [page(1), page(2)]
    births, marriages = decided(pages[0], "birth-2016"), decided(pages[1], "marriage-2016")
    torn = replace(births.decisions["nksNoiSinh"], verdict=Verdict.TORN, text="")
    lost = replace(marriages.decisions["voHoTen"], verdict=Verdict.ILLEGIBLE, text="")
    births = replace(births, decisions={**births.decisions, "nksNoiSinh": torn})
    marriages = replace(marriages, decisions={**marriages.decisions, "voHoTen": lost})
    receipt = handed_over([births, marriages], pages, tmp_path / "out")
    assert [(cell.where, cell.title, cell.reason) for cell in receipt.unread] == [
        ("trang 1, trường hợp 1, số 1", "Nơi sinh", "rách, mất"),
        ("trang 2, trường hợp 1, số 2", loader.load("marriage-2016").column("voHoTen").title, "không đọc được"),
    ]


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        (PageState.WAITING, "", "trang chưa được đọc"),
        (PageState.FAILED, "Ảnh bị hỏng.", "Ảnh bị hỏng."),
        (PageState.FAILED, "", "trang không đọc được"),
        (PageState.READ, "", "đã đọc nhưng không thấy trường hợp nào"),
    ],
)
def test_a_page_without_any_entry_is_left_out_in_the_receipt_and_in_the_file(page, tmp_path, state, reason, said):
    pages = [page(1), page(2, state, reason)]
    receipt = handed_over([decided(pages[0], "birth-2016")], pages, tmp_path / "out")
    assert [(left.where, left.reason) for left in receipt.left_out] == [("trang 2 (2.jpg)", said)]
    (path,) = receipt.files
    inside = json.loads(path.read_text(encoding="utf-8"))["left_out"]
    assert [(left["where"], left["reason"]) for left in inside] == [("trang 2 (2.jpg)", said)]


def test_a_page_that_failed_when_it_was_read_again_is_not_left_out_while_its_entries_go_out(page, tmp_path):
    again = page(1, PageState.FAILED, "Ảnh bị hỏng.")
    receipt = handed_over([decided(again, "birth-2016")], [again], tmp_path / "out")
    assert (receipt.rows, list(receipt.left_out)) == (1, [])


def test_a_page_without_entries_is_named_once_for_a_book_of_two_registers(page, tmp_path):
    pages = [page(1), page(2), page(3, PageState.WAITING)]
    entries = [decided(pages[0], "birth-2016"), decided(pages[1], "marriage-2016")]
    assert len(handed_over(entries, pages, tmp_path / "out").left_out) == 1


def test_a_book_of_which_nothing_is_read_says_what_to_do(page):
    with pytest.raises(UsageError, match="sohoa read"):
        packages.of_book(BOOK, [], [page(1, PageState.WAITING)])


@pytest.mark.parametrize(
    ("export", "registers", "choices"),
    [
        ("ministry", {"KS"}, {"birth_columns": (70, 60), "pdf_a": (False, True)}),
        ("ministry", {"KH", "KS"}, {"birth_columns": (70, 60), "pdf_a": (False, True)}),
        ("ministry", {"KH"}, {"pdf_a": (False, True)}),  # the others have one template
        ("searchable_pdf", {"KS"}, {"pdf_a": (False, True)}),
        ("extracts", {"KS"}, {}),
        ("flat_csv", {"KS"}, {}),  # its columns are those of the forms
        ("ministry", set(), {}),  # nothing is read yet
    ],
)
def test_only_what_matters_to_a_book_is_asked(export, registers, choices):
    assert packages.choices(export, registers) == choices
    assert {name: set(words.SETTINGS[name][1]) for name in choices} == {name: set(choices[name]) for name in choices}


def test_the_searchable_book_shows_its_own_pages_and_those_without_any_case(page, tmp_path):
    pages = [page(1), page(2), page(3, PageState.WAITING)]
    entries = [decided(pages[0], "birth-2016"), decided(pages[1], "marriage-2016")]
    receipt = handed_over(entries, pages, tmp_path / "out", "searchable_pdf")
    labels = []
    for path in receipt.files:
        book = pypdfium2.PdfDocument(path)
        labels.append([book.get_page_label(place) for place in range(len(book))])
        book.close()
    assert labels == [["1", "3"], ["2", "3"]]
    assert [left.where for left in receipt.left_out] == ["trang 3 (3.jpg)"]


def test_the_receipt_tells_of_older_files_of_every_register(page, tmp_path):
    pages = [page(1), page(2), page(3), page(4)]
    kinds = ["birth-2016", "marriage-2016", "birth-2016", "marriage-2016"]
    entries = [decided(one, form) for one, form in zip(pages, kinds, strict=True)]
    handed_over(entries, pages, tmp_path / "out", "page_xml")
    receipt = handed_over(entries[:2], pages[:2], tmp_path / "out", "page_xml")
    assert [sentence.split("»")[0] for sentence in receipt.older] == [
        "Tệp «Solan.KS.0003.page.xml",
        "Tệp «Solan.KH.0004.page.xml",
    ]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in receipt.files)


@pytest.mark.parametrize(("approved", "rows"), [({10, 20}, 2), ({20}, 1), (set(), 0)])
def test_what_nobody_approved_is_left_out_with_the_reason(page, tmp_path, approved, rows):
    pages = [page(1), page(2), page(3, PageState.FAILED, "mờ")]
    entries = [decided(pages[0], "birth-2006"), decided(pages[1], "marriage-2016")]
    sorted_out = packages.approved_only(packages.of_book(BOOK, entries, pages), approved)
    receipt = packages.written(sorted_out, "records_json", {}, tmp_path / "out")
    assert receipt.rows == rows
    why = {left.entry_id: left.reason for left in receipt.left_out}
    assert why == {0: "mờ"} | {entry.id: packages.NOT_APPROVED for entry in entries if entry.id not in approved}
