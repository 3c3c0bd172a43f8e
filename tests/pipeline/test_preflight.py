"""What is listed before a package goes out is what the hand-over leaves out, also of other books of the store."""

from __future__ import annotations

import hashlib
import sys
from datetime import UTC, datetime
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from PIL import Image

from pipeline.cli import main
from pipeline.config import Config
from pipeline.desk import Desk
from pipeline.entries import Book, Decision, Entry, Ink, NewPage, Page, Reading, ReadPage, Verdict
from pipeline.errors import Exit, UsageError
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.packages import NOT_APPROVED
from pipeline.preflight import RULES
from pipeline.quality_control import QualityControl
from pipeline.receipts import Objection
from pipeline.rules import numbers
from pipeline.store.database import Database

PLACE = ("Tân Cương", "Đại Từ", "Thái Nguyên", 2018, "01")
TEXTS = {"so": "", "quyenSo": "01", "ngayDangKy": "12.05.2018"}
KINDS = {"partial_date": "12.05.1989", "sex": "Nữ", "date_words": ""}
WHEN = datetime(2026, 11, 26, tzinfo=UTC)


class Shop:
    """A store with drawn books; every cell of an entry is decided but those that are named None."""

    def __init__(self, home: Path) -> None:
        """Open the store below ``home``."""
        self.config = Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")
        self.store = Database.open(self.config)

    def book(self, name: str, *entries: dict[str, str | None], place=PLACE, form: str = "birth-2016") -> list[Entry]:
        """Add a book of pages with one entry each."""
        self.store.add_book(Book(name, form, *place))
        columns = loader.load(form).columns
        reading = Reading("12", 0.5, Ink.WRITTEN, Box(10, 10, 80, 20))
        for i, _ in enumerate(entries):
            picture = self.config.pictures / f"{name}-{i}.png"
            Image.new("RGB", (210, 297), (236, 226, 200)).save(picture)
            checksum = hashlib.sha256(f"{name}{i}".encode()).hexdigest()
            self.store.add_pages(name, [NewPage(f"{i}.png", checksum, 0, picture, picture)])
        for page in self.store.pages(name):
            read = ReadPage(form, ({column.name: reading for column in columns},), (), {}, 0.0, (210, 297))
            self.store.store_read(page.id, read, {})
        for entry, cells in zip(self.store.entries(name), entries, strict=True):
            for column in columns:
                usual = TEXTS.get(column.name, KINDS.get(column.kind, "Nùng"))
                text = {"so": str(entry.page.number), **cells}.get(column.name, usual)
                if text is not None:
                    verdict = Verdict.CORRECTED if text else Verdict.BLANK
                    key = f"{name} {entry.id} {column.name}"
                    self.store.decide(entry.id, Decision(column.name, verdict, text, "Lan", WHEN, key))
        return self.store.entries(name)

    def unread_page(self, name: str) -> Page:
        """Add a page that nobody has read."""
        picture = self.config.pictures / "x.png"
        Image.new("RGB", (210, 297)).save(picture)
        self.store.add_pages(name, [NewPage("x.png", "f" * 64, 0, picture, picture)])
        return self.store.pages(name)[-1]

    def listed(self, name: str) -> list[Objection]:
        """Return what the desk says before the hand-over."""
        return Desk(self.config, self.store).pre_flight(name)


@pytest.fixture
def shop(tmp_path: Path):
    (tmp_path / "home").mkdir()
    shop = Shop(tmp_path / "home")
    yield shop
    shop.store.close()


def marks(found):
    return [(one.check, one.blocks) for one in found]


def test_a_book_without_fault_has_nothing_against_it(shop: Shop) -> None:
    shop.book("A", {}, {})
    assert shop.listed("A") == []


def test_what_holds_entries_back_comes_first_and_is_what_the_hand_over_leaves(shop: Shop, tmp_path: Path) -> None:
    entries = shop.book("A", {}, {"so": "3"}, {"so": "4", "nksGioiTinh": "Nan"}, {"so": "6", "nksHoTen": None})
    found = shop.listed("A")
    assert [one.blocks for one in found] == sorted((one.blocks for one in found), reverse=True)
    receipt = Desk(shop.config, shop.store).hand_over("A", tmp_path / "out", "ministry")
    held = {one.entry_id for one in found if one.blocks}
    assert held == {left.entry_id for left in receipt.left_out} == {entries[2].id, entries[3].id}
    assert receipt.rows == 2


def test_what_nobody_has_approved_is_held_back_where_only_approved_entries_go_out(shop: Shop, tmp_path: Path) -> None:
    entries = shop.book("A", {}, {}, {"so": "x"})
    QualityControl(shop.store).approve(entries[0], "Vừ A Bình")
    desk, only = Desk(shop.config, shop.store), {"approved_only": True, "pdf_a": True}
    held = {one.entry_id: one.message for one in desk.pre_flight("A", only) if one.blocks}
    receipt = desk.hand_over("A", tmp_path / "out", "ministry", only)
    assert held == {left.entry_id: left.reason for left in receipt.left_out}
    assert (set(held), receipt.rows) == ({entries[1].id, entries[2].id}, 1)
    assert {one.entry_id for one in desk.pre_flight("A") if one.blocks} == {entries[2].id}


