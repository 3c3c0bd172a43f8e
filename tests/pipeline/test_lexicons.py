"""Names of people and closed lists: what a text means, and what it does not mean."""

from __future__ import annotations

import hashlib
import math
import subprocess
import sys
from pathlib import Path
from unicodedata import is_normalized, normalize

import pytest

from pipeline.errors import MissingPart
from pipeline.lexicons import LEVELS, NAMES, tables, terms
from pipeline.lexicons.names import SYLLABLES, names
from pipeline.syllables import ONSETS, RIMES, TONES, placed, possible

LISTS = ("causes", "documents", "ethnic", "facilities", "nationalities", "offices")
TABLES = sorted(path.name for path in tables.FOLDER.glob("*.tsv"))
MOST = 4 * 1024 * 1024
"""Largest sum of all tables, bytes: they are read with every start."""


def told(found):
    return [term.name for term in found]


# -- the tables -----------------------------------------------------------------------------------------------------


def test_every_table_has_a_sum_and_every_sum_a_table():
    lines = (tables.FOLDER / tables.SUMS).read_text(encoding="utf-8").splitlines()
    assert sorted(line.split()[1] for line in lines) == TABLES
    assert {f"{name}.tsv" for name in (*LISTS, "names", "kinds")} | {f"{level}s.tsv" for level in LEVELS} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_nfc_and_every_row_has_a_source(name):
    content = (tables.FOLDER / name).read_text(encoding="utf-8")
    assert is_normalized("NFC", content)
    assert [row for row in tables.rows(name) if not row["source"].strip()] == []


def test_the_tables_stay_small():
    assert sum((tables.FOLDER / name).stat().st_size for name in TABLES) < MOST


def test_all_of_it_is_loaded_in_less_than_a_second():
    load = (
        "import time; start = time.process_time();"
        "from pipeline.lexicons.units import places; from pipeline.lexicons.names import names;"
        "from pipeline.lexicons.terms import terms;"
        f"places(1985); [names(role) for role in {NAMES!r}]; [terms(name) for name in {LISTS!r}];"
        "print(time.process_time() - start)"
    )
    times = [subprocess.run([sys.executable, "-c", load], capture_output=True, text=True, check=True) for _ in range(3)]
    assert (
        min(float(done.stdout) for done in times) < 1.0
    )  # processor time, the best of three: other work may run beside a test


def test_a_missing_table_is_told_with_what_to_do(tmp_path: Path):
    with pytest.raises(MissingPart, match=r"Thiếu bảng từ «names\.tsv».*models/lexicons"):
        names("surname", tmp_path)


def test_a_table_changed_by_hand_is_refused(tmp_path: Path):
    (tmp_path / "ethnic.tsv").write_text("name\tsource\nKinh\tx\n", encoding="utf-8")
    digest = hashlib.sha256(b"another").hexdigest()
    (tmp_path / tables.SUMS).write_text(f"{digest}  ethnic.tsv\n", encoding="utf-8")
    with pytest.raises(MissingPart, match=r"docs/lexicons\.md"):
        terms.terms("ethnic", tmp_path)


# -- folding --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "HOÀ BÌNH"),
        ("Thuý", normalize("NFD", "thúy")),
        ("H'Mông", "Hmông"),
        ("Ra-glai", "ra glai"),
        ("Quảng Nam - Đà Nẵng", "Quảng Nam-Đà Nẵng"),
        ("Phường 03", "phường 3"),
        ("Huỳnh", "Hùynh"),
    ],
)
def test_texts_that_are_the_same_for_comparison(one, other):
    assert tables.folded(one) == tables.folded(other)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Hòa", "Hoa", "a tone tells two names apart"),
        ("Đinh", "Dinh", "Đ is a letter of its own"),
        ("Phường 1", "Phường 10", "a zero behind counts"),
        ("Mỹ", "Mĩ", "i and y are kept as written"),
    ],
)
def test_texts_that_differ_for_comparison(one, other, why):
    assert tables.folded(one) != tables.folded(other), why


