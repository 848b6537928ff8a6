"""A person in words: what they look for, what they bring, the facts that notes use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from matcher.facts import FACTS
from matcher.geo import Places
from matcher.models import Contact, Education, Experience, Jobseeker, Language, LanguageCourse, Occupation
from matcher.named_places import named_places
from matcher.own_items import OwnItem
from matcher.sources.bsn import REFUSED
from matcher.store.people import Fact
from matcher.taken_out import SINGLE
from web import i18n, labels
from web.contexts.base import Line
from web.forms import Field
from web.i18n import _, lazy


def name_of(contact: Contact | None, key: str) -> str:
    """The name where it is known, else the pseudonymous key."""
    return (contact.name if contact else None) or key


def wish_and_home(wish: str, german: str, postcode: str | None) -> tuple[str, str]:
    """The work that a person looks for, in German for who reads German, and where they live; as far as known."""
    found = places().dutch(postcode)
    home = f"{postcode} {found.name}" if found else postcode or _("place not known")
    return (german if i18n.lang() == "de" else "") or wish or _("no occupation known"), home


def without_name(person: Jobseeker, contact: Contact | None) -> Jobseeker:
    """The profile without the person's name in their own words; with a capital only, since many names are words too."""
    names = [name for name in re.findall(r"\w{3,}", (contact.name if contact else None) or "") if name.istitle()]
    if not names or not person.presentation:
        return person
    named = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")
    return replace(person, presentation=named.sub("…", person.presentation))


def occupation(found: Occupation) -> str:
    """The title of an occupation, or its code where the profile gives no title."""
    return found.title or (_("occupation code %(code)s", code=found.code) if found.code else "")


def wish(person: Jobseeker) -> str:
    """The first wished occupation, or the last job."""
    options = [*person.occupations, *(e.occupation for e in person.experience)]
    return next(filter(None, map(occupation, options)), "")


@cache
def places() -> Places:
    """The shipped table of places, read once."""
    return Places.load()


def home(person: Jobseeker, known: Places) -> str:
    """The postcode with its town, as far as known."""
    found = known.dutch(person.postcode)
    return f"{person.postcode} {found.name}" if found else person.postcode or ""


def wishes(person: Jobseeker) -> tuple[Line, ...]:
    """What a person looks for."""
    return tuple(x for x in _wishes(person) if x.value)


def own_wishes(person: Jobseeker) -> tuple[Line, ...]:
    """What a jobseeker changes in the form of wishes: where, how and how far, and how much; not the German."""
    lines = (
        Line(_("Lives in postcode area"), home(person, places())),
        Line(_("Travels by"), ", ".join(map(labels.transport, person.transport))), Line(_("Travels at most"), _limit(person)),
        Line(_("Places you name yourself"), _named(person)),
        Line(_("Hours a week"), _hours(person)), Line(_("Shift work"), _yes_no(person.shifts)),
        Line(_("Work in Germany"), _yes_no(person.germany)),
    )  # fmt: skip
    return tuple(x for x in lines if x.value)


def _wishes(p: Jobseeker) -> Iterator[Line]:
    yield Line(_("Wished occupation"), ", ".join(filter(None, map(occupation, p.occupations))))
    yield Line(_("Lives in postcode area"), home(p, places()))
    yield Line(_("Travels at most"), _limit(p))
    yield Line(_("Names as places to work"), _named(p))
    yield Line(_("Travels by"), ", ".join(map(labels.transport, p.transport)))
    yield Line(_("Hours a week"), _hours(p))
    yield Line(_("Shift work"), _yes_no(p.shifts))
    yield Line(_("Permanent contract"), _yes_no(p.permanent))
    yield Line(_("Work in Germany"), _yes_no(p.germany))
    yield Line(_("Available from"), i18n.short_date(p.available_from))
    yield Line(_("Interests"), ", ".join(p.interests))


def background(person: Jobseeker) -> tuple[Line, ...]:
    """What a person brings."""
    return tuple(x for x in _background(person) if x.value)


def _background(p: Jobseeker) -> Iterator[Line]:
    yield Line(_("Highest level"), labels.diploma(p.level) if p.level else "")
    yield Line(_("Education"), "; ".join(filter(None, map(education_line, p.education))))
    yield Line(_("Experience"), "; ".join(filter(None, map(experience_line, p.experience))))
    yield Line(_("Courses and certificates"), ", ".join(c.name for c in p.courses))
    yield Line(_("Languages"), ", ".join(map(language_line, p.languages)))
    yield Line(_("Driving licence"), ", ".join(p.licences))
    yield Line(_("In their own words"), (p.presentation or "").replace(REFUSED, _("[BSN left out]")))


def _limit(p: Jobseeker) -> str:
    minutes = _("%(n)s minutes", n=f"{p.max_minutes:.0f}") if p.max_minutes else ""
    km = _("%(n)s km", n=f"{p.max_km:.0f}") if p.max_km else ""
    return ", ".join(filter(None, (minutes, km)))


def _named(p: Jobseeker) -> str:
    """The towns that count as within reach because the person's own words name them."""
    return ", ".join(place.name for place in named_places(p, places()))


def _hours(p: Jobseeker) -> str:
    return "–".join(dict.fromkeys(str(h) for h in (p.hours_min, p.hours_max) if h is not None))


def _yes_no(value: bool | None) -> str:
    return "" if value is None else _("Yes") if value else _("No")


def education_line(e: Education) -> str:
    """A course of study with its level."""
    level = labels.diploma(e.level) if e.level else ""
    done = "" if e.completed is not False else _("not completed")
    return ", ".join(filter(None, (e.name, level, done)))


