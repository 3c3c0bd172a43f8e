"""The English of ``ui.words_accounts``."""

from collections.abc import Mapping

from pipeline.rights import Role
from pipeline.staff import Standing

PRODUCT = "Civil registers"
SIGN_IN = "Sign in"
NAME = "Full name"
SIGN_WITH = "Password"
ENTER = "Begin work"
OUTSIDE = "Sign in with {title}"
OUTSIDE_REFUSED = (
    "The office's sign-in service could not vouch for you. Please try again, or sign in with your password."
)

FIRST = "First start"
FIRST_WHY = (
    "This store has no account yet. The first person administers it (adds people, takes pictures in, hands over) and reviews too; "
    "others can be added later. This page opens only on the machine that runs the program."
)
FIRST_ELSEWHERE = (
    "This store has no account yet. Please open the screens on the machine that runs the program to make the first account, or "
    'run there: sohoa account add "FULL NAME" --role administrator'
)
MAKE_FIRST = "Make the account and begin work"

CHANGE = "Change password"
CHANGE_FIRST = "Somebody else chose this password. Please choose your own, then begin work."
OLD = "Password in use"
NEW = "New password"
AGAIN = "New password once more"
RULE = "At least 8 characters: small letters, capitals, digits and signs (like . - ! ?)."
NOT_ALIKE = "The two new passwords are not the same. Please type them again."

STALE_FORM = "This page was open for too long. Please fill it in again."
NOT_FOR_YOU = "Your account may not open this page."
NO_WORK = "Your account has no role yet. Please ask the administrator for one."
NOTHING_HERE = "There is no such page."
NO_SESSION = "Please sign in."
LOCKED = "The screen is locked. Please unlock it with your password."
FOREIGN = "This request did not come from a screen of this program and was refused."
BACK = "To the first page"
COMING_IN = "Coming in…"
SIGNED_OUT = "The session is over. Please load the page again and sign in."

WATCH: Mapping[str, str] = {
    "lock": "Lock",
    "lockHelp": "Lock the screen (when you leave the desk)",
    "signOut": "Sign out",
    "change": "Change password",
    "locked": "The screen is locked",
    "why": "What you typed is still there. Type the password of {name} to go on.",
    "password": SIGN_WITH,
    "unlock": "Unlock",
    "away": "The program does not answer. Answers are kept on this machine; please try again later.",
    "person": "At work: {name}",
    "outside": "Sign in again with {title}",
}

ACCOUNTS = "Accounts"
ALL_ACCOUNTS = "Who may sign in"
ROLES = "Roles"
ROLE_TITLES: Mapping[Role, str] = {
    Role.CLERK: "clerk",
    Role.CHECKER: "checker",
    Role.SUPERIOR: "superior",
    Role.ADMINISTRATOR: "administrator",
}
STANDING = "State"
STANDINGS: Mapping[Standing, str] = {
    Standing.ACTIVE: "in use",
    Standing.LOCKED: "locked for a while after wrong passwords",
    Standing.UNUSED: "stopped, not used for 45 days",
    Standing.DISABLED: "stopped",
}
OUTSIDE_NAME = "Name at the office's sign-in service"
ADD = "Add a person"
DO_ADD = "Add"
ADDED = (
    "«{name}» was added. Please hand over this one-time password in person; it must be changed at the first sign-in:"
)
RESET_DONE = "One-time password of «{name}». Please hand it over in person; it must be changed at the next sign-in:"
CHANGE_ONE = "Change an account"
WHOM = "Account of"
SAVE_ROLES = "Save roles"
ENABLE = "Enable"
DISABLE = "Stop"
RESET = "Reset password"
SAVED = "Saved: {name}."
SESSIONS = "Open sessions"
SESSION_LINE = "{name} · from machine {origin} · last seen {seen}"
REVOKE = "End"
LOG = "Log"
VERIFY = "Verify the log"
WHOLE = "The log is whole: {events} events. Last mark, to be noted down outside this machine:"
BROKEN = "The log is no longer whole: {trouble} Leave the store as it is, and compare it with the newest backup."
LAST = "The last {count} events of the past 24 hours"
WHEN = "When"
WHO = "Who"
WHAT = "What"
EVENTS: Mapping[str, str] = {
    "sign-in": "signed in",
    "sign-in-refused": "could not sign in",
    "sign-out": "signed out",
    "lock": "locked the screen",
    "unlock": "unlocked the screen",
    "unlock-refused": "could not unlock the screen",
    "view": "looked at a case",
    "decision": "answered a cell",
    "export": "handed over",
    "form": "changed the form of a book",
    "seeding": "changed the share of planted cells",
    "account-added": "added an account",
    "account-disabled": "stopped an account",
    "account-enabled": "enabled an account",
    "account-roles": "changed the roles of an account",
    "account-outside": "changed a name at the office's sign-in service",
    "password-reset": "reset a password",
    "password-changed": "changed the password",
    "session-revoked": "ended a session",
}
