"""The jobseeker's own data: see, add, download, withdraw consent, have it erased."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.serial import to_dict
from web import forms, i18n
from web.access.security import JOBSEEKER, allow, audit, begin_session, who
from web.contexts.base import FactsPage, TextPage
from web.contexts.me import ErasePage, ProfilePage
from web.i18n import _
from web.people import caseload, person_view
from web.site import stamp, store
from web.view import render

bp = Blueprint("own", __name__, url_prefix="/me")


@bp.get("/facts")
@allow(JOBSEEKER)
def facts() -> str:
    """The questions, with what is known."""
    return _facts_page(forms.fact_groups(store().fact_values(who().person), {}))


def _facts_page(groups: dict[str, tuple[forms.Field, ...]]) -> str:
    return render(
        FactsPage(
            title=_("Your answers"),
            groups=groups,
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
    values, errors = forms.read_facts(request.form)
    if errors:
        return _facts_page(forms.fact_groups({**request.form.to_dict(), **values}, errors)), 422
    known = store().fact_values(who().person)
    changed = {name: value for name, value in values.items() if known.get(name) != value}
    store().put_facts(who().person, changed, JOBSEEKER, stamp())
    audit("change facts", who().person, detail=", ".join(sorted(changed)))
    return redirect(url_for("own.profile"))


@bp.get("/profile")
@allow(JOBSEEKER)
def profile() -> str:
    """Everything that is known about the one who asks."""
    key = who().person
    person = caseload.person_or_404(key)
    consent = store().consent_at(key)
    return render(
        ProfilePage(
            title=_("Your data"),
            lines=(*person_view.wishes(person), *person_view.background(person)),
            facts=person_view.facts(store().facts(key)),
            contact=person_view.contact(store().contact(key)),
            consent_at=i18n.short_date(consent),
        )
    )


@bp.get("/profile.json")
@allow(JOBSEEKER)
def download() -> Response:
    """Everything that is stored about the one who asks, for a machine."""
    audit("download own data", who().person)
    answer = jsonify(stored_data(who().person))
    answer.headers["Content-Disposition"] = "attachment; filename=werkbrug.json"
    return answer


def stored_data(key: str) -> dict[str, Any]:
    """Profile, contact, facts, matches, decisions and log of one person as JSON types."""
    return {
        "profile": to_dict(caseload.person_or_404(key)),
        "contact": to_dict(store().contact(key)),
        "facts": [to_dict(fact) for fact in store().facts(key).values()],
        "matches": [to_dict(match) for match in store().shown_matches(key)],
        "decisions": [to_dict(decision) for decision in store().decisions_about(key)],
        "tasks": [to_dict(task) for task in store().tasks_of(key)],
        "log": [to_dict(entry) for entry in store().log_of(key, limit=10_000)],
    }


@bp.post("/consent/withdraw")
@allow(JOBSEEKER)
def withdraw() -> Response:
    """Take back the consent to share the profile."""
    store().set_consent(who().person, None, None)
    audit("withdraw consent", who().person)
    return redirect(url_for("own.profile"))


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
    audit("erase", person)
    begin_session()
    text = _(
        "Your profile, your answers and your suggestions are gone. Your link does not work any more. The log keeps only that this was done."
    )
    return render(TextPage(title=_("Your data is erased"), intro=text, sections=()))
