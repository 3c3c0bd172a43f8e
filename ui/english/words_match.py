"""The English of ``ui.words_match``."""

from collections.abc import Mapping

from pipeline.completeness import Missing
from pipeline.differences import Difference
from pipeline.returned import Answer

MATCH = "Compare a list"
RETURNED = "Sent back"
COVERAGE = "What is missing"

MATCH_WHY = (
    "Compare books with a list of another office (population, an earlier table). The book is the authority: nothing in it is changed "
    "here."
)
WHICH_BOOKS = "Books to compare"
CHOOSE_FILE = "Choose a file"
LIST = "List (CSV or Excel)"
MAPPING = "File that names the columns, if they are not recognised"
MAPPING_HELP = 'A text file, one column a line, e.g. nksHoTen = "Full name" or nksHoTen = "C" (column C).'
DO_MATCH = "Compare"
NO_LIST = "No list is chosen yet. Please choose a CSV or Excel file."
MATCHING = "Comparing…"
COMPARED = "Columns compared"
BOOK_COLUMN = "In the book"
LIST_COLUMN = "In the list"
IGNORED = "Columns of the list that are not compared: {columns}."
RAGGED = "Lines left out, with more cells than the heading: {count} ({lines})."
BOTH = "In both"
SAME = "Quite the same"
ONLY_HERE = "Only in the book"
ONLY_THERE = "Only in the list"
DIFFERENT = "Different"
KIND = "Differs in"
DIFFERENCES: Mapping[Difference, str] = {
    Difference.OTHER: "different",
    Difference.DIGITS: "digits swapped",
    Difference.PART: "a part is missing",
    Difference.TONE: "tone marks only",
    Difference.BLANK: "blank in the book",
    Difference.PRECISION: "day or month given in one only",
    Difference.CASE: "capitals only",
}
EVERY_KIND = "anything"
NUMBER = "Number"
NAME = "Name"
COLUMN = "Column"
LINE = "Line"
DECIDED = "Answered"
SURE = "Surely one person"
YES: Mapping[bool, str] = {True: "yes", False: "not yet"}
TEXTS = "What the line says"
PICK = "Pick a line and press «Open» to see the picture in the book."
OPEN_PICKED = "Open the case that was picked"
SAVE_CSV = "Download a CSV table to print"
ALL_SAME = "All cases that stand in both are quite the same."
NOTHING_ONLY = "None."
MORE = "{shown} of {count} lines are shown; download the CSV table for all."

RETURNED_WHY = (
    "Load the import report of the Ministry's software to see which cases went in, which were sent back and why."
)
REPORT = "Report (CSV or Excel)"
DO_LOAD = "Load the report"
LOADED = "«{name}»: {accepted} rows accepted, {rejected} sent back."
KNOWN_REPORT = "This file was loaded before; nothing has changed."
NO_REPORT = "No report is chosen yet. Please choose a CSV or Excel file."
LEFT = "Still to be done"
NOTHING_LEFT = "All cases of this book are in the Ministry's software."
ANSWER = "State"
ANSWERS: Mapping[Answer, str] = {
    Answer.REJECTED: "sent back",
    Answer.CHANGED: "looked at again after it was sent back, to be handed over anew",
    Answer.OPEN: "has cells without an answer",
    Answer.UNANSWERED: "done, in no report yet",
    Answer.ACCEPTED: "in the Ministry's software",
}
WHY = "Reason"
FROM_REPORT = "By the report"
STRANGERS = "Rows of the report that were not found in the book"
STRANGERS_WHY = (
    "The book has not exactly one case of that number. Please look at the number and the volume, or whether the report is of another "
    "book."
)
VOLUME = "Volume"
REPORTS = "Reports loaded"
FILE = "File"
WHO = "Loaded by"
WHEN = "Loaded on"
ROWS = "Rows"
REJECTED_ROWS = "Sent back"

COVERAGE_WHY = "A book is finished when its closing total, pages and numbers agree, every cell has an answer and the Ministry sent no case back."
DONE_COUNT = "Books finished: {done} of {count}"
COMMUNE = "Commune"
EVERY_COMMUNE = "all communes"
NO_COMMUNE = "no commune given"
REGISTER = "Register"
YEAR = "Year"
NO_YEAR = "not known"
NOT_READ = "not read yet"
BOOK = "Book"
ENTRIES = "Cases / closing total"
STATE = "Missing"
LACK_COUNT = "missing: {count}"
PICK_BOOK = "Pick a line to see what the book lacks."
FINISHED = "finished"
SHARE = "Cells answered"
PLOT = "Share of cells that have an answer, by register and year; ✓ is a finished book"
MISSING: Mapping[Missing, str] = {
    Missing.CLOSING: "No closing total",
    Missing.PAGES: "Pages",
    Missing.TOTAL: "Differs from the closing total",
    Missing.NUMBERS: "Numbers",
    Missing.CELLS: "Cells without an answer",
    Missing.SET_ASIDE: "Cells set aside",
    Missing.REJECTED: "Sent back",
}
CLOSE_TITLE = "Copy the closing total of a book"
CLOSE_WHY = "At its end a book says how many cases and pages it has. Copy it just as the book says; copied again, the newer total counts."
CASES = "Cases"
PAGES = "Pages (0 if the book does not say)"
KEEP = "Save the closing total"
KEPT = "The closing total is saved."
HISTORY = "Copied: {said}"
COPIED = "cases {cases}, pages {pages} ({who}, {when})"
