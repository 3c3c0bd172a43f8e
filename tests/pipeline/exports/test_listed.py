"""Packages of many files: what lies in the folder is what the receipt says, and what is not ours stays."""

import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from threading import Barrier

import pytest

from pipeline.errors import TargetError
from pipeline.exports._listed import write_listed
from pipeline.exports.alto import Alto
from pipeline.exports.extracts import Extracts
from pipeline.exports.page_xml import PageXml

LIST = "Khaisinh2018.KS.page.xml.sha256"


@pytest.fixture
def out(tmp_path):
    """Return the folder that packages are written into."""
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def page(number):
    return f"Khaisinh2018.KS.{number:04}.page.xml"


def lying(folder):
    return sorted(path.name for path in folder.iterdir())


def handed_over(shelf, folder, *pages):
    return PageXml().write(shelf.package([shelf.entry("12", page=number) for number in pages]), folder)


@pytest.mark.parametrize(
    ("export", "ending", "places"),
    [
        (PageXml, "page.xml", ("0001", "0003")),
        (Alto, "alto.xml", ("0001", "0003")),
        (Extracts, "trich-luc.docx", ("0001-1", "0003-1")),
    ],
)
def test_a_file_whose_entries_are_gone_goes_with_the_next_hand_over(shelf, out, export, ending, places):
    entries = [shelf.entry("12"), shelf.entry("13", page=3)]
    export().write(shelf.package(entries), out)
    receipt = export().write(shelf.package(entries[:1]), out)
    gone = f"Khaisinh2018.KS.{places[1]}.{ending}"
    assert lying(out) == [f"Khaisinh2018.KS.{places[0]}.{ending}", f"Khaisinh2018.KS.{ending}.sha256"]
    assert lying(out) == sorted(path.name for path in receipt.files)
    assert [gone in sentence and "đã được bỏ" in sentence for sentence in receipt.older] == [True]


def test_the_list_names_every_file_as_other_programs_check_it(shelf, out):
    receipt = handed_over(shelf, out, 1, 2)
    assert [path.name for path in receipt.files] == [page(1), page(2), LIST]
    checked = subprocess.run(["sha256sum", "--strict", "-c", LIST], cwd=out, capture_output=True, text=True, check=True)
    assert checked.stdout.splitlines() == [f"{page(1)}: OK", f"{page(2)}: OK"]


def test_the_same_book_again_changes_no_byte_and_says_nothing(shelf, out):
    handed_over(shelf, out, 1, 2)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert list(handed_over(shelf, out, 1, 2).older) == []
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def changed(folder):
    (folder / page(2)).write_text("<PcGts>edited by an archivist</PcGts>")


def unlisted(folder):
    (folder / LIST).unlink()


def other_list(folder):
    (folder / LIST).write_bytes(b"\xff\xfe no list\n" + f"{'0' * 64}  {page(2)}\n".encode())


@pytest.mark.parametrize("happened", [changed, unlisted, other_list])
def test_a_file_that_is_not_as_we_wrote_it_stays_and_is_named(shelf, out, happened):
    handed_over(shelf, out, 1, 2)
    happened(out)
    before = (out / page(2)).read_bytes()
    receipt = handed_over(shelf, out, 1)
    assert (out / page(2)).read_bytes() == before
    assert [page(2) in sentence and "giữ nguyên" in sentence for sentence in receipt.older] == [True]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Khaisinh2018.KS.0002.alto.xml", "another target"),
        ("Khaisinh2018.KH.0002.page.xml", "another register"),
        ("Khaisinh2019.KS.0002.page.xml", "another book"),
        ("XKhaisinh2018.KS.0002.page.xml", "its name only ends alike"),
        ("Khaisinh2018XKSX0002.page.xml", "its name only looks alike"),
        ("Khaisinh2018.KS.note.page.xml", "no page of a book"),
        ("anh.jpg", "anything"),
    ],
)
def test_what_is_no_file_of_this_package_is_not_looked_at(shelf, out, name, why):
    (out / name).write_text("not ours")
    checksum = sha256(b"not ours").hexdigest()
    (out / LIST).write_text(f"{checksum}  {name}\n")
    assert list(handed_over(shelf, out, 1).older) == []
    assert (out / name).read_text() == "not ours"


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "Khaisinh2018.KS.0002.page.xml/../../outside"])
def test_a_list_from_somebody_else_leads_to_no_file_outside_the_folder(shelf, out, name):
    (out.parent / "outside").write_text("not ours")
    (out / LIST).write_text(f"{sha256(b'not ours').hexdigest()}  {name}\n")
    handed_over(shelf, out, 1)
    assert (out.parent / "outside").read_text() == "not ours"


def test_a_folder_in_the_place_of_an_old_file_stays_and_is_named(shelf, out):
    handed_over(shelf, out, 1, 2)
    (out / page(2)).unlink()
    (out / page(2)).mkdir()
    assert [page(2) in sentence for sentence in handed_over(shelf, out, 1).older] == [True]
    assert (out / page(2)).is_dir()


def test_a_full_disk_leaves_the_old_package_with_all_its_files(shelf, out):
    handed_over(shelf, out, 1, 2)
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full_disk(file):
        file.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(TargetError, match="ổ đĩa đã đầy"):
        write_listed(shelf.package([]), out, "page.xml", {"0001": lambda file: file.write(b"new"), "0003": full_disk})
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_book_without_a_name_in_letters_sweeps_only_its_own(out, shelf):
    (out / "Khaisinh2018.KS.0002.page.xml").write_text("of a named book")
    package = shelf.package([])
    object.__setattr__(package.book, "name", "漢")
    files, older = write_listed(package, out, "page.xml", {"0001": lambda file: file.write(b"x")})
    assert [path.name for path in files] == ["KS.0001.page.xml", "KS.page.xml.sha256"]
    assert older == []


def test_a_line_of_a_list_is_a_checksum_and_a_name(shelf, out):
    handed_over(shelf, out, 1)
    assert re.fullmatch(rf"[0-9a-f]{{64}}  {re.escape(page(1))}\n", (out / LIST).read_text())


def test_two_hand_overs_at_once_leave_the_files_of_one_list(shelf, out):
    package, start = shelf.package([shelf.entry("12")]), Barrier(2)

    def write(*places):
        start.wait()
        writers = {place: partial(_slowly, place) for place in places}
        write_listed(package, out, "page.xml", writers)

    for _ in range(15):
        with ThreadPoolExecutor(2) as both:
            for done in [both.submit(write, "0001", "0002"), both.submit(write, "0002", "0003")]:
                done.result()
        listed = [line.split("  ")[1] for line in (out / LIST).read_text(encoding="utf-8").splitlines()]
        assert lying(out) == sorted([*listed, LIST])


def _slowly(place, file):
    time.sleep(0.001)
    file.write(place.encode())
