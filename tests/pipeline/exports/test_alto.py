"""ALTO, checked by its public schema and read back as a library would."""

from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from lxml import etree

from pipeline.entries import Candidate, Ink, Reading, Verdict
from pipeline.exports._transcript import STATES, UNDECIDED
from pipeline.exports.alto import NAMESPACE, Alto
from pipeline.geometry import Box

SCHEMAS = Path(__file__).parents[2] / "data"
XLINK = "http://www.loc.gov/standards/xlink/xlink.xsd"
A = {"a": NAMESPACE}


def loaded():
    """Return the schema; what it imports from the network is our stand-in here."""
    text = (SCHEMAS / "alto-4-4.xsd").read_text(encoding="utf-8")
    stand_in = (SCHEMAS / "xlink-stand-in.xsd").as_uri()
    return etree.XMLSchema(etree.XML(text.replace(XLINK, stand_in).encode()))


SCHEMA = loaded()


def written(shelf, entries, folder):
    """Return the root of each page's file, which the schema accepts."""
    receipt = Alto().write(shelf.package(entries), folder)
    roots = [etree.parse(path).getroot() for path in receipt.files if path.suffix == ".xml"]
    for root in roots:
        SCHEMA.assertValid(root)
    return roots


def string(root, column, order=1):
    return root.find(f".//a:String[@ID='e{order}_{column}_text']", A)


def read_as(string):
    return [(one.text, one.get("PURPOSE")) for one in string.findall("a:ALTERNATIVE", A)]


def test_each_page_becomes_one_file_named_by_book_register_and_page(shelf, tmp_path):
    receipt = Alto().write(shelf.package([shelf.entry("12"), shelf.entry("14", page=3)]), tmp_path / "out")
    names = ["Khaisinh2018.KS.0001.alto.xml", "Khaisinh2018.KS.0003.alto.xml"]
    names.append("Khaisinh2018.KS.alto.xml.sha256")
    assert ([path.name for path in receipt.files], receipt.rows, list(receipt.left_out)) == (names, 2, [])


def test_a_page_says_its_picture_and_its_size(shelf, tmp_path):
    (root,) = written(shelf, [shelf.entry("12", page=3)], tmp_path)
    picture = root.find("a:Description/a:sourceImageInformation", A)
    assert [one.text for one in picture] == ["3.jpg", "ab" * 32, "Khai sinh 2018, KS, trang 3"]
    page = root.find("a:Layout/a:Page", A)
    assert (page.get("WIDTH"), page.get("HEIGHT"), page.get("PHYSICAL_IMG_NR")) == ("620", "877", "3")


def test_machine_and_person_are_named_apart(shelf, tmp_path):
    (root,) = written(shelf, [shelf.entry("12")], tmp_path)
    steps = root.findall("a:Description/a:Processing", A)
    assert [step.findtext("a:processingCategory", namespaces=A) for step in steps] == [
        "contentGeneration",
        "contentModification",
    ]
    assert [steps[1].findtext(f"a:{name}", namespaces=A) for name in ("processingAgency", "processingDateTime")] == [
        "Chị Lan",
        "2026-11-24T08:30:00+00:00",
    ]
    assert string(root, "so").get("PROCESSINGREFS") == "person_1"


