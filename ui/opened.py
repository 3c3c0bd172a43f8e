"""What one process of the application opens once, for all its sessions and routes."""

from functools import cache

import streamlit as st

from pipeline import config as configuration
from pipeline.accounts import Accounts
from pipeline.carpet import Carpets
from pipeline.desk import Desk
from pipeline.door import Door
from pipeline.inspection import Inspection
from pipeline.ledger import Ledger
from pipeline.quality_control import QualityControl
from pipeline.seeding import Seeding
from pipeline.shifts import Shifts
from pipeline.standing import Overview


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Return the one desk.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Desk.open()


@st.cache_resource(show_spinner=False)
def shifts() -> Shifts:
    """Return what the people of this store share.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Shifts.open()


@st.cache_resource(show_spinner=False)
def seeding() -> Seeding:
    """Return what plants proposals, and keeps the answers that are people's own.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Seeding.open(shifts())


@st.cache_resource(show_spinner=False)
def quality() -> QualityControl:
    """Return the second looks of this store.

    Raises:
        StoreError: the store cannot be opened.
    """
    return QualityControl.open()


@st.cache_resource(show_spinner=False)
def carpets() -> Carpets:
    """Return the carpets of this store.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Carpets.open(desk().config)


@st.cache_resource(show_spinner=False)
def overview() -> Overview:
    """Return the overview of this store.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Overview.open(desk().config)


@st.cache_resource(show_spinner=False)
def ledger() -> Ledger:
    """Return what books are compared with, and what they say of themselves.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Ledger.open()


@st.cache_resource(show_spinner=False)
def inspection() -> Inspection:
    """Return what looks at the pictures of this store.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Inspection.open()


@cache
def door() -> Door:
    """Return the one door; the gate asks for it where Streamlit's cache is not at hand.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Door.open(configuration.load())


@cache
def accounts_kept_by(name: str) -> Accounts:
    """Return the accounts, as kept by a person.

    Raises:
        StoreError: the store cannot be opened.
    """
    return Accounts.open(configuration.load(), name)
