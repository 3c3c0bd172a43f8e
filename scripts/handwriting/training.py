"""Trains the reader on drawn and real lines for a set time; stops and goes on at a checkpoint."""

import math
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from rapidfuzz.distance import Levenshtein
from torch import nn
from torch.utils.data import DataLoader

from scripts.handwriting.alphabet import CHARACTERS
from scripts.handwriting.batches import as_read, batched, by_width
from scripts.handwriting.hands import Hands, picked
from scripts.handwriting.judging import frames, judged
from scripts.handwriting.model import Reader
from scripts.handwriting.returning import returned
from scripts.handwriting.rounds import Batch, RealLines, Round
from scripts.handwriting.shards import Lines, joined, loaded
from scripts.handwriting.words import Cut, cuts

PEAK = 2.2e-3
WARM = 500
"""Steps in which the rate rises to its peak."""

TAUGHT = 0.5
"""Share of the course that a reader whose weights are brought back has behind it, unless it is said."""

REAL_SHARE = 0.55
"""The share of batches that hold real lines rises to this at the end, and to no more than is said."""

COLUMNS = {"cpu": 10000, "cuda": 20000}
"""Padded columns of a batch, px."""

ROUND = {"cpu": 1200, "cuda": 24000}
"""Drawn lines of one round."""

SHORT = 260
"""In the first tenth of the time only lines up to this width are read, px: short ones teach the alignment."""

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
        begin: exported weights to begin with; without them it begins with nothing.
        taught: share of the course that lies behind those weights.
        real_share: the share of batches that hold real lines rises to this and stays there, ``REAL_SHARE`` at most.
        workers: processes that make the batches; 0 makes them between the steps.
    """

    shards: Path
    hands: Hands
    out: Path
    minutes: float
    begin: Path | None = None
    taught: float = TAUGHT
    real_share: float = REAL_SHARE
    workers: int = 0
    used: float = 0.0
    steps: int = 0
    seen: int = 0
    left_out: list[int] = field(default_factory=list)
    pieces: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.out.mkdir(parents=True, exist_ok=True)
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        reader = returned(self.begin, begun_on(self.hands.training)) if self.begin else Reader(len(CHARACTERS))
        self.used = self.behind
        self.reader = reader.to(self.device, memory_format=torch.channels_last)
        self.mean = {name: value.clone() for name, value in self.reader.state_dict().items()}
        self.tuner = torch.optim.AdamW(self.reader.parameters(), PEAK, weight_decay=0.01, betas=(0.9, 0.98))
        self.files: list[Path] = []
        self.parts: list[Lines] = []
        self._resume()
        self.chance = random.Random(self.steps)
        self.begun = time.monotonic() - self.used

    @property
    def behind(self) -> float:
        """Return the seconds that count as used before the first step: the weights it begins with were trained already."""
        return self.taught * 60 * self.minutes if self.begin else 0.0

    @property
    def done(self) -> float:
        """Return the share of the time that is over."""
        return (time.monotonic() - self.begun) / (60 * self.minutes)

    def run(self) -> None:
        """Train until the time is over; say every few minutes how it stands."""
        said = time.monotonic()
        while self.done < 1:
            self._take_in()
            losses = [self._step(batch) for batch in self._round()]
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

    def _round(self) -> Iterator[Batch]:
        """Yield the batches of a round, drawn and real as the time asks."""
        widths = self.drawn.widths()
        pool = self.chance.sample(range(len(self.drawn)), min(ROUND[self.device.type], len(self.drawn)))
        if self.done < 0.1:
            pool = [place for place in pool if widths[place] <= SHORT]
        batches = by_width(self.drawn, COLUMNS[self.device.type], pool)
        self.chance.shuffle(batches)
        out = set(self.left_out)
        whose = [place for place in range(len(self.hands.training)) if place not in out]
        share = self._real_share() if whose else 0.0
        plan = [None if self.chance.random() < share else places for places in batches]
        lines = RealLines(self.hands.training, whose, self.pieces)
        made = Round(self.drawn, lines, plan, COLUMNS[self.device.type], self.chance.getrandbits(32))
        for batch in DataLoader(made, batch_size=None, num_workers=self.workers):
            if self.done >= 1:
                return
            yield batch

    def _real_share(self) -> float:
        if self.done < 0.2:
            return 0.0
        return min(self.real_share, 0.15 if self.done < 0.4 else 0.15 + (REAL_SHARE - 0.15) * (self.done - 0.4) / 0.6)

    def _step(self, batch: Batch) -> float:
        rate = self._rate()
        for group in self.tuner.param_groups:
            group["lr"] = rate
        self.reader.train()
        with torch.autocast(
            self.device.type, torch.bfloat16
        ):  # twice as fast where the processor has it, no worse here
            spoken = self.reader(as_read(batch.lines.to(self.device))).float().transpose(0, 1)
        labels = batch.labels.to(self.device)
        loss = nn.functional.ctc_loss(spoken, labels, batch.lengths, batch.sizes, zero_infinity=True)
        self.tuner.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.reader.parameters(), 2.0)
        self.tuner.step()
        self.steps += 1
        self.seen += len(batch.lines)
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
            "begin": self.begin.name if self.begin else "", "spent": self.used - self.behind,
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
