"""What argparse refuses is told in Vietnamese, and says what to type."""

from __future__ import annotations

import io
import re
import sys

import pytest

from pipeline import cli, usage
from pipeline.errors import Exit, UsageError


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "Thiếu LỆNH."),
        ("raed", "Không có lệnh «raed». Có phải «read»?"),
        ("check", "Thiếu --book."),
        ("check --book", "--book phải có một giá trị đi sau."),
        ("check --bock A --book A", "Không có tuỳ chọn «--bock». Có phải «--book»?"),
        ("check --book Khai sinh 1998", "Thừa «sinh 1998». Tên có dấu cách phải viết trong ngoặc kép"),
        ("take-in --book A", "Thiếu THƯ_MỤC|TỆP."),
        ("read --workers hai", "--workers phải là số nguyên, không phải «hai»."),
        ("read --recogniser hnad", "Không có giá trị --recogniser «hnad». Có phải «hand»? Hiện có: blank, hand"),
        (
            "hand-over --book A --to x --as minstry",
            "Có phải «ministry»? Hiện có: ministry, csv, json, parquet, page-xml, alto, slips",
        ),
        ("hand-over --book A --to x --birth-columns 61", "Không có giá trị --birth-columns «61». Hiện có: 60, 70."),
        ("demo --no-review=1", "--no-review không nhận giá trị («1»)."),
    ],
)
def test_a_command_that_is_not_written_right_is_answered_in_vietnamese(
    line: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(line.split()) == Exit.USAGE
    printed = capsys.readouterr()
    assert says in printed.err
    assert re.search(r"Xem cách dùng: sohoa.* --help$", printed.err.strip())
    assert printed.out == ""


@pytest.mark.parametrize(
    ("message", "says"),
    [
        # as Python 3.12 and newer write it, without quotes
        ("argument --as: invalid choice: 'cvs' (choose from ministry, csv, json)", "Có phải «csv»?"),
        ("ambiguous option: --b could match --book, --birth-columns", "«--b» có thể là --book, --birth-columns"),
        ("argument --a: not allowed with argument --b", "--a không dùng cùng với --b."),
        ("one of the arguments --a --b is required", "Phải nêu một trong các mục: --a --b."),
        ("argument --x: expected at least one argument", "--x phải có ít nhất một giá trị."),
        ("argument --x: expected 2 arguments", "--x có số giá trị không đúng."),
        ("something a later Python says", "Lệnh viết không đúng."),
    ],
)
def test_every_mistake_argparse_knows_has_vietnamese_words(message: str, says: str) -> None:
    assert says in usage.told(message)


@pytest.mark.parametrize("words", [["--help"], ["read", "--help"]])
def test_the_help_has_no_english_headings(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == Exit.DONE
    printed = capsys.readouterr().out
    assert not re.search(r"usage:|positional|options:|show this", printed)


@pytest.mark.parametrize(
    "words",
    [
        ["read", "--work", "2"],  # a long name may be cut as long as only one begins so
        ["read", "a.jpg", "b.jpg", "--json=x.json"],
        ["take-in", "a b.jpg", "--book", "Khai sinh 1998", "--year=1998"],
        ["hand-over", "--book=A", "--to", "x", "--as", "csv"],
    ],
)
def test_a_command_that_is_written_right_is_taken(words: list[str]) -> None:
    assert callable(cli.parser().parse_args(words).run)


@pytest.mark.parametrize("old", ["cp1252", "cp1258", "ascii"])
def test_an_old_code_page_does_not_end_the_command_in_an_error(old: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=old) for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    usage.write_utf8()
    out.write("Sổ «Khai sinh ở Tân Cương»: thêm 2 trang mới, \udcff")
    out.flush()
    assert out.buffer.getvalue().decode("utf-8").startswith("Sổ «Khai sinh ở Tân Cương»: thêm 2 trang mới, ?")
    assert err.encoding == "utf-8"


def test_a_program_without_a_console_has_nothing_to_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    usage.write_utf8()


def test_what_is_refused_is_a_usage_error_and_no_exit_of_the_process() -> None:
    with pytest.raises(UsageError, match="Thiếu LỆNH"):
        cli.parser().parse_args([])
