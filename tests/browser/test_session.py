"""What the small scripts do: warn before a session ends, show a password; and that nothing is missing without them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Page, expect

from matcher.settings import Settings
from matcher.store import Store
from tests.browser.conftest import serving
from tests.browser.test_axe import violations
from tests.web.conftest import PASSWORD, fill
from web import create_app
from web.access.links import NewLink, make_link

pytestmark = pytest.mark.browser
Service = tuple[str, Settings]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    database = str(tmp_path_factory.mktemp("session") / "small.db")
    settings = Settings.read({}, database=database, secret="for tests", second_factor="optional")
    with Store.open(settings.database_path) as store:
        fill(store)
    with serving(create_app(settings)) as address:
        yield address, settings


def come_in(page: Page, service: Service) -> NewLink:
    with Store.open(service[1].database_path) as store:
        link = make_link(store, "p-anna", datetime.now(UTC), 30)
    open_link(page, service, link)
    return link


def open_link(page: Page, service: Service, link: NewLink) -> None:
    page.goto(f"{service[0]}/me/open/{link.token}")
    page.fill("#code", link.code)
    page.click("main form button")


def test_five_minutes_before_the_end_a_page_asks_whether_to_stay(browser: Browser, service: Service) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 800}, locale="nl-NL").new_page()
    page.set_default_timeout(120_000)
    page.clock.install()
    come_in(page, service)
    page.goto(f"{service[0]}/me/contact")
    warning, over = page.locator(".wb-stay p").first, page.locator(".wb-stay p").last
    expect(warning).to_be_hidden()
    page.fill("#name", "Anna half getypt")
    page.clock.fast_forward("26:00")
    expect(warning).to_be_visible()
    assert violations(page) == [] and page.evaluate("document.documentElement.scrollWidth") <= 320
    with page.expect_response("**/stay"):
        warning.get_by_role("button").click()
    expect(warning).to_be_hidden()
    expect(page.locator("#name")).to_have_value("Anna half getypt")
    page.clock.fast_forward("31:00")
    expect(over).to_be_visible()
    expect(warning).to_be_hidden()
    assert violations(page) == []
    page.context.close()


def test_without_script_the_link_opens_again_and_signing_out_asks_first(browser: Browser, service: Service) -> None:
    page = browser.new_context(java_script_enabled=False, locale="nl-NL").new_page()
    page.set_default_timeout(120_000)
    link = come_in(page, service)
    expect(page.locator(".wb-stay p").first).to_be_hidden()
    page.click("header form[action='/sign-out'] button")
    expect(page.locator("h1")).to_have_text("Wilt u uitloggen?")
    page.click("main form button")
    page.goto(f"{service[0]}/me/profile")
    expect(page.locator("main")).to_contain_text("Open dezelfde link nog een keer")
    open_link(page, service, link)
    expect(page.locator("h1")).to_have_text("Banen in Duitsland voor u")
    page.goto(f"{service[0]}/me/account")
    expect(page.locator("#show-password")).to_be_hidden()
    page.context.close()


def test_a_password_is_shown_by_a_tick_and_sent_hidden(browser: Browser, service: Service) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 800}, locale="nl-NL").new_page()
    page.goto(f"{service[0]}/sign-in")
    page.fill("#name", "Els")
    page.fill("#password", PASSWORD)
    page.get_by_label("Wachtwoord tonen").check()
    expect(page.locator("#password")).to_have_attribute("type", "text")
    assert violations(page) == []
    page.evaluate("document.querySelector('main form').addEventListener('submit', (e) => e.preventDefault())")
    page.click("main form button")
    expect(page.locator("#password")).to_have_attribute("type", "password")
    page.context.close()
