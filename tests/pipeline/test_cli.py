"""The commands as a clerk types them: what is printed, and the exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from pipeline import cli
from pipeline import config as configuration
from pipeline.config import ROOT
from pipeline.entries import Decision, Ink, Reading, ReadPage, Verdict
from pipeline.errors import Exit
from pipeline.geometry import Box
from pipeline.store.database import Database

SAMPLE = ROOT / "scans" / "samples" / "KS-2016-birth-2016"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / "kho"))
    return tmp_path / "kho"


def sohoa(*words: object) -> int:
    return cli.main([str(word) for word in words])


def test_one_book_goes_the_whole_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sohoa("take-in", SAMPLE / "001.jpg", SAMPLE / "004.jpg", "--book", "Sổ A", "--year", 2016) == Exit.DONE
    assert "thêm 2 trang mới" in capsys.readouterr().out
    assert sohoa("read", "--recogniser", "blank", "--workers", 1) == Exit.DONE
    assert "Đã đọc 2/2 trang" in capsys.readouterr().out
    assert sohoa("read") == Exit.DONE
    assert "Không còn trang nào chờ đọc" in capsys.readouterr().out
    assert sohoa("check", "--book", "Sổ A") == Exit.DONE
    assert sohoa("hand-over", "--book", "Sổ A", "--to", tmp_path / "gói", "--as", "csv") == Exit.DONE
    assert "để lại 2" in capsys.readouterr().out


def test_some_bad_files_are_listed_and_make_the_exit_code_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "ảnh")
    (tmp_path / "ảnh" / "hỏng.jpg").write_bytes((SAMPLE / "001.jpg").read_bytes()[:5000])
    (tmp_path / "ảnh" / "rỗng.png").write_bytes(b"")
    assert sohoa("take-in", tmp_path / "ảnh", "--book", "Sổ A") == Exit.SOME_FAILED
    printed = capsys.readouterr()
    assert "thêm 4 trang mới" in printed.out
    assert "hỏng.jpg" in printed.err
    assert "rỗng.png" in printed.err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["read", "--book", "Sổ B"], Exit.USAGE, "Không có sổ «Sổ B»"),
        (["check", "--book", "Sổ B"], Exit.USAGE, "Không có sổ «Sổ B»"),
        (["read", SAMPLE], Exit.USAGE, "--json"),
        (["read", "--book", "Sổ A", "--form", "birth-2016"], Exit.USAGE, "sohoa book"),
        (["read", "--json", "x.json"], Exit.USAGE, "thư mục"),
        (["read", "--workers", "0"], Exit.USAGE, "--workers"),
        (["take-in", "/khong/co", "--book", "A", "--form", "birth-1789"], Exit.BAD_FORM, "birth-2016"),
        (["take-in", "/khong/co", "--book", "A", "--form", "Birth-2061"], Exit.BAD_FORM, "Có phải «birth-2016»?"),
        (["take-in", SAMPLE, "--book", ""], Exit.USAGE, "Tên sổ đang trống"),
        (["take-in", SAMPLE, "--book", "   "], Exit.USAGE, "Tên sổ đang trống"),
        (["take-in", SAMPLE, "--book", "A", "--year", "-5"], Exit.USAGE, "Năm -5"),
        (["take-in", "/khong/co", "--book", "A"], Exit.SOME_FAILED, "Hãy kiểm tra lại đường dẫn"),
        (["book", "--book", "A", "--year", "2017"], Exit.USAGE, "Không có sổ «A»"),
        (["read", SAMPLE, "--json", "/khong/co/x.json"], Exit.TARGET, "Hãy nêu sau --json một tệp khác"),
        (["review", "--port", "99999999"], Exit.USAGE, "từ 1 đến 65535"),
        (["hand-over", "--book", "A", "--to", "x", "--as", "csv", "--birth-columns", "60"], Exit.USAGE, "ministry"),
        (["hand-over", "--book", "A", "--to", "x", "--as", "csv", "--pdf-a"], Exit.USAGE, "--as pdf"),
        (["hand-over", "--book", "A", "--to", "x", "--as", "extract", "--pdf-a"], Exit.USAGE, "--as ministry"),
    ],
)
def test_a_wrong_command_is_one_line_that_says_what_to_do(
    words: list[object], code: Exit, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sohoa(*words) == code
    assert says in capsys.readouterr().err


def test_what_was_said_wrongly_of_a_book_is_shown_and_corrected(capsys: pytest.CaptureFixture[str]) -> None:
    page = SAMPLE / "001.jpg"
    assert sohoa("take-in", page, "--book", "Sổ A", "--year", 2061, "--commune", "Tân Cương") == Exit.DONE
    assert sohoa("take-in", page, "--book", "Sổ A", "--year", 2016) == Exit.USAGE
    assert 'sohoa book --book "Sổ A" --year "2016"' in capsys.readouterr().err
    assert sohoa("book", "--book", "Sổ A", "--year", 2016) == Exit.DONE
    assert "năm của sổ: 2016 (trước đây: 2061)" in capsys.readouterr().out
    assert sohoa("book", "--book", "Sổ A") == Exit.DONE
    assert "tên xã, phường: Tân Cương\n" in capsys.readouterr().out


def test_a_book_gets_another_form_and_what_stays_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert sohoa("take-in", SAMPLE / "001.jpg", SAMPLE / "002.jpg", "--book", "Sổ A") == Exit.DONE
    cells = {"so": Reading("12", 0.8, Ink.WRITTEN, Box(1, 2, 3, 4))}
    store = Database.open(configuration.load())
    for page in store.pages("Sổ A"):
        store.store_read(page.id, ReadPage("birth-2006", (cells,), (), {}, 1.0, (9, 9)), {})
    said = Decision("so", Verdict.CONFIRMED, "12", "chị Hoa", datetime(2026, 11, 26, tzinfo=UTC), "k")
    store.decide(store.entries("Sổ A")[1].id, said)
    store.close()
    capsys.readouterr()
    assert sohoa("book", "--book", "Sổ A", "--form", "birth-2016") == Exit.DONE
    told = capsys.readouterr().out
    assert "biểu mẫu: birth-2016 (trước đây: auto)" in told
    assert "giữ nguyên: trang 2, trường hợp 1 (đọc theo birth-2006)" in told
    assert '1 trang chờ đọc lại: sohoa read --book "Sổ A"' in told
    assert sohoa("book", "--book", "Sổ A", "--form", "birth-1789") == Exit.BAD_FORM


def test_a_store_that_cannot_be_opened_has_its_own_exit_code(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home.mkdir()
    (home / "sohoa.db").write_bytes(b"khong phai kho" * 99)
    assert sohoa("read") == Exit.STORE
    assert "khôi phục bản sao lưu" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["khong-phai-dia-chi", "foo://x", "sqlite://x"])
def test_a_wrong_address_of_the_store_says_which_variable_to_mend(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOHOA_STORE", address)
    assert sohoa("read") == Exit.STORE
    printed = capsys.readouterr().err
    assert "Hãy sửa biến môi trường SOHOA_STORE" in printed
    assert "còn chỗ" not in printed


def test_a_home_that_cannot_be_made_is_told_without_the_words_of_the_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOHOA_HOME", str(tmp_path / ("x" * 300)))  # as /proc/xx: no folder can be made there
    assert sohoa("read") == Exit.STORE
    printed = capsys.readouterr().err
    assert "Không dùng được thư mục kho dữ liệu" in printed
    assert "Hãy đặt kho ở thư mục khác (SOHOA_HOME)" in printed
    assert "Errno" not in printed


def test_a_page_without_print_is_not_answered_with_what_the_clerk_has_just_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Image.new("RGB", (1654, 2339), "white").save(tmp_path / "trắng.png")
    out = tmp_path / "out.json"
    words = ["read", tmp_path / "trắng.png", "--json", out, "--form", "birth-2016", "--recogniser", "blank"]
    assert sohoa(*words, "--workers", 1) == Exit.SOME_FAILED
    printed = capsys.readouterr().err
    assert "Trang trắng hay bìa thì bỏ qua" in printed
    assert "Hãy chọn biểu mẫu bằng --form" not in printed


@pytest.mark.parametrize("page", ["cp1258", "cp1252"])
def test_a_command_whose_output_goes_to_an_old_code_page_ends_well(page: str, tmp_path: Path, home: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "take-in", str(SAMPLE / "001.jpg"), "--book", "Sổ ở Tân Cương"]
    place = {**os.environ, "SOHOA_HOME": str(home), "PYTHONIOENCODING": page}
    ended = subprocess.run(command, env=place, capture_output=True, check=False)
    assert ended.returncode == Exit.DONE
    assert "Sổ «Sổ ở Tân Cương»: thêm 1 trang mới" in ended.stdout.decode("utf-8")


def test_reading_to_json_needs_no_store(tmp_path: Path, home: Path) -> None:
    out = tmp_path / "out.json"
    assert sohoa("read", SAMPLE / "001.jpg", "--json", out, "--recogniser", "blank", "--workers", 1) == Exit.DONE
    (page,) = json.loads(out.read_text(encoding="utf-8"))["pages"]
    assert (page["file"], page["form"], len(page["entries"])) == ("001.jpg", "birth-2016", 1)
    assert not home.exists()


def test_a_page_of_no_known_form_is_named_and_the_others_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = ROOT / "scans" / "samples" / "KS-1980-birth-table" / "001.jpg"
    out = tmp_path / "out.json"
    words = ["read", SAMPLE / "001.jpg", stranger, "--json", out, "--form", "birth-2016", "--recogniser", "blank"]
    assert sohoa(*words) == Exit.SOME_FAILED
    assert "Không nhận ra biểu mẫu" in capsys.readouterr().err
    assert len(json.loads(out.read_text(encoding="utf-8"))["pages"]) == 1


def test_the_demo_reads_both_sample_books(capsys: pytest.CaptureFixture[str]) -> None:
    assert sohoa("demo", "--no-review") == Exit.DONE
    printed = capsys.readouterr().out
    assert "KS-1980-birth-table: 36 trường hợp" in printed
    assert "KS-2016-birth-2016: 4 trường hợp" in printed


def test_the_command_works_from_any_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "--help"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == 0
    assert "take-in" in ended.stdout