def experience_line(e: Experience) -> str:
    """A job with its years."""
    years = "–".join(str(d.year) if d else "" for d in (e.starts, e.ends)) if e.starts or e.ends else ""
    title = occupation(e.occupation)
    return f"{title} ({years})" if title and years else title


def language_line(x: Language) -> str:
    """A language with its level."""
    known = f"{labels.language(x.code)} {x.level or ''}".strip()
    return f"{known} (" + _("assumed") + ")" if x.assumed and x.level else known


# The words of an item of a profile that are more than the item itself.
WORDS: Mapping[str, Callable[[Any], str]] = {
    "occupations": occupation,
    "experience": experience_line,
    "education": education_line,
    "level": labels.diploma,
    "courses": lambda course: str(course.name),
    "languages": language_line,
    "available_from": i18n.short_date,
    "available_until": i18n.short_date,
}
# Under which label a page for advisers shows a field of the profile.
LABELS: Mapping[str, Any] = {
    "occupations": lazy("Wished occupation"), "permanent": lazy("Permanent contract"),
    "available_from": lazy("Available from"), "interests": lazy("Interests"), "level": lazy("Highest level"),
    "education": lazy("Education"), "experience": lazy("Experience"), "courses": lazy("Courses and certificates"),
    "languages": lazy("Languages"), "licences": lazy("Driving licence"), "presentation": lazy("In their own words"),
}  # fmt: skip


def item_words(part: str, item: Any) -> str:
    """An item of a profile in words; empty where it has no name."""
    return WORDS.get(part, str)(item)


def with_own(lines: Iterable[Line], own: Sequence[OwnItem]) -> tuple[Line, ...]:
    """Lines about a person, with what the jobseeker said of them noted as facts note it."""
    return tuple(replace(line, note="; ".join(_own_notes(line, own))) for line in lines)


def _own_notes(line: Line, own: Iterable[OwnItem]) -> Iterator[str]:
    """Who said it and when; of several items on a line, which one it was."""
    for x in own:
        if str(LABELS.get(x.part, "")) == line.label:
            who = _("%(who)s, %(date)s", who=said_by("jobseeker"), date=i18n.short_date(x.said_at))
            words = item_words(x.part, x.item)
            yield who if x.part in SINGLE or words == line.value else f"{words}: {who}"


def said_by(name: str) -> str:
    """Who said something, in words."""
    return {"jobseeker": _("jobseeker"), "import": _("import"), "adviser": _("adviser")}.get(name, name)


def facts(known: Mapping[str, Fact], by: Callable[[str], str] = said_by) -> tuple[Line, ...]:
    """The facts that are known, with who said them and when."""
    return tuple(
        Line(
            labels.fact_label(name),
            labels.fact_value(name, kind.kind, known[name].value, kind.unit),
            _("%(who)s, %(date)s", who=by(known[name].said_by), date=i18n.short_date(known[name].said_at)),
        )
        for name, kind in FACTS.items()
        if name in known
    )


# Where the profile says what a fact would say.
IN_PROFILE: Mapping[str, Callable[[Jobseeker], Any]] = {
    "german_level": lambda p: next((x.level for x in p.languages if x.code == "de"), None),
    "diploma": lambda p: p.level,
    "works_shifts": lambda p: p.shifts,
    "germany": lambda p: p.germany,
    "transport": lambda p: p.transport[0] if len(p.transport) == 1 else None,
    "postcode": lambda p: (p.postcode or "")[:4] or None,
    "max_minutes": lambda p: p.max_minutes,
    "max_km": lambda p: p.max_km,
    "hours_min": lambda p: p.hours_min,
    "hours_max": lambda p: p.hours_max,
}


def with_profile(groups: Mapping[str, tuple[Field, ...]], person: Jobseeker) -> dict[str, tuple[Field, ...]]:
    """Fields of facts; an empty one tells what the profile says, which holds as long as it stays empty."""
    return {heading: tuple(_with_profile(f, person) for f in fields) for heading, fields in groups.items()}


def _with_profile(field: Field, person: Jobseeker) -> Field:
    value = IN_PROFILE[field.name](person) if field.name in IN_PROFILE else None
    if value is None or field.value:
        return field
    kind = FACTS[field.name]
    said = str(value) if field.name == "postcode" else labels.fact_value(field.name, kind.kind, value, kind.unit)
    return replace(field, hint=_("In the profile: %(value)s", value=said))


def contact(found: Contact | None) -> tuple[Line, ...]:
    """Contact details that are known."""
    if found is None:
        return ()
    lines = ((_("Name"), found.name), (_("E-mail"), found.email), (_("Phone"), found.phone))
    return tuple(Line(label, value) for label, value in lines if value)


def removed(person: Jobseeker, counts: Mapping[str, int]) -> tuple[str, ...]:
    """What the person's own limits took out."""
    return tuple(
        labels.removed(limit, count, person.max_minutes, person.max_km)
        for limit, count in sorted(counts.items(), key=lambda c: -c[1])
        if count
    )


def no_germany(person: Jobseeker, known: Mapping[str, Fact]) -> str:
    """That a person does not want to work in Germany, with who said so where that is known; empty where it is not so."""
    if person.germany is not False:
        return ""
    fact = known.get("germany")
    by = fact and _("%(who)s, %(date)s", who=said_by(fact.said_by), date=i18n.short_date(fact.said_at))
    said = _("This person does not want to work in Germany")
    return f"{said} ({by})." if by else f"{said}."


def course(found: LanguageCourse) -> Line:
    """A German course near a person: what, and where, who and from when as far as known."""
    where = " ".join(filter(None, (found.postcode, found.town)))
    starts = _("from %(date)s", date=i18n.short_date(found.starts)) if found.starts else ""
    return Line(found.title, ", ".join(filter(None, (where, found.provider, starts))))
