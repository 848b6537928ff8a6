"""Mortgage interest of a Dutch home owner who works in Germany."""

from __future__ import annotations

from matcher.rules.dutch_net import dutch_tax
from matcher.rules.german_tax import SINGLE, wage_tax
from matcher.rules.parameters import Figures


def compensation(german_tax: float, dutch_tax_due: float) -> float:
    """What the Dutch tax office pays: German tax above the Dutch tax and premies on the same wage; €/year.

    Source: tax treaty NL-DE 2012, Protocol XII; Mutual Agreement of 26-5-2016.
    """
    return max(0.0, round(german_tax - dutch_tax_due, 2))


def compensation_for(gross_month: float, house: float, f: Figures, tax_class: int = SINGLE, children: int = 0) -> float:
    """Compensation in whole €/year, taking the German gross wage as the Dutch wage (a simplification)."""
    german = wage_tax(gross_month, tax_class, f, children) * 12
    return float(round(compensation(german, dutch_tax(gross_month * 12, f, house))))


def dutch_value(gross_month: float, house: float, f: Figures) -> float:
    """What the deduction would save on the same wage in the Netherlands; €/year."""
    return dutch_tax(gross_month * 12, f) - dutch_tax(gross_month * 12, f, house)
