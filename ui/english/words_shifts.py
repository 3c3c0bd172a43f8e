"""The English of ``ui.words_shifts``."""

from collections.abc import Mapping

from pipeline.queues import Doubt

WITH_ANOTHER = "{who} has had this case open since {since:%H:%M}, so another one is opened."
HELD_BY = "open with {who}"
CASES_WITH_OTHERS = "Cases that are with other people: {cases} ({names})."

WHICH_CASES = "Choose the cases to review"
REGISTER = "Register"
HAMLET = "Hamlet"
DOUBT = "How sure"
ALL = "All"
QUICK_FIRST = "Quick cases come first, slow ones later, those set aside last."
DOUBTS: Mapping[str, str] = {
    Doubt.SURE: "Every cell read surely",
    Doubt.DOUBTFUL: "Some cells in doubt",
    Doubt.UNREAD: "Some cells not read",
}

NOTE_OF = "Note of {who} for the next shift, {when:%H:%M, %d.%m.%Y}"
LEAVE_NOTE = "Note for the next shift"
NOTE_EXAMPLE = "E.g. which page is half done, which page needs a new scan, what was agreed on how to write things."
SAVE_NOTE = "Save the note"
EARLIER_NOTES = "Earlier notes"

SET_ASIDE = "Set aside"
SET_ASIDE_WHY = (
    "Each cell below waits for an answer from outside the book. The code is the one printed on the slip. "
    "Write only what rests on something: who was asked, or what paper was seen."
)
NOTHING_SET_ASIDE = "No cell of this book is set aside, and none is marked as unreadable."
CODE = "Code on the slip"
CODE_EXAMPLE = "e.g. 17-3"
NO_SUCH_CODE = (
    "No question in this book has the code «{code}»: the cell has been answered, or the slip is of another book."
)
GROUP = "Group"
GROUP_OF = "{name} (cells: {count})"
SUPERIOR = "For a superior"
NO_HAMLET = "Hamlet not known"
SHEET = "Sheet"
PROPOSALS = "The machine read (a hint, not what the book says): {texts}"
NOTICED = "Worth a look: {reasons}"
NO_PICTURE = "This cell has no picture of its own. Please look in the book."
ANSWER = "In the book, this cell"
ANSWERS: Mapping[str, str] = {
    "text": "says",
    "blank": "is blank",
    "illegible": "cannot be read by anybody",
    "torn": "is torn or lost",
}
VALUE = "What the book says"
ASKED_WHOM = "Who was asked"
ASKED_SUPERIOR = "Who gave an opinion"
DOCUMENT = "Paper that was seen"
SEEN_ON = "Day it was asked or seen"
REMARK = "What was said or written"
SAVE_ANSWER = "Save the answer"
VALUE_EMPTY = "There is no text yet. Please write what the book says, or choose blank, unreadable, or torn."
ANSWER_SAVED = "The answer to question {code} is saved."
ANSWERED = "Answered ({count})"
ANSWERED_COLUMNS = (
    "Where",
    "Cell",
    "Answer",
    "Who was asked",
    "Paper",
    "Day",
    "What was said or written",
    "Written by",
)

CHECKING = "Second look"
NUMBER = "number {number}"

LOOKS: Mapping[str, str] = {
    "key": "Key again",
    "dispute": "Decide between two",
    "approve": "Approve cases",
    "sample": "Check a sample",
    "standing": "Results",
}
LOOK_AT = "Second look"
LOOKS_WHY: Mapping[str, str] = {
    "key": "Important cells the machine doubts: key them from the picture, without seeing the first answer. The two are compared by the program.",
    "dispute": "Two people wrote different things. Look at the picture and choose what the book says; your answer becomes the answer of the cell.",
    "approve": "Cases that other people have answered in full. Who answered a cell of a case cannot approve it.",
    "sample": "Answers of each person, drawn at random. If it is as in the picture press «As in the book», if not write what the book says.",
    "standing": (
        "Rates counted on what was looked at, with the range that holds the true rate at 95 % confidence (Wilson). "
        "Few looks make a wide range: do not compare people while their ranges overlap."
    ),
}
NOTHING_TO_DO: Mapping[str, str] = {
    "key": "There is no cell for you to key again.",
    "dispute": "There is no cell for you to decide.",
    "approve": "There is no case for you to approve.",
    "sample": "There is no answer for you to check.",
    "standing": "No answer has had a second look yet.",
}
LEFT_TO_DO = "{count} left"
SAVE_KEYED = "Save what was keyed"
KEYED_SAVED = "The second keying is saved."
ONE_SAYS = "{who} wrote: {said}"
TAKE_THIS = "Choose {said}"
OTHER = "Both are wrong"
SAVE_JUDGEMENT = "Save the decision"
JUDGEMENT_SAVED = "The decision is saved."
APPROVE = "Approve this case"
APPROVED = "{where} is approved."
TO_CASE = "Open to correct"
CASE_TO_APPROVE = "Case to approve"
RIGHT = "As in the book"
WRONG = "Wrong, write it anew"
SAVE_WRONG = "Save the right text"
SAMPLE_SAVED = "The result is saved."
STANDING_COLUMNS = (
    "Answered by",
    "Two keyings alike",
    "95 % range",
    "Wrong in the sample",
    "95 % range of the wrong",
    "Planted cells missed",
    "95 % range of the planted",
)
PLANTED = "Planted cells: wrong proposals put on purpose among the cells the machine is sure of"
PLANTED_OFF = "Off"
PLANTED_WHY = (
    "To learn whether people still look at the picture or only press Enter. Who accepts a planted text is told at once and the cell is "
    "shown again; a planted text is never kept as an answer and never handed over. Who changes this share is written into the log."
)
PLANTED_SAVED = "The share of planted cells is changed."
BETWEEN = "{low} % to {high} %"

APPROVED_ONLY = "Hand over only cases that a second person has approved"
