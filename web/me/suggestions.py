"""The jobseeker's door: a personal link with a code, suggestions, one job, an answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.facts import last_pay, with_facts
from matcher.models import Gap, Jobseeker, Match
from matcher.notes import topics_for
from matcher.store.decisions import Decision
from web import engine, forms, i18n, labels
from web.access import again, limits, links
from web.access.security import JOBSEEKER, allow, audit, begin_session, public, who
from web.contexts.access import CodePage
from web.contexts.me import Addable, JobPage, Suggestion, SuggestionsPage
from web.contexts.vacancies import VacancyView
from web.i18n import _
from web.me import answers, plain
from web.me.left_out import left_out
from web.me.money import money
from web.people import caseload, match_view, notes_view
from web.site import site, stamp, store, today
from web.vacancies import vacancy_view
from web.vacancies.rendering import dutch_titles
from web.view import render

bp = Blueprint("me", __name__, url_prefix="/me")
FIRST, MORE = 5, 25


@bp.get("/open/<token>")
@public
def enter(token: str) -> str:
    """Ask for the code; the same page whether the link exists or not."""
    return _code_page(token)


def _code_page(token: str, problem: str = "", closed: bool = False) -> str:
    return render(
        CodePage(
            title=_("Your personal page"), problem=problem, token=token, closed=closed, days=site().settings.link_days,
            tries=links.MAX_WRONG_CODES,
        )
    )  # fmt: skip


@bp.post("/open/<token>")
@limits.sign_in
@public
def check_code(token: str) -> str | Response | tuple[str, int]:
    """Let the jobseeker in when link and code are right; whoever has not both reads the same, whatever is wrong."""
    entry = links.enter(store(), token, request.form.get("code", ""), stamp(), again.opened_here())
    if entry.link is None:
        return _code_page(token, _problem(entry), closed=bool(entry.problem)), 403
    begin_session(link=entry.link.token)
    store().log(stamp(), JOBSEEKER, "open link again" if entry.again else "open link", entry.link.person)
    answer = redirect(url_for("me.suggestions"))
    return answer if entry.again else again.remember(answer, entry.link)


def _problem(entry: links.Entry) -> str:
    texts = {
        "used": _(
            "You used this link already, on %(date)s. It works for one more day, but only in the browser that opened it first.",
            date=i18n.short_date(entry.used),
        ),
        "revoked": _("This link was replaced or stopped by your adviser."),
        "expired": _("This link is too old. It does not work any more."),
    }
    return texts.get(entry.problem) or _("That did not work. Below you read what can be wrong and what you can do.")


@bp.get("/")
@allow(JOBSEEKER)
def suggestions() -> str:
    """The five best suggestions, more on request; none for who does not want to work in Germany."""
    person, known = caseload.person_or_404(who().person), store().fact_values(who().person)
    full, questions = with_facts(person, known), notes_view.questions_for(person, known, today())
    settled = {ref for ref, d in store().decisions(person.key).items() if d.status in labels.SETTLED}
    found = store().shown_matches(person.key, MORE + len(settled))
    found = [m for m in found if m.vacancy not in settled][:MORE]
    found = [] if full.germany is False else found
    shown = MORE if request.args.get("more") else FIRST
    return render(
        SuggestionsPage(
            title=_("Jobs in Germany for you"),
            suggestions=suggested(full, known, found[:shown], {q.fact for q in questions}),
            more=len(found[shown:]),
            left_out=left_out(full, store().removed(person.key) if full.germany is not False else {}),
            questions=questions,
            asks_pay=last_pay(known) is None,
            has_account=store().account_of(person.key) is not None,
            waits=store().waits(person.key),
            said_no="no" in request.args,
            no_germany=full.germany is False,
        )
    )


def suggested(
    person: Jobseeker, known: Mapping[str, Any], found: Sequence[Match], questions: Set[str]
) -> tuple[Suggestion, ...]:
    """The matches as lines, with what the job is in Dutch, how far it is, what it leaves of the pay, and what to know."""
    lines, matches = caseload.lines_of(found, person.key, "me.job"), {m.vacancy: m for m in found}
    adverts = store().adverts(matches)
    there = [vacancy for vacancy, _asked in adverts.values()]
    dutch = dutch_titles(there, engine.reader().bridge) if i18n.lang() == "nl" else {}
    return tuple(
        Suggestion(
            x, dutch.get(x.ref, ""), plain.way(matches[x.ref], person),
            money(person, known, matches[x.ref], *adverts[x.ref], today(), questions) if x.ref in adverts else None,
            plain.subjects(topics_for(person, known, matches[x.ref], *adverts[x.ref], today())) if x.ref in adverts else "",
        )
        for x in lines
    )  # fmt: skip


@bp.get("/waits")
@allow(JOBSEEKER)
def waits() -> dict[str, bool]:
    """Whether the jobs are being looked up again; a page that says so asks this, and nothing is shown."""
    return {"waits": store().waits(who().person)}


@bp.get("/jobs/<path:ref>")
@allow(JOBSEEKER)
def job(ref: str) -> str:
    """One suggestion: what, where, why it fits, what is still needed, what to know."""
    return _job_page(ref)


def _without_doubles(view: VacancyView) -> VacancyView:
    """The vacancy without the German words of its tasks and requirements, where the page says them in Dutch."""
    doubles = {_("Must have"), _("Tasks"), _("Nice to have")} if view.dutch else set()
    return replace(view, asked=tuple(x for x in view.asked if x.label not in doubles))


def _job_page(ref: str, error: str = "") -> str:
    key = who().person
    person, found, vacancy = caseload.person_or_404(key), caseload.match_or_404(key, ref), store().vacancy(ref)
    if vacancy is None:
        abort(404)
    asked, known, decision = store().asked(ref), store().fact_values(key), store().decisions(key).get(ref)
    full, questions = with_facts(person, known), {q.fact for q in notes_view.questions_for(person, known, today())}
    view = _without_doubles(vacancy_view.view(vacancy, asked, engine.reader().bridge, store().usual_pay(vacancy.ref)))
    return render(
        JobPage(
            title=(view.dutch and view.dutch.occupation) or vacancy.title,
            vacancy=view,
            line=match_view.line(found, vacancy, "", own=True),
            way=plain.way(found, full),
            money=money(full, known, found, vacancy, asked, today(), questions),
            notes=notes_view.notes_for(full, known, found, vacancy, asked, today()),
            status=match_view.status_view(decision, own=True),
            answer=decision.status if decision else "",
            takes_back=answers.may_take_back(decision),
            open_to_answer=decision is None or decision.status in labels.OPEN_TO_ANSWER,
            reason_field=forms.reason_field(labels.OWN_REASONS, _("Why not?"), error),
            addable=addable(found.gaps, ref),
        )
    )


def addable(gaps: Iterable[Gap], ref: str) -> tuple[Addable, ...]:
    """The skills that are lacking, each with the page where its word is searched already and that leads back."""
    found = ((gap.params.get("asked_nl") or gap.what, gap.what) for gap in gaps if gap.kind == "skill")
    return tuple(
        Addable(words, url_for("own_skills.choose", kind="skill", q=words.removesuffix(f" ({german})"), job=ref))
        for words, german in found
    )


@bp.post("/answer")
@allow(JOBSEEKER)
def answer() -> str | Response | tuple[str, int]:
    """Interested, or not interested because; a step the adviser has taken since is never overwritten."""
    ref, status, reason = (request.form.get(x, "") for x in ("vacancy", "status", "reason"))
    caseload.match_or_404(who().person, ref)
    before = store().decisions(who().person).get(ref)
    if status not in labels.ANSWERS or reason not in ("", *labels.OWN_REASONS):
        abort(400)
    if before is not None and before.status not in labels.OPEN_TO_ANSWER:
        abort(403)
    if status == "not_interested" and not reason:
        return _job_page(ref, _("Choose why this job does not suit you.")), 422
    given = reason if status == "not_interested" else ""
    if before is None or (before.status, before.reason or "") != (status, given):
        day = today().isoformat()
        store().decide(Decision(who().person, ref, status, given or None, JOBSEEKER, stamp(), day))
        audit("decide", who().person, ref, " ".join(filter(None, (status, given))))
    if given:
        return redirect(url_for("me.suggestions", no=1))
    flash(_("Done. Your adviser sees that you are interested."))
    return redirect(url_for("me.job", ref=ref))
