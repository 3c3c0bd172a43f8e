"""What was set aside and what a second person looks at, drawn without a browser over a real store."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from fake_desk import FakeDoor
from streamlit.testing.v1 import AppTest

from pipeline.config import Config
from pipeline.desk import Desk
from pipeline.entries import Decision, Verdict
from pipeline.estimates import lot
from pipeline.quality_control import SAMPLE, QualityControl
from pipeline.rights import Role
from pipeline.seeding import LetPass, Seeding
from pipeline.shifts import Shifts
from pipeline.store.database import Database
from tests.pipeline.shared_book import BOOK, FORM, fill
from ui import words, words_shifts
from ui.outbox import deliver, stamp_of

UI = Path(words.__file__).parent
MAI, BINH, SON = "Lò Thị Mai", "Vừ A Bình", "Cà Văn Sơn"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk over a store with the shared book."""
    config = Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")
    store = Database.open(config)
    fill(store, config.pictures, 3)
    yield Desk(config, store)
    store.close()


def screen(name: str, desk: Desk, who: str) -> AppTest:
    """Draw one screen for a person with the book in hand."""
    shown = AppTest.from_file(str(UI / "screens" / name), default_timeout=30)
    store = desk._store
    assert isinstance(store, Database)
    shown.session_state["desk"] = desk
    shown.session_state["shifts"], shown.session_state["quality"] = Shifts(store), QualityControl(store)
    shown.session_state["seeding"] = planting(desk)
    shown.session_state["door"] = FakeDoor((Role.CHECKER,), who)
    shown.query_params["book"] = BOOK
    return shown.run()


def planting(desk: Desk) -> Seeding:
    """Return what plants proposals in the store of a desk."""
    store = desk._store
    assert isinstance(store, Database)
    return Seeding(store, desk, desk.config.home)


def say(desk: Desk, column: str, verdict: Verdict, text: str = "", place: int = 0) -> None:
    """Let Mai say something of a cell."""
    entry = desk.entries(BOOK)[place]
    word = Decision(column, verdict, text, MAI, datetime.now(UTC), f"{place}/{column}/{text}")
    desk.confirm(entry.id, [word])


def say_all(desk: Desk) -> None:
    """Let Mai answer the first case whole."""
    for column in FORM.columns:
        say(desk, column.name, Verdict.CORRECTED, "chữ")


def texts(shown: AppTest) -> str:
    """Return everything written on a screen."""
    kinds = ("markdown", "caption", "text", "info", "warning", "error", "success")
    parts = [str(element.value) for kind in kinds for element in shown.get(kind)]
    return "\n".join([*parts, *(table.value.to_string() for table in shown.table)])


def field(shown: AppTest, label: str, text: str) -> None:
    """Write into the first field of that name."""
    next(one for one in shown.text_input if one.label == label).input(text)


def press(shown: AppTest, label: str) -> None:
    """Press the first button of that name."""
    next(one for one in shown.button if one.label == label).click().run()
    assert not shown.exception


class TestSetAside:
    """The screen of what waits for a word from outside."""

    def test_a_book_where_nothing_waits_says_so(self, desk: Desk) -> None:
        assert words_shifts.NOTHING_SET_ASIDE in texts(screen("set_aside.py", desk, BINH))

    def test_a_question_is_found_by_the_code_of_its_slip_and_answered(self, desk: Desk) -> None:
        say(desk, "so", Verdict.VERIFY_LATER, place=0)
        say(desk, "nksHoTen", Verdict.VERIFY_LATER, place=1)
        shown = screen("set_aside.py", desk, BINH)
        field(shown, words_shifts.CODE, f"{desk.entries(BOOK)[1].id} – 3")
        shown.run()
        assert [one.label for one in shown.button].count(words_shifts.SAVE_ANSWER) == 1
        field(shown, words_shifts.VALUE, "Nông Tài")
        field(shown, words_shifts.ASKED_WHOM, "bà Ún")
        press(shown, words_shifts.SAVE_ANSWER)
        decision = desk.entries(BOOK)[1].decisions["nksHoTen"]
        assert (decision.text, decision.who, decision.verdict) == ("Nông Tài", BINH, Verdict.CORRECTED)
        assert "bà Ún" in texts(shown)

    def test_an_answer_without_evidence_is_not_kept_and_what_was_typed_stays(self, desk: Desk) -> None:
        say(desk, "so", Verdict.VERIFY_LATER)
        shown = screen("set_aside.py", desk, BINH)
        field(shown, words_shifts.VALUE, "7")
        press(shown, words_shifts.SAVE_ANSWER)
        assert "chưa có căn cứ" in texts(shown)
        assert desk.entries(BOOK)[0].decided("so") is None
        assert next(one for one in shown.text_input if one.label == words_shifts.VALUE).value == "7"

    def test_what_a_superior_is_asked_is_a_group_of_its_own_and_comes_first(self, desk: Desk) -> None:
        say(desk, "so", Verdict.VERIFY_LATER)
        say(desk, "nksHoTen", Verdict.ASK_SUPERIOR)
        shown = screen("set_aside.py", desk, BINH)
        assert shown.selectbox(key="group").options == ["Xin ý kiến cấp trên (1 ô)", "Chưa rõ thôn, tổ dân phố (1 ô)"]
        assert words_shifts.ASKED_SUPERIOR in [one.label for one in shown.text_input]

    def test_a_code_of_no_question_says_why_that_may_be(self, desk: Desk) -> None:
        say(desk, "so", Verdict.VERIFY_LATER)
        shown = screen("set_aside.py", desk, BINH)
        field(shown, words_shifts.CODE, "999-1")
        shown.run()
        assert "phiếu là của sổ khác" in texts(shown)


