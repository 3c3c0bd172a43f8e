"""The command ``sohoa``: parse, ask the desk, print."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tqdm import tqdm

from pipeline import assets, browser, recognisers, results, workers
from pipeline import config as configuration
from pipeline.catalogue import names
from pipeline.config import ROOT, Config
from pipeline.desk import TARGETS, Desk
from pipeline.entries import Book, Page, Severity
from pipeline.errors import Exit, MissingPart, RegisterError, UsageError
from pipeline.scans import Refused
from pipeline.store import PARTICULARS
from pipeline.usage import Parser, write_utf8
from pipeline.workers import Told

SAMPLES = ROOT / "scans" / "samples"

MOST_ON_WINDOWS = 61
"""Windows waits for at most 64 things at once, of which a pool of processes needs three (ProcessPoolExecutor)."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; every expected failure becomes one Vietnamese line."""
    write_utf8()
    try:
        chosen = parser().parse_args(arguments)
        return int(chosen.run(chosen))
    except RegisterError as error:
        print(f"Lỗi: {error}", file=sys.stderr)
        return int(error.exit_code)
    except KeyboardInterrupt:
        print("Đã dừng. Những gì đã xong vẫn còn; chạy lại lệnh để làm tiếp.", file=sys.stderr)
        return int(Exit.INTERRUPTED)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top: argparse.ArgumentParser = Parser(
        prog="sohoa", description="Số hoá sổ hộ tịch: từ ảnh chụp đến gói dữ liệu của Bộ."
    )
    commands = top.add_subparsers(required=True, metavar="LỆNH")
    _add_books(commands)
    _add_read(commands)
    review = commands.add_parser("review", help="mở màn hình soát trong trình duyệt")
    review.add_argument("--port", type=int, default=8501, help="cổng trên máy này (mặc định 8501)")
    review.set_defaults(run=_review)
    check = commands.add_parser("check", help="soát cả sổ: số thứ tự, ngày đăng ký")
    check.add_argument("--book", required=True, help="tên sổ")
    check.set_defaults(run=_check)
    _add_hand_over(commands)
    demo = commands.add_parser("demo", help="chạy thử với sổ mẫu rồi mở màn hình soát")
    demo.add_argument("--port", type=int, default=8501, help="cổng trên máy này (mặc định 8501)")
    demo.add_argument("--no-review", action="store_true", help="không mở màn hình soát")
    demo.set_defaults(run=_demo)
    return top


