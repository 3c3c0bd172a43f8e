"""What people who share a book ask for, over real databases."""

from datetime import UTC, datetime

import pytest

from pipeline.asking import parsed
from pipeline.entries import Decision, Verdict
from pipeline.errors import UsageError
from pipeline.shifts import Shifts, is_for_superior
from pipeline.teamwork import Evidence
from tests.pipeline.shared_book import BOOK

MAI, BINH = "Lò Thị Mai", "Vừ A Bình"


@pytest.fixture
def shifts(shared_book):
    return Shifts(shared_book)


@pytest.fixture
def ids(shared_book):
    return [entry.id for entry in shared_book.entries(BOOK)]


def word(column, verdict, who=MAI, text="", key=""):
    return Decision(column, verdict, text, who, datetime.now(UTC), key or f"{who}/{column}/{verdict}")


def test_a_case_that_another_has_open_is_not_offered_and_says_whose_it_is(shifts, ids):
    assert shifts.queue(BOOK, BINH) == ids[::-1]  # the later cases were read the surer
    shifts.take(ids[-1], MAI)
    assert shifts.queue(BOOK, BINH) == ids[-2::-1]
    assert shifts.queue(BOOK, MAI) == ids[::-1]
    assert shifts.held(BOOK, BINH)[ids[-1]].holder == MAI
    assert shifts.held(BOOK, MAI) == {}


def test_a_case_that_was_given_back_is_offered_again(shifts, ids):
    shifts.take(ids[-1], MAI)
    shifts.give_back([ids[-1]], MAI)
    assert shifts.queue(BOOK, BINH)[0] == ids[-1]


def test_answers_are_kept_and_a_column_that_the_form_has_not_is_refused(shifts, ids):
    assert shifts.confirm(ids[0], [word("so", Verdict.CORRECTED, text="7", key="a")]) == ["a"]
    with pytest.raises(UsageError, match="không có cột «khong»"):
        shifts.confirm(ids[0], [word("khong", Verdict.BLANK)])


class TestQuestions:
    """What was set aside, and the answers to it."""

    @pytest.fixture(autouse=True)
    def _set_aside(self, shifts, ids):
        shifts.confirm(ids[0], [word("so", Verdict.VERIFY_LATER), word("nksHoTen", Verdict.ASK_SUPERIOR)])
        shifts.confirm(ids[1], [word("meHoTen", Verdict.ILLEGIBLE), word("chaHoTen", Verdict.TORN)])
        shifts.confirm(ids[2], [word("so", Verdict.BLANK)])

    def test_everything_that_may_still_be_found_out_is_asked(self, shifts, ids):
        asked = [(question.entry.id, question.column.name) for question in shifts.questions(BOOK)]
        assert asked == [(ids[0], "so"), (ids[0], "nksHoTen"), (ids[1], "chaHoTen"), (ids[1], "meHoTen")]

    def test_what_goes_to_a_superior_is_told_from_what_goes_to_the_hamlet(self, shifts):
        assert [is_for_superior(question) for question in shifts.questions(BOOK)] == [False, True, False, False]

    def test_a_code_stays_the_same_when_other_questions_are_answered(self, shifts, ids):
        before = {question.column.name: question.code for question in shifts.questions(BOOK)}
        first = shifts.questions(BOOK)[0]
        shifts.answer(first, word("so", Verdict.CORRECTED, BINH, "7"), Evidence("bà Ún"))
        after = {question.column.name: question.code for question in shifts.questions(BOOK)}
        assert after == {column: code for column, code in before.items() if column != "so"}
        assert before["so"] == f"{ids[0]}-1"

    def test_an_answer_is_listed_with_what_it_stands_on(self, shifts):
        first = shifts.questions(BOOK)[0]
        shifts.answer(first, word("so", Verdict.CORRECTED, BINH, "7"), Evidence("bà Ún", "giấy khai sinh"))
        (answered,) = shifts.answered(BOOK)
        assert (answered.column.name, answered.decision.text, answered.decision.who) == ("so", "7", BINH)
        assert answered.evidence == Evidence("bà Ún", "giấy khai sinh")

    def test_what_nobody_can_find_out_is_not_asked_again(self, shifts):
        mother = shifts.questions(BOOK)[-1]
        shifts.answer(mother, word("meHoTen", Verdict.ILLEGIBLE, BINH), Evidence("trưởng bản"))
        assert "meHoTen" not in [question.column.name for question in shifts.questions(BOOK)]

    def test_a_word_that_was_changed_later_is_no_answer_from_outside_any_more(self, shifts, ids):
        first = shifts.questions(BOOK)[0]
        shifts.answer(first, word("so", Verdict.CORRECTED, BINH, "7"), Evidence("bà Ún"))
        shifts.confirm(ids[0], [word("so", Verdict.CORRECTED, BINH, "8", key="new")])
        assert shifts.answered(BOOK) == []


@pytest.mark.parametrize(
    ("typed", "code"),
    [("17-3", "17-3"), (" 17 – 3 ", "17-3"), ("17.3", "17-3"), ("017/03", "17-3"), ("17 3", "17-3")],
)
def test_a_code_is_read_however_it_is_typed(typed, code):
    assert parsed(typed) == code


@pytest.mark.parametrize("typed", ["", "17", "a-3", "17-3-1", "17-", "-3", "9" * 13 + "-1"])
def test_what_is_no_code_is_none(typed):
    assert parsed(typed) is None


def test_a_note_reaches_the_next_shift(shifts, shared_book):
    shifts.leave_note(BOOK, MAI, "Trang 7 cần quét lại.")
    assert [(note.who, note.text) for note in shifts.notes(BOOK)] == [(MAI, "Trang 7 cần quét lại.")]
