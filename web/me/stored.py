"""Everything that is stored about one person: as the file to download, and in words for the page that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from matcher.serial import to_dict
from matcher.store.access import Link
from matcher.store.tasks import Task
from web import i18n
from web.contexts.base import Line
from web.contexts.me import AnswerView, Everything
from web.i18n import _
from web.me import answers, rights
from web.people import caseload, person_view
from web.site import site, store

LOGGED = 10_000


def stored_data(key: str) -> dict[str, Any]:
    """What is stored of one person as JSON types; of a link neither the address nor the code is known."""
    return {
        "profile": to_dict(caseload.person_or_404(key)),
        "contact": to_dict(store().contact(key)),
        "account": _account(key),
        "adviser": adviser(key),
        "label": store().label_of(key),
        "consent": {"at": store().consent_at(key), "noted_by": store().consent_by(key)},
        "kept_until": store().kept_until(key, site().settings.retain_months),
        "facts": [to_dict(fact) for fact in store().facts(key).values()],
        "corrections": [to_dict(said) for said in store().corrections(key)],
        "taken_out": [{"mark": mark, "at": at} for mark, at in store().taken_out_at(key).items()],
        "own_items": [to_dict(item) for item in store().own_items(key)],
        "matches": [to_dict(match) for match in store().shown_matches(key)],
        "other_scores": [{"vacancy": m.vacancy, "score": m.score} for m in store().beyond_the_list(key)],
        "removed_by_own_limits": store().removed(key),
        "weights": store().weight_wishes(key),
        "decisions": [to_dict(decision) for decision in store().decisions_about(key)],
        "tasks": [to_dict(task) for task in store().tasks_of(key)],
        "courses": [to_dict(course) for course in store().courses(key)],
        "links": [_link(link) for link in store().links_of(key)],
        "log": [to_dict(entry) for entry in store().log_of(key, limit=LOGGED)],
    }


def _account(key: str) -> dict[str, str] | None:
    found = store().account_of(key)
    return {"name": found.name, "language": found.lang} if found else None


def _link(link: Link) -> dict[str, str | None]:
    return {"made": link.made, "expires": link.expires, "first_used": link.first_used, "revoked": link.revoked}


def adviser(key: str) -> str:
    """Who works with a person, as a name to show: of an e-mail address only what stands before the @."""
    return (store().adviser_of(key) or "").partition("@")[0]


def noted(tasks: Iterable[Task]) -> tuple[Line, ...]:
    """What advisers wrote down to do about a person: the words, until when, and whether it is done."""
    return tuple(Line(task.text, " · ".join(filter(None, (_due(task), _done(task))))) for task in tasks)


def _due(task: Task) -> str:
    return _("by %(date)s", date=i18n.short_date(task.due)) if task.due else ""


def _done(task: Task) -> str:
    return _("done on %(date)s", date=i18n.short_date(task.done_at)) if task.done_at else _("still to do")


def everything(key: str) -> Everything:
    """What stands on other pages of the jobseeker: jobs, answers to them, German courses, links, and the log."""
    return Everything(
        jobs=tuple(
            Line(x.title, ", ".join(filter(None, (x.employer, x.place)))) for x in caseload.match_lines(key, "me.job")
        ),
        answers=tuple(Line(x.dutch or x.title, _answer(x)) for x in answers.views(key)),
        courses=tuple(map(person_view.course, store().courses(key))),
        links=tuple(map(_link_line, store().links_of(key))),
        days=tuple(rights.days(store().log_of(key, LOGGED))),
    )


def _answer(view: AnswerView) -> str:
    return ", ".join(filter(None, (view.status, view.reason, view.on)))


def _link_line(link: Link) -> Line:
    used = _("used on %(date)s", date=i18n.short_date(link.first_used)) if link.first_used else _("not used")
    stopped = _("stopped on %(date)s", date=i18n.short_date(link.revoked)) if link.revoked else ""
    return Line(_("Personal link"), ", ".join(filter(None, (i18n.short_date(link.made), used, stopped))))
