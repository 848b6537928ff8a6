"""What was understood of a profile is shown and corrected; the correction is kept, and the ranking follows."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.bridge import Bridge
from matcher.models import Correction, Jobseeker, Occupation
from matcher.profile import Reader
from matcher.settings import Settings
from matcher.skillcheck import SkillMatcher
from matcher.store import Store
from tests.web.conftest import STAMP, Clock, post, signed_in
from web import create_app, engine
from web.access.links import NewLink
from web.people import understanding, understood

TODAY = date(2026, 3, 10)
COOK = Jobseeker("p", "vum", occupations=(Occupation("kok"),), skills=("koken", "heftruck", "xyzzy"))
PAGE = "/people/p-anna/understood"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return engine.shipped_reader()


def concept(bridge: Bridge, kind: str, words: str) -> str:
    return understanding.suggestions(words, kind, bridge)[0].concept


def test_without_corrections_nothing_changes(reader: Reader) -> None:
    found = reader.read(COOK, TODAY)
    assert reader.read(replace(COOK, corrections=()), TODAY) == found
    other = (Correction("skill", "no-such-concept", True, "koken"), Correction("occupation", "no-such-concept", True))
    again = reader.read(replace(COOK, corrections=other), TODAY)
    assert (again.occupations, again.skills) == (found.occupations, found.skills)


def test_a_wrong_occupation_gives_way_to_the_chosen_one(reader: Reader) -> None:
    before = reader.read(COOK, TODAY)
    wrong, right = (
        max(before.occupations, key=lambda k: before.occupations[k]),
        concept(reader.bridge, "occupation", "lasser"),
    )
    said = understood.corrections("occupation", wrong, "kok", right)
    assert reader.read(replace(COOK, corrections=said), TODAY).occupations == {right: 1.0}
    gone = reader.read(replace(COOK, corrections=understood.corrections("occupation", wrong, "kok", "")), TODAY)
    assert gone.occupations == {} and len(before.occupations) > 1, "the next guess is not asked for"


def test_the_search_uses_the_words_of_what_was_chosen(reader: Reader) -> None:
    """The German stems that a title brings into the search are wrong when the title was understood wrongly."""
    person = replace(COOK, skills=())
    before = reader.read(person, TODAY)
    wrong, right = next(iter(before.occupations)), concept(reader.bridge, "occupation", "lasser")
    chosen, nothing = (understood.corrections("occupation", wrong, "kok", choice) for choice in (right, ""))
    name = reader.bridge.by_id[right].nl[0]
    welder = reader.read(replace(person, occupations=(Occupation(name),)), TODAY)
    assert before.words and reader.read(replace(person, corrections=chosen), TODAY).words == welder.words
    assert reader.read(replace(person, corrections=nothing), TODAY).words == {}


def test_an_added_occupation_is_a_wish_beside_the_others(reader: Reader) -> None:
    welder = concept(reader.bridge, "occupation", "TIG-lasser")
    found = reader.read(replace(COOK, corrections=understood.corrections("occupation", "", "", welder)), TODAY)
    assert found.occupations[welder] == 1.0 and set(reader.read(COOK, TODAY).occupations) < set(found.occupations)
    assert reader.bridge.by_id[welder].nl[0] in found.titles


def test_skills_are_corrected_added_and_left_out(reader: Reader) -> None:
    cooking, welding = (concept(reader.bridge, "skill", words) for words in ("koken", "lassen"))
    assert cooking in reader.read(COOK, TODAY).skills
    instead = reader.read(replace(COOK, corrections=understood.corrections("skill", cooking, "koken", welding)), TODAY)
    assert cooking not in instead.skills and instead.skills[welding].text == "koken"
    confirmed = reader.read(
        replace(COOK, corrections=understood.corrections("skill", cooking, "koken", cooking)), TODAY
    )
    assert confirmed.skills[cooking].sure == 1.0


def test_a_skill_that_was_left_out_does_not_come_back_through_the_occupation(reader: Reader) -> None:
    concepts, plain = reader.bridge.by_id, reader.read(replace(COOK, skills=()), TODAY)
    implied = SkillMatcher.of(plain, concepts).implied()
    assert len(implied) > 3 and not {c.id for c in implied} & set(plain.skills)
    out = implied[0].id
    said = understood.corrections("skill", out, "", "")
    refused = SkillMatcher.of(reader.read(replace(COOK, skills=(), corrections=said), TODAY), concepts)
    assert SkillMatcher.of(plain, concepts).find(out) and refused.find(out) is None
    assert out not in {c.id for c in refused.implied()}


def test_what_was_understood_is_told_with_its_german_and_what_was_not(reader: Reader, app: Flask) -> None:
    with app.test_request_context():
        found = understanding.understanding(COOK, reader.read(COOK, TODAY), reader)
    assert {(m.text, m.german) for m in found.skills} >= {("koken", "Kochen"), ("heftruck", "Gabelstapler")}
    assert found.occupations[0].text == "kok" and "Koch" in found.occupations[0].german
    assert [m.text for m in found.unknown] == ["xyzzy"]


@pytest.mark.parametrize("words", ["heftruck", "Gabelstapler"], ids=["dutch", "german"])
def test_suggestions_are_found_in_both_languages(reader: Reader, words: str) -> None:
    assert any("Gabelstapler" in c.german for c in understanding.suggestions(words, "skill", reader.bridge))


def test_the_concept_that_was_understood_is_always_among_the_suggestions(reader: Reader) -> None:
    cooking = concept(reader.bridge, "skill", "koken")
    found = understanding.suggestions("lassen", "skill", reader.bridge, cooking)
    assert [c.concept for c in found if c.chosen] == [cooking]
    assert understanding.suggestions(" ", "skill", reader.bridge) == ()


def test_an_adviser_corrects_a_skill_and_takes_it_back(adviser: FlaskClient, store: Store, reader: Reader) -> None:
    wound, welding = (concept(reader.bridge, "skill", words) for words in ("wondzorg", "lassen"))
    form = {"concept": wound, "text": "wondzorg", "choice": welding}
    assert post(adviser, f"{PAGE}/skill", form).status_code == 302
    person = store.jobseeker("p-anna")
    said = {Correction("skill", welding, True, "wondzorg"), Correction("skill", wound, False)}
    assert person and set(person.corrections) == said
    assert next(p for p in store.jobseekers() if p.key == "p-anna").corrections == person.corrections
    html = adviser.get(PAGE).get_data(as_text=True)
    assert "Schweißen" in html and "“wondzorg” betekent: lassen – Schweißen" in html and "verbeterd" in html
    assert store.waits("p-anna") and "opnieuw gemaakt" in html
    for one in (welding, wound):
        post(adviser, f"{PAGE}/take-back", {"kind": "skill", "concept": one})
    assert store.corrections("p-anna") == [] and "Wundversorgung" in adviser.get(PAGE).get_data(as_text=True)
    assert [e.action for e in store.log_of("p-anna")].count("take correction back") == 2
    assert "correct understood" in {e.action for e in store.log_of("p-anna")}


def test_a_place_to_work_is_added_left_out_and_taken_back(adviser: FlaskClient, store: Store) -> None:
    address = f"{PAGE}/places"
    wrong = post(adviser, address, {"town": "Nergenshuizen", "choice": "yes"})
    html = wrong.get_data(as_text=True)
    assert wrong.status_code == 422 and "Deze plaats kennen we niet" in html and 'value="Nergenshuizen"' in html
    assert store.corrections("p-anna") == []
    assert post(adviser, address, {"town": "lingen", "choice": "yes"}).status_code == 302
    html = adviser.get(PAGE).get_data(as_text=True)
    assert "Plaats om te werken: Lingen" in html and store.waits("p-anna")
    assert "Noemt als plaats om te werken" in adviser.get("/people/p-anna").get_data(as_text=True)
    post(adviser, address, {"town": "Lingen", "choice": "no"})
    assert "Geen plaats om te werken: Lingen" in adviser.get(PAGE).get_data(as_text=True)
    post(adviser, f"{PAGE}/take-back", {"kind": "place", "concept": "Lingen"})
    assert store.corrections("p-anna") == []


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"text": "wondzorg"}, 422),
        ({"choice": "no-such-concept"}, 400),
        ({"choice": "none", "concept": "nothing"}, 400),
    ],
    ids=["no answer", "unknown choice", "unknown concept"],
)
def test_a_mistake_stores_nothing(adviser: FlaskClient, store: Store, form: dict[str, str], status: int) -> None:
    assert post(adviser, f"{PAGE}/skill", form).status_code == status
    assert store.corrections("p-anna") == []


def test_an_occupation_is_no_skill(adviser: FlaskClient, store: Store, reader: Reader) -> None:
    welder = concept(reader.bridge, "occupation", "lasser")
    assert post(adviser, f"{PAGE}/skill", {"choice": welder}).status_code == 400
    assert post(adviser, f"{PAGE}/occupation", {"choice": welder}).status_code == 302
    assert store.corrections("p-anna")[0].correction == Correction("occupation", welder, True)


def test_where_the_stock_is_small_the_matches_follow_at_once(
    database: object, clock: Clock, store: Store, link: NewLink, reader: Reader
) -> None:
    app = create_app(
        Settings.read({}, database=str(database), secret="for tests", second_factor="optional", match_now=100),
        clock=clock,
    )
    els = signed_in(app, "adviser", link)
    electrician = concept(reader.bridge, "occupation", "Elektroniker")
    assert post(els, "/people/p-chris/understood/occupation", {"choice": electrician}).status_code == 302
    assert "10000-4-S" in {m.vacancy for m in store.matches("p-chris")} and not store.waits("p-chris")
    post(els, "/people/p-chris/understood/take-back", {"kind": "occupation", "concept": electrician})
    cleaner = concept(reader.bridge, "occupation", "Reinigungskraft")
    post(els, "/people/p-chris/understood/occupation", {"choice": cleaner})
    assert store.matches("p-chris")[0].vacancy == "10000-5-S"
    assert "Reinigungskraft" in els.get("/people/p-chris").get_data(as_text=True)


def test_a_vacancy_that_is_gone_is_not_matched_again(
    database: object, clock: Clock, store: Store, link: NewLink, reader: Reader
) -> None:
    app = create_app(
        Settings.read({}, database=str(database), secret="for tests", second_factor="optional", match_now=100),
        clock=clock,
    )
    els = signed_in(app, "adviser", link)
    cleaner = concept(reader.bridge, "occupation", "Reinigungskraft")
    post(els, "/people/p-chris/understood/occupation", {"choice": cleaner})
    assert "10000-5-S" in {m.vacancy for m in store.matches("p-chris")}
    store.mark_gone(["10000-5-S"], STAMP)
    post(els, "/people/p-chris/facts", {"children": "1"})
    assert "10000-5-S" not in {m.vacancy for m in store.matches("p-chris")}


def test_the_form_of_facts_tells_what_the_profile_says_where_nothing_was_added(
    adviser: FlaskClient, store: Store
) -> None:
    html = adviser.get("/people/p-anna/facts").get_data(as_text=True)
    for said in (
        "In het profiel: 45 minuten",
        "In het profiel: 7811",
        "In het profiel: 24 uur per week",
        "In het profiel: auto",
    ):
        assert said in html
    assert html.count("In het profiel: A2") == 0
    post(adviser, "/people/p-anna/facts", {"max_minutes": "30"})
    assert "In het profiel: 45" not in adviser.get("/people/p-anna/facts").get_data(as_text=True)


def test_the_pages_of_who_reads_german_say_german_first(adviser: FlaskClient, store: Store) -> None:
    store.set_lang("els", "de")
    person = adviser.get("/people/p-anna").get_data(as_text=True)
    assert re.search(r'<li><span lang="de">[^<]+</span> \(<span lang="nl">verzorgende</span>\)', person)
    assert "→" not in person
    page = adviser.get("/people/p-anna/understood").get_data(as_text=True)
    assert "Auf Deutsch</th>" not in page
    assert re.search(r'<td data-label="Verstanden als">[^<]+<br><span class="wb-small">\(<span lang="nl">', page)
    store.set_lang("els", "nl")
    assert '<span lang="nl">verzorgende</span> → <span lang="de">' in adviser.get("/people/p-anna").get_data(
        as_text=True
    )


def test_words_that_do_not_count_stay_out_until_somebody_says_what_they_mean(
    adviser: FlaskClient, store: Store, reader: Reader
) -> None:
    person = store.jobseeker("p-anna")
    assert person
    text = person.occupations[0].title or ""
    meaning = reader.meanings([Occupation(text)])[0]
    best = max(meaning, key=lambda key: meaning[key])
    post(adviser, f"{PAGE}/occupation", {"concept": best, "text": text, "choice": "none"})
    html = adviser.get(PAGE).get_data(as_text=True)
    assert f"“{text}” telt niet mee" in html
    refused = store.jobseeker("p-anna")
    assert refused and reader.corrected([Occupation(text)], refused) == [{}]
    assert reader.corrected([Occupation("verzorgende")], refused) == [
        {k: w for k, w in reader.meanings([Occupation("verzorgende")])[0].items() if k != best}
    ], "other words keep their meaning"
    post(
        adviser,
        f"{PAGE}/occupation",
        {"concept": "", "text": text, "choice": concept(reader.bridge, "occupation", "kapper")},
    )
    chosen = store.jobseeker("p-anna")
    assert chosen and len(reader.corrected([Occupation(text)], chosen)[0]) == 1
    post(adviser, f"{PAGE}/take-back", {"kind": "occupation", "concept": best})
    assert not any(c.concept == best for c in (store.jobseeker("p-anna") or COOK).corrections)
