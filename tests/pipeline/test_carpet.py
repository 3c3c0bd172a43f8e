"""Cells read alike on a real store: what stands in a carpet, and what a glance may and may not confirm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.carpet import Carpets, Group, Patch
from pipeline.config import Config
from pipeline.entries import Book, Decision, Ink, NewPage, Reading, ReadPage, Verdict
from pipeline.errors import StoreError, UsageError
from pipeline.geometry import Box
from pipeline.store.database import Database
from pipeline.store.glances import Glances

BOOK = "Khai sinh 1989"


def reading(text: str, confidence: float = 0.97, ink: Ink = Ink.WRITTEN, normal: str = "") -> Reading:
    return Reading(text, confidence, ink, Box(10, 10, 80, 30), normal=normal)


PAGE = (
    {"nksDanToc": reading("Kinh"), "nksGioiTinh": reading("Nam"), "nksHoTen": reading("Vi Văn Tài")},
    {"nksDanToc": reading("kinh"), "nksGioiTinh": reading("Nam"), "nksHoTen": reading("Vi Văn Tại")},
    {"nksDanToc": reading("Kinh", 0.6), "nksGioiTinh": reading("Nữ"), "nksHoTen": reading("Vi Văn Tài", 0.5)},
    {"nksDanToc": reading("", 0.99, Ink.BLANK), "nksGioiTinh": reading("", 0.99, Ink.BLANK)},
)


@dataclass
class Room:
    """A store with one read page, and the carpets over it."""

    store: Database
    carpets: Carpets

    def add(self, book: str, *entries: dict[str, Reading]) -> int:
        """Put a page into a book and return its number in the store."""
        folder = self.store._pictures  # where a picture must lie to be taken in
        page = NewPage("1.jpg", sha256(book.encode()).hexdigest(), 0, folder / "1.jpg", folder / "1.jpg")
        self.store.add_book(Book(book, "birth-table"))
        self.store.add_pages(book, [page])
        [kept] = self.store.pages(book)
        self.read(kept.id, *entries)
        return kept.id

    def read(self, page_id: int, *entries: dict[str, Reading]) -> None:
        """Read a page."""
        self.store.store_read(page_id, ReadPage("birth-table", entries, (), {}, 1.0, (800, 600)), {})

    def group(self, text: str, book: str | None = BOOK) -> Group:
        """Return the carpet of a text."""
        return next(group for group in self.carpets.groups(book) if group.text == text)

    def patches(self, text: str, without: frozenset[tuple[int, str]] = frozenset(), most: int = 99) -> list[Patch]:
        """Return the cells of a carpet."""
        return self.carpets.patches(self.group(text), BOOK, without, most)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    config = Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")
    room = Room(Database.open(config), Carpets.open(config))
    room.add(BOOK, *PAGE)
    yield room
    room.carpets.close()
    room.store.close()


def glance(patch: Patch, key: str = "k1", verdict: Verdict = Verdict.CONFIRMED, text: str | None = None) -> Decision:
    said = patch.text if text is None else text
    return Decision(patch.column, verdict, said, "Lò Thị Mai", datetime(2026, 11, 26, tzinfo=UTC), key, patch.text)


def test_carpets_are_sorted_by_size(room: Room) -> None:
    assert [(group.text, group.kind, group.cells, group.sure) for group in room.carpets.groups(BOOK)] == [
        ("Kinh", "ethnicity", 3, 2),
        ("Vi Văn Tài", "person_name", 2, 1),
        ("Nam", "sex", 2, 2),
    ]


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [
        ("nksDanToc", "Kinh", "KINH"),  # capitals are a way to write
        ("ngayDangKy", "12.05.1989", "12.05.1989"),
    ],
)
def test_these_stand_in_one_carpet(room: Room, column: str, first: str, second: str) -> None:
    room.add("hai", {column: reading(first)}, {column: reading(second)})
    assert [group.cells for group in room.carpets.groups("hai")] == [2]


def test_texts_of_one_normal_form_stand_in_one_carpet_each_with_its_own_words(room: Room) -> None:
    room.add("hai", *({"ngayDangKy": reading(text, normal="1989-05-12")} for text in ("12.5.1989", "12/05/1989")))
    [group] = room.carpets.groups("hai")
    assert {patch.text for patch in room.carpets.patches(group, "hai", (), 9)} == {"12.5.1989", "12/05/1989"}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        ({"nksHoTen": reading("Tài")}, {"nksHoTen": reading("Tại")}, "a tone is another name"),
        ({"nksHoTen": reading("Nam")}, {"nksGioiTinh": reading("Nam")}, "a name is no sex"),
        ({"nksHoTen": reading("")}, {"nksHoTen": reading("")}, "nothing was read"),
        ({"nksHoTen": reading("Tài")}, {}, "one cell alone has nothing to be compared with"),
    ],
)
def test_these_stand_in_no_carpet(room: Room, first, second, why) -> None:
    room.add("hai", first, second)
    assert room.carpets.groups("hai") == [], why


def test_a_carpet_of_all_books_holds_the_cells_of_every_book(room: Room) -> None:
    room.add("hai", {"nksDanToc": reading("Kinh")})
    assert (room.group("Kinh").cells, room.group("Kinh", None).cells) == (3, 4)


def test_sure_cells_come_first_and_doubtful_ones_are_marked(room: Room) -> None:
    assert [(p.sure, p.percent) for p in room.patches("Kinh")] == [(True, 97), (True, 97), (False, 60)]


def test_cells_that_were_picked_out_and_those_beyond_the_screen_are_not_shown(room: Room) -> None:
    first = room.patches("Kinh")[0]
    assert len(room.patches("Kinh", without=frozenset({(first.entry.id, first.column)}))) == 2
    assert len(room.patches("Kinh", most=1)) == 1


def test_a_glance_is_a_decision_of_a_named_person_on_that_cell_alone(room: Room) -> None:
    patch = room.patches("Kinh")[0]
    assert room.carpets.confirm(patch.entry.id, [glance(patch)]) == ["k1"]
    said = room.store.history(patch.entry.id)
    assert [(d.column, d.verdict, d.text, d.who, d.proposal) for d in said] == [
        ("nksDanToc", Verdict.CONFIRMED, "Kinh", "Lò Thị Mai", "Kinh")
    ]
    assert sum(len(entry.decisions) for entry in room.store.entries(BOOK)) == 1


def test_each_cell_is_confirmed_as_it_is_written(room: Room) -> None:
    patch = next(patch for patch in room.patches("Kinh") if patch.text == "kinh")
    room.carpets.confirm(patch.entry.id, [glance(patch)])
    assert room.store.entry(patch.entry.id).decided("nksDanToc") == "kinh"


def test_a_glance_that_is_sent_again_counts_once(room: Room) -> None:
    patch = room.patches("Kinh")[0]
    assert [room.carpets.confirm(patch.entry.id, [glance(patch)]) for _ in range(2)] == [["k1"], ["k1"]]
    assert len(room.store.history(patch.entry.id)) == 1


def test_a_confirmed_cell_leaves_its_carpet(room: Room) -> None:
    patch = room.patches("Kinh")[0]
    room.carpets.confirm(patch.entry.id, [glance(patch)])
    assert room.group("Kinh").cells == 2


@pytest.mark.parametrize(
    "said",
    [
        (Verdict.CORRECTED, "Tày"),
        (Verdict.VERIFY_LATER, ""),  # a person has looked: the next word is given in the record
    ],
)
def test_a_glance_never_overtakes_what_somebody_said_meanwhile(room: Room, said) -> None:
    patch = room.patches("Kinh")[0]
    room.store.decide(patch.entry.id, glance(patch, "other", *said))
    with pytest.raises(UsageError, match="vừa có người trả lời"):
        room.carpets.confirm(patch.entry.id, [glance(patch)])
    assert room.store.entry(patch.entry.id).decisions["nksDanToc"].key == "other"


def test_a_cell_that_was_read_anew_is_not_confirmed_by_what_was_seen_before(room: Room) -> None:
    patch = room.patches("Kinh")[0]
    room.read(patch.entry.page.id, {"nksDanToc": reading("Tày")})
    with pytest.raises(UsageError, match="đọc lại"):
        room.carpets.confirm(patch.entry.id, [glance(patch)])
    assert room.store.history(patch.entry.id) == []


@pytest.mark.parametrize(
    ("verdict", "text"), [(Verdict.CORRECTED, "Tày"), (Verdict.CONFIRMED, "Tày"), (Verdict.BLANK, "")]
)
def test_a_glance_confirms_the_proposal_and_nothing_else(room: Room, verdict, text) -> None:
    patch = room.patches("Kinh")[0]
    with pytest.raises(UsageError, match="Chỉ xác nhận được"):
        room.carpets.confirm(patch.entry.id, [glance(patch, "k1", verdict, text)])
    assert room.store.history(patch.entry.id) == []


def test_carpets_of_a_book_that_is_not_there_are_refused(room: Room) -> None:
    with pytest.raises(UsageError, match="Không có sổ"):
        room.carpets.groups("không có")


def test_a_store_that_is_gone_is_said_in_vietnamese(tmp_path: Path) -> None:
    glances = Glances.open(Config(tmp_path / "gone", f"sqlite:///{(tmp_path / 'gone' / 'x.db').as_posix()}"))
    with pytest.raises(StoreError, match="Không mở được"):
        glances.alike()
    glances.close()
