"""What holds for every test: none of them touches the books of the person who runs it."""

import os

import pytest


@pytest.fixture(autouse=True, scope="session")
def _home_of_its_own(tmp_path_factory):
    before = {name: os.environ.get(name) for name in ("SOHOA_HOME", "SOHOA_STORE")}
    os.environ["SOHOA_HOME"] = str(tmp_path_factory.mktemp("home"))
    os.environ.pop("SOHOA_STORE", None)
    yield
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value
