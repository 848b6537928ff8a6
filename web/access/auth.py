"""Signing in and out, and the language of the interface."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from matcher.store.access import User
from web import i18n
from web.access import again, limits
from web.access.passwords import check_password
from web.access.security import ADMIN, ADVISER, JOBSEEKER, allow, audit, begin_session, public, seconds_left, who
from web.contexts.access import SignInPage, SignOutPage
from web.contexts.base import FrontPage
from web.i18n import _
from web.site import site, stamp, store
from web.view import render

bp = Blueprint("auth", __name__)


@bp.get("/")
@public
def front() -> str | Response:
    """The start: everybody's own first page."""
    if who().role in (ADVISER, ADMIN):
        return redirect(url_for("caseload.people"))
    if who().role == JOBSEEKER:
        return redirect(url_for("me.suggestions"))
    return render(FrontPage(title=_("Work across the border")))


@bp.get("/sign-in")
@public
def sign_in() -> str:
    """The form for users, which says so when a session is over."""
    over = _(
        "You were signed out: nothing was done for a while, or your password or account was changed. Sign in again."
    )
    return form(request.args.get("next", ""), problem=over if session.pop("over", False) else "")


def form(back: str, name: str = "", problem: str = "") -> str:
    """The page for signing in."""
    back = back if is_local(back) else ""
    return render(
        SignInPage(title=_("Sign in"), problem=problem, name=name, next=back, other=bool(site().settings.oidc_issuer))
    )


@bp.post("/sign-in")
@limits.sign_in
@public
def check() -> str | Response | tuple[str, int]:
    """Let a user in; every failure reads the same."""
    name, back = request.form.get("name", "").strip(), request.form.get("next", "")
    user = check_password(store(), name, request.form.get("password", ""), site().clock())
    if user is None:
        problem = _(
            "Name or password is not right, or the account is locked. After five wrong tries it is locked for 15 minutes."
        )
        return form(back, name, problem), 403
    return let_in(user, back)


def let_in(user: User, back: str) -> Response:
    """Begin the session of a user whose password is right; where a second factor is due, ask for it first."""
    back = back if is_local(back) else ""
    if user.role != JOBSEEKER and needs_second_factor(user, site().settings.second_factor):
        begin_session(half=user.name)
        return redirect(url_for("second_factor.ask", next=back or None))
    begin_session(user=user.name)
    store().log(stamp(), in_log(user), "sign in", user.person)
    return redirect(back or url_for("auth.front"))


def in_log(user: User) -> str:
    """How the log names a user: jobseekers only by the person the entry is about."""
    return JOBSEEKER if user.role == JOBSEEKER else user.name


def needs_second_factor(user: User, setting: str) -> bool:
    """Whether a user must give a code: always where they have one, or where everybody must."""
    return setting != "off" and (user.totp is not None or setting == "required")


@bp.get("/stay")
@allow(ADVISER, ADMIN, JOBSEEKER)
def stay() -> dict[str, int]:
    """Keep the session in use, as every request does; tells how many seconds are left."""
    return {"seconds": seconds_left()}


@bp.post("/sign-out")
@public
def sign_out() -> str | Response:
    """End the session, and any other of the same user; who came by a link and has no account is asked first, since there may be no way back."""
    if _has_no_way_back() and request.form.get("sure") != "yes":
        until = i18n.moment(again.still_until())
        return render(SignOutPage(title=_("Do you want to sign out?"), until=until))
    if who().in_log != "public":
        audit("sign out", who().person or None)
    if who().name:
        store().end_sessions(who().name)
    begin_session()
    return redirect(url_for("auth.front"))


def _has_no_way_back() -> bool:
    return who().role == JOBSEEKER and not who().name and store().account_of(who().person) is None


@bp.post("/language")
@public
def language() -> Response:
    """Keep the language somebody chose, and go back."""
    chosen, back = request.form.get("lang", ""), request.form.get("back", "")
    if chosen in i18n.LANGUAGES:
        session["lang"] = chosen
        if who().name:
            store().set_lang(who().name, chosen)
    return redirect(back if is_local(back) else url_for("auth.front"))


def is_local(address: str) -> bool:
    """Whether an address stays on this site."""
    return address.startswith("/") and not address.startswith(("//", "/\\")) and "\n" not in address
