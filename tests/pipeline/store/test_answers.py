"""Answers from outside on real databases: the word and what it stands on are kept together or not at all."""

from datetime import UTC, datetime

import pytest

from pipeline.entries import Decision, Verdict
from pipeline.errors import StoreError, UsageError
from pipeline.store.answers import LONGEST_NOTE, Answers
from pipeline.store.deciding import Overtaken
from pipeline.teamwork import Evidence
from tests.pipeline.shared_book import BOOK

MAI, BINH = "Lò Thị Mai", "Vừ A Bình"
NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)
MOTHER = Evidence("bà Cà Thị Ún, mẹ", "giấy khai sinh bản chính", "25.11.2026", "đọc từng chữ")


@pytest.fixture
def answers(shared_book):
    return Answers(shared_book.engine)


@pytest.fixture
def first(shared_book):
    entry_id = shared_book.entries(BOOK)[0].id
    shared_book.decide(entry_id, Decision("so", Verdict.VERIFY_LATER, "", MAI, NOW, "asked"))
    return entry_id


def word(text, key="answer", verdict=Verdict.CORRECTED):
    return Decision("so", verdict, text, BINH, NOW, key)


def test_an_answer_settles_the_cell_and_keeps_what_it_stands_on(answers, first, shared_book):
    assert answers.answer(first, word("7"), MOTHER, to="asked")
    assert shared_book.entry(first).decided("so") == "7"
    assert answers.evidence(BOOK) == {"answer": MOTHER}


def test_an_answer_that_is_sent_twice_counts_once(answers, first, shared_book):
    assert answers.answer(first, word("7"), MOTHER, to="asked")
    assert not answers.answer(first, word("7"), MOTHER, to="asked")
    assert len(shared_book.history(first)) == 2


def test_a_cell_that_was_answered_meanwhile_keeps_that_answer(answers, first, shared_book):
    answers.answer(first, word("7"), MOTHER, to="asked")
    with pytest.raises(Overtaken, match="Vừ A Bình đã trả lời"):
        answers.answer(first, word("8", "other"), MOTHER, to="asked")
    assert shared_book.entry(first).decided("so") == "7"


@pytest.mark.parametrize("verdict", [Verdict.VERIFY_LATER, Verdict.ASK_SUPERIOR])
def test_an_answer_that_leaves_the_cell_open_is_none(answers, first, verdict):
    with pytest.raises(UsageError, match="còn để ngỏ"):
        answers.answer(first, word("", verdict=verdict), MOTHER, to="asked")


@pytest.mark.parametrize("verdict", [Verdict.BLANK, Verdict.ILLEGIBLE, Verdict.TORN])
def test_that_nothing_can_be_found_out_is_an_answer_too(answers, first, shared_book, verdict):
    assert answers.answer(first, word("", verdict=verdict), MOTHER, to="asked")
    assert shared_book.entry(first).decided("so") == ""


@pytest.mark.parametrize("evidence", [{}, {"text": "nghe nói thế"}, {"asked": "  ", "seen_on": "25.11.2026"}])
def test_evidence_names_a_person_or_a_document(evidence):
    with pytest.raises(UsageError, match="chưa có căn cứ"):
        Evidence(**evidence)


def test_a_full_disk_keeps_neither_the_answer_nor_its_evidence(answers, first, shared_book):
    if shared_book.engine.dialect.name != "sqlite":
        pytest.skip("the size of a database is limited in SQLite only")
    with shared_book.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match="đã đầy"):
        answers.answer(first, word("7"), Evidence("bà Ún", text="x" * 60_000), to="asked")
    assert shared_book.entry(first).decided("so") is None
    assert answers.evidence(BOOK) == {}


@pytest.mark.parametrize("table", ["evidence", "notes"])
def test_not_even_another_program_changes_them(answers, first, shared_book, table):
    answers.answer(first, word("7"), MOTHER, to="asked")
    answers.leave_note(BOOK, MAI, "Trang 7 cần quét lại.")
    for order in (f"UPDATE {table} SET text = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(Exception, match="only ever added"), shared_book.engine.begin() as connection:
            connection.exec_driver_sql(order)


def test_notes_come_back_the_newest_first_line_by_line(answers, shared_book):
    answers.leave_note(BOOK, MAI, "Trang 7 cần quét lại.\n\nHết mực.")
    answers.leave_note(BOOK, BINH, " Đã quét lại  trang 7. ")
    assert [(note.who, note.text) for note in answers.notes(BOOK, 5)] == [
        (BINH, "Đã quét lại trang 7."),
        (MAI, "Trang 7 cần quét lại.\n\nHết mực."),
    ]
    assert len(answers.notes(BOOK, 1)) == 1


@pytest.mark.parametrize(("text", "why"), [(" \n ", "đang trống"), ("x" * (LONGEST_NOTE + 1), "ghi gọn hơn")])
def test_a_note_that_says_nothing_or_too_much_is_refused(answers, shared_book, text, why):
    with pytest.raises(UsageError, match=why):
        answers.leave_note(BOOK, MAI, text)
    assert answers.notes(BOOK, 1) == []


def test_a_note_on_a_book_that_is_not_there_is_refused(answers):
    with pytest.raises(UsageError, match="Không có sổ"):
        answers.leave_note("Sổ không có", MAI, "Chào")
