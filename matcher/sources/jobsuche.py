"""Advertisements of the Bundesagentur's Jobsuche: a body of the search (v6) or the details (v4) to Vacancy.

An odd field never costs the record: it becomes None and is named in `Vacancy.odd`.
Source of names and values: the public documentation project bundesAPI/jobsuche-api and recordings of 2025/26.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Any

from matcher.errors import InputError
from matcher.models import Location, Pay, PayPeriod, Vacancy, VacancyKind
from matcher.sources.fields import Reader, clean
from matcher.sources.jobsuche_answers import is_pair, read_recorded, search_items, total
from matcher.sources.jobsuche_fields import safe_url
from matcher.sources.jobsuche_names import (
    COUNTRIES,
    KINDS,
    KNOWN,
    KNOWN_ADDRESS,
    KNOWN_LOCATION,
    PART_TIME,
    PAY_FORMS,
    PERIODS,
    PERMANENT,
    PLAUSIBLE,
    REF,
    REGION_BY_WORD,
    constant,
    modern,
)

__all__ = ["combine", "identify", "merge", "parse", "read_recorded", "search_items", "total"]

LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def parse(body: Mapping[str, Any], where: str = "advertisement") -> Vacancy:
    """A Vacancy from a search item, a detail body, or {"item": ..., "detail": ...} as the client yields it.

    Raises InputError only when there is no reference number.
    """
    if not is_pair(body):
        return _single(body, where)
    item = _single(body["item"], where)
    detail = body.get("detail")
    return merge(item, _single({**detail, REF: item.ref}, where)) if isinstance(detail, dict) else item


def identify(item: Mapping[str, Any], where: str = "advertisement") -> tuple[str, datetime | None]:
    """Reference number and date of change of an item, without reading the rest. Raises InputError as `parse`."""
    r = Reader(modern(item, []), [])
    return _ref(r, where), r.moment("aenderungsdatum")


def _single(body: Mapping[str, Any], where: str) -> Vacancy:
    odd: list[str] = []
    r = Reader(modern(body, odd), odd)
    r.unknown(KNOWN)
    return _vacancy(r, _ref(r, where))


def _vacancy(r: Reader, ref: str) -> Vacancy:
    full_time, part_time = _working_time(r)
    main = r.text("hauptberuf")
    vacancy = Vacancy(
        ref=ref,
        title=_title(r),
        occupation=main,
        other_occupations=_other_occupations(r, main),
        employer=r.text("firma"),
        employer_key=r.text("arbeitgeberKundennummerHash"),
        locations=tuple(_location(place) for place in r.children("stellenlokationen")),
        description=r.text("stellenangebotsBeschreibung"),
        kind=_kind(r),
        published=r.child("veroeffentlichungszeitraum").day("von"),
        first_published=r.day("datumErsteVeroeffentlichung"),
        modified=r.moment("aenderungsdatum"),
        starts=r.child("eintrittszeitraum").day("von"),
        full_time=full_time,
        part_time=part_time,
        shifts=r.flag("arbeitszeitSchichtNachtWochenende"),
        minijob=r.flag("istGeringfuegigeBeschaeftigung"),
        home_office=_home_office(r),
        temporary_agency=r.flag("istArbeitnehmerUeberlassung"),
        private_agency=r.flag("istPrivateArbeitsvermittlung"),
        permanent=r.choice("vertragsdauer", PERMANENT),
        career_changers=r.flag("quereinstiegGeeignet"),
        pay=_pay(r),
        education=_education(r),
        url=_url(r),
    )
    return replace(vacancy, odd=tuple(r.odd))


def _ref(r: Reader, where: str) -> str:
    value = r.body.get(REF)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**18:
        r.note(REF, "a number, not text")
        return str(value)
    if not isinstance(value, str) or not clean(value):
        raise InputError(where, REF, "expected the advertisement's reference number as text, found none")
    return clean(value)


def _title(r: Reader) -> str:
    title = r.text("stellenangebotsTitel")
    if title is None and not isinstance(r.body.get("stellenangebotsTitel"), (int, float, list, dict)):
        r.note("stellenangebotsTitel", "missing")
    return title or ""


def _kind(r: Reader) -> VacancyKind:
    if r.body.get("stellenangebotsart") is None:
        return VacancyKind.JOB
    return r.choice("stellenangebotsart", KINDS) or VacancyKind.OTHER


def _other_occupations(r: Reader, main: str | None) -> tuple[str, ...]:
    single = (r.text("alternativBeruf1"), r.text("alternativBeruf2"))
    every = (*(s for s in single if s), *r.texts("alleBerufe"), *r.texts("weitereBerufe"))
    return tuple(name for name in dict.fromkeys(every) if name != main)


def _education(r: Reader) -> str | None:
    word = r.text("geforderterBildungsabschluss")
    return None if word in ("KEINE_ANGABE", "KEINE_ANGABEN") else word


def _home_office(r: Reader) -> bool | None:
    new, old = r.flag("homeofficemoeglich"), r.flag("arbeitszeitHeimarbeitTelearbeit")
    return old if new is None else new


def _url(r: Reader) -> str | None:
    text = r.text("externeURL")
    url = safe_url(text) if text else None
    if text and url is None:
        r.note("externeURL", "not a web address")
    return url


def _working_time(r: Reader) -> tuple[bool | None, bool | None]:
    """Full time and part time; when every flag is false the advertiser did not say, so both are None."""
    full = r.flag("arbeitszeitVollzeit")
    if isinstance(r.body.get("arbeitszeitTeilzeit"), bool):
        parts = [r.flag("arbeitszeitTeilzeit")]
    else:
        nested = r.child("arbeitszeitTeilzeit")
        parts = [nested.flag(name) for name in PART_TIME]
    parts += [r.flag(f"arbeitszeitTeilzeit{name}") for name in PART_TIME]
    said = [flag for flag in parts if flag is not None]
    part = any(said) if said else None
    return (full, part) if full or part else (None, None)


def _pay(r: Reader) -> Pay | None:
    period = r.choice("verguetungsangabe", PERIODS)
    form = r.choice("artDerVerguetung", PAY_FORMS)
    low, high, fixed = r.number("gehaltsspanneVon"), r.number("gehaltsspanneBis"), r.number("festgehalt")
    if fixed is not None and (form == "fixed" or low is None):
        return _checked_pay(r, "festgehalt", fixed, fixed, period)
    if low is None and high is not None and r.body.get("gehaltsspanneVon") is None:
        r.note("gehaltsspanneBis", "an upper end without a lower one")
    if low is None:
        return None
    return _checked_pay(r, "gehaltsspanneVon", low, low if high is None else high, period)


def _checked_pay(r: Reader, name: str, low: float, high: float, period: PayPeriod | None) -> Pay | None:
    if period is None:
        r.note(name, "an amount without a known period")
        return None
    least, most = PLAUSIBLE[period]
    if low > high:
        r.note(name, "higher than gehaltsspanneBis")
    elif low < least or high > most:
        r.note(name, f"not a plausible amount per {period}")
    else:
        return Pay(low, high, period)
    return None


def _location(r: Reader) -> Location:
    r.unknown(KNOWN_LOCATION)
    address = r.child("adresse")
    address.unknown(KNOWN_ADDRESS)
    country = _country(address.text("land"))
    street = (address.text("strasse"), address.text("hausnummer"))
    lat, lon = _coordinates(r)
    return Location(
        postcode=_postcode(address, country),
        town=address.text("ort"),
        street=" ".join(part for part in street if part) or None,
        region=_region(address, country),
        country=country,
        lat=lat,
        lon=lon,
    )


def _country(text: str | None) -> str | None:
    return None if text is None else COUNTRIES.get(constant(text), text)


def _region(address: Reader, country: str | None) -> str | None:
    """One of the sixteen German states; abroad the word as given."""
    text = address.text("region")
    if text is None:
        return None
    known = REGION_BY_WORD.get(constant(text))
    if known is None and country == "DE":
        address.note("region", "not a German state")
    return known or (None if country == "DE" else text)


def _postcode(address: Reader, country: str | None) -> str | None:
    text = address.text("plz")
    if text is not None and country == "DE" and not (len(text) == 5 and text.isascii() and text.isdigit()):
        address.note("plz", "not five digits")
        return None
    return text


def _coordinates(r: Reader) -> tuple[float, float] | tuple[None, None]:
    lat, lon = r.number("breite"), r.number("laenge")
    if lat is None or lon is None:
        return None, None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or lat == lon == 0:
        r.note("breite", "coordinates out of range")
        return None, None
    return lat, lon


def merge(item: Vacancy, detail: Vacancy) -> Vacancy:
    """One Vacancy of a search item and its detail: the detail wins where it knows, the item fills in."""
    filled = {
        f.name: getattr(item, f.name)
        for f in fields(Vacancy)
        if getattr(detail, f.name) in (None, (), "") and f.name not in ("other_occupations", "odd")
    }
    others = dict.fromkeys((*detail.other_occupations, *item.other_occupations))
    main = detail.occupation or item.occupation
    vague = detail.kind in (VacancyKind.JOB, VacancyKind.OTHER)  # JOB is also what an absent kind gives
    return replace(
        detail,
        **filled,
        kind=item.kind if vague and item.kind is not VacancyKind.OTHER else detail.kind,
        other_occupations=tuple(name for name in others if name != main),
        odd=tuple(dict.fromkeys((*detail.odd, *item.odd))),
    )


def combine(vacancies: Iterable[Vacancy]) -> dict[str, Vacancy]:
    """One Vacancy per reference: the latest change wins, the one with a text at the same change."""
    found: dict[str, Vacancy] = {}
    for vacancy in vacancies:
        other = found.get(vacancy.ref)
        pair = sorted((other, vacancy), key=_knowledge) if other else [vacancy]
        found[vacancy.ref] = merge(*pair) if len(pair) == 2 else vacancy
    return found


def _knowledge(vacancy: Vacancy) -> tuple[datetime, bool]:
    return vacancy.modified or LONG_AGO, vacancy.description is not None
