"""Pages of errors: in the reader's language, well made, with a number that is in the log and nothing else of the reader."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.settings import Settings
from tests.web import lint
from tests.web.conftest import Clock, post, signed_in
from web import create_app
from web.access.links import NewLink
from web.i18n import LANGUAGES

Case = tuple[str, Callable[[FlaskClient], Any], int, str]
CASES: dict[str, Case] = {
    "no such page": ("jobseeker", lambda c: c.get("/me/anna"), 404, "Deze pagina bestaat niet"),
    "another's part": ("jobseeker", lambda c: c.get("/people/"), 403, "U mag deze pagina niet zien"),
    "not signed in": ("public", lambda c: c.get("/me/profile"), 401, "U was te lang weg"),
    "a form that is too old": (
        "jobseeker",
        lambda c: c.post("/me/contact", data={"name": "anna"}),
        400,
        "te lang open",
    ),
    "too much text": ("jobseeker", lambda c: post(c, "/me/contact", {"name": "anna" * 20_000}), 413, "te veel tekst"),
    "too many tries": (
        "public",
        lambda c: [post(c, "/sign-in", {"name": "anna", "password": "x"}) for _ in range(4)][-1],
        429,
        "Te veel pogingen",
    ),
}


@pytest.fixture
def strict(database: object, clock: Clock) -> Flask:
    """An application that lets an address sign in three times a minute."""
    settings = Settings.read({}, database=str(database), secret="for tests", second_factor="optional",
                             sign_in_limit="3 per minute")  # fmt: skip
    return create_app(settings, clock=clock)


@pytest.mark.parametrize(("role", "ask", "status", "words"), CASES.values(), ids=CASES)
def test_an_error_says_what_to_do_and_its_number_is_in_the_log(
    strict: Flask, link: NewLink, caplog: pytest.LogCaptureFixture,
    role: str, ask: Callable[[FlaskClient], Any], status: int, words: str,
) -> None:  # fmt: skip
    client = signed_in(strict, role, link)
    with caplog.at_level(logging.INFO):
        answer = ask(client)
    html = answer.get_data(as_text=True)
    assert (answer.status_code, lint.problems(html)) == (status, []) and words in html
    number = re.search(r"Foutnummer: ([0-9A-F]{8})", html)
    assert number and f"error {number[1]}: status {status}" in caplog.text and "anna" not in caplog.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_error_speaks_the_language_of_its_reader(app: Flask, lang: str) -> None:
    client = app.test_client()
    post(client, "/language", {"lang": lang, "back": "/"})
    html = client.get("/nowhere").get_data(as_text=True)
    words = {"nl": "Deze pagina bestaat niet", "de": "Diese Seite gibt es nicht", "en": "This page does not exist"}
    assert words[lang] in html and f'lang="{lang}"' in html.split("<head>")[0]
