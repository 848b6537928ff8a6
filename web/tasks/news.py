"""The weekly digest: what came up for an adviser's people since last week; as a page and as text for a mail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from flask import Blueprint, url_for

from matcher.models import Vacancy
from matcher.store import Store
from matcher.store.news import NewMatch
from web import i18n
from web.access.security import ADMIN, ADVISER, allow, audit_views, who
from web.contexts.tasks import NewsPage, NewsPerson
from web.i18n import _, ngettext
from web.people import match_view
from web.site import store, today
from web.view import render

bp = Blueprint("news", __name__, url_prefix="/tasks")
DAYS, SHOWN = timedelta(days=7), 3


@bp.get("/new")
@allow(ADVISER, ADMIN)
def page() -> str:
    """New matches of the last seven days, by person."""
    own = store().has_own(who().name)
    found = news(store(), who().name if own else None, today())
    audit_views("view in digest", (person.key for person in found))
    return render(NewsPage(title=_("New matches"), since=i18n.short_date(today() - DAYS), people=tuple(found), own=own))


def news(opened: Store, adviser: str | None, on: date) -> list[NewsPerson]:
    """Each person with new matches; of an adviser, or (None) of nobody."""
    found = opened.new_matches_since((on - DAYS).isoformat(), adviser)
    by_person = {key: list(new) for key, new in groupby(found, key=lambda m: m.person)}
    vacancies = opened.vacancies({m.vacancy for new in by_person.values() for m in new[:SHOWN]})
    names = opened.shared_names(by_person)
    counts = opened.count_new_matches((on - DAYS).isoformat(), by_person)
    return [_person(names.get(key, key), new, counts[key], vacancies) for key, new in by_person.items()]


def _person(name: str, new: Sequence[NewMatch], count: int, vacancies: Mapping[str, Vacancy]) -> NewsPerson:
    shown = [(m, vacancies[m.vacancy]) for m in new[:SHOWN]]
    return NewsPerson(
        key=new[0].person,
        name=name,
        told=_told(len(shown), count),
        best=tuple((m.vacancy, v.title, match_view.town(v), f"{m.score:.0f}") for m, v in shown),
    )


def _told(shown: int, count: int) -> str:
    """How many are new, and that only the best are listed where there are more."""
    if shown >= count:
        return ngettext("%(num)s new match", "%(num)s new matches", count)
    if shown == 1:
        return _("the best of %(n)s new matches", n=count)
    return _("the best %(shown)s of %(n)s new matches", shown=shown, n=count)


def text(people: Iterable[NewsPerson], address: str, on: date) -> str:
    """The digest as plain text, in the language spoken at the moment; a mail names no person, only their key."""
    lines = [_("New matches since %(date)s", date=i18n.short_date(on - DAYS)), ""]
    for person in people:
        lines.append(f"{person.key}: {person.told}")
        lines += [f"  {score}/100  {title} – {town}" for _ref, title, town, score in person.best]
        lines += [f"  {address}{url_for('caseload.person', key=person.key)}", ""]
    return "\n".join(lines if len(lines) > 2 else [*lines, _("There is nothing new.")]).rstrip() + "\n"
