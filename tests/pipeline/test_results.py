"""The result file of ``sohoa read --json``: refused early, written whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import results
from pipeline.errors import ResultError


def test_a_result_replaces_an_older_one_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "kết quả.json"
    place.write_text("cũ", encoding="utf-8")
    results.claim(place)
    assert place.read_text(encoding="utf-8") == "cũ"
    results.write(place, "mới")
    assert place.read_text(encoding="utf-8") == "mới"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("nowhere/out.json", "không có thư mục chứa nó"),
        ("file/out.json", "đường dẫn đi qua một tệp"),
        ("folder", "đó là một thư mục"),
        ("x" * 300, "tên quá dài"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_and_says_what_to_name_instead(
    name: str, says: str, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(ResultError, match=says) as refused:
        results.claim(tmp_path / name)
    assert "Hãy nêu sau --json một tệp khác" in str(refused.value)
    assert "gói cũ" not in str(refused.value)
