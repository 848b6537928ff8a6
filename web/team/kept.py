"""The counts behind the team page, kept until a step is added, taken back or goes with its person.

They read every step that was ever taken, and nearly always nothing has changed since the last look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from flask import Flask, current_app

from matcher.pipeline import STEPS
from matcher.store import Store
from matcher.store.team import Placement

NAME = "werkbrug.team"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted over all steps; placements and refusals since the goal began."""

    placements: tuple[Placement, ...]
    past: dict[str, int]
    furthest: dict[str, int]
    refusals: dict[tuple[str, str], int]


def init(app: Flask) -> None:
    """Give the application a place for the counts of one moment."""
    app.extensions[NAME] = {}


def counts(opened: Store, since: str, today: date) -> Counts:
    """The counts since a day; counted anew on another day and whenever the steps have changed."""
    kept = cast(dict[object, Counts], current_app.extensions[NAME])
    state = (opened.steps_stamp(), since, today)
    if state not in kept:
        found = _count(opened, since)
        kept.clear()
        kept[state] = found
        return found
    return kept[state]


def _count(opened: Store, since: str) -> Counts:
    return Counts(
        placements=tuple(p for p in opened.placements() if p.started >= since),
        past=opened.past_placements(),
        furthest=opened.furthest_steps(STEPS, since),
        refusals=opened.last_refusals(since),
    )
