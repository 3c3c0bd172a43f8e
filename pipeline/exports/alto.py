"""Pages for libraries: ALTO 4.4 of the Library of Congress, http://www.loc.gov/standards/alto/v4/alto-4-4.xsd.

``CONTENT`` belongs to a person: it is empty, with ``WC="0"``, while nobody has decided. What the machine read are
``ALTERNATIVE``s. A cell is one ``String``: cut into words, it would need places of words that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from pipeline.entries import Decision
from pipeline.exports import Package
from pipeline.exports._transcript import STATES, Cell, Leaf, add, share, write_pages
from pipeline.exports._writing import moment
from pipeline.geometry import Box
from pipeline.receipts import Receipt

NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "http://www.loc.gov/standards/alto/v4/alto-4-4.xsd"


@dataclass(frozen=True, slots=True)
class Alto:
    """Write one ALTO for each page: a block per entry, in it one per cell, with tags for its column and its state.

    Open cells are shown as open. The same book gives the same bytes.
    """

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write ``<book>.<LOAI>.<page>.alto.xml``; see ``_transcript.write_pages``.

        Raises:
            TargetError: the folder cannot be written; older files there are as they were.
        """
        return write_pages(package, folder, "alto.xml", _described)


def _described(leaf: Leaf) -> ET.Element:
    """Return the root element of one page."""
    schema = {"xmlns:xsi": INSTANCE, "xsi:schemaLocation": f"{NAMESPACE} {SCHEMA}", "SCHEMAVERSION": "4.4"}
    root = ET.Element("alto", {"xmlns": NAMESPACE, **schema})
    persons = {who: f"person_{place}" for place, who in enumerate(sorted({said.who for said in leaf.said}), 1)}
    _add_description(root, leaf, persons)
    _add_tags(root, leaf.cells)
    width, height = leaf.size
    number = leaf.page.number
    page = add(add(root, "Layout"), "Page", ID="page", PHYSICAL_IMG_NR=number, WIDTH=width, HEIGHT=height, LANG="vi")
    space = add(page, "PrintSpace", **_place(Box(0, 0, width, height)))
    for entry, cells in leaf.by_entry:
        around = _around([cell.box for cell in cells])
        block = add(space, "ComposedBlock", ID=f"e{entry.order}", TYPE="entry", **_place(around))
        for cell in cells:
            _add_cell(block, cell, persons)
    return root


def _add_description(root: ET.Element, leaf: Leaf, persons: dict[str, str]) -> None:
    """Add the picture, the machine's reading, and the persons with the last word of each."""
    about = add(root, "Description")
    add(about, "MeasurementUnit", "pixel")
    picture = add(about, "sourceImageInformation")
    add(picture, "fileName", leaf.page.source)
    add(picture, "fileIdentifier", leaf.page.sha256, fileIdentifierLocation="sha256")
    where = f"{leaf.package.book.name}, {leaf.package.register}, trang {leaf.page.number}"
    add(picture, "documentIdentifier", where, documentIdentifierLocation="sohoa")
    reading = add(about, "Processing", ID="machine")
    add(reading, "processingCategory", "contentGeneration")
    add(reading, "processingStepDescription", "máy đọc: các ALTERNATIVE, không phải quyết định của người")
    add(add(reading, "processingSoftware"), "softwareName", "sohoa")
    for who, name in persons.items():
        _add_person(about, name, [said for said in leaf.said if said.who == who])


def _add_person(about: ET.Element, name: str, said: list[Decision]) -> None:
    words = add(about, "Processing", ID=name)
    add(words, "processingCategory", "contentModification")
    add(words, "processingDateTime", moment(said[-1].when))
    add(words, "processingAgency", said[0].who)
    add(words, "processingStepDescription", f"người quyết định từng ô: CONTENT; từ {moment(said[0].when)}")


def _add_tags(root: ET.Element, cells: Iterable[Cell]) -> None:
    tags = add(root, "Tags")
    for column in {cell.column.name: cell.column for cell in cells}.values():
        add(tags, "OtherTag", ID=f"column_{column.name}", TYPE="column", LABEL=column.name, DESCRIPTION=column.title)
    for decided, says in (("decided", "người đã quyết định"), ("undecided", "chưa quyết định")):
        add(tags, "OtherTag", ID=decided, TYPE="decision", LABEL=decided, DESCRIPTION=says)
    for state, says in STATES.items():
        add(tags, "OtherTag", ID=f"state_{state}", TYPE="state", LABEL=state, DESCRIPTION=says)


def _add_cell(block: ET.Element, cell: Cell, persons: dict[str, str]) -> None:
    is_open = cell.decided is None
    tags = f"column_{cell.column.name} {'undecided' if is_open else 'decided'} state_{cell.state}"
    said = {"PROCESSINGREFS": persons[cell.decision.who]} if cell.decision else {}
    place = _place(cell.box)
    text = add(block, "TextBlock", ID=cell.id, TAGREFS=tags, **place)
    line = add(text, "TextLine", ID=f"{cell.id}_line", TAGREFS=tags, **place)
    string = add(
        line,
        "String",
        ID=f"{cell.id}_text",
        TAGREFS=tags,
        CONTENT=cell.decided or "",
        WC="0" if is_open else "1",
        CS="false" if is_open else "true",
        **said,
        **place,
    )
    for reading in cell.readings:
        purpose = f"machine reading, confidence {share(reading.probability)}"
        add(string, "ALTERNATIVE", reading.text, PURPOSE=purpose)


def _place(box: Box) -> dict[str, str]:
    return {"HPOS": str(box.x), "VPOS": str(box.y), "WIDTH": str(box.w), "HEIGHT": str(box.h)}


def _around(boxes: list[Box]) -> Box:
    """Return the smallest box around others, px."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)
