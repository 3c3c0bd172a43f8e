"""A book is weighed: what changes, and what never does."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import weigh, weighing
from pipeline.catalogue import names, part
from pipeline.entries import SURE, Candidate, Decision, Entry, Ink, Page, PageState, Reading, ReadPage, Verdict
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.weigh import OFFERED, UNCALIBRATED_CEILING
from pipeline.weigh._alike import Misreading
from pipeline.weigh._book import Spot
from pipeline.weighing import of_entries, weighed, witnesses

BOX = Box(0, 0, 90, 30)
TEXTS = [
    "1",
    "01/2008",
    "12.05.1989",
    "năm 1989",
    "Nông Văn Tài",
    "vi thị mơ",
    "Kinh",
    "tà kinh",
    "Nữ",
    "xã Văn Hán, huyện Đồng Hỷ",
]
COLUMNS = [(form, column.name) for form in loader.names() for column in loader.load(form).columns]


def written(*shares: tuple[str, float]) -> Reading:
    (text, probability), *others = shares
    return Reading(text, probability, Ink.WRITTEN, BOX, tuple(Candidate(*one) for one in others))


def page(*entries: dict[str, Reading], form: str = "birth-2006") -> ReadPage:
    return ReadPage(form, entries, ("hand",), {}, 1.0, (1000, 1000))


@st.composite
def readings(draw):
    ink = draw(st.sampled_from([*Ink, Ink.WRITTEN, Ink.WRITTEN, Ink.WRITTEN]))
    if ink is not Ink.WRITTEN or draw(st.integers(0, 9)) == 0:
        return Reading("", 0.0, ink, BOX)
    texts = draw(
        st.lists(st.sampled_from(TEXTS) | st.text(min_size=1, max_size=12), min_size=1, max_size=5, unique=True)
    )
    texts = [text for text in texts if text.strip()] or ["1"]
    first = draw(st.floats(1 / len(texts), 1.0))
    return written(*[(text, first if i == 0 else (1 - first) / len(texts)) for i, text in enumerate(texts)])


@st.composite
def books(draw):
    pages = []
    for form in draw(st.lists(st.sampled_from(loader.names()), min_size=1, max_size=3)):
        columns = [column.name for column in loader.load(form).columns]
        entries = draw(st.lists(st.dictionaries(st.sampled_from(columns), readings(), max_size=8), max_size=3))
        pages.append(page(*entries, form=form))
    return pages


@settings(max_examples=40, deadline=None)
@given(books())
def test_weighing_keeps_what_is_there_and_its_probabilities_are_some(book):
    for before, after in zip(book, weighed(book), strict=True):
        assert [list(entry) for entry in after.entries] == [list(entry) for entry in before.entries]
        for one, two in zip(before.entries, after.entries, strict=True):
            for column, reading in two.items():
                was = one[column]
                assert (reading.ink, reading.box, bool(reading.text.strip())) == (
                    was.ink,
                    was.box,
                    bool(was.text.strip()),
                )
                given = [reading.confidence, *(other.probability for other in reading.alternatives)]
                assert all(0.0 <= share <= 1.0 for share in given)
                assert given == sorted(given, reverse=True)
                if reading != was:
                    assert sum(given) <= 1.0 + 1e-9
                    assert len(reading.alternatives) <= OFFERED
                    keys = [text.casefold() for text in (reading.text, *(other.text for other in reading.alternatives))]
                    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("form", loader.names())
def test_a_book_of_one_page_can_be_weighed(form):
    entry = {column.name: written(("1989", 0.5), ("1999", 0.3)) for column in loader.load(form).columns}
    assert len(weighed([page(entry, form=form)])) == 1


def test_nothing_to_weigh_is_no_book():
    assert weighed([]) == []


def test_without_witnesses_a_book_stays_as_it_was_read():
    book = [page({"nksHoTen": written(("nuyễn hùng", 0.6)), "so": written(("1", 0.9))})]
    assert weighed(book, asked=[]) == book


def test_weighing_again_begins_with_what_was_read():
    book = [page({"so": written((text, 0.6))}) for text in ("1", "7", "3", "4")]
    once = weighed(book)
    assert weighed(once) == once


def test_more_pages_change_what_is_believed_of_the_first_ones():
    first = page({"nguoiKy": written(("Lục Đức Phong Hàn", 0.6))})
    (alone,) = weighed([first])
    more = weighed([alone, *[page({"nguoiKy": written(("Lục Đức Phong", 0.97))})] * 5])
    assert (alone.entries[0]["nguoiKy"].text, more[0].entries[0]["nguoiKy"].text) == (
        "Lục Đức Phong Hàn",
        "Lục Đức Phong",
    )


def test_the_order_of_the_pages_matters():
    pages = [page({"so": written((text, 0.97))}) for text in ("1", "2", "4", "5")]
    doubtful = page({"so": written(("8", 0.5), ("3", 0.2), ("6", 0.2))})
    between, after = weighed([*pages[:2], doubtful, *pages[2:]]), weighed([*pages, doubtful])
    assert (between[2].entries[0]["so"].text, after[4].entries[0]["so"].text) == ("3", "6")


def test_the_readings_of_an_engine_that_was_not_measured_are_never_called_sure():
    pages = [page({"so": written((str(number), UNCALIBRATED_CEILING))}) for number in range(1, 12)]
    assert max(one.entries[0]["so"].confidence for one in weighed(pages)) == UNCALIBRATED_CEILING


def test_nobody_believes_what_an_engine_gives_no_chance():
    cells = {"nksHoTen": written(("Nông Văn Tài", 0.0)), "nksDanToc": written(("Tày", 0.0), ("Kinh", 0.0))}
    (one,) = weighed([page(cells)])
    assert one.entries[0].keys() == cells.keys()
    assert max(reading.confidence for reading in one.entries[0].values()) < 0.1


@pytest.mark.parametrize("column", ["nksHoTen", "chaHoTen", "nksNoiSinh"])
def test_a_name_or_place_of_doubtful_ink_is_never_called_sure(column):
    cells = {
        "nksHoTen": "Nông Văn Tài",
        "chaHoTen": "Nông Văn Hải",
        "nycHoTen": "Nông Văn Hải",
        "nksNoiSinh": "xã Văn Hán, huyện Đồng Hỷ",
    }
    book = [page({name: written((text, 0.6)) for name, text in cells.items()})] * 6 + [
        page({"so": written(("1", 0.99))})
    ]
    assert max(one.entries[0][column].confidence for one in weighed(book)[:6]) < SURE


@pytest.mark.parametrize(("probability", "sure"), [(0.2, False), (0.7, True)])
def test_a_date_that_only_follows_from_others_is_not_called_sure(probability, sure):
    day = written(("02/01/2018", probability), ("02/07/2018", (1 - probability) / 2))
    pages = [page({"ngayDangKy": written((f"{number:02}/01/2018", 0.98))}) for number in (1, 2, 2, 2, 3, 3)]
    pages[2] = page({"ngayDangKy": day, "nksGioiTinh": written(("Nam", 0.99))})
    (read,) = (one.entries[0]["ngayDangKy"] for one in weighed(pages)[2:3])
    assert read.text == "02/01/2018"
    assert (read.confidence >= SURE) is sure


def test_a_decided_cell_stays_and_counts_as_known():
    pages = [page({"nguoiKy": written(("Lục Đức Phong", 0.5))}), page({"nguoiKy": written(("Lục Đức Phòng", 0.5))})] * 3
    known = {Spot(number, 0, "nguoiKy"): "Lục Đức Phong" for number in (0, 2, 4)}
    after = weighed(pages, known)
    assert [one.entries[0]["nguoiKy"].text for one in after] == ["Lục Đức Phong"] * 6
    assert after[0] == pages[0]


def test_a_stored_book_is_weighed_around_its_decisions():
    def entry(number: int, said: str, probability: float) -> Entry:
        place = Page(number, "sổ", number, f"{number}.jpg", Path(f"{number}.jpg"), "", PageState.READ)
        return Entry(number, place, 1, "birth-2006", {"so": written((said, probability))})

    entries = [entry(1, "1", 0.97), entry(2, "7", 0.5), entry(3, "3", 0.97), entry(4, "4", 0.97)]
    decision = Decision("so", Verdict.CONFIRMED, "1", "chị Hoa", datetime(2026, 11, 25, tzinfo=UTC), "k1")
    entries[0] = replace(entries[0], decisions={"so": decision})
    changed = of_entries(entries)
    assert (1, "so") not in changed
    assert changed[2, "so"][1].text == "2"


def test_every_witness_has_weights_and_every_weight_a_witness():
    heard = [name for name in weighing.every_weight() if name != weighing.ERRORS]
    assert sorted(heard) == names(weigh)
    assert [type(one) for one in witnesses()] == [part(weigh, name) for name in heard]


def test_how_the_recogniser_errs_is_weighed_too():
    assert Misreading(**weighing.every_weight()[weighing.ERRORS]) == weighing.misreading()


@pytest.mark.parametrize("name", names(weigh))
def test_a_witness_can_be_left_out(name):
    assert part(weigh, name) not in [type(one) for one in witnesses((name,))]


@pytest.mark.parametrize("name", names(weigh))
def test_a_witness_says_nothing_of_an_empty_book(name):
    (witness,) = [one for one in witnesses() if isinstance(one, part(weigh, name))]
    empty = [page({column: Reading("", 0.0, Ink.BLANK, BOX) for form, column in COLUMNS if form == "birth-2006"})]
    assert weighed(empty, asked=[witness]) == empty
