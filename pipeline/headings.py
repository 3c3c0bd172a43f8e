"""Tells what the columns of a list are: by the ministry's names, by labels and usual spellings, or as a person says.

Nothing is taken for what it only might be: two columns with equal claims, a heading that is not found, or a list without any
column that it could be recognised by is refused in a sentence that names the columns of the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipeline.errors import UsageError, cause, not_among
from pipeline.forms import Form
from pipeline.lexicons.tables import unmarked
from pipeline.listing import Row, Table

KNOWN = Path(__file__).with_suffix(".toml")
LETTER = re.compile(r"(?:cột\s+)?([A-Z]{1,2})", re.IGNORECASE)
"""A column by its letter, as spreadsheets name it: the way out where headings are missing or say the same."""

Names = Mapping[str, Sequence[str]]
"""Spellings of the heading by column, the usual one first."""


class UnclearColumns(UsageError):
    """It cannot be told which column of a list is which."""


@dataclass(frozen=True, slots=True)
class Headed:
    """A list whose columns are known.

    Attributes:
        table: the sheet.
        line: line of the heading; 0 if the sheet has none.
        places: place of each known column, from 0.
        titles: what stands in the heading.
    """

    table: Table
    line: int
    places: Mapping[str, int]
    titles: tuple[str, ...]

    @property
    def unknown(self) -> list[str]:
        """Headings that nothing is made of."""
        used = set(self.places.values())
        return [title for place, title in enumerate(self.titles) if title and place not in used]

    def rows(self) -> Iterator[Row]:
        """Yield the rows below the heading."""
        return (row for row in self.table.rows() if row[0] > self.line)


def names_of(forms: Collection[Form]) -> dict[str, list[str]]:
    """Return the spellings by which the columns of forms may be headed in a list."""
    columns = dict.fromkeys(column.name for form in forms for column in form.columns)
    return {name: list(dict.fromkeys([name, *_titles(name, forms), *_usual(name)])) for name in columns}


def names_of_report() -> dict[str, Sequence[str]]:
    """Return the spellings by which the columns of an import report may be headed."""
    known = _known()
    whole = {name: (name, *known["whole"][name]) for name in ("so", "quyenSo")}
    return {**whole, **known["reported"]}


def headed(
    tables: Sequence[Table], names: Names, needed: Sequence[Collection[str]], given: Mapping[str, str]
) -> Headed:
    """Return the first sheet that has what is needed, with its columns.

    Args:
        tables: sheets of one file.
        names: what may be asked for.
        needed: of each group at least one column must be there.
        given: heading or letter by column, as a person says; goes before what is guessed.

    Raises:
        UnclearColumns: no sheet has what is needed, two columns claim to be the same, or a given heading is not there.
    """
    refused: list[UnclearColumns] = []
    for table in tables:
        try:
            return _of_table(table, names, needed, given)
        except UnclearColumns as error:
            refused.append(error)
    raise refused[0]


def read_mapping(path: Path, names: Names) -> dict[str, str]:
    """Return the columns of a mapping file: ``nksHoTen = "Họ và tên"`` or ``nksHoTen = "C"``, a line each.

    Raises:
        UnclearColumns: it cannot be read, or names a column that is not asked for.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise UnclearColumns(f"Không mở được tệp ghép cột «{path}»: {cause(error)}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        example = 'nksHoTen = "Họ và tên"'
        raise UnclearColumns(
            f"Tệp ghép cột «{path.name}» viết không đúng: {error}. Mỗi dòng một cột: {example}"
        ) from error
    for name, title in raw.items():
        if name not in names:
            raise UnclearColumns(not_among("cột", name, list(names)))
        if not isinstance(title, str) or not title.strip():
            raise UnclearColumns(f"Tệp ghép cột «{path.name}»: sau {name} = phải là tên cột trong dấu ngoặc kép.")
    return raw


def letter(place: int) -> str:
    """Return the letter of a column as spreadsheets name it: 0 is A, 26 is AA."""
    before, last = divmod(place, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def _of_table(table: Table, names: Names, needed: Sequence[Collection[str]], given: Mapping[str, str]) -> Headed:
    head = table.head()
    ranks = {
        name: {unmarked(text): rank for rank, text in reversed(list(enumerate(texts)))} for name, texts in names.items()
    }
    line, titles = max(head, key=lambda row: (_recognised(row[1], ranks, given), -row[0]), default=(0, ()))
    if not _recognised(titles, ranks, given):
        if not given or not all(LETTER.fullmatch(title.strip()) for title in given.values()):
            raise UnclearColumns(f"{_missing(names, needed[0])} {_listed(table, head[0] if head else (0, ()), needed)}")
        line, titles = 0, ()
    places = _guessed(table, (line, titles), ranks, given) | _given(table, (line, titles), given)
    for group in needed:
        if not places.keys() & set(group):
            raise UnclearColumns(f"{_missing(names, group)} {_listed(table, (line, titles), needed)}")
    return Headed(table, line, places, titles)


def _recognised(titles: Sequence[str], ranks: Mapping[str, Mapping[str, int]], given: Mapping[str, str]) -> int:
    """Return how many headings of a row say what their column is."""
    said = {unmarked(title) for title in given.values()}
    keys = [unmarked(title) for title in titles if title]
    return sum(key in said or any(key in texts for texts in ranks.values()) for key in keys)


def _guessed(
    table: Table, heading: Row, ranks: Mapping[str, Mapping[str, int]], given: Mapping[str, str]
) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, texts in ranks.items():
        if name in given:
            continue
        claims = [(texts[key], place) for place, title in enumerate(heading[1]) if (key := unmarked(title)) in texts]
        best = [place for rank, place in claims if rank == min(claims)[0]]
        if len(best) > 1:
            raise UnclearColumns(_twice(table, heading, best, name))
        if best and best[0] not in places.values():
            places[name] = best[0]
    return places


def _given(table: Table, heading: Row, given: Mapping[str, str]) -> dict[str, int]:
    places = {}
    for name, title in given.items():
        found = [place for place, text in enumerate(heading[1]) if unmarked(text) == unmarked(title)]
        by_letter = LETTER.fullmatch(title.strip())
        if len(found) > 1:
            raise UnclearColumns(_twice(table, heading, found, name))
        if found:
            places[name] = found[0]
        elif by_letter:
            places[name] = _place(by_letter[1].upper())
        else:
            raise UnclearColumns(f"Không có cột «{title}» trong «{table.name}». {_columns(heading)}")
    return places


def _place(letters: str) -> int:
    place = 0
    for one in letters:
        place = place * 26 + ord(one) - ord("A") + 1
    return place - 1


def _twice(table: Table, heading: Row, places: Sequence[int], name: str) -> str:
    said = ", ".join(f"{letter(place)} «{heading[1][place]}»" for place in places)
    example = f'{name} = "{letter(places[0])}"'
    return (
        f"Trong «{table.name}» có nhiều cột cùng nghĩa: {said}. "
        f"Hãy nói rõ lấy cột nào bằng tệp ghép cột (--columns), một dòng: {example}"
    )


def _missing(names: Names, group: Collection[str]) -> str:
    usual = [names[name][1] if len(names[name]) > 1 else name for name in group]
    return f"Không thấy cột nào là {' hoặc '.join(f'«{title}»' for title in dict.fromkeys(usual))}."


def _listed(table: Table, heading: Row, needed: Sequence[Collection[str]]) -> str:
    example = f'{next(iter(needed[0]))} = "{letter(0)}"'
    return (
        f"{_columns(heading)} Hãy ghi một tệp ghép cột, mỗi dòng một cột, ví dụ {example}, "
        f"rồi thêm --columns TỆP vào lệnh (tệp «{table.name}»)."
    )


def _columns(heading: Row) -> str:
    said = ", ".join(f"{letter(place)} «{title}»" for place, title in enumerate(heading[1]) if title)
    return f"Các cột ở dòng {heading[0]}: {said}." if said else ""


def _titles(name: str, forms: Collection[Form]) -> Iterator[str]:
    """Yield the title of a column, and its printed labels where no other column of the form has the same."""
    for form in forms:
        labels = [unmarked(label) for column in form.columns for label in column.labels]
        for column in form.columns:
            if column.name == name:
                yield column.title
                yield from (label for label in column.labels if labels.count(unmarked(label)) == 1)


def _usual(name: str) -> Iterator[str]:
    known = _known()
    yield from known["whole"].get(name, ())
    for prefix, subjects in known["subjects"].items():
        for asked in known["asked"].get(name.removeprefix(prefix), ()) if name.startswith(prefix) else ():
            for subject in subjects:
                yield from (f"{asked} {subject}", f"{subject} {asked}")


@cache
def _known() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(KNOWN.read_text(encoding="utf-8"))
