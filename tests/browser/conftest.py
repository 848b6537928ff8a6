"""A demo service on loopback and Debian's Chromium driven by Playwright."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from matcher.settings import Settings
from matcher.store import Store
from web import create_app
from web.demo import DemoLogins, make_demo

# A wrong code or an incomplete form is refused on purpose.
REFUSED = re.compile("403|422")
CHROMIUM = shutil.which("chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, DemoLogins]:
    """The demo's database with its logins."""
    settings = Settings.read(
        {},
        database=str(tmp_path_factory.mktemp("demo") / "demo.db"),
        second_factor="optional",
        sign_in_limit="1000 per minute",
    )
    with Store.open(settings.database_path) as store:
        return settings, make_demo(store, date(2026, 11, 24), lambda _: None)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address at which an application listens on loopback, as long as it is needed."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address(demo: tuple[Settings, DemoLogins]) -> Iterator[str]:
    """Where the demo listens."""
    with serving(create_app(demo[0])) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Headless Chromium; the tests are skipped with the reason where there is none."""
    if CHROMIUM is None:
        pytest.skip("Debian's chromium is not installed; browser tests are skipped (apt-get install chromium)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A fresh page of 1280 × 900; the test fails when the page's own script or style is refused."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    found = context.new_page()
    problems: list[str] = []
    found.on("console", lambda m: problems.append(m.text) if m.type == "error" and not REFUSED.search(m.text) else None)
    yield found
    context.close()
    assert problems == []


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where screenshots go, for whoever looks at them."""
    folder = Path("var") / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
