"""The map of a person's home and matches, with rings of travel time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from flask import Blueprint, url_for
from markupsafe import Markup

from matcher.data import read_csv, read_json
from matcher.geo import Places, nearest
from matcher.limits import best_mode
from matcher.models import Match, Place, Vacancy
from web import svgmap
from web.access.security import ADMIN, ADVISER, allow, audit
from web.contexts.overview import MapPage
from web.i18n import _
from web.people import caseload, person_view
from web.site import store
from web.svgmap import Sign, Spot
from web.view import render

bp = Blueprint("jobs_map", __name__, url_prefix="/people")
MINUTES = (15, 30, 45, 60)
SHOWN = 25
# The id of the words on the page that say which numbers stand together.
TOGETHER = "map-together"


@cache
def outlines() -> svgmap.Outlines:
    """The shipped outlines of the two countries (Natural Earth)."""
    found: svgmap.Outlines = read_json("map", "outlines.json")
    return found


@cache
def towns() -> tuple[Place, ...]:
    """The towns that help to find one's way, the best known first."""
    places = person_view.places()
    known = ((r, places.by_code.get((r["country"], r["postcode"]))) for r in read_csv("map", "towns.csv"))
    return tuple(Place(p.country, p.postcode, r["name"], p.lat, p.lon) for r, p in known if p)


@bp.get("/<key>/map")
@allow(ADVISER, ADMIN)
def show(key: str) -> str:
    """Home, the best matches as numbers, and how far one gets in a quarter of an hour, half an hour …"""
    person = caseload.person_or_404(key)
    audit("view map", key)
    home, matches = person_view.places().dutch(person.postcode), store().shown_matches(key)
    lines = caseload.lines_of(matches[:SHOWN], key, "caseload.match")
    picture, drawn = Markup(""), 0
    stands: tuple[Sign, ...] = ()
    if home is not None:
        vacancies = store().vacancies(m.vacancy for m in matches[:SHOWN])
        found = spots(home, matches[:SHOWN], vacancies, person_view.places())
        picture, drawn = draw(home, found, best_mode(person)), len(found)
        stands = svgmap.signs(home, found, rings(best_mode(person)))
    return render(
        MapPage(
            title=_("Map of the matches of %(name)s", name=person_view.name_of(store().shared_contact(key), key)), key=key, picture=picture, lines=lines,
            total=len(matches), together=together(stands), hidden=len(lines) - drawn, back=url_for("caseload.person", key=key),
        )
    )  # fmt: skip


def draw(home: Place, found: Sequence[Spot], mode: str) -> Markup:
    """The picture with its rings."""
    title = _("Map: home in the middle, matches as numbers")
    return svgmap.draw(home, found, rings(mode), outlines(), towns(), title, TOGETHER)


def rings(mode: str) -> dict[str, float]:
    """What a ring is called, and its radius in km."""
    return {_("%(n)s min", n=minutes): svgmap.ring_km(minutes, mode) for minutes in MINUTES}


def together(stands: Iterable[Sign]) -> Mapping[int, str]:
    """By its number a match that the map shows under a sign with others, with the numbers of all of them."""
    return {int(mark): ", ".join(sign.marks) for sign in stands if len(sign.marks) > 1 for mark in sign.marks}


def spots(home: Place, matches: Sequence[Match], vacancies: Mapping[str, Vacancy], places: Places) -> list[Spot]:
    """For each match the place of work nearest to home, numbered as in the list; nothing where the place is not known."""
    result = []
    for number, match in enumerate(matches, start=1):
        vacancy = vacancies.get(match.vacancy)
        known = [p for x in vacancy.locations if (p := places.of_location(x))] if vacancy else []
        found = nearest(home, known)
        if found is not None:
            result.append(Spot(found[0].lat, found[0].lon, str(number)))
    return result
