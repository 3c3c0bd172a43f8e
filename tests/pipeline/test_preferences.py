"""What a person likes follows by name, and nothing else is believed."""

from pathlib import Path

import pytest

from pipeline import notes, preferences
from pipeline.config import Config
from pipeline.errors import StoreError
from pipeline.preferences import Preferences


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(tmp_path, "sqlite://")


def test_what_was_kept_is_found_under_the_same_name_however_it_is_typed(config: Config) -> None:
    liked = Preferences("en", 150, contrast=True)
    preferences.keep(config, "Lò Thị Mai", liked)
    assert preferences.of(config, "Lò Thị Mai") == liked  # o and grave in two letters


def test_another_person_sees_the_screens_as_usual(config: Config) -> None:
    preferences.keep(config, "Mai", Preferences("en", 150, contrast=True))
    assert preferences.of(config, "../Mai") == Preferences()


@pytest.mark.parametrize(
    "said", [{}, {"language": "xx", "size": 7, "contrast": "yes"}, {"language": None}, {"size": "150"}]
)
def test_what_makes_no_sense_is_as_usual(config: Config, said: dict[str, object]) -> None:
    preferences.keep(config, "Mai", Preferences())
    [note] = (config.home / "preferences").glob("*.json")
    notes.write(note, said)
    assert preferences.of(config, "Mai") == Preferences()


def test_a_note_that_cannot_be_written_leaves_the_one_before(config: Config) -> None:
    (config.home / "preferences").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="trùng tên"):
        preferences.keep(config, "Mai", Preferences("en"))
    assert preferences.of(config, "Mai") == Preferences()
