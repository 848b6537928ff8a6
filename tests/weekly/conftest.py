"""A small weekly run: the sample's advertisements in a stand-in, a database, a folder for files of jobseekers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from matcher.bridge import Bridge
from matcher.data import shipped
from matcher.sources.jobsuche_http import HttpLimits
from matcher.sources.jobsuche_service import ClientSettings, Service
from matcher.store import Store
from matcher.weekly.plan import Plan
from matcher.weekly.report import WeeklyReport
from matcher.weekly.run import run_weekly
from matcher.weekly.sending import Mailbox
from matcher.weekly.work import Outside
from tests.standins.faults import Fault
from tests.standins.jobsuche import create_standin, running

Body = dict[str, Any]
TODAY = date(2026, 11, 24)
LIMITS = HttpLimits(pause=0, backoff_seconds=0.001, backoff_most=0.01, read_seconds=2)


@cache
def sample() -> tuple[Body, ...]:
    lines = shipped("sample", "vacancies.jsonl").read_text(encoding="utf-8").splitlines()
    bodies = map(json.loads, lines)
    return tuple(body for body in bodies if body["stellenangebotsart"] in ("ARBEIT", "AUSBILDUNG"))


def adverts(count: int, skip: int = 0) -> list[Body]:
    """This many different advertisements of the sample."""
    return deepcopy(list(sample()[skip : skip + count]))


class Silent:
    """Watches nothing, but may do something at the begin of a stage."""

    def __init__(self, at: dict[str, Callable[[], object]] | None = None) -> None:
        self.at = at or {}

    def begin(self, stage: str) -> None:
        self.at.get(stage, lambda: None)()

    def expect(self, total: int) -> None: ...

    def step(self, done: int = 1) -> None: ...

    def end(self, stage: str, **facts: Any) -> None: ...


@dataclass
class World:
    """Everything a run needs; `hours` moves the clock."""

    folder: Path
    hours: int = 0
    digest: Callable[[Store, str], tuple[str, str] | None] | None = None
    plan: Plan = field(default_factory=lambda: Plan(("Deutschland",), (1, 4), batch=7))

    @property
    def database(self) -> Path:
        return self.folder / "w.db"

    def open(self) -> Store:
        return Store.open(self.database)

    def now(self) -> str:
        hour = timedelta(hours=self.hours)
        return f"{TODAY + timedelta(days=hour.days)}T{3 + hour.seconds // 3600:02}:00:00+00:00"

    def run(
        self,
        bodies: Sequence[Body],
        faults: Sequence[Fault] = (),
        *,
        gone: Sequence[str] = (),
        at: dict[str, Callable[[], object]] | None = None,
        limits: HttpLimits = LIMITS,
        mailbox: Mailbox | None = None,
        store: Store | None = None,
        **plan: Any,
    ) -> WeeklyReport:
        """One run against a stand-in with these advertisements."""
        with running(create_standin(bodies, faults, gone=gone, today=TODAY)) as url:
            return self.run_at(ClientSettings(url, limits=limits), at, mailbox, store, **plan)

    def run_at(
        self,
        service: ClientSettings,
        at: dict[str, Callable[[], object]] | None = None,
        mailbox: Mailbox | None = None,
        store: Store | None = None,
        **plan: Any,
    ) -> WeeklyReport:
        """One run against a service."""
        opened: AbstractContextManager[Store] = nullcontext(store) if store else self.open()
        with opened as used:
            outside = Outside(
                lambda spent: service_after(service, spent), self.now, lambda: TODAY, Silent(at), mailbox, self.digest
            )
            return run_weekly(used, replace(self.plan, reports=self.folder / "reports", **plan), outside)


def service_after(settings: ClientSettings, spent: int) -> Service:
    """The service, with what is left of the budget."""
    most = settings.limits.requests
    left = None if most is None else max(0, most - spent)
    return Service(replace(settings, limits=replace(settings.limits, requests=left)))


@pytest.fixture(autouse=True)
def one_bridge(monkeypatch: pytest.MonkeyPatch) -> None:
    """Making a bridge takes seconds; no test here changes it."""
    monkeypatch.setattr(Bridge, "with_reference", lambda reference, kept=None: shared_bridge())


@cache
def shared_bridge() -> Bridge:
    return Bridge.load()


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    yield World(tmp_path)


def stock(store: Store) -> dict[str, tuple[str, str, bool, str | None]]:
    """All that is stored of each vacancy but the times of seeing it: data, raw record, gone or not, date of details."""
    rows = store.db.execute("select ref, data, raw, gone is not null, detailed from vacancies")
    return {ref: (data, json.dumps(store.raw_vacancy(ref)), bool(gone), at) for ref, data, raw, gone, at in rows}


def people(*keys: str) -> str:
    """A VUM file with these people, who look for work in a warehouse or in care, however far from Emmen."""
    work = ("Heftruckchauffeur", "Verzorgende", "Magazijnmedewerker")
    return json.dumps(
        [
            {
                "idWerkzoekende": key,
                "mobiliteit": {"bemiddelingspostcode": "7811AB"},
                "bemiddelingsberoep": [{"beroepsnaamOngecodeerd": {"naamBeroepOngecodeerd": work[number % 3]}}],
            }
            for number, key in enumerate(keys)
        ]
    )
