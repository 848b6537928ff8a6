"""A vacancy in words: its fields, what was understood of its text, its places."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from matcher.bridge import Bridge
from matcher.models import Asked, Location, Pay, PayPeriod, Strength, Vacancy
from matcher.store.enrichment import Pay as UsualPay
from web import i18n, labels
from web.contexts.base import Line
from web.contexts.vacancies import VacancyView
from web.i18n import _
from web.site import today
from web.vacancies import adtext, marks, rendering

SHOWN_SKILLS = 12


def view(vacancy: Vacancy, asked: Asked, bridge: Bridge, usual: UsualPay | None = None) -> VacancyView:
    """Everything a page shows of a vacancy; the Dutch words for those who read Dutch."""
    address, host = adtext.external(vacancy.url)
    text = marks.marked(adtext.clean(vacancy.description), vacancy, asked)
    return VacancyView(
        ref=vacancy.ref,
        title=vacancy.title,
        employer=vacancy.employer or "",
        lines=tuple(x for x in (*_fields(vacancy), *_usual(vacancy, asked, usual)) if x.value),
        asked=tuple(x for x in _understood(asked) if x.value),
        locations=tuple(dict.fromkeys(filter(None, map(place, vacancy.locations)))),
        text=text,
        marks=marks.kinds_in(text),
        dutch=rendering.in_dutch(vacancy, asked, bridge) if i18n.lang() == "nl" else None,
        official_url=adtext.official_url(vacancy.ref),
        external_url=address,
        external_host=host,
    )


def _fields(v: Vacancy) -> Iterator[Line]:
    yield Line(_("Employer"), v.employer or "")
    yield Line(_("Occupation"), v.occupation or "")
    yield Line(_("Kind"), labels.kind(v.kind))
    yield Line(_("Working time"), working_time(v))
    yield Line(_("Contract"), contract(v))
    yield Line(_("Pay before tax"), pay(v.pay) if v.pay else "")
    yield Line(_("Start"), start(v, today()))
    yield Line(_("Work from home"), _("possible") if v.home_office else "")
    yield Line(_("Career changers"), _("welcome") if v.career_changers else "")
    yield Line(_("Published"), i18n.short_date(v.published))


def _usual(vacancy: Vacancy, asked: Asked, usual: UsualPay | None) -> Iterator[Line]:
    """What such work usually pays, only where the advertisement says nothing of its own."""
    if usual and vacancy.pay is None and asked.pay_low is None:
        span = Pay(usual.low or usual.median, usual.high or usual.median, PayPeriod.MONTH)
        note = _("usual for this work full time in %(state)s, not in the text; source: Entgeltatlas", state=usual.state)
        yield Line(_("Usual pay"), pay(span), note)


def working_time(v: Vacancy) -> str:
    """Full time, part time, minijob and shifts, as far as the advertisement says."""
    known = (
        (v.full_time, _("full time")), (v.part_time, _("part time")), (v.minijob, _("Minijob")),
        (v.shifts, _("shifts, nights or weekends")),
    )  # fmt: skip
    return ", ".join(text for holds, text in known if holds)


def start(v: Vacancy, on: date) -> str:
    """From when somebody is wanted; a day that is over means at once."""
    return "" if v.starts is None else i18n.short_date(v.starts) if v.starts > on else _("as soon as possible")


def contract(v: Vacancy) -> str:
    """Permanent or temporary, and whether an agency is between."""
    length = "" if v.permanent is None else _("permanent") if v.permanent else _("temporary")
    agency = _("through a temporary agency") if v.temporary_agency else ""
    private = _("through a private employment service") if v.private_agency else ""
    return ", ".join(filter(None, (length, agency, private)))


def pay(offered: Pay) -> str:
    """Gross pay with its period."""
    digits = 2 if offered.period is PayPeriod.HOUR else 0
    low, high = i18n.number(offered.low, digits), i18n.number(offered.high, digits)
    amount = low if low == high else f"{low}–{high}"
    texts = {
        PayPeriod.HOUR: _("€ %(amount)s an hour", amount=amount),
        PayPeriod.MONTH: _("€ %(amount)s a month", amount=amount),
        PayPeriod.YEAR: _("€ %(amount)s a year", amount=amount),
    }
    return texts[offered.period]


def pay_before_tax(vacancy: Vacancy, asked: Asked) -> str:
    """The pay of the advertisement's own field, else what its text says a month; empty where neither says it."""
    if vacancy.pay:
        return pay(vacancy.pay)
    amount = _euros(asked)
    return _("%(amount)s a month (from the text)", amount=amount) if amount else ""


def place(location: Location) -> str:
    """Street, postcode and town of a location."""
    town = " ".join(filter(None, (location.postcode, location.town)))
    return ", ".join(filter(None, (location.street, town or location.region)))


def _understood(asked: Asked) -> Iterator[Line]:
    german = asked.german
    usual = _("usual for this work, not in the text") if german.assumed else ""
    yield Line(_("German"), german.level or "", usual)
    yield Line(_("Other languages"), ", ".join(
        f"{labels.language(x.code)} {x.level or ''}".strip() for x in asked.other_languages))  # fmt: skip
    yield Line(_("Education"), _diploma(asked), _("comparable Dutch level") if asked.diploma else "")
    yield Line(_("Experience"), _("%(n)s years", n=_spelt(asked.years)) if asked.years else "")
    yield Line(_("Driving licence"), ", ".join(asked.licences))
    yield Line(_("Hours a week"), _range(asked.hours_min, asked.hours_max))
    yield Line(_("Shift work"), "" if asked.shifts is None else _("Yes") if asked.shifts else _("No"))
    yield Line(_("Pay a month before tax"), _euros(asked))
    for strength, label in (
        (Strength.REQUIRED, _("Must have")), (Strength.TASK, _("Tasks")), (Strength.NICE, _("Nice to have")),
    ):  # fmt: skip
        found = dict.fromkeys(s.text for s in asked.skills if s.strength is strength)
        yield Line(label, ", ".join(list(found)[:SHOWN_SKILLS]))


def _diploma(asked: Asked) -> str:
    if asked.no_diploma:
        return _("not needed")
    diploma = labels.diploma(asked.diploma) if asked.diploma else ""
    if asked.or_experience:
        return _("%(diploma)s or experience", diploma=diploma or _("a diploma"))
    return diploma


def _range(low: float | None, high: float | None) -> str:
    return "–".join(dict.fromkeys(_spelt(x) for x in (low, high) if x is not None))


def _spelt(value: float) -> str:
    """A number in the reader's notation, with a decimal only where it has one: 38, and 37,5."""
    return i18n.number(value, 0 if float(value).is_integer() else 1)


def _euros(asked: Asked) -> str:
    ends = dict.fromkeys(i18n.number(x) for x in (asked.pay_low, asked.pay_high) if x is not None)
    return _("€ %(amount)s", amount="–".join(ends)) if ends else ""
