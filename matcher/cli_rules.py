"""Commands about the rules behind the notes: which need attention, and why one fired for a person and a job."""

from __future__ import annotations

from datetime import date, datetime

import click

from matcher.cli import cli, command_errors, open_store, today
from matcher.errors import NotFoundError
from matcher.models import Jobseeker, Match, Vacancy
from matcher.notes import check_rules, explain
from matcher.store import Store


@cli.group("rules")
def rules() -> None:
    """The dated rules behind the practical notes."""


@rules.command("check")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Look from this day (default: today).")
@command_errors
def check(on: datetime | None) -> None:
    """List rules checked more than a year ago, and figures that end this year without a successor."""
    found = check_rules(_day(on))
    for line in found:
        click.echo(line)
    click.echo(f"{len(found)} to look at")


@rules.command("explain")
@click.option("--person", required=True, help="Key of the person.")
@click.option("--vacancy", required=True, help="Reference number of the vacancy.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="As on this day (default: today).")
@click.pass_context
@command_errors
def explain_rules(ctx: click.Context, person: str, vacancy: str, on: datetime | None) -> None:
    """Show which rules fired for a person and a vacancy, on which facts, and why the others did not."""
    with open_store(ctx) as store:
        someone, job, match = _pair(store, person, vacancy)
        found = explain(someone, store.fact_values(person), match, job, store.asked(vacancy), _day(on))
    for rule in sorted(found, key=lambda r: not r.fired):
        known = ", ".join(f"{name}={value}" for name, value in rule.facts.items() if value is not None)
        click.echo(f"{'yes' if rule.fired else 'no ':3}  {rule.rule:28} {rule.why}{f'  [{known}]' if known else ''}")


def _pair(store: Store, person: str, vacancy: str) -> tuple[Jobseeker, Vacancy, Match]:
    someone, job = store.jobseeker(person), store.vacancy(vacancy)
    if someone is None or job is None:
        raise NotFoundError(f"there is no person {person}" if someone is None else f"there is no vacancy {vacancy}")
    return someone, job, store.match(person, vacancy) or Match(person, vacancy, 0.0, ())


def _day(given: datetime | None) -> date:
    return given.date() if given else today()
