"""Names and constants of the Jobsuche service, old and new, and what they mean here.

Source: the public documentation project bundesAPI/jobsuche-api and recordings of 2025/26.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matcher.models import PayPeriod, VacancyKind
from matcher.sources.fields import Reader

REF = "referenznummer"

KINDS = {
    "ARBEIT": VacancyKind.JOB,
    "AUSBILDUNG": VacancyKind.APPRENTICESHIP,
    "DUALES_STUDIUM": VacancyKind.APPRENTICESHIP,
    "PRAKTIKUM_TRAINEE": VacancyKind.INTERNSHIP,
    "PRAKTIKUM": VacancyKind.INTERNSHIP,
    "TRAINEE": VacancyKind.INTERNSHIP,
    "SELBSTAENDIGKEIT": VacancyKind.SELF_EMPLOYED,
}
PERIODS = {
    "JAHRESGEHALT": PayPeriod.YEAR,
    "MONATSGEHALT": PayPeriod.MONTH,
    "STUNDENLOHN": PayPeriod.HOUR,
    "KEINE_ANGABEN": None,
    "KEINE_ANGABE": None,
}
# Euros per period outside which an amount must belong to another period (a year's pay given as hourly).
PLAUSIBLE = {
    PayPeriod.HOUR: (1.0, 500.0),
    PayPeriod.MONTH: (50.0, 50_000.0),
    PayPeriod.YEAR: (600.0, 1_000_000.0),
}
PAY_FORMS = {"GEHALTSSPANNE": "range", "FESTGEHALT": "fixed", "KEINE_ANGABE": None, "KEINE_ANGABEN": None}
PERMANENT = {"UNBEFRISTET": True, "BEFRISTET": False, "KEINE_ANGABE": None, "KEINE_ANGABEN": None}
REGIONS = """
    Baden-Württemberg Bayern Berlin Brandenburg Bremen Hamburg Hessen Mecklenburg-Vorpommern Niedersachsen
    Nordrhein-Westfalen Rheinland-Pfalz Saarland Sachsen Sachsen-Anhalt Schleswig-Holstein Thüringen
"""
COUNTRIES = {
    "DEUTSCHLAND": "DE", "NIEDERLANDE": "NL", "BELGIEN": "BE", "LUXEMBURG": "LU", "FRANKREICH": "FR",
    "SCHWEIZ": "CH", "OESTERREICH": "AT", "POLEN": "PL", "DAENEMARK": "DK", "LIECHTENSTEIN": "LI",
    "TSCHECHIEN": "CZ", "TSCHECHISCHE_REPUBLIK": "CZ",
}  # fmt: skip
PART_TIME = ("Vormittag", "Nachmittag", "Abend", "Flexibel")
OLD_NAMES = {
    "refnr": REF,
    "titel": "stellenangebotsTitel",
    "beruf": "hauptberuf",
    "arbeitgeber": "firma",
    "modifikationsTimestamp": "aenderungsdatum",
    "kundennummerHash": "arbeitgeberKundennummerHash",
    "externeUrl": "externeURL",
    "aktuelleVeroeffentlichungsdatum": "veroeffentlichungszeitraum",
    "eintrittsdatum": "eintrittszeitraum",
    "arbeitsort": "stellenlokationen",
}
USED = """
    referenznummer stellenangebotsTitel hauptberuf alleBerufe alternativBeruf1 alternativBeruf2 weitereBerufe
    firma arbeitgeberKundennummerHash externeURL stellenlokationen veroeffentlichungszeitraum
    datumErsteVeroeffentlichung eintrittszeitraum aenderungsdatum stellenangebotsart arbeitszeitVollzeit
    arbeitszeitTeilzeit arbeitszeitTeilzeitVormittag arbeitszeitTeilzeitNachmittag arbeitszeitTeilzeitAbend
    arbeitszeitTeilzeitFlexibel arbeitszeitSchichtNachtWochenende istGeringfuegigeBeschaeftigung
    homeofficemoeglich verguetungsangabe artDerVerguetung gehaltsspanneVon gehaltsspanneBis festgehalt
    vertragsdauer quereinstiegGeeignet stellenangebotsBeschreibung istArbeitnehmerUeberlassung
    istPrivateArbeitsvermittlung geforderterBildungsabschluss arbeitszeitHeimarbeitTelearbeit
"""
# Seen or documented, but nothing is built on them; `scraping_date` is added by a public collection.
UNUSED = """
    entfernung homeofficetyp chiffrenummer istBehinderungGefordert istBetreut allianzpartnerName
    allianzpartnerUrl ausbildungsart studiengang studienform fertigkeiten hauptDkz tarifvertrag verguetung
    arbeitszeitmodelle mobilitaet scraping_date
"""
ADDRESS = "strasse hausnummer adresszusatz plz ort ortsteil region land"
KNOWN = frozenset(USED.split()) | frozenset(UNUSED.split()) | frozenset(OLD_NAMES)
KNOWN_LOCATION = frozenset({"adresse", "breite", "laenge"})
KNOWN_ADDRESS = frozenset(ADDRESS.split())


def modern(body: Mapping[str, Any], odd: list[str]) -> Mapping[str, Any]:
    """The body with names of the retired search translated; each is noted, and the new name wins."""
    old = [name for name in OLD_NAMES if name in body]
    if not old:
        return body
    notes = Reader(body, odd)
    renamed: dict[str, Any] = {}
    for name in old:
        notes.note(name, f"old name of {OLD_NAMES[name]}")
        renamed[OLD_NAMES[name]] = _modern_value(name, body[name])
    return {**renamed, **{key: value for key, value in body.items() if key not in OLD_NAMES}}


def _modern_value(name: str, value: Any) -> Any:
    if name in ("aktuelleVeroeffentlichungsdatum", "eintrittsdatum"):
        return {"von": value}
    if name != "arbeitsort" or not isinstance(value, dict):
        return value
    point = value.get("koordinaten")
    point = point if isinstance(point, dict) else {}
    address = {key: value[key] for key in KNOWN_ADDRESS if key in value}
    return [{"adresse": address, "breite": point.get("lat"), "laenge": point.get("lon")}]


def constant(text: str) -> str:
    """A name as the service's constants write it: NORDRHEIN_WESTFALEN for Nordrhein-Westfalen."""
    plain = text.upper().replace("Ä", "AE").replace("Ö", "OE").replace("Ü", "UE")
    return plain.replace("-", "_").replace(" ", "_")


REGION_BY_WORD = {constant(name): name for name in REGIONS.split()}
