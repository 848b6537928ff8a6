"""What advisers decide about a person: the step of a match, the personal link, the consent."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.store.decisions import Decision
from web import i18n, labels
from web.access.links import make_link
from web.access.security import ADMIN, ADVISER, allow, audit, who
from web.contexts.people import LinkView
from web.i18n import _
from web.people import caseload
from web.site import site, stamp, store

bp = Blueprint("decisions", __name__, url_prefix="/people")


@bp.post("/<key>/decision")
@allow(ADVISER, ADMIN)
def decide(key: str) -> str | Response | tuple[str, int]:
    """Set the step of a match; a refusal needs a reason."""
    ref, status = request.form.get("vacancy", ""), request.form.get("status", "")
    reason = request.form.get("reason", "")
    caseload.match_or_404(key, ref)
    if status not in labels.PIPELINE or reason not in ("", *labels.ADVISER_REASONS):
        abort(400)
    if status == "refused" and not reason:
        return caseload.match_page(key, ref, status, _("Choose why it was refused.")), 422
    given = reason if status == "refused" else ""
    store().decide(Decision(key, ref, status, given or None, who().name, stamp()))
    audit("decide", key, ref, " ".join(filter(None, (status, given))))
    return redirect(url_for("caseload.match", key=key, ref=ref))


@bp.post("/<key>/link")
@allow(ADVISER, ADMIN)
def new_link(key: str) -> str:
    """Make a personal link and show it with its code, this once."""
    caseload.person_or_404(key)
    made = make_link(store(), key, site().clock(), site().settings.link_days)
    audit("make link", key)
    address = url_for("me.enter", token=made.token, _external=True)
    return caseload.person_page(
        key, LinkView(i18n.short_date(stamp()), address, made.code, i18n.short_date(made.expires))
    )


@bp.post("/<key>/link/revoke")
@allow(ADVISER, ADMIN)
def revoke_link(key: str) -> Response:
    """Make the personal link useless."""
    caseload.person_or_404(key)
    store().revoke_links(key, stamp())
    audit("revoke link", key)
    return redirect(url_for("caseload.person", key=key))


@bp.post("/<key>/consent")
@allow(ADVISER, ADMIN)
def consent(key: str) -> Response:
    """Note that the person told the adviser yes, or no longer, to sharing the profile."""
    caseload.person_or_404(key)
    gives = request.form.get("consent") == "yes"
    store().set_consent(key, who().name if gives else None, stamp() if gives else None)
    audit("record consent" if gives else "withdraw consent", key)
    return redirect(url_for("caseload.person", key=key))
