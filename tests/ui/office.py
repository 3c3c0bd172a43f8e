"""An office for browser tests: a real store with one drawn book, the real application, a real browser."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from playwright.sync_api import Locator, Page, expect

from pipeline.accounts import Accounts
from pipeline.config import Config
from pipeline.desk import Desk
from pipeline.door import Door
from pipeline.entries import Book, Candidate, Decision, Entry, Ink, Reading, ReadPage
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.rights import Role
from pipeline.store import NewPage
from pipeline.store.database import Database
from ui.entrance import COOKIE

APP = Path(__file__).resolve().parents[2] / "ui" / "app.py"
REASON = "Ảnh bị hỏng. Hãy quét lại trang này."
CLERK = "Lò Thị Mai"
PASSWORD = "Ruong-bac-thang-7"
SIZE = (1600, 1000)
ROWS = (
    ("07", "12.05.1989", "Nông Văn Tài", "Nam", "02.05.1989", "Tày", "Bản Mới", "Nông Văn Lý", "Hoàng Thị Sen"),
    ("08", "13.05.1989", "Lường Thị Hoa", "Nữ", "1989", "Thái", "Bản Pho", "Lường Văn Pắn", "Cà Thị Ún"),
    ("09", "20.05.1989", "Vừ A Dính", "Nam", "05.1989", "Mông", "Bản Phó", "Vừ A Lử", "Giàng Thị Máy"),
)
"""Made-up cases as they are written on the drawn page."""

COLUMNS = [column.name for column in loader.load("birth-table").columns]


def draw_page(file: Path) -> None:
    """Draw a page of ruled rows with the cases of ``ROWS``; people and places are made up."""
    picture = Image.new("RGB", SIZE, "#efe6cf")
    pen = ImageDraw.Draw(picture)
    font = ImageFont.truetype("DejaVuSans.ttf", 20)
    for row, texts in enumerate(ROWS):
        for place, text in enumerate(texts):
            box = box_of(row, place)
            pen.rectangle((box.x, box.y, box.right, box.bottom), outline="#8a7a5a", width=2)
            pen.text((box.x + 8, box.y + 30), text, fill="#26337a", font=font)
    picture.save(file, quality=90)


def box_of(row: int, place: int) -> Box:
    """Return where the cell of a row lies on the drawn page, px."""
    return Box(40 + place * 168, 150 + row * 130, 168, 110)


def readings(row: int, *, sure: bool = False) -> Mapping[str, Reading]:
    """Return what a machine might have read: mostly right, one name wrong, one cell nothing."""
    found = {}
    for place, (column, text) in enumerate(zip(COLUMNS, ROWS[row], strict=True)):
        reading = Reading(text, (0.95 if sure else 0.94) - 0.1 * row, Ink.WRITTEN, box_of(row, place), (), ("chữ rõ",))
        if column == "nksHoTen":
            others = (Candidate("Nông Văn Tại", 0.2), Candidate("Nóng Văn Tai", 0.1))
            reading = Reading(text[:-1] + "x", 0.4, Ink.WRITTEN, box_of(row, place), others)
        if column == "nksDanToc":
            reading = Reading("", 0.0, Ink.BLANK, box_of(row, place))
        found[column] = reading
    return found


def read_page(*, sure: bool = False) -> ReadPage:
    """Return what a machine might have made of the drawn page."""
    return ReadPage("birth-table", tuple(readings(row, sure=sure) for row in range(len(ROWS))), (), {}, 1.0, SIZE)


def add_book(config: Config, name: str, *, sure: bool = False, pages: int = 1) -> None:
    """Put a book into the store: read pages with the cases of ``ROWS``, and one page that failed."""
    config.pictures.mkdir(parents=True, exist_ok=True)
    picture = config.pictures / f"{name}.jpg"
    draw_page(picture)
    checksum = hashlib.sha256(picture.read_bytes() + name.encode()).hexdigest()
    lost = NewPage("trang-2.jpg", checksum[::-1], 0, picture, picture)
    store = Database.open(config)
    store.add_book(Book(name, "birth-table", "Mường Phăng", "Điện Biên", "Điện Biên", 1989, "01"))
    store.add_pages(name, [NewPage("trang-1.jpg", checksum, 0, picture, picture)])
    store.add_pages(name, [lost])
    for number in range(1, pages):
        again = hashlib.sha256(f"{checksum} {number}".encode()).hexdigest()
        store.add_pages(name, [NewPage(f"trang-{number + 2}.jpg", again, 0, picture, picture)])
    good, bad, *more = store.pages(name)
    for page in (good, *more):
        store.store_read(page.id, read_page(sure=sure), {})
    store.fail(bad.id, REASON)
    store.close()


class Office:
    """The application on one store and one port; it can be killed and started again."""

    def __init__(self, home: Path) -> None:
        """Choose a free port."""
        self.config = Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")
        home.mkdir()
        self._books = 0
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None

    def new_book(self, *, sure: bool = False, pages: int = 1) -> str:
        """Put a fresh book into the store and return its name; some cells of its first case are ``sure`` if asked for."""
        self._books += 1
        name = f"Khai sinh 1989 ({self._books})"
        add_book(self.config, name, sure=sure, pages=pages)
        return name

    def read_anew(self, book: str) -> None:
        """Read the page of a book again, as ``sohoa read --again`` does beside the review."""
        store = Database.open(self.config)
        store.store_read(store.pages(book)[0].id, read_page(), {})
        store.close()

    def start(self) -> None:
        """Start the application as ``sohoa review`` does, and wait until it answers; do nothing if it runs."""
        if self._server is not None:
            return
        flags = {
            "server.address": "127.0.0.1",
            "server.port": str(self.port),
            "server.headless": "true",
            "server.fileWatcherType": "none",
            "browser.gatherUsageStats": "false",
            "client.toolbarMode": "minimal",
            "theme.base": "light",
            "theme.primaryColor": "#0b5cad",
            "theme.baseFontSize": "18",
        }
        command = [sys.executable, "-m", "streamlit", "run", str(APP)]
        for name, value in flags.items():
            command += [f"--{name}", value]
        # the sources beside these tests, wherever the installed ones lie
        there = {
            **os.environ,
            "PYTHONPATH": str(APP.parents[1]),
            "SOHOA_HOME": str(self.config.home),
            "SOHOA_STORE": self.config.store_url,
        }
        with (self.config.home / "server.log").open("ab") as log:
            self._server = subprocess.Popen(command, env=there, stdout=log, stderr=log, cwd=self.config.home)
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError((self.config.home / "server.log").read_text())

    def kill(self) -> None:
        """End the application as a power cut would."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None

    @contextmanager
    def accounts(self) -> Iterator[Accounts]:
        """Keep the accounts from outside, as ``sohoa account`` does."""
        accounts = Accounts.open(self.config, "Phòng Tư pháp")
        yield accounts
        accounts.close()

    @contextmanager
    def door(self) -> Iterator[Door]:
        """Stand at the door of the store from outside."""
        door = Door.open(self.config)
        yield door
        door.close()

    def person(self, name: str = CLERK, roles: Sequence[Role] = (Role.CLERK,)) -> str:
        """Return the name of an account with the password ``PASSWORD``, made on first use."""
        with self.accounts() as accounts:
            if name not in {account.name for account in accounts.all()}:
                accounts.add(name, roles, PASSWORD)
        return name

    def let_in(self, page: Page, name: str = CLERK, roles: Sequence[Role] = tuple(Role)) -> str:
        """Give a browser the session of a person, without the form; return its token."""
        self.person(name, roles)
        with self.door() as door:
            token = door.sign_in(name, PASSWORD, "127.0.0.1")
        page.context.add_cookies([{"name": COOKIE, "value": token, "url": self.address}])
        return token

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """Look into the store from outside, as another program would."""
        desk = Desk.open(self.config)
        yield desk
        desk.close()


