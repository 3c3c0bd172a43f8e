"""Poor pages are named when they come in, stay in the book, and are drawn on a sheet to take to the scanner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageFilter
from sqlalchemy import create_engine, text

from pipeline import cli
from pipeline.config import ROOT, Config
from pipeline.desk import Desk
from pipeline.entries import Book, PageState
from pipeline.errors import TargetError, UsageError
from pipeline.inspection import Inspection

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016" / "001.jpg"
BOOK = "Khai sinh 1989"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a good page, a blurred one and a white one."""
    folder = tmp_path / "anh"
    folder.mkdir()
    with Image.open(SAMPLE) as page:
        page.save(folder / "1.jpg")
        page.filter(ImageFilter.GaussianBlur(4)).save(folder / "2.jpg")
        Image.new("RGB", page.size, "white").save(folder / "3.jpg")
    return folder


@pytest.fixture
def config(tmp_path: Path, folder: Path) -> Config:
    config = Config(tmp_path / "kho", f"sqlite:///{(tmp_path / 'kho' / 'sohoa.db').as_posix()}")
    desk = Desk.open(config)
    desk.take_in([folder], Book(BOOK, "birth-2016"))
    desk.close()
    return config


@pytest.fixture
def inspection(config: Config) -> Iterator[Inspection]:
    inspection = Inspection.open(config)
    yield inspection
    inspection.close()


def named(inspection: Inspection, newest: int | None = None) -> list[str]:
    return [one.page.source for one in inspection.doubtful(BOOK, newest)]


def test_poor_pages_are_named_and_stay_in_the_book(inspection: Inspection, config: Config) -> None:
    assert named(inspection) == ["2.jpg", "3.jpg"]
    assert "mờ" in inspection.doubtful(BOOK)[0].advice[0]
    desk = Desk.open(config)
    assert [page.state for page in desk.to_read(BOOK)] == [PageState.WAITING] * 3
    desk.close()


@pytest.mark.parametrize(
    ("newest", "names"), [(0, []), (1, ["3.jpg"]), (2, ["2.jpg", "3.jpg"]), (9, ["2.jpg", "3.jpg"])]
)
def test_only_the_newest_pages_are_looked_at_when_asked(inspection: Inspection, newest: int, names: list[str]) -> None:
    assert named(inspection, newest) == names


def test_reading_a_page_keeps_what_was_measured_of_it(inspection: Inspection, config: Config) -> None:
    desk = Desk.open(config)
    desk.read(desk.to_read(BOOK)[:2], recogniser="blank", workers=1)
    desk.close()
    assert named(inspection) == ["2.jpg", "3.jpg"]
    with create_engine(config.store_url).connect() as connection:
        kept = connection.execute(text("SELECT quality FROM pages ORDER BY number")).scalars().all()
    assert "form_likeness" in kept[0]
    assert "detail" in kept[0]


def test_pages_of_an_older_store_are_measured_when_asked_for(inspection: Inspection, config: Config) -> None:
    with create_engine(config.store_url).begin() as connection:
        connection.execute(text("UPDATE pages SET quality = '{}'"))
    assert named(inspection) == ["2.jpg", "3.jpg"]
    with create_engine(config.store_url).connect() as connection:
        assert all("letters" in one for one in connection.execute(text("SELECT quality FROM pages")).scalars())


def test_a_picture_that_is_gone_does_not_hide_the_others(inspection: Inspection, config: Config) -> None:
    with create_engine(config.store_url).begin() as connection:
        connection.execute(text("UPDATE pages SET quality = '{}' WHERE number = 2"))
    inspection.doubtful(BOOK, 0)
    for path in (config.pictures / "delivered").iterdir():
        path.unlink()
    assert named(inspection) == ["3.jpg"]


def test_the_sheet_is_a_pdf_or_a_picture(inspection: Inspection, tmp_path: Path) -> None:
    assert inspection.draw_contact_sheet(BOOK, tmp_path / "a.pdf") == 2
    assert inspection.draw_contact_sheet(BOOK, tmp_path / "a.JPG") == 2
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    assert len(document) == 1
    document.close()
    with Image.open(tmp_path / "a.JPG") as picture:
        assert picture.size == (1240, 1754)
        assert (picture.convert("L").histogram()[0]) > 0


@pytest.mark.parametrize(("name", "failure"), [("a.png", UsageError), ("a", UsageError), ("tep/a.pdf", TargetError)])
def test_a_sheet_that_cannot_be_written_says_so(
    inspection: Inspection, tmp_path: Path, name: str, failure: type[Exception]
) -> None:
    (tmp_path / "tep").write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(failure):
        inspection.draw_contact_sheet(BOOK, tmp_path / name)


def test_a_book_that_is_not_there_is_a_wrong_command(inspection: Inspection) -> None:
    with pytest.raises(UsageError):
        inspection.doubtful("Không có")


def test_the_command_names_poor_pages_at_once_and_ends_well(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "khác"))
    assert cli.main(["take-in", str(folder), "--book", BOOK]) == 0
    told = capsys.readouterr().err
    assert "nên xem lại: trang 2 (2.jpg): chụp lại: mờ cả trang" in told
    assert "trang 1 (" not in told
    assert cli.main(["take-in", str(folder), "--book", BOOK]) == 0
    assert "nên xem lại" not in capsys.readouterr().err  # nothing new came
    assert cli.main(["contact-sheet", "--book", BOOK, "--to", str(tmp_path / "tờ.pdf")]) == 0
    assert (tmp_path / "tờ.pdf").exists()


def test_a_book_of_good_pages_needs_no_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "khác"))
    assert cli.main(["take-in", str(SAMPLE), "--book", BOOK]) == 0
    assert cli.main(["contact-sheet", "--book", BOOK, "--to", str(tmp_path / "a.pdf")]) == 0
    assert "không có trang nào cần chụp lại" in capsys.readouterr().out
    assert not (tmp_path / "a.pdf").exists()
