"""An application on a small database: three people, five vacancies, matches made by hand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

from matcher.models import (
    Asked,
    AskedSkill,
    Cefr,
    Contact,
    Diploma,
    Education,
    Experience,
    Factor,
    Gap,
    Jobseeker,
    Language,
    Location,
    Match,
    Occupation,
    Pay,
    PayPeriod,
    Rejected,
    Strength,
    Vacancy,
)  # fmt: skip
from matcher.settings import Settings
from matcher.sources.base import Profile
from matcher.store import Store
from matcher.store.access import User
from web import create_app
from web.access import passwords
from web.access.links import NewLink, make_link
from web.access.passwords import hash_secret

MOMENT = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
STAMP = MOMENT.isoformat(timespec="seconds")
# What a hash costs is argon2's own business; tests sign in hundreds of times.
passwords._HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
PASSWORD = "een lang wachtwoord"
HASH = hash_secret(PASSWORD)
AD_WITH_SCRIPT = (
    '<h1>Ihre Aufgaben</h1><p onclick="steal()">Kommissionieren</p><script>alert(1)</script>'
    '<img src=x onerror=alert(2)><a href="javascript:alert(3)">hier</a><ul><li>Stapler fahren</ul>'
)

PEOPLE = (
    Profile(
        Jobseeker(
            "p-anna", "vum", postcode="7811", max_minutes=45, occupations=(Occupation("verpleegkundige"),),
            experience=(Experience(Occupation("verzorgende"), date(2015, 1, 1), date(2021, 6, 1)),),
            education=(Education(Diploma.MBO4, "Verpleegkunde", True),), skills=("wondzorg", "rapporteren"),
            languages=(Language("nl"), Language("de", Cefr.A2)), licences=("B",), transport=("car",),
            level=Diploma.MBO4, hours_min=24, hours_max=32, shifts=True, germany=True,
        ),
        Contact("Anna Voorbeeld", "anna@voorbeeld.example", "0591-000000"),
    ),
    Profile(Jobseeker("p-bram", "sonar", postcode="9501", max_km=40, occupations=(Occupation(code="123", scheme="boc"),))),
    Profile(Jobseeker("p-chris", "vum")),
)  # fmt: skip
MEPPEN = Location("49716", "Meppen", "Am Neuen Markt 1", "NIEDERSACHSEN", "DE", 52.69, 7.29)
VACANCIES = (
    Vacancy(
        "10000-1/A-S", "Pflegefachkraft (m/w/d)", "Pflegefachmann/-frau", employer="Haus Emsblick gGmbH",
        locations=(MEPPEN, Location("49733", "Haren")), description="**Ihre Aufgaben**\n* Grundpflege\n* Wundversorgung\n\nGutes Team.",
        full_time=True, part_time=True, permanent=True, pay=Pay(3200, 3900, PayPeriod.MONTH), published=date(2026, 3, 1),
        url="https://jobs.haus-emsblick.example/stelle?id=1&x=2",
    ),
    Vacancy("10000-2-S", "Fachkraft Lager <b>& mehr</b>", employer="Zeit & Kraft GmbH", locations=(MEPPEN,),
            description=AD_WITH_SCRIPT, temporary_agency=True, url="javascript:alert(4)"),
    Vacancy("10000-3-S", "Ausbildung Koch \x96 Emden\x01"),
    Vacancy("10000-4-S", "Elektroniker", locations=(Location(town="Nordhorn"),), pay=Pay(17.5, 17.5, PayPeriod.HOUR)),
    Vacancy("10000-5-S", "Reinigungskraft", employer="Glanz und Gloria", locations=(MEPPEN,), shifts=True),
)  # fmt: skip
ASKED = Asked(
    skills=(
        AskedSkill("wundversorgung", "skill", "Wundversorgung", Strength.TASK),
        AskedSkill("geduld", "soft", "Geduld", Strength.REQUIRED),
    ),
    german=Language("de", Cefr.B2, assumed=True), licences=("B",), diploma=Diploma.MBO4, hours_min=30, hours_max=39,
    pay_low=3200, pay_high=3900,
)  # fmt: skip
FACTORS = (
    Factor("occupation", "same", 36, 36, {"wished": "verpleegkundige", "title": "Pflegefachmann"}),
    Factor("skills", "some", 9.6, 16, {"has": "wondzorg", "lacks": "Medikamentengabe", "n_has": "1", "n_asked": "2"}),
    Factor("language", "two_steps", 2, 10, {"asked": "B2", "has": "A2", "assumed": "assumed"}),
    Factor("commute", "fair", 10.4, 13, {"km": "32", "minutes": "38", "town": "Meppen"}),
    Factor("education", "enough", 5, 5, {"asked": "mbo4", "has": "mbo4"}),
    Factor("experience", "unknown", 2.5, 5, {"years": "0", "asked": "0"}),
    Factor("hours", "fit", 5, 5, {"offer": "30–39"}),
    Factor("licences", "has", 3, 3, {"asked": "B", "missing": ""}),
    Factor("contract", "permanent", 2, 2),
    Factor("pay", "below", 0, 2, {"low": "3200", "high": "3900"}),
    Factor("kind", "job", 3, 3),
)
GAPS = (Gap("language", "B2", {"asked": "B2", "has": "A2", "assumed": "assumed"}), Gap("skill", "x", {"asked": "x"}))


def made_match(person: str, ref: str, less: float = 0) -> Match:
    """A match whose score is the sum of its factors; `less` takes points off the occupation."""
    first = Factor("occupation", "close", 36 - less, 36, FACTORS[0].params) if less else FACTORS[0]
    factors = (first, *FACTORS[1:])
    km = None if ref == "10000-4-S" else 32.4
    return Match(person, ref, round(sum(f.points for f in factors), 2), factors, GAPS, bool(less), km, km and 38)


def fill(store: Store) -> None:
    """Write the small database."""
    store.put_vacancies(((v, {}) for v in VACANCIES), STAMP)
    store.put_asked([("10000-1/A-S", ASKED)])
    store.put_profiles(PEOPLE, STAMP)
    store.put_facts("p-anna", {"home_owner": True, "german_level": "A2", "birth_year": 1980.0}, "import", STAMP)
    run = store.start_run("match", STAMP)
    found = [made_match("p-anna", v.ref, 3.0 * i) for i, v in enumerate(VACANCIES)]
    store.publish_matches(run, "p-anna", [*found, made_match("p-anna", "gone-S", 20)], {"minutes": 17, "shifts": 1})
    store.publish_matches(run, "p-bram", [made_match("p-bram", "10000-2-S", 5)], {"distance": 3})
    store.keep_odd(run, "match", [Rejected("people.json:7", "postcode", "expected four digits")])
    store.end_run(run, "warnings", {"counts": {"people": 3}, "odd_fields": {"url": 2}, "rejected": [{}]}, STAMP)
    for name, role in (("els", "adviser"), ("udo", "admin")):
        store.put_user(User(name, HASH, role, "nl"), STAMP)


class Clock:
    """A clock that stands still until it is set."""

    def __init__(self) -> None:
        self.moment = MOMENT

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small database, made once; each test works on a copy."""
    path = tmp_path_factory.mktemp("filled") / "test.db"
    with Store.open(path) as store:
        fill(store)
    return path


