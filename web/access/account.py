"""One's own account: the password, the second factor; and the account a jobseeker makes for the next visit."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.sources import bsn
from matcher.store.access import User
from web.access import limits
from web.access.choosing import Errors, new_password, password, problems_of_new
from web.access.passwords import hash_secret, is_secret
from web.access.security import ADMIN, ADVISER, JOBSEEKER, allow, audit, begin_session, is_reserved, who
from web.contexts.access import AccountPage, OwnAccountPage
from web.forms import Field
from web.i18n import _, lang
from web.site import site, stamp, store
from web.view import render

bp = Blueprint("account", __name__)


@bp.get("/account")
@allow(ADVISER, ADMIN)
def show() -> str:
    """The account of a user."""
    return _page({}, done=request.args.get("done") == "yes")


def _page(errors: Errors, done: bool = False) -> str:
    user = store().user(who().name)
    has = user is not None and user.totp is not None
    return render(
        AccountPage(
            title=_("Your account"), name=who().name, second_factor=has, chosen=user is not None and user.password != "",
            may_take_away=has and site().settings.second_factor != "required",
            fields=(password("old", _("Password now"), errors, "current-password"), *new_password(errors)), done=done,
        )
    )  # fmt: skip


@bp.post("/account/password")
@limits.sign_in
@allow(ADVISER, ADMIN)
def change_password() -> Response | tuple[str, int]:
    """Replace the password of a user who knows the present one, and end the user's other sessions."""
    user = store().user(who().name)
    if user is None or not is_secret(user.password, request.form.get("old", "")):
        return _page({"old": _("This is not your password.")}), 422
    errors = problems_of_new(user.name)
    if errors:
        return _page(errors), 422
    store().set_password(user.name, hash_secret(request.form["new"]))
    store().end_sessions(user.name)
    audit("change password")
    begin_session(user=user.name)
    return redirect(url_for("account.show", done="yes"))


@bp.post("/account/app/remove")
@allow(ADVISER, ADMIN)
def remove_app() -> Response:
    """Take the second factor away, where it is not required."""
    if site().settings.second_factor != "required":
        store().set_second_factor(who().name, None)
        audit("remove second factor")
    return redirect(url_for("account.show"))


@bp.get("/me/account")
@allow(JOBSEEKER)
def own() -> str:
    """The jobseeker's account with a form for a new password, or the form that makes one."""
    return _own_page({}, done=request.args.get("done") == "yes")


def _own_page(errors: Errors, done: bool = False) -> str:
    known = store().account_of(who().person)
    hint = _("For example your e-mail address. Your adviser does not see this name.")
    name = Field("name", _("Name to sign in with"), "text", request.form.get("name", ""), hint=hint,
                 error=errors.get("name", ""), autocomplete="username")  # fmt: skip
    old = password("old", _("Password now"), errors, "current-password")
    first = () if known and not who().name else (old if known else name,)
    fields = (*first, *new_password(errors))
    return render(OwnAccountPage(title=_("Your account"), name=known.name if known else "", fields=fields, done=done))


@bp.post("/me/account")
@limits.sign_in
@allow(JOBSEEKER)
def make() -> Response | tuple[str, int]:
    """Make the account of a jobseeker, once; a name that is taken reads like one that cannot be used."""
    name = request.form.get("name", "").strip()
    known = store().account_of(who().person)
    if known is not None:
        return _renew(known)
    errors = problems_of_new(name)
    taken = {"name": _("This name cannot be used. Choose another one, of at least 3 characters.")}
    if not _is_free(name):
        errors = {**taken, **errors}
    if errors:
        return _own_page(errors), 422
    account = User(name, hash_secret(request.form["new"]), JOBSEEKER, lang(), person=who().person)
    if not store().add_user(account, stamp()):
        return _own_page(taken), 422
    audit("make account", who().person)
    return redirect(url_for("account.own"))


def _is_free(name: str) -> bool:
    """Whether a name may be used to sign in; a BSN never is one."""
    fits = 3 <= len(name) <= 100 and not is_reserved(name) and bsn.hide(name) == name
    return fits and store().user_signing_in(name) is None


def _renew(known: User) -> Response | tuple[str, int]:
    """A new password for a jobseeker's account; who came in with link and code has perhaps forgotten the old one."""
    if who().name and not is_secret(known.password, request.form.get("old", "")):
        return _own_page({"old": _("This is not your password.")}), 422
    errors = problems_of_new(known.name)
    if errors:
        return _own_page(errors), 422
    store().set_password(known.name, hash_secret(request.form["new"]))
    store().end_sessions(known.name)
    store().note_sign_in(known.name, 0, None)
    audit("change password", who().person)
    if who().name:
        begin_session(user=known.name)
    return redirect(url_for("account.own", done="yes"))
