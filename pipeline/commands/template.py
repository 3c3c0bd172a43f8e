"""``sohoa template``: a form for a book whose printed form nobody has described."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from pipeline import book_template, own_forms, template_drafts
from pipeline.book_template import Template
from pipeline.desk import Desk
from pipeline.drawing_board import HALVES, LEFT_OUT, Board, Draft, left_out_of, of_template
from pipeline.errors import Exit, UsageError
from pipeline.forms import REGISTERS

HELP = "dựng mẫu cho sổ có biểu mẫu chưa biết, từ chính các trang của sổ"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("--book", required=True, help="tên sổ đã đưa vào kho")
    parser.add_argument("--name", required=True, help="tên biểu mẫu mới, ví dụ khai-sinh-1976")
    parser.add_argument("--register", required=True, choices=list(REGISTERS), help="loại sổ")
    parser.add_argument("--title", default="", help="tên biểu mẫu cho người soát; mặc định như --name")
    parser.add_argument("--years", type=int, nargs=2, default=(1945, 2100), metavar="NĂM", help="năm đầu và năm cuối")


def run(chosen: argparse.Namespace) -> Exit:
    """Build the template, list its cells, save those whose labels name a column; all cells wait in the template editor.

    Raises:
        UsageError: no label names a column and the book has a drawing that is not saved, or people have answered by the form of
            that name.
    """
    desk = Desk.open()
    try:
        board = Board(desk.config)
        board.check_unanswered(chosen.name)
        pages = desk.to_read(chosen.book, again=True)
    finally:
        desk.close()
    built = book_template.built([page.picture for page in pages], chosen.register)
    names = {page.picture: page.source for page in pages}
    _tell(built, names)
    named = sum(bool(cell.column) for cell in built.cells)
    if not named:
        if not _waits(board, chosen, built, names, saved=False):
            raise UsageError(
                "Không nhãn nào cho biết cột, và sổ này đang có bản vẽ chưa lưu. Hãy mở màn hình soát, mục Mẫu sổ, để vẽ tiếp bản ấy."
            )
        print(
            "Không nhãn nào cho biết cột. Các ô đã giữ thành bản vẽ: hãy mở màn hình soát, mục Mẫu sổ, để đặt tên các ô."
        )
        return Exit.DONE
    about = (chosen.name, chosen.title or chosen.name, chosen.register, tuple(chosen.years))
    file = own_forms.kept(about, built.picture, built.cells, built.starts, numbers=() if built.by_writing else None)
    print(f"{named}/{len(built.cells)} ô có tên cột, {_rows(built)}.")
    if _waits(board, chosen, built, names, saved=True) and named < len(built.cells):
        print("Các ô chưa có tên chờ ở màn hình soát, mục Mẫu sổ.")
    print(f"Đã ghi {file}. Đọc sổ bằng mẫu này:")
    print(f'  sohoa book --book "{chosen.book}" --form {chosen.name}')
    print(f'  sohoa read --book "{chosen.book}"')
    return Exit.DONE


def _rows(built: Template) -> str:
    """Say how many entries a page has."""
    return "hàng tìm theo chữ viết trên từng trang" if built.by_writing else f"{len(built.starts)} trường hợp mỗi trang"


def _tell(built: Template, names: Mapping[Path, str]) -> None:
    """List the cells, and say of which pages the template was built and which were of no use."""
    for cell in built.cells:
        print(f"  {cell.label or '(không đọc được nhãn)'}: {cell.column or 'chưa rõ cột'}")
    print(f"Đã dựng mẫu từ {built.pages} trang của sổ ({len(names)} ảnh).")
    left_out = left_out_of(built, names)
    for why, text in LEFT_OUT.items():
        pages = [HALVES[side].format(name=name) for name, side, reason in left_out if reason == why]
        if pages:
            print(f"  {text.format(count=len(pages), pages=', '.join(pages))}")


def _waits(
    board: Board, chosen: argparse.Namespace, built: Template, names: Mapping[Path, str], *, saved: bool
) -> bool:
    """Keep all cells for the template editor; return False, and keep nothing, where a drawing of the book is not saved yet."""
    older = board.draft(chosen.book)
    if older and not (older.saved and older.form == chosen.name):
        return False
    draft = Draft(
        template_drafts.new_id(),
        chosen.book,
        chosen.register,
        "",
        (0, 0),
        built.cells,
        built.starts,
        chosen.name,
        chosen.title or chosen.name,
        tuple(chosen.years),
        chosen.name if saved else "",
        saved=saved,
    )
    template_drafts.begun(board.folder, of_template(draft, built, names), built.picture)
    return True
