"""The stream of a screen while its session lives: held still while it is locked, closed when it is over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.errors import RegisterError
from pipeline.staff import Session

LOOK_EVERY = 2.0
"""Seconds between looks at the session: a revoked one is out of the screens within that time."""

OVER = 1008
"""Code of a closed stream: policy violation (RFC 6455, 7.4.1)."""


class Stream:
    """One websocket of one session."""

    def __init__(
        self, app: ASGIApp, session: Callable[[], Session | None], is_locked: Callable[[Session], bool]
    ) -> None:
        """Stand between the browser and ``app``; ``session`` returns the session as it is now, None if it is over."""
        self._app = app
        self._session = session
        self._is_locked = is_locked
        self._open = asyncio.Event()
        self._open.set()
        self._over = asyncio.Event()
        self._close_lock = asyncio.Lock()

    async def run(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the stream until the browser or the session ends it."""
        watching = asyncio.create_task(self._watch(send))
        try:
            await self._app(scope, lambda: self._heard(receive), lambda message: self._say(message, send))
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    async def _watch(self, send: Send) -> None:
        while not self._over.is_set():
            await asyncio.sleep(LOOK_EVERY)
            await self._look()
        async with self._close_lock:
            with suppress(RuntimeError, OSError):  # the browser may have gone at the same moment
                await send({"type": "websocket.close", "code": OVER, "reason": ""})

    async def _look(self) -> None:
        """See how the session stands; a store that cannot be read just now changes nothing."""
        with suppress(RegisterError):
            session = await run_in_threadpool(self._session)
            if session is None or session.account.must_change:
                self._over.set()
                self._open.set()
            elif self._is_locked(session):
                self._open.clear()
            else:
                self._open.set()

    async def _heard(self, receive: Receive) -> Message:
        """Return what the browser says; while the session is locked it says nothing, when it is over it is gone."""
        while True:
            message = await self._next(receive)
            if message["type"] != "websocket.receive":
                return message
            await self._look()
            if self._over.is_set():
                return {"type": "websocket.disconnect", "code": OVER}
            if self._open.is_set():
                return message

    async def _next(self, receive: Receive) -> Message:
        hearing, over = asyncio.ensure_future(receive()), asyncio.ensure_future(self._over.wait())
        try:
            await asyncio.wait({hearing, over}, return_when=asyncio.FIRST_COMPLETED)
            if hearing.done():
                return hearing.result()
            return {"type": "websocket.disconnect", "code": OVER}
        finally:
            hearing.cancel()
            over.cancel()

    async def _say(self, message: Message, send: Send) -> None:
        """Send what the application says, once the session is open; what it says after the end goes nowhere."""
        if message["type"] == "websocket.send":
            await self._open.wait()
        async with self._close_lock:
            if not self._over.is_set():
                await send(message)
