"""PAGE XML, checked by its public schema and read back as an archive would."""

from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from lxml import etree

from pipeline.entries import Candidate, Ink, Reading, Verdict
from pipeline.errors import TargetError
from pipeline.exports.page_xml import NAMESPACE, PageXml
from pipeline.geometry import Box

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[2] / "data" / "pagecontent-2019-07-15.xsd"))
PC = {"pc": NAMESPACE}


def written(shelf, entries, folder):
    """Return the root of each page's file, which the schema accepts."""
    receipt = PageXml().write(shelf.package(entries), folder)
    roots = [etree.parse(path).getroot() for path in receipt.files if path.suffix == ".xml"]
    for root in roots:
        SCHEMA.assertValid(root)
    return roots


def texts(root, column, order=1):
    """Return index, text and confidence of every text of one cell."""
    line = root.find(f".//pc:TextLine[@id='e{order}_{column}_line']", PC)
    return [
        (int(one.get("index")), one.findtext("pc:Unicode", namespaces=PC), one.get("conf"))
        for one in line.findall("pc:TextEquiv", PC)
    ]


def region(root, column, order=1):
    return root.find(f".//pc:TextRegion[@id='e{order}_{column}']", PC)


def read(entry, text, *others):
    """Return the entry with another reading of the name."""
    alternatives = tuple(Candidate(other, 0.1) for other in others)
    reading = Reading(text, 0.4, Ink.WRITTEN, Box(10, 20, 300, 40), alternatives)
    return replace(entry, readings={"nksHoTen": reading})


def test_each_page_becomes_one_file_named_by_book_register_and_page(shelf, tmp_path):
    entries = [shelf.entry("12"), shelf.entry("13", order=2), shelf.entry("14", page=3)]
    receipt = PageXml().write(shelf.package(entries), tmp_path / "out")
    names = ["Khaisinh2018.KS.0001.page.xml", "Khaisinh2018.KS.0003.page.xml"]
    names.append("Khaisinh2018.KS.page.xml.sha256")
    assert ([path.name for path in receipt.files], receipt.rows, list(receipt.left_out)) == (names, 3, [])


def test_a_page_says_its_picture_its_book_and_when_it_was_decided(shelf, tmp_path):
    (root,) = written(shelf, [shelf.entry("12", page=3)], tmp_path)
    page = root.find("pc:Page", PC)
    assert (page.get("imageFilename"), page.get("imageWidth"), page.get("imageHeight")) == ("3.jpg", "620", "877")
    moments = [root.findtext(f"pc:Metadata/pc:{name}", namespaces=PC) for name in ("Creator", "Created", "LastChange")]
    assert moments == ["sohoa", "2026-11-24T08:30:00+00:00", "2026-11-24T08:30:00+00:00"]
    about = {one.get("name"): one.get("value") for one in root.findall("pc:Metadata/pc:MetadataItem", PC)}
    assert about == {
        "book": "Khai sinh 2018", "register": "KS", "page": "3", "sha256": "ab" * 32, "form": "small",
    }  # fmt: skip


def test_boxes_lie_on_the_picture_as_it_was_delivered(shelf, tmp_path):
    entry = shelf.entry("12")
    larger = entry.page.picture.rename(entry.page.picture.with_name("page-0-12000x9000.png"))
    (root,) = written(shelf, [replace(entry, page=replace(entry.page, picture=larger))], tmp_path)
    assert root.find("pc:Page", PC).get("imageWidth") == "12000"


def test_a_cell_is_a_region_with_its_corners_its_column_and_its_state(shelf, tmp_path):
    (root,) = written(shelf, [shelf.entry("12")], tmp_path)
    cell = region(root, "nksHoTen")
    assert cell.find("pc:Coords", PC).get("points") == "10,20 309,20 309,59 10,59"
    assert "structure {type:nksHoTen;} decision {decided:true; state:corrected;}" in cell.get("custom")


def test_a_box_that_leaves_the_picture_is_cut_at_its_edge(shelf, tmp_path):
    off = Reading("x", 0.4, Ink.WRITTEN, Box(-5, 870, 900, 40))
    (root,) = written(shelf, [replace(shelf.entry("12"), readings={"nksHoTen": off})], tmp_path)
    assert region(root, "nksHoTen").find("pc:Coords", PC).get("points") == "0,870 619,870 619,876 0,876"


def test_a_cell_the_machine_did_not_see_is_kept_and_says_so(shelf, tmp_path):
    (root,) = written(shelf, [shelf.entry("12")], tmp_path)
    assert texts(root, "meNgaySinh") == [(0, "1989", None)]
    assert "cả trang" in region(root, "meNgaySinh").get("comments")


def test_the_word_of_a_person_comes_first_and_the_readings_behind_it(shelf, tmp_path):
    (root,) = written(shelf, [read(shelf.entry("12"), "Nông Thị Hue", "Nông Thị Huê")], tmp_path)
    assert texts(root, "nksHoTen") == [
        (0, "Nông Thị Huệ", None),
        (1, "Nông Thị Hue", "0.4000"),
        (2, "Nông Thị Huê", "0.1000"),
    ]
    kinds = [one.get("dataTypeDetails") for one in region(root, "nksHoTen").iter(f"{{{NAMESPACE}}}TextEquiv")]
    assert kinds == ["decision: corrected", "machine reading", "machine reading"]
    first = region(root, "nksHoTen").find(".//pc:TextEquiv", PC)
    assert first.get("comments") == "Chị Lan, 2026-11-24T08:30:00+00:00"


