"""What was understood of the jobseeker's own work and skills: see it, correct it, add, leave out; the suggestions follow."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.models import Correction
from web import engine
from web.access.security import JOBSEEKER, allow, audit, who
from web.contexts.me import ChoosePage, SkillsPage
from web.i18n import _
from web.people import caseload, person_view, understanding, understood
from web.site import stamp, store, today
from web.view import render

bp = Blueprint("own_skills", __name__, url_prefix="/me/skills")


@bp.get("/")
@allow(JOBSEEKER)
def page() -> str:
    """Occupations and skills as they were understood, in plain words."""
    person, reader = caseload.person_or_404(who().person), engine.reader()
    understood_now = reader.read(person, today())
    said = ((x.correction, _said_by(x.said_by), x.said_at) for x in store().corrections(person.key))
    return render(
        SkillsPage(
            title=_("Your work and skills"),
            understood=understanding.understanding(person, understood_now, reader),
            implied=understanding.implied(understood_now, reader),
            said=understanding.said_view(said, reader.bridge, own=True),
            waits=store().waits(person.key),
        )
    )


def _said_by(name: str) -> str:
    return _("you") if name == JOBSEEKER else person_view.said_by(name)


@bp.get("/<kind>")
@allow(JOBSEEKER)
def choose(kind: str) -> str:
    """Choose what some words mean, or search for something to add."""
    return _choose(kind, request.args.get("concept", ""), request.args.get("text", ""))


def _choose(kind: str, concept: str, text: str, error: str = "") -> str:
    bridge, text = understood.bridge_for(kind, concept), text[: understood.MOST_CHARACTERS]
    search = request.values.get("q", "").strip()[: understood.MOST_CHARACTERS]
    words = search or text or (bridge.by_id[concept].nl[0] if concept else "")
    return render(
        ChoosePage(
            title=understood.title_for(kind, text, concept, bridge),
            kind=kind,
            concept=concept,
            text=text,
            search=search,
            choices=understanding.suggestions(words, kind, bridge, concept),
            error=error,
            job=request.values.get("job", ""),
        )
    )


@bp.post("/<kind>")
@allow(JOBSEEKER)
def correct(kind: str) -> str | Response | tuple[str, int]:
    """Store what the words mean, what is added or what is left out; the suggestions follow."""
    concept, text, choice = (request.form.get(x, "") for x in ("concept", "text", "choice"))
    if not choice:
        return _choose(kind, concept, text, _("Choose one of the answers.")), 422
    chosen = "" if choice == "none" else choice
    understood.bridge_for(kind, concept, chosen)
    _keep(kind, understood.corrections(kind, concept, text[: understood.MOST_CHARACTERS], chosen))
    flash(_said(kind, chosen))
    return redirect(_back(request.form.get("job", "")))


def _said(kind: str, chosen: str) -> str:
    """What was done, in a line; the word is that of the bridge."""
    if not chosen:
        return _("This is taken out of your profile.")
    return _("Saved: %(words)s.", words=understood.bridge_for(kind, chosen).by_id[chosen].nl[0])


def _back(job: str) -> str:
    """Where one came from: a job that was suggested, or the page of skills."""
    suggested = job and store().match(who().person, job) is not None
    return url_for("me.job", ref=job) if suggested else url_for("own_skills.page")


def _keep(kind: str, found: Sequence[Correction]) -> None:
    store().put_corrections(who().person, found, JOBSEEKER, stamp())
    audit("correct understood", who().person, detail=f"{kind} {', '.join(c.concept for c in found)}")
    engine.match_again(who().person)


@bp.post("/take-back")
@allow(JOBSEEKER)
def take_back() -> Response:
    """Take a correction back, one's own or an adviser's."""
    kind, concept = request.form.get("kind", ""), request.form.get("concept", "")
    if store().drop_correction(who().person, kind, concept):
        audit("take correction back", who().person, detail=f"{kind} {concept}")
        engine.match_again(who().person)
        flash(_("This is taken back."))
    return redirect(url_for("own_skills.page"))
