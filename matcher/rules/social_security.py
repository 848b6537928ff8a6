"""German social security contributions of an employee; €/month."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.rules.parameters import Figures

CHILDLESS_FROM_AGE = 23


@dataclass(frozen=True, slots=True)
class Contributions:
    """The employee's part of each branch in €/month."""

    pension: float
    unemployment: float
    health: float
    care: float

    @property
    def total(self) -> float:
        """All branches together."""
        return round(self.pension + self.unemployment + self.health + self.care, 2)


def is_minijob(gross: float, f: Figures) -> bool:
    """Whether a monthly wage is at or below the limit of a minijob (§8 SGB IV)."""
    return gross <= f["de_minijob_limit"]


def is_midijob(gross: float, f: Figures) -> bool:
    """Whether a monthly wage lies in the Übergangsbereich (§20(2) SGB IV)."""
    return f["de_minijob_limit"] < gross <= f["de_midijob_limit"]


def contributions(gross: float, f: Figures, children: int = 0, age: int = 40) -> Contributions:
    """The employee's contributions on a monthly gross wage.

    `children` are those under 25. A minijob as the only job is taken without the pension contribution,
    from which one can be exempted (§6(1b) SGB VI). Source: SGB IV §20, SGB V §241, SGB VI §158, SGB XI §55.
    """
    if is_minijob(gross, f):
        return Contributions(0.0, 0.0, 0.0, 0.0)
    own, whole = (midijob_bases(gross, f)) if is_midijob(gross, f) else (gross, gross)
    pension_base = min(own, f["de_ceiling_pension"])
    health_base = min(own, f["de_ceiling_health"])
    surcharge = childless_rate(children, age, f) * min(whole, f["de_ceiling_health"])
    return Contributions(
        pension=round(pension_base * f["de_rate_pension"], 2),
        unemployment=round(pension_base * f["de_rate_unemployment"], 2),
        health=round(health_base * (f["de_rate_health"] + f["de_rate_health_extra"] / 2), 2),
        care=round(health_base * care_rate(children, f) + surcharge, 2),
    )


def care_rate(children: int, f: Figures) -> float:
    """The employee's rate for care: less 0.25 points for each child from the second to the fifth (§55(3) SGB XI)."""
    return f["de_rate_care"] - f["de_care_per_child"] * max(0, min(children, 5) - 1)


def childless_rate(children: int, age: int, f: Figures) -> float:
    """The surcharge for people without children from 23 years on (§55(3) SGB XI)."""
    return f["de_care_childless"] if children == 0 and age >= CHILDLESS_FROM_AGE else 0.0


def midijob_bases(gross: float, f: Figures) -> tuple[float, float]:
    """The employee's base and the base of the whole contribution in €/month (§20(2a) SGB IV)."""
    low, high = f["de_minijob_limit"], f["de_midijob_limit"]
    own = high / (high - low) * (gross - low)
    factor = midijob_factor(f)
    whole = factor * low + (high / (high - low) - low / (high - low) * factor) * (gross - low)
    return own, whole


def midijob_factor(f: Figures) -> float:
    """Factor F: 28% over the average total contribution rate, to four decimals (§20(2a) SGB IV)."""
    halves = f["de_rate_pension"] + f["de_rate_unemployment"] + f["de_rate_health"] + f["de_rate_care"]
    return round(f["de_midijob_share"] / (2 * halves + f["de_rate_health_extra"]), 4)
