"""The recogniser: convolutions that bring a 40 px line to one row of frames, two bidirectional LSTM layers, CTC."""

from typing import cast

from torch import Tensor, nn


class Reader(nn.Module):
    """Reads prepared lines.

    Attributes:
        channels: maps of the five convolutions.
        hidden: cells of the LSTM per direction.
    """

    def __init__(self, characters: int, channels: tuple[int, ...] = (24, 48, 80, 128, 160), hidden: int = 176) -> None:
        super().__init__()
        one, two, three, four, five = channels
        self.see = nn.Sequential(
            *_step(1, one, kernel=4, stride=2),
            *_step(one, two),
            nn.MaxPool2d(2),
            *_step(two, three),
            nn.MaxPool2d((2, 1)),
            *_step(three, four),
            nn.Conv2d(four, five, (5, 1), bias=False),
            nn.BatchNorm2d(five),
            nn.ReLU(inplace=True),
        )
        self.forget = nn.Dropout(0.15)
        self.follow = nn.LSTM(five, hidden, 2, bidirectional=True, batch_first=True, dropout=0.15)
        self.say = nn.Linear(2 * hidden, characters + 1)

    def forward(self, lines: Tensor) -> Tensor:
        """Return log-probabilities (B, W // 4, characters + 1) of (B, 1, 40, W) lines, ink 1, paper 0; index 0 is the blank."""
        frames = self.see(lines).squeeze(2).transpose(1, 2)
        followed, _ = self.follow(self.forget(frames))
        return cast("Tensor", self.say(self.forget(followed)).log_softmax(-1))


def _step(before: int, after: int, kernel: int = 3, stride: int = 1) -> list[nn.Module]:
    return [
        nn.Conv2d(before, after, kernel, stride, padding=1, bias=False),
        nn.BatchNorm2d(after),
        nn.ReLU(inplace=True),
    ]
