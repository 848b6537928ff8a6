"""`werkbrug digest`: the new matches of an adviser's people as text and as a mail, without anybody's name."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from click.testing import CliRunner, Result

from matcher import cli_weekly
from matcher.errors import ExitStatus
from matcher.settings import Settings
from matcher.store import Store, now
from tests.web.conftest import STAMP, made_match
from web.cli import cli


class Letters:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.found: list[tuple[list[str], EmailMessage]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.found.append((envelope.rcpt_tos, message))
        return "250 OK"


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Iterator[Letters]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = Letters()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    for name, value in (("HOST", "127.0.0.1"), ("PORT", str(port)), ("SECURITY", "none")):
        monkeypatch.setenv(f"WERKBRUG_SMTP_{name}", value)
    monkeypatch.setenv("WERKBRUG_MAIL_FROM", "werkbrug@team.example")
    monkeypatch.setenv("WERKBRUG_MAIL_TO", "beheer@team.example")
    yield kept
    controller.stop()


@pytest.fixture
def news(store: Store) -> None:
    """Els works with Anna, who agreed to be known by name and has two new matches."""
    store.assign("p-anna", "els")
    store.set_consent("p-anna", "els", STAMP)
    run = store.start_run("match", now())
    store.db.execute("delete from matches")
    store.publish_matches(run, "p-anna", [made_match("p-anna", r) for r in ("10000-1/A-S", "10000-5-S")], {})


def run(database: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--database", str(database), "digest", *args])


def test_it_prints_what_is_new_by_key(database: Path, news: None) -> None:
    done = run(database, "els", "--address", "https://werkbrug.example")
    assert done.exit_code == 0 and "p-anna: 2 nieuwe matches" in done.stdout
    assert "https://werkbrug.example/people/p-anna" in done.stdout and "Anna Voorbeeld" not in done.stdout


def test_it_is_mailed_in_the_language_of_the_adviser(
    database: Path, news: None, store: Store, letters: Letters
) -> None:
    store.set_lang("els", "de")
    assert run(database, "els", "--mail", "els@team.example").exit_code == 0
    ((receivers, message),) = letters.found
    assert receivers == ["els@team.example"] and message["From"] == "werkbrug@team.example"
    assert message["Subject"].startswith("Werkbrug: Neue Vorschläge seit dem")
    assert "p-anna: 2 neue Vorschläge" in message.get_content()


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        pytest.param(("nobody",), ExitStatus.NOT_FOUND, "there is no user nobody", id="unknown user"),
        pytest.param(("els", "--mail", "a@b.example"), ExitStatus.BAD_INPUT, "WERKBRUG_SMTP_HOST", id="no mail server"),
    ],
)
def test_trouble_is_one_sentence(
    database: Path, args: tuple[str, ...], status: ExitStatus, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WERKBRUG_SMTP_HOST", raising=False)
    done = run(database, *args)
    assert done.exit_code == status and says in done.stderr and done.stderr.count("\n") == 1


def users_mail(database: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--database", str(database), "users", "mail", *args])


def test_an_administrator_says_where_the_digest_of_the_weekly_run_goes(database: Path, store: Store) -> None:
    assert users_mail(database, "els", "els@team.example").exit_code == 0
    assert store.digest_address("els") == "els@team.example"
    assert "no digest" in users_mail(database, "els").stdout
    assert store.digest_address("els") is None
    assert users_mail(database, "nobody", "a@b.example").exit_code == ExitStatus.NOT_FOUND
    assert users_mail(database, "els", "els at team").exit_code == ExitStatus.BAD_INPUT


def test_the_weekly_run_is_given_a_text_only_when_something_is_new(database: Path, news: None, store: Store) -> None:
    settings = Settings.read({}, database=str(database), public_url="https://werkbrug.example/", secret="x" * 32)
    (write,) = cli_weekly.DIGEST
    letter = write(settings, store, "els")
    assert letter and letter[0].startswith("Nieuwe matches sinds")
    assert "https://werkbrug.example/people/p-anna" in letter[1]
    store.db.execute("delete from matches")
    assert write(settings, store, "els") is None
