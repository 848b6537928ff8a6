"""German statutory pension earned by working."""

from __future__ import annotations

from matcher.rules.parameters import Figures


def points(gross_year: float, f: Figures) -> float:
    """Entgeltpunkte of one year: the wage up to the ceiling over the average wage of all insured (§70 SGB VI)."""
    return round(min(gross_year, 12 * f["de_ceiling_pension"]) / f["de_average_wage"], 4)


def pension_of_one_year(gross_month: float, f: Figures) -> float:
    """Pension in €/month, before tax, that one year at this monthly wage gives at today's pension value."""
    return round(points(gross_month * 12, f) * f["de_pension_value"], 2)


def aow_lost(years: float, f: Figures) -> float:
    """Share of the full AOW missed by years not insured in the Netherlands."""
    return years * f["nl_aow_per_year"]
