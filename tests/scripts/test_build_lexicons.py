"""The lexicons are what the build makes of the sources; a source that contradicts itself stops it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.lexicons import people, places, sources, terms
from scripts.lexicons.building import SUMS, built, sums, written
from scripts.lexicons.tables import FACTS, WrongSource, read, text

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT.parent / "shared" / "lexicon-sources"
LEXICONS = ROOT / "models" / "lexicons"
needs_sources = pytest.mark.skipif(
    not SOURCES.exists(), reason="the lexicon sources are no part of the project; here they are not there"
)

OLDER = """\
province\t01\tTỉnh Hà Giang\t
district\t001\tHuyện Quảng Uyên\tHuyện Quảng Uyên, Tỉnh Hà Giang
district\t002\tThị xã Lạ\tThị xã Lạ, Tỉnh Hà Giang
ward\t00001\tXã Hoà An\tXã Hoà An, Huyện Quảng Uyên, Tỉnh Hà Giang
ward\t00002\tXã Cũ\tXã Cũ, Huyện Quảng Uyên, Tỉnh Hà Giang
ward\t00003\tThị trấn NT Thái Bình\tThị trấn NT Thái Bình, Thị xã Lạ, Tỉnh Hà Giang
"""
NEWER = """\
province\t01\tTỉnh Hà Giang\t
district\t001\tHuyện Quảng Uyên\tTỉnh Hà Giang
district\t002\tThành phố Lạ\tTỉnh Hà Giang
ward\t00001\tXã Hòa An\tHuyện Quảng Uyên, Tỉnh Hà Giang
ward\t00009\tThị trấn NT Thái Bình\tThành phố Lạ, Tỉnh Hà Giang
ward\t00004\tPhường 01\tThành phố Lạ, Tỉnh Hà Giang
"""


def listed(folder, name, content):
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return sources.listed(path, name)


def units(folder):
    return sources.joined(listed(folder, "older", OLDER), listed(folder, "newer", NEWER))


def district(name, first, last, holds, kind="Huyện"):
    return {
        "name": name, "kind": kind, "first": first, "last": last, "certain": "yes", "holds": holds,
        "decision": "Nghị định 1-CP",
    }  # fmt: skip


def years(rows, name):
    return [(row["first"], row["last"], row["certain"]) for row in rows if row["name"] == name]


# -- the lists ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "first", "certain"),
    [
        ("Hòa An", "Xã", None, True),  # in both lists, its tone mark in another place
        ("Cũ", "Xã", None, False),  # in the older one only
        ("1", "Phường", 2023, False),  # in the newer one only; the zero is no part of the name
        ("Nông trường Thái Bình", "Thị trấn", None, True),  # in both, though its district became a city
    ],
)
def test_a_commune_of_both_lists_is_certain_and_one_of_a_single_list_is_not(tmp_path, name, kind, first, certain):
    found = [unit for unit in units(tmp_path) if unit.name == name]
    assert [(unit.kind, unit.first, unit.last, unit.certain) for unit in found] == [(kind, first, 2025, certain)]


def test_a_district_that_became_a_city_is_two_rows_of_one_code(tmp_path):
    found = [(unit.kind, unit.code) for unit in units(tmp_path) if unit.name == "Lạ"]
    assert sorted(found) == [("Thành phố", "002"), ("Thị xã", "002")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("province\t01\tHà Giang\t\n", "a name begins with no kind"),
        ("ward\t00001\tXã An\tHuyện Xa, Tỉnh Hà Giang\n", "lies in a district that is not in the list"),
    ],
)
def test_a_list_that_contradicts_itself_stops_the_build(tmp_path, line, why):
    with pytest.raises(WrongSource):
        listed(tmp_path, "list", line)


# -- land and years -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "whole", "part"),
    [
        ("Hà Giang", ["001", "002"], []),
        ("Hà Giang: Lạ", ["002"], []),
        ("Hà Giang: Quảng Uyên, ~Lạ", ["001"], ["002"]),
    ],
)
def test_land_is_told_by_districts(tmp_path, said, whole, part):
    assert places.Land.of(units(tmp_path)).held(said) == (whole, part)


@pytest.mark.parametrize("said", ["Hà Tây", "Hà Giang: Bắc Quang", "Hà Giang: lạ xa"])
def test_land_that_is_in_no_list_stops_the_build(tmp_path, said):
    with pytest.raises(WrongSource, match="is not in the lists"):
        places.Land.of(units(tmp_path)).held(said)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ([], [("", "2025", "yes")]),
        ([district("Phục Hòa", "", "1967", "Hà Giang: Quảng Uyên")], [("1967", "2025", "yes")]),
        (
            [district("Phục Hòa", "1967", "2001", "Hà Giang: Quảng Uyên")],
            [("", "1967", "no"), ("2001", "2025", "yes")],  # before the merger it is a guess
        ),
        ([district("Quảng Uyên", "2001", "2025", "Hà Giang: Quảng Uyên")], [("2001", "2025", "yes")]),
        ([district("Phục Hòa", "1967", "2001", "Hà Giang: ~Quảng Uyên")], [("", "2025", "yes")]),  # a part is not all
    ],
)
def test_a_district_has_the_years_no_other_took(tmp_path, facts, expected):
    known = units(tmp_path)
    assert years(places.districts(facts, known, places.Land.of(known)), "Quảng Uyên") == expected


def test_a_fact_about_a_district_of_2025_that_no_list_has_stops_the_build(tmp_path):
    known = units(tmp_path)
    with pytest.raises(WrongSource, match="Quận Lạ"):
        places.districts([district("Lạ", "1990", "2025", "Hà Giang: Lạ", "Quận")], known, places.Land.of(known))


def test_a_province_without_a_fact_stops_the_build(tmp_path):
    known = units(tmp_path)
    with pytest.raises(WrongSource, match="01"):
        places.provinces([], known, [], places.Land.of(known))


# -- names and terms ------------------------------------------------------------------------------------------------


def test_counts_are_softened_and_spoilt_names_left_out(tmp_path):
    for role, counts in (
        ("surname", "Lê\t160\nHoà\t3\nHòa\t7\nDöông\t3\n"),
        ("middle", "Văn\t9\n"),
        ("given", "An\t3\n"),
    ):
        (tmp_path / f"names_{role}_freq.tsv").write_text(counts, encoding="utf-8")
    fact = {"role": "surname", "name": "Kpă", "female": "", "least": "3", "peoples": "Gia Rai"}
    rows, left_out = people.names([fact], tmp_path)
    shares = {row["name"]: float(row["share"]) for row in rows if row["role"] == "surname"}
    assert left_out == ["surname: Döông"]
    assert set(shares) == {"Lê", "Hòa", "Kpă"}
    assert shares["Lê"] / shares["Hòa"] == pytest.approx((160 / 10) ** people.SOFTNESS, rel=1e-4)


@pytest.mark.parametrize(("counts", "share"), [([3], 16 / 19), ([10, 90], 0.0), ([3, 97], 16 / 116)])
def test_the_share_of_unseen_names_grows_with_the_rare_ones(counts, share):
    assert people.unseen(counts) == pytest.approx(share)


@pytest.mark.parametrize("name", terms.LISTS)
def test_every_list_of_terms_has_each_term_once_and_a_source(name):
    rows = terms.terms(name)
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert all(row["source"] for row in rows)


@pytest.mark.parametrize("path", sorted(FACTS.glob("*.tsv")), ids=lambda path: path.name)
def test_every_table_of_facts_is_read_and_has_no_stray_spaces(path):
    rows = read(path)
    assert rows
    assert [row for row in rows if any(cell != " ".join(cell.split()) for cell in row.values())] == []


@pytest.mark.parametrize("content", ["a\tb\n1\n", "a\n1\t2\n"])
def test_a_line_with_too_few_or_too_many_columns_is_named(tmp_path, content):
    (tmp_path / "facts.tsv").write_text(content, encoding="utf-8")
    with pytest.raises(WrongSource, match=r"facts\.tsv:2"):
        read(tmp_path / "facts.tsv")


# -- the files ------------------------------------------------------------------------------------------------------


def test_the_sums_of_the_committed_tables_are_right():
    files = {path.name: path.read_bytes().decode() for path in LEXICONS.glob("*.tsv")}
    assert (LEXICONS / SUMS).read_text(encoding="utf-8") == sums(files)


def test_files_end_their_lines_alike_everywhere(tmp_path):
    written({"a.tsv": text(("a",), [{"a": "x"}])}, tmp_path)
    assert (tmp_path / "a.tsv").read_bytes() == b"a\nx\n"


@needs_sources
def test_the_committed_tables_are_what_the_build_makes():
    files, _ = built(SOURCES)
    committed = {path.name: path.read_bytes().decode() for path in (*LEXICONS.glob("*.tsv"), LEXICONS / SUMS)}
    assert sorted(files) == sorted(committed)
    assert [name for name, content in files.items() if committed[name] != content] == []


@needs_sources
def test_the_command_says_what_it_wrote_and_what_it_left_out(tmp_path):
    build = [sys.executable, ROOT / "scripts" / "build_lexicons", "--sources", SOURCES, "--to", tmp_path]
    said = subprocess.run(build, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    assert "communes.tsv" in said
    assert "left out surname: Döông" in said


def test_the_command_names_a_source_that_is_missing(tmp_path):
    build = [sys.executable, ROOT / "scripts" / "build_lexicons", "--sources", tmp_path, "--to", tmp_path]
    done = subprocess.run(build, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert "admin63_madnh_2023.tsv" in done.stderr
