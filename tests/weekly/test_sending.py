"""The report by mail, to a mail server on this machine, and as a file."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from matcher.errors import ExitStatus, InputError
from matcher.models import Rejected
from matcher.settings import Settings
from matcher.store.access import User
from matcher.weekly.report import WeeklyReport
from matcher.weekly.sending import Mailbox, write_report
from tests.standins.faults import Fault
from tests.weekly.conftest import World, adverts

MAIL = {
    "smtp_host": "127.0.0.1",
    "smtp_security": "none",
    "mail_from": "import@werkbrug.example",
    "mail_to": "a@x.example, b@x.example",
}


class Letters:
    """Keeps what it is sent."""

    def __init__(self) -> None:
        self.found: list[tuple[list[str], Message]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.found.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
        return "250 OK"


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def mailbox(letters: Letters) -> Iterator[Mailbox]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(letters, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        found = Mailbox.of(Settings.read({}, **MAIL, smtp_port=port))
        assert found
        yield found
    finally:
        controller.stop()


def test_the_report_of_a_run_is_mailed_with_the_json_attached(world: World, letters: Letters, mailbox: Mailbox) -> None:
    report = world.run(adverts(5), mailbox=mailbox)
    ((receivers, message),) = letters.found
    assert receivers == ["a@x.example", "b@x.example"]
    assert message["Subject"] == f"Werkbrug: weekly run {report.run}: fine"
    text, attached = message.get_payload()
    assert "new: 5" in text.get_payload(decode=True).decode()
    assert json.loads(attached.get_payload(decode=True))["counts"]["new"] == 5


def test_a_failure_is_mailed_too(world: World, letters: Letters, mailbox: Mailbox) -> None:
    world.run(adverts(5), [Fault("status", "/pc/v6/jobs", status=403, times=None)], mailbox=mailbox)
    ((_, message),) = letters.found
    assert message["Subject"].endswith("failed")
    assert "Problem: " in message.get_payload()[0].get_payload(decode=True).decode()


def test_a_mail_server_that_does_not_answer_is_a_warning(world: World, mailbox: Mailbox) -> None:
    nobody = Mailbox("127.0.0.1", 1, "none", "", "", mailbox.sender, mailbox.receivers)
    report = world.run(adverts(5), mailbox=nobody)
    assert report.status is ExitStatus.WARNINGS
    assert "could not be mailed" in report.warnings[0]
    with world.open() as store:
        assert store.runs()[0]["status"] == "warnings"


def test_a_report_that_cannot_be_written_is_a_warning(world: World) -> None:
    (world.folder / "reports").write_text("a file, where a folder should be")
    report = world.run(adverts(5))
    assert "could not be written" in report.warnings[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param({"smtp_security": "rot13"}, "starttls, tls, none", id="security"),
        pytest.param({"mail_to": " , "}, "WERKBRUG_MAIL_TO", id="nobody"),
        pytest.param({"mail_from": ""}, "WERKBRUG_MAIL_FROM", id="no-sender"),
    ],
)
def test_half_a_mail_setting_is_named(change: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Mailbox.of(Settings.read({}, **{**MAIL, **change}))


def test_without_mail_server_nothing_is_mailed() -> None:
    assert Mailbox.of(Settings.read({})) is None


def test_the_file_names_what_was_put_aside_without_its_content(tmp_path: Path) -> None:
    report = WeeklyReport(run=7, rejected=[Rejected("jobsuche x", "referenznummer", "expected a number")], odd=1)
    written = json.loads(write_report(report, tmp_path / "new").read_text(encoding="utf-8"))
    assert written["rejected"] == [{"where": "jobsuche x", "field": "referenznummer", "reason": "expected a number"}]
    assert (written["status"], written["run"], sorted(p.name for p in (tmp_path / "new").iterdir())) == (
        "warnings", 7, ["run-7.json"],
    )  # fmt: skip


def with_addresses(world: World) -> None:
    """Els and Udo get a digest, and there is news for Els."""
    with world.open() as store:
        for name in ("els", "udo"):
            store.put_user(User(name, "", "adviser", "nl"), world.now())
            store.set_digest(name, f"{name}@x.example")
    world.digest = lambda store, user: ("Nieuw", "p-anna: 2 nieuwe matches\n") if user == "els" else None


def digests(letters: Letters) -> list[tuple[list[str], str]]:
    return [(receivers, m["Subject"]) for receivers, m in letters.found if "weekly run" not in m["Subject"]]


def test_who_has_an_address_gets_what_is_new_once_a_week(world: World, letters: Letters, mailbox: Mailbox) -> None:
    with_addresses(world)
    report = world.run(adverts(5), mailbox=mailbox)
    assert digests(letters) == [(["els@x.example"], "Werkbrug: Nieuw")] and report.counts["digests"] == 1
    world.hours = 24
    world.run(adverts(5), mailbox=mailbox)
    assert len(digests(letters)) == 1, "a run on the next day sends none"
    world.hours = 7 * 24
    world.run(adverts(5), mailbox=mailbox)
    assert len(digests(letters)) == 2


def test_a_digest_that_cannot_be_mailed_goes_with_the_next_run(
    world: World, letters: Letters, mailbox: Mailbox
) -> None:
    with_addresses(world)
    nobody = Mailbox("127.0.0.1", 1, "none", "", "", mailbox.sender, mailbox.receivers)
    report = world.run(adverts(5), mailbox=nobody)
    assert "the digest of els could not be mailed (ConnectionRefusedError)" in report.warnings
    world.run(adverts(5), mailbox=mailbox)
    assert digests(letters) == [(["els@x.example"], "Werkbrug: Nieuw")]


def test_who_is_removed_gets_no_more_mail(world: World, letters: Letters, mailbox: Mailbox) -> None:
    with_addresses(world)
    with world.open() as store:
        store.remove_user("els")
    world.run(adverts(5), mailbox=mailbox)
    assert digests(letters) == []
