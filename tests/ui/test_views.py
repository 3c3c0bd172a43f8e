"""Progress, take-in, display and help, drawn without a browser."""

from __future__ import annotations

import re
import time
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fake_desk import FakeDesk, FakeDoor, entry
from streamlit.testing.v1 import AppTest

from pipeline import jobs, notes, preferences
from pipeline.config import Config
from pipeline.desk import TakenIn
from pipeline.entries import Finding, Severity
from pipeline.jobs import Progress, State
from pipeline.pace import Hours
from pipeline.preferences import Preferences
from pipeline.scans import Refused
from pipeline.standing import Block, Plan, Row, Standing
from ui import words, words_views
from ui.screens import take_in

UI = Path(words.__file__).parent
CLERK = "Lò Thị Mai"
TODAY = datetime.now(UTC).astimezone().date()


@dataclass
class FakeOverview:
    """Tells what it was given.

    Attributes:
        standing: how the work stands.
        kept: the plan.
        asked: whose hours were asked for.
    """

    standing: Standing
    kept: Plan = field(default_factory=Plan)
    asked: list[str] = field(default_factory=list)

    def now(self) -> Standing:
        """Return how the work stands."""
        return self.standing

    def plan(self) -> Plan:
        """Return the plan."""
        return self.kept

    def keep_plan(self, plan: Plan) -> None:
        """Keep a plan."""
        self.kept = plan

    def hours(self, who: str) -> list[Hours]:
        """Return an hour of work, and remember whose."""
        self.asked.append(who)
        return [Hours(date(2026, 11, 25), 1.0, 54, 6.0)]


def screen(name: str, desk: FakeDesk, **state: object) -> AppTest:
    """Draw one screen for a clerk."""
    shown = AppTest.from_file(str(UI / "screens" / name), default_timeout=60)
    shown.session_state["desk"] = desk
    shown.session_state["door"] = FakeDoor()
    for key, value in state.items():
        shown.session_state[key] = value
    return shown.run()


def texts(shown: AppTest) -> str:
    """Return everything written on a screen."""
    kinds = ("markdown", "info", "warning", "error", "success", "subheader")
    parts = [element.value for kind in kinds for element in shown.get(kind)]
    return "\n".join([*parts, *(table.value.to_csv() for table in shown.table)])


def yesterday(done: int) -> Standing:
    """Return a standing in which so many cases were finished yesterday."""
    row = Row("khai sinh", 1989, "Mường Phăng", done, 2, 28)
    return Standing([row], {TODAY - timedelta(days=1): done}, [Block("một", 1, 0, 3)])


def test_progress_counts_and_tells_the_pace_and_what_blocks() -> None:
    shown = screen("progress.py", FakeDesk(), overview=FakeOverview(yesterday(10)))
    assert not shown.exception
    assert [metric.value for metric in shown.metric] == ["40", "10", "2", "28"]
    assert words_views.PACE_SAID.format(a_day="10,0", days=1) in texts(shown)
    end = TODAY + timedelta(days=3)
    assert f"khoảng {end:%d.%m.%Y}" in texts(shown)
    assert "một,1,0,3" in texts(shown)


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (Plan(20), "nhịp độ hiện nay bằng 50 % mục tiêu"),
        (Plan(None, TODAY + timedelta(days=9)), "cần 3,0 trường hợp mỗi ngày, hiện nay 10,0"),
        (Plan(None, TODAY - timedelta(days=1)), "đã qua"),
    ],
)
def test_the_pace_is_held_against_target_and_deadline(plan: Plan, said: str) -> None:
    assert said in texts(screen("progress.py", FakeDesk(), overview=FakeOverview(yesterday(10), plan)))


def test_without_a_plan_nothing_is_held_against_anything() -> None:
    shown = texts(screen("progress.py", FakeDesk(), overview=FakeOverview(yesterday(10))))
    assert words_views.TARGET_DAY not in shown
    assert words_views.DEADLINE not in shown


def test_a_person_sees_the_own_hours_and_nobody_elses() -> None:
    overview = FakeOverview(yesterday(10))
    shown = screen("progress.py", FakeDesk(), overview=overview)
    assert overview.asked == [CLERK]
    assert '25.11.2026,"1,0","6,0",54,"6,0"' in texts(shown)


def test_findings_are_counted_by_book_only_when_asked_for() -> None:
    desk = FakeDesk({1: entry(1)}, [Finding("numbers", Severity.NOTE, "Thiếu số 13.", (1,))])
    shown = screen("progress.py", desk, overview=FakeOverview(replace(yesterday(10), blocks=[])))
    assert words_views.NOTHING_BLOCKS in texts(shown)
    shown.toggle(key="count_findings").set_value(True).run()
    assert words_views.FOUND in texts(shown)


def test_a_plan_is_kept() -> None:
    overview = FakeOverview(yesterday(10))
    shown = screen("progress.py", FakeDesk(), overview=overview)
    shown.number_input(key="a_day").set_value(200)
    shown.button(key="keep_plan").click().run()
    assert overview.kept == Plan(200)


