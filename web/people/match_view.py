"""Matches as they are shown: bars, reasons that add, reasons that cost, steps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from matcher.models import Factor, Match, Vacancy
from matcher.store.decisions import Decision
from web import i18n, labels, messages
from web.contexts.match import Bar, FactorRow, MatchLine, StatusView, StepView
from web.i18n import _
from web.people import person_view
from web.site import local_day

GOOD, POOR = 0.7, 0.45
# How a score reads in words; jobseekers see these instead of the number.
FITS_WELL, FITS_FAIRLY = 70, 50
HINDERS = ("language", "hours", "commute")
SHOWN_REASONS = 3


def tone(factor: Factor) -> str:
    """Whether a factor adds, is in between, costs, or is not known."""
    share = factor.points / factor.best if factor.best else 0.0
    if factor.level == "unknown":
        return "unknown"
    return "adds" if share >= GOOD else "costs" if share <= POOR else "between"


def bars(factors: Sequence[Factor]) -> tuple[Bar, ...]:
    """One bar of all factors: each piece is as wide as its points; the whole is 100."""
    total = sum(f.best for f in factors) or 1.0
    result, at = [], 0.0
    for factor in factors:
        width = 100 * max(factor.points, 0.0) / total
        if width > 0:
            result.append(Bar(round(at, 2), round(width, 2), tone(factor)))
        at += width
    return tuple(result)


def factor_rows(factors: Iterable[Factor]) -> tuple[FactorRow, ...]:
    """Every factor in words, in the order of the engine."""
    lang = i18n.lang()
    return tuple(
        FactorRow(
            messages.factor_name(f.name, lang), messages.factor_text(f, lang), f.points, f.best, tone(f)
        )
        for f in factors
    )  # fmt: skip


def adds(factors: Iterable[Factor], most: int = SHOWN_REASONS, own: bool = False) -> tuple[str, ...]:
    """What speaks for a match, the heaviest first; `own` when the jobseeker reads it."""
    good = sorted((f for f in factors if tone(f) == "adds" and _says_something(f)), key=lambda f: -f.points)
    return tuple(messages.factor_text(f, i18n.lang(), own) for f in good[:most])


def costs(factors: Iterable[Factor], most: int = SHOWN_REASONS, own: bool = False) -> tuple[str, ...]:
    """What speaks against a match, the heaviest first; `own` when the jobseeker reads it."""
    poor = sorted((f for f in factors if tone(f) == "costs" and _says_something(f)), key=lambda f: f.points - f.best)
    return tuple(messages.factor_text(f, i18n.lang(), own) for f in poor[:most])


def _says_something(factor: Factor) -> bool:
    """Levels such as "not asked" give points but no reason; a regular job is nothing to mention."""
    return factor.level not in ("not_asked", "none_asked") and (factor.name, factor.level) != ("kind", "job")


def fit(match: Match) -> str:
    """A score in words; where German, hours or the way cost much, no sum of other points makes it fit well."""
    if match.score < FITS_FAIRLY:
        return _("Fits partly")
    hindered = any(f.name in HINDERS and tone(f) == "costs" for f in match.factors)
    return _("Fits well") if match.score >= FITS_WELL and not hindered else _("Fits fairly well")


def distance(match: Match) -> str:
    """Travel time and distance for one way; says so when unknown."""
    if match.minutes is None or match.km is None:
        return _("travel time not known")
    return _("about %(minutes)s minutes, %(km)s km", minutes=f"{match.minutes:.0f}", km=f"{match.km:.0f}")


def town_for(match: Match, vacancy: Vacancy) -> str:
    """The town that the way of the match leads to, with how many there are beside it."""
    return town(vacancy, next((f.params.get("town", "") for f in match.factors if f.name == "commute"), ""))


def town(vacancy: Vacancy, first: str = "") -> str:
    """The first town, or the one that is to come first, with how many places there are beside it."""
    known = [x.town for x in vacancy.locations if x.town]
    towns = list(dict.fromkeys((*(x for x in known if x == first), *known)))
    if not towns:
        return _("place not known")
    return towns[0] if len(towns) == 1 else _("%(town)s and %(n)s more", town=towns[0], n=len(towns) - 1)


def line(
    match: Match, vacancy: Vacancy | None, url: str, status: str = "", own: bool = False, new: bool = False
) -> MatchLine:
    """A match in a list of vacancies; a vacancy that is gone keeps its line."""
    return MatchLine(
        ref=match.vacancy,
        title=vacancy.title if vacancy else _("This vacancy is no longer there"),
        url=url,
        employer=(vacancy.employer if vacancy else "") or "",
        place=town_for(match, vacancy) if vacancy else "",
        agency=bool(vacancy and vacancy.temporary_agency),
        new=new,
        **_common(match, status, own),
    )


def person_line(match: Match, name: str, url: str, wish: str, home: str, status: str = "") -> MatchLine:
    """A match in a list of people for one vacancy, with the work that the person looks for and where they live."""
    return MatchLine(ref=match.person, title=name, url=url, employer=wish, place=home, **_common(match, status))


def _common(match: Match, status: str, own: bool = False) -> dict[str, Any]:
    lang = i18n.lang()
    return {
        "distance": distance(match),
        "score": match.score,
        "fit": fit(match),
        "bars": bars(match.factors),
        "adds": adds(match.factors, own=own),
        "costs": costs(match.factors, own=own),
        "steps": messages.own_steps(match.gaps, lang) if own else tuple(messages.gap_text(g, lang) for g in match.gaps),
        "status": (labels.own_status(status) if own else labels.status(status)) if status else "",
        "step": status,
        "transferable": match.transferable,
    }


def status_view(decision: Decision | None, own: bool = False) -> StatusView | None:
    """The last decision in words; `own` when the jobseeker reads it."""
    if decision is None:
        return None
    reason = labels.reason(decision.reason) if decision.reason else ""
    label = labels.own_status(decision.status) if own else labels.status(decision.status)
    return StatusView(label, reason, person_view.said_by(decision.said_by), i18n.short_date(decision.on))


def step_view(decision: Decision) -> StepView:
    """One step of the history in words."""
    noted = local_day(datetime.fromisoformat(decision.said_at)).isoformat()
    undone = decision.undone_at
    return StepView(
        label=labels.status(decision.status),
        reason=labels.reason(decision.reason) if decision.reason else "",
        said_by=person_view.said_by(decision.said_by),
        on=i18n.short_date(decision.on),
        noted=i18n.short_date(noted) if noted != decision.on else "",
        undone=_("taken back by %(who)s on %(date)s", who=decision.undone_by or "", date=i18n.short_date(undone))
        if undone
        else "",
    )
