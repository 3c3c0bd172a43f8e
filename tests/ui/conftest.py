"""A running application and a browser, shared as far as tests cannot disturb each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from office import Desktop, Office
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    if not CHROMIUM.exists():
        pytest.skip("chromium is not installed; the screens are tested where it is")
    expect.set_options(timeout=45_000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window of the size of an office screen, without memory of earlier ones."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
    context.set_default_timeout(45_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def _building(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    office = Office(tmp_path_factory.mktemp("office") / "sohoa")
    yield office
    office.kill()


@pytest.fixture
def office(_building: Office) -> Office:
    """A running application; each test works on a book of its own."""
    _building.start()
    return _building


@pytest.fixture
def desktop(page: Page, office: Office) -> Desktop:
    """The review screen, open at the first record."""
    return Desktop(page, office).open()
