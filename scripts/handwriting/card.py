"""The card of the weights: ``manifest.toml`` says what they are, what they were made of and how well they read."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from scripts.handwriting.exporting import Weights
from scripts.handwriting.judging import Verdict

TEXT = """\
# The card of the handwriting recogniser; written by scripts/train_hand export.
[hand]
name = "hand"
file = "weights/{file}"
sha256 = "{sha256}"
alphabet = "alphabets/hand.txt"  # one character a line, NFC; index 0 of the output is the blank and is not in the file
input = "lines: float32 (batch, 1, 40, width), as pipeline.lines.prepared makes them divided by 255: paper 0, ink 1; width a multiple of 8"
output = "frames: float32 (batch, width // 4, characters + 1), natural logarithms of probabilities"
temperature = {temperature}  # fitted on real lines kept back from training
license = "Apache-2.0"
made = "{made}"
how = "scripts/draw_lines, then scripts/train_hand train and export{begin}; {seen} lines seen in {minutes} minutes on one processor core"

[[hand.data]]
what = "drawn lines in script typefaces of @fontsource packages"
license = "OFL-1.1"
faces = {faces}

[[hand.data]]
what = "Cinnamon AI Marathon 2018 challenge lines as published in hungpham13/Vietnamese-HTR: {trained} of the 1,638 train lines"
license = "code MIT, no licence stated for the images; no image is passed on"

[[hand.data]]
what = "names and administrative units of public lists, and syllables of the Viet74K word list, as words of the drawn lines"
license = "facts; Viet74K free for non-commercial research: only its syllables were drawn, the list is not passed on"

# Greedy reading, no lexicon.
{measured}
[hand.pace]
ms_per_line = {pace:.1f}  # processor time, 600 px, batch 16, one core
ms_per_line_unquantised = {pace_whole:.1f}  # the same weights in 32 bits, in the same run
"""

MEASURED = """\
[[hand.measured]]
on = "{on}"
lines = {lines}
cer = {cer:.4f}
wer = {wer:.4f}
exact = {exact:.4f}
"""


@dataclass(frozen=True, slots=True)
class Card:
    """What the card says.

    Attributes:
        weights: the exported file.
        temperature: see ``exporting.temperature``.
        verdicts: errors by name of what was read.
        pace: milliseconds a line.
        pace_whole: the same before the weights were made lighter.
        faces: typefaces the training lines were drawn with.
        seen: lines seen in training, repeats counted.
        minutes: how long the training took.
        begin: name of the weights it began with; '' if it began with nothing.
        trained: real lines trained on.
        averaged: name of the weights with which the trained ones were averaged; '' if they were not.
    """

    weights: Weights
    temperature: float
    verdicts: dict[str, Verdict]
    pace: float
    pace_whole: float
    faces: list[str]
    seen: int
    minutes: int
    begin: str
    trained: int
    averaged: str


def _begun(card: Card) -> str:
    """Return what the card says of the weights that the training began with and was averaged with."""
    begun = f", begun with {card.begin}" if card.begin else ""
    return begun + (f" and averaged with {card.averaged}" if card.averaged else "")


def written(path: Path, card: Card) -> None:
    """Write the card as TOML."""
    measured = "\n".join(
        MEASURED.format(on=on, lines=len(verdict.readings), cer=verdict.cer, wer=verdict.wer, exact=verdict.exact)
        for on, verdict in card.verdicts.items()
    )
    text = TEXT.format(
        file=card.weights.path.name, sha256=card.weights.sha256, temperature=card.temperature,
        made=date.today().isoformat(),  # noqa: DTZ011 - the day at the desk where it was made
        begin=_begun(card), seen=card.seen, minutes=card.minutes, faces="[" + ", ".join(f'"{face}"' for face in card.faces) + "]",
        trained=card.trained, measured=measured, pace=card.pace, pace_whole=card.pace_whole,
    )  # fmt: skip
    path.write_text(text, encoding="utf-8")
