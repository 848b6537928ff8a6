"""What a job leaves of its pay, compared with here: a few lines that a jobseeker reads at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from matcher.models import Asked, Jobseeker, Match, Vacancy
from matcher.notes import amounts_for
from web import i18n
from web.contexts.me import MoneyView
from web.i18n import _

NAMES = ("net", "net_high", "net_nl", "left_nl_low", "left_nl_high", "left_de_low", "left_de_high")
# Below this many euros a month a difference says nothing: the estimate is not that good.
EVEN = 50


def money(
    person: Jobseeker, known: Mapping[str, Any], match: Match, vacancy: Vacancy, asked: Asked, on: date
) -> MoneyView | None:
    """What is left a month there and here; None where the pay is not known and cannot be estimated."""
    amounts = amounts_for(person, known, match, vacancy, asked, on, NAMES)
    if "net" not in amounts:
        return None
    return MoneyView(
        net=span(amounts["net"], amounts.get("net_high", amounts["net"])),
        here=_("about € %(amount)s", amount=i18n.number(amounts["net_nl"])) if "net_nl" in amounts else "",
        verdict=verdict(amounts),
        advertised=asked.pay_low is not None,
    )


def span(low: float, high: float) -> str:
    """One amount or two, in euros."""
    ends = dict.fromkeys(i18n.number(x) for x in (low, high))
    return _("about € %(amount)s", amount=_(" to € ").join(ends))


def verdict(amounts: Mapping[str, float]) -> str:
    """Whether more or less is left, everything counted that can be; empty where the present pay is not known."""
    if "left_nl_low" not in amounts:
        return ""
    low = amounts["left_de_low"] - amounts["left_nl_high"]
    high = amounts["left_de_high"] - amounts["left_nl_low"]
    if low >= EVEN:
        return _("You have %(amount)s a month more to spend.", amount=span(low, high))
    if high <= -EVEN:
        return _("You have %(amount)s a month less to spend.", amount=span(-high, -low))
    if abs(low) < EVEN and abs(high) < EVEN:
        return _("You have about as much to spend as now.")
    if low >= 0 or high <= 0:
        return (
            _("You have about as much to spend as now, or a little more.")
            if low >= 0
            else _("You have about as much to spend as now, or a little less.")
        )
    return _(
        "That can be € %(less)s a month less or € %(more)s more to spend. Answer the questions to know better.",
        less=i18n.number(-low), more=i18n.number(high),
    )  # fmt: skip
