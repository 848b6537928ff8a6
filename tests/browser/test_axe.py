"""Every page in every role is checked by axe (WCAG 2.2 A and AA, best practices): no violations; none sticks out at 320 px."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from matcher.settings import Settings
from matcher.store import Store
from tests.browser.conftest import serving
from tests.web.conftest import PASSWORD, fill
from tests.web.test_pages import CASES, ROLES
from web import create_app
from web.access.links import make_link

pytestmark = pytest.mark.browser
USERS = {"adviser": "els", "admin": "udo"}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str]]:
    """A service on the small database: its address, and the jobseeker's token and code."""
    settings = Settings.read(
        {}, database=str(tmp_path_factory.mktemp("axe") / "small.db"), secret="for tests", second_factor="optional"
    )
    with Store.open(settings.database_path) as store:
        fill(store)
        link = make_link(store, "p-anna", datetime.now(UTC), 30)
    with serving(create_app(settings)) as address:
        yield address, link.token, link.code


def enter(page: Page, role: str, service: tuple[str, str, str]) -> None:
    """Come in as this role."""
    address, token, code = service
    if role in USERS:
        page.goto(f"{address}/sign-in")
        page.fill("#name", USERS[role])
        page.fill("#password", PASSWORD)
    elif role == "jobseeker":
        page.goto(f"{address}/me/open/{token}")
        page.fill("#code", code)
    if role != "public":
        page.click("main form button")


def violations(page: Page) -> list[str]:
    """What axe finds on the page: rule and the first place."""
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in Axe().run(page, options=RULES).response["violations"]]


def test_axe_does_find_what_is_wrong(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<html lang='nl'><title>x</title><main><h1>x</h1><img src='x'><input></main>")
    assert {v.split(":")[0] for v in violations(page)} >= {"image-alt", "label"}
    page.close()


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, small: tuple[str, str, str], role: str) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 800}, locale="nl-NL").new_page()
    page.set_default_timeout(120_000)  # the first page that needs the bridge loads it
    enter(page, role, small)
    axe, found = Axe(), {}
    for url in (u for r, u in CASES if r == role):
        page.goto(small[0] + url)
        broken = [
            f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in axe.run(page, options=RULES).response["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            broken.append("sticks out at 320 px")
        if broken:
            found[url] = broken
    page.context.close()
    assert found == {}
