"""The engine's commands; `web.cli` adds those that need the web server and is the console script `werkbrug`."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from matcher import bench, jobs, official
from matcher.bridge import KINDS, Bridge
from matcher.bridge.encoder import Encoder, load_encoder
from matcher.case import evaluate_case
from matcher.data import read_csv
from matcher.errors import ExitStatus, InputError, MatcherError, NotFoundError
from matcher.evaluate import BridgeScorers, char_tfidf, evaluate_terms, read_candidates, read_pairs, wratio
from matcher.extraction_case import PARTS, evaluate_extraction_files
from matcher.facts import FACTS, check_fact, read_facts_file
from matcher.models import Rejected
from matcher.profiles import read_profiles
from matcher.settings import Settings
from matcher.sources.gazetteer import Gazetteer
from matcher.sources.jobsuche import read_recorded
from matcher.sources.jobsuche_client import JobsucheSource
from matcher.sources.jobsuche_http import HttpLimits
from matcher.sources.jobsuche_service import ClientSettings
from matcher.sources.slices import Circle, Query
from matcher.store import Store, now
from matcher.store.reference import ReferenceFile

F = TypeVar("F", bound=Callable[..., Any])
KIND_CODES = {"jobs": 1, "apprenticeships": 4, "internships": 34}
SHOW_REJECTED = 20


def command_errors(function: F) -> F:
    """Turn an expected error into one sentence on stderr and the exit status of its kind."""

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except MatcherError as error:
            click.echo(f"werkbrug: {error}", err=True)
            sys.exit(error.status)

    return wrapped  # type: ignore[return-value]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--database", type=click.Path(dir_okay=False), help="Database file (default: var/werkbrug.db).")
@click.version_option(package_name="werkbrug")
@click.pass_context
def cli(ctx: click.Context, database: str | None) -> None:
    """Match Dutch jobseekers with German vacancies, and say why."""
    ctx.obj = functools.partial(Settings.read, database=database)


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this invocation."""
    settings: Settings = ctx.find_root().obj()
    return settings


def open_store(ctx: click.Context) -> Store:
    """The database of this invocation."""
    return Store.open(settings_of(ctx).database_path)


def today() -> date:
    """This day, on the clock of the machine."""
    return datetime.now().astimezone().date()


@cli.group("import")
def import_() -> None:
    """Bring in vacancies or jobseekers."""


@import_.command("vacancies")
@click.option(
    "--from", "path", type=click.Path(exists=True, path_type=Path), help="Recorded bodies: .json, .jsonl or a folder."
)
@click.option("--around", help="Postcode or town to search around in the live service.")
@click.option("--radius", default=50, show_default=True, help="Radius in km, at most 200.")
@click.option("--days", type=int, help="Only what was published in the last DAYS days.")
@click.option("--kind", type=click.Choice(list(KIND_CODES)), default="jobs", show_default=True)
@click.pass_context
@command_errors
def import_vacancies(
    ctx: click.Context, path: Path | None, around: str | None, radius: int, days: int | None, kind: str
) -> None:
    """Import vacancies from the Jobsuche service, or from recorded answers with --from."""
    if (path is None) == (around is None):
        raise InputError("import vacancies", "", "expected either --from PATH or --around PLACE")
    with open_store(ctx) as store:
        if path is not None:
            report = jobs.import_vacancies(store, read_recorded(path))
        else:
            query = Query(Circle(around or "", radius), KIND_CODES[kind], days=days)
            places = Gazetteer.of(read_csv("places", "postcodes.csv"))
            with JobsucheSource(query, places, _client_settings(settings_of(ctx))) as source:
                report = jobs.import_vacancies(store, source.fetch())
                report.counts |= {"gone": store.mark_gone(source.tally.gone, now())}
                report.counts |= {"listed": source.tally.listed, "without_detail": len(source.tally.failed)}
                report.rejected += [Rejected("jobsuche", "", problem) for problem in source.tally.problems]
    show_report(report)


def _client_settings(settings: Settings) -> ClientSettings:
    limits = HttpLimits(pause=settings.jobsuche_pause)
    return ClientSettings(settings.jobsuche_url, settings.jobsuche_key, limits=limits)


@import_.command("jobseekers")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["auto", "vum", "sonar", "europass"]), default="auto", show_default=True
)
@click.option(
    "--facts", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="CSV with person,name,value."
)
@click.pass_context
@command_errors
def import_jobseekers(ctx: click.Context, paths: tuple[Path, ...], form: str, facts: Path | None) -> None:
    """Import jobseekers from VUM (JSON), Sonar (CSV or XLSX) or Europass (JSON) files."""
    extra = read_facts_file(facts) if facts else {}
    worst = ExitStatus.OK
    with open_store(ctx) as store:
        for path in paths:
            records, parse = read_profiles(path, form)
            report = jobs.import_jobseekers(store, records, parse, extra)
            worst = max(worst, report.status)
            show_report(report, leave=False)
    sys.exit(worst)


