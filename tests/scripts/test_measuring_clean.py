"""A folder of worn pages is measured whole, or said to be wrong before anything is measured."""

import json
import sys

import cv2
import numpy as np
import pytest
from PIL import Image

from scripts.measuring import __main__ as measuring
from scripts.measuring import clean, record


def drawn(folder, name, *, size=(90, 160), suffix=".png"):
    """Write a page of two words with its truth."""
    page, truth = np.full((*size, 3), 220, np.uint8), np.full(size, 255, np.uint8)
    for y in (30, 65):
        for x in range(15, 120, 14):
            cv2.line(page, (x, y), (x + 9, y - 16), (60, 50, 70), 3)
            cv2.line(truth, (x, y), (x + 9, y - 16), 0, 3)
    Image.fromarray(page).save(folder / f"{name}{suffix}")
    Image.fromarray(truth).save(folder / f"{name}.truth.png")


@pytest.fixture
def run(tmp_path, monkeypatch):
    def go(*words):
        monkeypatch.setattr(record, "FILE", tmp_path / "measurements.md")
        monkeypatch.setattr(record, "_machine", lambda: "a machine")
        monkeypatch.setattr(sys, "argv", ["measure", "clean", *map(str, words)])
        return measuring.main()

    return go


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "pages"
    place.mkdir()
    drawn(place, "001")
    drawn(place, "002", suffix=".jpg")
    return place


def test_a_folder_is_measured_with_all_masks_and_written_down(folder, run, tmp_path):
    assert run(folder, "--json", tmp_path / "out.json") == 0
    figures = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert figures["pages"] == 2
    assert figures["f_measure"] > 95
    assert {"pseudo_f", "psnr", "drd", "seconds"} <= set(figures)
    assert {"otsu", "sauvola", "wolf"} <= set(figures["peers"])
    assert set(figures["f_measure_by_page"]) == {"001", "002"}
    assert "## Ink of pages" in (tmp_path / "measurements.md").read_text(encoding="utf-8")


def test_a_program_that_is_not_installed_is_named_in_the_table(folder, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert "| unpaper | not installed here |" in clean.measure(folder).text


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "003.jpg").write_bytes(b"no picture"), "003.truth.png"),
        (lambda folder: (folder / "001.png").write_bytes(b"no picture"), "001.png"),
        (lambda folder: (folder / "002.truth.png").unlink(), "002.truth.png"),
        (lambda folder: Image.new("L", (5, 5)).save(folder / "002.truth.png"), "khác cỡ"),
        (lambda folder: [path.unlink() for path in folder.iterdir()], "không có ảnh"),
    ],
    ids=["no truth", "no picture", "truth lost", "another size", "empty"],
)
def test_a_folder_that_cannot_be_measured_is_refused_with_the_name_of_the_file(
    folder, run, capsys, tmp_path, spoil, said
):
    spoil(folder)
    assert run(folder) != 0
    assert said in capsys.readouterr().err
    assert not (tmp_path / "measurements.md").exists()


def test_wolf_finds_the_drawn_ink(folder):
    picture, truth = clean.pair(folder / "001.png")
    assert np.mean(clean.wolf(picture) != truth) < 0.02
