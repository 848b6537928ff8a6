"""What the server does before its first request, so that nobody waits for it: load, and understand what is there.

A title that nobody read before takes a page longer than all the rest of it, and each worker process would read it anew.
"""

from __future__ import annotations

from flask import Flask

from matcher.index import title_meanings
from matcher.models import Jobseeker, Occupation
from web import engine
from web.site import site, store, today
from web.vacancies.rendering import dutch_names

# What a profile names is looked up by parts that are made when they are first needed.
SOMEBODY = Jobseeker("", "", occupations=(Occupation("kok"),), skills=("gerechten bereiden",))
# So many occupations are named beforehand, those of the most vacancies: each takes six milliseconds.
NAMED = 1_000


def warm(app: Flask) -> None:
    """Read what pages will show. No connection to the database stays open: the server's processes part after this."""
    with app.app_context():
        reader = engine.reader()
        reader.read(SOMEBODY, today())
        reader.learn(store().jobseekers())
        title_meanings(reader.bridge, ["Koch"])
        dutch_names(store().common_occupations(NAMED), reader.bridge)
        # Skills that somebody types: the first page that needs them would take its worker for seconds.
        reader.bridge.linker("skill").dutch_concepts(["lassen"])
        stores = site().stores
    stores.close()
