"""The screens around the loop, drawn without a browser."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fake_desk import NAME, FakeDesk, FakeDoor, entry
from streamlit.testing.v1 import AppTest

from pipeline.entries import Decision, Finding, Ink, Reading, Severity, Verdict
from pipeline.errors import TargetError
from pipeline.geometry import Box
from pipeline.queues import Wanted
from pipeline.receipts import LeftOut, Receipt, Unread
from pipeline.rights import Role
from ui import words, words_accounts, words_template
from ui.parts import doubts, record

UI = Path(words.__file__).parent
WORD = Decision("so", Verdict.CONFIRMED, "12", "Lò Thị Mai", datetime(2026, 1, 1, tzinfo=UTC), "k1")


def screen(name: str, desk: FakeDesk, door: FakeDoor | None = None) -> AppTest:
    """Draw one screen for a person at work with the book in hand."""
    shown = AppTest.from_file(str(UI / name), default_timeout=30)
    shown.session_state["desk"] = shown.session_state["shifts"] = desk
    shown.session_state["inspection"] = shown.session_state["seeding"] = desk
    shown.session_state["door"] = door or FakeDoor()
    shown.query_params["book"] = NAME
    return shown.run()


def texts(shown: AppTest) -> str:
    """Return everything written on a screen."""
    kinds = ("markdown", "info", "warning", "error", "success", "subheader", "code")
    parts = [element.value for kind in kinds for element in shown.get(kind)]
    return "\n".join([*parts, *(str(table.value) for table in shown.table)])


def test_the_shelf_shows_how_far_a_book_has_come_and_what_failed() -> None:
    shown = screen("screens/books.py", FakeDesk({1: entry(1)}))
    assert not shown.exception
    assert "Ảnh bị hỏng." in texts(shown)
    assert "1 đã đọc, 2 chờ đọc, 1 không đọc được" in texts(shown)


def test_the_shelf_names_the_pages_to_take_again_and_what_to_do() -> None:
    shown = screen("screens/books.py", FakeDesk({1: entry(1)}))
    assert words.POOR_PAGES.format(count=1) in [part.label for part in shown.expander]
    assert "mờ ở góc trái &lt;b&gt;" in "".join(part.value for part in shown.get("html"))


def test_a_book_of_good_pictures_asks_for_no_new_ones() -> None:
    good, poor = (screen("screens/books.py", FakeDesk({1: entry(1)}, **has)) for has in ({"poor": ()}, {}))
    assert len(poor.expander) - len(good.expander) == 1


def test_an_empty_shelf_says_how_to_take_a_book_in() -> None:
    assert "sohoa take-in" in texts(screen("screens/books.py", FakeDesk()))


def test_every_case_of_the_book_can_be_opened_again() -> None:
    shown = screen("screens/books.py", FakeDesk({1: entry(1, so=WORD), 2: entry(2)}))
    assert shown.selectbox(key="reopen").options == [
        "Trang 1 · trường hợp 1 · 12 · Nông Tài · còn 8 ô",
        "Trang 1 · trường hợp 2 · 12 · Nông Tài · còn 9 ô",
    ]


def test_the_findings_name_how_bad_they_are_the_worst_first() -> None:
    note = Finding("gaps", Severity.NOTE, "Thiếu số 13.", (1,))
    desk = FakeDesk({1: entry(1)}, [note, replace(note, severity=Severity.ERROR, message="Số 12 có hai lần.")])
    shown = screen("screens/findings.py", desk)
    assert shown.error[0].value == "Sai: Số 12 có hai lần."
    assert shown.info[0].value == "Lưu ý: Thiếu số 13."


def test_a_book_without_findings_is_said_to_have_none() -> None:
    assert words.NO_FINDINGS in texts(screen("screens/findings.py", FakeDesk({1: entry(1)})))


def test_a_hand_over_shows_its_receipt_and_every_case_left_out() -> None:
    left = LeftOut(2, "trang 1, trường hợp 2", "còn 9 ô chưa trả lời")
    desk = FakeDesk({1: entry(1)}, receipt=Receipt((Path("goi.xlsx"),), 1, (left,)))
    shown = screen("screens/hand_over.py", desk)
    shown.text_input(key="folder").input(str(UI))
    shown.button(key="do_hand_over").click().run()
    assert desk.handed_over == [(NAME, UI, "ministry", {"birth_columns": 70})]
    assert words.RECEIPT.format(rows=1, files=1) in texts(shown)
    assert "còn 9 ô chưa trả lời" in texts(shown)


def test_only_approved_cases_go_out_where_that_is_chosen() -> None:
    desk = FakeDesk({1: entry(1)})
    shown = screen("screens/hand_over.py", desk)
    shown.checkbox(key="approved_only").check()
    shown.text_input(key="folder").input(str(UI))
    shown.button(key="do_hand_over").click().run()
    assert desk.handed_over == [(NAME, UI, "ministry", {"birth_columns": 70, "approved_only": True})]


def hand_over(desk: FakeDesk, target: str = "ministry", columns: int | None = None) -> AppTest:
    """Draw the screen of the hand-over, choose, and press the button."""
    shown = screen("screens/hand_over.py", desk)
    shown.radio(key="target").set_value(target).run()
    if columns:
        shown.radio(key="birth_columns").set_value(columns)
    shown.text_input(key="folder").input(str(UI))
    shown.button(key="do_hand_over").click().run()
    return shown


def test_the_older_template_of_births_can_be_chosen() -> None:
    desk = FakeDesk({1: entry(1)})
    hand_over(desk, columns=60)
    assert desk.handed_over == [(NAME, UI, "ministry", {"birth_columns": 60})]


def test_a_package_without_templates_asks_for_none() -> None:
    desk = FakeDesk({1: entry(1)})
    shown = hand_over(desk, "csv")
    assert (desk.handed_over, len(shown.radio)) == ([(NAME, UI, "csv", {})], 1)


def test_a_hand_over_names_the_cells_nobody_could_read() -> None:
    torn = Unread(1, "trang 1, trường hợp 1, số 12", "nksNoiSinh", "Nơi sinh", "rách, mất")
    shown = hand_over(FakeDesk({1: entry(1)}, receipt=Receipt((Path("goi.xlsx"),), 1, (), (torn,))))
    assert words.UNREAD_CELLS.format(count=1) in texts(shown)
    assert all(said in texts(shown) for said in ("trang 1, trường hợp 1, số 12", "Nơi sinh", "rách, mất"))


def test_a_hand_over_tells_what_became_of_older_files() -> None:
    told = Receipt((Path("goi.xml"),), 1, (), (), ("Tệp «cũ.xml» được giữ nguyên.",))
    assert "Tệp «cũ.xml» được giữ nguyên." in texts(hand_over(FakeDesk({1: entry(1)}, receipt=told), "page-xml"))


def test_pages_without_a_finished_entry_are_not_called_nothing() -> None:
    shown = hand_over(FakeDesk({1: entry(1)}, receipt=Receipt((Path("1.page.xml"),), 0, ())), "page-xml")
    assert words.PAGES_OUT.format(files=1) in texts(shown)
    assert words.NOTHING_OUT not in texts(shown)


@pytest.mark.parametrize(("files", "boxes"), [((), 0), ((Path("goi.xlsx"),), 1)])
def test_no_box_is_drawn_for_files_that_were_not_written(files: tuple[Path, ...], boxes: int) -> None:
    shown = hand_over(FakeDesk({1: entry(1)}, receipt=Receipt(files, len(files), ())))
    assert len(shown.code) == boxes


@pytest.mark.parametrize("folder", ["", "goi"])
def test_a_hand_over_without_a_full_path_asks_for_it(folder: str) -> None:
    desk = FakeDesk({1: entry(1)})
    shown = screen("screens/hand_over.py", desk)
    shown.text_input(key="folder").input(folder)
    shown.button(key="do_hand_over").click().run()
    assert (desk.handed_over, words.FOLDER_EMPTY in texts(shown)) == ([], True)


def test_a_book_without_a_template_is_told_what_one_is_for() -> None:
    shown = screen("screens/template.py", FakeDesk({1: entry(1)}))
    assert not shown.exception
    assert words_template.WHY in texts(shown)
    assert shown.button(key="build").label == words_template.BUILD


def test_no_template_is_built_of_no_book() -> None:
    shown = screen("screens/template.py", FakeDesk())
    assert (words.NO_BOOKS in texts(shown), list(shown.button)) == (True, [])


def test_nothing_is_shown_where_nobody_is_signed_in() -> None:
    shown = screen("front.py", FakeDesk({1: entry(1)}), FakeDoor(()))
    assert texts(shown) == words_accounts.SIGNED_OUT


def test_a_superior_sees_books_and_no_way_to_answer_a_cell() -> None:
    shown = screen("screens/books.py", FakeDesk({1: entry(1)}), FakeDoor((Role.SUPERIOR,)))
    assert not shown.exception
    assert "trường hợp 1" in texts(shown)
    assert [button.key for button in shown.button] == []


def test_a_finding_leads_nobody_to_a_screen_that_is_not_theirs() -> None:
    note = Finding("gaps", Severity.NOTE, "Thiếu số 13.", (1,))
    shown = screen("screens/findings.py", FakeDesk({1: entry(1)}, [note]), FakeDoor((Role.SUPERIOR,)))
    assert [button.key for button in shown.button] == ["check"]


def test_a_hand_over_is_in_the_log_under_the_name_of_who_is_signed_in() -> None:
    door = FakeDoor()
    desk = FakeDesk({1: entry(1)}, receipt=Receipt((Path("goi.xlsx"),), 1, ()))
    shown = screen("screens/hand_over.py", desk, door)
    shown.text_input(key="folder").input(str(UI))
    shown.button(key="do_hand_over").click().run()
    about = {"book": NAME, "target": "ministry", "rows": 1, "files": ["goi.xlsx"]}
    assert door.notes == [("export", "Lò Thị Mai", about)]


def test_a_case_that_is_seen_is_in_the_log_once() -> None:
    door = FakeDoor()
    shown = screen("screens/review.py", FakeDesk({1: entry(1)}), door)
    shown.run()
    assert door.notes == [("view", "Lò Thị Mai", {"entry": 1, "book": NAME})]


def test_a_failure_is_shown_as_its_sentence() -> None:
    class Full(FakeDesk):
        def books(self) -> list[object]:  # type: ignore[override]
            raise TargetError("Ổ đĩa đã đầy.")

    shown = screen("front.py", Full())
    assert not shown.exception
    assert shown.error[0].value.startswith("Ổ đĩa đã đầy. Hãy")


def test_the_review_screen_draws_a_record() -> None:
    shown = screen("screens/review.py", FakeDesk({1: entry(1)}))
    assert not shown.exception


@pytest.mark.parametrize(
    ("reading", "word"),
    [
        (Reading("12", 0.95, Ink.WRITTEN, Box(0, 0, 9, 9)), "sure"),
        (Reading("12", 0.6, Ink.WRITTEN, Box(0, 0, 9, 9)), "doubtful"),
        (Reading("", 0.0, Ink.WRITTEN, Box(0, 0, 9, 9)), "unread"),
        (Reading("", 0.0, Ink.TORN, Box(0, 0, 9, 9)), "unread"),
        (Reading("", 0.99, Ink.BLANK, Box(0, 0, 9, 9)), "noInk"),
        (None, "missing"),
    ],
)
def test_every_reading_has_a_word_for_its_doubt(reading: Reading | None, word: str) -> None:
    assert doubts.doubt(reading) == word
    assert word in words.RECORD


def test_a_record_shows_every_column_of_its_form_in_printed_order() -> None:
    desk = FakeDesk({1: entry(1, so=WORD)})
    shown = record.shown(desk.cases[1], desk)
    assert [field["column"] for field in shown["fields"]] == [c.name for c in desk.form_of(desk.cases[1]).columns]
    assert shown["fields"][0]["decision"]["text"] == "12"


def test_a_case_that_another_person_has_open_says_whose_it_is() -> None:
    shown = screen("screens/books.py", FakeDesk({1: entry(1), 2: entry(2)}, others={2: "Vừ A Bình"}))
    assert [option.endswith("· Vừ A Bình đang mở") for option in shown.selectbox(key="reopen").options] == [False, True]


def test_a_case_that_another_person_has_open_is_not_opened_again_but_the_next_one() -> None:
    shown = screen("screens/review.py", FakeDesk({1: entry(1), 2: entry(2)}, others={1: "Vừ A Bình"}))
    assert not shown.exception
    assert shown.session_state["sitting"].opened == 2


def test_the_last_note_of_the_shift_before_is_seen_when_sitting_down() -> None:
    desk = FakeDesk({1: entry(1)})
    desk.leave_note(NAME, "Vừ A Bình", "Trang 7 cần quét lại.")
    shown = screen("screens/books.py", desk)
    assert "Trang 7 cần quét lại." in [text.value for text in shown.text]


def test_a_note_is_left_and_an_empty_one_is_answered_with_what_to_do() -> None:
    desk = FakeDesk({1: entry(1)})
    shown = screen("screens/books.py", desk)
    shown.button(key="leave_note").click().run()
    assert desk.left == []
    assert "đang trống" in texts(shown)
    shown.text_area(key="note").input("Đã xong trang 3.")
    shown.button(key="leave_note").click().run()
    assert [(note.who, note.text) for note in desk.left] == [("Lò Thị Mai", "Đã xong trang 3.")]


def test_other_cases_are_wanted_and_the_sitting_begins_anew() -> None:
    shown = screen("screens/books.py", FakeDesk({1: entry(1)}))
    shown.selectbox(key="want Mức chắc").select("unread").run()
    assert shown.session_state["wanted"] == Wanted(doubt="unread")
