"""The adviser's caseload: people, one person, one match."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.facts import with_facts
from matcher.filters import Wanted, narrow
from matcher.models import Asked, Jobseeker, Match, Vacancy
from matcher.store.caseload import Look
from web import engine, forms, i18n, labels, messages
from web.access import links
from web.access.security import ADMIN, ADVISER, allow, audit, who
from web.contexts.base import FactsPage
from web.contexts.match import MatchLine
from web.contexts.people import LinkView, MatchPage, PersonPage
from web.i18n import _
from web.people import (
    added,
    hand_form,
    looking,
    match_filters,
    match_view,
    notes_view,
    own_changes,
    people_list,
    person_view,
    steps,
    understanding,
)
from web.people.steps import Given
from web.site import site, stamp, store, today
from web.tasks import task_view
from web.vacancies import vacancy_view
from web.view import render

bp = Blueprint("caseload", __name__, url_prefix="/people")
FIRST = 20


@bp.get("/")
@allow(ADVISER, ADMIN)
def people() -> str:
    """The adviser's people, or everybody, with search, filters and order."""
    return people_list.page()


def _name(key: str) -> str:
    return person_view.name_of(store().shared_contact(key), store().label_of(key) or key)


def person_or_404(key: str) -> Jobseeker:
    """The profile, or the page that says there is none."""
    person = store().jobseeker(key)
    return person if person is not None else abort(404)


@bp.get("/<key>")
@allow(ADVISER, ADMIN)
def person(key: str) -> str:
    """One person with the ranked matches."""
    audit("view person", person_or_404(key).key)
    return person_page(key)


def person_page(key: str, link: LinkView | None = None, wrong_label: str = "") -> str:
    """The page of a person; `link` is shown once, when it was just made."""
    someone, known, values = person_or_404(key), store().facts(key), store().fact_values(key)
    contact, label, own = store().shared_contact(key), store().label_of(key), store().own_items(key)
    full, reader = with_facts(someone, values), engine.reader()
    shown_as = full if contact else person_view.without_name(full, store().contact(key))
    new = looking.new_since(_looked(key), store().first_editions(key))
    added.refresh(key)
    wanted = match_filters.read(request.args)
    left = narrow(found := store().shown_matches(key), _adverts(found, wanted), wanted)
    everything: dict[str, Any] = {**request.args.to_dict(), "all": "1"}
    shown = left.matches if request.args.get("all") else _first(left.matches, store().added(key))
    return render(
        PersonPage(
            title=person_view.name_of(contact, label or key),
            key=key,
            label=hand_form.label_field(label, wrong_label),
            wishes=person_view.with_own(person_view.wishes(full), own),
            background=person_view.with_own(person_view.background(shown_as), own),
            understood=understanding.understanding(someone, reader.read(someone, today()), reader),
            waits=store().waits(key),
            own_changes=own_changes.lately(store().log_of(key), site().clock()),
            contact=person_view.contact(contact),
            facts=person_view.facts(known),
            questions=notes_view.questions_for(someone, values, today()),
            matches=lines_of(shown, key, "caseload.match", new),
            more=len(left.matches) - len(shown),
            more_url=url_for("caseload.person", key=key, **everything),
            removed=person_view.removed(full, store().removed(key)),
            no_germany=person_view.no_germany(full, known),
            filters=(fields := match_filters.shown(request.args)),
            wrong_filters=tuple(f for f in fields if f.error),
            filtered=wanted != Wanted(),
            narrowed=match_filters.removed(left.removed),
            nothing=_nothing(key, bool(found)),
            weighed=bool(store().weight_wishes(key)),
            link=link or _link_made(key),
            consent_at=i18n.short_date(store().consent_at(key)),
            new=sum(1 for m in left.matches if m.vacancy in new),
            adviser=forms.adviser_field(store().colleagues(), store().adviser_of(key)),
            tasks=task_view.lines(t for t in store().tasks_of(key) if t.done_at is None),
            courses=tuple(map(person_view.course, store().courses(key))),
        )
    )


def _first(matches: Sequence[Match], by_adviser: Container[str]) -> list[Match]:
    """The best few, and those that an adviser added, which are seldom among the best."""
    return [m for at, m in enumerate(matches) if at < FIRST or m.vacancy in by_adviser]


def _looked(key: str) -> Look:
    """Keep that the one who asks looked at a person; tells which edition was seen on the visit before."""
    look = looking.next_look(store().look_of(who().name, key), store().edition(key), site().clock())
    store().put_look(who().name, key, look)
    return look


def _link_made(key: str) -> LinkView:
    """The link that is now open; none where it ran out, was revoked or was tried too often."""
    made = store().links_of(key)
    if not made or not links.is_open(made[-1], stamp()):
        return LinkView(number=len(made))
    last = made[-1]
    return LinkView(
        len(made), i18n.short_date(last.made), i18n.short_date(last.first_used), expires=i18n.short_date(last.expires)
    )


