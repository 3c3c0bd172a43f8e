"""Averages two readers of which one was trained on from the other: one that reads hands neither was trained with better than both.

Method: model soups (Wortsman et al., ICML 2022). Each normalisation is first folded into the convolution before it, for the two were
measured on different lines.
"""

import math

import torch
from torch import Tensor, nn

from scripts.handwriting.alphabet import CHARACTERS
from scripts.handwriting.model import Reader


def between(one: Reader, other: Reader) -> Reader:
    """Return a reader whose weights are the mean of those of two readers, ready to read."""
    first, second = _folded(one), _folded(other)
    reader = Reader(len(CHARACTERS))
    reader.load_state_dict(
        {name: (value + second[name]) / 2 if value.dtype.is_floating_point else value for name, value in first.items()}
    )
    return reader.eval()


def _folded(reader: Reader) -> dict[str, Tensor]:
    """Return the weights of a reader with normalisations that only add what they added before."""
    weights = {name: value.clone() for name, value in reader.state_dict().items()}
    convolution = ""
    for name, module in reader.named_modules():
        if isinstance(module, nn.Conv2d):
            convolution = f"{name}.weight"
        if isinstance(module, nn.BatchNorm2d):
            mean, spread = weights[f"{name}.running_mean"], weights[f"{name}.running_var"]
            gain = weights[f"{name}.weight"] / torch.sqrt(spread + module.eps)
            weights[convolution] = weights[convolution] * gain[:, None, None, None]
            weights[f"{name}.bias"] = weights[f"{name}.bias"] - mean * gain
            weights[f"{name}.weight"] = torch.full_like(gain, math.sqrt(1 + module.eps))
            weights[f"{name}.running_mean"], weights[f"{name}.running_var"] = (
                torch.zeros_like(mean),
                torch.ones_like(mean),
            )
    return weights
