"""Signing in at the organisation's provider: a real provider on loopback, and answers that do not hold."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

from matcher.settings import Settings
from matcher.store import Store
from tests.standins.oidc import Provider, make_provider
from web import create_app


@pytest.fixture
def provider() -> Iterator[Provider]:
    found = Provider()
    server = make_server("127.0.0.1", 0, make_provider(found), threaded=True)
    found.issuer = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def site(database: Path, provider: Provider) -> Flask:
    """An application that knows the provider; the second factor is the provider's own matter."""
    return create_app(
        Settings.read(
            {}, database=str(database), secret="for tests", oidc_issuer=provider.issuer, oidc_client=provider.client,
            oidc_secret=provider.secret,
        )
    )  # fmt: skip


def walk(client: FlaskClient, start: str = "/sign-in/provider") -> Any:
    """Go to the provider and come back with what it answers."""
    there = client.get(start)
    answer = requests.get(there.location, allow_redirects=False, timeout=5)
    return client.get(answer.headers["Location"].removeprefix("http://localhost"))


def test_a_known_user_comes_in_and_goes_where_they_wanted(site: Flask, store: Store) -> None:
    client = site.test_client()
    assert walk(client, "/sign-in/provider?next=/people/p-anna").location == "/people/p-anna"
    assert client.get("/people/").status_code == 200


def test_the_sign_in_page_offers_it_only_where_it_is_set(site: Flask, app: Flask) -> None:
    assert "/sign-in/provider" in site.test_client().get("/sign-in").get_data(as_text=True)
    assert "/sign-in/provider" not in app.test_client().get("/sign-in").get_data(as_text=True)
    assert app.test_client().get("/sign-in/provider").status_code == 404


REFUSED: dict[str, dict[str, Any]] = {
    "nobody here": {"email": "stranger"},
    "address not verified": {"email": "els", "email_verified": False},
    "no address at all": {"email": None},
    "made for another client": {"email": "els", "email_verified": True, "aud": "another"},
    "from another issuer": {"email": "els", "email_verified": True, "iss": "http://127.0.0.1:1"},
    "out of date": {"email": "els", "email_verified": True, "exp": 1_000_000_000},
    "of another sign-in": {"email": "els", "email_verified": True, "nonce": "other"},
}


@pytest.mark.parametrize("claims", REFUSED.values(), ids=REFUSED.keys())
def test_an_answer_that_does_not_hold_lets_nobody_in(site: Flask, provider: Provider, claims: dict[str, Any]) -> None:
    provider.tamper = claims
    client = site.test_client()
    assert walk(client).status_code == 403
    assert client.get("/people/").status_code == 302


def test_a_token_signed_with_another_key_is_refused(site: Flask, provider: Provider) -> None:
    provider.signing_key = RSAKey.generate_key(2048)
    assert walk(site.test_client()).status_code == 403


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(site: Flask) -> None:
    there = site.test_client().get("/sign-in/provider")
    answer = requests.get(there.location, allow_redirects=False, timeout=5)
    other = site.test_client()
    assert other.get(answer.headers["Location"].removeprefix("http://localhost")).status_code == 403
