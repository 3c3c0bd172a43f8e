"""What is struck out is never sure, and stays so when the book is weighed, again and again."""

from pipeline.entries import SURE, Candidate, Crossed, Ink, Reading, ReadPage
from pipeline.geometry import Box
from pipeline.strike_outs import MOST, crossed, struck
from pipeline.weighing import weighed

READ = Reading("Nam", 0.99, Ink.WRITTEN, Box(0, 0, 9, 9), (Candidate("Năm", 0.01),), ("hợp với tên",))


def test_a_struck_out_reading_keeps_its_text_says_so_first_and_is_not_sure():
    after = struck(READ, Crossed.ROW)
    assert (after.text, after.confidence, after.reasons) == ("Nam", MOST, ("dòng này bị gạch", "hợp với tên"))
    assert after.read == (Candidate("Nam", 0.99), Candidate("Năm", 0.01))
    assert struck(after, Crossed.ROW) == after
    assert MOST < SURE


def test_what_is_not_struck_out_stays_as_it_is():
    assert struck(READ, None) is READ
    assert crossed(READ) is None


def test_a_blank_cell_of_a_struck_out_row_stays_blank():
    after = struck(Reading("", 0.0, Ink.BLANK, READ.box, reasons=("ô trống",)), Crossed.ROW)
    assert (after.ink, after.text, after.read) == (Ink.BLANK, "", ())


def test_weighing_does_not_make_a_struck_out_row_sure():
    rows = [{"nksGioiTinh": READ, "nksHoTen": Reading("Lý Văn Ngân", 0.97, Ink.WRITTEN, READ.box)} for _ in range(6)]
    rows[3] = {name: struck(reading, Crossed.ROW) for name, reading in rows[3].items()}
    page = ReadPage("birth-table", tuple(rows), (), {}, 0.0, (100, 100))
    once = weighed([page])
    twice = weighed(once)
    for after in (once, twice):
        assert max(reading.confidence for reading in after[0].entries[3].values()) <= MOST
        assert {crossed(reading) for reading in after[0].entries[3].values()} == {Crossed.ROW}
        assert after[0].entries[2]["nksGioiTinh"].confidence > SURE
