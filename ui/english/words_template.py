"""The English of ``ui.words_template``."""

from collections.abc import Mapping

TEMPLATE = "Template"

REGISTER = "Register"
BUILD = "Build"
BUILD_AGAIN = "Build anew"
BUILDING = "Building the template from the pages of the book…"
NO_PAGES = "This book has no page yet. Please take pictures of its pages in first."
WHY = (
    "A book printed by a form the machine does not know gets a template once, from its own pages: the machine finds what is printed "
    "alike on all of them and proposes cells, you name and correct the cells and save. Then every page of the book is read by it."
)
OWN = "Templates of this office"
OPEN = "Open to change"
UNSAVED = "What is drawn for this book is not saved as a template and will be lost."
DROP = "Drop what is drawn, {label}"

READ_ANEW = "Read the book again by this template"
SAVED_AS = "Template «{form}» is saved. Pages without any answer are read again; pages with answers stay as they are."
READING = "The machine reads the book again: {done}/{total} pages. The screen may be closed, the reading goes on."
READ = "Last reading of this book: {read}/{total} pages could be read."
NOTHING_TO_READ = "There is no page left to read again: every page of the book has answers."
KEPT = "Cases that stay as they are, for people have answered on their page: {count}"
KEPT_FORM = "Read by form"
NOT_READ = "Pages that could not be read"
SAVED = "Template «{name}» is saved. Cells: {cells}. Cases on a page: {entries}."

SAVED_ROWS = "Template «{name}» is saved. Cells: {cells}. Rows are found by their running numbers on each page."
BUILT_FROM = "Pages the template was built from ({count}): {pages}."
LEFT_OUT: Mapping[str, str] = {
    "unlike": (
        "Pages of no use, because they bear another print, or are covered, blurred or cut so that too little print is seen ({count}): "
        "{pages}. Cells may not be found on these either."
    ),
    "unread": "Pages of no use, because the picture cannot be opened ({count}): {pages}.",
}
HALVES: Mapping[str, str] = {"": "{name}", "left": "{name} (left page)", "right": "{name} (right page)"}

BY_WRITING = (
    "No rulings part the rows of this table: each cell drawn here is a whole column, and rows are found on each page by their running "
    "numbers. The number of cases on a page need not be set. To set rows at fixed places yourself, set it to more than 1."
)

REGISTERS: Mapping[str, str] = {
    "KS": "Births",
    "KH": "Marriages",
    "KT": "Deaths",
    "CMC": "Recognition of parents and children",
    "HN": "Marital status",
}

KINDS: Mapping[str, str] = {
    "person_name": "name of a person",
    "partial_date": "date",
    "date_words": "date in words",
    "sex": "sex",
    "ethnicity": "people",
    "nationality": "nationality",
    "place": "place",
    "id_number": "document number",
    "number": "number",
    "choice": "one of some choices",
    "free_text": "any text",
}

BOARD: Mapping[str, str] = {
    "stage": "Printed form of the book, with its cells",
    "tools": "What to do with cells",
    "picture": "What is printed alike on the pages of the book",
    "add": "Add a cell",
    "remove": "Remove",
    "undo": "Undo",
    "redo": "Redo",
    "out": "Farther",
    "in": "Nearer",
    "named": "has a column",
    "unnamed": "no column yet",
    "keys": (
        "Pull on an empty place to draw a cell. Tab: next cell · arrows: move · Shift+arrows: resize · with Ctrl: ten times as far · "
        "Enter: name it"
    ),
    "none": "Choose a cell on the template, or pull on an empty place to draw a new one.",
    "cell": "Cell {place}",
    "noCell": "No cell chosen",
    "count": "{named}/{all} cells have a column",
    "label": "Printed before the cell: {label}",
    "column": "The Ministry's column",
    "columns": "The columns of this register",
    "columnHint": "type to search, e.g. ho ten cha",
    "noColumn": "(no column)",
    "taken": "has a cell",
    "kind": "Kind of value",
    "title": "Name of the cell",
    "noTitle": "no name yet",
    "cellNamed": "Cell {place}: {title}",
    "cellUnnamed": "Cell {place}: {title}, no column yet",
    "next": "Next cell without a column",
    "entries": "Cases on a page",
    "entriesHint": "Draw the cells of the first case only. Pull the label «Case 2» to its place; the others follow at the same distance.",
    "entry": "Case {entry}",
    "name": "Save as",
    "nameHint": "births-1976",
    "formTitle": "Name for people",
    "titleHint": "Births 1976",
    "from": "From year",
    "to": "to year",
    "save": "Save the template",
    "saving": "Saving…",
}
