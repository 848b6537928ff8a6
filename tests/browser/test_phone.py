"""A jobseeker's pages on a telephone and on paper: what is said is seen, and nothing is cut off."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from matcher.settings import Settings
from matcher.store import Store
from web.access.links import make_link
from web.demo import DemoLogins

pytestmark = pytest.mark.browser
PATIENCE = 90_000


@pytest.fixture
def phone(page: Page, address: str, demo: tuple[Settings, DemoLogins]) -> Page:
    """A jobseeker's telephone, who came in by a link."""
    page.set_default_timeout(PATIENCE)
    page.set_viewport_size({"width": 360, "height": 740})
    with Store.open(demo[0].database_path) as store:
        link = make_link(store, demo[1].person, datetime.now(UTC), 7)
    page.goto(f"{address}/me/open/{link.token}")
    page.fill("#code", link.code)
    page.click("main form button")
    expect(page.locator(".wb-matches > li").first).to_be_visible()
    return page


def test_what_is_wrong_and_what_is_done_is_in_sight_and_has_the_focus(phone: Page) -> None:
    phone.locator(".wb-matches h3 a").first.click()
    phone.click("button[value=not_interested]")
    expect(phone.locator("[role=alert]")).to_be_in_viewport()
    expect(phone.locator("[role=alert]")).to_be_focused()
    assert phone.title().startswith("Fout: ")
    phone.locator("[role=alert] a").click()
    expect(phone.locator("#reason")).to_be_in_viewport()
    phone.click("button[value=interested]")
    expect(phone.get_by_text("Gelukt. Uw adviseur ziet dat u interesse hebt.")).to_be_in_viewport()
    expect(phone.locator(".wb-done")).to_be_focused()


@pytest.mark.parametrize("path", ["/me/", "/me/profile", "/me/wishes", "/me/skills/"])
def test_large_letters_on_a_telephone_never_scroll_sideways(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    phone.evaluate("document.documentElement.style.fontSize = '200%'")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_on_paper_closed_parts_are_open_and_the_skip_link_is_away(phone: Page) -> None:
    phone.locator(".wb-matches h3 a").first.click()
    hidden = phone.locator("details.wb-more .wb-notecard h3").first.text_content()
    assert hidden
    pdf = PdfReader(BytesIO(phone.pdf()))
    text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert " ".join(hidden.split()) in text and "Naar de inhoud" not in text
