"""The jobseeker's own wishes, contact details and single items of the profile: change them, or take them out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.facts import with_facts
from matcher.limits import best_mode
from matcher.models import Contact, Jobseeker
from matcher.sources import bsn
from matcher.taken_out import items
from web import engine, forms
from web.access.security import JOBSEEKER, allow, audit, who
from web.contexts.me import FormPage, TakeOutPage
from web.forms import Field
from web.i18n import _
from web.me import asking, own_items, profile_items
from web.people import caseload, person_view
from web.people.hand_form import EMAIL
from web.site import stamp, store
from web.view import render

bp = Blueprint("own_wishes", __name__, url_prefix="/me")
Answer = str | Response | tuple[str, int]
# The facts of this form, with the field of the profile that says the same.
WISHES = {
    "germany": "germany", "german_level": "languages", "postcode": "postcode", "transport": "transport", "max_minutes": "max_minutes",
    "max_km": "max_km", "hours_min": "hours_min", "hours_max": "hours_max", "works_shifts": "shifts",
}  # fmt: skip
PHONE, LONGEST = re.compile(r"\+?[0-9 ()./-]{6,24}"), 120


def known_wishes(person: Jobseeker, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What counts now: what was said later, else the profile."""
    full = with_facts(person, facts)
    german = next((x.level for x in full.languages if x.code == "de"), None)
    found = {fact: getattr(full, part) for fact, part in WISHES.items() if part != "languages"}
    return {
        **found,
        "german_level": str(german) if german else None,
        "postcode": (full.postcode or "")[:4] or None,
        "transport": best_mode(full) if full.transport else None,
    }


@bp.get("/wishes")
@allow(JOBSEEKER)
def wishes() -> str:
    """Travel, hours, shifts, Germany and German, with what is known."""
    return _wishes_page(known_wishes(caseload.person_or_404(who().person), store().fact_values(who().person)), {})


def _wishes_page(given: Mapping[str, Any], errors: Mapping[str, str]) -> str:
    groups = asking.as_asked(forms.fact_groups(given, errors, WISHES))
    return render(
        FormPage(
            title=_("What you want"), fields=tuple(f for fields in groups.values() for f in fields),
            intro=_("Change what is not right. Make a field empty if it should not count. Your jobs follow at once."),
            action=url_for("own_wishes.save_wishes"), back=url_for("own.profile"),
        )
    )  # fmt: skip


@bp.post("/wishes")
@allow(JOBSEEKER)
def save_wishes() -> Answer:
    """Store what changed; an emptied field is taken out of the profile too. With a mistake nothing is stored."""
    values, errors = forms.read_facts({k: v for k, v in request.form.items() if k in WISHES})
    errors |= _more_errors(values)
    if errors:
        return _wishes_page({**request.form.to_dict(), **values}, errors), 422
    person, at = caseload.person_or_404(who().person), stamp()
    known = known_wishes(person, store().fact_values(person.key))
    changed = {name: value for name, value in values.items() if not _same(known[name], value)}
    if changed:
        with store().transaction():
            store().put_facts(person.key, changed, JOBSEEKER, at)
            for mark in emptied(person, changed):
                store().take_out(person.key, mark, at)
        audit("change wishes", person.key, detail=", ".join(sorted(changed)))
        engine.match_again(person.key)
    flash(_("Your wishes are saved."))
    return redirect(url_for("own.profile"))


def _same(known: Any, value: Any) -> bool:
    """Whether an answer says what is known already; numbers of a profile are text, whole or not."""
    return known == value or (isinstance(value, float) and known is not None and float(known) == value)


def _more_errors(values: Mapping[str, Any]) -> dict[str, str]:
    low, high, postcode = (values.get(x) for x in ("hours_min", "hours_max", "postcode"))
    wrong = {}
    if low and high and low > high:
        wrong["hours_max"] = _("This is less than the smallest number of hours.")
    if postcode and person_view.places().dutch(f"{postcode:.0f}") is None:
        wrong["postcode"] = _("We do not know this postcode. Type the four digits, for example 7811.")
    return wrong


