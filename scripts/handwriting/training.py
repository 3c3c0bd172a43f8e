"""Trains the reader on drawn and real lines for a set time; stops and goes on at a checkpoint."""

import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import nn

from pipeline.lines import STRIDE
from scripts.handwriting.alphabet import CHARACTERS, encoded
from scripts.handwriting.batches import batched, by_width
from scripts.handwriting.hands import Hands, Line, changed, parted, picked, real
from scripts.handwriting.judging import frames, judged
from scripts.handwriting.model import Reader
from scripts.handwriting.returning import returned
from scripts.handwriting.shards import Lines, joined, loaded
from scripts.handwriting.words import Cut, cuts, recombined

PEAK = 2.2e-3
WARM = 500
"""Steps in which the rate rises to its peak."""

TAUGHT = 0.5
"""Share of the course that a reader whose weights are brought back has behind it."""

COLUMNS = 10000
SHORT = 260
"""In the first tenth of the time only lines up to this width are read, px: short ones teach the alignment."""

ANEW = 0.5
"""Share of real lines that are joined anew from pieces, once the reader can tell where words end."""

DISAGREEING = 0.45
"""A real line whose reading is farther than this from its label has a wrong label."""


@dataclass
class Course:
    """One training.

    Attributes:
        shards: folder of drawn lines; new files are taken in as they appear.
        hands: real lines.
        out: folder for checkpoints.
        minutes: how long in all, restarts included.
        begin: exported weights to begin with, ``TAUGHT`` of the way; without them it begins with nothing.
    """

    shards: Path
    hands: Hands
    out: Path
    minutes: float
    begin: Path | None = None
    used: float = 0.0
    steps: int = 0
    seen: int = 0
    left_out: list[int] = field(default_factory=list)
    pieces: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        reader = returned(self.begin, begun_on(self.hands.training)) if self.begin else Reader(len(CHARACTERS))
        self.used = self.taught
        self.reader = reader.to(self.device, memory_format=torch.channels_last)
        self.mean = {name: value.clone() for name, value in self.reader.state_dict().items()}
        self.tuner = torch.optim.AdamW(self.reader.parameters(), PEAK, weight_decay=0.01, betas=(0.9, 0.98))
        self.files: list[Path] = []
        self.parts: list[Lines] = []
        self._resume()
        self.chance = random.Random(self.steps)
        self.begun = time.monotonic() - self.used

    @property
    def taught(self) -> float:
        """Return the seconds that count as used before the first step: the weights it begins with were trained already."""
        return TAUGHT * 60 * self.minutes if self.begin else 0.0

    @property
    def done(self) -> float:
        """Return the share of the time that is over."""
        return (time.monotonic() - self.begun) / (60 * self.minutes)

    def run(self) -> None:
        """Train until the time is over; say every few minutes how it stands."""
        said = time.monotonic()
        while self.done < 1:
            self._take_in()
            losses = [self._step(lines, texts) for lines, texts in self._round()]
            if time.monotonic() - said > 200 or self.done >= 1:
                said = time.monotonic()
                self._report(float(np.mean(losses)))

    def _take_in(self) -> None:
        new = [
            path
            for path in sorted(self.shards.glob("[0-9]*.npz"))
            if path not in self.files and ".half" not in path.name
        ]
        for path in new:
            part = loaded(path)
            if not self.files:
                self.drawn_choosing = picked(part, list(range(250)))
                part = picked(part, list(range(250, len(part))))
            self.files.append(path)
            self.parts.append(part)
        if new:
            self.drawn = joined(self.parts)
            self.parts = [self.drawn]

    def _round(self) -> Iterator[tuple[list[Line], list[str]]]:
        """Yield a few dozen batches, drawn and real as the time asks."""
        widths = self.drawn.widths()
        pool = self.chance.sample(range(len(self.drawn)), min(1200, len(self.drawn)))
        if self.done < 0.1:
            pool = [place for place in pool if widths[place] <= SHORT]
        batches = by_width(self.drawn, COLUMNS, pool)
        self.chance.shuffle(batches)
        for places in batches:
            if self.done >= 1:
                return
            if self.chance.random() < self._real_share():
                yield self._changed(self._real(), 1.0)
            else:
                yield self._changed([(self.drawn.line(place), self.drawn.texts[place]) for place in places], 0.5)

    def _real_share(self) -> float:
        if self.done < 0.2:
            return 0.0
        return 0.15 if self.done < 0.4 else 0.15 + 0.4 * (self.done - 0.4) / 0.6

    def _real(self) -> list[tuple[Line, str]]:
        """Return a batch of real lines, some joined anew."""
        lines, out = self.hands.training, set(self.left_out)
        places = [place for place in self.chance.sample(range(len(lines)), 14) if place not in out]
        return [
            recombined(self.pieces, self.chance)
            if self.pieces and self.chance.random() < ANEW
            else (lines.line(place), lines.texts[place])
            for place in places
        ]

    def _changed(self, pairs: Sequence[tuple[Line, str]], strength: float) -> tuple[list[Line], list[str]]:
        plain = 0.15 if strength == 1.0 else 0.4
        return (
            [line if self.chance.random() < plain else changed(line, self.chance, strength) for line, _ in pairs],
            [text for _, text in pairs],
        )

    def _step(self, lines: list[Line], texts: list[str]) -> float:
        rate = self._rate()
        for group in self.tuner.param_groups:
            group["lr"] = rate
        codes = [encoded(text) for text in texts]
        self.reader.train()
        with torch.autocast(
            self.device.type, torch.bfloat16
        ):  # twice as fast where the processor has it, no worse here
            spoken = self.reader(batched(lines).to(self.device)).float().transpose(0, 1)
        lengths = torch.tensor([max(1, line.shape[1] // STRIDE) for line in lines])
        target = torch.tensor([index for code in codes for index in code])
        sizes = torch.tensor([len(code) for code in codes])
        loss = nn.functional.ctc_loss(spoken, target.to(self.device), lengths, sizes, zero_infinity=True)
        self.tuner.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.reader.parameters(), 2.0)
        self.tuner.step()
        self.steps += 1
        self.seen += len(lines)
        share = 1 - min(0.998, self.steps / (self.steps + 20))
        with torch.no_grad():
            for name, value in self.reader.state_dict().items():
                if value.dtype.is_floating_point:
                    self.mean[name].lerp_(value, share)
                else:
                    self.mean[name] = value.clone()
        return float(loss.detach())

    def _rate(self) -> float:
        warmth = min(1.0, (self.steps + 1) / WARM)
        return (
            warmth * PEAK * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, max(0.0, (self.done - 0.2) / 0.8)))))
        )

    def _report(self, loss: float) -> None:
        reader = averaged(self.mean).to(self.device)
        drawn, hands = judged(reader, self.drawn_choosing), judged(reader, self.hands.choosing)
        if not self.left_out and self.done > 0.45 and hands.cer < 0.2:
            self._leave_out(reader)
        if self.done > 0.25 and hands.cer < 0.3:
            spoken = [one.numpy() for one in frames(reader, self.hands.training)]
            self.pieces = cuts(self.hands.training, spoken, set(self.left_out))
        self.used = time.monotonic() - self.begun
        print(
            f"{time.strftime('%H:%M:%S')} {self.done:.2f} step {self.steps} seen {self.seen} of {len(self.drawn)} rate {self._rate():.1e} "
            f"loss {loss:.3f} drawn {drawn.cer:.4f} hands {hands.cer:.4f} exact {hands.exact:.3f} left out {len(self.left_out)} cut {len(self.pieces)}",
            flush=True,
        )
        kept = {
            "reader": self.reader.state_dict(), "mean": self.mean, "tuner": self.tuner.state_dict(), "used": self.used,
            "begin": self.begin.name if self.begin else "", "spent": self.used - self.taught,
            "steps": self.steps, "seen": self.seen, "left_out": self.left_out, "hands": hands.cer,
        }  # fmt: skip
        torch.save(kept, self.out / "half.pt")
        (self.out / "half.pt").replace(self.out / "checkpoint.pt")

    def _leave_out(self, reader: Reader) -> None:
        verdict = judged(reader, self.hands.training)
        far = [
            Levenshtein.distance(reading, text) / len(text)
            for reading, text in zip(verdict.readings, self.hands.training.texts, strict=True)
        ]
        self.left_out = [place for place, share in enumerate(far) if share > max(DISAGREEING, 3 * verdict.cer)]

    def _resume(self) -> None:
        path = self.out / "checkpoint.pt"
        if not path.exists():
            return
        kept = torch.load(path, map_location=self.device)
        self.reader.load_state_dict(kept["reader"])
        self.mean = kept["mean"]
        self.tuner.load_state_dict(kept["tuner"])
        self.used, self.steps, self.seen, self.left_out = kept["used"], kept["steps"], kept["seen"], kept["left_out"]


def begun_on(lines: Lines) -> torch.Tensor:
    """Return the batch of real lines on which exported weights are opened again."""
    return batched([lines.line(place) for place in range(0, len(lines), 15)])


def averaged(mean: dict[str, torch.Tensor]) -> Reader:
    """Return a reader with these weights, ready to read."""
    reader = Reader(len(CHARACTERS))
    reader.load_state_dict(mean)
    return reader.eval()


def course(shards: Path, folder: Path, out: Path, minutes: float, begin: Path | None = None) -> Course:
    """Return a training on these shards and the ``train`` lines of this folder, begun with exported weights where they are given."""
    out.mkdir(parents=True, exist_ok=True)
    return Course(shards, parted(real(folder)), out, minutes, begin)
