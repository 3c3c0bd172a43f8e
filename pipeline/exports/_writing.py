"""What every export shares: which entries may go out, and files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import IO
from zipfile import ZipInfo

from pipeline.entries import Entry, Verdict
from pipeline.errors import TargetError, cause
from pipeline.exports import Package
from pipeline.exports._holding import held
from pipeline.receipts import LeftOut, Unread
from pipeline.vietnamese import ascii_name

LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""Time written beside every file of a ZIP, so that the same book gives the same bytes."""

UNREAD = {Verdict.ILLEGIBLE: "không đọc được", Verdict.TORN: "rách, mất"}
"""What the receipt says of a cell that is empty in the package and not in the book."""


def split(package: Package) -> tuple[list[Entry], list[LeftOut]]:
    """Return the entries whose every column is decided, in book order, and the others with their open columns."""
    complete: list[Entry] = []
    left: list[LeftOut] = []
    for entry in sorted(package.entries, key=lambda entry: (entry.page.number, entry.page.id, entry.order)):
        columns = package.form_of(entry).columns
        still_open = [column.title for column in columns if entry.decided(column.name) is None]
        if still_open:
            left.append(left_out(entry, f"còn {len(still_open)} ô chưa quyết định: {', '.join(still_open)}"))
        else:
            complete.append(entry)
    return complete, left


def left_out(entry: Entry, reason: str) -> LeftOut:
    """Return the entry as one that does not go out, with its place in the book."""
    return LeftOut(entry.id, place_of(entry), reason)


def unread(package: Package, written: Sequence[Entry]) -> list[Unread]:
    """Return the cells of written entries that are empty because a person could not read them."""
    return [
        Unread(entry.id, place_of(entry), column.name, column.title, UNREAD[entry.decisions[column.name].verdict])
        for entry in written
        for column in package.form_of(entry).columns
        if entry.unread(column.name)
    ]


def lost(package: Package, entry: Entry) -> str:
    """Return the cells of a written entry that nobody could read, as a table's last column names them."""
    return "; ".join(f"{cell.column} ({cell.reason})" for cell in unread(package, [entry]))


def moment(when: datetime) -> str:
    """Return the moment in UTC as text."""
    return in_utc(when).isoformat()


def in_utc(when: datetime) -> datetime:
    """Return the moment in UTC; one without a zone is UTC already (``Decision.when``)."""
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)


def place_of(entry: Entry) -> str:
    """Return where an entry stands in the book, in Vietnamese."""
    number = entry.decided("so")
    where = f"trang {entry.page.number}, trường hợp {entry.order}"
    return f"{where}, số {number}" if number else where


def file_name(package: Package, ending: str) -> str:
    """Return ``<book>.<LOAI>.<ending>``; the register stands in it whatever else the book holds."""
    name = ascii_name(package.book.name)
    return f"{name}.{package.register}.{ending}" if name else f"{package.register}.{ending}"


def zipped(name: str) -> ZipInfo:
    """Return a member of a ZIP that says nothing of the clock or of the machine it was made on."""
    about = ZipInfo(name, LONG_AGO)
    about.create_system, about.external_attr = 3, 0o644 << 16
    return about


def write_all(folder: Path, writers: Mapping[str, Callable[[IO[bytes]], object]]) -> list[Path]:
    """Write the files of one package; return their paths.

    All files are first written beside their place and flushed to disk. Then the old files step aside, and the new ones
    take their places. If anything fails, the old package is back as it was. If the machine stops in between, at least
    one file of the package is missing, which nobody overlooks; an old and a new file never stand side by side. The
    next call first puts such a stopped exchange right.

    Args:
        folder: made if it does not exist.
        writers: what writes each file, by file name, called in this order.

    Raises:
        TargetError: the folder or a file in it cannot be written.
    """
    with taken(folder):
        return exchanged(folder, writers)


@contextmanager
def taken(folder: Path) -> Iterator[None]:
    """Hold a folder, made if it does not exist, while a package is written there: two hand-overs come one after the other.

    Raises:
        TargetError: the folder or a file in it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with held(folder):
            yield
    except OSError as error:
        raise TargetError(f"Không ghi được vào «{folder}»: {cause(error)}.") from error


def exchanged(folder: Path, writers: Mapping[str, Callable[[IO[bytes]], object]]) -> list[Path]:
    """Write and exchange the files of a package in a folder that this program holds.

    Raises:
        OSError: a file cannot be written or moved.
    """
    written: list[tuple[Path, Path]] = []
    try:
        _mend([folder / name for name in writers])
        for name, write in writers.items():
            part = folder / f".{name}.{token_hex(4)}.part"
            written.append((part, folder / name))
            with part.open("xb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
        _exchange(written)
        _flush(folder)
    finally:
        for part, _ in written:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    return [place for _, place in written]


def _exchange(written: Sequence[tuple[Path, Path]]) -> None:
    """Put every new file in its place; on failure put the old ones back.

    Raises:
        OSError: a file cannot be moved.
    """
    aside: list[Path] = []
    placed: list[Path] = []
    try:
        for _, place in written:
            if place.exists():
                place.replace(_old(place))
                aside.append(place)
        for part, place in written:
            part.replace(place)
            placed.append(place)
    except OSError:
        for place in placed:
            place.unlink()
        for place in aside:
            _old(place).replace(place)
        raise
    for place in aside:
        with suppress(OSError):
            _old(place).unlink()


def _mend(places: Sequence[Path]) -> None:
    """Undo an exchange that the machine's stop has cut off, and clear away what it left behind.

    Old files step aside in order before new ones come. So a file without an old one beside it, followed by one that has
    stepped aside, is new and alone; after the last that has stepped aside it is an old one that still had its place.
    """
    aside = [place for place in places if _old(place).exists()]
    done = all(place.exists() for place in places)
    for place in aside:
        if done:
            _old(place).unlink()
        else:
            _old(place).replace(place)
    if aside and not done:
        for place in places[: places.index(aside[-1])]:
            if place not in aside:
                place.unlink(missing_ok=True)
    for place in places:
        for part in place.parent.glob(f".{place.name}.*.part"):
            part.unlink(missing_ok=True)


def _old(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def _flush(folder: Path) -> None:
    """Make the new names durable; Windows has no such call for folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
