"""A clerk's way through a book."""

from ui.sitting import Sitting


def test_the_first_of_the_queue_is_opened() -> None:
    sitting = Sitting("sổ")
    sitting.line_up([5, 3, 4])
    assert (sitting.opened, sitting.ahead()) == (5, [3, 4])


def test_a_new_queue_leaves_the_open_case_open() -> None:
    sitting = Sitting("sổ")
    sitting.line_up([5, 3, 4])
    sitting.line_up([3, 4, 5])
    assert (sitting.opened, sitting.ahead()) == (5, [3, 4])


def test_a_case_left_behind_does_not_come_again_by_itself() -> None:
    sitting = Sitting("sổ")
    sitting.line_up([5, 3])
    sitting.move_to(3)
    assert sitting.ahead() == []


def test_what_was_left_behind_comes_again_when_asked_for() -> None:
    sitting = Sitting("sổ")
    sitting.line_up([5, 3])
    sitting.move_to(3)
    sitting.start_over()
    sitting.line_up([5, 3])
    assert sitting.opened == 5


def test_the_browser_is_told_of_a_case_that_a_person_picked() -> None:
    sitting = Sitting("sổ")
    sitting.line_up([5, 3])
    before = sitting.turn
    sitting.pick(4)
    assert (sitting.opened, sitting.turn != before) == (4, True)


def test_the_browser_is_not_called_back_from_where_it_went_by_itself() -> None:
    sitting = Sitting("sổ")
    sitting.line_up([5, 3])
    before = sitting.turn
    sitting.move_to(3)
    assert sitting.turn == before


def test_a_book_without_cases_opens_none() -> None:
    sitting = Sitting("sổ")
    sitting.line_up([])
    assert (sitting.opened, sitting.ahead()) == (None, [])
