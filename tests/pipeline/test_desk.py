"""A clerk's verbs on a real store, with pages that were read beforehand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

import pytest

from pipeline.config import ROOT, Config
from pipeline.desk import Desk
from pipeline.entries import Book, Decision, Entry, PageState, Verdict
from pipeline.errors import BadForm, UsageError

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"
BOOK = Book("Khai sinh 2016", "auto", "Tân Cương", "Thái Nguyên", "Thái Nguyên", 2016, "01")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store with the sample book read."""
    home = tmp_path_factory.mktemp("office")
    desk = Desk.open(config(home))
    desk.take_in([SAMPLE], BOOK)
    assert desk.read(desk.to_read(), recogniser="blank", workers=2) == []
    desk.close()
    return home


def config(home: Path) -> Config:
    return Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")


@pytest.fixture
def desk(shelf: Path, tmp_path: Path):
    shutil.copytree(shelf, tmp_path / "office")
    desk = Desk.open(config(tmp_path / "office"))
    yield desk
    desk.close()


def said(entry: Entry, column: str, text: str, verdict: Verdict = Verdict.CORRECTED) -> Decision:
    moment = datetime(2026, 11, 24, 8, tzinfo=UTC)
    return Decision(column, verdict, text, "chị Hoa", moment, f"{entry.id} {column} {verdict} {text}")


def decide_all(desk: Desk, entry: Entry, **texts: str) -> None:
    columns = [column.name for column in desk.form_of(entry).columns]
    values = {"so": str(entry.page.number), "ngayDangKy": f"{10 + entry.page.number}.01.2016", **texts}
    desk.confirm(entry.id, [said(entry, column, values.get(column, "Nùng")) for column in columns])


def test_taking_in_twice_changes_nothing(desk: Desk) -> None:
    before = desk.shelf(BOOK.name)
    taken = desk.take_in([SAMPLE], BOOK)
    assert (taken.new, taken.known, taken.refused) == (0, 4, ())
    assert desk.shelf(BOOK.name) == before


def test_a_bad_file_is_listed_and_the_rest_goes_in(desk: Desk, tmp_path: Path) -> None:
    delivered = tmp_path / normalize("NFD", "giấy.jpg")  # as a Macintosh names it
    delivered.write_bytes(b"khong phai anh")
    taken = desk.take_in([delivered, SAMPLE / "001.jpg"], replace(BOOK, name="Sổ khác"))
    assert (taken.new, [one.name for one in taken.refused]) == (1, ["giấy.jpg"])


@pytest.mark.parametrize("source", ["khong-co", "giấy.jpg"])
def test_no_book_is_made_of_nothing(desk: Desk, tmp_path: Path, source: str) -> None:
    (tmp_path / "giấy.jpg").write_bytes(b"khong phai anh")
    taken = desk.take_in([tmp_path / source], replace(BOOK, name="Sổ gõ nhầm"))
    assert [one.name for one in taken.refused] == [source]
    assert [shelf.book.name for shelf in desk.books()] == [BOOK.name]


def test_a_slip_of_the_pen_names_no_package_and_can_be_corrected(desk: Desk) -> None:
    with pytest.raises(UsageError, match="«2016»"):
        desk.take_in([SAMPLE], replace(BOOK, year=2017))
    assert desk.correct(BOOK.name, {"year": 2017}).year == 2017
    assert desk.take_in([SAMPLE], replace(BOOK, year=2017)).known == 4


def test_a_form_that_does_not_exist_stops_before_anything_is_kept(desk: Desk) -> None:
    with pytest.raises(BadForm, match="birth-2016"):
        desk.take_in([SAMPLE], Book("Sổ khác", "birth-1789"))
    assert [shelf.book.name for shelf in desk.books()] == [BOOK.name]


def test_what_was_read_is_not_read_again_unless_asked_for(desk: Desk) -> None:
    assert desk.to_read() == []
    assert len(desk.to_read(again=True)) == 4


def test_the_next_entry_is_an_open_one_until_none_is_left(desk: Desk) -> None:
    seen = []
    while (entry := desk.next_doubtful(BOOK.name)) is not None:
        seen.append(entry.page.number)
        decide_all(desk, entry)
    assert sorted(seen) == [1, 2, 3, 4]
    assert desk.queue(BOOK.name) == []


