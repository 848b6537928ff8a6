"""The adviser's other walks on the demo, in a real browser: tasks, team page, hand-out, short profile; axe on each."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.test_axe import violations
from tests.browser.test_walk import Demo, sign_in
from tests.web.test_handout import needs_pango

pytestmark = pytest.mark.browser


def look(page: Page, url: str, picture: Path) -> None:
    """Open a page, keep a picture, and let axe look at it with everything unfolded."""
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.screenshot(path=picture, full_page=True)
    assert violations(page) == []


def test_pages_with_work_on_them_have_nothing_for_axe(page: Page, address: str, demo: Demo, pictures: Path) -> None:
    sign_in(page, address, demo[1])
    person = demo[1].person
    for name, url in (
        ("team", "/team/"), ("tasks", "/tasks/"), ("pipeline", "/tasks/pipeline"), ("news", "/tasks/new"),
        ("person-tasks", f"/people/{person}/tasks"), ("handout", f"/people/{person}/handout"),
        ("short-profile", f"/people/{person}/short-profile"),
    ):  # fmt: skip
        look(page, address + url, pictures / f"{name}.png")


def test_an_adviser_ticks_off_a_task_on_the_page_of_a_person(page: Page, address: str, demo: Demo) -> None:
    sign_in(page, address, demo[1])
    page.goto(f"{address}/people/{demo[1].person}")
    tasks = page.locator("section[aria-labelledby=h-tasks] li")
    before = tasks.count()
    tasks.first.locator("button").click()
    expect(tasks).to_have_count(before - 1)
    expect(page).to_have_url(f"{address}/people/{demo[1].person}")


@needs_pango
def test_a_hand_out_is_chosen_and_saved(page: Page, address: str, demo: Demo, tmp_path: Path) -> None:
    sign_in(page, address, demo[1], "nordhorn")
    page.goto(f"{address}/people/{demo[1].person}/handout")
    expect(page.locator("article.wb-paper")).to_have_attribute("lang", "nl")
    for box in page.locator("input[name=v]").all()[1:]:
        box.uncheck()
    page.locator("form:has(input[name=v]) button").click()
    expect(page.locator("article.wb-paper .wb-paper__job")).to_have_count(1)
    with page.expect_download() as saved:
        page.locator("a[href*='handout.pdf']").click()
    saved.value.save_as(tmp_path / "handout.pdf")
    assert (tmp_path / "handout.pdf").read_bytes().startswith(b"%PDF")


@needs_pango
def test_a_short_profile_is_seen_before_it_is_saved(page: Page, address: str, demo: Demo, tmp_path: Path) -> None:
    sign_in(page, address, demo[1])
    page.goto(f"{address}/people/{demo[1].person}/short-profile")
    expect(page.locator("article.wb-paper")).to_have_count(0)
    page.check("#agreed")
    page.locator("form:has(#agreed) button").click()
    paper = page.locator("article.wb-paper")
    expect(paper).to_contain_text("Gabelstaplerfahrer/in")
    assert violations(page) == []
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_hidden()
    expect(page.get_by_text(demo[1].person)).to_be_hidden()
    page.emulate_media(media="screen")
    with page.expect_download() as saved:
        page.locator("form:has(input[name=seen]) button").click()
    saved.value.save_as(tmp_path / "profile.pdf")
    assert saved.value.suggested_filename.startswith("kurzprofil-WB-")


def test_on_a_narrow_screen_the_map_opens_on_home_and_then_moves_freely(page: Page, address: str, demo: Demo) -> None:
    sign_in(page, address, demo[1])
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}/people/{demo[1].person}/map")
    page.wait_for_timeout(500)
    frame, home = page.locator(".wb-scroll").bounding_box(), page.locator(".wb-map__home").bounding_box()
    assert frame and home and abs(home["x"] + home["width"] / 2 - (frame["x"] + frame["width"] / 2)) < 30
    page.locator(".wb-scroll").evaluate("e => { e.scrollLeft = 0 }")
    page.wait_for_timeout(300)
    assert page.locator(".wb-scroll").evaluate("e => e.scrollLeft") == 0


def test_the_reasons_of_a_match_begin_on_the_first_printed_page(
    page: Page, address: str, demo: Demo, tmp_path: Path
) -> None:
    sign_in(page, address, demo[1])
    page.goto(f"{address}/people/{demo[1].person}")
    page.locator(".wb-matches a").first.click()
    page.pdf(path=tmp_path / "match.pdf", format="A4")
    first = PdfReader(tmp_path / "match.pdf").pages[0].extract_text()
    assert "van 100 punten" in first and "Reistijd" in first