@cli.group("facts")
def facts_() -> None:
    """What is known about a person beside the profile."""


@facts_.command("set")
@click.argument("person")
@click.argument("facts", nargs=-1, required=True, metavar="NAME=VALUE...")
@click.option("--by", default="adviser", show_default=True, help="Who said it.")
@click.pass_context
@command_errors
def set_facts(ctx: click.Context, person: str, facts: tuple[str, ...], by: str) -> None:
    """Add facts by hand, for instance `german_level=B1 home_owner=yes`; an empty value takes one away."""
    found = dict(_name_value(fact) for fact in facts)
    with open_store(ctx) as store:
        if store.jobseeker(person) is None:
            raise NotFoundError(f"there is no person {person}")
        store.put_facts(person, found, by, now())
    click.echo(f"{len(found)} facts stored for {person}")


def _name_value(text: str) -> tuple[str, Any]:
    name, sign, value = text.partition("=")
    if not sign:
        raise InputError(f"argument {text!r}", "", "expected NAME=VALUE")
    return name, check_fact(name, value, "argument")


@facts_.command("list")
def list_facts() -> None:
    """Which facts there are and what values they take."""
    for fact in FACTS.values():
        values = ", ".join(fact.choices) or (
            "yes, no" if fact.kind == "yes_no" else f"{fact.low:g}–{fact.high:g} {fact.unit}"
        )
        click.echo(f"{fact.name:20} {values}")


@cli.group("reference")
def reference_() -> None:
    """Official tables: ESCO, EURES mappings, DKZ, BO&C, KldB–ISCO."""


