"""Which hamlet an entry belongs to, by what its residences say: for sorting slips, never for a package."""

from __future__ import annotations

import re

from pipeline.entries import Entry
from pipeline.forms import Form
from pipeline.vietnamese import nfc

KINDS = (
    *("tổ dân phố", "tdp", "khu dân cư", "khu phố", "khối phố", "tiểu khu", "khóm", "tổ", "khu", "khối"),
    *("thôn", "xóm", "bản", "làng", "ấp", "buôn", "phum"),
)
"""What a part of a commune is called: the kinds of Thông tư 04/2012/TT-BNV, and what people write for them. «Sóc» and «bon»
are left out: more often they begin the name of a district (Sóc Sơn) or are something else."""

UNITS = ("xã", "phường", "thị trấn", "thị xã", "huyện", "quận", "tỉnh", "thành phố", "tp")
"""What stands above; a name behind one of them is not a hamlet's (xã Bản Qua)."""

RESIDENCE = "NoiCuTru"
"""How the ministry's columns of residences end (domain.md §1.4)."""

SAID = re.compile(
    "".join(rf"(?<!\b{unit} )" for unit in UNITS)
    + rf"\b(?:{'|'.join(KINDS)})\b\.? [^,;\n]+?(?=\s*(?:[,;.\n]|[-–] |\b(?:{'|'.join(UNITS)})\b|$))",
    re.IGNORECASE,
)


def hamlet(text: str) -> str:
    """Return the hamlet that a residence names, as written, its first letter large; '' if it names none."""
    found = SAID.search(nfc(text))
    if found is None:
        return ""
    name = re.sub(r"^tdp\b\.?", "Tổ dân phố", found[0], flags=re.IGNORECASE)
    return name[0].upper() + name[1:]


def hamlet_of(entry: Entry, form: Form) -> str:
    """Return the hamlet of an entry, '' if no residence names one; what is decided goes before what was read."""
    residences = [column.name for column in form.columns if column.name.endswith(RESIDENCE)]
    said = [*(entry.decided(name) or "" for name in residences), *(entry.best(name) for name in residences)]
    return next((name for name in map(hamlet, said) if name), "")
