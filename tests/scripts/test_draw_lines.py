"""Training lines say what is written on them, differ from hand to hand, and never use a hand kept for measuring."""

import random
import subprocess
import sys
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from scripts.handwriting import alphabet
from scripts.handwriting.drawing import lines
from scripts.handwriting.faces import RESERVED, ReservedFace, family, refuse_reserved
from scripts.handwriting.numerals import spoken, year_spoken
from scripts.handwriting.shards import gathered, joined, loaded, saved
from scripts.handwriting.texts import Texts
from scripts.handwriting.wear import worn
from scripts.handwriting.writers import Writer, bare, drawn

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "draw_lines"


@pytest.mark.parametrize("name", sorted(RESERVED))
def test_a_face_kept_for_measuring_is_refused(name):
    with pytest.raises(ReservedFace, match=name):
        refuse_reserved([Path("pacifico~400.ttf"), Path(f"{name}~400.ttf")])


@pytest.mark.parametrize(
    "name", ["Mali~700.ttf", "dancing-script.ttf", "estonia.tgz", "fontsource-square-peg-5.3.0.tgz"]
)
def test_it_is_refused_in_every_weight_package_and_spelling(name):
    with pytest.raises(ReservedFace):
        refuse_reserved([Path(name)])


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("charm~400.ttf", "free to use"),
        ("malibu~400.ttf", "another face whose name begins alike"),
        ("playwrite-vn~100.ttf", "the school hand"),
        ("fontsource-playwrite-vn-5.3.0.tgz", "as npm pack names it"),
    ],
)
def test_other_faces_are_taken(name, why):
    refuse_reserved([Path(name)])
    assert family(Path(name)) not in RESERVED, why


def test_the_command_draws_nothing_with_a_reserved_face(tmp_path, face, sources):
    (tmp_path / "faces").mkdir()
    (tmp_path / "faces" / "mali~400.ttf").write_bytes(face.read_bytes())
    told = [
        sys.executable,
        SCRIPT,
        "--faces",
        tmp_path / "faces",
        "--lexicons",
        sources,
        "--out",
        tmp_path / "out",
        "--lines",
        "5",
    ]
    ended = subprocess.run([str(word) for word in told], capture_output=True, text=True, check=False)
    assert ended.returncode != 0
    assert "mali" in ended.stderr
    assert not (tmp_path / "out").exists()


def test_texts_are_composed_and_have_no_double_spaces(sources):
    texts = Texts(sources, random.Random(3))
    for _ in range(400):
        text = texts()
        assert text
        assert text == unicodedata.normalize("NFC", " ".join(text.split()))


def test_texts_come_in_small_letters_and_in_capitals_too(sources):
    texts = Texts(sources, random.Random(3))
    some = [texts() for _ in range(300)]
    assert any(text.islower() for text in some)
    assert any(text.isupper() and len(text) > 6 for text in some)


def test_a_unit_is_not_said_twice_where_the_table_repeats_it(sources):
    texts = Texts(sources, random.Random(3))
    assert ["Xã Minh Tiến", "Huyện Đại Từ", "Tỉnh Thái Nguyên"] in texts.places
    assert all(len(place) == len(set(place)) for place in texts.places)


def test_older_tone_places_leave_other_syllables_alone(sources):
    texts = Texts(sources, random.Random(3))
    some = " ".join(texts() for _ in range(1500)).lower()
    assert "qúy" not in some
    assert "khủyu" not in some


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "một"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (31, "ba mươi mốt"),
        (55, "năm mươi lăm"),
    ],
)
def test_numbers_are_said_as_people_say_them(number, words):
    assert spoken(number) == words


@pytest.mark.parametrize(
    ("year", "words"),
    [
        (1980, "một nghìn chín trăm tám mươi"),
        (2005, "hai nghìn không trăm linh năm"),
        (2016, "hai nghìn không trăm mười sáu"),
        (1900, "một nghìn chín trăm"),
    ],
)
def test_years_are_said_as_registers_write_them(year, words):
    assert year_spoken(year, thousand=True) == words


@pytest.mark.parametrize(("letter", "without"), [("ấ", "â"), ("ộ", "ô"), ("ữ", "ư"), ("Ằ", "Ă"), ("á", "a")])
def test_a_tone_mark_comes_off_its_vowel(letter, without):
    assert bare(letter) == without


@pytest.mark.parametrize(
    ("letter", "why"),
    [("â", "a hat is no tone"), ("ơ", "a horn is no tone"), ("đ", "a bar is no tone"), ("x", "no mark")],
)
def test_other_marks_stay_on(letter, why):
    assert bare(letter) == letter, why


def test_the_alphabet_has_every_letter_with_every_tone_once():
    assert len(set(alphabet.CHARACTERS)) == len(alphabet.CHARACTERS)
    assert set("aĂấỘữỷĐđ0123456789 ,./-") <= set(alphabet.CHARACTERS)
    assert unicodedata.normalize("NFC", alphabet.CHARACTERS) == alphabet.CHARACTERS


def test_a_text_survives_the_way_through_indices():
    text = "Số 12, xã Khuỷu"
    path = [index for code in alphabet.encoded(text) for index in (code, code, 0)]
    assert alphabet.decoded(path) == text


def test_the_alphabet_file_has_one_character_a_line(tmp_path):
    rows = alphabet.written(tmp_path / "hand.txt").read_text(encoding="utf-8").split("\n")
    assert rows[-1] == ""
    assert "".join(rows[:-1]) == alphabet.CHARACTERS


def test_a_writer_never_writes_the_same_line_twice_alike(face):
    chance = random.Random(1)
    writer = Writer.born(face, chance)
    one, two = drawn("Hai", writer, chance), drawn("Hai", writer, chance)
    assert one.max() > 200
    assert one.shape != two.shape or (one != two).any()


def test_the_wear_keeps_the_ink_darker_than_the_paper(face):
    for seed in range(20):
        chance = random.Random(seed)
        ink = drawn("Minh Hai 1980", Writer.born(face, chance), chance)
        picture = worn(ink, ink, chance)
        assert picture.ndim == 3
        assert np.percentile(picture, 1) < np.median(picture)


def test_the_same_seed_draws_the_same_lines(face, sources):
    def first(seed):
        chance = random.Random(seed)
        source = lines([face], Texts(sources, chance), chance)
        return [next(source) for _ in range(4)]

    one, again, other = first(1), first(1), first(2)
    assert [text for _, text in one] == [text for _, text in again]
    assert all((left == right).all() for (left, _), (right, _) in zip(one, again, strict=True))
    assert [text for _, text in one] != [text for _, text in other]


def test_a_shard_gives_back_what_was_put_in(tmp_path):
    some = [np.full((40, width), width, np.uint8) for width in (9, 30, 4)]
    saved(tmp_path / "000.npz", gathered(some, ["một", "hai", "ba"]))
    back = joined([loaded(tmp_path / "000.npz"), loaded(tmp_path / "000.npz")])
    assert back.texts == ["một", "hai", "ba"] * 2
    assert all((back.line(place) == some[place % 3]).all() for place in range(6))
