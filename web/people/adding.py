"""Adding people by form, paste or file: a preview of what was understood first, saved only on a second yes."""

from __future__ import annotations

import secrets
from dataclasses import replace

from flask import Blueprint, current_app, flash, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response

from matcher.errors import InputError
from matcher.models import Jobseeker, Profile
from matcher.profile import Reader
from matcher.sources import bsn
from matcher.typed_words import in_dutch
from web import engine
from web.access.security import ADMIN, ADVISER, allow, audit, audit_views, takes, who
from web.contexts.adding import AddPage, Newcomer, PreviewPage
from web.forms import Field
from web.i18n import _, ngettext
from web.people import hand_form, incoming, person_view, reasons, understanding
from web.people.alike import is_alike
from web.people.incoming import MOST_BYTES, MOST_PEOPLE, Incoming
from web.site import stamp, store, today
from web.view import render

bp = Blueprint("adding", __name__, url_prefix="/people/add")
Answer = str | Response | tuple[str, int]
# Beside the file or the text a form has a token and its boundaries.
FORM_BYTES = MOST_BYTES + 20_000
# More than these wait for the next matching, so that nobody looks at an empty page for long.
MATCHED_AT_ONCE = 3
MOST_ALIKE = 5


@bp.get("/")
@allow(ADVISER, ADMIN)
def start() -> str:
    """The ways in: a file, pasted text, or the form."""
    return _start()


def _start(problem: str = "", paste: str = "", errors: dict[str, str] | None = None) -> str:
    groups = hand_form.fields(request.form if errors else {}, errors or {})
    hint = _("VUM or Europass (.json), or a Sonar export (.csv, .xlsx).")
    return render(
        AddPage(
            title=_("Add a person"),
            groups=groups,
            file=Field("file", _("File"), "file", hint=hint),
            paste=Field("text", _("Text"), "textarea", paste[:10_000], hint=_("A VUM or Europass profile (JSON), or rows of a Sonar export (CSV) with their header.")),
            wrong=tuple(f for found in groups.values() for f in found if f.error),
            problem=problem,
            most_bytes=_size(),
            most_people=MOST_PEOPLE,
        )
    )  # fmt: skip


@bp.post("/file")
@allow(ADVISER, ADMIN)
@takes(FORM_BYTES)
def file() -> Answer:
    """Read a file and show what was understood; it is parsed in memory and not kept."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _start(_("Choose a file.")), 422
    return _preview_of(sent.filename, sent.read())


@bp.post("/paste")
@allow(ADVISER, ADMIN)
@takes(FORM_BYTES)
def paste() -> Answer:
    """Read pasted text and show what was understood."""
    text = request.form.get("text", "")
    if not text.strip():
        return _start(_("Paste the text of a profile.")), 422
    return _preview_of(incoming.name_of_pasted(text), text.encode(), text)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Answer:
    """Whoever sends too much stays in the form and reads how much is allowed."""
    size = _size()
    texts = {
        "adding.file": _("That file is too large (more than %(size)s).", size=size),
        "adding.paste": _("That text is too large (more than %(size)s).", size=size),
    }
    return _start(texts.get(request.endpoint or "") or _("That was too much text")), 413


def _size() -> str:
    return _("%(n)s MB", n=MOST_BYTES // 1_000_000)


def _preview_of(name: str, content: bytes, text: str = "") -> Answer:
    try:
        found = incoming.read(name, content)
    except InputError as error:
        return _start(reasons.problem(error), text), 422
    return _preview(found)


@bp.post("/form")
@allow(ADVISER, ADMIN)
def form() -> Answer:
    """Read the form and show what was understood; with a mistake it comes back and nothing is lost."""
    typed = {k: v for k, v in request.form.items() if k != "csrf_token"}
    profile, errors = hand_form.read(typed, f"hand-{secrets.token_hex(5)}")
    if errors:
        return _start(errors=errors), 422
    read = in_dutch(profile.jobseeker, engine.reader())
    return _preview(Incoming((replace(profile, jobseeker=read.person),)), read.typed, typed.get("label", "").strip())


def _preview(found: Incoming, typed: tuple[tuple[str, str], ...] = (), label: str = "") -> str:
    reader = engine.reader()
    return render(
        PreviewPage(
            title=_("Check what was understood"),
            people=tuple(_newcomer(profile, reader, typed) for profile in found.profiles),
            rejected=tuple(f"{reasons.place(r.where, r.field)}: {reasons.said(r.reason)}" for r in found.rejected),
            more=found.more,
            most_people=MOST_PEOPLE,
            sealed=incoming.sealed(found.profiles, who().name, _secret()) if found.profiles else "",
            label=label,
            at_once=engine.is_quick() and len(found.profiles) <= MATCHED_AT_ONCE,
        )
    )


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _newcomer(profile: Profile, reader: Reader, typed: tuple[tuple[str, str], ...]) -> Newcomer:
    person = profile.jobseeker
    return Newcomer(
        key=person.key,
        known=store().jobseeker(person.key) is not None,
        wishes=person_view.wishes(person),
        background=person_view.background(person),
        understood=understanding.understanding(person, reader.read(person, today()), reader),
        odd=tuple(reasons.note(note) for note in person.odd if not note.startswith(bsn.NOTE)),
        bsn=any(note.startswith(bsn.NOTE) for note in person.odd),
        no_place=person_view.places().dutch(person.postcode) is None,
        contact=profile.contact is not None,
        typed=typed,
        alike=_alike(person),
    )


def _alike(person: Jobseeker) -> tuple[tuple[str, str], ...]:
    """People who are known already and may be this one, as (key, how they are called)."""
    found = [p.key for p in store().people_at((person.postcode or "")[:4]) if is_alike(person, p)][:MOST_ALIKE]
    audit_views("view as alike", found)
    names = store().shared_names(found)
    return tuple((key, names.get(key) or store().label_of(key) or key) for key in found)


@bp.post("/save")
@allow(ADVISER, ADMIN)
@takes(FORM_BYTES)
def save() -> Answer:
    """Save the people of a preview as this adviser's own, and match them at once or at the next matching."""
    profiles = incoming.opened(request.form.get("sealed", ""), who().name, _secret())
    if not profiles:
        return _start(_("This preview is no longer valid. Nothing was saved; please send the profile again.")), 422
    known = {p.jobseeker.key for p in profiles if store().jobseeker(p.jobseeker.key)}
    store().put_profiles(profiles, stamp())
    for profile in profiles:
        key = profile.jobseeker.key
        audit("update person" if key in known else "add person", key, detail=profile.jobseeker.source)
        if store().adviser_of(key) is None:
            store().assign(key, who().name)
        engine.match_again(key, at_once=len(profiles) <= MATCHED_AT_ONCE)
    label = request.form.get("label", "").strip()
    if len(profiles) == 1 and label and not hand_form.wrong_label(label):
        store().put_label(profiles[0].jobseeker.key, label)
    flash(ngettext("%(num)s person is saved.", "%(num)s people are saved.", len(profiles)))
    if len(profiles) == 1:
        return redirect(url_for("caseload.person", key=profiles[0].jobseeker.key))
    return redirect(url_for("caseload.people", who="own", sort="new"))
