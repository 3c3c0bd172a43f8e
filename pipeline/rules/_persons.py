"""The persons of an entry as the ministry's columns name them, and what is known of their sex."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.entries import Entry
from pipeline.vietnamese import key


class Sex(StrEnum):
    """As a register writes it."""

    MALE = "nam"
    FEMALE = "nữ"


_WRITTEN = {key(sex): sex for sex in Sex}


@dataclass(frozen=True, slots=True)
class Person:
    """Someone an entry names.

    Attributes:
        prefix: how the person's columns begin (domain.md §1.4).
        words: who that is, for a finding.
        known: the sex if the part in the family says it.
    """

    prefix: str
    words: str
    known: Sex | None = None

    def column(self, what: str) -> str:
        """Return the person's column, as ``meNgaySinh`` for ``NgaySinh``."""
        return self.prefix + what

    def sex(self, entry: Entry) -> Sex | None:
        """Return the sex, None if nothing readable says it."""
        return self.known or _WRITTEN.get(key(entry.best(self.column("GioiTinh"))).strip())


PERSONS = (
    Person("nks", "người được khai sinh"),
    Person("me", "mẹ", Sex.FEMALE),
    Person("cha", "cha", Sex.MALE),
    Person("vo", "vợ", Sex.FEMALE),
    Person("chong", "chồng", Sex.MALE),
    Person("nkt", "người chết"),
    Person("cm", "người là cha, mẹ"),
    Person("nc", "người con"),
    Person("nxn", "người được xác nhận"),
)
BY_PREFIX = {person.prefix: person for person in PERSONS}
