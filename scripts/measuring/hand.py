"""Reads lines or cells of known text with the handwriting recogniser, and the same pictures with ``tesseract -l vie --psm 7``.

A folder with ``labels.tsv`` (path, tab, text) holds lines; a folder of books with ``truth.json`` holds pages, whose cells are
found by the product itself.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pytesseract
from numpy.typing import NDArray
from PIL import Image
from rapidfuzz.distance import Levenshtein

from pipeline.geometry import Box
from pipeline.language import ANY, spoken
from pipeline.recognisers.hand import Hand
from pipeline.vietnamese import nfc
from scripts.measuring import pages
from scripts.measuring.calibration import expected_error
from scripts.measuring.record import Section

Picture = NDArray[np.uint8]
"""(H, W, 3) uint8 RGB."""

TONES = frozenset("\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}")
TONES |= frozenset("\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}")


@dataclass(frozen=True, slots=True)
class Errors:
    """How far readings are from what is written.

    Attributes:
        lines: how many were read.
        cer: character edits as a share of the characters written.
        wer: word edits as a share of the words written.
        exact: share of lines without an error.
        tone_only: characters whose letter is right and tone is wrong, as a share of the characters written.
        letter_only: characters whose tone is right and letter is wrong, likewise.
    """

    lines: int
    cer: float
    wer: float
    exact: float
    tone_only: float
    letter_only: float


def errors(readings: Sequence[str], texts: Sequence[str]) -> Errors:
    """Return the errors of readings; both sides NFC, spaces collapsed, capitals kept."""
    pairs = [(nfc(reading), nfc(text)) for reading, text in zip(readings, texts, strict=True)]
    letters = max(1, sum(len(text) for _, text in pairs))
    words = max(1, sum(len(text.split()) for _, text in pairs))
    swaps = [
        (_parts(reading[edit.src_pos]), _parts(text[edit.dest_pos]))
        for reading, text in pairs
        for edit in Levenshtein.editops(reading, text)
        if edit.tag == "replace"
    ]
    return Errors(
        lines=len(pairs),
        cer=sum(Levenshtein.distance(reading, text) for reading, text in pairs) / letters,
        wer=sum(Levenshtein.distance(reading.split(), text.split()) for reading, text in pairs) / words,
        exact=sum(reading == text for reading, text in pairs) / max(1, len(pairs)),
        tone_only=sum(one[0] == two[0] for one, two in swaps) / letters,
        letter_only=sum(one[0] != two[0] and one[1] == two[1] for one, two in swaps) / letters,
    )


HELP = "errors of the handwriting recogniser on lines or cells of known text"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Say what the measurement takes."""
    parser.add_argument("folder", type=Path, help="folder with labels.tsv (path, tab, text), or of books with truth")
    parser.add_argument("--part", default="", help="only lines whose path begins so, such as val/")
    parser.add_argument(
        "--kind",
        default=ANY,
        help="kind of value of the lines, such as place: its language helps; any by default, text for no language at all",
    )


def run(chosen: argparse.Namespace) -> Section:
    """Measure what was asked for."""
    return measure(chosen.folder, chosen.part, chosen.kind)


def measure(folder: Path, part: str, kind: str) -> Section:
    """Measure the lines of a folder whose path begins with ``part``, read as a kind of value, or the cells of the books in it."""
    return _lines(folder, part, kind) if (folder / "labels.tsv").exists() else _cells(folder)


def _lines(folder: Path, part: str, kind: str) -> Section:
    rows = [row.split("\t") for row in (folder / "labels.tsv").read_text(encoding="utf-8").splitlines()]
    wanted = [(folder / name, text) for name, text in rows if name.startswith(part)]
    pictures = [np.asarray(Image.open(path).convert("RGB")) for path, _ in wanted]
    texts = [text for _, text in wanted]
    engine = Hand()
    begun = time.process_time()
    candidates = engine.read(pictures, [kind] * len(pictures))
    ours = (time.process_time() - begun) * 1000 / len(pictures)
    readings = [found[0].text if found else "" for found in candidates]
    sure = [found[0].probability if found else 0.0 for found in candidates]
    begun = time.perf_counter()
    plain = [_by_tesseract(picture) for picture in pictures]
    theirs = (time.perf_counter() - begun) * 1000 / len(pictures)
    found = errors(readings, texts)
    figures = asdict(found) | {
        "cer_without_case": errors([r.lower() for r in readings], [text.lower() for text in texts]).cer,
        "calibration_error": expected_error(
            [(p, nfc(r) == nfc(t)) for p, r, t in zip(sure, readings, texts, strict=True)]
        ),
        "ms_per_line": ours,
        "ms_per_line_network_600px": _pace(engine),
        "mean_width_px": float(np.mean([picture.shape[1] for picture in pictures])),
        "tesseract": asdict(errors(plain, texts)) | {"ms_per_line": theirs},
    }
    lines = [
        HEAD,
        RULE,
        _row(engine.version, found, ours),
        _row("tesseract -l vie --psm 7", errors(plain, texts), theirs),
    ]
    rest = f"""
Letter case left aside: CER {figures["cer_without_case"]:.1%}. Expected calibration error of the whole line:
{figures["calibration_error"]:.3f}. The network alone: {figures["ms_per_line_network_600px"]:.1f} ms of processor time a line of
600 px, one thread. Milliseconds in the table hold preparation and search too; Tesseract's hold the start of its program."""
    lines.append(rest)
    helped = "no language" if spoken(kind) is None else f"language of {kind}"
    return Section(f"Handwriting, lines of {folder.name}/{part}, {helped}", "\n".join(lines), figures)