def test_without_marks_tones_and_the_stroke_of_d_do_not_matter():
    assert tables.unmarked("Đại Từ") == tables.unmarked("dai tu")


# -- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", NAMES)
def test_the_shares_and_the_rest_for_unseen_names_make_one(role):
    known = names(role)
    assert 0.01 < known.unseen < 0.2
    assert math.isclose(sum(name.share for name in known.every) + known.unseen, 1.0)


@pytest.mark.parametrize(
    ("role", "more", "less"),
    [
        ("surname", "Nguyễn", "Trần"),
        ("surname", "nguyễn", "Giàng"),
        ("surname", "Giàng", "Xyz"),
        ("middle", "Văn", "Seo"),
        ("given", "Hoà", "Páo"),
    ],
)
def test_a_frequent_name_is_likelier_than_a_rare_one(role, more, less):
    assert names(role).log_probability(more) > names(role).log_probability(less)


@pytest.mark.parametrize("unseen", ["Bhnướch Tơ", "Krajan", "Zyx", "Đồong", "?"])
@pytest.mark.parametrize("role", NAMES)
def test_a_name_never_counted_stays_possible(role, unseen):
    floor = names(role).log_probability(unseen)
    assert math.isclose(floor, math.log(names(role).unseen / SYLLABLES))
    assert floor < min(math.log(name.share) for name in names(role).every)


def test_the_most_frequent_surname_is_soft():
    assert names("surname").log_probability("Nguyễn") < math.log(
        0.31
    )  # the sample says 0.31 and more, a book of Hà Giang far less


@pytest.mark.parametrize(
    ("role", "name", "least", "most"),
    [("middle", "Thị", 0.9, 1), ("middle", "Văn", 0, 0.1), ("given", "Hùng", 0, 0.1), ("given", "THUÝ", 0.9, 1)],
)
def test_some_names_tell_the_sex(role, name, least, most):
    assert least <= names(role).female(name) <= most


@pytest.mark.parametrize(
    ("role", "name", "why"),
    [("surname", "Nguyễn", "a surname tells no sex"), ("given", "Zyx", "nobody counted it")],
)
def test_other_names_tell_no_sex(role, name, why):
    assert names(role).female(name) is None, why


@pytest.mark.parametrize("spoilt", ["Buøi", "Döông", "Ñoã", "Hùynh", "Vieät"])
def test_spoilt_names_of_the_sample_are_not_taken_over(spoilt):
    assert spoilt not in {name.name for role in NAMES for name in names(role).every}


def test_names_of_the_kinh_are_syllables_by_rule():
    kinh = [name.name for name in names("surname").every if name.source == "names-sample"]
    assert [name for name in kinh if not all(possible(syllable) for syllable in name.split())] == []


@pytest.mark.parametrize("syllable", ["Quỳnh", "quýt", "Quých"])
def test_a_y_after_qu_begins_a_rime(syllable):
    assert possible(syllable)


@pytest.mark.parametrize(
    ("text", "why"),
    [("Lynh", "only behind qu"), ("Chamaléa", "no Vietnamese syllable"), ("Rơ-mú", "two syllables in one word")],
)
def test_what_is_no_syllable_keeps_its_mark_where_it_stands(text, why):
    assert not possible(text), why
    assert placed(text) == text


def test_the_number_of_possible_syllables_is_counted():
    stems = {onset + rime for onset in ("", *ONSETS) for rime in (*RIMES, "ych", "yn", "ynh", "yp", "yt")}
    marked = {
        normalize("NFC", stem[:i] + stem[i] + tone + stem[i + 1 :])
        for stem in stems
        for tone in ("", *TONES)
        for i in range(len(stem))
    }
    assert sum(placed(one) == one for one in marked if possible(one)) == SYLLABLES
