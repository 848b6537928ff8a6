"""What of a profile may go to an employer without saying who it is: in German, from the bridge's own words.

Only lists of known words are rendered (concepts, levels, classes, numbers), never a sentence that somebody wrote:
names, addresses, employers, health or origin may stand in any free text. Titles of schooling are the one exception;
they stand on the profile only where the adviser ticks them.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b32encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from matcher.data import read_csv
from matcher.models import Diploma, Education, Jobseeker, Language, Occupation
from matcher.profile import Held, Reader, Understood, years_of
from web import i18n, labels
from web.i18n import _, lazy, ngettext

GROUPS: Mapping[str, object] = {
    "occupation": lazy("Occupations"),
    "experience": lazy("Work experience"),
    "skill": lazy("Skills"),
    "certificate": lazy("Certificates"),
    "education": lazy("Education"),
    "language": lazy("Languages"),
    "licence": lazy("Driving licence"),
    "available": lazy("Availability"),
    "region": lazy("Region"),
}
# Provinces by the first-level code of GeoNames in data/places.
PROVINCES = {
    "01": "Drenthe", "02": "Friesland", "03": "Gelderland", "04": "Groningen", "05": "Limburg", "06": "Noord-Brabant",
    "07": "Noord-Holland", "09": "Utrecht", "10": "Zeeland", "11": "Zuid-Holland", "15": "Overijssel", "16": "Flevoland",
}  # fmt: skip
# Levels in the European and the German qualifications framework: data/SOURCES.md, Nuffic and DQR.
DIPLOMAS: Mapping[Diploma, object] = {
    Diploma.VMBO: lazy("Dutch secondary school vmbo (EQF level 1 or 2), prepares for vocational training"),
    Diploma.HAVO_VWO: lazy("Dutch secondary school havo or vwo (EQF level 4), gives access to higher education"),
    Diploma.MBO: lazy("Dutch vocational diploma mbo, level not stated"),
    Diploma.MBO1: lazy("Dutch vocational diploma mbo level 1 (EQF level 1)"),
    Diploma.MBO2: lazy("Dutch vocational diploma mbo level 2 (EQF level 2); basic vocational training"),
    Diploma.MBO3: lazy("Dutch vocational diploma mbo level 3 (EQF level 3); a German Ausbildung of two years stands at the same level"),
    Diploma.MBO4: lazy("Dutch vocational diploma mbo level 4 (EQF level 4); a German Ausbildung of three to three and a half years stands at the same level"),
    Diploma.HBO: lazy("Dutch hbo diploma (EQF level 6); a bachelor of a German Fachhochschule stands at the same level"),
    Diploma.WO: lazy("Dutch university degree (EQF level 6 or 7); a German bachelor or master stands at the same level"),
}  # fmt: skip
# Languages that many speak here; any other one could tell where somebody comes from.
USUAL_LANGUAGES = ("de", "nl", "en")
NOT_SKILLS = frozenset({"licence", "soft"})
SURE = 0.5
REFERENCE = re.compile(r"WB-[A-Z2-7]{6}")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can stand on the profile; `chosen` unless the adviser says otherwise, `source` the words it is from."""

    name: str
    group: str
    text: str
    chosen: bool = True
    source: str = ""


def items(person: Jobseeker, understood: Understood, reader: Reader, today: date) -> tuple[Item, ...]:
    """Everything that can stand on the profile, in the language spoken at the moment; each name once."""
    found = (
        *_occupations(person, reader),
        *_experience(person, reader, today),
        *_skills(person, understood.skills.values()),
        *_education(person),
        *_languages(person.languages),
        *_licences(person),
        *_availability(person, today),
        *_region(person),
    )
    return tuple({item.name: item for item in reversed(found)}[name] for name in dict.fromkeys(i.name for i in found))


def _german(occupations: Sequence[Occupation], person: Jobseeker, reader: Reader) -> list[str]:
    """The German title of each occupation; empty where the bridge is not sure."""
    best = []
    for meaning in reader.corrected(list(occupations), person):
        key = max(meaning, key=lambda k: meaning[k], default="")
        best.append(reader.bridge.by_id[key].de[0] if key and meaning[key] >= SURE else "")
    return best


def _occupations(person: Jobseeker, reader: Reader) -> Iterator[Item]:
    for wish, german in zip(person.occupations, _german(person.occupations, person, reader), strict=True):
        if german:
            yield Item(f"occupation:{german}", "occupation", german, source=wish.title or "")


