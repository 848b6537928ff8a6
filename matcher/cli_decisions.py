"""`werkbrug evaluate decisions`: what advisers and jobseekers decided, held against what they were shown."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import click

from matcher.cli import command_errors, evaluate, open_store
from matcher.decided import evaluate_decisions, judged, judgement_rows

COLUMNS = ("jobseeker", "vacancy", "grade", "reason")


@evaluate.command("decisions")
@click.option(
    "--judgements", type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Also write the decisions as graded judgements, in the form of data/sample/judgements.csv.",
)  # fmt: skip
@click.pass_context
@command_errors
def evaluate_decisions_(ctx: click.Context, judgements: Path | None) -> None:
    """NDCG@10 of what was shown against what people decided, and the reasons for refusals per factor."""
    with open_store(ctx) as store:
        found = list(judged(store))
    if judgements:
        with judgements.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(judgement_rows(found))
    click.echo(json.dumps(evaluate_decisions(found), ensure_ascii=False, indent=1))