def emptied(person: Jobseeker, changed: Mapping[str, Any]) -> tuple[str, ...]:
    """The marks of what the profile still says about the facts that were emptied."""
    parts = {WISHES[name] for name, value in changed.items() if value is None}
    return tuple(
        mark for part, item, mark in items(person) if part in parts and (part != "languages" or item.code == "de")
    )


@bp.get("/contact")
@allow(JOBSEEKER)
def contact() -> str:
    """Name, e-mail and phone."""
    found = store().contact(who().person) or Contact()
    return _contact_page({"name": found.name, "email": found.email, "phone": found.phone}, {})


def _contact_page(given: Mapping[str, str | None], errors: Mapping[str, str]) -> str:
    labels = {
        "name": (_("Name"), "text", "name"),
        "email": (_("E-mail"), "email", "email"),
        "phone": (_("Phone"), "text", "tel"),
    }
    fields = tuple(
        Field(name, label, kind, given.get(name) or "", error=errors.get(name, ""), autocomplete=complete)
        for name, (label, kind, complete) in labels.items()
    )
    return render(
        FormPage(
            title=_("How we reach you"), fields=fields,
            intro=_("Make a field empty if we should not keep it. Advisers see this only if you agree to being known by name."),
            action=url_for("own_wishes.save_contact"), back=url_for("own.profile"),
        )
    )  # fmt: skip


@bp.post("/contact")
@allow(JOBSEEKER)
def save_contact() -> Answer:
    """Store name, e-mail and phone; the log says that, not what."""
    given = {name: request.form.get(name, "").strip() for name in ("name", "email", "phone")}
    errors = contact_errors(given)
    if errors:
        return _contact_page(given, errors), 422
    with store().transaction():
        store().put_contact(who().person, Contact(*(given[x] or None for x in ("name", "email", "phone"))))
    audit("change contact", who().person)
    flash(_("Your contact details are saved."))
    return redirect(url_for("own.profile"))


def contact_errors(given: Mapping[str, str]) -> dict[str, str]:
    """What cannot be right, by field."""
    wrong = {name: _("This is too long.") for name, value in given.items() if len(value) > LONGEST}
    # A phone number begins with 0 or +; nine other digits are no number to call.
    said = {name: value for name, value in given.items() if name != "phone" or value[:1] not in ("0", "+")}
    wrong |= {
        name: _("Leave out the BSN: it is never stored.") for name, value in said.items() if bsn.hide(value) != value
    }
    if given["email"] and "email" not in wrong and not EMAIL.fullmatch(given["email"]):
        wrong["email"] = _("An e-mail address has an @ and a dot, for example name@example.nl.")
    if given["phone"] and "phone" not in wrong and not PHONE.fullmatch(given["phone"]):
        wrong["phone"] = _("Type a phone number with digits only, for example 06 12345678.")
    return wrong


@bp.get("/take-out/<mark>")
@allow(JOBSEEKER)
def take_out(mark: str) -> str | Response:
    """Ask whether an item should really go."""
    found = (x for x in profile_items.described(caseload.person_or_404(who().person)) if x.mark == mark)
    item = next(found, None)
    return render(TakeOutPage(title=_("Take this out of your profile?"), item=item)) if item else own_items.back()


@bp.post("/take-out/<mark>")
@allow(JOBSEEKER)
def take_out_now(mark: str) -> Response:
    """Take an item out of one's own profile for good; the suggestions follow. A second click finds it gone."""
    part = store().take_out(who().person, mark, stamp())
    if part is None:
        return own_items.back()
    audit("take out of profile", who().person, detail=part)
    engine.match_again(who().person)
    flash(_("This is taken out of your profile."))
    return redirect(url_for("own.profile"))
