"""Invitations: a link that is shown once, works once and for a week, and lets a colleague choose a password.

Nobody else chooses or sees that password. Only a hash of the token is stored; a new invitation replaces the one before.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, request, session
from werkzeug.wrappers import Response

from matcher.store import Store
from matcher.store.access import User
from web.access import auth, limits
from web.access.choosing import Errors, new_password, problems_of_new
from web.access.links import token_hash
from web.access.passwords import hash_secret
from web.access.security import public
from web.contexts.access import InvitationPage
from web.i18n import _
from web.site import stamp, store
from web.view import render

bp = Blueprint("invitations", __name__, url_prefix="/invitation")
DAYS = 7
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation just made: the only moment at which the token is known."""

    token: str
    expires: str

    @property
    def path(self) -> str:
        """Where it leads, below the address of the service."""
        return f"{bp.url_prefix}/{self.token}"


def invite(store: Store, name: str, moment: datetime) -> Invitation:
    """Invite a user to choose a password; every earlier invitation of this user is useless from now on."""
    token, expires = secrets.token_urlsafe(32), (moment + timedelta(days=DAYS)).isoformat(timespec="seconds")
    store.put_invitation(name, token_hash(token), moment.isoformat(timespec="seconds"), expires)
    return Invitation(token, expires)


@bp.get("/<token>")
@public
def show(token: str) -> Answer:
    """The form for the password; looking at it does not use the link up, since programs that check mails look too."""
    user = store().invited(token_hash(token), stamp())
    return _closed() if user is None else _page(user, token, {})


def _page(user: User, token: str, errors: Errors) -> str:
    # Who comes for the first time has chosen no language yet; the administrator named one.
    session.setdefault("lang", user.lang)
    return render(
        InvitationPage(
            title=_("Choose your password"), name=user.name, token=token, days=DAYS, fields=new_password(errors)
        )
    )


def _closed() -> tuple[str, int]:
    return render(
        InvitationPage(title=_("This link does not work (any more)"), name="", token="", days=DAYS, fields=())
    ), 404


@bp.post("/<token>")
@limits.sign_in
@public
def choose(token: str) -> Answer:
    """Keep the password, end the sessions of before, and go on as at signing in: with the second factor."""
    user = store().invited(token_hash(token), stamp())
    if user is None:
        return _closed()
    errors = problems_of_new(user.name)
    if errors:
        return _page(user, token, errors), 422
    if not _keep(user, token_hash(token), hash_secret(request.form["new"])):
        return _closed()
    return auth.let_in(user, "")


def _keep(user: User, token: str, password: str) -> bool:
    """Spend the invitation and keep the password, or neither. Who had locked the account may try again."""
    with store().transaction() as kept:
        if not kept.use_invitation(token, stamp()):
            return False
        kept.set_password(user.name, password)
        kept.end_sessions(user.name)
        kept.note_sign_in(user.name, 0, None)
        kept.log(stamp(), user.name, "choose password by invitation")
        return True
