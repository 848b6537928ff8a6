"""The second factor: a code of an authenticator app after the password, and how an app is set up."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, session, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from matcher.store.access import User
from web.access import auth, limits, totp
from web.access.passwords import count_failure, is_locked
from web.access.security import ADMIN, ADVISER, HALF, allow, audit, begin_session, who
from web.contexts.access import EnrolPage, SecondFactorPage, SparePage
from web.i18n import _
from web.site import site, stamp, store
from web.view import render

bp = Blueprint("second_factor", __name__)


def _user() -> User:
    """The user of this request, whole or half signed in."""
    return store().user(who().name) or abort(401)


def _next() -> str:
    back = request.values.get("next", "")
    return back if auth.is_local(back) else ""


@bp.get("/sign-in/code")
@allow(HALF)
def ask() -> str | Response:
    """Ask for the code, or lead a user without an app to setting one up."""
    if _user().totp is None:
        return redirect(url_for("second_factor.enrol", next=_next() or None))
    return _ask_page()


def _ask_page(problem: str = "") -> str:
    return render(SecondFactorPage(title=_("Code of your app"), problem=problem, next=_next()))


@bp.post("/sign-in/code")
@limits.sign_in
@allow(HALF)
def check() -> str | Response | tuple[str, int]:
    """Let the user in when the code is right and was not used before; a wrong one counts as a wrong password does."""
    user = _user()
    if user.totp is None:
        return redirect(url_for("second_factor.enrol"))
    locked = is_locked(user, site().clock())
    if not locked and _is_right(user, request.form.get("code", "")):
        return _enter(user, "sign in")
    if not locked:
        count_failure(store(), user, site().clock())
    problem = _(
        "The code is not right. Wait for the next code of your app, or use one of your spare codes. After five wrong "
        "tries the account is closed for fifteen minutes."
    )
    return _ask_page(problem), 403


def _is_right(user: User, code: str) -> bool:
    typed = code.replace(" ", "")
    step = totp.step_of(user.totp or "", typed, site().clock())
    return (
        store().use_step(user.name, step) if step is not None else store().use_spare(user.name, totp.spare_hash(typed))
    )


def _enter(user: User, action: str) -> Response:
    store().note_sign_in(user.name, 0, None)
    back = _next()
    begin_session(user=user.name)
    store().log(stamp(), user.name, action)
    return redirect(back or url_for("auth.front"))


@bp.get("/account/app")
@allow(HALF, ADVISER, ADMIN)
def enrol() -> str:
    """Show the picture for an authenticator app; a half signed-in user who has an app cannot replace it."""
    _may_enrol()
    session.setdefault("new_totp", totp.new_secret())
    return _enrol_page()


def _may_enrol() -> None:
    if who().role == HALF and _user().totp is not None:
        abort(403)


def _enrol_page(problem: str = "") -> str:
    secret = session["new_totp"]
    return render(
        EnrolPage(
            title=_("Set up your authenticator app"), problem=problem, next=_next(), secret=secret,
            picture=Markup(totp.picture(secret, who().name)),
        )
    )  # fmt: skip


@bp.post("/account/app")
@limits.sign_in
@allow(HALF, ADVISER, ADMIN)
def set_up() -> str | Response | tuple[str, int]:
    """Keep the app when its first code is right, and show the spare codes once."""
    _may_enrol()
    secret, code = session.get("new_totp"), request.form.get("code", "").replace(" ", "")
    if secret is None:
        return redirect(url_for("second_factor.enrol"))
    step = totp.step_of(secret, code, site().clock())
    if step is None:
        return _enrol_page(_("The code is not right. Type the six digits that your app shows now.")), 422
    spare, user, back = totp.spare_codes(), _user(), _next()
    store().set_second_factor(user.name, secret, [totp.spare_hash(c) for c in spare])
    store().use_step(user.name, step)
    begin_session(user=user.name)
    audit("set up second factor")
    return render(SparePage(title=_("Your spare codes"), codes=spare, next=back or url_for("auth.front")))
