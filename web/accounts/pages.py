"""The accounts of the team: the list, a new one, and one of them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.store.access import User
from web import i18n
from web.access.invitations import invite
from web.access.security import ADMIN, allow, audit, who
from web.accounts import form, rules, words
from web.contexts.accounts import AccountsPage, AddAccountPage, ColleaguePage, InvitationView
from web.i18n import _
from web.site import site, stamp, store
from web.view import render

bp = Blueprint("accounts", __name__, url_prefix="/accounts")
Answer = str | Response | tuple[str, int]


@bp.get("/")
@allow(ADMIN)
def index() -> str:
    """Everybody of the team."""
    now, provider = site().clock(), bool(site().settings.oidc_issuer)
    lines = tuple(words.line(known, now, provider) for known in store().team())
    return render(AccountsPage(title=_("Accounts"), accounts=lines))


@bp.get("/add")
@allow(ADMIN)
def new() -> str:
    """The form for a new colleague."""
    return _new_page({})


def _new_page(errors: form.Errors) -> str:
    sends_link = not site().settings.oidc_issuer
    fields = form.new(request.form, errors)
    return render(AddAccountPage(title=_("Add a colleague"), fields=fields, sends_link=sends_link))


@bp.post("/add")
@allow(ADMIN)
def add() -> Answer:
    """Make an account without a password, and show the link with which one is chosen, this once."""
    errors = form.problems_of_new(store(), request.form)
    if errors:
        return _new_page(errors), 422
    name, role, lang = request.form["name"].strip(), request.form["role"], request.form["lang"]
    with store().transaction():
        if not store().add_user(User(name, "", role, lang), stamp()):
            return _new_page({"name": form.taken()}), 422
        audit("add user", detail=f"{name}, {role}")
        made = new_invitation(name) if form.wants_link(request.form) else None
    if made:
        return page(name, invitation=made)
    flash(_("%(name)s can sign in at the organisation now.", name=name))
    return redirect(url_for("accounts.show", name=name))


def new_invitation(name: str) -> InvitationView:
    """Make an invitation, and how it is shown."""
    made = invite(store(), name, site().clock())
    audit("make invitation", detail=name)
    address = url_for("invitations.show", token=made.token, _external=True)
    return InvitationView(address, i18n.moment(made.expires))


@bp.get("/user/<name>")
@allow(ADMIN)
def show(name: str) -> str:
    """One colleague."""
    return page(name)


def page(name: str, errors: form.Errors | None = None, invitation: InvitationView | None = None) -> str:
    """The page of a colleague; `invitation` is shown once, when it was just made."""
    known, now, own = rules.member(store(), name), site().clock(), name == who().name
    given = request.form if errors else {}
    return render(
        ColleaguePage(
            title=name,
            name=name,
            own=own,
            about=words.about(known, now, bool(site().settings.oidc_issuer)),
            fields=form.known(known, own, given, errors or {}),
            invitation=invitation,
            invited=words.still(known.invited, now),
            chosen=known.chosen,
            locked=bool(words.still(known.locked_until, now)),
            app=known.app,
        )
    )


@bp.post("/user/<name>")
@allow(ADMIN)
def change(name: str) -> Answer:
    """Change role, language and where the weekly overview goes: all of it, or nothing where something is wrong."""
    known, own = rules.member(store(), name), name == who().name
    errors = form.problems_of_known(own, request.form)
    if errors:
        return page(name, errors), 422
    role = known.role if own else request.form["role"]
    lang, digest = request.form["lang"], request.form.get("digest", "").strip() or None
    with store().transaction():
        if role != known.role:
            if not store().set_role(name, role):
                return page(name, {"role": _("This is the last administrator. Make somebody else one first.")}), 422
            audit("change role", detail=f"{name}, {role}")
        if lang != known.lang:
            store().set_lang(name, lang)
            audit("change language", detail=f"{name}, {lang}")
        if digest != known.digest:
            store().set_digest(name, digest)
            audit("change digest address", detail=name)
    flash(_("The changes are saved."))
    return redirect(url_for("accounts.show", name=name))