def test_what_was_set_aside_comes_last(desk: Desk) -> None:
    first = desk.entries(BOOK.name)[0]
    columns = [column.name for column in desk.form_of(first).columns]
    desk.confirm(first.id, [said(first, column, "", Verdict.VERIFY_LATER) for column in columns])
    assert desk.queue(BOOK.name)[-1] == first.id


def test_a_skipped_entry_is_not_offered_again(desk: Desk) -> None:
    ids = desk.queue(BOOK.name)
    entry = desk.next_doubtful(BOOK.name, skip=ids[:-1])
    assert entry is not None
    assert entry.id == ids[-1]


def test_a_decision_on_a_column_the_form_does_not_have_is_refused(desk: Desk) -> None:
    entry = desk.entries(BOOK.name)[0]
    with pytest.raises(UsageError, match="không có cột"):
        desk.confirm(entry.id, [said(entry, "so", "1"), said(entry, "nktHoTen", "x")])
    assert desk.history(entry.id) == []


def test_an_answer_is_kept_composed(desk: Desk) -> None:
    entry = desk.entries(BOOK.name)[0]
    desk.confirm(entry.id, [said(entry, "nksHoTen", normalize("NFD", "Huệ"))])
    assert desk.entry(entry.id).decided("nksHoTen") == "Huệ"


def test_confirming_twice_answers_both_times_and_keeps_one(desk: Desk) -> None:
    entry = desk.entries(BOOK.name)[0]
    decision = said(entry, "so", "1")
    assert desk.confirm(entry.id, [decision]) == desk.confirm(entry.id, [decision]) == [decision.key]
    assert len(desk.history(entry.id)) == 1


def test_the_picture_of_a_cell_and_of_a_page_lie_at_their_addresses(desk: Desk) -> None:
    entry = desk.entries(BOOK.name)[0]
    for address in (desk.address(entry), desk.address(entry, "nksHoTen")):
        assert desk.picture(address).body[8:12] == b"WEBP"


@pytest.mark.parametrize(
    "address",
    ["", "../../etc/passwd", "1-page-000000000000.webp", "999-page-0123456789ab.webp", "1-0-0-0-0-0123456789ab.webp"],
)
def test_nothing_lies_at_an_address_nobody_made(desk: Desk, address: str) -> None:
    with pytest.raises(UsageError):
        desk.picture(address)


def test_only_what_was_decided_is_handed_over_and_the_rest_is_named(desk: Desk, tmp_path: Path) -> None:
    first = desk.entries(BOOK.name)[0]
    decide_all(desk, first)
    receipt = desk.hand_over(BOOK.name, tmp_path / "gói", "json")
    assert receipt.rows == 1
    assert len(receipt.left_out) == 3
    assert all(left.reason for left in receipt.left_out)


def test_a_page_that_could_not_be_read_is_named_in_the_receipt(desk: Desk, tmp_path: Path) -> None:
    table = ROOT / "scans" / "samples" / "KS-1980-birth-table" / "001.jpg"
    book = replace(BOOK, name="Sổ lẫn", form="birth-2016")
    desk.take_in([SAMPLE / "001.jpg", table], book)
    failed = desk.read(desk.to_read("Sổ lẫn"), recogniser="blank", workers=1)
    assert [(page.number, page.state) for page in failed] == [(2, PageState.FAILED)]
    assert [page.reason for page in desk.failed("Sổ lẫn")] == [failed[0].reason]
    assert any("trang 2" in left.where for left in desk.hand_over("Sổ lẫn", tmp_path / "gói", "csv").left_out)


def test_the_rules_look_at_decisions_and_proposals_alike(desk: Desk) -> None:
    for entry in desk.entries(BOOK.name):
        decide_all(desk, entry, so="7", quyenSo="01/2016")
    assert any(finding.rule == "numbers" for finding in desk.check(BOOK.name))


@pytest.mark.parametrize("ask", ["entries", "check", "shelf", "queue"])
def test_a_book_that_does_not_exist_is_a_wrong_name(desk: Desk, ask: str) -> None:
    with pytest.raises(UsageError, match="Không có sổ"):
        getattr(desk, ask)("Khai sinh 1066")


def test_an_unknown_kind_of_hand_over_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ministry"):
        desk.hand_over(BOOK.name, tmp_path, "fax")
