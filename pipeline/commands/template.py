"""``sohoa template``: a form for a book whose printed form nobody has described."""

from __future__ import annotations

import argparse

from pipeline import book_template, own_forms
from pipeline.desk import Desk
from pipeline.drawing_board import Board
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
    """Build the template, save the cells whose labels name a column, and list all cells.

    Raises:
        UsageError: no label names a column, or people have answered by the form of that name.
    """
    desk = Desk.open()
    try:
        Board(desk.config).check_unanswered(chosen.name)
        pictures = [page.picture for page in desk.to_read(chosen.book, again=True)]
    finally:
        desk.close()
    built = book_template.built(pictures, chosen.register)
    for cell in built.cells:
        print(f"  {cell.label or '(không đọc được nhãn)'}: {cell.column or 'chưa rõ cột'}")
    if not any(cell.column for cell in built.cells):
        raise UsageError("Không nhãn nào cho biết cột. Hãy mở màn hình soát, mục Mẫu sổ, để tự đặt tên các ô.")
    about = (chosen.name, chosen.title or chosen.name, chosen.register, tuple(chosen.years))
    file = own_forms.kept(about, built.picture, built.cells, built.starts)
    named = sum(bool(cell.column) for cell in built.cells)
    print(
        f"Đã dựng mẫu từ {built.pages} trang: {named}/{len(built.cells)} ô có tên cột, {len(built.starts)} trường hợp mỗi trang."
    )
    print(f"Đã ghi {file}. Đọc sổ bằng mẫu này:")
    print(f'  sohoa book --book "{chosen.book}" --form {chosen.name}')
    print(f'  sohoa read --book "{chosen.book}"')
    return Exit.DONE
