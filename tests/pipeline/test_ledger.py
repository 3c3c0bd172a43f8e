"""Whole books on a real store, as a clerk asks for them at the desk and on the command line."""

from __future__ import annotations

import csv
import json
import tracemalloc
from datetime import UTC, datetime

import pytest
from office import COLUMNS, ROWS, add_book  # type: ignore[import-not-found]  # the office of the screens: a store with one book

from pipeline import cli, matching
from pipeline.config import Config
from pipeline.desk import Desk
from pipeline.differences import Difference
from pipeline.entries import Decision, Severity, Verdict
from pipeline.errors import Exit, UsageError
from pipeline.forms import loader
from pipeline.ledger import Ledger
from pipeline.returned import Answer

NAME = "Khai sinh 1989"
LIST = """Số,Họ và tên,Ngày sinh,Giới tính,Họ tên mẹ,Nghề
7,NÔNG VĂN TÀI,20.05.1989,Nam,Hoàng Thị Sen,học
8,Lường Thị Hóa,01/01/1989,Nữ,Cà Thị Ún,
,Sùng Thị Mỷ,1990,Nữ,=HYPERLINK("x"),
"""
REPORT = "Số,Quyển số,Trạng thái,Nội dung lỗi\n07,01/1989,Thành công,\n08,01/1989,Lỗi,Ngày sinh không hợp lệ\n"


@pytest.fixture
def config(tmp_path, monkeypatch):
    home = tmp_path / "kho"
    config = Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")
    home.mkdir()
    add_book(config, NAME)
    monkeypatch.setenv("SOHOA_HOME", str(home))
    (tmp_path / "ds.csv").write_text(LIST, encoding="utf-8")
    (tmp_path / "bao-cao.csv").write_text(REPORT, encoding="utf-8")
    return config


@pytest.fixture
def ledger(config):
    ledger = Ledger.open(config)
    yield ledger
    ledger.close()


def decide(config, *rows: int) -> None:
    desk = Desk.open(config)
    entries = desk.entries(NAME)
    for row in rows:
        said = [
            Decision(column, Verdict.CORRECTED, text, "chị Hoa", datetime.now(UTC), f"{row} {column}")
            for column, text in zip(COLUMNS, ROWS[row], strict=True)
        ]
        desk.confirm(entries[row].id, said)
    desk.close()


def test_a_list_is_compared_cell_by_cell_and_nothing_in_the_book_changes(ledger, config, tmp_path):
    decide(config, 0, 1)
    desk = Desk.open(config)
    before = desk.entries(NAME)
    found = ledger.match([NAME], tmp_path / "ds.csv", {})
    said = {(pair.entry.best("so"), cell.column): cell.kind for pair in found.pairs for cell in pair.cells}
    assert said == {
        ("07", "nksNgaySinh"): Difference.DIGITS,
        ("07", "nksHoTen"): Difference.CASE,
        ("08", "nksHoTen"): Difference.TONE,
        ("08", "nksNgaySinh"): Difference.PRECISION,
    }
    assert [entry.best("so") for entry in found.only_here] == ["09"]
    assert [str(row) for row in found.only_there] == ['Sùng Thị Mỷ; Nữ; 1990; =HYPERLINK("x")']
    assert found.ignored == ("Nghề",)
    assert desk.entries(NAME) == before
    desk.close()


def test_what_nobody_has_decided_is_said_more_softly(ledger, config, tmp_path):
    decide(config, 0)
    findings = matching.findings(ledger.match([NAME], tmp_path / "ds.csv", {}))
    firm = {finding.columns[0]: finding.severity for finding in findings if not finding.proposed}
    soft = [finding for finding in findings if finding.proposed]
    assert firm == {"nksNgaySinh": Severity.WARNING, "nksHoTen": Severity.NOTE}
    assert {finding.severity for finding in soft} == {Severity.NOTE}
    assert all("chưa ai đối chiếu" in finding.message for finding in soft)


