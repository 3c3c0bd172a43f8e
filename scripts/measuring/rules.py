"""Checks made-up books of known faults with every rule and says how many were found, and how fast.

The books hold what a normal office writes and no rule may doubt: late registrations, year-only dates, ages, strokes,
passports, names of minorities. Into some of their entries faults are planted, one each.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pipeline import dates, rules
from pipeline.catalogue import names, part
from pipeline.dates import PartialDate
from pipeline.entries import Book, Decision, Entry, Finding, Page, PageState, Verdict
from scripts.measuring.record import Section

ENTRIES = 5000
PLANTED = 20
"""Entries a kind of fault is planted into."""

YEAR = 2018
NOTE = """One book of {count} entries of each kind. Seconds of processor time; the first rule also reads the dates that the others
find read. The books are made up: the counts say that the rules work, not how often they help."""
WHEN = datetime(2026, 11, 24, tzinfo=UTC)

Cells = dict[str, str]
Fault = tuple[str, Callable[[Cells], None]]


@dataclass
class Kind:
    """One kind of book.

    Attributes:
        form: name of its form.
        cells: makes what stands in an entry, from the day of registration.
        faults: the rule that must find a fault, and what makes it.
    """

    form: str
    cells: Callable[[random.Random, date], Cells]
    faults: Sequence[Fault]


@dataclass
class Found:
    """What one rule did over all books.

    Attributes:
        planted: faults it should find.
        found: those it named.
        false: its findings on entries without a fault that it must find.
        seconds: processor time it took, by form.
    """

    planted: int = 0
    found: int = 0
    false: int = 0
    seconds: dict[str, float] = field(default_factory=dict)


HELP = "seconds and planted faults found of every rule on made-up books"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("--entries", type=int, default=ENTRIES, help="entries of each book, 1000 or more")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.entries)


def measure(count: int) -> Section:
    """Measure every rule on one book of ``count`` entries of each kind."""
    per_rule = {name: Found() for name in names(rules)}
    for kind in KINDS:
        entries, faulty = _book(kind, count)
        about = Book(kind.form, kind.form, "Tân Cương", "Thái Nguyên", "Thái Nguyên", YEAR, "01")
        for name, found in per_rule.items():
            begun = time.process_time()
            findings = part(rules, name)()(about, entries)
            found.seconds[kind.form] = time.process_time() - begun
            _count(found, findings, faulty.get(name, set()))
    return _section(per_rule, count)


def _count(found: Found, findings: Sequence[Finding], faulty: set[int]) -> None:
    named = {entry for finding in findings for entry in finding.entry_ids}
    found.planted += len(faulty)
    found.found += len(faulty & named)
    found.false += sum(not faulty & set(finding.entry_ids) for finding in findings)


def _section(per_rule: Mapping[str, Found], count: int) -> Section:
    forms = [kind.form for kind in KINDS]
    lines = [f"| rule | planted | found | false | {' | '.join(f'{form}, s' for form in forms)} |"]
    lines.append("|" + "---|" * (4 + len(forms)))
    for name, of in per_rule.items():
        times = " | ".join(f"{of.seconds[form]:.2f}" for form in forms)
        lines.append(f"| `{name}` | {of.planted} | {of.found} | {of.false} | {times} |")
    whole = {form: sum(of.seconds[form] for of in per_rule.values()) for form in forms}
    sums = Counter[str]()
    for of in per_rule.values():
        sums.update(planted=of.planted, found=of.found, false=of.false)
    times = " | ".join(f"{whole[form]:.2f}" for form in forms)
    lines.append(f"| all | {sums['planted']} | {sums['found']} | {sums['false']} | {times} |")
    lines += ["", NOTE.format(count=count)]
    figures = {
        name: {"planted": of.planted, "found": of.found, "false": of.false} | of.seconds
        for name, of in per_rule.items()
    }
    return Section(f"Rules, books of {count} entries", "\n".join(lines), {"rules": figures, "seconds": whole, **sums})


def _book(kind: Kind, count: int) -> tuple[list[Entry], dict[str, set[int]]]:
    """Return the entries of a book, and by rule the ids of those with a fault it must find."""
    chance, faulty = random.Random(5), dict[str, set[int]]()
    days = sorted(date(YEAR, 1, 2) + timedelta(chance.randrange(360)) for _ in range(count))
    written = [{"so": f"{i + 1:02}", "quyenSo": f"01/{YEAR}"} | kind.cells(chance, day) for i, day in enumerate(days)]
    places = chance.sample(range(10, count - 10, 5), PLANTED * len(kind.faults))  # no two faults are neighbours
    for i, (rule, spoil) in enumerate(fault for fault in kind.faults for _ in range(PLANTED)):
        spoil(written[places[i]])
        faulty.setdefault(rule, set()).add(places[i] + 1)
    return [_entry(i, cells, kind.form) for i, cells in enumerate(written)], faulty


def _entry(i: int, cells: Cells, form: str) -> Entry:
    page = Page(i + 1, form, i + 1, f"{i + 1}.jpg", Path("page.png"), "", PageState.READ)
    said = {
        name: Decision(name, Verdict.CONFIRMED if text else Verdict.BLANK, text, "Lan", WHEN, f"{i}-{name}")
        for name, text in cells.items()
    }
    return Entry(i + 1, page, 1, form, {}, said)


def _written(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _in_words(text: str) -> str:
    day = dates.parse(text)
    return dates.words(day) if day else ""


def _name(chance: random.Random, sex: str) -> str:
    if chance.random() < 0.1:
        return chance.choice(("Y Ban", "H' Hen Niê", "Moong Văn Cụt", "Xồng Bá Lầu", "Vừ Hờ"))
    middle = "Thị" if sex == "Nữ" and chance.random() < 0.6 else chance.choice(("Thu", "Minh", "Kim"))
    return f"{chance.choice(('Nguyễn', 'Trần', 'Lê', 'Nông'))} {middle} {chance.choice(('Lan', 'Hà', 'An', 'Thi'))}"


def _paper(chance: random.Random) -> str:
    card = f"09{chance.randrange(10**7):07}"
    return chance.choice((card, card, f"CMND số {card} cấp 12/5/2001", "Hộ chiếu B1234567", "CMQĐ 12345", "", "---"))


def _event(chance: random.Random, day: date, years: int) -> str:
    """Return the day of an event before its registration, often not wholly known."""
    event = day - timedelta(chance.randrange(365 * years) if chance.random() < 0.2 else chance.randrange(60))
    shapes = (_written(event), _written(event), f"{event.month:02}/{event.year}", str(event.year))
    return chance.choice(shapes)


def _parent(chance: random.Random, born: PartialDate, day: date) -> str:
    years = chance.randrange(18, 45)
    return chance.choice((str(born.year - years), str(born.year - years), f"{day.year - born.year + years} tuổi", ""))


def _birth(chance: random.Random, day: date) -> Cells:
    sex, event = chance.choice(("Nam", "Nữ")), _event(chance, day, 60)
    born = dates.parse(event) or PartialDate(day.year)
    return {
        "ngayDangKy": _written(day),
        "nksHoTen": _name(chance, sex),
        "nksGioiTinh": sex,
        "nksNgaySinh": event,
        "nksNgaySinhBangChu": chance.choice((_in_words(event), _in_words(event), "")),
        "meHoTen": _name(chance, "Nữ"),
        "meNgaySinh": _parent(chance, born, day),
        "chaHoTen": chance.choice((_name(chance, "Nam"), "", "---")),
        "chaNgaySinh": _parent(chance, born, day),
        "nycHoTen": _name(chance, "Nữ"),
        "nycSoGiayToTuyThan": _paper(chance),
        "nguoiKy": "Chủ tịch UBND phường 3 Trần Văn An",
    }


def _death(chance: random.Random, day: date) -> Cells:
    sex, event = chance.choice(("Nam", "Nữ")), _event(chance, day, 40)
    died = dates.parse(event) or PartialDate(day.year)
    born = date(died.year - chance.randrange(1, 100), chance.randrange(1, 13), chance.randrange(1, 29))
    return {
        "ngayDangKy": _written(day),
        "nktHoTen": _name(chance, sex),
        "nktGioiTinh": sex,
        "nktNgaySinh": chance.choice((_written(born), str(born.year), f"{died.year - born.year} tuổi", event)),
        "nktNgayChet": event,
        "nktSoGiayToTuyThan": _paper(chance),
        "nycHoTen": _name(chance, "Nam"),
        "nycSoGiayToTuyThan": _paper(chance),
    }


def _marriage(chance: random.Random, day: date) -> Cells:
    wife, husband = (day.year - chance.randrange(18, 60) for _ in range(2))
    card = f"019{'1' if wife < 2000 else '3'}{wife % 100:02}{chance.randrange(10**6):06}"
    return {
        "ngayDangKy": _written(day),
        "ngayXacLapQuanHeHonNhan": chance.choice(("", _written(day), "1985")),
        "voHoTen": _name(chance, "Nữ"),
        "voNgaySinh": str(wife),
        "voSoGiayToTuyThan": chance.choice((_paper(chance), card)),
        "chongHoTen": _name(chance, "Nam"),
        "chongNgaySinh": str(husband),
        "chongSoGiayToTuyThan": _paper(chance),
    }


def _put(**cells: str) -> Callable[[Cells], None]:
    return lambda entry: entry.update(cells)


def _one_back(entry: Cells) -> None:
    entry["so"] = str(int(entry["so"]) - 1)


def _later_words(entry: Cells) -> None:
    day = dates.parse(entry["nksNgaySinh"])
    entry["nksNgaySinhBangChu"] = dates.words(PartialDate((day.year if day else YEAR) - 1))


STRANGER = _put(nycSoGiayToTuyThan="09570782")

BIRTH_FAULTS: Sequence[Fault] = (
    ("words_and_digits", _later_words),
    ("impossible_dates", _put(nksNgaySinh="31/2/2018", nksNgaySinhBangChu="")),
    ("impossible_dates", _put(meNgaySinh="19?8")),
    ("registration_before_event", _put(nksNgaySinh="1/2019", nksNgaySinhBangChu="", meNgaySinh="1990", chaNgaySinh="")),
    ("parents_age", _put(nksNgaySinh="2018", nksNgaySinhBangChu="", meNgaySinh="2018")),
    ("parents_age", _put(nksNgaySinh="2018", nksNgaySinhBangChu="", chaNgaySinh="1930")),
    ("person_names", _put(nksHoTen="Nguyễn Văn 8ình")),
    ("sex_and_name", _put(nksHoTen="Nguyễn Thị Lan", nksGioiTinh="Nam")),
    ("id_numbers", STRANGER),
    ("numbers", _one_back),
    ("date_order", _put(ngayDangKy="31/12/2018")),
    ("number_year", _put(quyenSo="01/2019")),
)
DEATH_FAULTS: Sequence[Fault] = (
    ("life_span", _put(nktNgaySinh="2018", nktNgayChet="2017")),
    ("life_span", _put(nktNgaySinh="1089", nktNgayChet="2017")),
    ("registration_before_event", _put(nktNgaySinh="1956", nktNgayChet="2019")),
    ("impossible_dates", _put(nktNgayChet="12/13/2018")),
    ("person_names", _put(nktHoTen="N")),
    ("sex_and_name", _put(nktHoTen="Nguyễn Thị Lan", nktGioiTinh="Nam")),
    ("id_numbers", STRANGER),
)
MARRIAGE_FAULTS: Sequence[Fault] = (
    ("registration_before_event", _put(ngayXacLapQuanHeHonNhan="2019")),
    ("registration_before_event", _put(voNgaySinh="2098", voSoGiayToTuyThan="")),
    ("id_numbers", _put(voSoGiayToTuyThan="019093000851", voNgaySinh="")),
    ("id_numbers", _put(voSoGiayToTuyThan="003193000851", voNgaySinh="1993")),
    ("id_numbers", _put(voSoGiayToTuyThan="019193000851", voNgaySinh="1983")),
    ("sex_and_name", _put(chongHoTen="Nguyễn Thị Lan")),
)
KINDS = (
    Kind("birth-2016", _birth, BIRTH_FAULTS),
    Kind("death-2016", _death, DEATH_FAULTS),
    Kind("marriage-2016", _marriage, MARRIAGE_FAULTS),
)
