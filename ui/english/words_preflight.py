"""The English of ``ui.words_preflight``."""

PREFLIGHT = "Before the hand-over"
PREFLIGHT_NOTHING = "Nothing was found that the Ministry's software or the law would reject."
PREFLIGHT_NONE_GOES = "No case can be handed over: {why}"
PREFLIGHT_HELD = "Cases that will stay behind: {held}. Things to look at: {found}."
PREFLIGHT_HOW = (
    "«Rejected»: the case stays until it is put right. «Note»: it is handed over, but do look at the picture again."
)
PREFLIGHT_BLOCKS = "Rejected"
PREFLIGHT_DOUBT = "Note"
PREFLIGHT_PAGES = "Page {page} / {pages} of the list"
PREFLIGHT_CROP = "Picture of the cell"