def test_the_same_list_read_back_says_that_all_is_the_same(ledger, config, tmp_path):
    decide(config, 0, 1, 2)
    with (tmp_path / "same.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *ROWS])
    found = ledger.match([NAME], tmp_path / "same.csv", {})
    assert (len(found.pairs), found.same, found.counts()) == (3, 3, {})


def test_a_row_with_more_cells_than_headings_is_left_out_and_named(ledger, tmp_path):
    (tmp_path / "lech.csv").write_text("Số,Họ tên\n7,Nông Văn Tài\n8,Lường, Thị Hoa\n", encoding="utf-8")
    assert ledger.match([NAME], tmp_path / "lech.csv", {}).ragged == (3,)


def test_a_list_of_a_million_rows_fits_into_the_memory_of_an_office_pc(tmp_path):
    forms = {"birth-2016": loader.load("birth-2016")}
    with (tmp_path / "dai.csv").open("w", encoding="utf-8") as file:
        file.write("Họ tên,Ngày sinh,Giới tính,Dân tộc,Quê quán,Họ tên mẹ,Họ tên cha\n")
        file.writelines(
            f"Nông Văn Tài {n},{1 + n % 28:02}.{1 + n % 12:02}.{1980 + n % 40},Nam,Tày,Xã {n % 300},Hoàng Thị {n},Nông Văn {n}\n"
            for n in range(20_000)
        )
    tracemalloc.start()
    listed = matching.read(tmp_path / "dai.csv", forms, {})
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(listed.rows) == 20_000
    assert peak / 20_000 < 800  # bytes a row: 1,200,000 rows stay below 1 GB


def test_a_list_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(matching, "MOST_ROWS", 2)
    (tmp_path / "dai.csv").write_text("Họ tên\nA B\nC D\nE G\n", encoding="utf-8")
    with pytest.raises(UsageError, match="chia danh sách"):
        matching.read(tmp_path / "dai.csv", {"birth-2016": loader.load("birth-2016")}, {})


def test_books_of_two_kinds_are_not_compared_with_one_list(ledger, config, tmp_path):
    (tmp_path / "trống.csv").write_text("Họ tên\n", encoding="utf-8")
    with pytest.raises(UsageError, match="không có dòng nào"):
        ledger.match([NAME], tmp_path / "trống.csv", {})
    with pytest.raises(UsageError, match="Không có sổ"):
        ledger.match(["Khai tử"], tmp_path / "ds.csv", {})


def test_a_report_answers_entries_until_a_person_looks_again(ledger, config, tmp_path):
    decide(config, 0, 1, 2)
    _, new = ledger.load_report(NAME, tmp_path / "bao-cao.csv", {}, "anh Páo")
    again = ledger.load_report(NAME, tmp_path / "bao-cao.csv", {}, "chị Hoa")
    assert (new, again[1], len(ledger.reports(NAME))) == (True, False, 1)
    assert [case.answer for case in ledger.returned(NAME).cases] == [
        Answer.ACCEPTED,
        Answer.REJECTED,
        Answer.UNANSWERED,
    ]
    desk = Desk.open(config)
    looked = Decision("nksNgaySinh", Verdict.CORRECTED, "02.01.1989", "chị Hoa", datetime.now(UTC), "again")
    desk.confirm(desk.entries(NAME)[1].id, [looked])
    desk.close()
    assert ledger.returned(NAME).cases[1].answer is Answer.CHANGED


def test_nobody_loads_a_report_without_a_name(ledger, tmp_path):
    with pytest.raises(UsageError, match="họ tên"):
        ledger.load_report(NAME, tmp_path / "bao-cao.csv", {}, " ")


def sohoa(*words: object) -> int:
    return cli.main([str(word) for word in words])


@pytest.mark.usefixtures("config")
def test_the_commands_print_what_differs_and_write_it_whole(tmp_path, capsys):
    out, table = tmp_path / "kq.json", tmp_path / "kq.csv"
    assert sohoa("match", "--against", tmp_path / "ds.csv", "--json", out, "--csv", table) == Exit.DONE
    printed = capsys.readouterr().out
    assert "CHỈ CÓ TRONG DANH SÁCH: dòng 4" in printed
    assert "không có gì bị sửa" in printed
    told = json.loads(out.read_text(encoding="utf-8"))
    assert [row["line"] for row in told["only_there"]] == [4]
    rows = list(csv.reader(table.read_text(encoding="utf-8-sig").splitlines()))
    assert [cell for row in rows for cell in row if cell.startswith("=")] == []


@pytest.mark.usefixtures("config")
def test_a_mapping_file_goes_before_the_guess(tmp_path, capsys):
    (tmp_path / "m.toml").write_text('nksHoTen = "Nghề"', encoding="utf-8")
    assert (
        sohoa("match", "--book", NAME, "--against", tmp_path / "ds.csv", "--columns", tmp_path / "m.toml") == Exit.DONE
    )
    assert "Họ tên người được khai sinh ← «Nghề»" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("match", "--against", "khong-co.csv"), Exit.USAGE, "khong-co.csv"),
        (("match", "--against", "x.csv", "--json", "/khong/co/kq.json"), Exit.TARGET, "kq.json"),
        (("book", "--book", NAME, "--closing-total", "0"), Exit.USAGE, "khóa sổ"),
        (("book", "--book", NAME, "--closing-pages", "3"), Exit.USAGE, "--closing-total"),
        (("import-report", "--book", NAME, "khong-co.csv"), Exit.USAGE, "khong-co.csv"),
    ],
)
def test_a_failure_is_one_sentence(config, capsys, words, code, says):
    assert sohoa(*words) == code
    assert says in capsys.readouterr().err


@pytest.mark.usefixtures("config")
def test_a_book_is_closed_and_its_coverage_told(tmp_path, capsys):
    assert sohoa("book", "--book", NAME, "--closing-total", 3, "--closing-pages", 2, "--who", "chị Hoa") == Exit.DONE
    assert "3 trường hợp, 2 trang, do chị Hoa chép" in capsys.readouterr().out
    assert sohoa("import-report", "--book", NAME, tmp_path / "bao-cao.csv") == Exit.DONE
    assert "bị trả lại: Ngày sinh không hợp lệ" in capsys.readouterr().out
    assert sohoa("coverage", "--json", tmp_path / "c.json") == Exit.DONE
    assert "0/1 sổ đã xong" in capsys.readouterr().out
    (book,) = json.loads((tmp_path / "c.json").read_text(encoding="utf-8"))["books"]
    assert book["closing"]["who"] == "chị Hoa"
    assert {lack["what"]: lack["count"] for lack in book["lacks"]} == {
        "pages": 1,
        "numbers": 6,
        "cells": 27,
        "rejected": 1,
    }
