"""Dutch income tax and net pay of an employee under the AOW age."""

from __future__ import annotations

from matcher.rules.parameters import Figures


def box1(income: float, f: Figures) -> float:
    """Tax and premies volksverzekeringen on box 1 income before credits; €/year."""
    bounds = (0.0, f["nl_bracket_1"], f["nl_bracket_2"], float("inf"))
    rates = (f["nl_rate_1"], f["nl_rate_2"], f["nl_rate_3"])
    return sum(
        rate * max(0.0, min(income, high) - low) for rate, low, high in zip(rates, bounds, bounds[1:], strict=False)
    )


def general_credit(income: float, f: Figures) -> float:
    """Algemene heffingskorting; €/year."""
    falling = f["nl_general_credit_fall"] * max(0.0, income - f["nl_general_credit_from"])
    return max(0.0, f["nl_general_credit"] - falling)


def labour_credit(wage: float, f: Figures) -> float:
    """Arbeidskorting; €/year."""
    rising = f["nl_labour_credit_rate_1"] * min(wage, f["nl_labour_credit_to_1"])
    if wage > f["nl_labour_credit_to_1"]:
        rising = f["nl_labour_credit_base_2"] + f["nl_labour_credit_rate_2"] * (
            min(wage, f["nl_labour_credit_to_2"]) - f["nl_labour_credit_to_1"]
        )
    if wage > f["nl_labour_credit_to_2"]:
        rising = f["nl_labour_credit_base_3"] + f["nl_labour_credit_rate_3"] * (
            min(wage, f["nl_labour_credit_to_3"]) - f["nl_labour_credit_to_2"]
        )
    if wage > f["nl_labour_credit_to_3"]:
        rising = f["nl_labour_credit_base_4"] - f["nl_labour_credit_fall"] * (wage - f["nl_labour_credit_to_3"])
    return max(0.0, rising)


def dutch_tax(wage: float, f: Figures, house: float = 0.0) -> float:
    """Tax and premies after credits on a wage with `house` as deduction for the own home; €/year, rounded to €.

    The lower rate of deduction above the second bracket is not counted. Source: Wet IB 2001, figures of the year.
    """
    income = max(0.0, wage - house)
    return float(round(max(0.0, box1(income, f) - general_credit(income, f) - labour_credit(wage, f))))


def dutch_net(gross_month: float, f: Figures, house: float = 0.0) -> float:
    """Net pay in €/month before pension contribution and health premium; yearly wage is twelve times the month."""
    return round(gross_month - dutch_tax(gross_month * 12, f, house) / 12, 2)
