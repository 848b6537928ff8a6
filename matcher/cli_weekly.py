"""The command an administrator puts in a timer: `werkbrug weekly`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import click

from matcher.cli import cli, command_errors, settings_of, today
from matcher.errors import ExitStatus
from matcher.settings import Settings
from matcher.sources.gazetteer import STATES
from matcher.sources.jobsuche_http import HttpLimits
from matcher.sources.jobsuche_service import ClientSettings, Service
from matcher.store import Store, now
from matcher.weekly.lock import run_lock
from matcher.weekly.plan import Before, make_plan, scope_of
from matcher.weekly.progress import Bars, Lines, Progress, json_log
from matcher.weekly.report import WeeklyReport
from matcher.weekly.run import run_weekly
from matcher.weekly.sending import Mailbox
from matcher.weekly.work import Outside

# What writes a digest: the front-end, where its words are, puts it here when it is loaded.
DIGEST: list[Callable[[Settings, Store, str], tuple[str, str] | None]] = []


@cli.command("weekly")
@click.option(
    "--full/--increment", "full", default=None, help="List everything, or only what is new (default: as due)."
)
@click.option("--area", "areas", multiple=True, help="PLACE+KM, a German state, or Deutschland; may be repeated.")
@click.option("--by-state", is_flag=True, help="All of Germany, one search for each of its sixteen states.")
@click.option("--log", is_flag=True, help="Write lines of JSON also in a terminal.")
@click.pass_context
@command_errors
def weekly(ctx: click.Context, full: bool | None, areas: tuple[str, ...], by_state: bool, log: bool) -> None:
    """Import, read, match, publish and report; continues a run that was killed.

    The exit status is 0 when all is fine, 3 when there are warnings in the report, 8 when another run is at work,
    and another when it failed; then the old vacancies and matches stay.

    Without --area or --by-state it lists what the setting WERKBRUG_WEEKLY_AREAS names. WERKBRUG_WEEKLY_KINDS says
    which kinds of offer, WERKBRUG_INBOX where files of jobseekers are found.
    """
    if areas and by_state:
        raise click.UsageError("give --area or --by-state, not both")
    chosen = tuple(sorted(STATES.values())) if by_state else areas
    settings = settings_of(ctx)
    settings = replace(settings, weekly_areas="; ".join(chosen)) if chosen else settings
    with run_lock(settings.database_path), Store.open(settings.database_path) as store, _watching(log) as progress:
        with store.guarded():
            plan = make_plan(
                settings, Before(*store.last_weekly(scope_of(settings))), datetime.fromisoformat(now()), full
            )
        outside = Outside(
            lambda spent: Service(client_settings(settings, spent)),
            now,
            today,
            progress,
            Mailbox.of(settings),
            partial(DIGEST[0], settings) if settings.digest and DIGEST else None,
        )
        report = run_weekly(store, plan, outside, timedelta(hours=settings.continue_hours))
    _show(report)
    if report.status is not ExitStatus.OK:
        sys.exit(report.status)


def client_settings(settings: Settings, spent: int = 0) -> ClientSettings:
    """How to ask the vacancy service, when so many of the requests of the run are spent already."""
    left = max(0, settings.jobsuche_requests - spent) if settings.jobsuche_requests else None
    limits = HttpLimits(pause=settings.jobsuche_pause, requests=left)
    return ClientSettings(settings.jobsuche_url, settings.jobsuche_key, settings.jobsuche_workers, limits=limits)


@contextmanager
def _watching(log: bool) -> Iterator[Progress]:
    """Bars on a terminal, else lines of JSON."""
    if sys.stderr.isatty() and not log:
        yield Bars()
        return
    with json_log():
        yield Lines()


def _show(report: WeeklyReport) -> None:
    counts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in report.counts.items())
    click.echo(f"weekly: {counts} (run {report.run}, {sum(report.seconds.values()):.1f} s)")
    for sentence in report.notices:
        click.echo(f"  {sentence}")
    for sentence in report.warnings:
        click.echo(f"  warning: {sentence}", err=True)
    if report.odd:
        click.echo(f"  {report.odd} records were put aside, see the page of the run", err=True)
    if report.problem:
        click.echo(f"werkbrug: {report.problem}", err=True)
