"""A program killed while answers come in: an answer has its evidence, a judgement has its look, and what was told is kept."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.config import Config
from pipeline.entries import Verdict
from pipeline.shifts import Shifts
from pipeline.store.checks import Checks
from pipeline.store.database import Database
from tests.pipeline.shared_book import BOOK, fill

CHANCE = random.Random(20261126)

ANSWERING = """
from datetime import UTC, datetime
from pipeline.entries import Decision, Verdict
from pipeline.quality_control import QualityControl
from pipeline.shifts import Shifts
from pipeline.teamwork import Evidence

shifts, quality = Shifts.open(), QualityControl.open()
for question in shifts.questions("Khai sinh 1989"):
    column, at = question.column.name, question.asked.key
    word = Decision(column, Verdict.CORRECTED, "chữ", "Vừ A Bình", datetime.now(UTC), f"answer/{at}")
    shifts.answer(question, word, Evidence("bà Ún"))
    print(word.key, flush=True)
for cell in quality.sample("Khai sinh 1989", "Cà Văn Sơn", share=1.0):
    word = Decision(cell.column.name, Verdict.CORRECTED, "khác", "Cà Văn Sơn", datetime.now(UTC), f"sampled/{cell.decision.key}")
    quality.judge(cell, word)
    print(word.key, flush=True)
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """A store with forty cases, three cells of each set aside."""
    config = Config(tmp_path, f"sqlite:///{(tmp_path / 'sohoa.db').as_posix()}")
    store = Database.open(config)
    fill(store, config.pictures, 40)
    columns = ("so", "nksHoTen", "meHoTen")
    rows = [
        {"entry_id": entry.id, "column": column, "verdict": Verdict.VERIFY_LATER, "key": f"{entry.id}/{column}"}
        for entry in store.entries(BOOK)
        for column in columns
    ]
    about = "'', 'Lò Thị Mai', '2026-11-24 01:00:00', ''"
    with store.engine.begin() as connection:
        connection.exec_driver_sql(
            'INSERT INTO decisions (entry_id, "column", verdict, "key", text, who, "when", proposal) '
            f"VALUES (:entry_id, :column, :verdict, :key, {about})",
            rows,
        )
    store.close()
    return config


def told_until_killed(config: Config, after: int) -> list[str]:
    """Let a program answer and kill it a moment after so many answers; return the keys it had called safe."""
    there = {**os.environ, "SOHOA_HOME": str(config.home), "SOHOA_STORE": config.store_url}
    there["PYTHONPATH"] = str(Path(__file__).parents[2])
    with subprocess.Popen([sys.executable, "-c", ANSWERING], env=there, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        told = [program.stdout.readline().strip() for _ in range(after)]
        time.sleep(CHANCE.uniform(0, 0.03))
        program.kill()
        return [*told, *program.stdout.read().split()]


@pytest.mark.parametrize("after", [1, 30, 90, 125, 180])
def test_an_answer_is_never_without_what_it_stands_on(config: Config, after: int) -> None:
    told = told_until_killed(config, after)
    store = Database.open(config)
    kept = {decision.key for entry in store.entries(BOOK) for decision in store.history(entry.id)}
    answers = {key for key in kept if key.startswith("answer/")}
    judged = {key for key in kept if key.startswith("sampled/")}
    with store.engine.connect() as connection:
        evidence = connection.exec_driver_sql("SELECT count(*) FROM evidence").scalar_one()
    assert set(told) <= kept
    assert (len(answers), len(judged)) == (evidence, len(Checks(store.engine).looks(BOOK)))
    assert len(Shifts(store).questions(BOOK)) == 120 - len(answers)
    store.close()
