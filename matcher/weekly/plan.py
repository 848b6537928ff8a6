"""What a weekly run is to do, as settings and command line say it."""

from __future__ import annotations

import json
import os
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from matcher.data import read_toml
from matcher.errors import InputError
from matcher.settings import Settings
from matcher.sources.guards import Expected, read_expected
from matcher.sources.slices import KINDS, MOST_DAYS, Area, read_area

# Numbers of days the service counts with; one day more than since the last run, for an advertisement may come late.
PERIODS, SPARE_DAYS = (7, 14, 28, MOST_DAYS), 1


@dataclass(frozen=True, slots=True)
class Plan:
    """Areas and kinds to list, since how many days (None: a full sweep), and how the work is cut up.

    `expected` are the counts that tell a broken service from a normal week; `rounds` is how often a detail is tried over the whole run; `batch` how many details are stored at once.
    """

    areas: tuple[str, ...]
    kinds: tuple[int, ...] = KINDS
    days: int | None = None
    expected: tuple[Expected, ...] = ()
    batch: int = 500
    rounds: int = 3
    workers: int = 1
    inbox: Path | None = None
    reports: Path = Path("var/reports")
    enrich: bool = False
    pay_url: str = ""
    courses_url: str = ""

    @property
    def searches(self) -> tuple[Area, ...]:
        """The areas as the source takes them. Raises InputError."""
        return tuple(read_area(area) for area in self.areas)

    @property
    def scope(self) -> str:
        """Names what is covered; only within it can absence from a full sweep mean that something is gone."""
        return json.dumps({"areas": self.areas, "kinds": self.kinds}, ensure_ascii=False)

    @property
    def text(self) -> str:
        """Names what the run does; a run that was killed is continued by one that would do the same."""
        return self.scope if self.days is None else f"{self.scope} as increment"


@dataclass(frozen=True, slots=True)
class Before:
    """When the newest good run over the same areas and kinds began, and the newest one that listed everything."""

    good: datetime | None = None
    full: datetime | None = None


def scope_of(settings: Settings) -> str:
    """Names what a run with these settings covers. Raises InputError."""
    return Plan(_areas(settings.weekly_areas), kinds=_kinds(settings.weekly_kinds)).scope


def make_plan(settings: Settings, before: Before, moment: datetime, full: bool | None = None) -> Plan:
    """The plan of a run at this moment; without `full` a full sweep when the last one is too long ago.

    Raises InputError for a setting that cannot be used.
    """
    plan = Plan(
        _areas(settings.weekly_areas),
        kinds=_kinds(settings.weekly_kinds),
        days=None if _full(settings, before, moment, full) else _days(before, moment),
        expected=_expected(settings.expected),
        workers=settings.workers or os.cpu_count() or 1,
        inbox=Path(settings.inbox) if settings.inbox else None,
        reports=Path(settings.reports) if settings.reports else settings.database_path.parent / "reports",
        enrich=settings.enrich,
        pay_url=settings.pay_url,
        courses_url=settings.courses_url,
    )
    assert plan.searches
    return plan


def _expected(path: str) -> tuple[Expected, ...]:
    """The expected counts of a file, else the shipped ones."""
    if not path:
        return read_expected(read_toml("sources", "jobsuche.toml"), "jobsuche")
    try:
        return read_expected(tomllib.loads(Path(path).read_text(encoding="utf-8")), Path(path).stem)
    except (OSError, ValueError) as error:
        raise InputError(path, "", f"expected a TOML file with [[expected]] counts ({error})") from error


def _areas(text: str) -> tuple[str, ...]:
    found = tuple(filter(None, (part.strip() for part in text.split(";"))))
    if not found:
        raise InputError("setting WERKBRUG_WEEKLY_AREAS", "", "expected at least one area, for instance 49716+50")
    return found


def _kinds(text: str) -> tuple[int, ...]:
    words = text.split()
    if not words or not set(words) <= {str(kind) for kind in KINDS}:
        raise InputError("setting WERKBRUG_WEEKLY_KINDS", "", f"expected any of {', '.join(map(str, KINDS))}")
    return tuple(map(int, words))


def _full(settings: Settings, before: Before, moment: datetime, full: bool | None) -> bool:
    if before.full is None or before.good is None:
        return True
    return moment - before.full > timedelta(days=settings.full_sweep_days) if full is None else full


def _days(before: Before, moment: datetime) -> int:
    since = (moment - before.good).days + 1 + SPARE_DAYS if before.good else MOST_DAYS
    return next((days for days in PERIODS if days >= since), MOST_DAYS)
