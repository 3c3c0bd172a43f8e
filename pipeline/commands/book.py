"""``sohoa book``: what the package of a book is named by, and the form it is read with."""

from __future__ import annotations

import argparse
from getpass import getuser

from pipeline import book_forms
from pipeline.book_forms import Changed
from pipeline.commands import _particulars
from pipeline.desk import Desk
from pipeline.errors import Exit, UsageError
from pipeline.ledger import Ledger
from pipeline.store import PARTICULARS

HELP = "xem hoặc sửa tên xã, năm, quyển, biểu mẫu của một sổ; quyết định giữ nguyên"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--book", required=True, help="tên sổ")
    parser.add_argument(
        "--form", help="biểu mẫu khác cho sổ: trang chưa có quyết định nào được đọc lại, trang đã có thì giữ nguyên"
    )
    _particulars.arguments(parser)
    parser.add_argument("--closing-total", type=int, metavar="SỐ", help="số trường hợp ghi khi khóa sổ")
    parser.add_argument(
        "--closing-pages", type=int, metavar="SỐ", help="số trang ghi khi khóa sổ, đi cùng --closing-total"
    )
    parser.add_argument(
        "--who", default=getuser(), help="người chép số khóa sổ hoặc đổi biểu mẫu (mặc định tên đăng nhập máy)"
    )


def run(chosen: argparse.Namespace) -> Exit:
    """Print the particulars, the corrected ones with what they were, and the closing total.

    Raises:
        UsageError: closing pages were given without the total.
    """
    if chosen.closing_pages is not None and chosen.closing_total is None:
        raise UsageError("--closing-pages đi cùng --closing-total.")
    desk = Desk.open()
    try:
        before = desk.shelf(chosen.book).book
        desk.correct(chosen.book, _particulars.given(chosen))
        changed = book_forms.change(desk.config, chosen.book, chosen.form, chosen.who) if chosen.form else None
        book = desk.shelf(chosen.book).book
    finally:
        desk.close()
    for name, words in PARTICULARS.items():
        was, said = getattr(before, name) or "chưa ghi", getattr(book, name) or "chưa ghi"
        print(f"  {words}: {said}" if was == said else f"  {words}: {said} (trước đây: {was})")
    print(f"  biểu mẫu: {book.form}" + (f" (trước đây: {before.form})" if before.form != book.form else ""))
    _closing(chosen)
    if changed:
        _tell(book.name, changed)
    return Exit.DONE


def _tell(book: str, changed: Changed) -> None:
    """Say what is to be read anew, and name every entry that is not."""
    for entry in changed.kept:
        print(f"  giữ nguyên: trang {entry.page.number}, trường hợp {entry.order} (đọc theo {entry.form})")
    if changed.kept:
        print(f"Giữ nguyên {len(changed.kept)} trường hợp: trên trang của chúng đã có câu trả lời của người.")
    if changed.waiting:
        print(f'{changed.waiting} trang chờ đọc lại: sohoa read --book "{book}"')


def _closing(chosen: argparse.Namespace) -> None:
    ledger = Ledger.open()
    try:
        if chosen.closing_total is not None:
            ledger.close_book(chosen.book, chosen.closing_total, chosen.closing_pages or 0, chosen.who)
        totals = ledger.totals(chosen.book)
    finally:
        ledger.close()
    if not totals:
        print("  số khóa sổ: chưa ghi")
        return
    said = [f"{total.cases} trường hợp" + (f", {total.pages} trang" if total.pages else "") for total in totals]
    before = f" (trước đây: {said[-2]})" if len(said) > 1 else ""
    print(f"  số khóa sổ: {said[-1]}, do {totals[-1].who} chép ngày {totals[-1].when:%d.%m.%Y}{before}")
