"""Who may sign in and as what, who is signed in, and the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from pipeline.accounts import Accounts
from pipeline.rights import Role
from ui import state
from ui import words_accounts as words

# Events shown: a busy day has more, and ``sohoa audit list`` has them all. (A bare string here would be drawn by Streamlit.)
MANY = 200


def show() -> None:
    """Draw the accounts, the sessions and the log."""
    accounts = state.accounts()
    _said()
    _all(accounts)
    left, right = st.columns(2)
    with left:
        _add(accounts)
    with right:
        _change(accounts)
    _sessions(accounts)
    _log(accounts)


def _said() -> None:
    """Show what the last act brought: it is said once, above what it changed."""
    sentence, secret = state.said()
    if sentence:
        st.success(sentence)
    if secret:
        st.code(secret, language=None)


def _say(sentence: str, secret: str = "") -> None:
    state.say(sentence, secret)
    st.rerun()


def _all(accounts: Accounts) -> None:
    st.subheader(words.ALL_ACCOUNTS)
    rows = [
        {
            words.NAME: account.name,
            words.ROLES: ", ".join(words.ROLE_TITLES[role] for role in account.roles),
            words.STANDING: words.STANDINGS[accounts.standing(account)],
            words.OUTSIDE_NAME: account.outside,
        }
        for account in accounts.all()
    ]
    st.dataframe(rows, width="stretch")


def _add(accounts: Accounts) -> None:
    st.subheader(words.ADD)
    with st.form("add"):
        name = st.text_input(words.NAME, key="add_name")
        roles = st.multiselect(
            words.ROLES, list(Role), [Role.CLERK], format_func=words.ROLE_TITLES.__getitem__, key="add_roles"
        )
        outside = st.text_input(words.OUTSIDE_NAME, key="add_outside")
        asked = st.form_submit_button(words.DO_ADD, key="do_add", type="primary")
    if asked:
        given = accounts.add(name, roles, outside=outside)
        _say(words.ADDED.format(name=name.strip()), given)


def _change(accounts: Accounts) -> None:
    st.subheader(words.CHANGE_ONE)
    known = {account.name: account for account in accounts.all()}
    with st.container(border=True):
        name = st.selectbox(words.WHOM, list(known), key="whom")
        now = list(known[name].roles)
        roles = st.multiselect(
            words.ROLES, list(Role), now, format_func=words.ROLE_TITLES.__getitem__, key=f"roles {name}"
        )
        buttons = st.columns(4)
        if buttons[0].button(words.SAVE_ROLES, key="save_roles", disabled=not roles):
            accounts.set_roles(name, roles)
            _say(words.SAVED.format(name=name))
        if buttons[1].button(words.RESET, key="reset"):
            _say(words.RESET_DONE.format(name=name), accounts.reset(name))
        if buttons[2].button(words.ENABLE, key="enable"):
            accounts.enable(name)
            _say(words.SAVED.format(name=name))
        if buttons[3].button(words.DISABLE, key="disable"):
            accounts.disable(name)
            _say(words.SAVED.format(name=name))


def _sessions(accounts: Accounts) -> None:
    st.subheader(words.SESSIONS)
    for session in accounts.sessions():
        says, revokes = st.columns([5, 1], vertical_alignment="center")
        seen = _local(session.seen)
        says.text(words.SESSION_LINE.format(name=session.account.name, origin=session.origin, seen=seen))
        if revokes.button(words.REVOKE, key=f"revoke {session.mark[:12]}"):
            accounts.revoke(session.mark[:12])
            _say(words.SAVED.format(name=session.account.name))


def _log(accounts: Accounts) -> None:
    st.subheader(words.LOG)
    if st.button(words.VERIFY, key="verify"):
        found = accounts.verify()
        if found.trouble:
            st.error(words.BROKEN.format(trouble=found.trouble))
        else:
            st.success(words.WHOLE.format(events=found.events))
            st.code(found.head, language=None)
    since = (datetime.now(UTC) - timedelta(days=1)).isoformat(timespec="microseconds")
    events = accounts.events(since)[-MANY:]
    st.markdown(words.LAST.format(count=len(events)))
    rows = [
        {
            words.WHEN: _local(datetime.fromisoformat(event.when)),
            words.WHO: event.who,
            words.WHAT: words.EVENTS.get(event.kind, event.kind),
        }
        for event in reversed(events)
    ]
    if rows:
        st.dataframe(rows, width="stretch")


def _local(moment: datetime) -> str:
    return moment.astimezone().strftime("%d.%m.%Y %H:%M")


if __name__ == "__main__":
    show()
