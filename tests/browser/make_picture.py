"""Makes the picture of a match page for the README: `python -m tests.browser.make_picture` (needs chromium)."""

from __future__ import annotations

import tempfile
import threading
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from matcher.settings import Settings
from matcher.store import Store
from tests.browser.conftest import CHROMIUM, QUIET
from web import create_app
from web.demo import make_demo

TARGET = Path(__file__).with_name("match-page.png")
SIZE = {"width": 1120, "height": 1180}


def main() -> None:
    """Fill a demo, sign in, open the best match of the shown person, and keep a picture of it."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.read({}, database=str(Path(folder) / "demo.db"), second_factor="optional")
        with Store.open(settings.database_path) as store:
            logins = make_demo(store, datetime.now(UTC).date(), print)
        server = make_server("127.0.0.1", 0, create_app(settings), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        take(f"http://127.0.0.1:{server.port}", logins.adviser, logins.password, logins.person)
        server.shutdown()


def take(address: str, name: str, password: str, person: str) -> None:
    """Sign in and take the picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport=SIZE, locale="nl-NL")
        page.goto(f"{address}/sign-in")
        page.fill("#name", name)
        page.fill("#password", password)
        page.click("main button")
        page.goto(f"{address}/people/{person}")
        page.locator("a[href*='/matches/']").first.click()
        page.screenshot(path=TARGET)
        browser.close()
    print(f"{TARGET.name} written")


if __name__ == "__main__":
    main()
