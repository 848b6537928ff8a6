"""Settings: one declared table (name, default, help), read from WERKBRUG_* variables into a frozen dataclass."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from matcher.errors import InputError


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: its default (which gives the type) and what it is for."""

    default: Any
    help: str


OPTIONS: dict[str, Option] = {
    "database": Option("var/werkbrug.db", "the database file"),
    "jobsuche_url": Option(
        "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service", "base address of the vacancy service"
    ),
    "jobsuche_key": Option("jobboerse-jobsuche", "public key of the vacancy service"),
    "jobsuche_pause": Option(0.1, "seconds between two requests to the vacancy service"),
    "jobsuche_workers": Option(4, "requests to the vacancy service at the same time"),
    "jobsuche_requests": Option(400_000, "requests to the vacancy service that one weekly run may make"),
    "weekly_areas": Option(
        "49716+50; 48529+40; 26789+40; 46325+40",
        "what the weekly run lists: postcode+km, a German state or Deutschland, with ; between",
    ),
    "weekly_kinds": Option("1 4 34", "kinds of offer the weekly run lists: 1 jobs, 4 apprenticeships, 34 internships"),
    "expected": Option("", "TOML file with the counts to expect by area and kind, in place of the shipped one"),
    "full_sweep_days": Option(5.0, "days after which the weekly run lists everything again, not only what is new"),
    "continue_hours": Option(48.0, "hours during which a killed weekly run is continued rather than begun again"),
    "workers": Option(0, "processes that read advertisements; 0 for one per processor"),
    "inbox": Option("", "folder with files of jobseekers that every weekly run reads"),
    "reports": Option("", "folder for the reports of weekly runs (default: reports beside the database)"),
    "enrich": Option(True, "ask for usual pay and language courses in the weekly run"),
    "pay_url": Option("", "base address of the Entgeltatlas, when another than the Bundesagentur's"),
    "courses_url": Option("", "base address of the search for language courses, when another than theirs"),
    "smtp_host": Option("", "mail server that sends the report of every weekly run; no mail when empty"),
    "smtp_port": Option(587, "port of the mail server"),
    "smtp_security": Option("starttls", "how the mail server is spoken to: starttls, tls or none"),
    "smtp_user": Option("", "name at the mail server"),
    "smtp_password": Option("", "password at the mail server"),
    "mail_from": Option("", "sender of the report"),
    "mail_to": Option("", "who gets the report; several with , between"),
    "digest": Option(False, "the weekly run mails what is new to every user with an address (`users mail`)"),
    "public_url": Option("", "where people reach the service, for links in mails (default: host and port)"),
    "metrics_token": Option("", "token that may read /metrics from elsewhere than this machine"),
    "host": Option("127.0.0.1", "address the web server listens on"),
    "port": Option(8047, "port the web server listens on"),
    "secret": Option("", "key for signing sessions; made and kept beside the database when empty"),
    "https": Option(False, "cookies only over HTTPS (set to 1 behind a TLS proxy)"),
    "second_factor": Option("required", "codes of an authenticator app for users: required, optional or off"),
    "proxies": Option(0, "number of trusted proxies in front of the web server"),
    "sign_in_limit": Option("20 per minute", "tries to sign in or to open a link, for each address"),
    "request_limit": Option("600 per minute", "requests, for each address"),
    "limit_storage": Option(
        "memory://", "where the limits are counted; a Redis address when several servers share them"
    ),
    "oidc_issuer": Option("", "address of an OpenID Connect provider; empty: none"),
    "oidc_client": Option("", "client id at that provider"),
    "oidc_secret": Option("", "client secret at that provider"),
    "oidc_claim": Option("email", "claim that holds the name of the user here"),
    "goal": Option(400, "placements the team wants to reach"),
    "team_contact": Option("", "name, telephone and e-mail of the team, as they stand on papers and below every page"),
    "controller": Option("", "who is responsible for the data, as the page on privacy names them"),
    "link_days": Option(30, "days a personal link stays valid"),
    "match_now": Option(
        3000, "up to so many open vacancies a person is matched within a request where no `match --follow` is at work"
    ),
    "retain_months": Option(24, "months a profile is kept after it was last seen"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its value; see OPTIONS for what each is for."""

    database: str
    jobsuche_url: str
    jobsuche_key: str
    jobsuche_pause: float
    jobsuche_workers: int
    jobsuche_requests: int
    weekly_areas: str
    weekly_kinds: str
    expected: str
    full_sweep_days: float
    continue_hours: float
    workers: int
    inbox: str
    reports: str
    enrich: bool
    pay_url: str
    courses_url: str
    smtp_host: str
    smtp_port: int
    smtp_security: str
    smtp_user: str
    smtp_password: str
    mail_from: str
    mail_to: str
    digest: bool
    public_url: str
    metrics_token: str
    host: str
    port: int
    secret: str
    https: bool
    second_factor: str
    proxies: int
    sign_in_limit: str
    request_limit: str
    limit_storage: str
    oidc_issuer: str
    oidc_client: str
    oidc_secret: str
    oidc_claim: str
    goal: int
    team_contact: str
    controller: str
    link_days: int
    match_now: int
    retain_months: int

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None, **given: Any) -> Settings:
        """Settings given by name win over WERKBRUG_NAME variables, which win over defaults.

        Raises InputError naming the variable whose value is of the wrong type.
        """
        source = os.environ if environ is None else environ
        values = {f.name: _value(f.name, source) for f in fields(cls)}
        return cls(**{**values, **{k: v for k, v in given.items() if v is not None}})

    @property
    def public_address(self) -> str:
        """Where people reach the service."""
        return self.public_url.rstrip("/") or self.address

    @property
    def database_path(self) -> Path:
        """The database file as a path."""
        return Path(self.database)

    @property
    def address(self) -> str:
        """Where the web server is found on this machine."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def _value(name: str, environ: Mapping[str, str]) -> Any:
    default = OPTIONS[name].default
    text = environ.get(f"WERKBRUG_{name.upper()}")
    if text is None:
        return default
    try:
        return text not in ("", "0", "no", "false") if isinstance(default, bool) else type(default)(text)
    except ValueError as error:
        expected = {int: "a whole number", float: "a number"}[type(default)]
        raise InputError(
            f"environment variable WERKBRUG_{name.upper()}", "", f"expected {expected}, got {text!r}"
        ) from error