class Desktop:
    """The review screen in a browser, in the words of its user."""

    def __init__(self, page: Page, office: Office, *, sure: bool = False) -> None:
        """Sit down with a book of one's own, some cells of its first case ``sure`` if asked for."""
        self.page = page
        self.office = office
        self.book = office.new_book(sure=sure)

    def open(self) -> Desktop:
        """Load the review screen for a person at work with a book in the address, and wait for the first field and its picture."""
        self.office.let_in(self.page)
        self.page.goto(f"{self.office.address}/review?book={self.book}")
        expect(self.field).to_be_focused(timeout=30_000)
        # what nobody can have seen yet is not confirmed
        expect(self.page.locator(".desk .cell img")).to_have_js_property("complete", value=True)
        return self

    @property
    def field(self) -> Locator:
        """The one field."""
        return self.page.locator(".desk input")

    @property
    def title(self) -> Locator:
        """The printed label of the cell in hand."""
        return self.page.locator(".desk h2")

    @property
    def row(self) -> int:
        """Which case of ``ROWS`` is open."""
        return int(self.page.locator(".desk .where").inner_text().rsplit(" ", 1)[1]) - 1

    def press(self, *keys: str) -> None:
        """Press keys or chords, one after another, as they come from a keyboard; a row of them waits for each cell's picture."""
        for key in keys:
            if key == "Enter" and len(keys) > 1:
                expect(self.page.locator(".desk .cell img")).to_have_js_property("complete", value=True)
            self.page.keyboard.press(key)

    def at(self, title: str) -> None:
        """Wait until the cell with this label is in hand."""
        expect(self.title).to_have_text(title)

    def all_saved(self) -> None:
        """Wait until the screen says that every answer is on disk."""
        expect(self.page.locator(".desk .status")).to_have_attribute("data-state", "saved", timeout=45_000)

    def entry(self, row: int) -> Entry:
        """Return a case of ``ROWS`` as it lies in the store now."""
        with self.office.desk() as desk:
            return next(entry for entry in desk.entries(self.book) if entry.order == row + 1)

    def answers(self, row: int) -> dict[str, tuple[str, str]]:
        """Return verdict and text of every answered cell of a case of ``ROWS``."""
        return {name: (decision.verdict.value, decision.text) for name, decision in self.entry(row).decisions.items()}

    def history(self, row: int) -> list[Decision]:
        """Return every answer on a case of ``ROWS``, oldest first."""
        with self.office.desk() as desk:
            return desk.history(self.entry(row).id)
