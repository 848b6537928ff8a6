"""Removing a colleague: asked first, with who takes over the people and the open tasks."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.store.colleagues import Colleague
from web.access.security import ADMIN, allow, who
from web.accounts import entry, rules, words
from web.contexts.accounts import RemoveAccountPage
from web.forms import Field
from web.i18n import _
from web.site import stamp, store
from web.view import render

bp = Blueprint("leaving", __name__, url_prefix="/accounts/user")


@bp.get("/<name>/remove")
@allow(ADMIN)
def ask(name: str) -> str:
    """What happens when this account goes."""
    return _page(entry.somebody_else(name))


def _page(known: Colleague, wrong: str = "", problem: str = "") -> str:
    left = words.left(known)
    fields = (_taker(known, wrong),) if left else ()
    title = _("Remove %(name)s?", name=known.name)
    return render(RemoveAccountPage(title=title, name=known.name, left=left, fields=fields, problem=problem))


def _taker(known: Colleague, wrong: str) -> Field:
    nobody = _("Choose a colleague") if known.tasks else _("Nobody")
    hint = "" if known.tasks else _("With “Nobody” these people have no adviser until somebody takes them.")
    choices = (("", nobody), *((name, name) for name in rules.takers(store(), known.name)))
    return Field("to", _("Who takes over?"), "select", request.form.get("to", ""), choices, hint, wrong)


@bp.post("/<name>/remove")
@allow(ADMIN)
def remove(name: str) -> str | Response | tuple[str, int]:
    """Take the account away and hand on what stood under its name."""
    known, to = entry.somebody_else(name), request.form.get("to") or None
    if not rules.may_take_over(store(), known, to):
        return _page(known, wrong=_("Choose one of the names.")), 422
    if not rules.remove(store(), name, to, who().name, stamp()):
        return _page(known, problem=_("This is the last administrator. Make somebody else one first.")), 422
    flash(_("%(name)s can no longer sign in.", name=name))
    return redirect(url_for("accounts.index"))
