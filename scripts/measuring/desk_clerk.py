"""A clerk who knows the truth, at the real application: confirms what is right, picks what is offered, else types.

Keystroke-level model (Card, Moran and Newell 1983): K for each key, M for each look at a cell and each choice of what to do,
R for what the screen takes to show the next cell, measured.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from ui.parts.doubts import toneless

K = 0.28
"""Seconds a key, an average non-secretary typist (Card, Moran and Newell 1983, fig. 2)."""

M = 1.35
"""Seconds a look or decision (the same)."""

PATIENCE = 60.0
"""Seconds after which a screen on which nothing comes is given up."""

SEEN = """() => {
  const desk = [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector('.desk')).find(Boolean)
    ?? document.querySelector('.desk');
  if (!desk?.querySelector('.where')) return { there: false, veil: false }; // drawn anew just now
  const $ = (selector) => desk.querySelector(selector);
  const pictures = [...desk.querySelectorAll('.cell img, .others img')].filter((image) => !image.hidden);
  return { there: pictures.every((image) => image.complete), where: $('.where').textContent, veil: !$('.veil').hidden, through: $('.veil p').textContent,
    places: [...desk.querySelectorAll('.fields li.here')].map((line) => Number(line.dataset.place)),
    value: $('input').value, others: [...desk.querySelectorAll('.others b')].map((e) => e.textContent),
    choices: $('.choices').hidden ? [] : [...desk.querySelectorAll('.choices button')].map((e) => e.dataset.text),
    offered: [...desk.querySelectorAll('.offered li')].map((e) => e.dataset.text) };
}"""

TIMED = """() => {
  const desk = [...document.querySelectorAll('*')].map((e) => e.shadowRoot?.querySelector('.desk')).find(Boolean)
    ?? document.querySelector('.desk');
  const at = () => [...desk.querySelectorAll('.fields li.here')][0]?.dataset.place;
  const where = () => desk.querySelector('.where').textContent;
  window.taken = [];
  desk.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.code !== 'Digit0') return;
    const [begun, place, record] = [event.timeStamp, at(), where()];
    const look = () => {
      const shown = desk.querySelector('.veil').hidden && (at() !== place || where() !== record);
      if (!shown && !desk.querySelector('.hint').hidden) return; // the key was no answer
      if (!shown && performance.now() - begun < 20000) return requestAnimationFrame(look);
      const painted = new MessageChannel();
      painted.port1.onmessage = () => {
        if (shown) window.taken.push([where() !== record ? 'record' : 'field', performance.now() - begun]);
      };
      painted.port2.postMessage(0);
    };
    requestAnimationFrame(look);
  }, true);
}"""

TONES = {"": "z", "\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
OWN_KEYS = {"đ": 2, "ă": 2, "â": 2, "ê": 2, "ô": 2, "ơ": 2, "ư": 2}
"""Keys of Telex for a letter without its tone; «ươ» is uow, three keys in all."""


def norm(text: str) -> str:
    """Return the text as ``score.py`` compares it: case and spaces left aside."""
    return " ".join(unicodedata.normalize("NFC", text or "").lower().split())


def telex(text: str) -> int:
    """Return how many keys of Telex a text takes, Shift counted as a key."""
    keys = 0
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        plain = unicodedata.normalize("NFC", "".join(sign for sign in parts if sign not in TONES)).lower()
        keys += OWN_KEYS.get(plain, 1) + any(sign in TONES for sign in parts) + letter.isupper()
    return keys - norm(toneless(text)).count("ươ")


@dataclass(slots=True)
class Work:
    """What a case took.

    Attributes:
        keys: pressed, a chord counts all its keys.
        looks: looks at a cell and choices of what to do.
        steps: times the clerk waited for the screen.
        cells: of the case.
        trusted_wrong: times a run of sure cells held a wrong one.
    """

    keys: int = 0
    looks: int = 0
    steps: int = 0
    cells: int = 0
    trusted_wrong: int = 0

    def seconds(self, response: float) -> float:
        """Return the time of the keystroke-level model; ``response`` in seconds."""
        return K * self.keys + M * self.looks + response * self.steps


@dataclass(slots=True)
class Clerk:
    """Sits at a page of the review screen that is open.

    Attributes:
        page: the browser's page.
        truth: returns the true texts of the columns in the order of the form, given what ``.where`` says.
        done: work by what ``.where`` says.
        visited: what ``.where`` said so far, of cases that were left too.
    """

    page: Page
    truth: Callable[[str], list[str] | None]
    done: dict[str, Work] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """Start the clock for keys."""
        self.page.evaluate(TIMED)

    def seen(self) -> Mapping[str, Any]:
        """Return what stands on the screen."""
        found: Mapping[str, Any] = self.page.evaluate(SEEN)
        return found

    def step(self) -> bool:
        """Answer the cells in hand; False when no case is left to answer.

        Raises:
            TimeoutError: nothing to answer has come; the message is what stands on the screen instead.
        """
        seen, until = self.seen(), time.monotonic() + PATIENCE
        while not seen["there"] or (seen["veil"] and "Đã xem hết" not in seen["through"]):
            if time.monotonic() > until:
                raise TimeoutError(self.page.inner_text("body"))
            self.page.wait_for_timeout(50)
            seen = self.seen()
        if seen["veil"]:
            return False
        self.visited.add(seen["where"])
        texts = self.truth(seen["where"])
        if texts is None:
            self.press("Alt+n")
            return True
        work = self.done.setdefault(seen["where"], Work(cells=len(texts)))
        wanted = [texts[place] for place in seen["places"]]
        shown = [seen["value"], *seen["others"]]
        wrong = next(
            (i for i, pair in enumerate(zip(shown, wanted, strict=True)) if norm(pair[0]) != norm(pair[1])), None
        )
        work.steps += 1
        if wrong is None and shown[0]:
            work.looks += len(shown)
            work.keys += 1
            self._look(len(shown))
            self.press("Enter")
            return True
        return self._correct(work, seen, wanted, wrong or 0)

    def _look(self, cells: int) -> None:
        """Take as long as the screen asks for before several cells are taken with one key."""
        if cells > 1:
            self.page.wait_for_timeout(230 * cells + 120)

    def _correct(self, work: Work, seen: Mapping[str, Any], wanted: list[str], wrong: int) -> bool:
        """Put the first wrong cell right; those before it come again."""
        if len(wanted) > 1:
            work.trusted_wrong += 1
            work.looks += wrong
            work.keys += 2 * wrong
            for _ in range(wrong):
                self.press("Alt+ArrowDown")
        if wrong:
            seen = self.seen()
        work.looks += 2
        text = wanted[wrong]
        places = [i for i, other in enumerate(seen["choices"], 1) if norm(other) == norm(text)]
        if not text:
            work.keys += 2
            self.press("Alt+Digit0")
        elif places:
            work.keys += 3
            self.press(f"Alt+Digit{places[0]}", "Enter")
        else:
            work.keys += self._write(seen["value"], text) + 1
            self.press("Enter")
        return True

    def _write(self, shown: str, text: str) -> int:
        """Write a text the shorter way, mending the end of what is shown or writing anew; return the keys it took."""
        same = 0
        while same < min(len(shown), len(text)) and shown[same] == text[same]:
            same += 1
        mending = 1 + len(shown) - same + telex(text[same:])
        keys = 0
        if mending < telex(text):
            self.press("End", *["Backspace"] * (len(shown) - same))
            keys, text, done = 1 + len(shown) - same, text[same:], text[:same]
        else:
            done = ""
        for place, letter in enumerate(text):
            self.page.keyboard.insert_text(letter)
            keys += telex(letter)
            if (rest := text[place + 1 :]) and telex(rest) > 1 and self._offered(done + text):
                self.press("Tab")
                return keys + 1
        return keys

    def _offered(self, text: str) -> bool:
        offered = self.seen()["offered"]
        return bool(offered) and norm(offered[0]) == norm(text)

    def press(self, *keys: str) -> None:
        """Press keys or chords."""
        for key in keys:
            self.page.keyboard.press(key)
