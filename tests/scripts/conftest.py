"""A small country and a face to draw with."""

import pytest
from PIL import ImageFont


@pytest.fixture
def sources(tmp_path):
    """Return a small folder of lexicon sources."""
    folder = tmp_path / "lexicons"
    folder.mkdir()
    places = "province\t19\tTỉnh Thái Nguyên\t\nward\t05503\tXã Minh Tiến\tHuyện Đại Từ, Tỉnh Thái Nguyên\n"
    written = {
        "names_surname_freq.tsv": "Nguyễn\t9\nTrần\t4\n",
        "names_middle_freq.tsv": "Văn\t9\nThị\t4\n",
        "names_given_freq.tsv": "Hải\t9\nThủy\t4\n",
        "syllables_attested_in_Viet74K.tsv": "như\t9\nquý\t2\nkhuỷu\t1\n",
        "ethnic54.txt": "Kinh\nTày\nSán Dìu\n",
        "historical_provinces_unverified.txt": "Bắc Thái\n",
        "admin63_2025-03.tsv": places,
        "admin34_post2025.tsv": places,
        "admin63_madnh_2023.tsv": "ward\t05503\tXã Minh Tiến\tXã Minh Tiến, Huyện Đại Từ, Tỉnh Thái Nguyên\n",
    }
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def face(tmp_path):
    """Return a font file: the one that Pillow brings."""
    path = tmp_path / "pillow~400.ttf"
    font = ImageFont.load_default(20)
    assert isinstance(font, ImageFont.FreeTypeFont)
    path.write_bytes(font.font_bytes)
    return path
