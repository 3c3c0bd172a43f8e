"""Finds the weights and alphabets of ``models/`` and checks that they are what the manifest says."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import ROOT
from pipeline.errors import MissingPart

MODELS = ROOT / "models"


@dataclass(frozen=True, slots=True)
class Weights:
    """One trained network.

    Attributes:
        name: its name in the manifest.
        file: the ONNX file.
        sha256: of that file (hex).
        characters: what its outputs stand for, the blank left out; output i is ``characters[i - 1]``.
        temperature: divides the log-probabilities so that they become frequencies.
        card: the whole entry of the manifest.
    """

    name: str
    file: Path
    sha256: str
    characters: str
    temperature: float
    card: Mapping[str, Any]


def weights(name: str, models: Path = MODELS) -> Weights:
    """Return one trained network, its file checked against the manifest.

    Raises:
        MissingPart: the manifest, the file or the alphabet is missing, or the file is not the one described.
    """
    try:
        cards = tomllib.loads((models / "manifest.toml").read_text(encoding="utf-8"))
        card = cards[name]
        file = models / card["file"]
        sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
        characters = (models / card["alphabet"]).read_text(encoding="utf-8")
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise MissingPart(
            f"Thiếu trọng số «{name}» của bộ đọc chữ. Hãy lấy lại thư mục models/ từ bản cài, "
            "hoặc đọc bằng --recogniser tesseract."
        ) from error
    if sha256 != card["sha256"]:
        raise MissingPart(
            f"Tệp {file.name} đã hỏng hoặc không phải bản được mô tả. Hãy lấy lại thư mục models/ từ bản cài."
        )
    return Weights(name, file, sha256, characters.replace("\n", ""), float(card["temperature"]), card)
