"""A case that is struck out is noted, decided or not; a note about anything else is none of this rule's."""

from dataclasses import replace

from pipeline import findings
from pipeline.entries import Crossed, Ink, Reading, Severity
from pipeline.geometry import Box
from pipeline.rules.crossed_out import CrossedOut
from pipeline.strike_outs import struck

BOX = Box(0, 0, 9, 9)


def seen(entry, **how):
    readings = {name: struck(Reading("chữ", 0.9, Ink.WRITTEN, BOX), one) for name, one in how.items()}
    return [replace(entry, readings=readings)]


def test_a_struck_out_row_is_noted_once_with_its_number(book, case):
    (entry,) = case("birth-table", nksHoTen="Lý Ngân")
    found = CrossedOut()(book(), seen(entry, so=Crossed.ROW, nksHoTen=Crossed.ROW))
    assert [(one.severity, one.entry_ids, one.columns) for one in found] == [
        (Severity.NOTE, (entry.id,), ("so", "nksHoTen"))
    ]
    assert found[0].message.startswith("Số 12 (trang 1): dòng này bị gạch trong sổ.")


def test_a_struck_out_cell_is_named_by_what_the_clerk_calls_it(book, case):
    (entry,) = case("birth-table")
    (found,) = CrossedOut()(book(), seen(entry, so=None, nksHoTen=Crossed.CELL))
    assert "«Họ tên người được khai sinh» có chữ bị gạch" in found.message


def test_the_note_stays_and_does_not_speak_of_proposals_when_every_cell_is_decided(book, case):
    (entry,) = case("birth-table", nksHoTen="Lý Ngân")
    (found,) = [one for one in findings.of_book(book(), seen(entry, nksHoTen=Crossed.ROW)) if one.rule == "crossed_out"]
    assert not found.proposed
    assert findings.PROPOSED not in found.message


def test_the_note_on_an_undecided_case_says_that_nobody_has_looked(book, case):
    (entry,) = case("birth-table")
    (found,) = [one for one in findings.of_book(book(), seen(entry, nksHoTen=Crossed.ROW)) if one.rule == "crossed_out"]
    assert found.proposed


def test_a_case_with_other_reasons_or_without_readings_is_not_noted(book, case):
    (entry,) = case("birth-table")
    other = {"so": Reading("12", 0.9, Ink.WRITTEN, BOX, reasons=("hợp với tên",))}
    assert CrossedOut()(book(), [entry, replace(entry, readings=other)]) == []
