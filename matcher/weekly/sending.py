"""The report as it leaves the run: a JSON file, and a mail to whoever looks after the import."""

from __future__ import annotations

import json
import os
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from matcher.errors import ExitStatus, InputError
from matcher.settings import Settings
from matcher.weekly.report import WeeklyReport

SECURITY = ("starttls", "tls", "none")
PATIENCE_SECONDS = 30
STATUS = {ExitStatus.OK: "fine", ExitStatus.WARNINGS: "fine, with warnings"}


def write_report(report: WeeklyReport, folder: Path) -> Path:
    """Write `run-N.json`, whole or not at all. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"run-{report.run}.json"
    part = path.with_suffix(".part")
    part.write_text(json.dumps(report.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    os.replace(part, path)
    return path


@dataclass(frozen=True, slots=True)
class Mailbox:
    """How reports are mailed: server, security (starttls, tls, none), login, sender and receivers."""

    host: str
    port: int
    security: str
    user: str
    password: str
    sender: str
    receivers: tuple[str, ...]

    @classmethod
    def of(cls, settings: Settings) -> Mailbox | None:
        """As the settings say; None when no mail is wanted. Raises InputError when half of it is missing."""
        receivers = tuple(filter(None, (name.strip() for name in settings.mail_to.split(","))))
        if not settings.smtp_host:
            return None
        if settings.smtp_security not in SECURITY:
            raise InputError("setting WERKBRUG_SMTP_SECURITY", "", f"expected one of {', '.join(SECURITY)}")
        if not receivers or not settings.mail_from:
            raise InputError("settings", "", "expected WERKBRUG_MAIL_FROM and WERKBRUG_MAIL_TO beside the mail server")
        return cls(
            settings.smtp_host, settings.smtp_port, settings.smtp_security, settings.smtp_user,
            settings.smtp_password, settings.mail_from, receivers,
        )  # fmt: skip

    def send(self, report: WeeklyReport) -> None:
        """Send a report. Raises OSError or SMTPException."""
        self.deliver(message_of(report, self.sender, self.receivers))

    def deliver(self, message: EmailMessage) -> None:
        """Send any mail to whom it is addressed. Raises OSError or SMTPException."""
        with self._server() as server:
            if self.security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.send_message(message)

    def _server(self) -> smtplib.SMTP:
        if self.security == "tls":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE_SECONDS, context=context)
        return smtplib.SMTP(self.host, self.port, timeout=PATIENCE_SECONDS)


def message_of(report: WeeklyReport, sender: str, receivers: tuple[str, ...]) -> EmailMessage:
    """The report as a mail, with the JSON attached."""
    message = EmailMessage()
    message["Subject"] = f"Werkbrug: weekly run {report.run}: {STATUS.get(report.status, 'failed')}"
    message["From"], message["To"] = sender, ", ".join(receivers)
    message.set_content("\n".join(lines_of(report)) + "\n")
    body = json.dumps(report.as_dict(), ensure_ascii=False, indent=1).encode()
    message.add_attachment(body, maintype="application", subtype="json", filename=f"run-{report.run}.json")
    return message


def lines_of(report: WeeklyReport) -> Iterator[str]:
    """The report in lines of text: what happened, what needs attention, what was counted."""
    yield f"Weekly run {report.run}: {STATUS.get(report.status, 'failed')}"
    if report.problem:
        yield f"Problem: {report.problem}"
    yield from (f"Warning: {sentence}" for sentence in report.warnings)
    yield from report.notices
    if report.odd:
        yield f"{report.odd} records were put aside; the page of the run lists them with their reasons."
    yield from (f"{name.replace('_', ' ')}: {count}" for name, count in report.counts.items())
    yield f"requests: {report.requests}, of which again: {report.retries}"
    yield from (f"new matches of {name or 'people without adviser'}: {n}" for name, n in report.new_matches.items())
    yield from (f"{stage}: {seconds:.1f} s" for stage, seconds in report.seconds.items())
