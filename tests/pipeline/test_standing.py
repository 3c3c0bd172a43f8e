"""How the whole work stands, counted on a real store."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.config import Config
from pipeline.entries import Book, Decision, Ink, NewPage, Reading, ReadPage, Verdict
from pipeline.errors import UsageError
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.progress_workbook import TABLE, written
from pipeline.standing import Block, Overview, Plan, Row
from pipeline.store.database import Database

COLUMNS = [column.name for column in loader.load("birth-table").columns]
NOON = datetime(2026, 11, 25, 5, tzinfo=UTC)


@dataclass
class Room:
    """A store with books, and the overview of it."""

    config: Config
    store: Database
    overview: Overview
    keys: list[str] = field(default_factory=list)

    def add(self, book: Book, entries: int) -> None:
        """Put a book with one read page of empty cases into the store."""
        self.store.add_book(book)
        picture = self.config.pictures / "1.jpg"
        self.store.add_pages(book.name, [NewPage("1.jpg", sha256(book.name.encode()).hexdigest(), 0, picture, picture)])
        reading = Reading("1", 0.9, Ink.WRITTEN, Box(1, 1, 9, 9))
        read = ReadPage("birth-table", tuple({"so": reading} for _ in range(entries)), (), {}, 1.0, (800, 600))
        self.store.store_read(self.store.pages(book.name)[-1].id, read, {})

    def say(self, book: str, place: int, verdicts: list[Verdict], who: str = "Mai", when: datetime = NOON) -> None:
        """Answer the first cells of a case."""
        entry = self.store.entries(book)[place]
        for column, verdict in zip(COLUMNS, verdicts, strict=False):
            self.keys.append(f"k{len(self.keys)}")
            text = "1" if verdict is Verdict.CONFIRMED else ""
            self.store.decide(entry.id, Decision(column, verdict, text, who, when, self.keys[-1]))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    config = Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")
    room = Room(config, Database.open(config), Overview.open(config))
    room.add(Book("một", "birth-table", "Mường Phăng", year=1989), 3)
    yield room
    room.overview.close()
    room.store.close()


ALL = [Verdict.CONFIRMED] * len(COLUMNS)


@pytest.mark.parametrize(
    ("verdicts", "row"),
    [
        ([], Row("khai sinh", 1989, "Mường Phăng", 0, 0, 3)),
        (ALL[1:], Row("khai sinh", 1989, "Mường Phăng", 0, 0, 3)),
        (ALL, Row("khai sinh", 1989, "Mường Phăng", 1, 0, 2)),
        ([Verdict.BLANK, Verdict.ILLEGIBLE, Verdict.TORN, *ALL[3:]], Row("khai sinh", 1989, "Mường Phăng", 1, 0, 2)),
        ([Verdict.VERIFY_LATER, *ALL[1:]], Row("khai sinh", 1989, "Mường Phăng", 0, 1, 2)),
        ([Verdict.ASK_SUPERIOR, *ALL[2:]], Row("khai sinh", 1989, "Mường Phăng", 0, 0, 3)),  # and one untouched
    ],
)
def test_a_case_is_done_set_aside_or_left(room: Room, verdicts: list[Verdict], row: Row) -> None:
    room.say("một", 0, verdicts)
    assert room.overview.now().rows == [row]


def test_the_newest_answer_on_a_cell_is_the_one_that_counts(room: Room) -> None:
    room.say("một", 0, [Verdict.VERIFY_LATER, *ALL[1:]])
    room.say("một", 0, ALL[:1])
    assert [row.done for row in room.overview.now().rows] == [1]


def test_books_of_one_year_and_commune_stand_on_one_line_and_others_apart(room: Room) -> None:
    room.add(Book("hai", "birth-table", "Mường Phăng", year=1989), 2)
    room.add(Book("ba", "birth-table", "Mường Phăng", year=1990), 1)
    room.add(Book("tư", "birth-table"), 1)
    assert [(row.year, row.commune, row.cases) for row in room.overview.now().rows] == [
        (0, "", 1),
        (1989, "Mường Phăng", 5),
        (1990, "Mường Phăng", 1),
    ]


def test_a_case_counts_for_the_day_of_its_newest_answer(room: Room) -> None:
    room.say("một", 0, ALL, when=NOON)
    room.say("một", 0, ALL[:1], when=NOON.replace(day=26))
    assert room.overview.now().finished == {date(2026, 11, 26): 1}


def test_a_case_that_is_not_done_was_finished_on_no_day(room: Room) -> None:
    room.say("một", 0, ALL[1:])
    assert room.overview.now().finished == {}


def test_what_blocks_is_named_by_book(room: Room) -> None:
    room.say("một", 0, [Verdict.VERIFY_LATER])
    room.add(Book("hai", "birth-table"), 1)
    room.store.fail(room.store.pages("hai")[0].id, "Ảnh bị hỏng.")
    assert room.overview.now().blocks == [Block("hai", 1, 0, 0), Block("một", 0, 0, 1)]


def test_nothing_blocks_a_book_that_only_waits_for_answers(room: Room) -> None:
    assert room.overview.now().blocks == []


def test_set_aside_cases_are_still_to_be_done(room: Room) -> None:
    room.say("một", 0, ALL)
    room.say("một", 1, [Verdict.VERIFY_LATER, *ALL[1:]])
    assert room.overview.now().left == 2


def test_everybody_sees_the_own_hours_alone(room: Room) -> None:
    room.say("một", 0, ALL, "Mai")
    room.say("một", 1, ALL[:3], "Hoa")
    [mai], [hoa] = room.overview.hours("Mai"), room.overview.hours("Hoa")
    assert (mai.cells, hoa.cells) == (9, 3)
    assert mai.cases == pytest.approx(1.0)
    assert hoa.cases == pytest.approx(1 / 3)
    assert room.overview.hours("Tài") == []


@pytest.mark.parametrize("plan", [Plan(), Plan(200, date(2027, 2, 24)), Plan(None, date(2027, 2, 24))])
def test_a_plan_that_was_kept_is_read_again(room: Room, plan: Plan) -> None:
    room.overview.keep_plan(plan)
    assert room.overview.plan() == plan


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a_day": "many", "deadline": "soon"}', '{"deadline": 7}'])
def test_a_damaged_plan_is_no_plan(room: Room, text: str) -> None:
    (room.config.home / "plan.json").write_text(text, encoding="utf-8")
    assert room.overview.plan() == Plan()


def test_a_target_below_one_is_refused_and_the_plan_before_stays(room: Room) -> None:
    room.overview.keep_plan(Plan(5))
    with pytest.raises(UsageError, match="từ 1 trường hợp"):
        room.overview.keep_plan(Plan(0))
    assert room.overview.plan() == Plan(5)


def test_an_empty_store_stands_at_nothing(tmp_path: Path) -> None:
    overview = Overview.open(Config(tmp_path, f"sqlite:///{(tmp_path / 'empty.db').as_posix()}"))
    now = overview.now()
    overview.close()
    assert (now.rows, now.finished, now.blocks, now.left) == ([], {}, [], 0)


def test_the_workbook_holds_the_table_the_days_and_the_pace() -> None:
    sheets = load_workbook(
        io.BytesIO(
            written([("khai sinh", 1989, "Tân Cương", 1, 2, 3, 6)], {date(2026, 11, 26): 4}, {"Nhịp độ": "4 mỗi ngày"})
        )
    )
    assert sheets.sheetnames == ["Tiến độ", "Theo ngày", "Nhịp độ"]
    assert list(sheets["Tiến độ"].values) == [TABLE, ("khai sinh", 1989, "Tân Cương", 1, 2, 3, 6)]
    assert list(sheets["Theo ngày"].values)[1] == (datetime(2026, 11, 26, tzinfo=UTC).replace(tzinfo=None), 4)
    assert list(sheets["Nhịp độ"].values)[1] == ("Nhịp độ", "4 mỗi ngày")


@pytest.mark.parametrize("commune", ["=1+1", "+84", "-x", "@x"])
def test_a_commune_that_looks_like_a_formula_stays_a_text(commune: str) -> None:
    [_, row] = load_workbook(io.BytesIO(written([("", 0, commune, 0, 0, 0, 0)], {}, {})))["Tiến độ"].iter_rows()
    assert (row[2].data_type, row[2].value) == ("s", f"'{commune}")