def test_where_nothing_was_read_there_is_no_progress() -> None:
    shown = screen("progress.py", FakeDesk(), overview=FakeOverview(Standing([], {}, [])))
    assert words_views.NOTHING_READ in texts(shown)


@dataclass
class Counter(FakeDesk):
    """A desk that takes in what it is given, and says so."""

    taken: list[tuple[list[str], str, str]] = field(default_factory=list)

    def take_in(self, sources, book, told):
        """Write down names of files, book and form; refuse everything."""
        for source in sources:
            told(source.name)
        self.taken.append(([source.name for source in sources], book.name, book.form))
        return TakenIn(0, 0, (Refused("thu.txt", "Đây không phải ảnh."),))


@pytest.fixture
def counter(tmp_path: Path) -> Counter:
    return Counter(config=Config(tmp_path, "sqlite://"))


def filled(desk: Counter, name: str, folder: str) -> AppTest:
    """Fill the form of the take-in and press the button."""
    shown = screen("take_in.py", desk)
    shown.text_input(key="book_name").input(name)
    shown.text_input(key="from_folder").input(folder)
    shown.button(key="do_take_in").click().run()
    assert not shown.exception
    return shown


def test_a_folder_is_taken_in_and_what_was_refused_is_listed(counter: Counter) -> None:
    shown = filled(counter, "Khai sinh 1998", str(UI))
    assert counter.taken == [(["ui"], "Khai sinh 1998", "auto")]
    assert "Đây không phải ảnh." in texts(shown)


@pytest.mark.parametrize(
    ("name", "folder", "said"),
    [
        ("", str(UI), words_views.NO_BOOK_NAME),
        ("Khai sinh 1998", "", words_views.NOTHING_CHOSEN),
        ("Khai sinh 1998", "anh/1998", words_views.NOTHING_CHOSEN),
    ],
)
def test_a_take_in_without_name_or_pictures_asks_for_them(counter: Counter, name: str, folder: str, said: str) -> None:
    assert said in texts(filled(counter, name, folder))
    assert counter.taken == []


@pytest.mark.parametrize(
    ("state", "done", "said"),
    [
        (State.DONE, 4, "Đã đọc xong sổ «một»: 4 trang."),
        (State.STOPPED, 2, "Đã dừng sổ «một» sau 2 / 4 trang."),
        (State.BROKEN, 1, "Chưa cài Tesseract."),
    ],
)
def test_how_the_last_reading_ended_is_said(counter: Counter, state: State, done: int, said: str) -> None:
    reason = "Chưa cài Tesseract." if state is State.BROKEN else ""
    notes.write(counter.config.home / jobs.NOTE, asdict(Progress(state, "một", 4, done, 1.0, 2.0, reason)))
    assert said in texts(screen("take_in.py", counter))


def test_a_running_reading_is_shown_to_whoever_comes_and_can_be_stopped(counter: Counter) -> None:
    with jobs.holding(counter.config, "một", 4) as report:
        report.progress = replace(report.progress, begun=time.time() - 60)
        report.step("1.jpg")
        shown = screen("take_in.py", counter)
        assert "1 / 4 trang. Còn khoảng 3 phút" in texts(shown)
        shown.button(key="stop").click().run()
        assert (counter.config.home / jobs.STOP).exists()


class Sent:
    """A file as the browser sends it."""

    def __init__(self, name: str) -> None:
        """Name it."""
        self.name = name

    def getbuffer(self) -> memoryview:
        """Return its name, which is all there is in it."""
        return memoryview(self.name.encode())


def test_uploads_of_one_name_are_kept_apart_and_a_path_in_a_name_leads_nowhere(tmp_path: Path) -> None:
    kept = take_in._kept([Sent("2.jpg"), Sent("1.jpg"), Sent("1.jpg"), Sent("../../x.jpg"), Sent("a\\b.jpg")], tmp_path)
    assert [path.name for path in kept] == ["x.jpg", "1.jpg", "1.jpg", "2.jpg", "b.jpg"]
    assert all(tmp_path in path.parents and path.read_bytes() for path in kept)
    assert len(set(kept)) == len(kept)


def test_what_a_person_likes_is_kept_under_the_own_name(tmp_path: Path) -> None:
    desk = FakeDesk(config=Config(tmp_path, "sqlite://"))
    shown = screen("settings.py", desk)
    shown.radio(key="size").set_value(150).run()
    shown.toggle(key="contrast").set_value(True).run()
    assert preferences.of(desk.config, CLERK) == Preferences("vi", 150, contrast=True)
    assert preferences.of(desk.config, "Hoa") == Preferences()


def test_the_keys_of_the_help_are_the_keys_of_the_record() -> None:
    written = "".join(
        (UI / "parts" / name).read_text(encoding="utf-8") for name in ("loop/keys.js", "loop/record.html")
    )
    chords = {chord for keys, _ in dict(words_views.KEYS)["Đối chiếu"] for chord in keys.split()}
    letters = {chord.removeprefix("Alt+") for chord in chords if re.fullmatch(r"Alt\+[A-Z]", chord)}
    assert letters == set(re.findall(r"Key([A-Z])", written))
    assert set(re.findall(r"<kbd>(Alt\+[^<]+)</kbd>", written)) <= chords
