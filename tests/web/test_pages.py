"""Every page, in every role and language, is fetched and linted."""

from __future__ import annotations

import pytest
from flask import Flask

from matcher.taken_out import items
from tests.web import lint
from tests.web.conftest import PEOPLE, post, signed_in
from web.access.links import NewLink
from web.i18n import LANGUAGES
from web.me import profile_items

MATCH = "/people/p-anna/matches/10000-1/A-S"
PUBLIC = (
    "/",
    "/sign-in",
    "/about",
    "/privacy",
    "/accessibility",
    "/me/open/nonsense",
    "/invitation/nonsense",
    "/nowhere",
)
ADVISER = (
    "/team/", "/team/goal", "/people/p-anna/handout", "/people/p-anna/handout?lang=de&v=10000-1/A-S", "/people/p-chris/handout",
    "/people/p-anna/short-profile", "/people/p-chris/short-profile", "/papers/", "/papers/?q=WB-AAAAAA", "/tasks/new",
    "/people/", "/people/?q=wondzorg&sort=new", "/people/?q=nobody", "/people/p-anna", "/people/p-anna?all=1",
    "/people/p-bram", "/people/p-chris", "/people/?only=attention&place=emmen&sector=care", "/people/p-anna/understood", "/people/add/", "/people/p-anna/weights", "/people/p-anna/find", "/people/p-anna/find?q=meppen&page=9", "/people/p-anna/outside", "/people/p-anna?minutes=20&no_agencies=yes&german=B1&sector=care&from_hours=20&starts_by=2026-04-01", "/people/p-anna?minutes=x&starts_by=x",
    "/people/p-chris/understood", "/people/p-anna/understood/skill?text=wondzorg&concept=wondverzorging",
    "/people/p-anna/understood/occupation", "/people/p-anna/understood/skill?q=lassen", "/people/p-anna/understood/other",
    "/people/p-anna/understood/skill?q=xyzzy", "/people/nobody/understood", "/people/p-anna/facts", MATCH, "/people/p-anna/matches/10000-2-S",
    "/people/p-anna/matches/10000-4-S", "/people/nobody", "/people/p-anna/matches/nothing", "/vacancies/",
    "/vacancies/?q=meppen", "/vacancies/?q=nothing", "/vacancies/10000-1/A-S", "/vacancies/10000-2-S",
    "/vacancies/10000-3-S", "/vacancies/nothing", "/vacancies/10000-1/A-S/people", "/vacancies/10000-2-S/people?q=p&page=9", "/vacancies/nothing/people", "/runs/", "/runs/1", "/runs/99",
    "/tasks/", "/tasks/?all=1", "/people/p-anna/tasks", "/people/p-bram/tasks", "/tasks/pipeline", "/tasks/pipeline?all=1",
    "/tasks/pipeline?all=1&step=refused",
    "/account", "/account/app", "/people/p-anna/map", "/people/p-chris/map", "/people/p-anna/compare",
    "/people/p-chris/compare", "/people/p-anna/compare?ref=10000-1/A-S&ref=10000-2-S&ref=10000-3-S&ref=nothing&ref=x",
)  # fmt: skip
JOBSEEKER = (
    "/me/", "/me/?more=1", "/me/jobs/10000-1/A-S", "/me/jobs/10000-2-S", "/me/jobs/10000-4-S", "/me/jobs/nothing",
    "/me/facts", "/me/profile", "/me/profile/print", "/me/erase", "/people/", "/privacy",
    "/me/account", "/me/skills/", "/me/skills/skill?text=wondzorg&concept=wondverzorging", "/me/skills/occupation",
    "/me/skills/skill?q=lassen", "/me/skills/other", "/me/wishes", "/me/contact", "/me/take-out/nothing", "/me/question/",
    "/me/question/?fact=current_wage", "/me/question/?fact=nothing", "/me/answers/", "/me/log", "/me/consent", "/me/?no=1&answered=1",
    *(f"/me/items/add/{part}" for part in profile_items.ADDABLE), "/me/items/add/nothing",
    *(f"/me/items/change/{mark}" for part, _, mark in items(PEOPLE[0].jobseeker) if part in profile_items.PARTS),
)  # fmt: skip
ADMIN = (
    "/",
    "/people/p-anna",
    "/runs/",
    "/runs/1",
    "/runs/99",
    "/team/",
    "/team/goal",
    "/tasks/",
    "/account",
    "/account/app",
    "/accounts/",
    "/accounts/add",
    "/accounts/user/els",
    "/accounts/user/udo",
    "/accounts/user/nobody",
    "/accounts/user/els/remove",
)
ROLES = {"public": PUBLIC, "adviser": ADVISER, "admin": ADMIN, "jobseeker": JOBSEEKER}
CASES = [(role, x) for role, urls in ROLES.items() for x in urls]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
def test_pages_are_well_made(app: Flask, link: NewLink, role: str, lang: str) -> None:
    client = signed_in(app, role, link)
    post(client, "/language", {"lang": lang, "back": "/"})
    found = {}
    for url in (u for r, u in CASES if r == role):
        answer = client.get(url, follow_redirects=True)
        html = answer.get_data(as_text=True)
        found[url] = [
            *lint.problems(html),
            *([] if f' lang="{lang}">' in html.split("<head>")[0] else ["another language"]),
        ]
        if answer.status_code >= 500:
            found[url].append(f"status {answer.status_code}")
    assert {url: wrong for url, wrong in found.items() if wrong} == {}


def test_forms_with_mistakes_are_well_made(app: Flask, link: NewLink) -> None:
    adviser, jobseeker = signed_in(app, "adviser", link), signed_in(app, "jobseeker", link)
    answers = [
        post(adviser, "/people/p-anna/facts", {"children": "veel", "partner": "perhaps"}),
        post(adviser, "/people/p-anna/decision", {"vacancy": "10000-1/A-S", "status": "refused"}),
        post(jobseeker, "/me/facts", {"birth_year": "1790"}),
        post(jobseeker, "/me/answer", {"vacancy": "10000-2-S", "status": "not_interested"}),
        post(jobseeker, "/me/erase"),
        post(jobseeker, "/me/items/add/experience", {"first": "2015"}),
        post(app.test_client(), "/sign-in", {"name": "els", "password": "wrong"}),
        post(adviser, "/people/p-anna/link"),
    ]
    assert [a.status_code for a in answers] == [422, 422, 422, 422, 422, 422, 403, 200]
    assert [lint.problems(a.get_data(as_text=True)) for a in answers] == [[]] * 8


def test_the_credit_for_geonames_is_on_every_page(app: Flask) -> None:
    assert "GeoNames, CC BY 4.0" in app.test_client().get("/nowhere").get_data(as_text=True)


def test_a_name_that_a_template_does_not_know_is_an_error(app: Flask) -> None:
    with app.test_request_context("/"), pytest.raises(Exception, match="nothing_like_this"):
        app.jinja_env.from_string("{{ nothing_like_this }}").render()
