"""A port that cannot be had is refused before a browser could open somebody else's screens."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import browser, cli
from pipeline.config import Config
from pipeline.errors import Exit, UsageError


@pytest.fixture(params=["127.0.0.1", "0.0.0.0"])
def taken(request: pytest.FixtureRequest) -> Iterator[int]:
    """Another program that listens on this machine or on all its networks."""
    with socket.socket() as other:
        other.bind((request.param, 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_a_port_in_use_is_refused_with_one_that_is_free(taken: int) -> None:
    with pytest.raises(UsageError, match=f"Cổng {taken} đang bận") as refused:
        browser.claim(taken)
    found = re.search(r"--port (\d+)", str(refused.value))
    assert found is not None
    browser.claim(int(found[1]))


@pytest.mark.parametrize("command", ["review", "demo"])
def test_no_screens_and_no_browser_open_at_a_port_in_use(
    command: str, taken: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([command, "--port", str(taken)]) == Exit.USAGE
    printed = capsys.readouterr()
    assert f"Cổng {taken} đang bận" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("port", [0, -1, 65536, 99999999])
def test_what_is_no_port_is_refused(port: int) -> None:
    with pytest.raises(UsageError, match="--port phải là số từ 1 đến 65535"):
        browser.claim(port)


def test_a_free_port_is_left_free() -> None:
    with socket.socket() as once:
        once.bind(("127.0.0.1", 0))
        port = once.getsockname()[1]
    browser.claim(port)
    browser.claim(port)


def test_a_port_whose_server_was_closed_a_moment_ago_is_free() -> None:
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()  # the side that closes first lingers
    browser.claim(port)


@pytest.mark.parametrize(("given", "heaps"), [({}, "2"), ({"MALLOC_ARENA_MAX": "7"}, "7")])
def test_the_server_gets_few_heaps_unless_the_office_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, given: dict[str, str], heaps: str
) -> None:
    monkeypatch.delenv("MALLOC_ARENA_MAX", raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    place = browser.surroundings(Config(tmp_path, "sqlite://"))
    assert place["MALLOC_ARENA_MAX"] == heaps
    assert place["SOHOA_HOME"] == str(tmp_path)
