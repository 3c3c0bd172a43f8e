"""Writes the weights, the alphabet and the card of the recogniser, and measures what the card says."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from torch import nn

from pipeline.lines import STRIDE
from scripts.handwriting import alphabet
from scripts.handwriting.batches import batched, by_width
from scripts.handwriting.judging import Verdict, compared, frames
from scripts.handwriting.model import Reader
from scripts.handwriting.shards import Lines

FARTHEST = 1e-3
"""Largest difference of a log-probability between PyTorch and ONNX that is believed to be rounding."""

DEAR = 0.002
"""Errors by which weights in eight bits may read worse, as a share of the characters."""

USUAL = 33
"""About so many lines are in a batch from which the ranges in a network are taken."""

BATCHES_OF_USUAL = 3

Frames = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""(B, 1, 40, W) lines in, (B, T, C) log-probabilities out."""


class Unlike(ValueError):
    """The exported weights answer otherwise than the trained ones."""


@dataclass(frozen=True, slots=True)
class Weights:
    """An exported recogniser.

    Attributes:
        path: the file, named by the start of its checksum.
        sha256: its checksum.
    """

    path: Path
    sha256: str


def exported(reader: Reader, folder: Path) -> Weights:
    """Write ``hand-<first 8 of sha256>.onnx`` into the folder.

    Args:
        reader: the trained recogniser, on the processor.
        folder: where the file goes; older ``hand-*.onnx`` files there are removed.

    Raises:
        Unlike: PyTorch and ONNX differ by more than rounding.
    """
    half = folder / "half.onnx"
    torch.onnx.export(
        reader.eval(),
        (torch.rand(2, 1, 40, 320),),
        half,
        input_names=["lines"],
        output_names=["frames"],
        dynamic_axes={"lines": {0: "batch", 3: "width"}, "frames": {0: "batch", 1: "frame"}},
        dynamo=False,
        opset_version=17,
    )
    answer = opened(half)
    for size in ((1, 64), (3, 200), (5, 856)):
        lines = torch.rand(size[0], 1, 40, size[1])
        with torch.no_grad():
            apart = float(np.abs(reader(lines).numpy() - answer(lines.numpy())).max())
        if apart > FARTHEST:
            half.unlink()
            raise Unlike(f"{apart:.5f} apart at {size[0]} lines of {size[1]} px")
    for older in folder.glob("hand-*.onnx"):
        older.unlink()
    return _named(half)


def lightened(weights: Weights, lines: Lines, usual: Lines) -> Weights:
    """Return the weights in eight bits, which read in a third of the time, or as they are if that costs more than ``DEAR``.

    What the convolutions take in is rounded to the range it has on usual lines, what the LSTM takes in to its range in each line.
    Weights get seven of the eight bits: processors without VNNI add products in sixteen bits, which eight would overflow
    (onnxruntime, "Quantize ONNX models", on U8S8 and reduce_range).

    Args:
        weights: as exported; replaced where the lighter ones are kept.
        lines: by whose errors it is decided.
        usual: lines that the network has seen.
    """
    half, light = weights.path.with_name("half.onnx"), weights.path.with_name("light.onnx")
    quantize_static(
        weights.path,
        half,
        _Usual(usual),
        quant_format=QuantFormat.QDQ,
        op_types_to_quantize=["Conv", "MaxPool", "Relu"],
        per_channel=True,
        reduce_range=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )
    quantize_dynamic(
        half, light, weight_type=QuantType.QInt8, op_types_to_quantize=["LSTM", "MatMul"], reduce_range=True
    )
    half.unlink()
    if read(opened(light), lines).cer > read(opened(weights.path), lines).cer + DEAR:
        light.unlink()
        return weights
    weights.path.unlink()
    return _named(light)


class _Usual(CalibrationDataReader):
    """Some batches of lines, from which `quantize_static` takes the ranges."""

    def __init__(self, lines: Lines) -> None:
        step = max(len(lines) // USUAL, 1)
        chosen = [range(first, len(lines), step) for first in range(min(BATCHES_OF_USUAL, step))]
        self._batches = iter(
            [batched([lines.line(place) for place in places]).contiguous().numpy() for places in chosen]
        )

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        """Return the next batch, (B, 1, 40, W), by the name of the network's input; None after the last."""
        batch = next(self._batches, None)
        return None if batch is None else {"lines": batch}


def _named(path: Path) -> Weights:
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Weights(path.replace(path.with_name(f"hand-{sha256[:8]}.onnx")), sha256)


def opened(path: Path) -> Frames:
    """Return the weights of a file as a function; one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return lambda lines: session.run(None, {"lines": lines})[0]


def read(answer: Frames, lines: Lines) -> Verdict:
    """Return the errors of greedy readings by exported weights."""
    readings = [""] * len(lines)
    for places in by_width(lines, columns=9600):
        spoken = answer(batched([lines.line(place) for place in places]).contiguous().numpy())
        for row, place in enumerate(places):
            length = max(1, lines.line(place).shape[1] // STRIDE)
            readings[place] = alphabet.decoded(spoken[row, :length].argmax(-1).tolist()).strip()
    return compared(readings, lines.texts)


def pace(answer: Frames, rounds: int = 5) -> float:
    """Return processor milliseconds per line of 600 px in batches of 16; the median of some rounds."""
    lines = np.random.default_rng(0).random((16, 1, 40, 600), np.float32)
    taken = []
    for _ in range(rounds + 1):
        begun = time.process_time()
        answer(lines)
        taken.append((time.process_time() - begun) * 1000 / 16)
    return float(np.median(taken[1:]))


def temperature(reader: Reader, lines: Lines) -> float:
    """Return the temperature under which the written texts of these lines are most probable.

    Frame log-probabilities divided by it, normalised again, are the calibrated ones.
    """
    spoken = frames(reader, lines)
    losses = {warmth: _surprise(spoken, lines.texts, warmth) for warmth in np.arange(0.7, 3.01, 0.05).round(2).tolist()}
    return min(losses, key=losses.__getitem__)


def _surprise(spoken: list[torch.Tensor], texts: list[str], warmth: float) -> float:
    total = 0.0
    for line, text in zip(spoken, texts, strict=True):
        code = alphabet.encoded(text)
        cooled = (line / warmth).log_softmax(-1)[:, None]
        loss = nn.functional.ctc_loss(
            cooled,
            torch.tensor(code),
            torch.tensor([len(line)]),
            torch.tensor([len(code)]),
            reduction="sum",
            zero_infinity=True,
        )
        total += min(float(loss), 40.0)  # a wrong label must not make the recogniser humble
    return total
