"""Hands made-up books over and says how legible and how large the PDFs are, and how long 1,000 entries take.

Legible: every page of books of known truth is read as it was delivered, and again as it stands in a PDF of a whole page, drawn at the
resolution it was delivered in: the stages that clean a page know strokes of pens by their pixels. The part of a page with several
cases has fewer pixels for the same bytes, so a whole page is the hardest case.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from statistics import mean
from typing import Any

import pikepdf
from PIL import Image

from pipeline.config import Config
from pipeline.entries import Book, Decision, Entry, Ink, NewPage, Reading, ReadPage, Verdict
from pipeline.exports import _demands
from pipeline.exports._case_pdf import case_pdf
from pipeline.forms import loader
from pipeline.geometry import Box
from pipeline.store.database import Database
from scripts.measuring import pages
from scripts.measuring.record import Section

FORM = "birth-2016"
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  a disk in memory: 25,000 decisions are on it in seconds
WHEN = datetime(2026, 11, 26, tzinfo=UTC)
TEXTS = {
    "person_name": "Nông Thị Huệ", "partial_date": "12.05.1989", "sex": "Nữ", "ethnicity": "Tày", "nationality": "Việt Nam",
    "place": "Xóm Mới, xã Tân Cương", "id_number": "095707826", "date_words": "Ngày mười hai tháng năm", "number": "01/2018",
}  # fmt: skip
NOTE = """The same pages, read by the product as delivered and as they stand in the PDF, drawn as large as delivered. Bytes of a PDF of a whole page: {least} to {most},
{average} on average, limit {limit}. {entries} entries, each on a page picture of its own, {mb} MB of ZIP: `sohoa hand-over` {seconds:.1f} s,
`sohoa pre-flight` {looked:.1f} s, start and end of the program included; {work:.0f} s and {look:.0f} s of processor time, so a busy machine shows in
the first figures and not in these. One-minute load before it began: {load:.1f}."""


HELP = "legibility and size of case PDFs, and time of a hand-over"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder of books, each with truth.json; score.py beside them")
    parser.add_argument("--entries", type=int, default=1000, help="entries that are handed over")


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder, chosen.entries)


def measure(folder: Path, entries: int) -> Section:
    """Measure legibility on all books of a folder, and the time of a hand-over of ``entries`` entries."""
    books = sorted(path.parent for path in folder.glob("*/truth.json"))
    with tempfile.TemporaryDirectory() as place:
        sizes = _printed(books, Path(place) / "pages")
        delivered = _scored(folder, books, folder, Path(place) / "delivered")
        printed = _scored(folder, books, Path(place) / "pages", Path(place) / "pdf")
    files = [path for book in books for path in sorted(book.glob("*.jpg"))]
    timed = _timed(files, entries)
    figures = {"delivered": delivered, "pdf": printed, "bytes": sizes, **timed}
    lines = ["| level | CER as delivered | CER in the PDF | worse by | top1 as delivered | top1 in the PDF |"]
    lines += ["|---|---|---|---|---|---|", *(_line(level, delivered[level], printed[level]) for level in delivered)]
    counted = list(sizes.values())
    about = NOTE.format(
        least=min(counted),
        most=max(counted),
        average=round(mean(counted)),
        limit=_demands.load().picture,
        entries=entries,
        **timed,
    )
    return Section(f"Hand-over, pages of {folder.name}", "\n".join([*lines, "", about]), figures)


def _printed(books: Sequence[Path], target: Path) -> dict[str, int]:
    """Write the picture inside the PDF of every page, as large as the page and named as it; return the bytes of each PDF.

    Raises:
        TypeError: a PDF holds no picture.
    """
    sizes = {}
    for book in books:
        (target / book.name).mkdir(parents=True)
        for page in sorted(book.glob("*.jpg")):
            pdf = case_pdf(page)
            sizes[f"{book.name}/{page.name}"] = len(pdf)
            with pikepdf.open(BytesIO(pdf)) as opened:
                (image,) = opened.pages[0].get_images().values()
                if not isinstance(image, pikepdf.Stream):
                    raise TypeError(type(image))
                printed = pikepdf.PdfImage(image).as_pil_image()
            with Image.open(page) as delivered:
                drawn = printed.resize(delivered.size, Image.Resampling.BICUBIC)
            drawn.save(target / book.name / page.name, quality=97, subsampling=0)
    return sizes


def _line(level: str, one: Mapping[str, int], other: Mapping[str, int]) -> str:
    cers = [of["edits"] / of["chars"] for of in (one, other)]
    tops = [of["top1"] / of["fields"] for of in (one, other)]
    return f"| {level} | {cers[0]:.2%} | {cers[1]:.2%} | {cers[1] - cers[0]:+.2%} | {tops[0]:.1%} | {tops[1]:.1%} |"


def _scored(truths: Path, books: Sequence[Path], pictures: Path, out: Path) -> dict[str, Mapping[str, int]]:
    """Read the pages of all books as they lie in ``pictures``; return the counts of the score by level, all forms together."""
    out.mkdir()
    for book in books:
        files = sorted((pictures / book.name).glob("*.jpg"))
        pages.read(files, out / f"{book.name}.json", None, os.cpu_count() or 1)
    raw = pages.scores(truths, out)[1]
    return {name.removeprefix("all/"): counts for name, counts in sorted(raw.items()) if name.startswith("all/")}


def _timed(files: Sequence[Path], count: int) -> dict[str, Any]:
    """Return how long the commands take for a book of ``count`` decided entries, each on a page of its own."""
    home = Path(tempfile.mkdtemp(dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else None))
    try:
        _fill(home, files, count)
        about = {**os.environ, "SOHOA_HOME": str(home), "SOHOA_STORE": ""}
        load = os.getloadavg()[0]
        looked, look = _seconds(["pre-flight", "--book", "A"], about)
        seconds, work = _seconds(["hand-over", "--book", "A", "--to", str(home / "out")], about)
        (zipped,) = (home / "out").glob("*.zip")
        figures = {"seconds": seconds, "work": work, "looked": looked, "look": look, "load": load}
        return {**figures, "mb": round(zipped.stat().st_size / 1e6)}
    finally:
        shutil.rmtree(home)


def _seconds(words: Sequence[str], about: Mapping[str, str]) -> tuple[float, float]:
    """Return how long a command takes, and how much processor time."""
    before, begun = _work_so_far(), time.perf_counter()
    subprocess.run([sys.executable, "-m", "pipeline.cli", *words], env=about, check=True, capture_output=True)
    return time.perf_counter() - begun, _work_so_far() - before


def _work_so_far() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _fill(home: Path, files: Sequence[Path], count: int) -> None:
    config = Config(home, f"sqlite:///{(home / 'sohoa.db').as_posix()}")
    store = Database.open(config)
    store.add_book(Book("A", FORM, "Tân Cương", "Đại Từ", "Thái Nguyên", 2018, "01"))
    pictures = [shutil.copy(file, config.pictures / f"{i}.jpg") for i, file in enumerate(files)]
    columns = loader.load(FORM).columns
    reading = Reading("", 0.0, Ink.WRITTEN, Box(10, 10, 200, 40))
    read = ReadPage(FORM, ({column.name: reading for column in columns},), (), {}, 0.0, (1654, 2339))
    for i in range(count):
        picture = Path(pictures[i % len(pictures)])
        store.add_pages("A", [NewPage(f"{i}.jpg", sha256(str(i).encode()).hexdigest(), 0, picture, picture)])
    for page in store.pages("A"):
        store.store_read(page.id, read, {})
    for entry in store.entries("A"):
        for column in columns:
            store.decide(entry.id, _decision(entry, column.name, column.kind))
    store.close()


def _decision(entry: Entry, column: str, kind: str) -> Decision:
    special = {"so": str(entry.page.number), "ngayDangKy": f"{1 + entry.page.number % 28:02}.05.2018"}
    text = special.get(column) or TEXTS.get(kind, "")
    verdict = Verdict.CORRECTED if text else Verdict.BLANK
    return Decision(column, verdict, text, "Chị Lan", WHEN, f"{entry.id} {column}")