def _adverts(matches: Sequence[Match], wanted: Wanted) -> dict[str, tuple[Vacancy, Asked]]:
    """What the filters look at; nothing where nothing is to be narrowed."""
    return store().adverts(m.vacancy for m in matches) if wanted != Wanted() else {}


def match_lines(key: str, endpoint: str) -> tuple[MatchLine, ...]:
    """The matches of a person as lines, best first; `endpoint` shows one of them."""
    return lines_of(store().shown_matches(key), key, endpoint)


def lines_of(
    found: Sequence[Match], key: str, endpoint: str, new: frozenset[str] = frozenset()
) -> tuple[MatchLine, ...]:
    """These matches of a person as lines; `new` are marked as such, and so are those an adviser added."""
    decided, by_adviser = store().decisions(key), store().added(key)
    vacancies = store().vacancies(m.vacancy for m in found)
    own = endpoint.startswith("me.")
    where: dict[str, Any] = {} if own else {"key": key}
    lines = (
        match_view.line(
            m, vacancies.get(m.vacancy), url_for(endpoint, ref=m.vacancy, **where),
            decided[m.vacancy].status if m.vacancy in decided else "", own, m.vacancy in new,
        )
        for m in found
    )  # fmt: skip
    return tuple(replace(line, added=line.ref in by_adviser) for line in lines)


@bp.get("/<key>/matches/<path:ref>")
@allow(ADVISER, ADMIN)
def match(key: str, ref: str) -> str:
    """One person and one vacancy: why, what is missing, what to know."""
    page = match_page(key, ref)
    audit("view match", key, ref)
    return page


def match_page(key: str, ref: str, given: Given | None = None) -> str:
    """The page of a match; with what was chosen and what was wrong after a refused form."""
    form = given or Given()
    someone, found, vacancy = person_or_404(key), match_or_404(key, ref), store().vacancy(ref) or abort(404)
    asked, known = store().asked(ref), store().fact_values(key)
    decision = store().decisions(key).get(ref)
    full = with_facts(someone, known)
    return render(
        MatchPage(
            title=vacancy.title,
            key=key,
            person=_name(key),
            vacancy=vacancy_view.view(vacancy, asked, engine.reader().bridge, store().usual_pay(vacancy.ref)),
            score=found.score,
            bars=match_view.bars(found.factors),
            factors=match_view.factor_rows(found.factors),
            steps=tuple(messages.gap_text(g, i18n.lang()) for g in found.gaps),
            notes=notes_view.notes_for(full, known, found, vacancy, asked, today()),
            status=match_view.status_view(decision),
            history=tuple(map(match_view.step_view, store().history(key, ref))),
            takes_back=steps.may_take_back(decision),
            status_field=forms.status_field(decision.status if decision else "", form.status, form.wrong("status")),
            reason_field=forms.reason_field(
                labels.ADVISER_REASONS, steps.reason_label(decision), form.wrong("reason"), form.reason
            ),
            day_field=forms.day_field(form.day, form.wrong("day")),
            transferable=found.transferable,
            added=ref in store().added(key),
            limits=added.broken_limits(key, ref),
        )
    )


def match_or_404(key: str, ref: str) -> Match:
    """The newest match of a person and a vacancy."""
    found = store().match(key, ref)
    return found if found is not None else abort(404)


def _nothing(key: str, any_match: bool) -> str:
    """Why the list of a person is empty, for when it is."""
    if any_match:
        return _("These filters leave no match.")
    if store().edition(key) and not store().waits(key):
        return _("No vacancy of this moment fits the wishes and limits of this person.")
    return _("No matches yet. They appear after the next matching.")


@bp.get("/<key>/facts")
@allow(ADVISER, ADMIN)
def facts(key: str) -> str:
    """The form with everything that notes and ranking may use beside the profile."""
    person_or_404(key)
    audit("view facts", key)
    return _facts_page(key, forms.fact_groups(store().fact_values(key), {}))


def _facts_page(key: str, groups: dict[str, tuple[forms.Field, ...]]) -> str:
    groups = person_view.with_profile(groups, person_or_404(key))
    return render(
        FactsPage(
            title=_("Facts about %(name)s", name=_name(key)),
            groups=groups,
            was=forms.as_was(store().fact_values(key)),
            action=url_for("caseload.save_facts", key=key),
            back=url_for("caseload.person", key=key),
            intro=_(
                "What is filled in here counts at once, in the notes and in the matches. Leave empty what you do not know."
            ),
        )
    )


@bp.post("/<key>/facts")
@allow(ADVISER, ADMIN)
def save_facts(key: str) -> str | Response | tuple[str, int]:
    """Store the facts; on a mistake the form comes back and nothing is stored."""
    person_or_404(key)
    answers = forms.read_answers(request.form, store().fact_values(key))
    if answers.errors:
        return _facts_page(key, forms.fact_groups(answers.given, answers.errors)), 422
    store().put_facts(key, answers.changed, who().name, stamp())
    audit("change facts", key, detail=", ".join(sorted(answers.changed)))
    flash(_("Saved."))
    engine.match_again(key)
    return redirect(url_for("caseload.person", key=key))