HEAD = "| recogniser | lines | CER | WER | exact | tone only | letter only | ms a line |"
RULE = "|---|---|---|---|---|---|---|---|"


def _row(name: str, of: Errors, milliseconds: float | None) -> str:
    pace = "" if milliseconds is None else f"{milliseconds:.1f}"
    shares = " | ".join(f"{share:.1%}" for share in (of.cer, of.wer, of.exact, of.tone_only, of.letter_only))
    return f"| {name} | {of.lines} | {shares} | {pace} |"


def _cells(folder: Path) -> Section:
    """Measure written cells that were found; capitals aside, since a hand in lower case is recorded in capitals."""
    read: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    lost: dict[str, int] = defaultdict(int)
    with tempfile.TemporaryDirectory() as place:
        for book in sorted(path.parent for path in folder.glob("*/truth.json")):
            truth = json.loads((book / "truth.json").read_text(encoding="utf-8"))
            files = [book / page["file"] for page in truth["pages"]]
            target = Path(place) / "read.json"
            pages.read(files, target, "hand", 1)
            known = pages.by_file(target)
            for page in truth["pages"]:
                got = known.get(page["file"], {"entries": []})["entries"]
                picture = Image.open(book / page["file"]).convert("RGB")
                for text, found in _written(page, got):
                    level = str(page["level"])
                    if found is None:
                        lost[level] += 1
                    else:
                        x, y, w, h = found["box"]
                        plain = _by_tesseract(np.asarray(picture.crop((x, y, x + w, y + h))))
                        read[level].append((found["value"].lower(), plain.lower(), text.lower()))
    lines, figures = [HEAD, RULE], {}
    for level, some in sorted(read.items()):
        ours, theirs, texts = zip(*some, strict=True)
        figures[level] = asdict(errors(ours, texts)) | {
            "lost": lost[level],
            "tesseract": asdict(errors(theirs, texts)),
        }
        lines.append(_row(f"hand, level {level}", errors(ours, texts), None))
        lines.append(_row(f"tesseract -l vie --psm 7, level {level}", errors(theirs, texts), None))
    gone = ", ".join(f"{lost[level]} on level {level}" for level in sorted(read))
    lines += ["", f"Written cells that were found. Not found, or on level 0 found elsewhere, and not counted: {gone}."]
    return Section(f"Handwriting, cells of {folder.name}", "\n".join(lines), {"levels": figures})


def _written(page: Mapping[str, Any], got: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any] | None]]:
    """Return every written text of a page with the cell that was found for it."""
    pairs: list[tuple[str, Mapping[str, Any] | None]] = []
    for i, entry in enumerate(page["entries"]):
        fields = got[i]["fields"] if i < len(got) else {}
        for column, text in entry["fields"].items():
            if not text:
                continue
            found = fields.get(column)
            boxes = (entry.get("boxes") or {}).get(column)
            if found and boxes and Box(*found["box"]).overlap(pages.around(boxes)) < pages.OVERLAP:
                found = None
            pairs.append((text, found))
    return pairs


def _by_tesseract(picture: Picture) -> str:
    os.environ["OMP_THREAD_LIMIT"] = "1"
    return str(pytesseract.image_to_string(Image.fromarray(picture), lang="vie", config="--psm 7"))


def _pace(engine: Hand, rounds: int = 80) -> float:
    """Return processor milliseconds of the network per line of 600 px, the median of some rounds."""
    line = np.random.default_rng(0).integers(0, 256, (40, 600), np.uint8)
    taken = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        engine.frames(line)
        taken.append((time.process_time() - begun) * 1000)
    return median(taken[1:])


def _parts(letter: str) -> tuple[str, str]:
    """Return a letter without its tone mark, and the mark."""
    marks = unicodedata.normalize("NFD", letter)
    return "".join(mark for mark in marks if mark not in TONES), "".join(mark for mark in marks if mark in TONES)
