"""The plain routes of the record loop: only the application's own page writes, and the parts never go stale."""

import asyncio
import json
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from fake_desk import NAME, FakeDesk, entry
from starlette.applications import Starlette
from test_outbox import letter

from pipeline.errors import StoreError
from pipeline.preferences import LANGUAGES
from ui import answers
from ui.entrance import SESSION
from ui.parts import record

OWN = {"sec-fetch-site": "same-origin", "content-type": "application/json"}


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Office:
    """The routes, asked as a server asks an application, without a network."""

    desk: FakeDesk

    def ask(self, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        """Get what lies at a path, or post a body to it."""
        sent = {"host": "office", **(headers or {})} | (
            {"content-length": str(len((body or "").encode()))} if body is not None else {}
        )
        scope = {
            "type": "http",
            "method": "GET" if body is None else "POST",
            "path": path,
            "query_string": b"",
            "headers": [(name.encode(), text.encode()) for name, text in sent.items()],
            SESSION: SimpleNamespace(account=SimpleNamespace(name="Lò Thị Mai")),
        }
        said: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": (body or "").encode(), "more_body": False}

        async def send(message: Any) -> None:
            said.append(message)

        app = Starlette(routes=answers.routes(lambda: self.desk, lambda: self.desk))  # type: ignore[arg-type, return-value]
        with ThreadPoolExecutor(1) as aside:  # the browser of other tests keeps a loop running in this thread
            aside.submit(lambda: asyncio.run(app(scope, receive, send))).result()
        told = {name.decode(): text.decode() for name, text in said[0]["headers"]}
        return Answer(said[0]["status"], told, b"".join(part.get("body", b"") for part in said[1:]))

    def post(self, *letters: dict[str, Any], headers: dict[str, str] = OWN) -> Answer:
        """Send answers as the browser does."""
        return self.ask("/answers", json.dumps({"letters": letters}), headers)


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk({1: entry(1)})


@pytest.fixture
def office(desk: FakeDesk) -> Office:
    return Office(desk)


def test_answers_are_kept_and_acknowledged(office: Office, desk: FakeDesk) -> None:
    said = office.post(letter("k1"), letter("k2")).json()
    assert said == {"acknowledged": ["k1", "k2"], "refused": {}, "trouble": ""}
    assert [decision.key for _, decision in desk.kept] == ["k1", "k2"]


def test_an_answer_that_comes_twice_is_acknowledged_twice_and_kept_once(office: Office, desk: FakeDesk) -> None:
    assert [office.post(letter()).json()["acknowledged"] for _ in range(2)] == [["k1"], ["k1"]]
    assert len(desk.kept) == 1


def test_trouble_with_the_disk_comes_back_as_its_sentence(office: Office, desk: FakeDesk) -> None:
    desk.trouble = StoreError("Ổ đĩa đã đầy.")
    said = office.post(letter()).json()
    assert (said["acknowledged"], said["trouble"][:13]) == ([], "Ổ đĩa đã đầy.")


def test_answers_under_another_name_wait_and_are_not_taken(office: Office, desk: FakeDesk) -> None:
    said = office.post(letter("k1", who="Kẻ Khác"), letter("k2"), {"key": "k3"}).json()
    assert said == {"acknowledged": ["k2"], "refused": {}, "trouble": ""}
    assert [decision.who for _, decision in desk.kept] == ["Lò Thị Mai"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OWN, 200),
        ({"origin": "http://office", "content-type": "application/json"}, 200),
        (OWN | {"sec-fetch-site": "cross-site"}, 403),
        (OWN | {"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://elsewhere", "content-type": "application/json"}, 403),
        ({"origin": "null", "content-type": "application/json"}, 403),
        ({"content-type": "application/json"}, 403),
        (OWN | {"content-type": "text/plain"}, 403),
    ],
)
def test_only_the_own_page_writes(office: Office, desk: FakeDesk, headers: dict[str, str], status: int) -> None:
    answer = office.post(letter(), headers=headers)
    assert (answer.status, len(desk.kept)) == (status, int(status == 200))


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"letters": 1}', '{"letters": [1]}', '{"letters": null}'])
def test_what_is_no_sending_is_refused_whole(office: Office, desk: FakeDesk, body: str) -> None:
    assert office.ask("/answers", body, OWN).status == 400
    assert desk.kept == []


def test_a_sending_that_would_fill_the_memory_is_refused(office: Office, desk: FakeDesk) -> None:
    assert office.post(letter(text="x" * answers.MOST_BYTES)).status == 413
    assert desk.kept == []


def test_a_book_gives_its_texts_and_an_unknown_one_a_sentence(office: Office, desk: FakeDesk) -> None:
    office.post(letter())
    said = office.ask(f"/completions/{NAME}")
    assert said.json()["columns"] == {"so": ["12"]}
    assert said.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["main.js", "record.html", "record.css", "words.vi.json", "words.en.json"])
def test_the_parts_of_the_loop_are_kept_by_the_browser_for_ever(office: Office, name: str) -> None:
    answer = office.ask(f"{record.PARTS}/{record.VERSION}/{name}")
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("address", ["old/main.js", f"{record.VERSION}/package.json", f"{record.VERSION}/record.py"])
def test_what_is_no_part_of_this_version_is_not_served(office: Office, address: str) -> None:
    assert office.ask(f"{record.PARTS}/{address}").status == 404


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_every_word_of_the_markup_and_of_the_scripts_exists(spoken: str) -> None:
    words = json.loads(record.FILES[record.words_file(spoken)])
    markup = set(re.findall(r"\{\{(\w+)\}\}", record.FILES["record.html"].decode()))
    scripts = b"\n".join(body for name, body in record.FILES.items() if name.endswith(".js")).decode()
    used = markup | set(re.findall(r"\bwords\.(\w+)", scripts)) - {"json"}
    assert used - set(words) == set()
