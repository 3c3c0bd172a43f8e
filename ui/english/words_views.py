"""The English of ``ui.words_views``."""

from collections.abc import Mapping, Sequence

from pipeline.jobs import State as JobState
from pipeline.whole_book import State

CARPET_TITLE = "Alike"
ALL_BOOKS = "All books"
ALL_KINDS = "All kinds"
KIND = "Kind of cell"
CARPET_OF = "Cells read alike, most first"
GROUP = "{text} · {kind} · cells: {cells}"
GROUP_DOUBT = " ({doubtful} doubtful)"
NO_CARPETS = "Nothing is left here: every open cell stands alone. Go to «Review» to answer them one by one."
LEFT_OUT_AGAIN = "Show again the cells left out in this session ({count})"
KINDS: Mapping[str, str] = {
    "person_name": "name",
    "partial_date": "date",
    "date_words": "date in words",
    "sex": "sex",
    "ethnicity": "people",
    "nationality": "nationality",
    "place": "place",
    "id_number": "document number",
    "number": "number",
    "choice": "choice",
    "free_text": "text",
}
CARPET: Mapping[str, str] = {
    "count": "Shown: {shown}, open in all: {all}",
    "confirm": "Confirm {count} (Enter)",
    "look": "Not seen yet: {count}. Scroll down",
    "sure": "✓ Sure: {count}. Pick the odd ones out.",
    "doubtful": "? Doubtful: {count}. They are left out; pick those that are right.",
    "all": "Turn this part over",
    "taken": "✓ taken",
    "left": "✕ left out",
    "unseen": "… not seen",
    "lost": "✕ no picture",
    "open": "Open this case",
    "drop": "Seen, drop the list",
    "keys": "Keys: ← ↑ → ↓ from cell to cell · Space: leave out or take · Enter: confirm what is shown. Cells left out wait in «Review».",
    "none": "All cells have been seen. Those left out wait in «Review».",
    "saved": "All is saved",
    "saving": "Saving cells: {count}…",
    "away": "Cells not saved yet: {count}. They lie on this machine and are sent again",
    "refused": "Cells that were not accepted: {count}",
}
PROGRESS_TITLE = "Progress"
NOTHING_READ = "No case has been read yet, so there is no progress."
COUNTS: Mapping[str, str] = {"cases": "Cases", "done": "Done", "set_aside": "Set aside", "left": "Left"}
BY_KIND = "By register, year and commune"
TABLE = ("Register", "Year", "Commune", "Done", "Set aside", "Left")
PACE = "Pace and forecast"
WHAT = "What"
SAID = "Now"
PACE_NOW = "Pace"
PACE_SAID = "{a_day} cases a day, over the last {days} days"
LIKELY = "Forecast"
LIKELY_SAID = "about {likely}; {early} at the earliest, {late} at the latest"
NO_FORECAST = "none: no case was finished lately"
NOBODY_KNOWS = "not known"
TARGET_DAY = "Target a day"
TARGET_SAID = "{a_day} cases a day; the pace now is {share} % of it"
DEADLINE = "Deadline"
NEEDED = "{day}: {a_day} cases a day are needed, {now} now"
PAST = "{day}: past"
A_DAY = "Cases finished on the day"
METHOD = (
    "Method: a case counts as finished on the day of its newest answer, once every cell is answered. The pace is the mean of the 14 "
    "days before today, days off counted too. Earliest and latest are the pace plus and minus twice the standard error of that "
    "mean. Cases set aside are still to be done."
)
PLAN = "Set target and deadline"
KEEP = "Keep"
BLOCKS = "What blocks"
NOTHING_BLOCKS = "Nothing blocks: no failed page, no page waiting, no cell set aside."
WITH_FINDINGS = "Count the findings of the rules too (slower)"
BLOCK_TABLE = ("Book", "Pages failed", "Pages waiting", "Cells set aside")
FOUND = "Findings"
OWN = "Your own work ({who})"
OWN_WHY = (
    "Only you see this table; there is no ranking. Hours are the pauses between two answers added up, without those longer than 10 "
    "minutes; a cell is a part of its case. Faded and torn books go slowly for everybody."
)
OWN_NONE = "Nothing was answered under this name yet."
TOO_SHORT = "too short to tell"
OWN_TABLE = ("Day", "Hours", "Cases", "Answers", "Cases an hour")
EXPORT = "Download the table (XLSX)"
WHOLE_BOOK_TITLE = "Whole book"
WHOLE_BOOK: Mapping[str, str] = {
    "only": "Only cases with findings",
    "list": "Cases of the book",
    "pick": "Compare: number {number}, {where}",
    "picked": "Picked to compare: {count} of 2",
    "compare": "Compare",
    "both": "Compare both",
    "open": "Open",
    "openIt": "Open number {number}, {where}",
}
WHOLE_BOOK_TABLE = ("Compare", "Number", "Registered", "Name", "Where", "State", "Open")
STATES: Mapping[State, str] = {
    State.DONE: "✓ done",
    State.SET_ASIDE: "⏸ set aside",
    State.OPEN: "○ cells left: {cells}",
}
SIDE_BY_SIDE = "Two cases side by side"
CLOSE = "Close"
SAME = "same"
DIFFERENT = "different"
PAIR_TABLE = ("Cell", "First case", "Second case", "Compared")
TAKE_IN_TITLE = "Take in"
JOB = "The machine"
JOB_STATES: Mapping[JobState, str] = {
    JobState.NONE: "Nothing has been read yet.",
    JobState.RUNNING: "Reading {book}: {done} / {total} pages. {left}",
    JobState.DONE: "Read {book}: {done} pages.",
    JobState.STOPPED: "Stopped reading {book} after {done} / {total} pages. Press read to go on.",
    JobState.BROKEN: "Reading {book} failed ({done} / {total} pages): {reason}",
}
JOB_LEFT = "Minutes left: about {minutes}. The browser may be closed."
JOB_BEGINS = "Getting ready. The browser may be closed."
JOB_STOPPING = "It will stop after the page in hand."
EVERY_BOOK = "all books"
THE_BOOK = "the book «{book}»"
STOP = "Stop reading"
READ_WAITING = "Read the waiting pages ({count})"
UPLOAD = "Files on the machine you sit at"
UPLOAD_HELP = (
    "Pictures (JPEG, PNG, TIFF, HEIC) or PDF, up to 200 MB a file. Larger files: copy them to the server and name the folder. "
    "Torn pages: lay a dark sheet under the page before photographing, so that nothing of the next page shows."
)
FROM_FOLDER = "Or a folder on the machine that runs the program"
BOOK_NAME = "Name of the book"
BOOK_NAME_HELP = "If the book exists the pages are added to it; a file that was taken in before is not taken in twice."
FORM = "Form"
FORM_AUTO = "Let the machine see"
COMMUNE = "Commune"
DISTRICT = "District"
PROVINCE = "Province"
YEAR = "Year of the book"
VOLUME = "Volume"
TAKE_IN = "Take in and read"
NOTHING_CHOSEN = "There are no pictures yet. Choose files, or write the full path of a folder."
NO_BOOK_NAME = "The book has no name yet. Please name it, e.g. Births 1998."
TAKING = "Taking in: {name}"
TAKEN = "Book «{book}»: {new} new pages, {known} known before."
REFUSED = "Files that could not be taken in: {count}"
SETTINGS_TITLE = "Display"
SETTINGS_WHOSE = "These choices are {who}'s own, and follow you to other machines."
LANGUAGE = "Language"
SIZE = "Size of type"
SIZES: Mapping[int, str] = {100: "Usual", 125: "Large", 150: "Very large"}
CONTRAST = "High contrast (black on white)"
SETTINGS_ENGLISH = "English: all screens and the ministry's columns. Messages, findings and reasons given by the program stay Vietnamese."
HELP_TITLE = "Help"
HELP_WORK = "The day's work"
HELP_STEPS = (
    "Take in: choose files or a folder, name the book, press «Take in and read». The browser may be closed while the machine reads.",
    "Alike: cells that were read alike stand in one grid; pick the odd ones out, confirm the rest.",
    "Review: cell by cell, the picture of the words right above the field. Easy ones first, hard ones set aside.",
    "Whole book, Check: look at missing and double numbers and at findings. The book is the authority; nothing is made to fit.",
    "Hand over: only cases that are answered in full go out; the rest is listed with its reason.",
)
HELP_KEYS = "Keys"
KEYS: Sequence[tuple[str, Sequence[tuple[str, str]]]] = (
    (
        "Review",
        (
            ("Enter", "accept what is shown, or a whole run of sure cells, and go on"),
            ("Alt+1 Alt+5", "from 1 to 5: take another reading"),
            ("Alt+Z Alt+F Alt+S", "tone of the syllable at the caret: level, falling, rising"),
            ("Alt+R Alt+X Alt+J", "asking, tumbling, heavy"),
            ("Alt+C", "copy from the case keyed before"),
            ("Alt+0", "the cell is blank in the book"),
            ("Alt+K Alt+M", "written and cannot be read; torn, lost"),
            ("Alt+V Alt+H", "verify later; ask a superior"),
            ("Shift+Enter Alt+↑", "back to the cell before"),
            ("Alt+↓", "look at the next cell"),
            ("Alt+L Esc", "take the machine's reading again"),
            ("Alt+N", "go to another case"),
            ("Alt+P Alt+= Alt+-", "the page: whole, nearer, farther"),
            ("Alt+O Alt+T Alt+G", "turn the picture, contrast, cleaned"),
            ("F1", "the keys of this screen"),
        ),
    ),
    (
        "Alike",
        (
            ("← ↑ → ↓", "from cell to cell"),
            ("Home End", "first and last cell"),
            ("Space", "leave this cell out, or take it"),
            ("Enter", "confirm the cells shown but those left out"),
        ),
    ),
)
HELP_WHEN = "When something is in the way"
HELP_TROUBLES = (
    "No network, no power: accepted answers lie on the machine you sit at and are sent again. Do not clear the browser.",
    "Reading was stopped: go to «Take in», press «Read the waiting pages»; pages that were read are not read twice.",
    "A wrong answer: open the case again from «Books» or «Whole book» and answer again; the old answer stays in the history.",
    "Not certain: press Alt+V. The cell is printed on a slip to be verified, sorted by hamlet.",
)
HELP_PRINT = "To print this page: press Ctrl+P."
