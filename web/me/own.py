"""The jobseeker's own data: see, add, download, withdraw consent, have it erased."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.facts import FACTS, with_facts
from web import engine, forms, i18n
from web.access.security import JOBSEEKER, allow, audit, begin_session, who
from web.contexts.base import FactsPage, TextPage
from web.contexts.me import ErasePage, Everything, ProfilePage
from web.i18n import _
from web.me import asking, profile_items, questions, rights, stored
from web.me.wishes import WISHES
from web.people import caseload, person_view, understanding
from web.site import store, today
from web.view import render

bp = Blueprint("own", __name__, url_prefix="/me")
# What stands in the form of wishes is not asked here again.
ASKED = tuple(name for name in FACTS if name not in WISHES)


@bp.get("/facts")
@allow(JOBSEEKER)
def facts() -> str:
    """The questions, with what is known."""
    return _facts_page(forms.fact_groups(store().fact_values(who().person), {}, ASKED))


def _facts_page(groups: dict[str, tuple[forms.Field, ...]]) -> str:
    return render(
        FactsPage(
            title=_("Your situation"),
            groups=asking.as_asked(groups),
            was=forms.as_was(store().fact_values(who().person)),
            action=url_for("own.save_facts"),
            back=url_for("own.profile"),
            intro=_(
                "You do not have to fill in everything. With each answer we can tell you better what working in Germany means for you."
            ),
        )
    )


@bp.post("/facts")
@allow(JOBSEEKER)
def save_facts() -> str | Response | tuple[str, int]:
    """Store the answers; on a mistake the form comes back and nothing is stored."""
    answers = forms.read_answers(request.form, store().fact_values(who().person))
    if answers.errors:
        return _facts_page(forms.fact_groups(answers.given, answers.errors, ASKED)), 422
    questions.keep(answers.changed)
    flash(_("Thank you. Your answers are kept, and what you read about money and rules follows them."))
    return redirect(url_for("own.profile"))


@bp.get("/profile")
@allow(JOBSEEKER)
def profile() -> str:
    """Everything that is known about the one who asks."""
    return _profile_page()


@bp.get("/profile/print")
@allow(JOBSEEKER)
def printed() -> str:
    """The same with jobs, answers and the log in full, to be read at one go or printed."""
    return _profile_page(stored.everything(who().person))


def _profile_page(everything: Everything | None = None) -> str:
    person, reader = caseload.person_or_404(who().person), engine.reader()
    key, account = person.key, store().account_of(person.key)
    known = store().fact_values(key)
    full = with_facts(person, known)
    return render(
        ProfilePage(
            title=_("Your data"),
            wishes=(*person_view.own_wishes(full), *asking.german(full)),
            items=profile_items.by_label(person, {name for name, value in known.items() if value is not None}),
            additions=profile_items.additions(person),
            understood=understanding.understanding(person, reader.read(person, today()), reader),
            facts=person_view.facts({n: f for n, f in store().facts(key).items() if n in ASKED}, asking.said_by),
            contact=person_view.contact(store().contact(key)),
            consent_at=i18n.short_date(store().consent_at(key)),
            kept_until=rights.kept_until(key),
            account=account.name if account else "",
            adviser=stored.adviser(key),
            noted=stored.noted(store().tasks_of(key)),
            answers=len(store().decisions(key)),
            looks=sum(1 for entry in store().log_of(key) if entry.who != JOBSEEKER),
            waits=store().waits(key),
            everything=everything,
        )
    )


@bp.get("/profile.json")
@allow(JOBSEEKER)
def download() -> Response:
    """Everything that is stored about the one who asks, for a machine."""
    audit("download own data", who().person)
    answer = jsonify(stored.stored_data(who().person))
    answer.headers["Content-Disposition"] = "attachment; filename=werkbrug.json"
    return answer


@bp.post("/consent/withdraw")
@allow(JOBSEEKER)
def withdraw() -> Response:
    """Take back the consent to share the profile."""
    store().set_consent(who().person, None, None)
    audit("withdraw consent", who().person)
    return redirect(url_for("rights.consent"))


@bp.get("/erase")
@allow(JOBSEEKER)
def erase() -> str:
    """Ask whether that is really meant."""
    return _erase_page()


def _erase_page(error: str = "") -> str:
    field = forms.Field("sure", _("Yes, erase all my data"), "checkbox", error=error)
    return render(ErasePage(title=_("Erase your data"), field=field))


@bp.post("/erase")
@allow(JOBSEEKER)
def erase_now() -> str | tuple[str, int]:
    """Erase the one who asks, end the session, and say so."""
    if request.form.get("sure") != "yes":
        return _erase_page(_("Tick the box if you are sure.")), 422
    person = who().person
    store().erase_person(person)
    audit("erase")
    begin_session()
    text = _(
        "Your profile, your answers, your suggestions and your account are gone, also from the log. The log keeps only that somebody was erased, not who. Your link does not work any more. If UWV or your municipality sends us your profile again, it comes back: tell them if you do not want that."
    )
    return render(TextPage(title=_("Your data is erased"), intro=text, sections=()))