def test_a_decided_cell_holds_the_word_of_the_person_and_the_readings_as_alternatives(shelf, tmp_path):
    reading = Reading("Nông Thị Hue", 0.4, Ink.WRITTEN, Box(10, 20, 300, 40), (Candidate("Nông Thị Huê", 0.1),))
    (root,) = written(shelf, [replace(shelf.entry("12"), readings={"nksHoTen": reading})], tmp_path)
    cell = string(root, "nksHoTen")
    assert [cell.get(name) for name in ("CONTENT", "WC", "CS", "TAGREFS")] == [
        "Nông Thị Huệ",
        "1",
        "true",
        "column_nksHoTen decided state_corrected",
    ]
    assert [int(cell.get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] == [10, 20, 300, 40]
    assert read_as(cell) == [
        ("Nông Thị Hue", "machine reading, confidence 0.4000"),
        ("Nông Thị Huê", "machine reading, confidence 0.1000"),
    ]


def test_an_undecided_cell_has_no_content_and_says_that_it_is_undecided(shelf, tmp_path, undecided):
    (root,) = written(shelf, [undecided(shelf.entry("12"), "nksHoTen")], tmp_path)
    cell = string(root, "nksHoTen")
    assert [cell.get(name) for name in ("CONTENT", "WC", "CS", "TAGREFS", "PROCESSINGREFS")] == [
        "",
        "0",
        "false",
        "column_nksHoTen undecided state_undecided",
        None,
    ]
    assert read_as(cell) == [("Nông Thị Hue", "machine reading, confidence 0.4000")]


@pytest.mark.parametrize(
    ("verdict", "tag"),
    [
        (Verdict.ILLEGIBLE, "decided state_illegible"),
        (Verdict.TORN, "decided state_torn"),
        (Verdict.BLANK, "decided state_blank"),
        (Verdict.VERIFY_LATER, "undecided state_verify_later"),
        (Verdict.ASK_SUPERIOR, "undecided state_ask_superior"),
    ],
)
def test_a_cell_without_text_says_why(shelf, tmp_path, unread, verdict, tag):
    (root,) = written(shelf, [unread(shelf.entry("12"), "nksHoTen", verdict)], tmp_path)
    cell = string(root, "nksHoTen")
    assert (cell.get("CONTENT"), cell.get("TAGREFS")) == ("", f"column_nksHoTen {tag}")


def test_every_state_a_cell_can_have_is_described():
    assert set(STATES) == {UNDECIDED, *Verdict}


def test_the_tags_name_the_columns_as_the_clerk_sees_them(shelf, tmp_path):
    (root,) = written(shelf, [shelf.entry("12")], tmp_path)
    tag = root.find("a:Tags/a:OtherTag[@ID='column_nksHoTen']", A)
    assert (tag.get("LABEL"), tag.get("DESCRIPTION")) == ("nksHoTen", "ô nksHoTen")


def test_the_cells_of_an_entry_stand_in_one_block_around_them(shelf, tmp_path):
    seen = {
        name: Reading("x", 0.4, Ink.WRITTEN, Box(x, y, 100, 40))
        for name, x, y in [
            ("so", 10, 20), ("quyenSo", 200, 20), ("ngayDangKy", 400, 20), ("nksHoTen", 10, 90),
            ("nksGioiTinh", 10, 150), ("meNgaySinh", 10, 200),
        ]
    }  # fmt: skip
    entries = [replace(shelf.entry("12"), readings=seen), shelf.entry("13", order=2)]
    (root,) = written(shelf, entries, tmp_path)
    blocks = root.findall(".//a:ComposedBlock", A)
    assert [(block.get("ID"), len(block)) for block in blocks] == [("e1", 6), ("e2", 6)]
    assert [int(blocks[0].get(name)) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] == [10, 20, 490, 220]


@pytest.mark.parametrize(
    ("hostile", "stands"),
    [
        ("a\x00b\x0bc\ud800d\ufffe", "a b c d "),
        ("\"/><x a='1'>&amp;", "\"/><x a='1'>&amp;"),
        (normalize("NFD", "Huệ Đỗ"), "Huệ Đỗ"),
        ("dòng 1\ndòng 2\t3", "dòng 1\ndòng 2\t3"),
    ],
)
def test_hostile_text_stays_text(shelf, tmp_path, hostile, stands):
    entry = shelf.entry("12", nksHoTen=hostile)
    word = replace(entry.decisions["nksHoTen"], who=f"Lan {hostile}")
    reading = Reading(hostile, 0.4, Ink.WRITTEN, Box(10, 20, 300, 40))
    entry = replace(entry, decisions={**entry.decisions, "nksHoTen": word}, readings={"nksHoTen": reading})
    (root,) = written(shelf, [entry], tmp_path)
    cell = string(root, "nksHoTen")
    assert (cell.get("CONTENT"), read_as(cell)[0][0]) == (stands, stands)


def test_the_same_book_gives_the_same_bytes(shelf, tmp_path, undecided):
    entries = [shelf.entry("12"), undecided(shelf.entry("13", order=2), "nksHoTen")]
    one, other = (Alto().write(shelf.package(order), tmp_path / name).files[0] for name, order in
                  (("a", entries), ("b", entries[::-1])))  # fmt: skip
    assert one.read_bytes() == other.read_bytes()


def test_with_nothing_decided_no_file_is_written(shelf, tmp_path, undecided):
    entry = shelf.entry("12")
    receipt = Alto().write(shelf.package([undecided(entry, *entry.decisions)]), tmp_path / "out")
    assert (list(receipt.files), (tmp_path / "out").exists(), len(receipt.left_out)) == ([], False, 1)
