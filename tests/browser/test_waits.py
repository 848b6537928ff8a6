"""A page that waits for new matches shows them by itself, and interrupts nobody; wide things fit a telephone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from matcher.settings import Settings
from matcher.store import Store
from tests.browser.test_walk import sign_in
from web.demo import DemoLogins

pytestmark = pytest.mark.browser
Demo = tuple[Settings, DemoLogins]
WHO = "vum-wb-019"


def ask(store: Store) -> None:
    store.ask_match(WHO, "2026-11-24T10:00:00+00:00")


def answer(store: Store) -> None:
    """Publish the same matches again, as the process with the index would."""
    store.begin_match(WHO)
    store.publish_matches(store.match_run(WHO) or 0, WHO, store.matches(WHO), store.removed(WHO))


def test_new_matches_come_by_themselves(page: Page, address: str, demo: Demo) -> None:
    sign_in(page, address, demo[1])
    with Store.open(demo[0].database_path) as store:
        ask(store)
        page.goto(f"{address}/people/{WHO}")
        note = page.locator("[data-waits]")
        expect(note).to_contain_text("worden zo opnieuw gemaakt")
        answer(store)
    expect(note).to_have_count(0, timeout=20_000)
    expect(page.locator("#h-matches")).to_be_visible()


def test_who_is_busy_on_the_page_is_told_and_not_interrupted(page: Page, address: str, demo: Demo) -> None:
    sign_in(page, address, demo[1])
    with Store.open(demo[0].database_path) as store:
        ask(store)
        page.goto(f"{address}/people/{WHO}")
        page.keyboard.press("Tab")
        answer(store)
    note = page.locator("[data-waits]")
    expect(note).to_contain_text("Het is er nu", timeout=20_000, use_inner_text=True)
    note.locator("a").click()
    expect(note).to_have_count(0)


@pytest.mark.parametrize("part", ["compare", "map", "outside", "weights"])
def test_nothing_sticks_out_on_a_telephone(page: Page, address: str, demo: Demo, part: str) -> None:
    sign_in(page, address, demo[1])
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{address}/people/{demo[1].person}/{part}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
