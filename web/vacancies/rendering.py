"""An advertisement in Dutch, word by word from the bridge: occupation, tasks, requirements. Automatic, and said to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from matcher.bridge import Bridge
from matcher.index import title_meanings
from matcher.models import Asked, AskedSkill, Strength, Vacancy
from web import i18n, labels
from web.contexts.vacancies import DutchView
from web.i18n import _

# Below this the occupation is a guess, and a wrong Dutch title is worse than none; so is one of several that are as
# sure, unless the German title is their own: then the plainest stands first.
SURE, OWN, AS_SURE = 0.6, 0.99, 0.01
SHOWN = 12


def in_dutch(vacancy: Vacancy, asked: Asked, bridge: Bridge) -> DutchView:
    """What the advertisement is about in Dutch words; parts that the bridge does not know are left out."""
    return DutchView(
        occupation=dutch_title(vacancy, bridge),
        tasks=_words(asked.skills, Strength.TASK, bridge),
        required=(*_words(asked.skills, Strength.REQUIRED, bridge), *_papers(asked)),
        nice=_words(asked.skills, Strength.NICE, bridge),
    )


def dutch_title(vacancy: Vacancy, bridge: Bridge) -> str:
    """The Dutch name of the advertisement's occupation; empty where the bridge is not sure of it."""
    return dutch_titles([vacancy], bridge)[vacancy.ref]


def dutch_titles(vacancies: Iterable[Vacancy], bridge: Bridge) -> dict[str, str]:
    """The same for several vacancies, by reference number: the bridge reads all their titles at once."""
    titles = {v.ref: [t for t in (v.occupation, v.title) if t] for v in vacancies}
    meanings = title_meanings(bridge, list(dict.fromkeys(t for found in titles.values() for t in found)))
    return {ref: _first_sure((meanings[t] for t in found), bridge) for ref, found in titles.items()}


def _first_sure(meanings: Iterable[Mapping[str, float]], bridge: Bridge) -> str:
    for meaning in meanings:
        named = {concept: sure for concept, sure in meaning.items() if bridge.by_id[concept].nl}
        best = max(named.values(), default=0.0)
        first, *others = [concept for concept, sure in named.items() if sure >= best - AS_SURE] or [""]
        if best >= OWN or (best >= SURE and not others):
            return bridge.by_id[first].nl[0]
    return ""


def _words(skills: Iterable[AskedSkill], strength: Strength, bridge: Bridge) -> tuple[str, ...]:
    found = (bridge.by_id.get(s.concept) for s in skills if s.strength is strength)
    return tuple(dict.fromkeys(c.nl[0] for c in found if c and c.nl))[:SHOWN]


def _papers(asked: Asked) -> tuple[str, ...]:
    """German level, diploma, licences and years, in words."""
    german, level = asked.german, asked.german.level
    texts = (
        _("German at level %(level)s", level=level) if level and not german.assumed else "",
        _("diploma comparable with %(diploma)s", diploma=labels.diploma(asked.diploma))
        if asked.diploma and not asked.no_diploma
        else "",
        _("driving licence %(classes)s", classes=", ".join(asked.licences)) if asked.licences else "",
        _("%(n)s years of experience", n=i18n.number(asked.years)) if asked.years else "",
    )
    return tuple(filter(None, texts))
