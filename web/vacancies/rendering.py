"""An advertisement in Dutch, word by word from the bridge: occupation, tasks, requirements. Automatic, and said to be."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from matcher.bridge import Bridge
from matcher.bridge.readings import BRACKETS
from matcher.index import title_meanings
from matcher.models import Asked, AskedSkill, Strength, Vacancy
from web import i18n, labels
from web.contexts.vacancies import DutchView
from web.i18n import _

# Where the lexicon says what a German title is called, that is its name. Else, below SURE the occupation is a guess, and
# a wrong or too narrow Dutch title is worse than none. Where several are as sure, the one whose words say the German
# title plainly is taken (where the title is not their own: more clearly than the others), else the name of an
# occupation that all of them end in.
SURE, OWN, AS_SURE, PLAIN, CLEAR, HEAD = 0.6, 0.99, 0.01, 0.6, 0.15, 6
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
    wanted = list(vacancies)
    by_occupation = dutch_names((v.occupation for v in wanted if v.occupation), bridge)
    found = {v.ref: by_occupation.get(v.occupation or "", "") for v in wanted}
    by_title = dutch_names((v.title for v in wanted if not found[v.ref]), bridge)
    return {v.ref: found[v.ref] or by_title.get(v.title, "") for v in wanted}


def dutch_names(titles: Iterable[str], bridge: Bridge) -> dict[str, str]:
    """The Dutch name of each German title; what was asked before is kept, since many vacancies have one occupation."""
    names: dict[str, str | None] = {title: _known(title, bridge) for title in titles}
    new = [title for title, name in names.items() if name is None]
    for title, meaning in title_meanings(bridge, new).items():
        names[title] = bridge.keep(("name", title), _name(title, meaning, bridge))
    return {title: name or "" for title, name in names.items()}


def _known(title: str, bridge: Bridge) -> str | None:
    """The name that the lexicon gives a title, else that found before; None where it has to be found."""
    called = bridge.called(title)
    return bridge.recall(("name", title)) if called is None else _bare(called)


def _bare(name: str) -> str:
    """A Dutch name without brackets: a level or a place that the German title does not say."""
    return BRACKETS.sub("", name)


def _name(title: str, meaning: Mapping[str, float], bridge: Bridge) -> str:
    """The Dutch name for a German title; empty where nothing is sure."""
    named: dict[str, float] = {}
    for concept, sure in meaning.items():
        if nl := bridge.by_id[concept].nl:
            named.setdefault(_bare(nl[0]), sure)
    best = max(named.values(), default=0.0)
    first, *others = [name for name, sure in named.items() if sure >= best - AS_SURE] or [""]
    if best < SURE:
        return ""
    if not others:
        return first
    says = bridge.said([first, *others], [title] * (1 + len(others)))
    head = common_head([first, *others], bridge.dutch_names)
    if best >= OWN:
        return first if says[0] >= PLAIN else head
    (second, _), (clearest, name) = sorted(zip(says, [first, *others], strict=True))[-2:]
    return name if clearest >= second + CLEAR else head


def common_head(names: Sequence[str], occupations: Container[str]) -> str:
    """The occupation in the first name that a word of every other one ends in: *Verpleegkundige*; empty for none."""
    words = [name.casefold().split() for name in names]
    shared = (w for w in words[0] if all(any(x.endswith(w) for x in other) for other in words))
    heads = (w for w in shared if len(w) >= HEAD and w in occupations)
    return next(heads, "").capitalize()


def _words(skills: Iterable[AskedSkill], strength: Strength, bridge: Bridge) -> tuple[str, ...]:
    found = (bridge.by_id.get(s.concept) for s in skills if s.strength is strength)
    return tuple(dict.fromkeys(c.nl[0] for c in found if c and c.nl))[:SHOWN]


def _diploma(asked: Asked) -> str:
    if not asked.diploma or asked.no_diploma:
        return ""
    diploma = _("diploma comparable with %(diploma)s", diploma=labels.diploma(asked.diploma))
    return _("%(diploma)s or experience", diploma=diploma) if asked.or_experience else diploma


def _papers(asked: Asked) -> tuple[str, ...]:
    """German level, diploma, licences and years, in words."""
    german, level = asked.german, asked.german.level
    texts = (
        _("German at level %(level)s", level=level) if level and not german.assumed else "",
        _diploma(asked),
        _("driving licence %(classes)s", classes=", ".join(asked.licences)) if asked.licences else "",
        _("%(n)s years of experience", n=i18n.number(asked.years)) if asked.years else "",
    )
    return tuple(filter(None, texts))
