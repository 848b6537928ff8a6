"""Words that somebody typed to search vacancies, with the German that Dutch ones mean."""

from __future__ import annotations

from functools import cache

from matcher.models import Vacancy
from matcher.searched import Searched, searched
from matcher.store.vacancy_list import VacancyList, WantedVacancies
from matcher.text import fold
from web import engine, i18n, paging
from web.contexts.base import Pager
from web.people import person_view
from web.site import store

MOST_WORDS = 6


def words(typed: str) -> tuple[str, ...]:
    """The words of a search that count."""
    return tuple(typed.split()[:MOST_WORDS])


def meant(typed: tuple[str, ...]) -> Searched:
    """What these words are looked for as; readers of German who type a word of both languages mean the German one."""
    if not typed:
        return Searched(())
    bridge, dutch = engine.reader().bridge, i18n.lang() != "de"
    key = ("searched", dutch, *typed)
    found: Searched | None = bridge.recall(key)
    return found or bridge.keep(key, searched(typed, bridge, _is_german_place, dutch))


def page(asked: WantedVacancies | None, endpoint: str, **where: str) -> tuple[tuple[Vacancy, ...], Pager]:
    """The page of the list that the address asks for, the last one where it is shorter; nothing where nothing is asked."""
    found, pager = paging.fetched(
        lambda start: store().vacancy_list(asked, paging.PER_PAGE, start) if asked else VacancyList(0, ()),
        lambda found: found.total, endpoint, **where,
    )  # fmt: skip
    return found.vacancies, pager


def _is_german_place(word: str) -> bool:
    return fold(word, "nl") in _german_places()


@cache
def _german_places() -> frozenset[str]:
    """Names of German towns that are one word: Haren is a town, and hair."""
    names = (p.name for (country, _), p in person_view.places().by_code.items() if country == "DE")
    return frozenset(fold(name, "nl") for name in names if " " not in name)
