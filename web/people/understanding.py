"""What the system made of a profile, in words: occupations and skills with their German names and how sure they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from matcher import named_places
from matcher.bridge import Bridge, Concept
from matcher.bridge.links import as_links
from matcher.models import Correction, Jobseeker, Occupation
from matcher.profile import Held, Reader, Understood, added
from matcher.skillcheck import SkillMatcher
from web import i18n
from web.contexts.understood import Choice, Meaning, SaidView, Understanding
from web.i18n import _
from web.people import naming, person_view

KINDS = ("occupation", "skill")
SURE, LIKELY = 0.75, 0.5
# So many suggestions, down to this certainty; concepts this near to the best are as good, and sure together.
MOST, LEAST, EQUAL = 10, 0.08, 0.02


def understanding(person: Jobseeker, understood: Understood, reader: Reader) -> Understanding:
    """Everything that was understood of the words of a profile."""
    skills = tuple(_skill(held, person.corrections) for held in understood.skills.values())
    occupations = tuple(_occupations(person, reader))
    return Understanding(
        occupations=tuple(o for o in occupations if o.concept),
        skills=skills,
        unknown=(*(o for o in occupations if not o.concept), *_unknown(person, reader)),
    )


def implied(understood: Understood, reader: Reader) -> tuple[Meaning, ...]:
    """The skills that nobody named but the occupations bring with them."""
    found = SkillMatcher.of(understood, reader.bridge.by_id).implied()
    return tuple(Meaning("skill", c.nl[0], c.id, c.nl[0], c.de[0], (), "", "") for c in found)


def _occupations(person: Jobseeker, reader: Reader) -> Iterator[Meaning]:
    """Every occupation of a profile with what it was taken for, each wording once."""
    named = dict(_named(person, reader.bridge.by_id))
    meanings = reader.corrected(list(named), person)
    seen: set[str] = set()
    for (occupation, source), meaning in zip(named.items(), meanings, strict=True):
        title = reader.title_of(occupation.title, occupation.code, occupation.scheme)
        text = title or person_view.occupation(occupation)
        if text and text not in seen:
            seen.add(text)
            yield _occupation(text, source, meaning, person.corrections, reader.bridge)


def _named(person: Jobseeker, known: Mapping[str, Concept]) -> Iterator[tuple[Occupation, str]]:
    yield from ((job.occupation, _("earlier job")) for job in reversed(person.experience))
    yield from ((Occupation(interest), _("interest")) for interest in person.interests)
    yield from ((wish, _("wish")) for wish in person.occupations)
    yield from ((o, _("added")) for o in added(person.corrections, known))


def _occupation(
    text: str, source: str, meaning: Mapping[str, float], said: Iterable[Correction], bridge: Bridge
) -> Meaning:
    meaning = naming.own_names(meaning, bridge)
    if not meaning:
        return Meaning("occupation", text, "", "", "", (), "", source)
    best = max(meaning, key=lambda key: meaning[key])
    as_good = [bridge.by_id[key] for key, sure in meaning.items() if key != best and sure >= meaning[best] - EQUAL]
    concept = bridge.by_id[best]
    german = dict.fromkeys(c.de[0] for c in as_good if c.de[0] != concept.de[0])
    chosen = any(c.right and c.concept == best for c in said)
    together = sum(sure for sure in meaning.values() if sure >= meaning[best] - EQUAL)
    word = _("sure") if chosen else certainty(together)
    return Meaning(
        "occupation", text, best, concept.nl[0], concept.de[0], tuple(german), word, source, chosen
    )  # fmt: skip


def certainty(sure: float) -> str:
    """How sure a meaning is, in a word."""
    return _("sure") if sure >= SURE else _("likely") if sure >= LIKELY else _("a guess")


def _skill(held: Held, said: Iterable[Correction]) -> Meaning:
    c = held.concept
    chosen = any(x.right and x.concept == c.id for x in said)
    return Meaning(
        "skill", held.text, c.id, c.nl[0], c.de[0], (), certainty(held.sure), _("added") if chosen else _("in the profile"), chosen,
    )  # fmt: skip


def _unknown(person: Jobseeker, reader: Reader) -> Iterator[Meaning]:
    """Skills of the profile in which nothing was recognised and about which nothing was said."""
    said = {c.text for c in person.corrections if c.kind == "skill"}
    for text in dict.fromkeys(person.skills):
        if text not in said and not list(reader.finder.find(text)):
            yield Meaning("skill", text, "", "", "", (), "", "")


def suggestions(words: str, kind: str, bridge: Bridge, chosen: str = "") -> tuple[Choice, ...]:
    """What Dutch (or German) words may mean, the likeliest first; the concept they were taken for is always among them."""
    found = dict(_found(words, kind, bridge)) if words.strip() else {}
    best = sorted(found, key=lambda key: -found[key])[:MOST]
    if chosen and chosen not in best:
        best.insert(0, chosen)
    return tuple(_choice(bridge.by_id[key], key == chosen) for key in best)


def _found(words: str, kind: str, bridge: Bridge) -> Iterator[tuple[str, float]]:
    linker = bridge.linker(kind)
    german = as_links(linker.german_concepts([words]), linker.concepts, MOST, LEAST)[0]
    dutch = as_links(linker.dutch_concepts([words]), linker.concepts, MOST, LEAST)[0]
    yield from ((key, max(german.get(key, 0.0), dutch.get(key, 0.0))) for key in {**dutch, **german})


def _choice(c: Concept, chosen: bool) -> Choice:
    return Choice(c.id, c.nl[0], c.de[0], ", ".join(c.nl[1:4]), chosen)


def is_concept(concept: str, kind: str, bridge: Bridge) -> bool:
    """Whether an id is a concept of this kind."""
    found = bridge.by_id.get(concept)
    return found is not None and (found.kind == "occupation") == (kind == "occupation")


def said_view(said: Iterable[tuple[Correction, str, str]], bridge: Bridge, own: bool = False) -> tuple[SaidView, ...]:
    """Corrections (with who and when) in words; one whose concept is no longer known keeps its words.

    `own` when the jobseeker reads it.
    """
    return tuple(
        SaidView(c.kind, c.concept, _said(c, bridge, own), _("%(who)s, %(date)s", who=by, date=i18n.short_date(at)))
        for c, by, at in said
    )


def _said(c: Correction, bridge: Bridge, own: bool) -> str:
    if c.kind == named_places.KIND:
        text = _("Place to work: %(town)s") if c.right else _("Not a place to work: %(town)s")
        return text % {"town": c.concept}
    known = bridge.by_id.get(c.concept)
    label = f"{known.nl[0]} – {known.de[0]}" if known else c.concept
    if not c.right and own:
        work, skill = _("This work does not suit you: %(concept)s"), _("You cannot do this: %(concept)s")
        return (work if c.kind == "occupation" else skill) % {"concept": label}
    if not c.right and c.text:
        return _("“%(words)s” does not count", words=c.text)
    if not c.right:
        return _("Not: %(concept)s", concept=label)
    return (
        _("“%(words)s” means: %(concept)s", words=c.text, concept=label)
        if c.text
        else _("Added: %(concept)s", concept=label)
    )
