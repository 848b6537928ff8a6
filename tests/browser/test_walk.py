"""The main walk, in a real browser: adviser signs in … marks one as proposed; jobseeker opens the link."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from matcher.settings import Settings
from matcher.store import Store
from web.access.links import make_link
from web.demo import DemoLogins

pytestmark = pytest.mark.browser
Demo = tuple[Settings, DemoLogins]


def sign_in(page: Page, address: str, logins: DemoLogins, name: str | None = None) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#name", name or logins.adviser)
    page.fill("#password", logins.password)
    page.click("main button")


def test_an_adviser_walks_from_the_caseload_to_a_proposal(page: Page, address: str, demo: Demo, pictures: Path) -> None:
    sign_in(page, address, demo[1])
    expect(page.locator("h1")).to_contain_text("Personen")
    page.screenshot(path=pictures / "caseload.png")
    page.goto(f"{address}/people/{demo[1].person}")
    expect(page.locator("#h-matches")).to_be_visible()
    page.screenshot(path=pictures / "person.png", full_page=True)
    page.locator("a[href*='/matches/']").first.click()
    expect(page.locator("#h-why")).to_contain_text("100")
    expect(page.locator("#h-notes")).to_be_visible()
    page.screenshot(path=pictures / "match.png", full_page=True)
    page.select_option("select[name=status]", "proposed")
    page.click("form:has(select[name=status]) button")
    expect(page.locator(".wb-badge--status")).to_have_count(1)


def test_the_german_adviser_reads_german(page: Page, address: str, demo: Demo) -> None:
    sign_in(page, address, demo[1], "nordhorn")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("nav.wb-nav")).to_contain_text("Stellen")


def test_a_jobseeker_opens_the_link_and_sees_five_suggestions(
    page: Page, address: str, demo: Demo, pictures: Path
) -> None:
    with Store.open(demo[0].database_path) as store:
        link = make_link(store, demo[1].person, datetime.now(UTC), 7)
    page.goto(f"{address}/me/open/{link.token}")
    page.fill("#code", link.code)
    page.click("main button")
    expect(page.locator("a[href*='/me/jobs/']")).to_have_count(5)
    page.screenshot(path=pictures / "suggestions.png", full_page=True)
    page.locator("a[href*='/me/jobs/']").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    page.screenshot(path=pictures / "job-320.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, "nothing may stick out at 320 px"


def test_a_wrong_code_says_nothing_about_the_link(page: Page, address: str, demo: Demo) -> None:
    messages = set()
    for token in (demo[1].link.token, "does-not-exist"):
        page.goto(f"{address}/me/open/{token}")
        page.fill("#code", "000000" if demo[1].link.code != "000000" else "111111")
        page.click("main button")
        messages.add(page.locator("main").inner_text())
    assert len(messages) == 1
