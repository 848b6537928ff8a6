"""What advisers decide about a person: the step of a match, the personal link, the consent."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.store.decisions import Decision
from web import i18n
from web.access.links import make_link
from web.access.security import ADMIN, ADVISER, allow, audit, who
from web.contexts.people import LinkView
from web.i18n import _
from web.people import caseload, hand_form, steps
from web.site import site, stamp, store, today

bp = Blueprint("decisions", __name__, url_prefix="/people")


@bp.post("/<key>/decision")
@allow(ADVISER, ADMIN)
def decide(key: str) -> str | Response | tuple[str, int]:
    """Take the next step of a match; a refusal needs a reason, a date may lie in the past."""
    ref = request.form.get("vacancy", "")
    caseload.match_or_404(key, ref)
    last = store().decisions(key).get(ref)
    given = steps.read(request.form, last, today(), _began(key, ref))
    if given.errors:
        return caseload.match_page(key, ref, given), 422
    store().decide(
        Decision(key, ref, given.status, given.reason or None, who().name, stamp(), given.day or today().isoformat())
    )
    audit("decide", key, ref, " ".join(filter(None, (given.status, given.reason, given.day))))
    return redirect(url_for("caseload.match", key=key, ref=ref))


def _began(key: str, ref: str) -> steps.Began:
    """When the person came in, and when the vacancy was published (or first seen, where that was earlier)."""
    vacancy, seen = store().vacancy(ref), store().vacancy_dates(ref)
    published = vacancy.published.isoformat() if vacancy and vacancy.published else ""
    days = [day for day in (published, seen[0][:10] if seen else "") if day]
    return steps.Began(store().came_in(key), min(days, default=""))


@bp.post("/<key>/decision/back")
@allow(ADVISER, ADMIN)
def take_back(key: str) -> Response:
    """Take back the last step of a match, where an adviser took it by mistake; it stays in the history."""
    ref = request.form.get("vacancy", "")
    last = store().decisions(key).get(ref)
    number = steps.may_take_back(last) or abort(400)
    if request.form.get("number") == str(number):
        store().take_back(number, who().name, stamp())
        audit("take back", key, ref, last.status if last else "")
    return redirect(url_for("caseload.match", key=key, ref=ref))


@bp.post("/<key>/link")
@allow(ADVISER, ADMIN)
def new_link(key: str) -> str | Response:
    """Make a personal link and show it with its code, this once; a form that comes twice makes no second one."""
    caseload.person_or_404(key)
    number = len(store().links_of(key))
    if request.form.get("number", str(number)) != str(number):
        flash(_("This link was made already, and it still works. It is shown once; make another one if it got lost."))
        return redirect(url_for("caseload.person", key=key))
    made = make_link(store(), key, site().clock(), site().settings.link_days)
    audit("make link", key)
    address = url_for("me.enter", token=made.token, _external=True)
    return caseload.person_page(
        key,
        LinkView(
            number + 1, i18n.short_date(stamp()), address=address, code=made.code, expires=i18n.short_date(made.expires)
        ),
    )


@bp.post("/<key>/link/revoke")
@allow(ADVISER, ADMIN)
def revoke_link(key: str) -> Response:
    """Make the personal link useless."""
    caseload.person_or_404(key)
    store().revoke_links(key, stamp())
    audit("revoke link", key)
    flash(_("The link does not work any more."))
    return redirect(url_for("caseload.person", key=key))


@bp.post("/<key>/consent")
@allow(ADVISER, ADMIN)
def consent(key: str) -> Response:
    """Note that the person told the adviser yes, or no longer, to sharing the profile."""
    caseload.person_or_404(key)
    gives = request.form.get("consent") == "yes"
    store().set_consent(key, who().name if gives else None, stamp() if gives else None)
    audit("record consent" if gives else "withdraw consent", key)
    flash(_("The consent is noted.") if gives else _("It is noted that the person takes the consent back."))
    return redirect(url_for("caseload.person", key=key))


@bp.post("/<key>/label")
@allow(ADVISER, ADMIN)
def label(key: str) -> str | Response | tuple[str, int]:
    """Keep what an adviser calls a person; the log says that, not what."""
    caseload.person_or_404(key)
    given = request.form.get("label", "").strip()
    wrong = hand_form.wrong_label(given)
    if wrong:
        return caseload.person_page(key, wrong_label=wrong), 422
    store().put_label(key, given)
    audit("change label", key)
    flash(_("The label is saved."))
    return redirect(url_for("caseload.person", key=key))


@bp.post("/<key>/adviser")
@allow(ADVISER, ADMIN)
def assign(key: str) -> Response:
    """Make an adviser, or nobody, the one who works with a person."""
    caseload.person_or_404(key)
    name = request.form.get("adviser", "")
    if name and name not in store().colleagues():
        abort(400)
    store().assign(key, name or None)
    audit("assign adviser", key, detail=name)
    flash(_("%(name)s works with this person now.", name=name) if name else _("This person has no adviser now."))
    return redirect(url_for("caseload.person", key=key))