def _experience(person: Jobseeker, reader: Reader, today: date) -> Iterator[Item]:
    """Years by occupation, without dates and employers."""
    titles = _german([job.occupation for job in person.experience], person, reader)
    years: dict[str, float] = {}
    for job, german in zip(person.experience, titles, strict=True):
        length = years_of(job, today)
        if german and length is not None:
            years[german] = years.get(german, 0.0) + length
    for german, length in years.items():
        yield Item(f"experience:{german}", "experience", f"{german}: {_years(length)}")


def _years(length: float) -> str:
    whole = round(length)
    return ngettext("%(num)s year", "%(num)s years", whole) if whole else _("less than a year")


def _skills(person: Jobseeker, held: Iterable[Held]) -> Iterator[Item]:
    """Skills and certificates; those found in running text only are not chosen, since such text is often misread."""
    lists = " | ".join((*person.skills, *(c.name for c in person.courses))).casefold()
    for h in held:
        if h.concept.kind not in NOT_SKILLS and not _names_language(h.concept.de[0]):
            group = "certificate" if h.concept.kind == "certificate" else "skill"
            yield Item(f"{group}:{h.concept.id}", group, h.concept.de[0], h.text.casefold() in lists, h.text)


def _names_language(german: str) -> bool:
    """Whether a skill is a language: those stand with their level, or nowhere."""
    return german.casefold().endswith(("isch", "deutsch"))


def _education(person: Jobseeker) -> Iterator[Item]:
    done = [e for e in person.education if e.completed is not False and e.level in DIPLOMAS]
    if not done and person.level in DIPLOMAS:
        done = [Education(person.level)]
    for n, course in enumerate(done):
        if course.level:
            yield Item(f"education:{n}", "education", str(DIPLOMAS[course.level]))
            if course.name:
                text = _("Dutch title: %(name)s", name=course.name)
                yield Item(f"education:{n}:title", "education", text, chosen=False, source=course.name)


def _languages(known: Sequence[Language]) -> Iterator[Item]:
    order = {code: n for n, code in enumerate(USUAL_LANGUAGES)}
    for x in sorted(known, key=lambda x: order.get(x.code, len(order))):
        level = f" {x.level}" if x.level else ""
        estimated = _("estimated")
        guess = f" ({estimated})" if x.assumed and x.level else ""
        yield Item(f"language:{x.code}", "language", f"{labels.language(x.code)}{level}{guess}", x.code in order)


def _licences(person: Jobseeker) -> Iterator[Item]:
    if person.licences:
        yield Item("licence:classes", "licence", _("Class %(classes)s", classes=", ".join(person.licences)))
    if "car" in person.transport:
        yield Item("licence:car", "licence", _("Has a car"))


def _availability(person: Jobseeker, today: date) -> Iterator[Item]:
    start = person.available_from
    if start:
        text = _("at once") if start <= today else _("from %(date)s", date=i18n.short_date(start))
        yield Item("available:start", "available", _("Can start: %(when)s", when=text))
    hours = "–".join(dict.fromkeys(str(h) for h in (person.hours_min, person.hours_max) if h))
    if hours:
        yield Item("available:hours", "available", _("%(hours)s hours a week", hours=hours))
    if person.shifts is not None:
        text = _("Shift work is possible") if person.shifts else _("No shift work")
        yield Item("available:shifts", "available", text, person.shifts)
    if person.max_minutes:
        text = _("Travels up to %(n)s minutes to work", n=f"{person.max_minutes:.0f}")
        yield Item("available:travel", "available", text)


def _region(person: Jobseeker) -> Iterator[Item]:
    province = PROVINCES.get(_provinces().get((person.postcode or "")[:4], ""))
    if province:
        yield Item("region:province", "region", _("Province of %(name)s, Netherlands", name=province))


@cache
def _provinces() -> Mapping[str, str]:
    """The first-level code of each Dutch postcode."""
    return {row["postcode"]: row["region"] for row in read_csv("places", "postcodes.csv") if row["country"] == "NL"}


def left_out(person: Jobseeker, reader: Reader) -> tuple[str, ...]:
    """What has no sure German word and therefore cannot stand on the profile."""
    occupations = [*person.occupations, *(job.occupation for job in person.experience)]
    titles = zip(occupations, _german(occupations, person, reader), strict=True)
    unknown = [o.title for o, german in titles if o.title and not german]
    return tuple(dict.fromkeys((*unknown, *(s for s in person.skills if not list(reader.finder.find(s))))))


def reference(key: str, secret: str) -> str:
    """A code that stands for a person outside: it can be worked out here only, and says nothing of the key."""
    digest = hmac.new(secret.encode(), f"short profile {key}".encode(), hashlib.sha256).digest()
    return f"WB-{b32encode(digest).decode()[:6]}"


def is_reference(text: str) -> bool:
    """Whether a text has the form of a reference."""
    return REFERENCE.fullmatch(text) is not None
