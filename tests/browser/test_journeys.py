"""The main journeys of the three users in a real browser, each with pictures of where it came to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Page, expect

from matcher.data import shipped
from matcher.models import Profile
from matcher.settings import Settings
from matcher.store import Store, now
from matcher.store.access import User
from tests.browser.test_walk import Demo, sign_in
from web.access.links import NewLink, make_link
from web.access.passwords import hash_secret
from web.papers import pdf

pytestmark = pytest.mark.browser
PASSWORD = "een lang wachtwoord"
# The first correction loads the reader and the ranker, which takes its time (milliseconds).
PATIENCE = 90_000
Shoot = Callable[[Page, str], None]


@pytest.fixture
def shoot(page: Page, pictures: Path) -> Shoot:
    """Keeps a picture of a page, which is no error page; a busy machine gets the time it needs."""
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE / 3)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=pictures / f"journey-{name}.png", full_page=True)
        assert page.locator("h1").count() == 1 and "Foutnummer" not in page.content(), name

    return keep


@pytest.fixture(scope="session")
def untouched(demo: Demo) -> Iterator[str]:
    """People like the one who is shown, about whom nothing was decided yet: one for each journey."""
    keys = [f"reis-{n}" for n in range(4)]
    with Store.open(demo[0].database_path) as store:
        someone, matches = store.jobseeker(demo[1].person), store.matches(demo[1].person)
        assert someone
        for key in keys:
            store.put_profiles([Profile(replace(someone, key=key))], now())
            run = store.start_run("match", now())
            store.publish_matches(run, key, [replace(m, person=key) for m in matches], {})
            store.end_run(run, "ok", {}, now())
    return iter(keys)


def link_for(settings: Settings, person: str) -> NewLink:
    with Store.open(settings.database_path) as store:
        return make_link(store, person, datetime.now(UTC), 7)


def titles(page: Page) -> list[str]:
    """The matches in their order with their scores."""
    return page.locator(".wb-matches > li .wb-match__head").all_inner_texts()


def test_an_adviser_sets_up_the_second_factor_and_signs_in_with_it(
    page: Page, address: str, demo: Demo, shoot: Shoot
) -> None:
    with Store.open(demo[0].database_path) as store:
        store.put_user(User("coevorden", hash_secret(PASSWORD), "adviser", "nl"), now())
    sign_in(page, address, replace(demo[1], password=PASSWORD), "coevorden")
    page.goto(f"{address}/account/app")
    secret = page.locator("figcaption .wb-secret").inner_text().replace(" ", "")
    shoot(page, "01-set-up")
    page.fill("#code", pyotp.TOTP(secret).now())
    page.click("main form button")
    expect(page.locator(".wb-tags .wb-secret").first).to_be_visible()
    spare = page.locator(".wb-tags .wb-secret").first.inner_text()
    page.click("header form[action='/sign-out'] button")
    sign_in(page, address, replace(demo[1], password=PASSWORD), "coevorden")
    expect(page.locator("#code")).to_be_visible()
    page.goto(f"{address}/people/")
    expect(page.locator("#code")).to_be_visible()
    page.fill("#code", spare)
    page.click("main form button")
    expect(page.locator("h1")).to_contain_text("Personen")


def test_the_caseload_is_searched_and_filtered(page: Page, address: str, demo: Demo, shoot: Shoot) -> None:
    sign_in(page, address, demo[1])
    page.goto(f"{address}/people/?who=all")
    everybody = page.locator("main strong").first.inner_text()
    page.fill("#q", "heftruck")
    page.locator("summary").first.click() if not page.locator("#sector").is_visible() else None
    page.select_option("#who", "all")
    page.select_option("#sector", "transport")
    page.click("main form[role=search] button")
    rows = page.locator("main tbody tr")
    assert 0 < rows.count() < int("".join(filter(str.isdigit, everybody)))
    expect(page.locator("#q")).to_have_value("heftruck")
    expect(page.locator("#sector")).to_have_value("transport")
    shoot(page, "02-caseload")


def test_a_person_is_added_by_file_with_a_preview(
    page: Page, address: str, demo: Demo, shoot: Shoot, tmp_path: Path
) -> None:
    someone = json.loads(shipped("sample", "jobseekers.json").read_text(encoding="utf-8"))[1]
    file = tmp_path / "profiel.json"
    file.write_text(json.dumps({**someone, "idWerkzoekende": "nieuw-1"}), encoding="utf-8")
    sign_in(page, address, demo[1])
    page.click("a[href='/people/add/']")
    page.set_input_files("#file", file)
    page.click("form[action='/people/add/file'] button")
    expect(page.locator("h1")).to_contain_text("begrepen")
    shoot(page, "03-preview")
    with Store.open(demo[0].database_path) as store:
        assert "vum-nieuw-1" not in {p.key for p in store.jobseekers()}, "nothing is saved before the second yes"
    page.click("form[action='/people/add/save'] button")
    expect(page.locator("#h-matches")).to_be_visible()
    assert page.url.endswith("/people/vum-nieuw-1") and titles(page)


def test_a_corrected_occupation_changes_the_ranking(
    page: Page, address: str, demo: Demo, shoot: Shoot, untouched: Iterator[str]
) -> None:
    person = next(untouched)
    sign_in(page, address, demo[1])
    page.goto(f"{address}/people/{person}")
    before = titles(page)
    page.goto(f"{address}/people/{person}/understood/occupation")
    page.fill("#q", "bakker")
    page.click("main form[role=search] button")
    page.locator("input[name=choice]").first.check()
    page.click("main form[method=post] button")
    expect(page.locator("#h-said")).to_be_visible()
    shoot(page, "04-corrected")
    page.goto(f"{address}/people/{person}")
    assert titles(page) != before


def test_a_step_is_taken_and_taken_back(
    page: Page, address: str, demo: Demo, shoot: Shoot, untouched: Iterator[str]
) -> None:
    sign_in(page, address, demo[1])
    page.goto(f"{address}/people/{next(untouched)}")
    page.locator("a[href*='/matches/']").first.click()
    page.select_option("select[name=status]", "proposed")
    page.click("form:has(select[name=status]) button")
    expect(page.locator(".wb-badge--status")).to_have_count(1)
    shoot(page, "05-proposed")
    page.click("form[action$='/decision/back'] button")
    expect(page.locator(".wb-history__undone")).to_have_count(1)
    expect(page.locator(".wb-badge--status")).to_have_count(0)


def test_vacancies_are_compared_and_seen_on_the_map(page: Page, address: str, demo: Demo, shoot: Shoot) -> None:
    sign_in(page, address, demo[1])
    page.goto(f"{address}/people/{demo[1].person}")
    page.click("a[href$='/compare']")
    for box in page.locator("input[name=ref]").all()[:3]:
        box.check()
    page.click("form:has(input[name=ref]) button")
    assert page.locator("thead th[scope=col]").count() >= 2
    shoot(page, "06-compared")
    page.goto(f"{address}/people/{demo[1].person}/map")
    expect(page.locator("svg.wb-map")).to_be_visible()
    shoot(page, "06-map")


def test_the_papers_are_seen_before_they_leave(page: Page, address: str, demo: Demo, shoot: Shoot) -> None:
    sign_in(page, address, demo[1])
    page.goto(f"{address}/people/{demo[1].person}/handout")
    expect(page.locator("article.wb-paper")).to_be_visible()
    shoot(page, "07-hand-out")
    made = page.request.get(address + str(page.locator("a[href*='handout.pdf']").get_attribute("href")))
    assert made.body().startswith(b"%PDF") if has_pdf() else made.status == 503
    page.goto(f"{address}/people/{demo[1].person}")
    page.locator("section:has(#h-papers) a").nth(1).click()
    page.locator("input[name=agreed]").check()
    page.locator("main form[method=post] button").last.click()
    expect(page.locator("article.wb-paper[lang=de]")).to_be_visible()
    shoot(page, "07-short-profile")


def has_pdf() -> bool:
    """Whether this machine can make PDFs."""
    try:
        pdf._library()
    except pdf.PdfUnavailableError:
        return False
    return True


def test_the_team_sees_how_far_it_is(page: Page, address: str, demo: Demo, shoot: Shoot) -> None:
    sign_in(page, address, demo[1])
    page.click("nav.wb-nav a[href='/team/']")
    expect(page.locator("#h-goal")).to_be_visible()
    assert page.locator("svg.wb-chart").count() >= 1
    shoot(page, "08-team")


def test_a_jobseeker_comes_with_a_code_answers_makes_an_account_and_returns(
    page: Page, address: str, demo: Demo, shoot: Shoot, untouched: Iterator[str]
) -> None:
    person = next(untouched)
    made = link_for(demo[0], person)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(f"{address}/me/open/{made.token}")
    page.fill("#code", made.code)
    page.click("main form button")
    shoot(page, "09-suggestions")
    page.locator("a[href*='/me/jobs/']").first.click()
    page.click("button[value=interested]")
    expect(page.locator(".wb-badge--status")).to_have_text("U hebt interesse")
    shoot(page, "09-interested")
    page.goto(f"{address}/me/account")
    page.fill("#name", f"{person}@voorbeeld.example")
    page.fill("#new", PASSWORD)
    page.fill("#again", PASSWORD)
    page.click("main form button")
    page.click("header form[action='/sign-out'] button")
    page.context.clear_cookies()  # as on another device: only the browser that opened the link may come back with it
    page.goto(f"{address}/me/open/{made.token}")
    page.fill("#code", made.code)
    page.click("main form button")
    expect(page.locator("[role=alert]")).to_contain_text("al gebruikt")
    shoot(page, "09-link-again")
    page.locator("main a[href*='sign-in']").click()
    page.fill("#name", f"{person}@voorbeeld.example")
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.click("main a[href='/me/answers/']")
    expect(page.locator(".wb-badge--status").first).to_have_text("U hebt interesse")
    shoot(page, "09-answers")
    for url in ("profile", "skills/", "question/", "log", "consent", "wishes"):
        page.goto(f"{address}/me/{url}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, url
        shoot(page, f"09-{url.strip('/')}")


def test_the_german_adviser_does_it_all_in_german(
    page: Page, address: str, demo: Demo, shoot: Shoot, untouched: Iterator[str]
) -> None:
    sign_in(page, address, demo[1], "nordhorn")
    page.goto(f"{address}/people/{next(untouched)}")
    expect(page.locator("#h-matches")).to_have_text("Treffer")
    shoot(page, "10-person")
    page.locator("a[href*='/matches/']").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.select_option("select[name=status]", "refused")
    page.click("form:has(select[name=status]) button")
    expect(page.locator("[role=alert]")).to_be_visible()
    page.select_option("select[name=reason]", "language")
    page.click("form:has(select[name=status]) button")
    expect(page.locator(".wb-history > li")).to_have_count(1)
    shoot(page, "10-refused")


def test_the_keyboard_alone_leads_from_signing_in_to_a_match(
    page: Page, address: str, demo: Demo, shoot: Shoot
) -> None:
    page.goto(f"{address}/sign-in")
    tab_to(page, "#name")
    page.keyboard.type(demo[1].adviser)
    tab_to(page, "#password")
    page.keyboard.type(demo[1].password)
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/**")
    page.keyboard.press("Tab")
    expect(page.locator(".utrecht-skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, "main tbody th a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/*-*")
    tab_to(page, "main a[href*='/matches/']")
    shoot(page, "11-focus")
    page.keyboard.press("Enter")
    expect(page.locator("#h-why")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until an element that fits has the focus, and see that the focus shows."""
    for _ in range(60):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            style = "getComputedStyle(document.activeElement)"
            assert page.evaluate(f"{style}.outlineStyle !== 'none' || {style}.boxShadow !== 'none'"), selector
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{selector} is not reached with the keyboard")