def test_an_undecided_cell_has_no_main_text_and_says_that_it_is_undecided(shelf, tmp_path, undecided):
    entries = [undecided(shelf.entry("12"), "nksHoTen")]
    (root,) = written(shelf, entries, tmp_path)
    assert texts(root, "nksHoTen") == [(0, "", None), (1, "Nông Thị Hue", "0.4000")]
    assert "decision {decided:false; state:undecided;}" in region(root, "nksHoTen").get("custom")
    first = region(root, "nksHoTen").find(".//pc:TextEquiv", PC)
    assert (first.get("dataTypeDetails"), first.get("comments")) == (
        "undecided: undecided",
        "chưa ai quyết định ô này",
    )


@pytest.mark.parametrize(
    ("verdict", "decided"),
    [
        (Verdict.ILLEGIBLE, "true"),
        (Verdict.TORN, "true"),
        (Verdict.BLANK, "true"),
        (Verdict.VERIFY_LATER, "false"),
        (Verdict.ASK_SUPERIOR, "false"),
    ],
)
def test_a_cell_without_text_says_why(shelf, tmp_path, unread, verdict, decided):
    (root,) = written(shelf, [unread(shelf.entry("12"), "nksHoTen", verdict)], tmp_path)
    assert texts(root, "nksHoTen")[0] == (0, "", None)
    assert f"decision {{decided:{decided}; state:{verdict.value};}}" in region(root, "nksHoTen").get("custom")


def test_an_open_entry_is_shown_and_yet_stands_in_the_receipt(shelf, tmp_path, undecided):
    behind = undecided(shelf.entry("13", order=2), "nksHoTen")
    receipt = PageXml().write(shelf.package([shelf.entry("12"), behind]), tmp_path)
    assert (receipt.rows, len(receipt.files) - 1, [left.entry_id for left in receipt.left_out]) == (1, 1, [behind.id])
    assert receipt.left_out[0].reason == (
        "còn 1 ô chưa quyết định: ô nksHoTen; trong tệp, ô đó để trống và ghi là chưa quyết định"
    )


def test_a_cell_nobody_could_read_stands_in_the_receipt(shelf, tmp_path, unread):
    receipt = PageXml().write(shelf.package([unread(shelf.entry("12"), "meNgaySinh", Verdict.TORN)]), tmp_path)
    assert [(cell.column, cell.reason) for cell in receipt.unread] == [("meNgaySinh", "rách, mất")]


def test_the_reading_order_goes_entry_by_entry(shelf, tmp_path):
    (root,) = written(shelf, [shelf.entry("13", order=2), shelf.entry("12")], tmp_path)
    groups = root.findall(".//pc:OrderedGroupIndexed", PC)
    assert [group.get("caption") for group in groups] == ["trường hợp 1", "trường hợp 2"]
    assert [one.get("regionRef") for one in groups[1]][:2] == ["e2_so", "e2_quyenSo"]


@pytest.mark.parametrize(
    ("read_as", "stands"),
    [
        ("a\x00b\x0bc\ud800d\ufffe", "a b c d "),  # what XML cannot hold
        ("</Unicode><x a='1'>&amp;", "</Unicode><x a='1'>&amp;"),  # markup stays text
        ("]]>", "]]>"),
        (normalize("NFD", "Huệ Đỗ"), "Huệ Đỗ"),
        ("dòng 1\ndòng 2", "dòng 1\ndòng 2"),
        ("𠀀", "𠀀"),  # letters outside the first plane
    ],
)
def test_hostile_text_stays_text(shelf, tmp_path, read_as, stands):
    entry = read(shelf.entry("12", nksHoTen=read_as), read_as)
    shelf.book = replace(shelf.book, name=f"Sổ {read_as}")
    entry = replace(entry, page=replace(entry.page, source=f"{read_as}.jpg"))
    (root,) = written(shelf, [entry], tmp_path)
    assert [text for _, text, _ in texts(root, "nksHoTen")] == [stands, stands]


def test_the_same_book_gives_the_same_bytes(shelf, tmp_path, undecided):
    entries = [shelf.entry("12"), undecided(shelf.entry("13", order=2), "nksHoTen")]
    one, other = (PageXml().write(shelf.package(order), tmp_path / name).files[0] for name, order in
                  (("a", entries), ("b", entries[::-1])))  # fmt: skip
    assert one.read_bytes() == other.read_bytes()


def test_a_page_whose_picture_is_gone_keeps_its_entries_back(shelf, tmp_path):
    shelf.page(2).picture.write_bytes(b"no picture")
    receipt = PageXml().write(shelf.package([shelf.entry("12"), shelf.entry("13", page=2)]), tmp_path)
    assert (receipt.rows, ["Không mở được ảnh" in left.reason for left in receipt.left_out]) == (1, [True])


def test_with_nothing_decided_no_file_is_written_and_an_older_one_stays(shelf, tmp_path, undecided):
    entry = shelf.entry("12")
    (path, _) = PageXml().write(shelf.package([entry]), tmp_path).files
    before = path.read_bytes()
    receipt = PageXml().write(shelf.package([undecided(entry, *entry.decisions)]), tmp_path)
    assert (list(receipt.files), receipt.rows, len(receipt.left_out)) == ([], 0, 1)
    assert path.read_bytes() == before


def test_a_page_that_nobody_has_looked_at_goes_out_as_undecided(shelf, tmp_path, undecided):
    other = shelf.entry("13", page=2)
    roots = written(shelf, [shelf.entry("12"), undecided(other, *other.decisions)], tmp_path)
    assert {one.get("custom").partition("decided:")[2][:5] for one in roots[1].iter(f"{{{NAMESPACE}}}TextLine")} == {
        "false"
    }


def test_a_folder_that_is_a_file_is_named(shelf, tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(TargetError, match="trùng tên"):
        PageXml().write(shelf.package([shelf.entry("12")]), tmp_path / "out")
