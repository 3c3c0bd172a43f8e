"""``sohoa read``: pages of the store, or files, through the whole way of a page."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline import assets, jobs, recognisers, results, workers
from pipeline.catalogue import names
from pipeline.commands import _told
from pipeline.desk import Desk
from pipeline.entries import Page
from pipeline.errors import Exit, MissingPart, UsageError
from pipeline.flow import AUTO
from pipeline.scans import Refused

HELP = "đọc các trang đang chờ; bị dừng thì chạy lại để đọc tiếp"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("sources", nargs="*", type=Path, metavar="THƯ_MỤC|TỆP", help="chỉ dùng với --json")
    parser.add_argument("--book", help="tên sổ; không nêu thì đọc mọi sổ")
    parser.add_argument("--workers", type=int, help="số trang đọc cùng lúc; mặc định mỗi lõi một trang")
    parser.add_argument(
        "--recogniser", choices=names(recognisers), help="bộ đọc chữ cho ô viết tay (mặc định hand nếu có trọng số)"
    )
    parser.add_argument("--again", action="store_true", help="đọc lại cả những trang đã đọc; quyết định vẫn giữ nguyên")
    parser.add_argument(
        "--as-job",
        action="store_true",
        help="đọc nền, như màn hình «Nhận ảnh» cho chạy: ghi tiến độ vào kho, dừng khi được yêu cầu",
    )
    parser.add_argument("--json", type=Path, metavar="TỆP", help="đọc thẳng từ tệp, không qua kho, ghi kết quả ra đây")
    parser.add_argument("--form", default=AUTO, help="biểu mẫu, chỉ dùng với --json")


def run(chosen: argparse.Namespace) -> Exit:
    """Read what waits in the store, or straight from files to a JSON file.

    Raises:
        UsageError: files or a form were named without ``--json``.
    """
    chosen.workers = most_workers(chosen.workers)
    if chosen.json:
        return _read_to_json(chosen)
    if chosen.sources:
        raise UsageError("Đọc thẳng từ tệp cần --json; muốn giữ kết quả trong kho thì dùng sohoa take-in trước.")
    if chosen.form != AUTO:
        raise UsageError(
            "--form ở đây chỉ dùng với --json; biểu mẫu của một sổ đặt bằng: sohoa book --book … --form …."
        )
    desk = Desk.open()
    try:
        pages = desk.to_read(chosen.book, again=chosen.again)
        if not chosen.as_job:
            return waiting(desk, pages, chosen.recogniser, chosen.workers)
        with jobs.holding(desk.config, chosen.book or "", len(pages)) as report:
            told, recogniser = report.step, _recogniser(chosen.recogniser)
            return _done(desk.read(pages, recogniser=recogniser, workers=chosen.workers, told=told), len(pages))
    finally:
        desk.close()


def waiting(desk: Desk, pages: Sequence[Page], recogniser: str | None, workers: int) -> Exit:
    """Read pages of the store, keep what was read, and list those that failed."""
    with _told.progress(len(pages), "Đọc") as bar:
        failed = desk.read(pages, recogniser=_recogniser(recogniser), workers=workers, told=_told.step(bar))
    return _done(failed, len(pages))


def _done(failed: Sequence[Page], pages: int) -> Exit:
    if pages:
        print(f"Đã đọc {pages - len(failed)}/{pages} trang.")
    else:
        print("Không còn trang nào chờ đọc.")
    return _told.refused([Refused(_place(page), page.reason) for page in failed])


def most_workers(asked: int | None) -> int:
    """Return how many pages to read at the same time.

    Raises:
        UsageError: fewer than one were asked for.
    """
    if asked is not None and asked < 1:
        raise UsageError("--workers phải từ 1 trở lên.")
    return asked or os.cpu_count() or 1


def _recogniser(asked: str | None) -> str:
    """Return the engine asked for, else the handwriting engine, else the one that needs no weights, and say so."""
    if asked:
        return asked
    try:
        assets.weights("hand")
    except MissingPart as error:
        print(f"{error} Lần này đọc bằng tesseract: chữ viết tay sẽ đọc kém.", file=sys.stderr)
        return "tesseract"
    return "hand"


def _place(page: Page) -> str:
    return f"Sổ «{page.book}» trang {page.number} ({page.source})"


def _read_to_json(chosen: argparse.Namespace) -> Exit:
    if not chosen.sources:
        raise UsageError("Hãy nêu thư mục hoặc tệp cần đọc trước --json.")
    results.claim(chosen.json)
    with _told.progress(0, "Đọc") as bar:
        pages, refused = workers.read_files(
            chosen.sources,
            chosen.form,
            recogniser=_recogniser(chosen.recogniser),
            workers=chosen.workers,
            told=_told.step(bar),
        )
    results.write(chosen.json, json.dumps({"pages": pages}, ensure_ascii=False, indent=1))
    print(f"Đã đọc {len(pages)} trang, kết quả ở {chosen.json}.")
    return _told.refused(refused)
