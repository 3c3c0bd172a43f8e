"""Packages of many files: a list beside them names each one, so that the folder holds what the receipt says and nothing older.

The list is ``<book>.<LOAI>.<ending>.sha256`` in the form that ``sha256sum -c`` reads. A file that the last list names, that is
still as it was written then and that is not written now is taken away. What somebody else put there or changed stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from pipeline.exports import Package
from pipeline.exports._writing import exchanged, file_name, taken

LINE = re.compile(r"([0-9a-f]{64})  (\S+)")
"""One file of a list: checksum, two spaces, name."""

GONE = "Tệp «{name}» của lần bàn giao trước nay không còn thuộc gói nên đã được bỏ khỏi thư mục."
STUCK = "Tệp «{name}» của lần bàn giao trước nay không còn thuộc gói nhưng không bỏ được: hãy đóng nó rồi tự xoá."
FOREIGN = "Tệp «{name}» có sẵn trong thư mục, không phải như chương trình đã ghi: được giữ nguyên, không thuộc gói này."


def write_listed(
    package: Package, folder: Path, ending: str, writers: Mapping[str, Callable[[IO[bytes]], object]]
) -> tuple[list[Path], list[str]]:
    """Write ``<book>.<LOAI>.<place>.<ending>`` for each place, and their list; return the paths, the list last.

    All of them appear together or not at all (``_writing.write_all``); older files are looked at when they have, before another
    hand-over may write there.

    Args:
        package: the package.
        folder: where the files go.
        ending: of the file names, without a dot before it.
        writers: what writes each file, by its place in the book: digits and dashes, as ``0012`` or ``0012-2``.

    Returns:
        The paths, and a Vietnamese sentence for every older file that went or had to stay.

    Raises:
        TargetError: the folder cannot be written; older files there are as they were.
    """
    list_name = file_name(package, f"{ending}.sha256")
    sums: dict[str, str] = {}

    def write_summed(name: str, write: Callable[[IO[bytes]], object], file: IO[bytes]) -> None:
        packed = BytesIO()
        write(packed)
        sums[name] = sha256(packed.getbuffer()).hexdigest()
        file.write(packed.getbuffer())

    def write_list(file: IO[bytes]) -> None:
        file.write("".join(f"{checksum}  {name}\n" for name, checksum in sums.items()).encode())

    named = {file_name(package, f"{place}.{ending}"): write for place, write in writers.items()}
    summed = {name: partial(write_summed, name, write) for name, write in named.items()}
    alike = re.compile(rf"{re.escape(file_name(package, ''))}[\d-]+\.{re.escape(ending)}")
    with taken(folder):
        before = _listed(folder / list_name)
        files = exchanged(folder, {**summed, list_name: write_list})
        older = [path for path in sorted(folder.iterdir()) if alike.fullmatch(path.name) and path.name not in sums]
        return files, list(_swept(older, before))


def _listed(path: Path) -> dict[str, str]:
    """Return the checksums of the files that a list names; nothing if there is no list."""
    with suppress(OSError):
        text = path.read_text(encoding="utf-8", errors="replace")
        return {found[2]: found[1] for line in text.splitlines() if (found := LINE.fullmatch(line))}
    return {}


def _swept(older: list[Path], before: Mapping[str, str]) -> Iterator[str]:
    """Take away files that are still as the last list says; yield a sentence for each, gone or not."""
    for path in older:
        if not _as_written(path, before.get(path.name, "")):
            yield FOREIGN.format(name=path.name)
            continue
        with suppress(OSError):
            path.unlink()
        yield (STUCK if path.exists() else GONE).format(name=path.name)


def _as_written(path: Path, checksum: str) -> bool:
    with suppress(OSError):
        return bool(checksum) and sha256(path.read_bytes()).hexdigest() == checksum
    return False
