"""A slow network in front of a server: every byte of every connection waits and shares a narrow line."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress

CHUNK = 4096


class SlowNetwork:
    """Forwards a port to another one, as if both lay at the ends of a slow line.

    Attributes:
        sent: bytes that went down so far, from the server to the browser.
    """

    def __init__(self, port: int, target: int, round_trip: float, bits: int) -> None:
        """Describe the line.

        Args:
            port: to listen at on this machine.
            target: port of the server.
            round_trip: seconds there and back.
            bits: a second, in each direction.
        """
        self.port, self.target, self.wait, self.bytes_a_second = port, target, round_trip / 2, bits / 8
        self.sent = 0
        self._free = {"up": 0.0, "down": 0.0}
        self._open = threading.Event()
        self._carrying = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._carrying.start()
        self._open.wait(10)

    def close(self) -> None:
        """Cut the line."""
        self._loop.call_soon_threadsafe(self._cut.set)
        self._carrying.join(10)

    async def _serve(self) -> None:
        self._loop, self._cut = asyncio.get_running_loop(), asyncio.Event()
        async with await asyncio.start_server(self._accept, "127.0.0.1", self.port):
            self._open.set()
            await self._cut.wait()

    async def _accept(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.CancelledError):
            far, on = await asyncio.open_connection("127.0.0.1", self.target)
            await asyncio.gather(self._carry(near, on, "up"), self._carry(far, back, "down"))

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, way: str) -> None:
        """Carry one direction: a chunk leaves when the line is free, and arrives half a round trip later."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivering = asyncio.create_task(self._deliver(under_way, target))
        with suppress(OSError):
            while chunk := await source.read(CHUNK):
                now = self._loop.time()
                self._free[way] = max(self._free[way], now) + len(chunk) / self.bytes_a_second
                self.sent += len(chunk) * (way == "down")
                await under_way.put((self._free[way] + self.wait, chunk))
        await under_way.put((self._loop.time() + self.wait, b""))
        await delivering

    async def _deliver(self, under_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while True:
                when, chunk = await under_way.get()
                await asyncio.sleep(max(0.0, when - self._loop.time()))
                if not chunk:
                    break
                target.write(chunk)
                await target.drain()
        with suppress(OSError):
            target.close()
