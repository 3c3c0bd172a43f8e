"""What is planted is shown seldom and to one clerk, is never kept as an answer, and counts once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipeline.entries import Candidate, Decision, Ink, Reading, Verdict
from pipeline.errors import UsageError
from pipeline.geometry import Box
from pipeline.seeding import KINDS, SHARES, LetPass, Policy, Seeding, wrong
from pipeline.shifts import Shifts
from pipeline.store.audit import events
from tests.pipeline.shared_book import BOOK, FORM

MAI, BINH = "Lò Thị Mai", "Vừ A Bình"
BOX = Box(0, 0, 90, 30)
NAMES = [column.name for column in FORM.columns if column.kind in KINDS]


def read(text, confidence=0.99, *others):
    return Reading(text, confidence, Ink.WRITTEN, BOX, tuple(Candidate(other, 0.002) for other in others))


@pytest.fixture
def seeding(shared_book, tmp_path):
    return Seeding(shared_book, Shifts(shared_book), tmp_path)


@pytest.fixture
def sure(shared_book):
    """A case in which every cell was read surely."""
    entry = shared_book.entries(BOOK)[0]
    readings = {column.name: read("Lò Thị Hường") for column in FORM.columns}
    return replace(entry, readings=readings)


def everywhere(seeding, monkeypatch):
    """Let the lot fall on every cell."""
    monkeypatch.setattr(Seeding, "policy", lambda _: Policy(1.0, "x"))


def accepted(column, text, who=MAI, key="k", proposal=None):
    verdict = Verdict.CONFIRMED if proposal is None else Verdict.CORRECTED
    return Decision(column, verdict, text, who, datetime.now(UTC), key, text if proposal is None else proposal)


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (read("Lò Thị Hường", 0.99, "Lò Thi Hường", "Lò Thị Hướng"), "Lò Thi Hường"),  # thought of, other tones only
        (read("Lò Thị Hường"), "Lò Thị Hướng"),  # a huyền read as a sắc
        (read("12/05/1981"), "12/05/1987"),
        (read("Lan", 0.99, "Loan"), "Loan"),
        (read("LAN", 0.99, "Lan"), ""),  # the same name in other letters is not wrong
        (read("Lan"), ""),
    ],
)
def test_a_planted_text_is_one_that_hands_and_eyes_mistake(reading, text):
    assert wrong(reading) == text


def test_nothing_is_planted_until_an_office_chooses_it(seeding, sure):
    assert seeding.policy() == Policy()
    assert seeding.shown(sure, MAI) is sure


def test_what_is_chosen_stays_chosen_and_stands_in_the_log(seeding, shared_book):
    seeding.choose(0.05, BINH)
    lot = seeding.policy().lot
    seeding.choose(0.0, BINH)
    assert (seeding.policy().share, seeding.policy().lot) == (0.0, lot)
    with shared_book.engine.connect() as connection:
        told = [(event.who, event.about) for event in events(connection) if event.kind == "seeding"]
    assert told == [(BINH, '{"share":0.05}'), (BINH, '{"share":0.0}')]


@pytest.mark.parametrize("share", [0.5, 1.0, -0.01])
def test_a_share_that_would_get_in_the_way_of_work_is_refused(seeding, share):
    assert share not in SHARES
    with pytest.raises(UsageError, match="Các mức"):
        seeding.choose(share, BINH)


def test_about_the_chosen_share_of_cells_is_planted(seeding, sure):
    seeding.choose(0.05, BINH)
    shown = [seeding.shown(sure, f"người {number}") for number in range(200)]
    planted = sum(one.readings[name].text != sure.readings[name].text for one in shown for name in NAMES)
    assert 0.03 < planted / (200 * len(NAMES)) < 0.07


def test_a_clerk_sees_the_same_wrong_text_again_and_the_right_one_beside_it(seeding, sure, monkeypatch):
    everywhere(seeding, monkeypatch)
    one, again = seeding.shown(sure, MAI), seeding.shown(sure, MAI)
    assert one.readings == again.readings
    reading = one.readings["nksHoTen"]
    assert reading.text == "Lò Thị Hướng"
    assert reading.alternatives[0].text == "Lò Thị Hường"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda entry: replace(entry, readings={"nksHoTen": read("Lò Thị Hường", 0.7)}), "it is doubtful anyway"),
        (lambda entry: replace(entry, readings={"nksDanToc": read("Lự")}), "no kind in which a wrong text looks right"),
        (lambda entry: replace(entry, readings={"nksHoTen": read("Lan")}), "no wrong text comes to mind"),
        (
            lambda entry: replace(
                entry,
                readings={"nksHoTen": read("Lò Thị Hường")},
                decisions={"nksHoTen": accepted("nksHoTen", "Lò Thị Hường")},
            ),
            "a person has answered",
        ),
    ],
)
def test_left_as_it_was_read(seeding, sure, monkeypatch, change, why):
    everywhere(seeding, monkeypatch)
    entry = change(sure)
    assert seeding.shown(entry, MAI) is entry, why


class TestAnswers:
    """What a person says of a planted cell is kept if it is their own word."""

    def test_an_accepted_wrong_text_is_refused_as_often_as_it_is_sent(self, seeding, sure, shared_book, monkeypatch):
        everywhere(seeding, monkeypatch)
        text = seeding.shown(sure, MAI).readings["nksHoTen"].text
        for key in ("k", "k", "another"):
            with pytest.raises(LetPass, match="ô thử"):
                seeding.confirm(sure.id, [accepted("nksHoTen", text, key=key)])
        assert shared_book.history(sure.id) == []
        assert seeding.let_pass(BOOK)[MAI].hits == seeding.let_pass(BOOK)[MAI].of == 1

    def test_it_is_refused_too_when_planting_was_switched_off_in_between(self, seeding, sure, monkeypatch):
        with monkeypatch.context() as meanwhile:
            everywhere(seeding, meanwhile)
            text = seeding.shown(sure, MAI).readings["nksHoTen"].text
        assert seeding.policy() == Policy()
        with pytest.raises(LetPass):
            seeding.confirm(sure.id, [accepted("nksHoTen", text)])

    def test_the_right_text_is_kept_beside_what_was_really_proposed(self, seeding, sure, shared_book, monkeypatch):
        everywhere(seeding, monkeypatch)
        monkeypatch.setattr(Shifts, "entry", lambda *_: sure)
        text = seeding.shown(sure, MAI).readings["nksHoTen"].text
        seeding.confirm(sure.id, [accepted("nksHoTen", "Lò Thị Hường", proposal=text)])
        (kept,) = shared_book.history(sure.id)
        assert (kept.verdict, kept.text, kept.proposal) == (Verdict.CONFIRMED, "Lò Thị Hường", "Lò Thị Hường")
        assert (seeding.let_pass(BOOK)[MAI].hits, seeding.let_pass(BOOK)[MAI].of) == (0, 1)

    def test_a_cell_that_was_answered_is_shown_as_it_was_read(self, seeding, sure, monkeypatch):
        everywhere(seeding, monkeypatch)
        text = seeding.shown(sure, MAI).readings["nksHoTen"].text
        with pytest.raises(LetPass):
            seeding.confirm(sure.id, [accepted("nksHoTen", text)])
        assert seeding.shown(sure, MAI).readings["nksHoTen"] == sure.readings["nksHoTen"]

    def test_another_clerk_who_typed_that_very_text_is_believed(self, seeding, sure, shared_book, monkeypatch):
        everywhere(seeding, monkeypatch)
        text = seeding.shown(sure, MAI).readings["nksHoTen"].text
        seeding.confirm(sure.id, [accepted("nksHoTen", text, who=BINH)])
        assert [kept.text for kept in shared_book.history(sure.id)] == [text]

    def test_what_comes_before_an_accepted_one_is_kept(self, seeding, sure, shared_book, monkeypatch):
        everywhere(seeding, monkeypatch)
        text = seeding.shown(sure, MAI).readings["nksHoTen"].text
        with pytest.raises(LetPass):
            seeding.confirm(sure.id, [accepted("nksDanToc", "Thái", key="a"), accepted("nksHoTen", text, key="b")])
        assert [kept.column for kept in shared_book.history(sure.id)] == ["nksDanToc"]

    def test_setting_a_planted_cell_aside_says_nothing_of_the_clerk(self, seeding, sure, shared_book, monkeypatch):
        everywhere(seeding, monkeypatch)
        text = seeding.shown(sure, MAI).readings["nksHoTen"].text
        later = Decision("nksHoTen", Verdict.VERIFY_LATER, "", MAI, datetime.now(UTC), "k", text)
        seeding.confirm(sure.id, [later])
        assert shared_book.history(sure.id)[0].verdict is Verdict.VERIFY_LATER
        assert seeding.let_pass(BOOK) == {}
