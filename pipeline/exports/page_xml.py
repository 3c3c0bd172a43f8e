"""Pages for archives: PAGE XML 2019-07-15, the form of Transkribus, eScriptorium and OCR-D.

Schema: http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15. The text with the lowest index is the main one there,
so index 0 belongs to a person: it is empty while nobody has decided, and a program that takes the first text takes no guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from pipeline.exports import Package
from pipeline.exports._transcript import Cell, Leaf, add, share, word_of, write_pages
from pipeline.exports._writing import moment
from pipeline.geometry import Box
from pipeline.receipts import Receipt

NAMESPACE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"

INDEX_SAYS = (
    "TextEquiv index 0 is the word of a person, empty while the cell is undecided or cannot be read. "
    "Further TextEquivs are readings of the machine, with their confidence: never a fact. "
    "Created and LastChange are the first and the last decision."
)


@dataclass(frozen=True, slots=True)
class PageXml:
    """Write one PAGE XML for each page: a region per cell, its column as ``structure {type:…;}`` and its state beside it.

    Open cells are shown as open. The same book gives the same bytes.
    """

    def write(self, package: Package, folder: Path) -> Receipt:
        """Write ``<book>.<LOAI>.<page>.page.xml``; see ``_transcript.write_pages``.

        Raises:
            TargetError: the folder cannot be written; older files there are as they were.
        """
        return write_pages(package, folder, "page.xml", _described)


def _described(leaf: Leaf) -> ET.Element:
    """Return the root element of one page."""
    schema = {"xmlns:xsi": INSTANCE, "xsi:schemaLocation": f"{NAMESPACE} {NAMESPACE}/pagecontent.xsd"}
    root = ET.Element("PcGts", {"xmlns": NAMESPACE, **schema})
    _add_metadata(root, leaf)
    width, height = leaf.size
    page = add(
        root,
        "Page",
        imageFilename=leaf.page.source,
        imageWidth=width,
        imageHeight=height,
        primaryLanguage="Vietnamese",
        primaryScript="Latn - Latin",
    )
    _add_order(page, leaf)
    for place, cell in enumerate(leaf.cells):
        _add_region(page, cell, place)
    return root


def _add_metadata(root: ET.Element, leaf: Leaf) -> None:
    metadata = add(root, "Metadata")
    add(metadata, "Creator", "sohoa")
    add(metadata, "Created", moment(leaf.said[0].when))
    add(metadata, "LastChange", moment(leaf.said[-1].when))
    add(metadata, "Comments", INDEX_SAYS)
    for name, value in _about(leaf):
        add(metadata, "MetadataItem", type="other", name=name, value=value)


def _about(leaf: Leaf) -> Iterator[tuple[str, str]]:
    yield "book", leaf.package.book.name
    yield "register", leaf.package.register
    yield "page", str(leaf.page.number)
    yield "sha256", leaf.page.sha256
    for form in sorted({cell.entry.form for cell in leaf.cells}):
        yield "form", form


def _add_order(page: ET.Element, leaf: Leaf) -> None:
    """Add the reading order: entry by entry, and within each its cells as printed."""
    order = add(add(page, "ReadingOrder"), "OrderedGroup", id="entries")
    for place, (entry, cells) in enumerate(leaf.by_entry):
        caption = f"trường hợp {entry.order}"
        group = add(order, "OrderedGroupIndexed", id=f"e{entry.order}", index=place, caption=caption)
        for index, cell in enumerate(cells):
            add(group, "RegionRefIndexed", index=index, regionRef=cell.id)


def _add_region(page: ET.Element, cell: Cell, place: int) -> None:
    decided = "false" if cell.decided is None else "true"
    custom = (
        f"readingOrder {{index:{place};}} structure {{type:{cell.column.name};}} "
        f"decision {{decided:{decided}; state:{cell.state};}} entry {{order:{cell.entry.order};}}"
    )
    unseen = {} if cell.seen else {"comments": "máy không thấy ô này: khung là cả trang"}
    region = add(page, "TextRegion", id=cell.id, type="other", custom=custom, **unseen)
    points = _points(cell.box)
    add(region, "Coords", points=points)
    line = add(region, "TextLine", id=f"{cell.id}_line", custom=f"decision {{decided:{decided}; state:{cell.state};}}")
    add(line, "Coords", points=points)
    _add_texts(line, cell)


def _points(box: Box) -> str:
    """Return the four corner pixels of a box, clockwise."""
    right, bottom = box.right - 1, box.bottom - 1
    return f"{box.x},{box.y} {right},{box.y} {right},{bottom} {box.x},{bottom}"


def _add_texts(line: ET.Element, cell: Cell) -> None:
    said = word_of(cell.decision) if cell.decision else "chưa ai quyết định ô này"
    kind = "undecided" if cell.decided is None else "decision"
    first = add(line, "TextEquiv", index=0, dataType="other", dataTypeDetails=f"{kind}: {cell.state}", comments=said)
    add(first, "Unicode", cell.decided or "")
    for index, reading in enumerate(cell.readings, 1):
        equiv = add(
            line,
            "TextEquiv",
            index=index,
            conf=share(reading.probability),
            dataType="other",
            dataTypeDetails="machine reading",
            comments="chữ do máy đọc, không phải quyết định của người",
        )
        add(equiv, "Unicode", reading.text)