@reference_.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.pass_context
@command_errors
def import_reference(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Recognise, check and keep official tables (CSV or XLSX files, or folders with them); all or nothing.

    Known are ESCO's classification files (nl and de: occupations, skills, collections of skills, ISCO groups, skill
    groups, hierarchy, broader relations, occupation–skill relations), the EURES mapping tables (nl and de), the BA's
    DKZ list, UWV's BO&C list and the KldB 2010 – ISCO-08 table.
    """
    with open_store(ctx) as store:
        done = official.import_reference(store, paths)
    for file in done.files:
        click.echo(_reference_line(file))
    for name in done.unknown:
        click.echo(f"  not an official table, left alone: {name}", err=True)
    for line in done.advice:
        click.echo(f"  {line}", err=True)
    click.echo("reference: " + ", ".join(f"{name} {count}" for name, count in done.counts.items()))


@reference_.command("status")
@click.pass_context
@command_errors
def reference_status(ctx: click.Context) -> None:
    """Which official tables are loaded, with versions."""
    with open_store(ctx) as store:
        files = store.reference_files()
    for file in files:
        click.echo(f"{_reference_line(file)}  loaded {file.loaded_at}  sha256 {file.sha256[:12]}")
    if not files:
        click.echo(
            "no official tables are loaded; everything works without, and better with (werkbrug reference import)"
        )
    for line in official.advice(files):
        click.echo(f"  {line}", err=True)


def _reference_line(file: ReferenceFile) -> str:
    repeated = f", {file.repeated} rows stood twice" if file.repeated else ""
    return f"{file.kind:26} {file.lang or '-':3} {file.version or '-':12} {file.rows:>7} rows{repeated}  {file.name}"


@cli.command("runs")
@click.option("--limit", default=10, show_default=True)
@click.pass_context
@command_errors
def runs(ctx: click.Context, limit: int) -> None:
    """The newest runs, each with its counts, its problem and its warnings."""
    with open_store(ctx) as store:
        for run in store.runs(limit):
            counts = ", ".join(f"{name} {count}" for name, count in run["report"].get("counts", {}).items())
            click.echo(f"{run['id']:>5}  {run['started']}  {run['kind']:18} {run['status'] or 'running':10} {counts}")
            for sentence in filter(None, (run["report"].get("problem"), *run["report"].get("warnings", ()))):
                click.echo(f"{'':7}{sentence}")


@cli.command("expire")
@click.option("--dry-run", is_flag=True, help="Only say how many there are.")
@click.pass_context
@command_errors
def expire(ctx: click.Context, dry_run: bool) -> None:
    """Erase the people whose data may no longer be kept; advisers see beforehand whose time is about to end."""
    months = settings_of(ctx).retain_months
    with open_store(ctx) as store:
        keys = store.past_keeping(today().isoformat(), months)
        for key in () if dry_run else keys:
            with store.transaction():
                store.erase_person(key)
                store.log(now(), "administrator", "erase")
    click.echo(f"{len(keys)} people {'would be' if dry_run else 'are'} erased")


@cli.group("evaluate")
def evaluate() -> None:
    """Measure quality on labelled data; JSON on stdout and nothing else."""


def _terms_command(kind: str) -> None:
    @evaluate.command(f"{kind}s", help=f"Rank all German {kind}s for each Dutch one; MRR, a@1, a@10, ties averaged.")
    @click.option("--pairs", required=True, type=click.Path(path_type=Path), help="CSV: Dutch,German (with header).")
    @click.option("--candidates", required=True, type=click.Path(path_type=Path), help="CSV: German (with header).")
    @click.option(
        "--reference", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of official files."
    )
    @click.option("--baselines/--no-baselines", default=True, show_default=True, help="Also rank by spelling alone.")
    @click.option(
        "--semantic/--no-semantic", default=None, help="With the encoder of the extra `semantic`.  [when installed]"
    )
    @click.pass_context
    @command_errors
    def evaluate_kind(
        ctx: click.Context,
        pairs: Path,
        candidates: Path,
        reference: Path | None,
        baselines: bool,
        semantic: bool | None,
    ) -> None:
        bridge = Bridge.load(jobs.reference_concepts(reference) if reference else ())
        if semantic is not False:
            bridge = replace(bridge, encoder=_encoder(settings_of(ctx), needed=bool(semantic)))
        scorers = BridgeScorers(bridge, kind).by_name()
        if baselines:
            scorers |= {"char_tfidf": char_tfidf, "wratio": wratio}
        figures = evaluate_terms(read_pairs(pairs), read_candidates(candidates), scorers)
        _print_json({"kind": kind, "encoder": bridge.encoder and bridge.encoder.name, **figures})


def _encoder(settings: Settings, needed: bool) -> Encoder | None:
    found = load_encoder(settings.database_path.parent / "cache")
    if found is None and needed:
        raise InputError("option --semantic", "", "expected the extra: pip install 'werkbrug[semantic]'")
    return found


for _kind in KINDS:
    _terms_command(_kind)


@evaluate.command("ranking")
@click.option("--case", "folder", required=True, type=click.Path(exists=True, file_okay=False, path_type=Path))
@command_errors
def evaluate_ranking(folder: Path) -> None:
    """nDCG@10 and recall@50 on a folder like data/sample (vacancies, jobseekers, facts, judgements)."""
    _print_json(evaluate_case(folder, today()))


@evaluate.command("extraction")
@click.option(
    "--labels", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON lines."
)
@click.option("--vacancies", required=True, type=click.Path(exists=True, path_type=Path), help="Recorded bodies.")
@click.option(
    "--part", type=click.Choice(PARTS), default="all", show_default=True, help="Every fifth label is held out."
)
@command_errors
def evaluate_extraction_(labels: Path, vacancies: Path, part: str) -> None:
    """Precision, recall and F1 per field of what is read from advertisements, against labels made by hand."""
    _print_json(evaluate_extraction_files(vacancies, labels, part))


@cli.command("bench")
@click.option("--vacancies", default=100_000, show_default=True, type=click.IntRange(1), help="Size of the stock.")
@click.option("--people", default=1_000, show_default=True, type=click.IntRange(1))
@click.option("--seed", default=1, show_default=True, help="The same seed makes the same stock.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes and threads.")
@click.option("--only", multiple=True, type=click.Choice(list(bench.MEASURES)), help="May be given several times.")
@command_errors
def bench_(vacancies: int, people: int, seed: int, workers: int, only: tuple[str, ...]) -> None:
    """Measure speed on a made-up stock beside plain scikit-learn: JSON on stdout, a table on stderr."""
    run = bench.Bench(vacancies, people, seed, workers)
    measures = bench.run(run, only)
    click.echo(bench.as_table(measures), err=True)
    _print_json(bench.as_json(run, measures))


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def show_report(report: jobs.RunReport, leave: bool = True) -> None:
    """Print a run's counts and what was kept aside; leave with its exit status unless it is fine."""
    counts = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in report.counts.items())
    click.echo(f"{report.kind}: {counts} (run {report.run}, {sum(report.seconds.values()):.1f} s)")
    if report.odd_fields:
        odd = ", ".join(f"{name} {count}" for name, count in report.odd_fields.items())
        click.echo(f"  fields not understood: {odd}")
    for rejected in _first(report.rejected, SHOW_REJECTED):
        click.echo(f"  kept aside: {rejected.where}, field {rejected.field or '-'}: {rejected.reason}", err=True)
    if len(report.rejected) > SHOW_REJECTED:
        click.echo(f"  and {len(report.rejected) - SHOW_REJECTED} more, see `werkbrug runs`", err=True)
    if leave and report.status is not ExitStatus.OK:
        sys.exit(report.status)


def _first(items: Iterable[Rejected], n: int) -> list[Rejected]:
    return list(items)[:n]


__all__ = ["cli", "command_errors", "open_store", "settings_of", "show_report"]