def _add_books(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    take_in = commands.add_parser("take-in", help="đưa ảnh hoặc PDF vào kho")
    take_in.add_argument("sources", nargs="+", type=Path, metavar="THƯ_MỤC|TỆP", help="ảnh, PDF hoặc thư mục")
    take_in.add_argument("--book", required=True, help="tên sổ")
    take_in.add_argument("--form", default="auto", help="tên biểu mẫu, hoặc auto (mặc định) để máy tự nhận")
    book = commands.add_parser("book", help="xem hoặc sửa tên xã, năm, quyển của một sổ; quyết định giữ nguyên")
    book.add_argument("--book", required=True, help="tên sổ")
    for command in (take_in, book):
        for name, words in PARTICULARS.items():
            kind = int if name == "year" else str
            command.add_argument(f"--{name}", type=kind, help=f"{words}, cho tên gói bàn giao")
    take_in.set_defaults(run=_take_in)
    book.set_defaults(run=_book)


def _add_read(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    read = commands.add_parser("read", help="đọc các trang đang chờ; bị dừng thì chạy lại để đọc tiếp")
    read.add_argument("sources", nargs="*", type=Path, metavar="THƯ_MỤC|TỆP", help="chỉ dùng với --json")
    read.add_argument("--book", help="tên sổ; không nêu thì đọc mọi sổ")
    read.add_argument("--workers", type=int, help="số trang đọc cùng lúc; mặc định mỗi lõi một trang")
    read.add_argument(
        "--recogniser", choices=names(recognisers), help="bộ đọc chữ cho ô viết tay (mặc định hand nếu có trọng số)"
    )
    read.add_argument("--again", action="store_true", help="đọc lại cả những trang đã đọc; quyết định vẫn giữ nguyên")
    read.add_argument("--json", type=Path, metavar="TỆP", help="đọc thẳng từ tệp, không qua kho, ghi kết quả ra đây")
    read.add_argument("--form", default="auto", help="biểu mẫu, chỉ dùng với --json")
    read.set_defaults(run=_read)


def _add_hand_over(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    hand_over = commands.add_parser("hand-over", help="xuất gói bàn giao, chỉ gồm những gì người đã quyết định")
    hand_over.add_argument("--book", required=True, help="tên sổ")
    hand_over.add_argument("--to", required=True, type=Path, metavar="THƯ_MỤC", help="nơi ghi gói")
    hand_over.add_argument("--as", dest="target", default="ministry", choices=list(TARGETS), help="kiểu gói")
    hand_over.add_argument("--birth-columns", type=int, choices=(60, 70), help="số cột của sổ khai sinh (ministry)")
    hand_over.set_defaults(run=_hand_over)


def _take_in(chosen: argparse.Namespace) -> Exit:
    book = Book(chosen.book, chosen.form, **_particulars(chosen))
    desk = Desk.open()
    try:
        with _progress(0, "Đưa vào") as bar:
            taken = desk.take_in(chosen.sources, book, _step(bar))
    finally:
        desk.close()
    if taken.new + taken.known:
        print(f"Sổ «{chosen.book}»: thêm {taken.new} trang mới, {taken.known} trang đã có từ trước.")
    else:
        print(f"Sổ «{chosen.book}»: không có trang nào được đưa vào.")
    return _told_refused(taken.refused)


def _particulars(chosen: argparse.Namespace) -> dict[str, Any]:
    return {name: getattr(chosen, name) for name in PARTICULARS if getattr(chosen, name) is not None}


def _book(chosen: argparse.Namespace) -> Exit:
    desk = Desk.open()
    try:
        before = desk.shelf(chosen.book).book
        book = desk.correct(chosen.book, _particulars(chosen))
    finally:
        desk.close()
    for name, words in PARTICULARS.items():
        was, said = getattr(before, name) or "chưa ghi", getattr(book, name) or "chưa ghi"
        print(f"  {words}: {said}" if was == said else f"  {words}: {said} (trước đây: {was})")
    return Exit.DONE


def _read(chosen: argparse.Namespace) -> Exit:
    chosen.workers = _workers(chosen.workers, sys.platform)
    if chosen.json:
        return _read_to_json(chosen)
    if chosen.sources:
        raise UsageError("Đọc thẳng từ tệp cần --json; muốn giữ kết quả trong kho thì dùng sohoa take-in trước.")
    desk = Desk.open()
    try:
        return _read_waiting(desk, chosen)
    finally:
        desk.close()


def _read_waiting(desk: Desk, chosen: argparse.Namespace) -> Exit:
    pages = desk.to_read(chosen.book, again=chosen.again)
    if not pages:
        print("Không còn trang nào chờ đọc.")
        return Exit.DONE
    with _progress(len(pages), "Đọc") as bar:
        failed = desk.read(pages, recogniser=_recogniser(chosen.recogniser), workers=chosen.workers, told=_step(bar))
    print(f"Đã đọc {len(pages) - len(failed)}/{len(pages)} trang.")
    return _told_refused([Refused(_place(page), page.reason) for page in failed])


def _workers(asked: int | None, platform: str) -> int:
    """Return how many pages to read at the same time.

    Raises:
        UsageError: fewer than one were asked for.
    """
    if asked is not None and asked < 1:
        raise UsageError("--workers phải từ 1 trở lên.")
    count = asked or os.cpu_count() or 1
    if platform != "win32" or count <= MOST_ON_WINDOWS:
        return count
    if asked:
        print(
            f"Windows chỉ cho đọc cùng lúc {MOST_ON_WINDOWS} trang: --workers {asked} được hạ xuống.", file=sys.stderr
        )
    return MOST_ON_WINDOWS


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
    with _progress(0, "Đọc") as bar:
        pages, refused = workers.read_files(
            chosen.sources,
            chosen.form,
            recogniser=_recogniser(chosen.recogniser),
            workers=chosen.workers,
            told=_step(bar),
        )
    results.write(chosen.json, json.dumps({"pages": pages}, ensure_ascii=False, indent=1))
    print(f"Đã đọc {len(pages)} trang, kết quả ở {chosen.json}.")
    return _told_refused(refused)


def _check(chosen: argparse.Namespace) -> Exit:
    desk = Desk.open()
    try:
        findings = desk.check(chosen.book)
    finally:
        desk.close()
    words = {Severity.ERROR: "LỖI", Severity.WARNING: "NGỜ", Severity.NOTE: "LƯU Ý"}
    for finding in findings:
        print(f"{words[finding.severity]}: {finding.message}")
    print(f"Sổ «{chosen.book}»: {len(findings)} điều cần xem lại.")
    return Exit.DONE


def _hand_over(chosen: argparse.Namespace) -> Exit:
    if chosen.birth_columns and chosen.target != "ministry":
        raise UsageError("--birth-columns chỉ dùng với --as ministry.")
    settings = {"birth_columns": chosen.birth_columns} if chosen.birth_columns else {}
    desk = Desk.open()
    try:
        receipt = desk.hand_over(chosen.book, chosen.to, chosen.target, settings)
    finally:
        desk.close()
    for path in receipt.files:
        print(f"Đã ghi {path}")
    print(f"Bàn giao {receipt.rows} trường hợp, để lại {len(receipt.left_out)}.")
    for cell in receipt.unread:
        print(f"  ô trống trong gói, không phải để trống trong sổ: {cell.where}, {cell.title}: {cell.reason}")
    for left in receipt.left_out:
        print(f"  để lại {left.where}: {left.reason}")
    return Exit.DONE


def _review(chosen: argparse.Namespace) -> Exit:
    browser.claim(chosen.port)
    return _opened(configuration.load(), chosen.port)


def _opened(config: Config, port: int) -> Exit:
    print(f"Màn hình soát: {browser.address(port)} (Ctrl+C để đóng)", flush=True)
    if browser.serve(config, port) == 0:
        return Exit.DONE
    print("Màn hình soát đã dừng vì lỗi. Hãy mở lại; vẫn vậy thì thêm --port 8502 vào lệnh.", file=sys.stderr)
    return Exit.SOME_FAILED


def _demo(chosen: argparse.Namespace) -> Exit:
    if not chosen.no_review:
        browser.claim(chosen.port)
    home = configuration.load().home / "demo"
    config = Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")
    desk = Desk.open(config)
    try:
        for folder in sorted(path for path in SAMPLES.iterdir() if path.is_dir()):
            _, year, *_ = folder.name.split("-")
            desk.take_in(
                [folder], Book(folder.name, "auto", "Tân Cương", "Thái Nguyên", "Thái Nguyên", int(year), "01")
            )
        _read_waiting(
            desk, argparse.Namespace(book=None, again=False, recogniser=None, workers=_workers(None, sys.platform))
        )
        for shelf in desk.books():
            print(f"  {shelf.book.name}: {shelf.progress.entries} trường hợp, {shelf.progress.cells} ô chờ soát")
    finally:
        desk.close()
    return Exit.DONE if chosen.no_review else _opened(config, chosen.port)


def _progress(total: int, words: str) -> tqdm[None]:
    return tqdm(total=total or None, desc=words, unit=" trang", disable=None)


def _step(bar: tqdm[None]) -> Told:
    def told(_: str) -> None:
        bar.update()

    return told


def _told_refused(refused: Sequence[Refused]) -> Exit:
    for one in refused:
        print(f"  không xong: {one.name}: {one.reason}", file=sys.stderr)
    return Exit.SOME_FAILED if refused else Exit.DONE


if __name__ == "__main__":
    sys.exit(main())
