"""The questions that sharpen the notes, one at a time: why it is asked, an answer, or not now."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, request, session, url_for
from werkzeug.wrappers import Response

from matcher.facts import FACTS, RANKING_FACTS
from matcher.rules.questions import load_questions
from web import engine, forms, i18n
from web.access.security import JOBSEEKER, allow, audit, who
from web.contexts.match import QuestionView
from web.contexts.me import QuestionPage
from web.forms import Field
from web.i18n import _
from web.me import asking
from web.people import caseload, notes_view
from web.site import stamp, store, today
from web.view import render

bp = Blueprint("questions", __name__, url_prefix="/me/question")
SKIPPED, ANSWERED = "skipped", "answered"


@bp.get("/")
@allow(JOBSEEKER)
def ask() -> str | Response:
    """The next question that was not skipped, or one asked for by name first; after the last one the jobs."""
    left = _left(request.args.get("fact", ""))
    if left:
        return _page(left)
    if session.pop(ANSWERED, False):
        flash(_("Thank you. Your answers are kept, and what you read about money and rules follows them."))
    else:
        flash(_("There are no more questions now. You can still answer them under “Your data”."))
    return redirect(url_for("me.suggestions"))


def _left(first: str = "") -> tuple[QuestionView, ...]:
    person = caseload.person_or_404(who().person)
    asked = notes_view.questions_for(person, store().fact_values(person.key), today())
    left = tuple(q for q in asked if q.fact not in (first, *session.get(SKIPPED, [])))
    return (*_named(first), *left)


def _named(fact: str) -> tuple[QuestionView, ...]:
    """The question about a fact, whether it would be asked now or not; nothing where there is none."""
    found, lang = load_questions().get(fact), i18n.lang()
    return (QuestionView(fact, found.texts[lang], found.why[lang]),) if found else ()


def _page(left: tuple[QuestionView, ...], given: str = "", error: str = "") -> str:
    question = left[0]
    return render(
        QuestionPage(
            title=question.text, why=question.why, fact=question.fact, more=len(left) - 1,
            field=field(question, given, error),
        )
    )  # fmt: skip


def field(question: QuestionView, given: str = "", error: str = "") -> Field:
    """The field for the answer; "not known" is the button that skips."""
    made = asking.in_plain_words(forms.fact_field(FACTS[question.fact], given, error), _("Choose an answer"))
    choices = tuple(c for c in made.choices if c[0] or made.kind == "select")
    return forms.with_choices(made, _("Your answer"), choices)


@bp.post("/")
@allow(JOBSEEKER)
def answer() -> str | Response | tuple[str, int]:
    """Keep the answer, or skip the question for this visit; then the next one."""
    fact = request.form.get("fact", "")
    if fact not in FACTS:
        return redirect(url_for("questions.ask"))
    if request.form.get("skip"):
        session[SKIPPED] = [*session.get(SKIPPED, []), fact]
        return redirect(url_for("questions.ask"))
    values, errors = forms.read_facts({fact: request.form.get(fact, "")})
    if not errors and values.get(fact) is None:
        errors = {fact: _("Give an answer, or choose “Skip this question”.")}
    left = _left(fact)
    if errors and left and left[0].fact == fact:
        return _page(left, request.form.get(fact, ""), errors[fact]), 422
    if not errors:
        keep(values)
        session[ANSWERED] = True
    return redirect(url_for("questions.ask"))


def keep(values: Mapping[str, object]) -> None:
    """Store what the jobseeker said of themselves; what counts in the ranking makes the matches anew."""
    known = store().fact_values(who().person)
    changed = {name: value for name, value in values.items() if known.get(name) != value}
    store().put_facts(who().person, changed, JOBSEEKER, stamp())
    audit("change facts", who().person, detail=", ".join(sorted(changed)))
    if RANKING_FACTS & changed.keys():
        engine.match_again(who().person)
