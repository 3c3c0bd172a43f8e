"""One clerk going through one book: which case is open, which come after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from pipeline.queues import Wanted

LOOK_AHEAD = 2
"""Records the browser holds beside the open one: the next opens at once, and one more while the server is away."""


@dataclass(slots=True)
class Sitting:
    """A clerk's way through the queue of a book.

    The browser moves on by itself to the case that was looked ahead; ``turn`` changes only when a person picks a case
    elsewhere, and tells the browser to follow.

    Attributes:
        book: name of the book.
        waiting: ids of entries with open cells, in the order of the queue.
        opened: the entry on the screen, None if there is none.
        passed: entries left behind in this sitting; they do not come again by themselves.
        picks: how often a person picked a case.
        wanted: which cases of the book come.
        held: until when a case is this clerk's alone, by its number.
    """

    book: str
    waiting: Sequence[int] = ()
    opened: int | None = None
    passed: set[int] = field(default_factory=set)
    picks: int = 0
    wanted: Wanted = field(default_factory=Wanted)
    held: dict[int, datetime] = field(default_factory=dict)

    @property
    def turn(self) -> str:
        """Name of the last choice of a person; the browser follows when it changes."""
        return f"{self.book}#{self.picks}"

    def line_up(self, queue: Sequence[int]) -> None:
        """Take the queue as it is now; open its first entry if none is open."""
        self.waiting = list(queue)
        if self.opened is None:
            self.opened = next(iter(self.ahead()), None)

    def ahead(self) -> list[int]:
        """Return the entries that come after the open one, as many as the browser loads before they are wanted."""
        to_come = (i for i in self.waiting if i != self.opened and i not in self.passed)
        return list(islice(to_come, LOOK_AHEAD))

    def move_to(self, entry_id: int) -> None:
        """Follow the browser to the entry it has opened."""
        if self.opened is not None and entry_id != self.opened:
            self.passed.add(self.opened)
        self.opened = entry_id

    def pick(self, entry_id: int) -> None:
        """Open the entry a person picked; the browser follows."""
        self.move_to(entry_id)
        self.picks += 1

    def turn_away(self, entry_id: int) -> None:
        """Leave out a case that another person has; if it was to be open, the browser follows to the next one."""
        self.waiting = [waiting for waiting in self.waiting if waiting != entry_id]
        if self.opened == entry_id:
            self.opened = next(iter(self.ahead()), None)
            self.picks += 1

    def start_over(self) -> None:
        """Let the entries that were left behind come again."""
        self.passed.clear()
        self.opened = None
        self.picks += 1
