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
from matcher.models import Cefr, Diploma, Education, Jobseeker, Language, Occupation
from matcher.profile import Held, Reader, Understood, years_of
from matcher.skilltext import SkillFinder
from web import i18n, labels
from web.i18n import _, lazy, ngettext
from web.people import naming

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
# What somebody can do or handle; a field of knowledge may read as an illness ("Schlaganfall"), a material as nothing.
OFFERED = frozenset({"skill", "tool", "machine", "software", "certificate"})
# A single word in running text is one of these for certain; any other ("laten stralen") is often an everyday word.
UNMISTAKABLE = frozenset({"machine", "software", "certificate"})
# Kinds that an adviser is told of when they stay off the profile.
SUBJECTS = frozenset({"knowledge", "material"})
# An entry of a list that is longer than this is a sentence.
ENTRY_WORDS = 4
SURE = 0.5
REFERENCE = re.compile(r"WB-[A-Z2-7]{6}")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can stand on the profile; `chosen` unless the adviser says otherwise, `source` the words it is from.

    `check` is set where the profile says it in a way that is to be checked with the person.
    """

    name: str
    group: str
    text: str
    chosen: bool = True
    source: str = ""
    check: bool = False


def items(person: Jobseeker, understood: Understood, reader: Reader, today: date) -> tuple[Item, ...]:
    """Everything that can stand on the profile, in the language spoken at the moment; each name once."""
    found = (
        *_occupations(person, reader),
        *_experience(person, reader, today),
        *_skills(person, understood.skills.values(), reader.finder),
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
        names = naming.own_names(meaning, reader.bridge)
        key = max(names, key=lambda k: names[k], default="")
        best.append(reader.bridge.by_id[key].de[0] if key and names[key] >= SURE else "")
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


def _skills(person: Jobseeker, held: Iterable[Held], finder: SkillFinder) -> Iterator[Item]:
    """Skills and certificates, those that the profile lists first; found in running text only they are not chosen.

    Such text is often misread: a single word of it is offered only where it can hardly be anything else.
    """
    listed = _listed(person, finder)
    found = [
        Item(f"{group}:{h.concept.id}", group, h.concept.de[0], h.concept.id in listed, h.text)
        for h in held
        if h.concept.kind in OFFERED and not _names_language(h.concept.de[0])
        if h.concept.id in listed or " " in h.text or h.concept.kind in UNMISTAKABLE
        for group in ("certificate" if h.concept.kind == "certificate" else "skill",)
    ]
    kept = without_doubles(found)
    return iter(sorted(kept, key=lambda item: not item.chosen))


def _listed(person: Jobseeker, finder: SkillFinder) -> frozenset[str]:
    """The concepts that the lists of a profile name, and those that somebody added; a long entry is running text."""
    entries = (*person.skills, *(c.name for c in person.courses))
    named = {f.concept.id for text in entries if len(text.split()) <= ENTRY_WORDS for f in finder.find(text)}
    return frozenset(named | {c.concept for c in person.corrections if c.kind == "skill" and c.right})


def without_doubles(found: Sequence[Item]) -> list[Item]:
    """One of several that say the same: a chosen one, then the one that says most ("SAP WM", not "SAP" as well)."""
    kept: list[tuple[Item, frozenset[str]]] = []
    for item in sorted(found, key=lambda item: (not item.chosen, -len(item.text.split()))):
        words = frozenset(item.text.casefold().split())
        if not any(item.group == k.group and (words <= other or other <= words) for k, other in kept):
            kept.append((item, words))
    names = {item.name for item, _words in kept}
    return [item for item in found if item.name in names]


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
        own = x.code == "nl" and x.level is Cefr.C2 and not x.assumed
        yield Item(f"language:{x.code}", "language", _language(x, own), x.code in order, check=own)


def _language(x: Language, own: bool) -> str:
    """A language with its level. An estimated level of Dutch says nothing of people from the Netherlands: it is left out."""
    name = labels.language(x.code)
    if own:
        return _("%(language)s: mother tongue", language=name)
    if not x.level or (x.code == "nl" and x.assumed):
        return name
    estimated = _("estimated")
    return f"{name} {x.level} ({estimated})" if x.assumed else f"{name} {x.level}"


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
    """What has no sure German word, or is a subject and no skill, and therefore cannot stand on the profile."""
    occupations = [*person.occupations, *(job.occupation for job in person.experience)]
    titles = zip(occupations, _german(occupations, person, reader), strict=True)
    unknown = [o.title for o, german in titles if o.title and not german]
    kinds = {text: {f.concept.kind for f in reader.finder.find(text)} for text in person.skills}
    return tuple(dict.fromkeys((*unknown, *(text for text, found in kinds.items() if found <= SUBJECTS))))


def reference(key: str, secret: str) -> str:
    """A code that stands for a person outside: it can be worked out here only, and says nothing of the key."""
    digest = hmac.new(secret.encode(), f"short profile {key}".encode(), hashlib.sha256).digest()
    return f"WB-{b32encode(digest).decode()[:6]}"


def is_reference(text: str) -> bool:
    """Whether a text has the form of a reference."""
    return REFERENCE.fullmatch(text) is not None
