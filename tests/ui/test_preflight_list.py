"""What would be rejected, on the screen of the hand-over, drawn without a browser."""

from dataclasses import replace

from fake_desk import FakeDesk, FakeDoor, entry
from test_screens import screen, texts

from pipeline.receipts import Objection
from pipeline.rights import Role
from ui import words_preflight as preflight

HELD = Objection(
    "code", 1, "trang 1, trường hợp 1, số 12", "nksHoTen", "Họ tên", "«*Nan*» không có trong danh mục", blocks=True
)
DOUBT = Objection("page", 0, "trang 2", "", "", "trang chưa được đọc", blocks=False)


def test_what_would_be_rejected_is_shown_before_the_hand_over_with_its_picture() -> None:
    shown = screen("screens/hand_over.py", FakeDesk({1: entry(1)}, objections=[HELD, DOUBT]))
    assert not shown.exception
    assert preflight.PREFLIGHT_HELD.format(held=1, found=2) in texts(shown)
    assert "«\\*Nan\\*» không có trong danh mục" in texts(shown)  # what a stranger wrote is no markup
    assert ["/pictures/1-nksHoTen.webp" in picture.value for picture in shown.get("html")].count(True) == 1


def test_one_click_leads_from_an_objection_to_its_record() -> None:
    shown = screen("screens/hand_over.py", FakeDesk({1: entry(1)}, objections=[DOUBT, HELD]))
    buttons = [button.key for button in shown.button if str(button.key).startswith("objection_")]
    assert buttons == ["objection_1"]  # a page without entries has no record
    shown.button(key="objection_1").click().run()
    assert shown.session_state["sitting"].opened == 1


def test_a_book_against_which_nothing_speaks_is_said_to_be_ready() -> None:
    assert preflight.PREFLIGHT_NOTHING in texts(screen("screens/hand_over.py", FakeDesk({1: entry(1)})))


def test_a_book_that_cannot_be_handed_over_at_all_says_why() -> None:
    whole = replace(HELD, entry_id=0, column="", message="chưa có năm")
    shown = screen("screens/hand_over.py", FakeDesk({1: entry(1)}, objections=[whole]))
    assert preflight.PREFLIGHT_NONE_GOES.format(why="chưa có năm") in texts(shown)


def test_a_long_list_is_shown_page_by_page() -> None:
    many = [replace(HELD, where=f"trang {number}") for number in range(40)]
    shown = screen("screens/hand_over.py", FakeDesk({1: entry(1)}, objections=many))
    assert ("trang 0," in texts(shown), "trang 39," in texts(shown)) == (True, False)
    shown.number_input(key="pre_flight_page").set_value(3).run()
    assert ("trang 0," in texts(shown), "trang 39," in texts(shown)) == (False, True)


def test_other_packages_are_not_held_against_the_ministrys_demands() -> None:
    shown = screen("screens/hand_over.py", FakeDesk({1: entry(1)}, objections=[HELD]))
    shown.radio(key="target").set_value("csv").run()
    assert preflight.PREFLIGHT not in texts(shown)


def test_whoever_may_not_answer_sees_the_list_and_no_way_to_the_record() -> None:
    administrator = FakeDoor((Role.ADMINISTRATOR,))
    shown = screen("screens/hand_over.py", FakeDesk({1: entry(1)}, objections=[HELD]), administrator)
    assert "Nan" in texts(shown)
    assert [button.key for button in shown.button if str(button.key).startswith("objection_")] == []


def test_the_list_is_that_of_the_package_that_was_chosen() -> None:
    desk = FakeDesk({1: entry(1)})
    shown = screen("screens/hand_over.py", desk)
    shown.checkbox(key="approved_only").check().run()
    assert desk.looked_through == [{"birth_columns": 70}, {"birth_columns": 70, "approved_only": True}]
