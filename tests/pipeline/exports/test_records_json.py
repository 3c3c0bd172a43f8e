"""The book with its provenance; every package written is checked by the schema in docs/schemas."""

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.entries import Verdict
from pipeline.exports.records_json import RecordsJson
from pipeline.receipts import LeftOut

SCHEMA = json.loads(
    (Path(__file__).parents[3] / "docs" / "schemas" / "records.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)


@pytest.fixture(autouse=True)
def every_package_is_as_the_schema_says(tmp_path):
    """Check whatever a test has written."""
    yield
    for path in tmp_path.rglob("*.json"):
        VALIDATOR.validate(json.loads(path.read_text(encoding="utf-8")))


def written(shelf, entries, folder):
    (path,) = RecordsJson().write(shelf.package(entries), folder).files
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book.pop("left_out"),
        lambda book: book.update(machine="x"),
        lambda book: book.update(register="GH"),
        lambda book: book.update(entries=[]),
    ],
)
def test_what_a_package_never_is_the_schema_refuses(shelf, tmp_path, change):
    book = written(shelf, [shelf.entry("12")], tmp_path)
    change(book)
    assert not VALIDATOR.is_valid(book)


@pytest.mark.parametrize(
    "change",
    [
        lambda field: field.pop("who"),
        lambda field: field.update(who=""),
        lambda field: field.update(confidence=0.9),  # a machine's share has no place here
        lambda field: field.update(value=None),  # a decided text is a text
        lambda field: field.update(value=" "),
        lambda field: field.update(verdict="verify_later"),  # still open: does not go out
        lambda field: field.update(state="blank"),  # contradicts the verdict
        lambda field: field.update(verdict="blank", state="blank"),  # with a text
        lambda field: field.update(verdict="illegible", state="unreadable", value=""),  # blank is not unread
        lambda field: field.update(verdict="torn", state="unreadable", value=None),
        lambda field: field.update(when="2026-11-24T08:30:00+07:00"),
        lambda field: field.update(when="yesterday"),
        lambda field: field.update(box=[1, 2, 3]),
        lambda field: field.update(box=[1, 2, 0, 4]),
    ],
)
def test_what_a_cell_never_is_the_schema_refuses(shelf, tmp_path, change):
    book = written(shelf, [shelf.entry("12")], tmp_path)
    change(book["entries"][0]["fields"]["nksHoTen"])
    assert not VALIDATOR.is_valid(book)


def test_a_value_carries_who_decided_it_when_and_over_which_proposal(shelf, tmp_path):
    field = written(shelf, [shelf.entry("12")], tmp_path)["entries"][0]["fields"]["nksHoTen"]
    assert field == {
        "value": "Nông Thị Huệ",
        "state": "written",
        "verdict": "corrected",
        "who": "Chị Lan",
        "when": "2026-11-24T08:30:00+00:00",
        "proposal": "máy đọc",
        "box": [10, 20, 300, 40],
    }


@pytest.mark.parametrize(
    ("when", "why"),
    [
        (datetime(2026, 11, 24, 15, 30, tzinfo=timezone(timedelta(hours=7))), "the office's own clock"),
        (datetime(2026, 11, 24, 8, 30), "no zone is UTC"),  # noqa: DTZ001
    ],
)
def test_moments_are_utc(shelf, tmp_path, when, why):
    entry = shelf.entry("12")
    entry = replace(entry, decisions={name: replace(d, when=when) for name, d in entry.decisions.items()})
    assert written(shelf, [entry], tmp_path)["entries"][0]["fields"]["so"]["when"] == "2026-11-24T08:30:00+00:00"


@pytest.mark.parametrize(
    ("verdict", "value", "state", "listed"),
    [
        (Verdict.ILLEGIBLE, None, "unreadable", True),
        (Verdict.TORN, None, "torn", True),
        (Verdict.BLANK, "", "blank", False),
    ],
)
def test_a_cell_without_text_says_why(shelf, tmp_path, unread, verdict, value, state, listed):
    entry = unread(shelf.entry("12"), "meNgaySinh", verdict)
    receipt = RecordsJson().write(shelf.package([entry]), tmp_path)
    field = json.loads(receipt.files[0].read_text(encoding="utf-8"))["entries"][0]["fields"]["meNgaySinh"]
    assert (field["value"], field["state"], field["verdict"]) == (value, state, verdict)
    assert [cell.column for cell in receipt.unread] == (["meNgaySinh"] if listed else [])


def test_an_entry_names_its_form_and_has_the_cells_of_that_form_only(shelf, tmp_path, edition):
    older = edition(so="number", chaHoTen="person_name")
    old = replace(shelf.entry("13", page=2, chaHoTen="Nông Văn Lý"), form=older.name)
    (path,) = RecordsJson().write(shelf.package([shelf.entry("12"), old], older), tmp_path).files
    book = json.loads(path.read_text(encoding="utf-8"))
    assert (path.name, book["forms"]) == ("Khaisinh2018.KS.json", ["other", "small"])
    assert [(one["form"], "chaHoTen" in one["fields"]) for one in book["entries"]] == [
        ("small", False),
        ("other", True),
    ]


def test_a_blank_cell_is_told_from_one_the_machine_did_not_see(shelf, tmp_path):
    field = written(shelf, [shelf.entry("12", meNgaySinh="")], tmp_path)["entries"][0]["fields"]["meNgaySinh"]
    assert (field["value"], field["verdict"], field["box"]) == ("", "blank", None)


def test_an_entry_names_its_page_and_the_checksum_of_its_file(shelf, tmp_path):
    entry = written(shelf, [shelf.entry("12", page=3, order=2)], tmp_path)["entries"][0]
    assert (entry["page"], entry["order"]) == ({"number": 3, "source": "3.jpg", "sha256": "ab" * 32}, 2)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("=1+1", "no spreadsheet reads this"),
        ("12/5/1989", "as the clerk wrote it"),
        ("Nguyễn Đỗ “Út”", "letters as they are"),
    ],
)
def test_values_stay_as_they_are(shelf, tmp_path, value, why):
    assert (
        written(shelf, [shelf.entry("12", nksHoTen=value)], tmp_path)["entries"][0]["fields"]["nksHoTen"]["value"]
        == value
    )


def test_what_is_left_out_stands_inside_too(shelf, tmp_path, undecided):
    back = undecided(shelf.entry("13", page=2), "nksHoTen")
    book = written(shelf, [shelf.entry("12"), back], tmp_path)
    assert [(left["entry_id"], left["where"]) for left in book["left_out"]] == [
        (back.id, "trang 2, trường hợp 1, số 13")
    ]
    assert len(book["entries"]) == 1


def test_a_page_without_any_case_is_listed_inside(shelf, tmp_path):
    lost = LeftOut(0, "trang 9 (9.jpg)", "Ảnh bị hỏng.")
    (path,) = RecordsJson().write(shelf.package([shelf.entry("12")], pages_left=[lost]), tmp_path).files
    assert json.loads(path.read_text(encoding="utf-8"))["left_out"] == [asdict(lost)]


def test_with_nothing_decided_no_file_is_written(shelf, tmp_path, waiting):
    receipt = RecordsJson().write(shelf.package([waiting(shelf.entry("12"), "so")]), tmp_path / "out")
    assert (list(receipt.files), (tmp_path / "out").exists()) == ([], False)
