"""German wage tax and net pay; the tax by the package lohnsteuer-bmf (programme of the Bundesfinanzministerium)."""

from __future__ import annotations

from dataclasses import dataclass

from lohnsteuer_bmf import berechne_lohnsteuer_pap

from matcher.rules.parameters import Figures, NoFiguresError
from matcher.rules.social_security import Contributions, contributions, is_minijob

# The package applies the allowances of this year to every year, so other years would be quietly wrong.
TAX_YEARS = (2026,)
SINGLE, SPLITTING = 1, 3


@dataclass(frozen=True, slots=True)
class GermanPay:
    """A month's pay in Germany in €: gross, wage tax with Soli, contributions, net."""

    gross: float
    tax: float
    social: Contributions
    net: float


def wage_tax(gross: float, tax_class: int, f: Figures, children: int = 0, age: int = 40) -> float:
    """Wage tax with Solidaritätszuschlag on a monthly gross wage, without church tax; €/month.

    A minijob is taxed by the employer at a flat rate, so the employee pays 0 (§40a(2) EStG).
    Raises NoFiguresError for a year the package has no programme for.
    """
    if f.on.year not in TAX_YEARS:
        raise NoFiguresError(f"no German wage tax for {f.on.year}: known for {', '.join(map(str, TAX_YEARS))}")
    if is_minijob(gross, f):
        return 0.0
    result = berechne_lohnsteuer_pap(
        brutto_jahr=gross * 12,
        steuerklasse=tax_class,
        bundesland="Niedersachsen",
        mit_kirchensteuer=False,
        kinder=children,
        geburtsjahr=f.on.year - age,
        kv_zusatzbeitrag=f["de_rate_health_extra"] * 100,
        ist_sachsen=False,
        jahr=f.on.year,
    )
    return round(float(result["lohnsteuer_monat"] + result["soli_monat"]), 2)


def german_pay(gross: float, tax_class: int, f: Figures, children: int = 0, age: int = 40) -> GermanPay:
    """Tax, contributions and net of a monthly gross wage in a statutory Krankenkasse of average price."""
    tax = wage_tax(gross, tax_class, f, children, age)
    social = contributions(gross, f, children, age)
    return GermanPay(gross, tax, social, round(gross - tax - social.total, 2))


def commute_saving(gross: float, km: float, days: int, f: Figures, tax_class: int = SINGLE) -> float:
    """Tax a year less by the Entfernungspauschale, above the Arbeitnehmer-Pauschbetrag; €/year, by a tax return.

    `km` is one way. Counted as the wage tax on a wage lower by the extra expenses. Source: §9(1) no. 4 EStG.
    """
    extra = commute_expenses(km, days, f) - f["de_employee_allowance"]
    if extra <= 0:
        return 0.0
    return max(0.0, _year_tax(gross, 0.0, tax_class, f) - _year_tax(gross, extra, tax_class, f))


def commute_expenses(km: float, days: int, f: Figures) -> float:
    """Entfernungspauschale of a year in €: whole kilometres one way times days."""
    return round(int(km) * days * f["de_commute_per_km"], 2)


def _year_tax(gross: float, extra: float, tax_class: int, f: Figures) -> float:
    """Income tax of a year when taxable income is lower by `extra` than the wage tax assumes."""
    from lohnsteuer_bmf import berechne_zve, einkommensteuer, einkommensteuer_splitting

    taxable = max(0.0, berechne_zve(gross * 12, tax_class, kv_zusatzbeitrag=f["de_rate_health_extra"] * 100) - extra)
    return float((einkommensteuer_splitting if tax_class == SPLITTING else einkommensteuer)(taxable, f.on.year))
