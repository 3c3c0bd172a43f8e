"""Writes the ministry's package of a few entries, and reads it back."""

from zipfile import ZipFile

from openpyxl import load_workbook

from pipeline.exports.ministry import Ministry

STEM = "TanCuong_DaiTu_ThaiNguyen.KS.2018.01"


def handed_over(shelf, entries, folder, **settings):
    return Ministry(**settings).write(shelf.package(entries), folder)


def sheet_rows(folder):
    cells = list(load_workbook(folder / f"{STEM}.xlsx")["DL Import"].iter_rows())
    names = [cell.value for cell in cells[0]]
    return [dict(zip(names, row, strict=True)) for row in cells[1:]]


def texts(folder, column):
    return [row[column].value for row in sheet_rows(folder)]


def pdf_names(folder):
    return ZipFile(folder / f"{STEM}.zip").namelist()
