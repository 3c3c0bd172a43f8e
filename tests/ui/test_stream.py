"""The stream of a screen: passed on while the session is open, held still while it is locked, closed when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from fake_desk import FakeDoor

from pipeline.errors import StoreError
from ui.entrance import stream
from ui.entrance.stream import Stream

Message = dict[str, Any]


class Wire:
    """A browser at one end, an application at the other, and a session in between.

    Attributes:
        locked: whether the session waits for its password.
        over: whether it was ended.
        trouble: whether the store cannot be read.
        heard: what the application heard.
        shown: what the browser got.
    """

    def __init__(self) -> None:
        """Begin with an open session."""
        self.locked = self.over = self.trouble = False
        self.heard: list[Message] = []
        self.shown: list[Message] = []
        self.typed: asyncio.Queue[Message] = asyncio.Queue()
        self.says: asyncio.Queue[Message] = asyncio.Queue()
        self.session = FakeDoor().session("x")

    def looked_up(self) -> Any:
        """Return the session as it stands."""
        if self.trouble:
            raise StoreError("Ổ đĩa đã đầy.")
        return None if self.over else self.session

    async def app(self, _scope: Any, receive: Callable[[], Awaitable[Message]], send: Any) -> None:
        """Listen until the browser is gone, and say what the test wants."""
        speaking = asyncio.create_task(self.speak(send))
        while not self.heard or self.heard[-1]["type"] != "websocket.disconnect":
            self.heard.append(await receive())
        speaking.cancel()

    async def speak(self, send: Any) -> None:
        """Say everything that is to be said."""
        while True:
            await send(await self.says.get())

    async def show(self, message: Message) -> None:
        """Keep what the browser gets."""
        self.shown.append(message)


def on_the_wire(monkeypatch: pytest.MonkeyPatch, story: Callable[[Wire], Awaitable[None]]) -> Wire:
    """Run a story over a stream whose session is looked at often."""
    monkeypatch.setattr(stream, "LOOK_EVERY", 0.02)

    async def told() -> Wire:
        wire = Wire()
        one = Stream(wire.app, wire.looked_up, lambda _: wire.locked)
        serving = asyncio.create_task(one.run({"type": "websocket"}, wire.typed.get, wire.show))
        await story(wire)
        await wire.typed.put({"type": "websocket.disconnect", "code": 1001})
        await asyncio.wait_for(serving, 5)
        return wire

    return asyncio.run(told())


def typed(text: bytes) -> Message:
    return {"type": "websocket.receive", "bytes": text}


def said(text: bytes) -> Message:
    return {"type": "websocket.send", "bytes": text}


async def awhile() -> None:
    await asyncio.sleep(0.3)


def test_an_open_session_says_and_hears_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(wire: Wire) -> None:
        await wire.typed.put(typed(b"a"))
        await wire.says.put(said(b"b"))
        await awhile()

    wire = on_the_wire(monkeypatch, story)
    assert (wire.heard[0], wire.shown) == (typed(b"a"), [said(b"b")])


def test_a_locked_one_hears_nothing_and_says_it_only_when_it_is_open_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(wire: Wire) -> None:
        wire.locked = True
        await awhile()
        await wire.typed.put(typed(b"a"))
        await wire.says.put(said(b"b"))
        await awhile()
        assert (wire.heard, wire.shown) == ([], [])
        wire.locked = False
        await awhile()
        assert wire.shown == [said(b"b")]
        await wire.typed.put(typed(b"c"))
        await awhile()

    wire = on_the_wire(monkeypatch, story)
    assert [one.get("bytes") for one in wire.heard] == [b"c", None], (
        "what came while it was locked is gone: it is sent again"
    )


def test_one_that_is_over_is_closed_at_once_and_nothing_goes_through_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(wire: Wire) -> None:
        wire.over = True
        await awhile()
        await wire.says.put(said(b"b"))
        await awhile()

    wire = on_the_wire(monkeypatch, story)
    assert wire.shown == [{"type": "websocket.close", "code": 1008, "reason": ""}]
    assert wire.heard == [{"type": "websocket.disconnect", "code": 1008}]


def test_one_that_is_over_hears_nothing_even_before_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(wire: Wire) -> None:
        wire.over = True
        await wire.typed.put(typed(b"a"))
        await awhile()

    assert on_the_wire(monkeypatch, story).heard == [{"type": "websocket.disconnect", "code": 1008}]


def test_a_password_that_was_reset_closes_it_too(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(wire: Wire) -> None:
        assert wire.session is not None
        wire.session = replace(wire.session, account=replace(wire.session.account, must_change=True))
        await awhile()

    assert on_the_wire(monkeypatch, story).shown[0]["code"] == 1008


def test_a_store_that_cannot_be_read_for_a_moment_closes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def story(wire: Wire) -> None:
        wire.trouble = True
        await wire.typed.put(typed(b"a"))
        await awhile()
        wire.trouble = False
        await awhile()

    wire = on_the_wire(monkeypatch, story)
    assert (wire.heard[0], wire.shown) == (typed(b"a"), [])
