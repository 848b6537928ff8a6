"""How a colleague signs in: a link for a new password, the authenticator app, the lock after wrong tries.

For colleagues only: one's own password and app are changed under one's own account, where the present ones are asked.
"""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from matcher.store.colleagues import Colleague
from web.access.security import ADMIN, allow, audit, who
from web.accounts import pages, rules
from web.i18n import _
from web.site import site, store

bp = Blueprint("entry", __name__, url_prefix="/accounts/user")


def somebody_else(name: str) -> Colleague:
    """A colleague who is not the one who asks: nobody gives or takes access of the own account here."""
    if name == who().name:
        abort(400)
    return rules.member(store(), name)


def _back(name: str, said: str) -> Response:
    flash(said)
    return redirect(url_for("accounts.show", name=name))


@bp.post("/<name>/link")
@allow(ADMIN)
def invite(name: str) -> str:
    """Make a link with which the colleague chooses a password, and show it this once."""
    with store().transaction():
        made = pages.new_invitation(somebody_else(name).name)
    return pages.page(name, invitation=made)


@bp.post("/<name>/link/revoke")
@allow(ADMIN)
def revoke(name: str) -> Response:
    """Make the link useless."""
    store().end_invitation(somebody_else(name).name)
    audit("revoke invitation", detail=name)
    return _back(name, _("The link does not work any more."))


@bp.post("/<name>/app/remove")
@allow(ADMIN)
def remove_app(name: str) -> Response:
    """Take the authenticator app away; a new one is set up at the next sign-in."""
    store().set_second_factor(somebody_else(name).name, None)
    audit("remove second factor", detail=name)
    asked = site().settings.second_factor == "required"
    then = (
        _("At the next sign-in a new one is set up.")
        if asked
        else _("Until a new one is set up, the password is enough.")
    )
    return _back(name, " ".join((_("The app is taken away."), then)))


@bp.post("/<name>/unlock")
@allow(ADMIN)
def unlock(name: str) -> Response:
    """Let somebody try again who typed too many wrong passwords or codes."""
    store().note_sign_in(somebody_else(name).name, 0, None)
    audit("unlock user", detail=name)
    return _back(name, _("The account is not locked any more."))
