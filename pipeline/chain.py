"""The log as plain values: each event carries the hash of the one before it, so that a changed one is found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from hashlib import sha256
from typing import Any

from pipeline.entries import Decision

BEFORE_ALL = "0" * 64
"""Stands for the hash before the first event."""

KINDS: Mapping[str, str] = {
    "sign-in": "đăng nhập",
    "sign-in-refused": "đăng nhập không được",
    "sign-out": "đăng xuất",
    "lock": "khoá màn hình",
    "unlock": "mở khoá màn hình",
    "unlock-refused": "mở khoá không được",
    "view": "xem trường hợp",
    "decision": "trả lời ô",
    "export": "bàn giao",
    "form": "đổi biểu mẫu của sổ",
    "seeding": "đổi mức ô thử",
    "account-added": "thêm tài khoản",
    "account-disabled": "ngừng tài khoản",
    "account-enabled": "cho dùng lại tài khoản",
    "account-roles": "đổi quyền tài khoản",
    "account-outside": "đổi tên ở dịch vụ đăng nhập của cơ quan",
    "password-reset": "đặt lại mật khẩu",
    "password-changed": "đổi mật khẩu",
    "session-revoked": "thu hồi phiên làm việc",
}
"""What is logged, in the clerk's words."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    Attributes:
        id: number, from 1 without gaps.
        when: moment in UTC, as ISO 8601.
        kind: one of ``KINDS``.
        who: whose act it was.
        about: JSON of what it was about.
        previous: hash of the event before.
        mark: hash of this one.
    """

    id: int
    when: str
    kind: str
    who: str
    about: str
    previous: str
    mark: str = ""

    def right_mark(self) -> str:
        """Return the hash that this event must carry: of the one before and of everything it says."""
        return sha256(
            (self.previous + canonical([self.id, self.when, self.kind, self.who, self.about])).encode()
        ).hexdigest()


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of looking the log through.

    Attributes:
        events: how many events it has.
        head: hash of the last one, ``BEFORE_ALL`` if there is none. Written down elsewhere, it shows later that no end was
            cut off.
        trouble: in Vietnamese, the first thing that is wrong; '' if all is right.
    """

    events: int
    head: str
    trouble: str


def canonical(about: Mapping[str, Any] | list[Any]) -> str:
    """Return JSON of which there is one form only."""
    return json.dumps(about, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def walk(events: Iterable[Event], head: str = "") -> Verified:
    """Follow the chain from its beginning to the first broken link.

    Args:
        events: the whole log, oldest first.
        head: a hash written down earlier, which must still be in the chain; '' for none.
    """
    previous, count, seen_head = BEFORE_ALL, 0, not head
    for event in events:
        if event.id != count + 1:
            return Verified(count, previous, f"Thiếu sự kiện số {count + 1}: sau số {count} là số {event.id}.")
        if event.previous != previous or event.mark != event.right_mark():
            return Verified(count, previous, f"Sự kiện số {event.id} ({event.when}) đã bị sửa hoặc chèn vào.")
        previous, count = event.mark, event.id
        seen_head = seen_head or event.mark.startswith(head)
    trouble = "" if seen_head else f"Không còn sự kiện mang mã {head}: phần cuối nhật ký đã bị cắt hoặc viết lại."
    return Verified(count, previous, trouble)


def digest(entry_id: int, decision: Decision) -> str:
    """Return a hash of everything a decision says, by which the log knows it without repeating personal particulars."""
    when = decision.when if decision.when.tzinfo else decision.when.replace(tzinfo=UTC)
    said: list[Any] = [entry_id, decision.column, decision.verdict.value, decision.text, decision.who.strip()]
    said += [when.astimezone(UTC).isoformat(timespec="microseconds"), decision.key, decision.proposal]
    return sha256(canonical(said).encode()).hexdigest()
