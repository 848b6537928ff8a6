"""The switch of languages leads back to where the reader is, with the search; from a sent form to the form's page."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import TOKEN, post, signed_in
from web.access.links import NewLink

BACK = re.compile(r'name="back" value="([^"]*)"')


def back_of(answer: Any) -> str:
    found = BACK.search(answer.get_data(as_text=True))
    assert found
    return html.unescape(found[1])


@pytest.mark.parametrize("address", ["/people/", "/people/?q=kok&only=attention", "/vacancies/?q=b%C3%A4cker&page=2"])
def test_a_page_keeps_its_search(adviser: FlaskClient, address: str) -> None:
    back = back_of(adviser.get(address))
    assert back == address
    assert post(adviser, "/language", {"lang": "de", "back": back}).location == address


SENT: dict[str, tuple[str, dict[str, str], str]] = {
    "a preview": ("/people/add/form", {"wishes": "kok"}, "/people/add/"),
    "a form with a mistake": ("/people/add/paste", {"text": ""}, "/people/add/"),
    "a step with a mistake": ("/people/p-anna/decision", {"vacancy": "10000-4-S"}, "/people/p-anna/matches/10000-4-S"),
    "a new link": ("/people/p-anna/link", {}, "/people/p-anna"),
    "a form at its own address": ("/people/p-anna/facts", {"children": "x"}, "/people/p-anna/facts"),
    "a page that is too old": ("/people/p-anna/consent", {"csrf_token": "old"}, "/"),
}


@pytest.mark.parametrize("name", SENT)
def test_a_page_that_a_form_made_leads_to_the_page_of_the_form(adviser: FlaskClient, name: str) -> None:
    url, form, page = SENT[name]
    back = back_of(post(adviser, url, form))
    assert back == page and adviser.get(back).status_code in (200, 302)


def test_where_the_browser_tells_the_page_of_the_form_that_one_is_shown_again(adviser: FlaskClient) -> None:
    token = TOKEN.search(adviser.get("/privacy").get_data(as_text=True))
    assert token
    form, came = {"csrf_token": token[1], "text": "kok"}, "http://localhost/people/p-anna/understood/skill?text=kok"
    answer = adviser.post("/people/p-anna/understood/skill", data=form, headers={"Referer": came})
    assert back_of(answer) == "/people/p-anna/understood/skill?text=kok"
    for other in ("http://elsewhere.example/people/", "http://localhost/people/add/form"):
        answer = adviser.post("/people/add/form", data={"csrf_token": token[1]}, headers={"Referer": other})
        assert back_of(answer) == "/people/add/"


def test_the_page_with_a_new_link_of_a_colleague_leads_to_the_colleague(app: Flask, link: NewLink) -> None:
    admin = signed_in(app, "admin", link)
    assert back_of(post(admin, "/accounts/user/els/link")) == "/accounts/user/els"