@pytest.fixture
def database(tmp_path: Path, filled: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "test.db"))


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with Store.open(database) as opened:
        yield opened


@pytest.fixture
def app(database: Path, clock: Clock) -> Flask:
    made = create_app(
        Settings.read({}, database=str(database), secret="for tests", second_factor="optional", match_now=0),
        clock=clock,
    )
    made.testing = False
    return made


@pytest.fixture
def link(store: Store) -> NewLink:
    """The personal link of Anna."""
    return make_link(store, "p-anna", MOMENT, 30)


TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def post(client: FlaskClient, url: str, data: dict[str, Any] | None = None, page: str = "/privacy") -> Any:
    """Send a form as a browser does: with the token of a page fetched before."""
    token = TOKEN.search(client.get(page).get_data(as_text=True))
    assert token
    return client.post(url, data={"csrf_token": token[1], **(data or {})})


def signed_in(app: Flask, role: str, link: NewLink) -> FlaskClient:
    """A client in this role: public, half (the second factor is still to come), adviser, admin or jobseeker."""
    client = app.test_client()
    if role == "half":
        with client.session_transaction() as session:
            moment = int(app.extensions["werkbrug"].clock().timestamp())
            session.update(half="els", seen=moment, began=moment, ended=0)
        return client
    if role == "jobseeker":
        assert post(client, f"/me/open/{link.token}", {"code": link.code}).status_code == 302
    elif role != "public":
        name = {"adviser": "els", "admin": "udo"}[role]
        assert post(client, "/sign-in", {"name": name, "password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def adviser(app: Flask, link: NewLink) -> FlaskClient:
    return signed_in(app, "adviser", link)


@pytest.fixture
def jobseeker(app: Flask, link: NewLink) -> FlaskClient:
    return signed_in(app, "jobseeker", link)
