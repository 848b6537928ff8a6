"""What an advertisement pays: gross euros per month, from its pay field or its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from matcher.models import Pay, PayPeriod

# A month has 52/12 weeks.
WEEKS_PER_MONTH = 52 / 12
FULL_TIME_HOURS = 39.0
# Two figures of one advertisement are of the same pay when they stand this near and differ no more than this.
NEAR, SPREAD = 130, 1.6

_AMOUNT = r"(?:\d{1,3}(?:[.\s]\d{3})+(?:,\d{1,2})?|\d{1,6}(?:[.,]\d{1,2})?)"
_EURO = r"(?:€|(?:euro|eur)\b)"
PAY_TEXT = re.compile(
    rf"(?<![\d.,])(?:(?P<low>{_AMOUNT})\s*(?:,-{{1,2}})?\s*{_EURO}?\s*(?:-|–|bis(?:\s+zu)?|und|/)\s*)?(?P<high>{_AMOUNT})\s*(?:,-{{1,2}})?\s*{_EURO}"
    rf"|{_EURO}\s*(?:(?P<low2>{_AMOUNT})\s*(?:-|–|bis)\s*)?(?P<high2>{_AMOUNT})(?![\d.,]*\d)"
    rf"|(?P<list>(?:{_AMOUNT}\s*/\s*){{1,3}})(?P<high3>{_AMOUNT})\s*{_EURO}", re.I
)  # fmt: skip
HOURLY = re.compile(
    r"stunde(?!n\b)|/\s*h\b|/\s*std|die\s+std|std\.|stundenlohn|stundenentgelt|grundlohn|lohngruppe|tariflohn|per\s+hour",
    re.I,
)
YEARLY = re.compile(r"jahr(?!es(?:sonder|prämie))|p\.\s?a\.|annum|jährlich|year", re.I)
MONTHLY = re.compile(r"monat|mtl|brutto(?!/jahr)", re.I)
WAGE = re.compile(r"gehalt|lohn\b|lohn:|verg[üu]t|verdien|bezahl|entgelt|fixum|zahlen|einstieg|tarif|lehrjahr", re.I)
EXTRA = re.compile(
    r"(?:prämie|bonus|zuschuss|gutschein|pauschale|urlaubsgeld|weihnachtsgeld|zuschlag|zulage\w*|budget|umsatz|volum\w*|sachbezug|ticket|jobrad|beitrag|werbe\w*|abschlag|rabatt|bereitschaft|wert|note|kosten|auslöse)[\w-]*"
    r"(?:\s+(?:\w+\s+){0,3})?$", re.I
)  # fmt: skip
EXTRA_AFTER = re.compile(
    r"^\W*(?:prämie|bonus|zuschuss|gutschein|pauschale|zuschlag|zulage|sachbezug|willkommens|steuerfrei|im\s+jahr\s+für|pro\s+(?:woche|tag|nacht|einsatz)|je\s+woche|am\s+tag|/dienst|alle\s+\w+\s+jahre|mio|million|mrd|umsatz|budget"
    r"|netto|zuschuss|monatlich\s+für|verpflegung)", re.I
)  # fmt: skip
MINIJOB = re.compile(r"minijob|geringfügig", re.I)
TARIFF = re.compile(
    r"\b(?:TV[öo]D|TV-?L|TVA[öo]D|TV-V|TV-H|AVR|KAVO|ERA|IG[ -]Metall|(?:GVP|iGZ|BAP)(?:-Tarif)?|BAT-KF|SuE|NGG|Haustarif\w*|\w*[Tt]arif(?:vertrag|lohn)?)(?:[- ](?:EG|E|P|S|LG|Entgeltgruppe|Lohngruppe)?\s?\d{1,2}[a-z]?\b|\s+(?:EG|P|S|Entgeltgruppe|Lohngruppe)\s?\d{1,2}[a-z]?)?"
    r"|\b(?:EG|Entgeltgruppe|Lohngruppe|LG)\s?\d{1,2}[a-z]?\b(?:\s+TV\S+)?"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Figure:
    """An amount or span that can be a wage, with its place in the text."""

    pay: Pay
    start: int
    end: int


def pay_per_month(
    pay: Pay | None, text: str, hours: float | None, minijob: bool = False
) -> tuple[float | None, float | None]:
    """Gross €/month of the pay field, else of the text, at the stated hours (39 a week where none are stated).

    An hourly wage of a minijob whose hours are not stated gives the monthly limit the text names, else nothing.
    """
    stated = pay or _pay_in(text)
    if minijob and hours is None and (stated is None or stated.period is PayPeriod.HOUR):
        limit = _minijob_limit(text)
        if limit is not None:
            return limit, limit
    if stated is None:
        return None, None
    factor = {
        PayPeriod.HOUR: (hours or FULL_TIME_HOURS) * WEEKS_PER_MONTH,
        PayPeriod.MONTH: 1.0,
        PayPeriod.YEAR: 1 / 12,
    }[stated.period]
    return round(stated.low * factor, 2), round(stated.high * factor, 2)


def tariff_in(text: str) -> str | None:
    """The collective agreement and grade an advertisement names, as written; no figure is made of it."""
    found = max(TARIFF.finditer(text), key=lambda m: (bool(re.search(r"\d", m[0])), len(m[0])), default=None)
    return found[0] if found else None


def _minijob_limit(text: str) -> float | None:
    """The monthly limit beside the word "Minijob", as the advertisement itself states it."""
    found = re.search(
        rf"(?:minijob|geringfügig\w*)\D{{0,40}}(\d{{3}})\s*{_EURO}|(\d{{3}})\s*{_EURO}\s*(?:im\s+monat|basis)",
        text,
        re.I,
    )
    return float(found[1] or found[2]) if found else None


def _pay_in(text: str) -> Pay | None:
    """The pay a text names: the first figure that can be a wage, widened by others of its kind close by."""
    figures = list(_figures(text))
    if not figures:
        return None
    first, end = figures[0].pay, figures[0].end
    low, high = first.low, first.high
    for other in figures[1:]:
        if other.start - end > NEAR or other.pay.period is not first.period:
            break
        if max(high, other.pay.high) <= SPREAD * min(low, other.pay.low):
            low, high, end = min(low, other.pay.low), max(high, other.pay.high), other.end
    return Pay(low, high, first.period)


def _figures(text: str) -> Iterator[_Figure]:
    for found in _amounts(text):
        before, after = text[max(0, found.start() - 110) : found.start()], text[found.end() : found.end() + 45]
        if EXTRA.search(before[-35:].split("\n")[-1]) or EXTRA_AFTER.search(after):
            continue
        low, high = _ends(found)
        period = _period(low, high, before + " | " + after.split("\n")[0])
        if period and 0.4 * high <= low <= high:
            yield _Figure(Pay(low, high, period), found.start(), found.end())


def _amounts(text: str) -> Iterator[re.Match[str]]:
    """Every amount in euros, looked for in the lines that name the currency."""
    for line in re.finditer(r"[^\n]+", text):
        if "€" in line[0] or "eur" in line[0].lower():
            yield from PAY_TEXT.finditer(text, line.start(), line.end())


def _ends(found: re.Match[str]) -> tuple[float, float]:
    high = _amount(found["high"] or found["high2"] or found["high3"])
    first = found["low"] or found["low2"] or (found["list"] or "").split("/")[0].strip()
    return (_amount(first) if first else high), high


def _amount(text: str) -> float:
    """A German amount: `2.850,50`, `15,20` or `16.50` as a number."""
    clean = re.sub(r"[.\s](?=\d{3}(?!\d))", "", text)
    return float(clean.replace(",", "."))


def _period(low: float, high: float, around: str) -> PayPeriod | None:
    """What an amount covers, when size and words agree; bonuses and allowances agree with neither."""
    span, wage = low < high, bool(WAGE.search(around))
    if 10 <= high <= 80 and (HOURLY.search(around) or ((span or wage) and low >= 12)):
        return PayPeriod.HOUR
    if 400 <= high <= 12_000 and not re.search(r"jahr|year", around[around.index("|") :][:12], re.I):
        return PayPeriod.MONTH if MONTHLY.search(around) or wage or (span and low >= 1_000) else None
    if 15_000 <= high <= 200_000 and (YEARLY.search(around) or wage or (span and low >= 24_000)):
        return PayPeriod.YEAR
    return None
