"""The English of ``ui.words``."""

from collections.abc import Mapping

from pipeline.entries import PageState, Severity

TITLE = "Civil registers"
BOOKS = "Books"
REVIEW = "Review"
FINDINGS = "Check"
HAND_OVER = "Hand over"
LEFT_OVER = "Left to do"
HANDED_ON = "Handed on"
OFFICE = "Office"
CONTINUE = "Begin work"
WHO = "Name of the person at work"
WHO_WHY = "Every answer is kept with the name of who gave it. Please write your name before you review."
WHO_EMPTY = "There is no name yet. Please write it and press Enter."
CHANGE_WHO = "Somebody else"
AT_WORK = "At work: {who}"
NO_BOOKS = "There is no book yet. Go to «Take in», or use the command: sohoa take-in FOLDER --book NAME --form auto"
NO_BOOK_CHOSEN = "No book is chosen. Please choose one on the screen «Books»."
CHOOSE_BOOK = "Book"
TO_REVIEW = "Review this book"
PROGRESS = "Cells done: {decided} of {cells} · set aside: {set_aside} · cases: {entries}"
PAGES = "Pages: {read} read, {waiting} waiting, {failed} could not be read"
UNREAD_PAGES = "Pages that wait to be read: {waiting}. Go to «Take in» and press read, or use the command: sohoa read --book «{book}»"
OTHER_BOOKS = "Other books"
FAILED_PAGES = "Pages that could not be read"
PAGE = "Page"
SOURCE = "File"
REASON = "Reason"
ENTRIES = "Cases of the book"
NO_ENTRIES = "No case of this book has been read yet."
STATE = "State"
REOPEN = "Open a case to look at it or to correct it"
OPEN = "Open"
WHERE = "Page {page} · case {order}"
DONE = "done"
OPEN_CELLS = "cells left: {cells}"
SET_ASIDE = "set aside"
ALL_SEEN = "All waiting cases of the book «{book}» have been seen."
STILL_OPEN = "Cases with cells that were set aside: {entries}. Look at them again when more is known."
AGAIN = "Look again at the cases left behind"
WRONG_PICTURE = (
    "The picture of this case has changed since the answer. Open the case again and answer by the picture shown."
)
FOREIGN_PAGE = "The answer did not come from this screen and was not accepted. Please open the screen «Review» again."
OLD_SCREEN = "The program is newer than this page. Please load the page again."
BAD_ANSWER = "The answer was not complete and cannot be kept. Please answer this cell again."
RUN_CHECK = "Check again"
NO_FINDINGS = "There are no findings in this book."
FINDING_COUNT = "Findings: {count}. They are doubts only: the book is the authority."
SEVERITY: Mapping[Severity, str] = {Severity.ERROR: "Wrong", Severity.WARNING: "Doubtful", Severity.NOTE: "Note"}
REGISTERS: Mapping[str, str] = {
    "KS": "births",
    "KH": "marriages",
    "KT": "deaths",
    "CMC": "recognition of parents and children",
    "HN": "marital status",
}
TARGET = "Package"
TARGETS: Mapping[str, str] = {
    "ministry": "The Ministry's software (Excel + ZIP of PDFs)",
    "csv": "CSV table",
    "json": "JSON, with the origin of each cell",
    "parquet": "Parquet table for statistics, with the origin of each cell",
    "page-xml": "PAGE XML for archives, one file a page, open cells marked",
    "alto": "ALTO for libraries, one file a page, open cells marked",
    "slips": "Slips to print (PDF): cells set aside, sorted by hamlet",
    "pdf": "The whole book as one PDF: pictures of the pages, decided text can be searched",
    "extract": "Drafts of extracts (Word), one file a case, with its picture",
}
SETTINGS: Mapping[str, tuple[str, Mapping[int | str, str]]] = {
    "birth_columns": ("Template of births", {70: "70 columns (new)", 60: "60 columns (2019)"}),
    "pdf_a": ("Kind of PDF", {0: "plain PDF", 1: "PDF/A-2b, to be kept for long"}),
    "incomplete_dates": (
        "Day of registration without day or month",
        {
            "leave_out": "Leave the case behind",
            "zeros": "Hand it over; 00 for what is missing in the name of its PDF",
        },
    ),
}
FOLDER = "Folder for the package"
FOLDER_HELP = "Full path on the machine that runs the program."
FOLDER_EMPTY = "There is no folder yet. Please write the full path of the folder for the package."
DECIDED_ONLY = "Only cases that are answered in full are handed over; the others are listed with the reason."
DO_HAND_OVER = "Hand over"
RECEIPT = "Receipt: cases {rows}, files {files}."
NOTHING_OUT = "No case was handed over: every one has open cells, or a reason given below."
PAGES_OUT = (
    "Files written: {files}. No case is answered in full: open cells are marked in the files, or asked for on slips."
)
UNREAD_CELLS = "Cells that are empty in the package since nobody could read them: {count}"
UNREAD_WHY = "These are not blank cells of the book. Keep this list for verification."
CELL = "Cell"
LEFT_OUT = "Cases or pages left out: {count}"
PLACE = "Where"
PAGE_STATES: Mapping[PageState, str] = {
    PageState.WAITING: "waiting",
    PageState.READ: "read",
    PageState.FAILED: "could not be read",
}
RECORD: Mapping[str, str] = {
    "accept": "Accept",
    "acceptAll": "Accept all {count} cells",
    "blank": "Blank",
    "illegible": "Cannot be read",
    "verify_later": "Verify later",
    "torn": "Torn, lost",
    "ask_superior": "Ask a superior",
    "confirmed": "as the machine read",
    "corrected": "corrected by hand",
    "back": "Cell before",
    "forward": "Next cell",
    "undo": "Take the machine's reading again; once more: back to the cell just answered",
    "undoShort": "Take back",
    "copy": "Copy from the case before",
    "copyShort": "Copy as before",
    "noCopy": "No case before this one has a text in this cell.",
    "leave": "Another case",
    "together": "Cells the machine is sure of, accepted together",
    "lookFirst": "Please look at all cells shown, picture and text, then press Enter.",
    "view": "View of the page",
    "whole": "Whole page / cell",
    "zoomIn": "Nearer",
    "zoomOut": "Farther",
    "zoom": "Nearer, farther",
    "panning": "Move the picture",
    "turn": "Turn the picture",
    "contrast": "Contrast",
    "delivered": "As delivered",
    "cleaned": "Cleaned",
    "cleanedWhy": "Cleaned / as delivered",
    "letters": "Letters",
    "tones": "Tones",
    "toneOnly": "tones only",
    "offered": "Suggestions",
    "verdicts": "Cells without a text to copy",
    "sure": "sure",
    "doubtful": "doubtful",
    "unread": "not read",
    "noInk": "no writing seen",
    "missing": "this cell was not found",
    "noCrop": "This cell has no picture of its own. Please look at the whole page on the left.",
    "picturelost": "This picture cannot be opened. Accepted answers are safe; please load the page again.",
    "pictureComing": "The picture of this cell is not shown yet. Wait for it and press Enter, or type what the book says.",
    "alternatives": "Or perhaps",
    "open": "open",
    "saving": "saving…",
    "saved": "saved",
    "allSaved": "All answers are saved",
    "savingMany": "Saving answers: {count}…",
    "away": "Answers not saved yet: {count}. They lie on this machine and are sent again",
    "empty": "There is no text in the field. If the cell is blank in the book, press Alt+0; if it cannot be read, Alt+K.",
    "waiting": "Saving the last answers, then the next case is opened…",
    "signedOut": "The session is locked. Please sign in again; the answers lie on this machine and are sent by themselves.",
    "opening": "Opening the case…",
    "finished": "All waiting cases of this book have been seen. All answers are saved.",
    "finishedNext": "Go to «Check» to look at findings, or to «Books» to open a case again.",
    "progress": "{done} / {all} cells",
    "refused": "Answers that cannot be saved: {count}. Please write them down before you drop them:",
    "drop": "Written down, drop the list",
    "field": "What the book says",
    "fields": "Cells of the case",
    "page": "Picture of the page",
    "cell": "Picture of the cell",
    "help": "Keys",
    "closeHelp": "Close",
    "print": "Print the keys",
    "keysAnswer": "Answer a cell",
    "keysTone": "Tone of the syllable being typed",
    "keysWay": "From cell to cell",
    "keysPage": "Picture of the page",
    "keyEnter": "Accept the text and go to the next cell; cells the machine is sure of are accepted together",
    "keyAlternative": "Take another reading of the machine",
    "keyTab": "Take the suggestion (or the right arrow); ↑ ↓ for another suggestion",
    "level": "level (no tone mark)",
    "falling": "falling (huyền)",
    "rising": "rising (sắc)",
    "asking": "asking (hỏi)",
    "tumbling": "tumbling (ngã)",
    "heavy": "heavy (nặng)",
    "keysTyping": "Dates and numbers may be typed in one go: 12051989 becomes 12/05/1989, 051989 becomes 05/1989, as the book "
    "writes them. What can be understood in two ways stays as it was typed.",
}
POOR_PAGES = "Pages to look at or to photograph again: {count}"
POOR_WHY = (
    "These pages stay in the book and are read all the same; whether to photograph them again is up to you. New pictures are taken in "
    "as usual. To print these pages small and take the list to the scanner, run the command:"
)
POOR_COMMAND = 'sohoa contact-sheet --book "{book}" --to faint-pages.pdf'
POOR_PAGE = "Page {page} · {source}"
