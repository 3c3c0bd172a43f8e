"""The screens about whole books: a list is matched, a report is loaded, what is missing is seen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from fake_desk import FakeDoor
from office import CLERK, COLUMNS, ROWS, Office, add_book
from playwright.sync_api import Page, expect
from streamlit.testing.v1 import AppTest

from pipeline.config import Config
from pipeline.desk import Desk
from pipeline.entries import Decision, Verdict
from pipeline.ledger import Ledger
from ui import words, words_match

UI = Path(words.__file__).parent
NAME = "Khai sinh 1989"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    config = Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")
    add_book(config, NAME)
    return config


def decide(config: Config, *rows: int) -> None:
    desk = Desk.open(config)
    entries = desk.entries(desk.books()[0].book.name)
    for row in rows:
        said = [
            Decision(column, Verdict.CORRECTED, text, CLERK, datetime.now(UTC), f"{row} {column}")
            for column, text in zip(COLUMNS, ROWS[row], strict=True)
        ]
        desk.confirm(entries[row].id, said)
    desk.close()


def screen(config: Config, name: str) -> AppTest:
    shown = AppTest.from_file(str(UI / "screens" / f"{name}.py"), default_timeout=60)
    shown.session_state["desk"] = Desk.open(config)
    shown.session_state["ledger"] = Ledger.open(config)
    shown.session_state["door"] = FakeDoor()
    shown.query_params["book"] = NAME
    return shown.run()


def uploaded(shown: AppTest, key: str, button: str, name: str, text: str) -> AppTest:
    shown.file_uploader(key=key).upload(name, text.encode(), "text/csv")
    return shown.button(key=button).click().run()


def test_a_list_is_matched_on_the_screen(config: Config) -> None:
    decide(config, 0)
    text = "Số,Họ tên,Ngày sinh\n7,Nông Văn Tại,02.05.1989\n,Sùng Thị Mỷ,1990\n"
    shown = uploaded(screen(config, "match"), "match_list", "do_match", "ds.csv", text)
    assert not shown.exception
    assert [metric.value for metric in shown.metric] == ["1", "0", "2", "1"]
    (table, *_) = shown.dataframe
    assert table.value[words_match.LIST_COLUMN].tolist() == ["Nông Văn Tại"]


def test_a_list_that_is_not_clear_asks_in_one_sentence(config: Config) -> None:
    shown = uploaded(screen(config, "match"), "match_list", "do_match", "ds.csv", "1;Tài\n2;Mỷ\n")
    assert "A «1», B «Tài»" in str(shown.exception[0].value)  # ``frame.troubles`` around every screen says it


def test_a_report_is_loaded_on_the_screen_and_says_what_is_left(config: Config) -> None:
    decide(config, 0, 1)
    text = "Số,Trạng thái,Lý do\n07,Thành công,\n08,Lỗi,Sai ngày sinh\n99,Lỗi,Trùng\n"
    shown = uploaded(screen(config, "returned"), "report", "do_load", "bao-cao.csv", text)
    assert not shown.exception
    assert shown.dataframe[0].value[words_match.WHY].tolist() == ["Sai ngày sinh", ""]
    assert "99" in str(shown.table[0].value)
    again = uploaded(shown, "report", "do_load", "bao-cao.csv", text)
    assert words_match.KNOWN_REPORT in again.info[0].value


def test_a_closing_total_is_copied_on_the_screen(config: Config) -> None:
    shown = screen(config, "coverage")
    assert "0/1" in shown.subheader[0].value
    shown.number_input(key="closing_cases").set_value(3)
    shown.button(key="keep_closing").click().run()
    assert not shown.exception
    assert shown.dataframe[0].value[words_match.ENTRIES].tolist() == ["3/3"]
    assert CLERK in "\n".join(element.value for element in shown.markdown)


@pytest.mark.parametrize("name", ["match", "coverage", "returned"])
def test_without_a_book_every_screen_says_how_to_begin(tmp_path: Path, name: str) -> None:
    config = Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")
    assert screen(config, name).info[0].value == words.NO_BOOKS


def test_a_case_that_differs_is_opened_from_the_table(office: Office, page: Page, tmp_path: Path) -> None:
    book = office.new_book()
    (tmp_path / "ds.csv").write_text("Số,Họ tên,Ngày sinh\n08,Lường Thị Hóa,1989\n", encoding="utf-8")
    office.let_in(page)
    page.goto(f"{office.address}/match?book={book}")
    files = page.locator("input[type=file]").first
    expect(files).to_be_attached(timeout=60_000)
    files.set_input_files(tmp_path / "ds.csv")
    page.get_by_role("button", name=words_match.DO_MATCH, exact=True).click()
    table = page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible(timeout=60_000)
    table.click(position={"x": 20, "y": 58})
    page.get_by_role("button", name=words_match.OPEN_PICKED).first.click()
    expect(page.locator(".desk .where")).to_contain_text("trường hợp 2")
