"""The clerk of ``scripts/measure desk`` at a drawn book: the real application, counted and not timed."""

from office import ROWS, Desktop

from scripts.measuring.desk_clerk import Clerk, telex


def truth(where: str) -> list[str]:
    """Return what stands in the book; nothing of the machine's reading is right about it."""
    return list(ROWS[int(where.rsplit(" ", 1)[1]) - 1])


def test_a_clerk_who_knows_the_truth_leaves_nothing_else_in_the_store(desktop: Desktop) -> None:
    clerk = Clerk(desktop.page, truth)
    while clerk.step():
        pass
    desktop.all_saved()
    for row, texts in enumerate(ROWS):
        assert [text for _, text in desktop.answers(row).values()] == list(texts)
    works = clerk.done.values()
    typing = sum(telex(text) + 1 for texts in ROWS for text in texts)
    assert sum(work.keys for work in works) < typing / 3
    assert all(work.looks >= work.cells for work in works), "every cell was looked at"
