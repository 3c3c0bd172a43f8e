"""``sohoa audit``: who did what, and whether the log is as it was written."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime

from pipeline import config as configuration
from pipeline.accounts import Accounts, at_terminal
from pipeline.chain import KINDS, Event
from pipeline.errors import Exit, UsageError

HELP = "nhật ký: ai làm gì, và nhật ký còn nguyên không"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "verb", choices=["list", "verify"], metavar="VIỆC", help="list: in nhật ký; verify: soát nhật ký"
    )
    parser.add_argument("--since", default="", metavar="NGÀY", help="list: chỉ từ ngày này, ví dụ 2026-11-25")
    parser.add_argument(
        "--head", default="", metavar="MÃ", help="verify: mã cuối đã ghi lại lần trước, phải còn trong nhật ký"
    )


def run(chosen: argparse.Namespace) -> Exit:
    """Print the log, or say whether its chain holds.

    Raises:
        UsageError: the day is none.
    """
    since = _moment(chosen.since) if chosen.since else ""
    accounts = Accounts.open(configuration.load(), at_terminal())
    try:
        return _verify(accounts, chosen.head) if chosen.verb == "verify" else _list(accounts.events(since))
    finally:
        accounts.close()


def _moment(day: str) -> str:
    """Return a day, or day and time, of this machine's clock as ISO 8601 in UTC.

    Raises:
        UsageError: it is none.
    """
    try:
        return datetime.fromisoformat(day).astimezone(UTC).isoformat(timespec="microseconds")
    except ValueError as error:
        raise UsageError("--since phải là ngày viết như 2026-11-25, hoặc ngày giờ như 2026-11-25T08:00.") from error


def _list(events: list[Event]) -> Exit:
    for event in events:
        when = datetime.fromisoformat(event.when).astimezone().strftime("%d.%m.%Y %H:%M:%S")
        about = ", ".join(f"{name} {_shown(value)}" for name, value in json.loads(event.about).items() if value != "")
        print(f"{event.id} · {when} · {event.who} · {KINDS.get(event.kind, event.kind)} · {about}")
    return Exit.DONE


def _shown(value: object) -> str:
    """Return a value short; names come from strangers and may hold letters that move a terminal's cursor."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return "".join(letter if letter.isprintable() else "?" for letter in text)[:120]


def _verify(accounts: Accounts, head: str) -> Exit:
    found = accounts.verify(head)
    if found.trouble:
        print(f"Nhật ký không còn nguyên: {found.trouble}", file=sys.stderr)
        print("Hãy giữ nguyên kho, và đối chiếu với bản sao lưu gần nhất.", file=sys.stderr)
        return Exit.SOME_FAILED
    print(f"Nhật ký nguyên vẹn: {found.events} sự kiện. Mã cuối, nên ghi lại ngoài máy: {found.head}")
    return Exit.DONE
