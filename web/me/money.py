"""What a job leaves of its pay, compared with here: a few lines that a jobseeker reads at a glance."""

from __future__ import annotations

from collections.abc import Mapping, Set
from datetime import date
from typing import Any

from matcher.facts import before_benefit
from matcher.models import Asked, Jobseeker, Match, Vacancy
from matcher.notes import Difference, amounts_for, difference_for, pay_basis_for
from web import i18n
from web.contexts.me import MoneyView
from web.i18n import _, lazy

NAMES = ("net", "net_high", "net_nl")
# Below this many euros a month a difference says nothing: the estimate is not that good.
EVEN = 50
# Where the ends of a difference lie further apart, neither more nor less can be said.
WIDE = 400
CAUSES: Mapping[str, Any] = {
    "tax_class": lazy("The difference depends on your tax class in Germany. Ask the GrensInfoPunt."),
    "pay": lazy("The difference depends on the pay that you agree on. Ask the employer which pay goes with your experience."),
    "pension": lazy("The difference depends on the pension contribution in your Dutch job. You find it on your payslip."),
    "children": lazy("The difference depends on the child benefits that you get in the Netherlands."),
    "travel": lazy("The difference depends on what the journey to work costs you."),
}  # fmt: skip


def money(
    person: Jobseeker,
    known: Mapping[str, Any],
    match: Match,
    vacancy: Vacancy,
    asked: Asked,
    on: date,
    questions: Set[str],
) -> MoneyView | None:
    """What is left a month there and here; None where the pay is not known and cannot be estimated.

    `questions` are the facts about which there is still a question.
    """
    amounts = amounts_for(person, known, match, vacancy, asked, on, NAMES)
    if "net" not in amounts:
        return None
    found = difference_for(person, known, match, vacancy, asked, on)
    unsure = found is not None and is_open(found)
    asks = unsure and found is not None and bool(questions & set(found.unknown))
    return MoneyView(
        net=span(amounts["net"], amounts.get("net_high", amounts["net"])),
        here=_("about € %(amount)s", amount=i18n.number(amounts["net_nl"])) if "net_nl" in amounts else "",
        before_benefit=before_benefit(known),
        verdict=verdict(found) if found else "",
        cause=str(CAUSES[found.cause]) if found and unsure and not asks else "",
        asks=asks,
        basis=pay_basis_for(person, known, match, vacancy, asked, on) or "",
    )


def span(low: float, high: float) -> str:
    """One amount or two, in euros."""
    ends = dict.fromkeys(i18n.number(x) for x in (low, high))
    return _("about € %(amount)s", amount=_(" to € ").join(ends))


def is_open(found: Difference) -> bool:
    """Whether nobody can say if it is more or less: the ends lie far apart, or on both sides of what counts as even."""
    return found.high - found.low > WIDE or (found.low <= -EVEN and found.high >= EVEN)


def verdict(found: Difference) -> str:
    """Whether more or less is left, everything counted that can be; only both ends where that is open."""
    if is_open(found):
        return _("From %(low)s to %(high)s a month.", low=_end(found.low), high=_end(found.high))
    if found.low >= EVEN:
        return _("You have %(amount)s a month more to spend.", amount=span(found.low, found.high))
    if found.high <= -EVEN:
        return _("You have %(amount)s a month less to spend.", amount=span(-found.high, -found.low))
    if found.high >= EVEN:
        return _("You have about as much to spend, or a little more.")
    if found.low <= -EVEN:
        return _("You have about as much to spend, or a little less.")
    return _("You have about as much to spend.")


def _end(amount: int) -> str:
    if amount == 0:
        return _("just as much")
    words = _("€ %(amount)s less") if amount < 0 else _("€ %(amount)s more")
    return words % {"amount": i18n.number(abs(amount))}
