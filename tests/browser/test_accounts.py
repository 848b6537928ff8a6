"""An administrator invites a colleague, who chooses a password and comes in; later the colleague leaves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from matcher.settings import Settings
from matcher.store import Store
from matcher.store.access import User
from tests.browser.conftest import serving
from tests.browser.test_axe import violations
from tests.web.conftest import PASSWORD, STAMP, fill
from web import create_app

pytestmark = pytest.mark.browser
CHOSEN = "vier losse woorden"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[str]:
    """A service on the small database, where Els has somebody to hand on."""
    settings = Settings.read({}, database=str(tmp_path / "small.db"), secret="for tests", second_factor="optional")
    with Store.open(settings.database_path) as store:
        fill(store)
        store.assign("p-anna", "els")
        store.add_user(User("klaas-jan.van.der.veen-hoogeveen@grensteam.uwv.example", "", "adviser", "nl"), STAMP)
        store.set_digest("els", "els.van.der.veen-hoogeveen@grensteam.uwv.example")
    with serving(create_app(settings)) as address:
        yield address


def look(page: Page, name: str, pictures: Path) -> None:
    """Axe finds nothing on this page, and nothing sticks out of a narrow screen; a picture is kept."""
    assert violations(page) == [], name
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        page.screenshot(path=pictures / f"accounts-{name}-{width}.png", full_page=True)


def enter(page: Page, address: str, name: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#name", name)
    page.fill("#password", password)
    page.click("main form button")


def test_a_colleague_comes_and_another_goes(page: Page, browser: Browser, service: str, pictures: Path) -> None:
    enter(page, service, "udo", PASSWORD)
    page.click("text=Accounts")
    look(page, "long", pictures)
    page.click("text=Collega toevoegen")
    page.click("main form button")
    look(page, "mistake", pictures)
    page.fill("#name", "mies@agentur.example")
    page.select_option("#lang", "de")
    page.click("main form button")
    look(page, "link", pictures)
    link = page.inner_text(".wb-secret")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=service)
    page.click("button >> text=Kopieer de link")
    page.wait_for_selector("text=Gekopieerd.")
    assert page.evaluate("navigator.clipboard.readText()") == link

    context = browser.new_context(locale="nl-NL")
    colleague = context.new_page()
    colleague.goto(link)
    look(colleague, "invitation", pictures)
    for field in ("new", "again"):
        colleague.fill(f"#{field}", CHOSEN)
    colleague.click("text=Speichern und anmelden")
    colleague.wait_for_url("**/people/")
    assert "mies@agentur.example" in colleague.inner_text("header")
    colleague.goto(link)
    look(colleague, "used", pictures)
    context.close()

    page.goto(f"{service}/accounts/user/els")
    look(page, "colleague", pictures)
    page.click("text=Dit account verwijderen")
    page.select_option("#to", "udo")
    look(page, "remove", pictures)
    page.click("main form button")
    assert "els kan niet meer inloggen" in page.inner_text(".wb-done")
    look(page, "list", pictures)