class TestChecking:
    """The screen of a second person."""

    @staticmethod
    def at(shown: AppTest, look: str) -> AppTest:
        """Choose a kind of look."""
        shown.session_state["look"] = look
        return shown.run()

    def test_who_types_again_sees_neither_the_reading_nor_the_first_answer(self, desk: Desk) -> None:
        say(desk, "nksHoTen", Verdict.CORRECTED, "Nông Tài")
        shown = screen("checking.py", desk, BINH)
        assert "Còn 1" in texts(shown)
        values = [one.value for one in shown.text_input]
        assert values == [""]
        assert "Nông Tài" not in texts(shown)
        assert "chữ 1" not in texts(shown)

    def test_two_who_differ_are_judged_by_a_third(self, desk: Desk) -> None:
        say(desk, "nksHoTen", Verdict.CORRECTED, "Nông Tài")
        second = screen("checking.py", desk, BINH)
        field(second, words_shifts.VALUE, "Nông Tại")
        press(second, words_shifts.SAVE_KEYED)
        assert desk.entries(BOOK)[0].decided("nksHoTen") == "Nông Tài"
        third = self.at(screen("checking.py", desk, SON), "dispute")
        press(third, "Chọn «Nông Tại»")
        decision = desk.entries(BOOK)[0].decisions["nksHoTen"]
        assert (decision.text, decision.who) == ("Nông Tại", SON)
        assert words_shifts.NOTHING_TO_DO["dispute"] in texts(third)

    def test_a_case_is_approved_by_another_and_never_offered_to_its_author(self, desk: Desk) -> None:
        say_all(desk)
        assert words_shifts.NOTHING_TO_DO["approve"] in texts(self.at(screen("checking.py", desk, MAI), "approve"))
        shown = self.at(screen("checking.py", desk, BINH), "approve")
        press(shown, words_shifts.APPROVE)
        store = desk._store
        assert isinstance(store, Database)
        assert list(QualityControl(store).approved(BOOK).values()) == [BINH]

    def test_a_sample_that_is_wrong_is_written_anew_and_counted(self, desk: Desk) -> None:
        drawn = next(text for text in map(str, count()) if lot(BOOK, f"0/so/{text}") < SAMPLE)
        say(desk, "so", Verdict.CORRECTED, drawn)
        shown = self.at(screen("checking.py", desk, BINH), "sample")
        field(shown, words_shifts.VALUE, "một")
        press(shown, words_shifts.SAVE_WRONG)
        assert desk.entries(BOOK)[0].decided("so") == "một"
        assert "20,7 % đến 100,0 %" in texts(self.at(shown, "standing"))

    def test_where_nothing_waits_each_look_says_so(self, desk: Desk) -> None:
        shown = screen("checking.py", desk, BINH)
        for look, says in words_shifts.NOTHING_TO_DO.items():
            assert says in texts(self.at(shown, look))


def test_an_answer_that_comes_after_another_persons_is_refused_in_words_and_not_lost_from_the_browser(
    desk: Desk,
) -> None:
    store = desk._store
    assert isinstance(store, Database)
    shifts, entry = Shifts(store), desk.entries(BOOK)[0]
    for who in (MAI, BINH):  # Mai's network is away; her case is free again and goes to Binh
        shifts.take(entry.id, who)
        shifts.give_back([entry.id], who)
    shifts.confirm(entry.id, [Decision("so", Verdict.CORRECTED, "8", BINH, datetime.now(UTC), "b")])
    letter = {"key": "a", "entry_id": entry.id, "stamp": stamp_of(entry), "column": "so", "verdict": "corrected"}
    late = [letter | {"text": "7", "who": MAI, "proposal": ""}, letter | {"text": "9", "who": MAI, "proposal": ""}]
    late[1] |= {"key": "c", "column": "meHoTen"}
    delivery = deliver(late, shifts)
    assert list(delivery.refused) == ["a"]
    assert "Vừ A Bình đã trả lời ô này" in delivery.refused["a"]
    assert "Hãy mở lại trường hợp" in delivery.refused["a"]
    assert delivery.acknowledged == ["c"]  # nobody else has said anything of that cell
    assert desk.entry(entry.id).decided("so") == "8"


class TestPlanted:
    """A checker chooses which share of sure proposals is planted, and sees who lets them pass."""

    def test_it_is_off_until_somebody_chooses(self, desk: Desk) -> None:
        shown = screen("checking.py", desk, MAI)
        shown.segmented_control(key="look").set_value("standing").run()
        assert shown.select_slider(key="planted").value == 0.0
        shown.select_slider(key="planted").set_value(0.02).run()
        assert planting(desk).policy().share == 0.02

    def test_who_let_one_pass_is_counted(self, desk: Desk) -> None:
        entry, seeding = desk.entries(BOOK)[0], planting(desk)
        seeding._seeds.plant(entry, "nksHoTen", MAI, "chữ sai")
        word = Decision("nksHoTen", Verdict.CONFIRMED, "chữ sai", MAI, datetime.now(UTC), "k", "chữ sai")
        with pytest.raises(LetPass):
            seeding.confirm(entry.id, [word])
        shown = screen("checking.py", desk, BINH)
        shown.segmented_control(key="look").set_value("standing").run()
        assert "1 / 1" in list(shown.table[0].value.iloc[0])
