"""The amounts that notes name: each from the facts of a case and the dated figures; None when a fact is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.rules.compare import compare
from matcher.rules.dutch_net import dutch_net, dutch_tax
from matcher.rules.german_tax import SINGLE, SPLITTING, GermanPay, commute_expenses, commute_saving, german_pay
from matcher.rules.mortgage import compensation_for, dutch_value
from matcher.rules.parameters import Figures, Parameter
from matcher.rules.pension import pension_of_one_year

Facts = Mapping[str, Any]
Compute = Callable[[Facts, Figures], Any]


@dataclass(frozen=True, slots=True)
class Amount:
    """A named amount: how it is computed, how it is written (see wording), and the facts it needs."""

    name: str
    kind: str
    compute: Compute
    needs: tuple[str, ...] = ()

    def of(self, facts: Facts, f: Figures) -> Any:
        """The amount, or None when a fact it needs is unknown; raises NoFiguresError without figures for the date."""
        return None if any(facts.get(n) is None for n in self.needs) else self.compute(facts, f)


UNIT_KINDS = {
    "share": "percent",
    "€/year": "euro",
    "€/month": "euro",
    "€/quarter": "cents",
    "€/hour": "cents",
    "€": "euro",
}


def parameter_amount(parameter: Parameter) -> Amount:
    """A parameter as an amount of its own name."""
    kind = UNIT_KINDS.get(parameter.unit, "cents" if "€" in parameter.unit else "number")
    return Amount(parameter.name, kind, lambda _, f: f[parameter.name])


def _children(facts: Facts) -> int:
    return int(facts.get("children") or 0)


def _pay(facts: Facts, f: Figures, wage: float, tax_class: int = SINGLE) -> GermanPay:
    return german_pay(wage, tax_class, f, _children(facts), int(facts.get("age") or 40))


def _net(wage: str, tax_class: int = SINGLE) -> Compute:
    return lambda facts, f: round(_pay(facts, f, facts[wage], tax_class).net)


def _house(facts: Facts) -> float:
    return float(facts["mortgage_interest"])


def _compensation(tax_class: int) -> Compute:
    return lambda facts, f: compensation_for(facts["gross"], _house(facts), f, tax_class, _children(facts))


def _partner_saving(facts: Facts, f: Figures) -> float:
    income = float(facts["partner_income"])
    return dutch_tax(income, f) - dutch_tax(income, f, _house(facts))


def _life(end: int) -> Compute:
    """One end of the difference between the two jobs, without its sign: the note says more or less."""
    return lambda facts, f: abs(round(compare(facts, f).difference[end]))


def _left(country: str, end: int) -> Compute:
    return lambda facts, f: round(compare(facts, f).total(country)[end])


def _commute_days(_: Facts, f: Figures) -> int:
    return int(f["working_days"])


LIFE = ("current_wage", "gross", "gross_high")


def _fact(name: str, kind: str) -> Amount:
    """A fact written as it is."""
    return Amount(name, kind, lambda facts, _: facts[name], (name,))


AMOUNTS: dict[str, Amount] = {
    a.name: a
    for a in (
        _fact("gross", "euro"),
        _fact("gross_high", "euro"),
        _fact("hourly", "cents"),
        _fact("hours", "number"),
        _fact("km", "whole"),
        _fact("minutes", "whole"),
        _fact("pay_basis", "word"),
        _fact("german_has", "word"),
        _fact("german_asked", "word"),
        _fact("own_diploma", "word"),
        _fact("mortgage_interest", "euro"),
        _fact("children", "whole"),
        _fact("home_office_days", "whole"),
        _fact("ww_monthly_wage", "euro"),
        _fact("current_wage", "euro"),
        _fact("years_insured_nl", "whole"),
        _fact("nl_hours", "number"),
        _fact("dutch_share", "percent"),
        _fact("home_share", "percent"),
        _fact("years_to_pension", "whole"),
        Amount("net", "euro", _net("gross"), ("gross",)),
        Amount("net_high", "euro", _net("gross_high"), ("gross_high",)),
        Amount("net_splitting", "euro", _net("gross", SPLITTING), ("gross",)),
        Amount("net_nl", "euro", lambda x, f: round(dutch_net(x["current_wage"], f)), ("current_wage",)),
        Amount("wage_tax", "euro", lambda x, f: round(_pay(x, f, x["gross"]).tax), ("gross",)),
        Amount("social", "euro", lambda x, f: round(_pay(x, f, x["gross"]).social.total), ("gross",)),
        Amount("health", "euro", lambda x, f: round(_pay(x, f, x["gross"]).social.health), ("gross",)),
        Amount("pension_per_year", "cents", lambda x, f: pension_of_one_year(x["gross"], f), ("gross",)),
        Amount("compensation", "euro", _compensation(SINGLE), ("gross", "mortgage_interest")),
        Amount("compensation_splitting", "euro", _compensation(SPLITTING), ("gross", "mortgage_interest")),
        Amount(
            "dutch_value", "euro", lambda x, f: dutch_value(x["gross"], _house(x), f), ("gross", "mortgage_interest")
        ),
        Amount("partner_saving", "euro", _partner_saving, ("partner_income", "mortgage_interest")),
        Amount("kindergeld_total", "euro", lambda x, f: _children(x) * f["de_kindergeld"], ("children",)),
        *(Amount(f"life_{n}", "euro", _life(end), LIFE) for n, end in (("low", 0), ("high", 1))),
        *(
            Amount(f"left_{c}_{n}", "euro", _left(c, end), LIFE)
            for c in ("nl", "de")
            for n, end in (("low", 0), ("high", 1))
        ),
        Amount("year", "plain", lambda _, f: f.on.year),
        Amount("commute_days", "whole", _commute_days),
        Amount("commute_expenses", "euro", lambda x, f: commute_expenses(x["km"], int(f["working_days"]), f), ("km",)),
        Amount(
            "commute_saving",
            "euro",
            lambda x, f: commute_saving(x["gross"], x["km"], int(f["working_days"]), f),
            ("km", "gross"),
        ),
        Amount("aow_premium_max", "euro", lambda _, f: f["nl_premium_aow"] * f["nl_bracket_1"]),
        Amount(
            "ww_stop",
            "euro",
            lambda x, f: round(float(x["ww_monthly_wage"]) * f["nl_ww_stops_above"]),
            ("ww_monthly_wage",),
        ),
    )
}
