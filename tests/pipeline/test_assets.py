"""What lies in ``models/`` is what the manifest says, and what is missing is told with what to do."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest

from pipeline.assets import MODELS, weights
from pipeline.errors import MissingPart

MOST = 16 * 1024 * 1024
"""Largest file of weights that may be committed, bytes."""


def shipped() -> dict[str, dict[str, str]]:
    manifest = MODELS / "manifest.toml"
    return tomllib.loads(manifest.read_text(encoding="utf-8")) if manifest.exists() else {}


def made(folder: Path, content: bytes = b"weights", sha256: str = "") -> Path:
    (folder / "weights").mkdir()
    (folder / "weights" / "hand.onnx").write_bytes(content)
    (folder / "hand.txt").write_text(" \na\nă\n", encoding="utf-8")
    sha256 = sha256 or hashlib.sha256(content).hexdigest()
    lines = [
        "[hand]",
        'file = "weights/hand.onnx"',
        f'sha256 = "{sha256}"',
        'alphabet = "hand.txt"',
        "temperature = 1.5",
    ]
    (folder / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_weights_come_with_their_alphabet_and_temperature(tmp_path: Path) -> None:
    found = weights("hand", made(tmp_path))
    assert (found.characters, found.temperature) == (" aă", 1.5)


def test_a_damaged_file_of_weights_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="hỏng"):
        weights("hand", made(tmp_path, sha256="0" * 64))


@pytest.mark.parametrize("gone", ["manifest.toml", "weights/hand.onnx", "hand.txt"])
def test_what_is_missing_is_told_with_what_to_do(tmp_path: Path, gone: str) -> None:
    (made(tmp_path) / gone).unlink()
    with pytest.raises(MissingPart, match="--recogniser tesseract"):
        weights("hand", tmp_path)


@pytest.mark.parametrize("name", sorted(shipped()))
def test_shipped_weights_match_the_manifest_and_are_small_enough(name: str) -> None:
    found = weights(name)
    assert found.file.stat().st_size <= MOST
    assert found.sha256[:8] in found.file.name
    assert len(set(found.characters)) == len(found.characters)


def test_every_file_of_weights_has_a_card() -> None:
    files = {path.name for path in (MODELS / "weights").glob("*.onnx")}
    assert files == {Path(card["file"]).name for card in shipped().values()}
