"""What a clerk can ask for at the drawing board: a template built, cells named and moved, a form saved and opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unicodedata import normalize

from pipeline import book_forms, book_template, ministry_columns, own_forms, template_drafts
from pipeline.book_template import Template
from pipeline.config import Config
from pipeline.errors import UsageError
from pipeline.forms import KINDS, Form, loader
from pipeline.ministry_columns import Titled
from pipeline.template_cells import Drawn, Start
from pipeline.template_drafts import HALVES, LEFT_OUT, Draft, LeftOut

__all__ = [
    "HALVES",
    "LEFT_OUT",
    "Board",
    "Draft",
    "Titled",
    "in_reading_order",
    "left_out_of",
    "of_template",
    "redrawn",
]

SMALLEST = 0.004
"""Share of a side that a cell has at least: 3 px on the template of an A4 page at 200 dpi."""

MOST = 60
"""Entries on one page at most: a ledger of A3 has 30 to 40 rows."""


@dataclass(frozen=True, slots=True)
class Board:
    """The drawing board of an installation.

    Attributes:
        config: where its drafts lie.
    """

    config: Config

    @property
    def folder(self) -> Path:
        """Folder of the drafts."""
        return self.config.home / "drafts"

    def columns(self, register: str) -> tuple[Titled, ...]:
        """Return the ministry columns that cells of a register may be named by."""
        return ministry_columns.of_register(register)

    def own(self) -> list[Form]:
        """Return the forms that this office has drawn."""
        return [form for form in loader.every() if form.drawn]

    def draft(self, book: str) -> Draft | None:
        """Return what was drawn for a book and is not thrown away, None if nothing was."""
        return template_drafts.opened(self.folder, book)

    def build(self, book: str, pages: Mapping[Path, str], register: str, told: Callable[[float], None]) -> Draft:
        """Build the template of a book from its pages and propose cells; it takes the place of an older draft.

        Args:
            book: name of the book.
            pages: the names by which the clerk knows the pictures of its pages.
            register: kind of register.
            told: called with the share of the work that is done.

        Raises:
            UsageError: no page can be read.
            MissingPart: Tesseract is not installed.
            StoreError: the folder cannot be written.
        """
        built = book_template.built(list(pages), register, told)
        draft = Draft(template_drafts.new_id(), book, register, "", (0, 0), _once(built.cells), built.starts)
        return template_drafts.begun(self.folder, of_template(draft, built, pages), built.picture)

    def reopen(self, book: str, name: str) -> Draft:
        """Take an own form in hand to change it; it takes the place of an older draft of the book.

        Raises:
            UsageError: it was not drawn here, or its picture is gone.
            NoSuchForm: there is no such form.
            StoreError: the folder cannot be written.
        """
        form = loader.load(name)
        boxes = form.settings.get("cells", {})
        if not form.drawn or not boxes:
            raise UsageError(f"Biểu mẫu «{form.title}» không phải là mẫu do cơ quan tự vẽ nên không sửa ở đây được.")
        picture = template_drafts.grey(loader.beside(str(form.settings.get("picture", ""))))
        cells = tuple(
            Drawn(_box(boxes[one.name]), one.labels[0], one.name, one.kind, one.title)
            for one in form.columns
            if one.name in boxes
        )
        starts = tuple((float(right), float(down)) for right, down in form.settings.get("starts", [(0, 0)]))
        numbers = tuple(float(share) for share in form.settings.get("numbers", ()))
        draft = Draft(
            template_drafts.new_id(),
            book,
            form.register,
            "",
            (0, 0),
            cells,
            starts,
            name,
            form.title,
            form.years,
            name,
            saved=True,
            by_writing=bool(numbers),
            numbers=numbers,
        )
        return template_drafts.begun(self.folder, draft, picture)

    def keep(self, draft: Draft) -> None:
        """Keep what was drawn so far.

        Raises:
            StoreError: the folder cannot be written.
        """
        template_drafts.kept(self.folder, draft)

    def save(self, draft: Draft) -> Form:
        """Make a draft a form of the office's own and return it; the draft may be changed and saved again.

        Raises:
            UsageError: the name is none for a form or another form has it, or no cell is named, or two are named alike, or
                a change would take away what people have answered, or the years are wrong.
            BadForm: what would be written is no form.
            StoreError: the folder cannot be written.
        """
        name = draft.name
        if draft.years[0] > draft.years[1]:
            raise UsageError(f"Mẫu dùng từ năm {draft.years[0]} đến năm {draft.years[1]}: năm đầu phải trước năm cuối.")
        if name != draft.form and name in {form.name for form in self.own()}:
            raise UsageError(f"Đã có mẫu tên «{name}». Hãy chọn tên khác, hoặc mở mẫu ấy ra để sửa.")
        if name == draft.form:
            self._leaves_answers(draft)
        picture = template_drafts.grey(self.folder / draft.picture)
        about = (name, draft.title or name, draft.register, draft.years)
        cells = in_reading_order(draft.cells)
        own_forms.kept(about, picture, cells, draft.starts, numbers=draft.numbers if draft.by_writing else None)
        self.keep(replace(draft, form=name, saved=True))
        return loader.load(name)

    def check_unanswered(self, name: str) -> None:
        """Refuse the name of an own form by which people have answered.

        Raises:
            UsageError: it is one.
        """
        if book_forms.decided_columns(self.config, name):
            raise UsageError(
                f"Đã có câu trả lời theo mẫu «{name}». Hãy chọn tên khác, hoặc sửa mẫu ấy ở màn hình Mẫu sổ."
            )

    def picture(self, name: str) -> bytes:
        """Return the picture of a template as a PNG file; its name carries its checksum.

        Raises:
            UsageError: there is none of that name.
        """
        return template_drafts.png(self.folder, name)

    def _leaves_answers(self, draft: Draft) -> None:
        """Refuse a change of a form after which answers would belong to no cell or to another entry.

        Raises:
            UsageError: it is such a change.
        """
        answered = book_forms.decided_columns(self.config, draft.form)
        if not answered:
            return
        before = loader.load(draft.form)
        named = {cell.column for cell in draft.cells}
        gone = [column.title for column in before.columns if column.name in answered and column.name not in named]
        if gone:
            raise UsageError(
                f"Đã có câu trả lời ở cột {', '.join(gone)} theo mẫu «{draft.form}». Hãy giữ các ô ấy, hoặc lưu mẫu dưới tên khác."
            )
        if (0 if draft.by_writing else len(draft.starts)) != before.entries:
            raise UsageError(
                f"Đã có câu trả lời theo mẫu «{draft.form}», mỗi trang {before.entries} trường hợp. "
                "Hãy giữ số ấy, hoặc lưu mẫu dưới tên khác."
            )


def of_template(draft: Draft, built: Template, pages: Mapping[Path, str]) -> Draft:
    """Return a draft that says how its rows are found and which pages of a book its template was built from.

    Args:
        draft: of the template.
        built: the template.
        pages: the names by which the clerk knows the pictures of the book's pages.
    """
    used = tuple((pages[file], side) for file, side in built.used)
    numbers = own_forms.numbers_of(built.cells) if built.by_writing else ()
    return replace(draft, by_writing=built.by_writing, used=used, left_out=left_out_of(built, pages), numbers=numbers)


def left_out_of(built: Template, pages: Mapping[Path, str]) -> tuple[LeftOut, ...]:
    """Return the pages that a template could not be built from, and why; arguments as of ``of_template``."""
    unlike = [(pages[file], side, "unlike") for file, side in built.unlike]
    return (*unlike, *((pages[file], "", "unread") for file in built.unread))


def redrawn(draft: Draft, said: Mapping[str, Any]) -> Draft:
    """Return a draft as the browser says it is now.

    Where rows are found by their writing, more than one entry a page are the clerk's word for rows at fixed places; one gives it back.

    Raises:
        UsageError: what it says is no drawing.
    """
    try:
        cells = tuple(_cell(cell, draft.register) for cell in said["cells"])
        starts: tuple[Start, ...] = tuple((_share(right, -1.0), _share(down, -1.0)) for right, down in said["starts"])
        years = (int(said["years"][0]), int(said["years"][1]))
        name, title = _text(said["name"]), _text(said["title"])
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise UsageError("Bản vẽ từ trình duyệt không đọc được. Hãy tải lại trang.") from error
    if not 1 <= len(starts) <= MOST:
        raise UsageError(f"Một trang có từ 1 đến {MOST} trường hợp.")
    by_writing = (draft.by_writing or bool(draft.numbers)) and len(starts) == 1
    now = replace(draft, cells=cells, starts=starts, years=years, name=name, title=title, by_writing=by_writing)
    return now if now == draft else replace(now, saved=False)


def in_reading_order(cells: Sequence[Drawn]) -> list[Drawn]:
    """Return cells row by row, each row left to right: the order in which a clerk will be asked."""
    rows: list[list[Drawn]] = []
    for cell in sorted(cells, key=_middle):
        if rows and _middle(cell) - _middle(rows[-1][0]) < min(cell.box[3], rows[-1][0].box[3]) / 2:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [cell for row in rows for cell in sorted(row, key=lambda cell: cell.box[0])]


def _middle(cell: Drawn) -> float:
    return cell.box[1] + cell.box[3] / 2


def _once(cells: Sequence[Drawn]) -> tuple[Drawn, ...]:
    """Return cells of which no two are named alike: of two, the lower one is left to the clerk."""
    seen: set[str] = set()
    kept = []
    for cell in cells:
        kept.append(replace(cell, column="", kind="free_text", title=cell.label) if cell.column in seen else cell)
        seen.update({cell.column} - {""})
    return tuple(kept)


def _cell(said: Mapping[str, Any], register: str) -> Drawn:
    column, kind = _text(said["column"]), _text(said["kind"])
    known = {one.name for one in ministry_columns.of_register(register)}
    if (column and column not in known) or kind not in KINDS:
        raise ValueError(column or kind)
    return Drawn(_box(said["box"]), _text(said["label"]), column, kind, _text(said["title"]))


def _box(said: Sequence[Any]) -> tuple[float, float, float, float]:
    """Return a box within the page."""
    x, y, w, h = said
    wide, high = (max(SMALLEST, _share(side)) for side in (w, h))
    return min(_share(x), 1.0 - wide), min(_share(y), 1.0 - high), wide, high


def _share(value: Any, least: float = 0.0) -> float:
    """Return a number no smaller than ``least`` and no larger than 1.

    Raises:
        ValueError: it is no number.
    """
    number = float(value)
    if number != number:
        raise ValueError(value)
    return round(min(1.0, max(least, number)), 5)


def _text(said: Any) -> str:
    if not isinstance(said, str):
        raise TypeError(said)
    return " ".join(normalize("NFC", said).split())
