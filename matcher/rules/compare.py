"""The same life with two jobs: what is left per month in the Netherlands and in Germany, line by line.

Every line is a range in €/month; both ends are equal where all facts are known. Pay is the year's pay over twelve.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from matcher.rules.dutch_net import dutch_net, dutch_tax
from matcher.rules.german_tax import SINGLE, SPLITTING, GermanPay, commute_saving, german_pay
from matcher.rules.mortgage import compensation_for, dutch_value
from matcher.rules.parameters import Figures, NoFiguresError

Range = tuple[float, float]
NOTHING: Range = (0.0, 0.0)
# Named for the reader, because no line counts them.
LEFT_OUT = ("toeslagen", "holiday_pay", "pension_value", "travel_in_nl")
CHILD_BENEFIT_TO = 18


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison; `counts` is false for lines that only explain another one."""

    name: str
    nl: Range
    de: Range
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Comparison:
    """All lines, and the facts whose absence makes a range wider or a line impossible."""

    lines: tuple[Line, ...]
    missing: tuple[str, ...] = ()
    left_out: tuple[str, ...] = LEFT_OUT

    def total(self, country: str) -> Range:
        """What is left per month in a country (nl or de)."""
        ranges = [getattr(line, country) for line in self.lines if line.counts]
        return round(sum(r[0] for r in ranges), 2), round(sum(r[1] for r in ranges), 2)

    @property
    def difference(self) -> Range:
        """Germany minus the Netherlands in €/month: at least, at most."""
        (nl_low, nl_high), (de_low, de_high) = self.total("nl"), self.total("de")
        return round(de_low - nl_high, 2), round(de_high - nl_low, 2)


Facts = Mapping[str, Any]


def compare(facts: Facts, f: Figures) -> Comparison:
    """Compare the job (facts `gross`, `gross_high`, `km`) with `current_wage` in the Netherlands.

    Raises NoFiguresError when the date has no figures.
    """
    lines = (
        Line("gross", _same(facts["current_wage"]), _gross(facts), counts=False),
        _tax(facts, f),
        _social(facts, f),
        _net(facts, f),
        Line("health_premium", _same(-f["nl_health_standard"] / 12), NOTHING),
        Line("pension_contribution", (-f["nl_pension_share_high"] * facts["current_wage"], 0.0), NOTHING),
        _mortgage(facts, f),
        _children(facts, f),
        _commute(facts, f),
        _commute_tax(facts, f),
    )
    asked = ("partner", "children", "youngest_child", "home_owner", "km", "mortgage_interest", "partner_income")
    return Comparison(lines, tuple(a for a in asked if facts.get(a) is None and not _beside_the_point(a, facts)))


def widest(found: Comparison, facts: Facts, f: Figures) -> str:
    """What makes a comparison uncertain, most of all: tax_class, pay, pension, children or travel."""
    pays = {(wage, cls): _pay(facts, f, wage, cls).net for wage in _gross(facts) for cls in _classes(facts)}
    lines = {line.name: max(r[1] - r[0] for r in (line.nl, line.de)) for line in found.lines if line.counts}
    widths = {
        "tax_class": max(_width(net for (w, _), net in pays.items() if w == wage) for wage in _gross(facts)),
        "pay": _width(net for (_, cls), net in pays.items() if cls == SINGLE),
        "pension": lines["pension_contribution"],
        "children": lines["children"],
        "travel": lines["commute"] + lines["commute_tax"],
    }
    return max(widths, key=lambda name: widths[name])


def _width(values: Iterable[float]) -> float:
    found = list(values)
    return max(found) - min(found)


def _beside_the_point(fact: str, facts: Facts) -> bool:
    if fact == "youngest_child":
        return not facts.get("children")
    if fact == "mortgage_interest":
        return facts.get("home_owner") is not True
    return fact == "partner_income" and (facts.get("partner") == "none" or not facts.get("mortgage"))


def _same(value: float) -> Range:
    return round(value, 2), round(value, 2)


def _span(*values: float) -> Range:
    return round(min(values), 2), round(max(values), 2)


