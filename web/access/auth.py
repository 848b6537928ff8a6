"""Signing in and out, and the language of the interface."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from web import i18n
from web.access.passwords import check_password
from web.access.security import ADMIN, ADVISER, JOBSEEKER, audit, begin_session, public, who
from web.contexts.access import SignInPage
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
    """The form for users."""
    return _form(request.args.get("next", ""))


def _form(back: str, name: str = "", problem: str = "") -> str:
    return render(SignInPage(title=_("Sign in"), problem=problem, name=name, next=back if is_local(back) else ""))


@bp.post("/sign-in")
@public
def check() -> str | Response | tuple[str, int]:
    """Let a user in; every failure reads the same."""
    name, back = request.form.get("name", "").strip(), request.form.get("next", "")
    user = check_password(store(), name, request.form.get("password", ""), site().clock())
    if user is None:
        problem = _(
            "Name or password is not right, or the account is locked. After five wrong tries it is locked for 15 minutes."
        )
        return _form(back, name, problem), 403
    begin_session(user=user.name)
    store().log(stamp(), user.name, "sign in")
    return redirect(back if is_local(back) else url_for("auth.front"))


@bp.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session."""
    if who().in_log != "public":
        audit("sign out", who().person or None)
    begin_session()
    return redirect(url_for("auth.front"))


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
