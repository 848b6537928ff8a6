"""The team page, and its goal, which an administrator can change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.pipeline import STEPS
from matcher.sectors import sector_of
from matcher.store.team import Goal, Placement
from web import forms, i18n, labels
from web.access.security import ADMIN, ADVISER, allow, audit, who
from web.contexts.team import GoalPage, Table, TeamPage
from web.i18n import _, ngettext
from web.people.wanted import sector
from web.site import site, stamp, store, today
from web.team import charts, figures, kept
from web.view import render

bp = Blueprint("team", __name__, url_prefix="/team")
MONTHS = 24
HIGHEST, LONGEST = 100_000, 120


def goal() -> Goal:
    """The goal that was set, or the one of the settings, counted from the first step of all."""
    first = store().first_step() or today().isoformat()
    return store().goal() or Goal(site().settings.goal, f"{first[:7]}-01", MONTHS)


@bp.get("/")
@allow(ADVISER, ADMIN)
def index() -> str:
    """How far the team came, how long it takes, where people start, and why a match is refused."""
    aim = goal()
    known = kept.counts(store(), aim.starts, today())
    started = list(known.placements)
    counted = figures.by_month((p.started for p in started), known.past)
    found = figures.progress(counted, aim.target, date.fromisoformat(aim.starts), aim.months, today())
    steps = figures.reached(known.furthest, STEPS)
    step_rows = [(labels.status(s), n, i18n.number(n)) for s, n in steps]
    sectors = _named(figures.without_small(_sectors(started)), sector)
    refusals = _named(figures.without_small(_reasons(known.refusals)), labels.reason)
    return render(
        TeamPage(
            title=_("Team"),
            reached=found.reached,
            target=aim.target,
            period=_period(aim),
            expected=i18n.number(found.expected),
            left=ngettext("%(num)s month left after this one", "%(num)s months left after this one", found.left),
            climb=_climb(found, aim),
            by_month=_month_table(found),
            times=_times(started),
            reached_steps=charts.bar_chart(
                "steps", _("How far matches came"), _("Each bar is the number of matches that came so far or further."),
                step_rows,
            ),
            steps=Table((_("Step"), _("Matches")), tuple((label, text) for label, _n, text in step_rows)),
            sectors=_chart("sectors", _("Fields of work of the placements"), sectors),
            sector_table=_table(_("Field of work"), _("Placements"), sectors),
            refusals=_chart("refusals", _("Why matches are refused"), refusals),
            refusal_table=_table(_("Reason"), _("Matches"), refusals),
            least=figures.LEAST,
            may_change=who().role == ADMIN,
        )
    )  # fmt: skip


def _period(aim: Goal) -> str:
    first = figures.month_number(date.fromisoformat(aim.starts))
    return _("%(first)s to %(last)s", first=_month(first), last=_month(first + aim.months - 1))


def _month(number: int) -> str:
    return i18n.month(date(number // 12, number % 12 + 1, 1))


def _climb(found: figures.Progress, aim: Goal) -> charts.LineChart:
    first = figures.month_number(date.fromisoformat(aim.starts))
    words = (_month(first), _month(first + max(aim.months, len(found.months)) - 1))
    told = _(
        "%(n)s placements until now. The dashed line is an even course to the goal of %(goal)s.",
        n=i18n.number(found.reached), goal=i18n.number(aim.target),
    )  # fmt: skip
    levels = [(n, i18n.number(n)) for n in sorted({0, aim.target // 2, aim.target})]
    return charts.line_chart("climb", _("Placements over time"), told, found, words, levels)


def _month_table(found: figures.Progress) -> Table:
    rows = zip(found.months, found.counts, found.so_far, strict=True)
    return Table(
        (_("Month"), _("Placements"), _("Together")),
        tuple((i18n.month(date.fromisoformat(f"{m}-01")), i18n.number(n), i18n.number(all_)) for m, n, all_ in rows),
    )


def _times(started: list[Placement]) -> Table | None:
    """How long it took, in days; None where too few started."""
    spans = {
        _("From joining Werkbrug to the first day of work"): figures.days_between(
            (p.added, p.started) for p in started
        ),
        _("From the proposal to being hired"): figures.days_between((p.proposed, p.hired) for p in started),
        _("From being hired to the first day of work"): figures.days_between((p.hired, p.started) for p in started),
    }
    found = {name: figures.quartiles(days) for name, days in spans.items()}
    rows = tuple(
        (name, *(i18n.number(x) for x in (q.first, q.median, q.third)), i18n.number(q.n))
        for name, q in found.items()
        if q
    )
    heads = (_("Days"), _("A quarter within"), _("Half within"), _("Three quarters within"), _("Placements"))
    return Table(heads, rows) if rows else None


def _sectors(started: list[Placement]) -> Mapping[str, int]:
    return Counter(sector_of(p.isco) or figures.REST for p in started)


def _reasons(refusals: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for (_step, reason), n in refusals.items():
        counts[reason] += n
    return counts


Named = tuple[tuple[str, int, str], ...]


def _named(counts: tuple[tuple[str, int], ...], word: Callable[[str], str]) -> Named:
    """Counts with their names in words."""
    return tuple(
        (_("Not known, or fewer than %(n)s each", n=figures.LEAST) if name == figures.REST else word(name), n,
         i18n.number(n))
        for name, n in counts
    )  # fmt: skip


def _chart(name: str, title: str, rows: Named) -> charts.BarChart | None:
    told = _("Each bar is a number; the longest comes first. The table has the same numbers.")
    return charts.bar_chart(name, title, told, rows) if rows else None


def _table(first: str, second: str, rows: Named) -> Table | None:
    return Table((first, second), tuple((label, text) for label, _n, text in rows)) if rows else None


@bp.get("/goal")
@allow(ADMIN)
def change_goal() -> str:
    """The form for another goal."""
    aim = goal()
    return _goal_page({"target": str(aim.target), "starts": aim.starts, "months": str(aim.months)}, {})


def _goal_page(given: Mapping[str, str], errors: Mapping[str, str]) -> str:
    fields = {
        "target": forms.Field("target", _("Placements to reach"), "number", given.get("target", "")),
        "starts": forms.Field("starts", _("Counted from"), "date", given.get("starts", "")),
        "months": forms.Field("months", _("Months to reach it in"), "number", given.get("months", "")),
    }
    filled = {name: forms.with_error(field, errors.get(name, "")) for name, field in fields.items()}
    wrong = tuple(f for f in filled.values() if f.error)
    return render(GoalPage(title=_("The team's goal"), fields=filled, errors=wrong))


@bp.post("/goal")
@allow(ADMIN)
def set_goal() -> str | Response | tuple[str, int]:
    """Set another goal; the earlier one stays on record."""
    errors = _mistakes(request.form)
    if errors:
        return _goal_page(request.form, errors), 422
    aim = Goal(int(request.form["target"]), request.form["starts"], int(request.form["months"]))
    store().set_goal(aim, who().name, stamp())
    audit("set goal", detail=f"{aim.target} from {aim.starts} in {aim.months} months")
    return redirect(url_for("team.index"))


def _mistakes(given: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for name, high in (("target", HIGHEST), ("months", LONGEST)):
        text = given.get(name, "").strip()
        if not (text.isascii() and text.isdigit() and 1 <= int(text) <= high):
            found[name] = _("Enter a number from %(low)s to %(high)s.", low=1, high=high)
    try:
        date.fromisoformat(given.get("starts", ""))
    except ValueError:
        found["starts"] = _("Enter a date, for example 2026-03-31.")
    return found