def _gross(facts: Facts) -> Range:
    return _span(facts["gross"], facts["gross_high"])


def _classes(facts: Facts) -> tuple[int, ...]:
    """The tax classes that may apply: splitting only where a marriage is known or possible."""
    return (SINGLE, SPLITTING) if facts.get("partner") in (None, "married", "registered") else (SINGLE,)


def _pays(facts: Facts, f: Figures) -> list[GermanPay]:
    wages = (facts["gross"], facts["gross_high"])
    return [_pay(facts, f, wage, cls) for wage in wages for cls in _classes(facts)]


def _pay(facts: Facts, f: Figures, wage: float, tax_class: int) -> GermanPay:
    return german_pay(wage, tax_class, f, int(facts.get("children") or 0), int(facts.get("age") or 40))


def _tax(facts: Facts, f: Figures) -> Line:
    dutch = _same(-dutch_tax(facts["current_wage"] * 12, f) / 12)
    return Line("tax", dutch, _span(*(-p.tax for p in _pays(facts, f))), counts=False)


def _social(facts: Facts, f: Figures) -> Line:
    """Dutch premies are part of the tax line."""
    return Line("social", NOTHING, _span(*(-p.social.total for p in _pays(facts, f))), counts=False)


def _net(facts: Facts, f: Figures) -> Line:
    return Line("net", _same(dutch_net(facts["current_wage"], f)), _span(*(p.net for p in _pays(facts, f))))


def _mortgage(facts: Facts, f: Figures) -> Line:
    """Tax saved by the deduction, by the person or the partner, against compensation or the partner's deduction."""
    interest = float(facts.get("mortgage_interest") or 0)
    partner_income = float(facts.get("partner_income") or 0) if facts.get("partner_country") == "nl" else 0.0
    partner = dutch_tax(partner_income, f) - dutch_tax(partner_income, f, interest) if partner_income else 0.0
    own = dutch_value(facts["current_wage"], interest, f)
    return Line("mortgage", _same(max(own, partner) / 12), _mortgage_de(facts, f, interest, partner))


def _mortgage_de(facts: Facts, f: Figures, interest: float, partner: float) -> Range:
    wages = (facts["gross"], facts["gross_high"])
    paid = [compensation_for(w, interest, f, c) for w in wages for c in _classes(facts)] if interest else [0.0]
    return _span(*(max(p, partner) / 12 for p in paid))


def _children(facts: Facts, f: Figures) -> Line:
    """Kindergeld is the least in Germany; in the Netherlands kinderbijslag and a kindgebonden budget not known here."""
    children = int(facts.get("children") or 0)
    top = children * f["de_kindergeld"]
    return Line("children", (round(min(top, children * _dutch_child_benefit(facts, f)), 2), top), _same(top))


def _dutch_child_benefit(facts: Facts, f: Figures) -> float:
    """Kinderbijslag per child in €/month, by the youngest; 0 as the lower end when it is not known."""
    youngest = facts.get("youngest_child")
    if youngest is None or youngest >= CHILD_BENEFIT_TO:
        return 0.0
    band = "0_5" if youngest < 6 else "6_11" if youngest < 12 else "12_17"
    try:
        return f[f"nl_child_benefit_{band}"] / 3
    except NoFiguresError:
        return 0.0


def _commute(facts: Facts, f: Figures) -> Line:
    """Driving to the German job, which a bike makes free; the way to the Dutch job is not known and not counted."""
    if facts.get("cycles"):
        return Line("commute", NOTHING, NOTHING)
    driven = 2 * float(facts.get("km") or 0) * f["working_days"] / 12
    return Line("commute", NOTHING, _span(-driven * f["car_cost_high"], -driven * f["car_cost_low"]))


def _commute_tax(facts: Facts, f: Figures) -> Line:
    """What a German tax return may bring for the way to work; nothing without a return."""
    km, days = float(facts.get("km") or 0), int(f["working_days"])
    saved = [commute_saving(facts["gross_high"], km, days, f, c) for c in _classes(facts)] if km else [0.0]
    return Line("commute_tax", NOTHING, _span(0.0, *(s / 12 for s in saved)))
