"""The anonymous German profile: what may be on it, what never is, and that it is seen before it leaves."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from matcher.bridge import Bridge
from matcher.models import Cefr, Course, Diploma, Education, Experience, Jobseeker, Language, Occupation, Profile
from matcher.profile import Reader
from matcher.store import Store
from tests.web import lint
from tests.web.conftest import STAMP, post
from tests.web.test_handout import needs_pango, words
from web.i18n import speaking
from web.papers import anonymous
from web.people import understanding

PAGE = "/people/p-anna/short-profile"
TODAY = date(2026, 3, 10)
FULL = Jobseeker(
    "pers-4711", "vum", postcode="7811", max_minutes=45, occupations=(Occupation("magazijnmedewerker"), Occupation("xyzzy")),
    experience=(
        Experience(Occupation("heftruckchauffeur"), date(2010, 1, 1), date(2014, 1, 1), "Bij Jansen BV in Emmen, burn-out gehad"),
        Experience(Occupation("heftruckchauffeur"), date(2015, 1, 1), date(2021, 1, 1)),
        Experience(Occupation("magazijnmedewerker"), date(2021, 1, 1), date(2021, 3, 1)),
    ),
    education=(Education(Diploma.MBO2, "Logistiek medewerker", True), Education(Diploma.HBO, "afgebroken", False)),
    courses=(Course("VCA basis"),), skills=("heftruck rijden", "toverkunst"),
    languages=(Language("ar", Cefr.C2), Language("nl", Cefr.C1, assumed=True), Language("de", Cefr.A2)),
    licences=("B", "BE"), transport=("car",), hours_min=32, hours_max=40, shifts=True, available_from=date(2026, 3, 1),
    presentation="Ik ben Fatima Jansen, 52 jaar, uit Marokko, en rijd ook paard. Orders verzamelen kan ik goed.",
)  # fmt: skip


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.of(Bridge.load())


@pytest.fixture
def items(app: Flask, reader: Reader) -> dict[str, anonymous.Item]:
    with app.test_request_context(), speaking("de"):
        return {i.name: i for i in anonymous.items(FULL, reader.read(FULL, TODAY), reader, TODAY)}


def texts(items: dict[str, anonymous.Item], group: str, chosen: bool = True) -> list[str]:
    return [i.text for i in items.values() if i.group == group and i.chosen is chosen]


def test_a_profile_in_german(items: dict[str, anonymous.Item]) -> None:
    assert texts(items, "occupation") == ["Fachlagerist/in"]
    assert texts(items, "experience") == ["Gabelstaplerfahrer/in: 10 Jahre", "Fachlagerist/in: weniger als ein Jahr"]
    assert "Gabelstapler fahren" in texts(items, "skill") and texts(items, "certificate") == ["SCC"]
    basic = "vergleichbar mit einer beruflichen Grundbildung (DQR-Niveau 2)"
    assert texts(items, "education") == [f"Niederländischer Berufsabschluss MBO Niveau 2 (EQR-Niveau 2); {basic}"]
    assert texts(items, "language") == ["Deutsch A2", "Niederländisch"]
    assert texts(items, "licence") == ["Klasse B, BE", "Eigenes Auto"]
    assert texts(items, "available") == [
        "Beginn: sofort", "32–40 Stunden pro Woche", "Schichtarbeit möglich", "Arbeitsweg bis 45 Minuten",
    ]  # fmt: skip
    assert texts(items, "region") == ["Provinz Drenthe, Niederlande"]


def test_what_could_tell_on_somebody_is_not_chosen_by_itself(items: dict[str, anonymous.Item]) -> None:
    assert texts(items, "language", chosen=False) == ["Arabisch C2"]
    assert texts(items, "education", chosen=False) == ["Niederländische Bezeichnung: Logistiek medewerker"]
    assert "Kommissionieren" in texts(items, "skill", chosen=False), "found in running text only"


def test_nothing_that_somebody_wrote_is_on_it(items: dict[str, anonymous.Item]) -> None:
    everything = " ".join(i.text for i in items.values()).casefold()
    for word in (
        "fatima",
        "jansen",
        "52",
        "marokko",
        "emmen",
        "burn",
        "7811",
        "4711",
        "2010",
        "2015",
        "xyzzy",
        "afgebroken",
    ):
        assert word not in everything


@pytest.mark.parametrize("lang", ["nl", "de", "en"])
def test_every_diploma_has_its_words(app: Flask, reader: Reader, lang: str) -> None:
    with app.test_request_context(), speaking(lang):
        for level in set(Diploma) - {Diploma.NONE}:
            person = replace(FULL, education=(), level=level)
            found = [
                i for i in anonymous.items(person, reader.read(person, TODAY), reader, TODAY) if i.group == "education"
            ]
            assert len(found) == 1 and len(found[0].text) > 10


def test_what_has_no_german_word_is_named_to_the_adviser(reader: Reader) -> None:
    assert anonymous.left_out(FULL, reader) == ("xyzzy", "toverkunst")


def test_a_reference_says_nothing_without_the_secret() -> None:
    one = anonymous.reference("p-anna", "secret")
    assert re.fullmatch(r"WB-[A-Z2-7]{6}", one) and one == anonymous.reference("p-anna", "secret")
    assert len({one, anonymous.reference("p-anna", "other"), anonymous.reference("p-bram", "secret")}) == 3


def form(client: FlaskClient) -> dict[str, object]:
    """What the page offers ticked, as a browser would send it."""
    tree = lint.parse(client.get(PAGE).get_data(as_text=True))
    boxes = [e for e in tree.iter("input") if e.get("name") == "i" and e.get("checked") is not None]
    return {"key": "p-anna", "i": [e.get("value") for e in boxes]}


def article(html: str) -> str:
    return lint.text(next(e for e in lint.parse(html).iter("article") if e.get("class") == "wb-paper"))


def test_it_is_seen_before_it_leaves(adviser: FlaskClient, store: Store) -> None:
    sent = form(adviser)
    assert post(adviser, "/papers/short-profile", sent).status_code == 422, "the person must have agreed"
    agreed = {**sent, "agreed": "yes"}
    first = post(adviser, "/papers/short-profile.pdf", agreed)
    assert first.status_code == 409 and "Lees het" in first.get_data(as_text=True)
    html = post(adviser, "/papers/short-profile", agreed).get_data(as_text=True)
    assert lint.problems(html) == []
    paper = article(html)
    assert "Kurzprofil WB-" in paper and "Provinz Drenthe" in paper and "Klasse B" in paper
    for word in ("p-anna", "Anna", "Emmen", "7811", "1980"):
        assert word not in paper
    assert "make short profile" not in {e.action for e in store.log_of("p-anna")}


def test_only_what_is_ticked_is_on_it(adviser: FlaskClient) -> None:
    sent = {**form(adviser), "agreed": "yes", "i": ["region:province", "nothing:like-this"]}
    paper = article(post(adviser, "/papers/short-profile", sent).get_data(as_text=True))
    assert "Provinz Drenthe" in paper and "Klasse B" not in paper and "nothing" not in paper


@needs_pango
def test_the_pdf_is_what_was_seen_and_stands_in_the_log(adviser: FlaskClient, store: Store) -> None:
    sent = {**form(adviser), "agreed": "yes"}
    html = post(adviser, "/papers/short-profile", sent).get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', html)
    assert seen
    answer = post(adviser, "/papers/short-profile.pdf", {**sent, "seen": seen[1]})
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    found = PdfReader(io.BytesIO(answer.data))
    assert found.trailer["/Root"]["/Lang"] == "de"  # type: ignore[index]
    assert found.metadata and (found.metadata.title or "").startswith("Kurzprofil WB-")
    assert "Provinz Drenthe" in words(found) and "anna" not in words(found).casefold()
    entry = store.log_of("p-anna")[0]
    assert entry.action == "make short profile" and entry.who == "els" and "region" in (entry.detail or "")
    store.put_facts("p-anna", {"german_level": "C1"}, "els", STAMP)
    assert post(adviser, "/papers/short-profile.pdf", {**sent, "seen": seen[1]}).status_code == 409, "changed since"


def test_a_reference_leads_back_to_the_person(adviser: FlaskClient, store: Store) -> None:
    post(adviser, "/papers/short-profile", {**form(adviser), "agreed": "yes"})
    reference = (store.log_of("p-anna")[0].detail or "")[:9]
    html = adviser.get(f"/papers/?q={reference.lower()}").get_data(as_text=True)
    assert 'href="/people/p-anna"' in html
    for wrong in ("WB-ZZZZZZ", "WB-", "%"):
        assert "/people/p-anna" not in adviser.get("/papers/", query_string={"q": wrong}).get_data(as_text=True)


def test_an_unknown_person_has_no_profile(adviser: FlaskClient) -> None:
    assert post(adviser, "/papers/short-profile", {"key": "nobody", "agreed": "yes"}).status_code == 404


def test_erased_people_cannot_be_found_by_reference(adviser: FlaskClient, store: Store) -> None:
    post(adviser, "/papers/short-profile", {**form(adviser), "agreed": "yes"})
    reference = (store.log_of("p-anna")[0].detail or "")[:9]
    store.erase_person("p-anna")
    assert "/people/p-anna" not in adviser.get(f"/papers/?q={reference}").get_data(as_text=True)


def test_without_anything_on_it_no_profile_is_made(adviser: FlaskClient, store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("p-leeg", "vum"))], STAMP)
    for key, address in (("p-leeg", ""), ("p-anna", ""), ("p-anna", ".pdf")):
        answer = post(adviser, f"/papers/short-profile{address}", {"key": key, "agreed": "yes"})
        html = answer.get_data(as_text=True)
        assert answer.status_code == 422 and "vink ten minste één ding aan" in html and lint.problems(html) == []
        assert 'class="wb-paper"' not in html
    assert "make short profile" not in {e.action for e in store.log_of("p-anna")}


def offered(app: Flask, reader: Reader, person: Jobseeker) -> list[anonymous.Item]:
    with app.test_request_context(), speaking("de"):
        return list(anonymous.items(person, reader.read(person, TODAY), reader, TODAY))


def test_a_code_is_never_shown_in_place_of_an_occupation(app: Flask, reader: Reader) -> None:
    usual, broad = Occupation(code="2512", scheme="isco08"), Occupation(code="25", scheme="isco08")
    titled = Occupation("xyzzy", "2512", "isco08")
    jobs = tuple(Experience(o, date(2020, 1, 1), date(2026, 1, 1)) for o in (usual, broad, titled))
    person = replace(FULL, occupations=(usual, broad), experience=jobs)
    found = offered(app, reader, person)
    assert [i.text for i in found if i.group == "occupation"] == ["Softwareentwickler/in"]
    assert [i.text for i in found if i.group == "experience"] == ["Softwareentwickler/in: 12 Jahre"]
    with app.test_request_context():
        understood = understanding.understanding(person, reader.read(person, TODAY), reader)
    said = " ".join(f"{m.dutch} {m.german}" for m in (*understood.occupations, *understood.unknown))
    assert "Softwareentwickler/in" in said and "ISCO" not in said


def test_what_reads_as_an_illness_or_is_an_everyday_word_is_not_offered(app: Flask, reader: Reader) -> None:
    nurse = replace(
        FULL, courses=(), skills=("beroerte", "wondzorg"), experience=(), presentation="Ervaring met beroerte."
    )
    texts = [i.text for i in offered(app, reader, nurse) if i.group == "skill"]
    assert "Schlaganfall" not in texts and len(texts) == 1
    assert "beroerte" in anonymous.left_out(nurse, reader)
    shop = replace(
        nurse, skills=("kassa bedienen",), presentation="Ik kan verkopen en mensen laten stralen. Ik werk met Excel."
    )
    texts = [i.text for i in offered(app, reader, shop) if i.group == "skill"]
    assert "Strahlen" not in texts and any("Excel" in text for text in texts)


def test_what_says_the_same_stands_there_once_and_the_named_comes_first(app: Flask, reader: Reader) -> None:
    person = replace(
        FULL, courses=(), experience=(), presentation="Orders verzamelen met de heftruck.",
        skills=("heftruck rijden", "heftruck", "reachtruck", "reachtruck rijden", "SAP", "SAP WM"),
    )  # fmt: skip
    found = [i for i in offered(app, reader, person) if i.group == "skill"]
    assert [(i.text, i.chosen) for i in found] == [
        ("Gabelstapler fahren", True), ("Schubmaststapler fahren", True), ("SAP WM", True), ("Kommissionieren", False),
    ]  # fmt: skip


def test_dutch_is_a_mother_tongue_only_where_the_profile_says_so(
    app: Flask, reader: Reader, adviser: FlaskClient, store: Store
) -> None:
    said = replace(FULL, key="p-eva", languages=(Language("nl", Cefr.C2),))
    assert [i.text for i in offered(app, reader, said) if i.group == "language"] == ["Niederländisch: Muttersprache"]
    store.put_profiles([Profile(said)], STAMP)
    html = adviser.get("/people/p-eva/short-profile").get_data(as_text=True)
    assert "vraag na of dit klopt" in html
    assumed = replace(said, languages=(Language("nl", Cefr.C2, assumed=True),))
    assert [i.text for i in offered(app, reader, assumed) if i.group == "language"] == ["Niederländisch"]


def test_without_a_contact_of_the_team_the_adviser_is_told_and_no_empty_contact_is_printed(
    adviser: FlaskClient, app: Flask
) -> None:
    assert "geen telefoonnummer en geen e-mailadres" in adviser.get(PAGE).get_data(as_text=True)
    sent = {**form(adviser), "agreed": "yes"}
    assert "Kontakt" not in article(post(adviser, "/papers/short-profile", sent).get_data(as_text=True))
    served = app.extensions["werkbrug"]
    app.extensions["werkbrug"] = replace(
        served, settings=replace(served.settings, team_contact="Grenzteam, 0591 12345")
    )
    assert "geen telefoonnummer" not in adviser.get(PAGE).get_data(as_text=True)
    paper = article(post(adviser, "/papers/short-profile", sent).get_data(as_text=True))
    assert "Kontakt" in paper and "Grenzteam, 0591 12345" in paper
