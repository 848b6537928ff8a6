"""Pages that show how a profile was understood and let an adviser correct it; the ranking follows."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher import named_places
from matcher.bridge import Bridge
from matcher.geo import town_of
from matcher.models import Correction, Jobseeker
from web import engine
from web.access.security import ADMIN, ADVISER, allow, audit, who
from web.contexts.understood import CorrectPage, UnderstoodPage
from web.forms import Field
from web.i18n import _
from web.people import person_view, understanding
from web.site import stamp, store, today
from web.view import render

bp = Blueprint("understood", __name__, url_prefix="/people")
MOST_CHARACTERS = 200


@bp.get("/<key>/understood")
@allow(ADVISER, ADMIN)
def page(key: str) -> str:
    """Occupations, skills and places to work as they were understood, each with a way to correct it."""
    return _page(key)


def _page(key: str, town: str = "", error: str = "") -> str:
    person = _person(key)
    audit("view understood", key)
    reader = engine.reader()
    understood = reader.read(person, today())
    said = ((x.correction, person_view.said_by(x.said_by), x.said_at) for x in store().corrections(key))
    return render(
        UnderstoodPage(
            title=_("How the profile was understood"),
            key=key,
            person=person_view.name_of(store().shared_contact(key), key),
            understood=understanding.understanding(person, understood, reader),
            implied=understanding.implied(understood, reader),
            said=understanding.said_view(said, reader.bridge),
            places=tuple(map(named_places.key_of, named_places.named_places(person, person_view.places()))),
            town=Field("town", _("Town in Germany"), "text", town, error=error),
            waits=store().waits(key),
        )
    )


def _person(key: str) -> Jobseeker:
    return store().jobseeker(key) or abort(404)


@bp.get("/<key>/understood/<kind>")
@allow(ADVISER, ADMIN)
def choose(key: str, kind: str) -> str:
    """Choose what some words mean, leave a concept out, or search for one to add."""
    return _choose(key, kind, request.args.get("concept", ""), request.args.get("text", ""))


def _choose(key: str, kind: str, concept: str, text: str, error: str = "") -> str:
    _person(key)
    bridge, text = bridge_for(kind, concept), text[:MOST_CHARACTERS]
    audit("view understood", key)
    search = request.values.get("q", "").strip()[:MOST_CHARACTERS]
    return render(
        CorrectPage(
            title=title_for(kind, text, concept, bridge),
            key=key,
            person=person_view.name_of(store().shared_contact(key), key),
            kind=kind,
            concept=concept,
            text=text,
            search=search,
            choices=understanding.suggestions(search or text, kind, bridge, concept),
            error=error,
        )
    )


def bridge_for(kind: str, *concepts: str) -> Bridge:
    """The bridge, or a refusal when the kind or one of the concepts (where given) is not known."""
    if kind not in understanding.KINDS:
        abort(404)
    bridge = engine.reader().bridge
    if not all(understanding.is_concept(c, kind, bridge) for c in concepts if c):
        abort(400)
    return bridge


def title_for(kind: str, text: str, concept: str, bridge: Bridge) -> str:
    """What is asked about some words or a concept."""
    if text:
        return _("What does “%(words)s” mean?", words=text)
    if concept:
        return _("Correct “%(words)s”", words=bridge.by_id[concept].nl[0])
    return _("Add an occupation") if kind == "occupation" else _("Add a skill")


@bp.post("/<key>/understood/<kind>")
@allow(ADVISER, ADMIN)
def correct(key: str, kind: str) -> str | Response | tuple[str, int]:
    """Store what the words mean; the matches are made again."""
    _person(key)
    concept, text = request.form.get("concept", ""), request.form.get("text", "")[:MOST_CHARACTERS]
    choice = request.form.get("choice", "")
    if not choice:
        return _choose(key, kind, concept, text, _("Choose one of the answers.")), 422
    bridge_for(kind, concept, "" if choice == "none" else choice)
    found = corrections(kind, concept, text, "" if choice == "none" else choice)
    store().put_corrections(key, found, who().name, stamp())
    audit("correct understood", key, detail=f"{kind} {', '.join(c.concept for c in found)}")
    engine.match_again(key)
    return redirect(url_for("understood.page", key=key))


def corrections(kind: str, concept: str, text: str, choice: str) -> tuple[Correction, ...]:
    """What an answer says: not the concept that was understood, but the chosen one.

    Where none is chosen, the words of an occupation mean nothing at all from then on.
    """
    if not choice:
        return (Correction(kind, concept, False, text if kind == "occupation" else ""),) if concept else ()
    wrong = (Correction(kind, concept, False),) if concept and concept != choice else ()
    return (*wrong, Correction(kind, choice, True, text))


@bp.post("/<key>/understood/places")
@allow(ADVISER, ADMIN)
def place(key: str) -> Response | tuple[str, int]:
    """Say of a town that the person would, or would not, work there; the matches are made again."""
    _person(key)
    typed = request.form.get("town", "").strip()[:MOST_CHARACTERS]
    found = person_view.places().towns.get(town_of(typed))
    if not found:
        return _page(key, typed, _("We do not know this town. Type its name as it is written in Germany.")), 422
    said = Correction(named_places.KIND, named_places.key_of(found[0]), request.form.get("choice") == "yes")
    store().put_corrections(key, [said], who().name, stamp())
    audit("correct understood", key, detail=f"place {said.concept}")
    engine.match_again(key)
    return redirect(url_for("understood.page", key=key))


@bp.post("/<key>/understood/take-back")
@allow(ADVISER, ADMIN)
def take_back(key: str) -> Response:
    """Take a correction back."""
    _person(key)
    kind, concept = request.form.get("kind", ""), request.form.get("concept", "")
    if store().drop_correction(key, kind, concept):
        audit("take correction back", key, detail=f"{kind} {concept}")
        engine.match_again(key)
    return redirect(url_for("understood.page", key=key))
