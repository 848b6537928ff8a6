"""`werkbrug match` and `werkbrug weights`: matching, who fits a vacancy, and what counts more for a person."""

from __future__ import annotations

import click

from matcher import following, jobs, personal
from matcher.candidates import KEEP, Candidates
from matcher.cli import cli, command_errors, open_store, settings_of, show_report, today
from matcher.errors import InputError, NotFoundError
from matcher.preferences import CHOOSABLE, SCALE


@cli.command("match")
@click.option("--person", "people", multiple=True, help="Only this person (may be given several times).")
@click.option("--waiting", is_flag=True, help="Only people who were added or changed since their last matching.")
@click.option(
    "--follow", is_flag=True, help="Stay, and match at once whoever is added or changed; `serve` starts this."
)
@click.option("--vacancy", help="Match nobody; print who fits this vacancy best, ranked now.")
@click.option("--limit", default=KEEP, show_default=True, type=click.IntRange(min=1), help="With --vacancy: how many.")
@click.pass_context
@command_errors
def match(
    ctx: click.Context, people: tuple[str, ...], waiting: bool, follow: bool, vacancy: str | None, limit: int
) -> None:
    """Match all jobseekers with all open vacancies and publish the result."""
    if (vacancy is not None) + bool(people or waiting) + follow > 1:
        raise InputError("match", "", "expected one of --vacancy, --follow, or the people to match")
    if follow:
        following.follow(settings_of(ctx).database_path, today)
    with open_store(ctx) as store:
        if vacancy:
            click.echo("\n".join(as_lines(personal.people_of(store, vacancy, today(), limit))))
            return
        asked = [*people, *(store.waiting() if waiting else ())]
        if waiting and not asked:
            click.echo("Nobody waits for a matching.")
            return
        report = jobs.match(store, today(), asked or None)
    show_report(report)


@cli.group("weights")
def weights_() -> None:
    """What counts more or less for one person ("pay counts more than distance")."""


@weights_.command("show")
@click.argument("person")
@click.pass_context
@command_errors
def show_weights(ctx: click.Context, person: str) -> None:
    """The points each factor can give for a person, and what was wished."""
    with open_store(ctx) as store:
        if store.jobseeker(person) is None:
            raise NotFoundError(f"there is no person {person}")
        wishes, weights = store.weight_wishes(person), personal.weights_of(store, person)
    for factor, points in weights.items():
        click.echo(f"{factor:12} {points:6.1f}  {wishes.get(factor, '')}".rstrip())


@weights_.command("set")
@click.argument("person")
@click.argument("wishes", nargs=-1, required=True, metavar="FACTOR=WISH...")
@click.option("--by", default="adviser", show_default=True, help="Who said it.")
@click.pass_context
@command_errors
def set_weights(ctx: click.Context, person: str, wishes: tuple[str, ...], by: str) -> None:
    """Say what counts, for instance `pay=more commute=less`; the list is put in the new order at once."""
    with open_store(ctx) as store:
        count = personal.set_weights(store, person, dict(_factor_wish(wish) for wish in wishes), by)
    click.echo(f"{count} matches of {person} re-scored")


def _factor_wish(text: str) -> tuple[str, str]:
    factor, sign, wish = text.partition("=")
    if not sign:
        raise InputError(f"argument {text!r}", "", "expected FACTOR=WISH")
    return factor, wish


set_weights.epilog = f"Factors: {', '.join(CHOOSABLE)}. Wishes: {', '.join(SCALE)}."


def as_lines(found: Candidates) -> list[str]:
    """One line a person: score, key, the level of each factor; then what people's own limits took out."""
    lines = [
        f"{m.score:6.2f}  {m.person}  " + " ".join(f"{f.name}={f.level}" for f in m.factors) for m in found.matches
    ]
    return [*lines, *(f"{count} outside their own limit: {limit}" for limit, count in found.removed.items())]
