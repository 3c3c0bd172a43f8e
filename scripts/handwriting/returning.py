"""Brings exported weights back into a network that can be trained on: what `exporting` folded and rounded is opened again."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

from scripts.handwriting.alphabet import CHARACTERS
from scripts.handwriting.model import Reader

Values = NDArray[np.float32]

GATES = (0, 2, 3, 1)
"""ONNX orders the gates of an LSTM in, out, forget, cell; PyTorch in, forget, cell, out."""


class OtherNetwork(ValueError):
    """The file holds another network than the one that is trained now."""


def returned(path: Path, lines: Tensor) -> Reader:
    """Return the network of an exported file, for training.

    Normalisation was folded into the convolutions; it is set anew from what the convolutions answer to some lines, so that the
    network reads as it did. Weights in eight bits come back rounded.

    Args:
        path: the .onnx file.
        lines: (B, 1, 40, W) lines like those it is trained on, ink 1.

    Raises:
        OtherNetwork: the shapes are not those of `model.Reader`.
    """
    graph = onnx.load(str(path)).graph
    known = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
    known |= _widened(graph, known)
    nodes = {kind: [node for node in graph.node if node.op_type.endswith(kind)] for kind in ("Conv", "LSTM")}
    reader = Reader(len(CHARACTERS)).eval()
    kept = {f"follow.{name}": value for name, value in _followed(known, [list(node.input) for node in nodes["LSTM"]])}
    say = next(name for name in known if "MatMul" in name and not name.endswith(("_scale", "_zero_point")))
    kept |= {"say.weight": _plain(known, say).T, "say.bias": known["say.bias"]}
    try:
        reader.load_state_dict({name: torch.tensor(value) for name, value in kept.items()}, strict=False)
        _see(reader.see, [(known[node.input[1]], known[node.input[2]]) for node in nodes["Conv"]], lines)
    except (RuntimeError, ValueError) as error:
        raise OtherNetwork(f"{path}: {error}") from error
    return reader


def _widened(graph: onnx.GraphProto, known: dict[str, Values]) -> dict[str, Values]:
    """Return what the graph makes float32 of its own values in eight bits, each channel by its own scale, by name."""
    wide = {}
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in known:
            stored, scale, zero = (known[name].astype(np.float32) for name in node.input)
            channels = (-1,) + (1,) * (stored.ndim - 1) if scale.ndim else ()
            wide[node.output[0]] = (stored - zero.reshape(channels)) * scale.reshape(channels)
    return wide


def _see(see: nn.Sequential, folded: list[tuple[Values, Values]], lines: Tensor) -> None:
    """Set convolutions, and after each the normalisation that its answers to these lines call for."""
    weights = iter(folded)
    shift = torch.zeros(0)
    with torch.no_grad():
        for layer in see:
            if isinstance(layer, nn.Conv2d):
                weight, bias = (torch.tensor(value) for value in next(weights))
                layer.weight.copy_(weight)
                shift = bias
            elif isinstance(layer, nn.BatchNorm2d) and layer.running_mean is not None and layer.running_var is not None:
                mean, var = lines.mean((0, 2, 3)), lines.var((0, 2, 3))
                layer.running_mean.copy_(mean)
                layer.running_var.copy_(var)
                layer.weight.copy_((var + layer.eps).sqrt())
                layer.bias.copy_(mean + shift)
            lines = layer(lines.clone())


def _followed(known: dict[str, Values], inputs: list[list[str]]) -> list[tuple[str, Values]]:
    values: list[tuple[str, Values]] = []
    for layer, names in enumerate(inputs):
        for name, part in (("weight_ih", names[1]), ("weight_hh", names[2])):
            both = _plain(known, part)
            if part.endswith("_quantized"):
                both = both.transpose(0, 2, 1)  # eight bits are stored with the gates across
            values += _directions(f"{name}_l{layer}", [_ordered(one) for one in both])
        halves = [np.split(one, 2) for one in known[names[3]]]
        for place, name in enumerate(("bias_ih", "bias_hh")):
            values += _directions(f"{name}_l{layer}", [_ordered(one[place]) for one in halves])
    return values


def _directions(name: str, values: list[Values]) -> list[tuple[str, Values]]:
    return [(name, values[0]), (f"{name}_reverse", values[1])]


def _ordered(values: Values) -> Values:
    """Return (4 H, …) values with the gates as PyTorch has them."""
    gates = np.split(values, 4)
    return np.concatenate([gates[place] for place in GATES])


def _plain(known: dict[str, Values], name: str) -> Values:
    """Return a weight as float32, out of eight bits where it is stored so."""
    if not name.endswith("_quantized"):
        return known[name]
    stem = name.removesuffix("_quantized")
    scale, zero = known[f"{stem}_scale"], known[f"{stem}_zero_point"]
    some = (-1,) + (1,) * (known[name].ndim - 1) if scale.ndim else ()
    stored = known[name].astype(np.float32) - zero.astype(np.float32).reshape(some)
    return np.asarray(stored * scale.reshape(some), np.float32)
