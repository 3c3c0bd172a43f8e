"""Opens the screens on this machine: one port, one Streamlit server, one page in the browser."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import time
import webbrowser
from contextlib import suppress

from pipeline.config import ROOT, Config
from pipeline.errors import UsageError

HERE = "127.0.0.1"
QUIET = (
    f"--server.address={HERE}",
    "--server.headless=true",
    "--server.fileWatcherType=none",
    "--browser.gatherUsageStats=false",
    "--client.toolbarMode=minimal",
    "--theme.base=light",
    "--theme.primaryColor=#0b5cad",
    "--theme.baseFontSize=18",
)
"""The application serves this machine only, asks nothing at its first start and sends nothing anywhere."""

HEAPS = "2"
"""Heaps of a server on Linux."""

LAST_PORT = 65535


def address(port: int) -> str:
    """Return where the screens are; by number, since ``localhost`` may first lead to another server by IPv6."""
    return f"http://{HERE}:{port}"


def claim(port: int) -> None:
    """Make sure that the screens can be served at a port, before a browser could open somebody else's there.

    Raises:
        UsageError: it is no port, it is in use, or the system keeps it for itself.
    """
    if not 1 <= port <= LAST_PORT:
        raise UsageError(f"--port phải là số từ 1 đến {LAST_PORT}, ví dụ --port 8502.")
    try:
        _bind(port)
    except OSError as error:
        other = f"hãy thêm --port {_free(port)} vào lệnh."
        if error.errno != errno.EADDRINUSE:
            raise UsageError(f"Máy này không cho dùng cổng {port}; {other}") from error
        already = f"Nếu màn hình soát đang mở sẵn thì dùng tiếp nó ở {address(port)}"
        raise UsageError(f"Cổng {port} đang bận. {already}; nếu không, {other}") from error


def _bind(port: int) -> None:
    """Take a port for a moment.

    Raises:
        OSError: it cannot be taken.
    """
    with socket.socket() as place:
        if (
            os.name == "posix"
        ):  # a server that was closed a moment ago still lingers there; the port is free all the same
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        else:  # else Windows lets two programs listen at the same port
            place.setsockopt(socket.SOL_SOCKET, getattr(socket, "SO_EXCLUSIVEADDRUSE", ~socket.SO_REUSEADDR), 1)
        place.bind((HERE, port))


def _free(port: int) -> int:
    """Return the next port that can be taken."""
    for other in range(max(port, 1023) + 1, min(max(port, 1023) + 50, LAST_PORT)):
        with suppress(OSError):
            _bind(other)
            return other
    return 8502


def surroundings(config: Config) -> dict[str, str]:
    """Return the environment that the server runs in: the store, and few heaps.

    glibc gives every thread a heap of its own and each session is a thread: what one has freed another cannot use.
    """
    return {"MALLOC_ARENA_MAX": HEAPS, **os.environ, "SOHOA_HOME": str(config.home), "SOHOA_STORE": config.store_url}


def command(port: int) -> list[str]:
    """Return the command that serves the screens of this installation at a port."""
    return [sys.executable, "-m", "streamlit", "run", str(ROOT / "ui" / "app.py"), f"--server.port={port}", *QUIET]


def serve(config: Config, port: int, path: str = "") -> int:
    """Serve the screens until they are closed, and open them in the browser at ``path``; return the server's exit code."""
    server = subprocess.Popen(command(port), env=surroundings(config))
    try:
        if _answers(server, port):
            webbrowser.open(address(port) + path)
        return server.wait()
    finally:
        server.terminate()


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until the application answers; False if it ended before."""
    while server.poll() is None:
        with suppress(OSError), socket.create_connection((HERE, port), timeout=1):
            return True
        time.sleep(0.2)
    return False
