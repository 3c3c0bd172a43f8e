"""Bring pictures into a book and have them read; the reading goes on when the browser is closed."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

import streamlit as st

from pipeline import jobs
from pipeline.desk import TakenIn
from pipeline.entries import Book, PageState
from pipeline.forms import loader
from pipeline.jobs import Progress, State
from ui import state, words, words_views
from ui.parts import deliveries, frame

AUTO = "auto"
EVERY = 2.0  # seconds between two looks at the reading: a page takes 2 s and more


class Upload(Protocol):
    """A file that the browser sent."""

    name: str

    def getbuffer(self) -> memoryview:
        """Return what is in it."""
        ...


def show() -> None:
    """Draw the choice of pictures and book, above it the reading that runs, below it the pages that could not be read."""
    st.html(deliveries.style())
    top, answer = st.container(), st.container()
    with st.form("take_in"):
        uploads = st.file_uploader(
            words_views.UPLOAD, accept_multiple_files=True, help=words_views.UPLOAD_HELP, key="uploads"
        )
        folder = st.text_input(words_views.FROM_FOLDER, help=words.FOLDER_HELP, key="from_folder").strip()
        book = _book()
        asked = st.form_submit_button(words_views.TAKE_IN, key="do_take_in", type="primary")
    if asked:
        with answer:
            _take_in(uploads, folder, book)
    running = jobs.status(state.desk().config).state is State.RUNNING
    with top:
        frame.again(partial(_reading, was_running=running), EVERY if running else None)
    _failed()


def _reading(*, was_running: bool) -> None:
    """Show how far the reading is, and the button that starts or stops it."""
    config = state.desk().config
    said = jobs.status(config)
    running = said.state is State.RUNNING
    if running != was_running:
        st.rerun()
    with st.container(border=True):
        st.markdown(f"**{words_views.JOB}.** {_said(said)}")
        if running:
            st.progress(min(1.0, said.done / said.total) if said.total else 0.0)
            if st.button(words_views.STOP, key="stop"):
                jobs.stop(config)
                st.markdown(words_views.JOB_STOPPING)
            return
        waiting = sum(shelf.progress.pages.get(PageState.WAITING, 0) for shelf in state.desk().books())
        if waiting and st.button(words_views.READ_WAITING.format(count=waiting), key="read_waiting"):
            jobs.start(config, "", waiting)
            st.rerun()


def _said(said: Progress) -> str:
    book = words_views.THE_BOOK.format(book=said.book) if said.book else words_views.EVERY_BOOK
    left = words_views.JOB_BEGINS
    if said.seconds_left is not None:
        left = words_views.JOB_LEFT.format(minutes=max(1, round(said.seconds_left / 60)))
    sentence = words_views.JOB_STATES[said.state]
    return sentence.format(book=book, done=said.done, total=said.total, left=left, reason=said.reason)


def _book() -> Book:
    """Let the person say which book the pictures are of."""
    first, second = st.columns(2)
    name = first.text_input(words_views.BOOK_NAME, help=words_views.BOOK_NAME_HELP, key="book_name")
    titles = {AUTO: words_views.FORM_AUTO} | {form.name: f"{form.title} ({form.name})" for form in loader.every()}
    form = second.selectbox(words_views.FORM, titles, format_func=titles.__getitem__, key="form")
    places = st.columns(5)
    commune = places[0].text_input(words_views.COMMUNE, key="commune")
    district = places[1].text_input(words_views.DISTRICT, key="district")
    province = places[2].text_input(words_views.PROVINCE, key="province")
    year = places[3].number_input(words_views.YEAR, min_value=0, max_value=2100, value=None, step=1, key="year")
    volume = places[4].text_input(words_views.VOLUME, key="volume")
    return Book(name.strip(), form, commune, district, province, int(year or 0), volume)


def _take_in(uploads: Sequence[Upload], folder: str, book: Book) -> None:
    """Take the chosen files in, say what came of it, and start reading."""
    path = Path(folder).expanduser()
    if not book.name:
        st.warning(words_views.NO_BOOK_NAME)
    elif not uploads and not (folder and path.is_absolute()):
        st.warning(words_views.NOTHING_CHOSEN)
    else:
        with tempfile.TemporaryDirectory(prefix="sohoa-") as kept:
            sources = [*_kept(uploads, Path(kept)), *([path] if folder else [])]
            bar = st.progress(0.0)
            names: list[str] = []

            def told(name: str) -> None:
                names.append(name)
                share = len(names) / max(len(uploads), len(names) + 1) if folder else len(names) / len(uploads)
                bar.progress(min(share, 1.0), text=words_views.TAKING.format(name=name))

            taken = state.desk().take_in(sources, book, told)
            bar.empty()
        _took(book.name, taken)


def _kept(uploads: Sequence[Upload], folder: Path) -> list[Path]:
    """Write what the browser sent into a folder; two files of one name lie in folders of their own."""
    paths = []
    for place, upload in enumerate(sorted(uploads, key=lambda one: one.name)):
        own = folder / str(place)
        own.mkdir()
        path = own / (Path(upload.name.replace("\\", "/")).name or "tep")
        path.write_bytes(upload.getbuffer())
        paths.append(path)
    return paths


def _took(book: str, taken: TakenIn) -> None:
    st.success(words_views.TAKEN.format(book=book, new=taken.new, known=taken.known))
    if taken.refused:
        st.subheader(words_views.REFUSED.format(count=len(taken.refused)))
        st.table([{words.SOURCE: one.name, words.REASON: one.reason} for one in taken.refused])
    config = state.desk().config
    if taken.new + taken.known:
        state.take_book(book)
    waiting = len(state.desk().to_read(book)) if taken.new + taken.known else 0
    if waiting and jobs.status(config).state is not State.RUNNING:
        jobs.start(config, book, waiting)


def _failed() -> None:
    """List the pages that could not be read, of every book, each with its reason."""
    pages = [page for shelf in state.desk().books() for page in state.desk().failed(shelf.book.name)]
    if pages:
        st.subheader(words.FAILED_PAGES)
        st.table(
            [
                {
                    words_views.BOOK_NAME: p.book,
                    words.PAGE: str(p.number),
                    words.SOURCE: p.source,
                    words.REASON: p.reason,
                }
                for p in pages
            ]
        )


if __name__ == "__main__":
    show()