def test_gaps_of_numbers_are_pointed_out_and_hold_nothing_back(shop: Shop) -> None:
    shop.book("A", {}, {"so": "3"})
    (gap,) = shop.listed("A")
    assert (gap.check, gap.blocks, gap.column) == ("sequence", False, "so")
    assert "thiếu số 2" in gap.message


def test_a_page_that_gave_no_entry_is_pointed_out(shop: Shop) -> None:
    shop.book("A", {})
    shop.unread_page("A")
    (page,) = shop.listed("A")
    assert (page.check, page.entry_id, page.blocks, page.message) == ("page", 0, False, "trang chưa được đọc")


def test_a_number_that_another_book_of_the_same_volume_holds_stays_behind_in_both(shop: Shop) -> None:
    shop.book("A", {}, {})
    shop.book("B", {"so": "2"}, {"so": "3"})
    for name, other, page in (("A", "B", 1), ("B", "A", 2)):
        found = [one for one in shop.listed(name) if one.blocks]
        assert [(one.check, one.column) for one in found] == [("elsewhere", "so")]
        assert f"sổ «{other}», trang {page}" in found[0].message


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"place": ("Tân Cương", "Đại Từ", "Thái Nguyên", 2019, "01")}, "another year"),
        ({"place": ("Tân Cương", "Đại Từ", "Thái Nguyên", 2018, "02")}, "another volume"),
        ({"place": ("Tân Thái", "Đại Từ", "Thái Nguyên", 2018, "01")}, "another commune"),
        ({"place": ("", "", "", 0, "")}, "it does not say which volume it is"),
        ({"form": "marriage-2016"}, "another register"),
    ],
)
def test_another_book_that_may_hold_the_same_numbers(shop: Shop, other: dict[str, Any], why: str) -> None:
    shop.book("A", {})
    shop.book("B", {}, **other)
    assert shop.listed("A") == []


def test_a_number_nobody_has_said_in_the_other_book_holds_nothing_back(shop: Shop) -> None:
    shop.book("A", {})
    shop.book("B", {"so": None})
    assert marks(shop.listed("A")) == [("namesake", False)]


def test_a_book_of_which_nothing_is_read_says_what_to_do(shop: Shop) -> None:
    shop.store.add_book(Book("A", "auto"))
    with pytest.raises(UsageError, match="sohoa read"):
        shop.listed("A")


@pytest.mark.parametrize(
    ("cells", "code", "said"),
    [({}, Exit.DONE, "0 trường hợp sẽ để lại"), ({"so": "x"}, Exit.SOME_FAILED, "KHÔNG NHẬN: trang 1")],
)
def test_the_command_lists_everything_and_its_exit_code_says_whether_something_stays(
    shop: Shop,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    cells: dict[str, str | None],
    code: Exit,
    said: str,
) -> None:
    shop.book("A", cells)
    monkeypatch.setenv("SOHOA_HOME", str(shop.config.home))
    assert main(["pre-flight", "--book", "A"]) == code
    assert said in capsys.readouterr().out


def test_the_policy_for_dates_counts_before_the_hand_over_too(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.book("A", {"ngayDangKy": "2018"})
    monkeypatch.setenv("SOHOA_HOME", str(shop.config.home))
    assert main(["pre-flight", "--book", "A"]) == Exit.SOME_FAILED
    assert main(["pre-flight", "--book", "A", "--incomplete-dates", "zeros"]) == Exit.DONE
    assert capsys.readouterr().out.count("không đủ ngày, tháng, năm") == 1


def test_only_approved_entries_are_asked_for_by_the_command_too(
    shop: Shop, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.book("A", {})
    monkeypatch.setenv("SOHOA_HOME", str(shop.config.home))
    assert main(["pre-flight", "--book", "A"]) == Exit.DONE
    assert main(["pre-flight", "--book", "A", "--approved-only"]) == Exit.SOME_FAILED
    assert NOT_APPROVED in capsys.readouterr().out


def test_the_rules_it_asks_exist():
    assert numbers.__name__.rpartition(".")[2] in RULES


@pytest.mark.skipif(sys.platform == "win32", reason="a shell with head is needed")
def test_a_reader_that_has_seen_enough_ends_the_command_without_a_complaint(shop: Shop) -> None:
    many: list[dict[str, str | None]] = [{"nksGioiTinh": f"?{i}" * 10_000} for i in range(12)]
    shop.book("A", *many)
    program = f"{sys.executable} -m pipeline.cli pre-flight --book A | head -1"
    there = {"SOHOA_HOME": str(shop.config.home), "PATH": "/usr/bin:/bin"}
    done = run(["/bin/sh", "-c", program], env=there, capture_output=True, text=True, check=True)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")
