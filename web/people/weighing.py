"""What counts more or less for one person: a form with one answer for each factor; the list follows at once."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.errors import InputError
from matcher.personal import set_weights, weights_of
from matcher.preferences import CHOOSABLE, NORMAL, check_wishes
from web import i18n, messages
from web.access.security import ADMIN, ADVISER, allow, audit, who
from web.contexts.added import WeightsPage
from web.forms import Field
from web.i18n import _
from web.people import person_view
from web.site import store
from web.view import render

bp = Blueprint("weighing", __name__, url_prefix="/people")


@bp.get("/<key>/weights")
@allow(ADVISER, ADMIN)
def show(key: str) -> str:
    """The form, filled with what was chosen before."""
    if store().jobseeker(key) is None:
        abort(404)
    audit("view weights", key)
    wishes, points = store().weight_wishes(key), weights_of(store(), key)
    name = person_view.name_of(store().shared_contact(key), key)
    return render(
        WeightsPage(
            title=_("What counts for %(name)s", name=name),
            key=key,
            person=name,
            fields=tuple(_field(factor, wishes.get(factor, NORMAL), points[factor]) for factor in CHOOSABLE),
            fixed=_fixed(points),
            changed=any(wish != NORMAL for wish in wishes.values()),
        )
    )


def _fixed(points: Mapping[str, float]) -> str:
    """The factors that count the same for everybody with their points, so that the points on the page add up to 100."""
    texts = (
        _("%(name)s (%(points)s points)", name=messages.factor_name(factor, i18n.lang()), points=i18n.number(count, 1))
        for factor, count in points.items()
        if factor not in CHOOSABLE
    )
    return _("Not to be chosen, but part of the 100: %(names)s.", names=", ".join(texts))


def _field(factor: str, wish: str, points: float) -> Field:
    choices = (("less", _("Less")), (NORMAL, _("As usual")), ("more", _("More")), ("much_more", _("Much more")))
    hint = _("now %(points)s of 100 points", points=i18n.number(points, 1))
    return Field(factor, messages.factor_name(factor, i18n.lang()), "radio", wish, choices, hint)


@bp.post("/<key>/weights")
@allow(ADVISER, ADMIN)
def save(key: str) -> Response:
    """Store what counts and put the list in its new order; everything as usual again with the second button."""
    usual = request.form.get("usual") == "yes"
    given = {f: NORMAL if usual else request.form[f] for f in CHOOSABLE if usual or f in request.form}
    try:
        wishes = check_wishes(given, "weights")
    except InputError:
        abort(400)
    set_weights(store(), key, wishes, who().name)
    changed = ", ".join(f"{factor}={wish}" for factor, wish in wishes.items() if wish != NORMAL)
    audit("change weights", key, detail=changed)
    flash(_("Saved. The list stands in its new order."))
    return redirect(url_for("caseload.person", key=key))
