"""The package read back by other programs: equal to what people decided, field by field, for every kind of register."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pikepdf
import pytest
from openpyxl import load_workbook

from pipeline import dates
from pipeline.entries import Decision, Verdict
from pipeline.exports import Package, _template
from pipeline.exports.ministry import Ministry
from pipeline.forms import REGISTERS, loader

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
WHEN = datetime(2026, 11, 26, tzinfo=UTC)
TEXTS = {
    "person_name": "Nông Thị «Huệ» & H' Hen <Niê>", "partial_date": "5/1989", "date_words": "Tháng năm năm 1989",
    "sex": "Nữ", "ethnicity": "Mông (Hmông)", "nationality": "Việt Nam", "place": "Xóm 4, =SUM(1), Đại Từ",
    "id_number": "095707826", "choice": "Con", "free_text": "+84, 'x', \"y\"",
}  # fmt: skip
FORMS = {
    "KS": "birth-2016",
    "KH": "marriage-2016",
    "KT": "death-2016",
    "CMC": "recognition-2016",
    "HN": "marital-status-2016",
}


def package(shelf, register):
    """Return a package of three decided entries of a kind of register; one has nothing but its number and day."""
    form = loader.load(FORMS[register])
    entries = []
    for number in (7, 1000, 1001):
        texts = {column.name: TEXTS.get(column.kind, "") for column in form.columns if number != 1001}
        texts |= {"so": str(number), "quyenSo": "01/2018", "ngayDangKy": "12.05.2018"}
        said = {
            column.name: Decision(
                column.name,
                Verdict.CORRECTED if texts.get(column.name) else Verdict.BLANK,
                texts.get(column.name, ""),
                "Lan",
                WHEN,
                column.name,
            )
            for column in form.columns
        }
        entries.append(replace(shelf.entry("1", page=number), form=form.name, readings={}, decisions=said))
    return Package(shelf.book, register, entries, {form.name: form})


def written(entry, form, name):
    """Return what stands in a cell of the workbook, in words of the form: code and dots for sex and dates."""
    if name not in {column.name for column in form.columns}:
        return None
    text, kind = entry.decided(name), form.column(name).kind
    if kind == "sex":
        return {"Nữ": "2", "": None}[text]
    day = dates.parse(text) if kind == "partial_date" else None
    return str(day) if day else text or None


def rows(workbook: Path):
    return [list(row) for row in load_workbook(workbook)["DL Import"].iter_rows(values_only=True)]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_reads_back_equal_field_by_field(shelf, out, register):
    made = package(shelf, register)
    receipt = Ministry().write(made, out)
    assert (receipt.rows, list(receipt.left_out)) == (3, [])
    header, *cases = rows(receipt.files[0])
    assert header == list(_template.load(register).columns)
    (form,) = made.forms.values()
    for place, (entry, case) in enumerate(zip(made.entries, cases, strict=True), 1):
        expected = {name: written(entry, form, name) for name in header}
        assert dict(zip(header, case, strict=True)) == expected | ({"STT": str(place)} if "STT" in header else {})


@pytest.mark.parametrize("register", REGISTERS)
def test_every_register_has_its_notes_and_a_sound_pdf_for_each_case(shelf, out, register):
    receipt = Ministry().write(package(shelf, register), out)
    notes = list(load_workbook(receipt.files[0])["Ghi chu"].iter_rows(values_only=True))
    assert notes[0][:4] == ("Cột", "Nội dung", "Mã", "Ý nghĩa")
    assert {row[1] for row in notes} >= {"Loại giấy tờ tùy thân"}
    with ZipFile(receipt.files[1]) as cases:
        names = [f"{register}.2018.01.2018-05-12.{number}.pdf" for number in ("007", "1000", "1001")]
        assert cases.namelist() == names
        for name in names:
            with pikepdf.open(BytesIO(cases.read(name))) as pdf:
                assert (pdf.check_pdf_syntax(), len(pdf.pages)) == ([], 1)


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed; apt install libreoffice-calc-nogui")
@pytest.mark.parametrize("register", REGISTERS)
def test_libreoffice_opens_every_register_and_saves_the_same_cells(shelf, out, tmp_path, register):
    receipt = Ministry().write(package(shelf, register), out)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "again")]
    subprocess.run([*command, str(receipt.files[0])], check=True, capture_output=True, timeout=300)
    again = tmp_path / "again" / receipt.files[0].name
    ours = rows(receipt.files[0])
    theirs = [row[: len(ours[0])] for row in rows(again)]
    assert theirs == ours
