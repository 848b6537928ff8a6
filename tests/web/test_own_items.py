"""The own profile through its forms: each part is added and corrected, a mistake is told, and the matches follow."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.models import (
    Cefr,
    Contact,
    Course,
    Diploma,
    Education,
    Experience,
    Jobseeker,
    Language,
    Occupation,
    Profile,
)
from matcher.own_items import KINDS
from matcher.settings import Settings
from matcher.sources.profile_fields import LICENCES
from matcher.store import Store
from matcher.taken_out import items, mark
from tests.web import lint
from tests.web.conftest import MOMENT, PEOPLE, STAMP, Clock, post, signed_in
from web import create_app
from web.access.links import NewLink, make_link
from web.me import item_fields, own_items, profile_items

ANNA, BSN = PEOPLE[0].jobseeker, "111222333"


def anna(store: Store) -> Jobseeker:
    found = store.jobseeker("p-anna")
    assert found
    return found


def text_of(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return str(answer.get_data(as_text=True))


def row_of(client: FlaskClient, words: str) -> str:
    """The row of an item on the page of the own profile."""
    rows = text_of(client, "/me/profile").split('id="h-profile"')[1].split("<li>")
    return next(row.split("</li>")[0] for row in rows if f'<span lang="nl">{words}</span>' in row)


def change_url(part: str, item: Any) -> str:
    return f"/me/items/change/{mark('p-anna', part, item)}"


# Add, to a profile that says nothing yet

ADDED: dict[str, tuple[str, dict[str, str], Any]] = {
    "a job with years": (
        "experience", {"title": "kok", "first": "2015", "last": "2021", "description": "soep\r\nen saus"},
        Experience(Occupation("kok"), date(2015, 1, 1), date(2021, 12, 31), "soep\nen saus"),
    ),
    "a job that goes on": (
        "experience", {"title": "kok", "first": "mei 2022", "last": "", "goes_on": "yes"},
        Experience(Occupation("kok"), date(2022, 1, 1)),
    ),
    "a job without years": ("experience", {"title": " kok "}, Experience(Occupation("kok"))),
    "a school": (
        "education", {"name": "Timmeren", "level": "mbo2", "completed": "yes", "year": "2009"},
        Education(Diploma.MBO2, "Timmeren", True, date(2009, 12, 31)),
    ),
    "a school of which only the level is known": ("education", {"level": "vmbo"}, Education(Diploma.VMBO)),
    "a school that was left": (
        "education", {"name": "Timmeren", "completed": "no"}, Education(None, "Timmeren", False)
    ),
    "a certificate": (
        "courses", {"name": "VCA", "expires": "2028-05-01"}, Course("VCA", None, date(2028, 5, 1))
    ),
    "a course without a day": ("courses", {"name": "EHBO", "expires": ""}, Course("EHBO")),
    "a driving licence": ("licences", {"licences": "CE"}, "CE"),
    "wished work": ("occupations", {"title": "kok"}, Occupation("kok")),
    "a language": ("languages", {"code": "pl", "level": "B1"}, Language("pl", Cefr.B1)),
    "a language at no level": ("languages", {"code": "ti"}, Language("ti")),
    "own words": ("presentation", {"presentation": "Ik kook graag."}, "Ik kook graag."),
}  # fmt: skip


@pytest.mark.parametrize(("part", "form", "item"), ADDED.values(), ids=ADDED)
def test_an_empty_profile_gets_what_is_said(
    app: Flask, store: Store, part: str, form: dict[str, str], item: Any
) -> None:
    chris = signed_in(app, "jobseeker", make_link(store, "p-chris", MOMENT, 30))
    assert f'href="/me/items/add/{part}"' in text_of(chris, "/me/profile")
    assert lint.problems(text_of(chris, f"/me/items/add/{part}")) == []
    assert post(chris, f"/me/items/add/{part}", form).location == "/me/profile"
    store.put_profiles(PEOPLE, STAMP)
    person = store.jobseeker("p-chris")
    assert person == replace(PEOPLE[2].jobseeker, **{part: item if part == "presentation" else (item,)})
    html = text_of(chris, "/me/profile")
    assert lint.problems(html) == [] and f'href="/me/items/change/{mark("p-chris", part, item)}"' in html
    logged = store.log_of("p-chris", 2)
    assert ("change profile", part) in [(e.action, e.detail) for e in logged] and store.waits("p-chris")
    assert not [v for v in form.values() if len(v) > 5 and v in str(logged)], "the log says which part, never the words"


SHOWN = {
    "until when a certificate is valid": ("courses", {"name": "VCA", "expires": "2028-05-01"}, "VCA", "tot 1 mei 2028"),
    "the last year of a school": ("education", {"name": "Timmeren", "year": "2009"}, "Timmeren", "tot 2009<"),
    "what was done in a job": ("experience", {"title": "kok", "description": "soep"}, "kok", "soep<"),
    "a language by its name": ("languages", {"code": "ti", "level": "B1"}, "Tigrinya B1", "Weghalen"),
}  # fmt: skip


@pytest.mark.parametrize(("part", "form", "words", "more"), SHOWN.values(), ids=SHOWN)
def test_the_own_page_shows_what_was_said(
    jobseeker: FlaskClient, part: str, form: dict[str, str], words: str, more: str
) -> None:
    post(jobseeker, f"/me/items/add/{part}", form)
    assert more in row_of(jobseeker, words)


def test_what_is_asked_elsewhere_is_not_asked_here(jobseeker: FlaskClient, store: Store) -> None:
    html = text_of(jobseeker, "/me/items/add/languages").split('name="code"')[1]
    assert 'value="pl"' in html and 'value="de"' not in html.split("</form>")[0]
    store.put_facts("p-anna", {"german_level": None}, "els", STAMP)
    german = change_url("languages", next(x for x in ANNA.languages if x.code == "de"))
    row = row_of(jobseeker, "Duits A2")
    assert 'href="/me/wishes"' in row and "/me/take-out/" in row and german not in row
    assert jobseeker.get(german).status_code == post(jobseeker, german, {"level": "C2"}).status_code == 404
    assert jobseeker.get("/me/items/add/interests").status_code == 404
    assert post(jobseeker, "/me/items/add/nothing", {"nothing": "x"}).status_code == 404
    assert anna(store) == ANNA


def test_own_words_are_added_once_and_then_changed(jobseeker: FlaskClient, store: Store) -> None:
    post(jobseeker, "/me/items/add/presentation", {"presentation": "Ik kook graag."})
    assert "/me/items/add/presentation" not in text_of(jobseeker, "/me/profile")
    post(jobseeker, "/me/items/add/presentation", {"presentation": "Ik las graag."})
    assert anna(store).presentation == "Ik las graag." and len(store.own_items("p-anna")) == 1


# Correct

JOB = ANNA.experience[0]
FULL = replace(
    ANNA,
    occupations=(Occupation("verpleegkundige", "123", "boc"), Occupation("kok")),
    experience=(replace(JOB, occupation=Occupation("verzorgende", "77", "boc"), description="wassen"),),
    education=(Education(Diploma.MBO4, "Verpleegkunde", True, date(2014, 7, 3), "met stage"),),
    courses=(Course("VCA", True, date(2026, 5, 1)),), interests=("tuinieren",), presentation="Ik zorg graag.",
    languages=(Language("nl"), Language("en", Cefr.B1, assumed=True)), permanent=True, learning=False,
    available_from=date(2026, 4, 1), available_until=date(2026, 9, 1),
)  # fmt: skip
CORRECTED: dict[str, tuple[str, int, dict[str, str], Any]] = {
    "another year keeps the code and the day in spring": (
        "experience", 0, {"title": "verzorgende", "first": "2015", "last": "2020", "description": "wassen"},
        Experience(Occupation("verzorgende", "77", "boc"), date(2015, 1, 1), date(2020, 12, 31), "wassen"),
    ),
    "another title drops the code": (
        "experience", 0, {"title": "kraamverzorgende", "first": "2015", "last": "2021", "description": ""},
        Experience(Occupation("kraamverzorgende"), date(2015, 1, 1), date(2021, 6, 1)),
    ),
    "a school keeps its day and what was written about it": (
        "education", 0, {"name": "Verpleegkunde", "level": "mbo3", "completed": "no", "year": "2014"},
        Education(Diploma.MBO3, "Verpleegkunde", False, date(2014, 7, 3), "met stage"),
    ),
    "a course stays a certificate": (
        "courses", 0, {"name": "VCA VOL", "expires": "2030-01-31"}, Course("VCA VOL", True, date(2030, 1, 31))
    ),
    "a licence": ("licences", 0, {"licences": "BE"}, "BE"),
    "a wish that is the first": ("occupations", 0, {"title": "wijkverpleegkundige"}, Occupation("wijkverpleegkundige")),
    "a level of a language": ("languages", 1, {"level": "C1", "code": "pl"}, Language("en", Cefr.C1)),
    "a level that was only assumed": ("languages", 1, {"level": "B1"}, Language("en", Cefr.B1)),
    "a skill": ("skills", 0, {"skills": "wonden verbinden"}, "wonden verbinden"),
    "an interest": ("interests", 0, {"interests": "bloemen"}, "bloemen"),
    "own words": ("presentation", 0, {"presentation": "Ik las graag."}, "Ik las graag."),
    "the highest level": ("level", 0, {"level": "hbo"}, Diploma.HBO),
    "no permanent contract": ("permanent", 0, {"permanent": "no"}, False),
    "learning after all": ("learning", 0, {"learning": "yes"}, True),
    "from another day": ("available_from", 0, {"available_from": "2026-06-01"}, date(2026, 6, 1)),
    "until another day": ("available_until", 0, {"available_until": "2027-01-01"}, date(2027, 1, 1)),
}  # fmt: skip


def test_every_part_that_the_page_shows_has_a_form_that_is_tried_here() -> None:
    assert set(item_fields.ASKED) == set(KINDS) == set(profile_items.PARTS) == {p for p, *_ in CORRECTED.values()}
    assert sorted(item_fields.LICENCES) == sorted(LICENCES)


@pytest.mark.parametrize(("part", "at", "form", "item"), CORRECTED.values(), ids=CORRECTED)
def test_an_item_is_corrected_in_its_place_and_an_import_leaves_it(
    jobseeker: FlaskClient, store: Store, part: str, at: int, form: dict[str, str], item: Any
) -> None:
    store.put_profiles([Profile(FULL, Contact())], STAMP)
    there = getattr(FULL, part)
    listed = isinstance(there, tuple)
    old = there[at] if listed else there
    expected = replace(FULL, **{part: (*there[:at], item, *there[at + 1 :]) if listed else item})
    assert lint.problems(text_of(jobseeker, change_url(part, old))) == []
    assert post(jobseeker, change_url(part, old), form).location == "/me/profile"
    assert anna(store) == expected
    store.put_profiles([Profile(FULL, Contact())], STAMP)
    assert anna(store) == expected and store.waits("p-anna")
    assert ("change profile", part) in [(e.action, e.detail) for e in store.log_of("p-anna", 2)]


@pytest.mark.parametrize("part", item_fields.ASKED)
def test_saving_a_form_as_it_comes_changes_nothing(jobseeker: FlaskClient, store: Store, part: str) -> None:
    store.put_profiles([Profile(replace(FULL, languages=(Language("nl"),)), Contact())], STAMP)
    before = anna(store)
    for url in (change_url(p, x) for p, x, _ in items(before) if p == part):
        assert post(jobseeker, url, sent(text_of(jobseeker, url))).location == "/me/profile"
    assert (anna(store), store.own_items("p-anna"), store.waits("p-anna")) == (before, (), False)


def sent(html: str) -> dict[str, str]:
    """What a browser sends of a form that nobody touched."""
    form = next(f for f in lint.parse(html).iter("form") if "wb-form" in (f.get("class") or ""))
    found: dict[str, str] = {}
    for x in form.iter("input"):
        if x.get("type") not in ("radio", "checkbox", "hidden") or "checked" in x.attrib:
            found[x.get("name") or ""] = x.get("value") or ""
    for x in form.iter("textarea"):
        found[x.get("name") or ""] = x.text or ""
    for x in form.iter("select"):
        found |= {x.get("name") or "": o.get("value") or "" for o in x.iter("option") if "selected" in o.attrib}
    return found


def test_a_corrected_item_can_be_taken_out_and_stays_out(jobseeker: FlaskClient, store: Store) -> None:
    post(jobseeker, change_url("skills", "wondzorg"), {"skills": "wonden verbinden"})
    post(jobseeker, f"/me/take-out/{mark('p-anna', 'skills', 'wonden verbinden')}")
    store.put_profiles(PEOPLE, STAMP)
    assert anna(store).skills == ("rapporteren",) and store.own_items("p-anna") == ()
    assert jobseeker.get(change_url("skills", "wondzorg")).location == "/me/profile"


def test_a_second_click_finds_it_done(jobseeker: FlaskClient, store: Store) -> None:
    taken = f"/me/take-out/{mark('p-anna', 'skills', 'rapporteren')}"
    twice = (change_url("skills", "wondzorg"), {"skills": "wonden verbinden"}), (taken, {})
    for url, form in (*twice, *twice):
        assert post(jobseeker, url, form).location == "/me/profile", url
    assert anna(store).skills == ("wonden verbinden",)
    assert "Dit was al veranderd" in jobseeker.get("/me/profile").get_data(as_text=True)


def test_a_wish_that_is_read_as_something_else_says_so(jobseeker: FlaskClient) -> None:
    post(jobseeker, "/me/items/add/occupations", {"title": "chauffeur vrachtwagen ce"})
    assert "Wij lezen dit als: " in jobseeker.get("/me/profile").get_data(as_text=True)
    post(jobseeker, "/me/items/add/occupations", {"title": "Loodgieter"})
    assert "Wij lezen dit als: " not in jobseeker.get("/me/profile").get_data(as_text=True)


def test_what_was_answered_later_goes_before_the_profile(jobseeker: FlaskClient, store: Store) -> None:
    store.put_facts("p-anna", {"german_level": None}, "els", STAMP)
    assert "Duits A2" in jobseeker.get("/me/profile").get_data(as_text=True)
    post(jobseeker, "/me/wishes", {"german_level": "B1"})
    html = jobseeker.get("/me/profile").get_data(as_text=True)
    assert "Duits A2" not in html and "B1" in html


# Mistakes

MISTAKES: dict[str, tuple[str, dict[str, str], str, str]] = {
    "no work": ("experience", {"title": " ", "first": "2015", "last": "2016"}, "title", "niet leeg"),
    "years the wrong way round": ("experience", {"title": "kok", "first": "2020", "last": "2015"}, "last", "eerder dan het eerste jaar"),
    "no last year": ("experience", {"title": "kok", "first": "2020"}, "last", "of zet een vinkje"),
    "a last year and still there": ("experience", {"title": "kok", "first": "2015", "last": "2020", "goes_on": "yes"}, "goes_on", "niet allebei"),
    "still there, since when": ("experience", {"title": "kok", "goes_on": "yes"}, "first", "welk jaar u begon"),
    "no year": ("experience", {"title": "kok", "first": "lang geleden", "last": "2020"}, "first", "Vul het jaar in met vier cijfers"),
    "two years in one": ("experience", {"title": "kok", "first": "2015-2020", "last": "2020"}, "first", "Vul het jaar in met vier cijfers"),
    "a year of a book": ("experience", {"title": "kok", "first": "2015", "last": "2099"}, "last", "Dit jaar moet nog komen"),
    "a diploma of the future": ("education", {"name": "mbo", "completed": "yes", "year": "2030"}, "year", "moet nog komen"),
    "an address": ("presentation", {"presentation": "Mail anna@voorbeeld.nl"}, "presentation", "Laat uw e-mailadres"),
    "a number to call": ("presentation", {"presentation": "Bel 06-1234 5678"}, "presentation", "telefoonnummer weg"),
    "too long": ("occupations", {"title": "k" * 201}, "title", "Hoogstens 200 tekens"),
    "nothing learned": ("education", {"completed": "yes"}, "name", "Vul in wat u hebt geleerd"),
    "a level that is none": ("education", {"level": "phd"}, "level", "Kies een van de antwoorden"),
    "no course": ("courses", {"name": "", "expires": "2026-05-01"}, "name", "niet leeg"),
    "a day of long ago": ("courses", {"name": "VCA", "expires": "0026-05-01"}, "expires", "Vul een datum in"),
    "no day": ("courses", {"name": "VCA", "expires": "morgen"}, "expires", "Vul een datum in"),
    "no licence": ("licences", {"licences": ""}, "licences", "Kies een van de antwoorden"),
    "a licence that is none": ("licences", {"licences": "Z"}, "licences", "Kies een van de antwoorden"),
    "no language": ("languages", {"level": "B1"}, "code", "Kies een van de antwoorden"),
    "German": ("languages", {"code": "de", "level": "B1"}, "code", "Kies een van de antwoorden"),
    "a level of no language": ("languages", {"code": "pl", "level": "D1"}, "level", "Kies een van de antwoorden"),
    "no words": ("presentation", {"presentation": ""}, "presentation", "niet leeg"),
    "a BSN in a title": ("occupations", {"title": f"kok {BSN}"}, "title", "Laat het BSN weg"),
    "a BSN in a text": ("experience", {"title": "kok", "description": f"mijn nummer is {BSN}"}, "description", "Laat het BSN weg"),
    "a BSN in own words": ("presentation", {"presentation": "bsn 1112.22.333"}, "presentation", "Laat het BSN weg"),
}  # fmt: skip


@pytest.mark.parametrize(("part", "form", "field", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_at_its_field_and_stores_nothing(
    jobseeker: FlaskClient, store: Store, part: str, form: dict[str, str], field: str, words: str
) -> None:
    answer = post(jobseeker, f"/me/items/add/{part}", form)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and lint.problems(html) == []
    said = re.search(rf'id="{field}-error">([^<]*)<', html)
    assert said and words in said[1] and f'href="#{field}"' in html
    typed = {text for name, text in form.items() if name not in ("goes_on", "level", "licences", "code")}
    assert [text for text in typed if text.strip() not in html] == [], "what was typed is not lost"
    assert (anna(store), store.own_items("p-anna"), store.waits("p-anna")) == (ANNA, (), False)
    dump = "\n".join(str(row) for row in store.db.execute("select * from own_items, audit"))
    assert BSN not in dump and "change profile" not in str(store.log_of("p-anna"))


def test_a_mistake_in_a_correction_keeps_what_was_there(jobseeker: FlaskClient, store: Store) -> None:
    wrong = {"title": "verzorgende", "first": "2015", "last": "2021", "goes_on": "yes", "description": "wassen"}
    answer = post(jobseeker, change_url("experience", JOB), wrong)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and 'value="yes" checked' in html and ">wassen</textarea>" in html
    assert anna(store) == ANNA
    again = post(jobseeker, change_url("experience", JOB), {**wrong, "last": "x"}).get_data(as_text=True)
    assert 'value="x"' in again


# What follows


def test_the_ranking_follows_at_once(database: object, clock: Clock, store: Store) -> None:
    app = create_app(
        Settings.read({}, database=str(database), secret="for tests", second_factor="optional", match_now=100),
        clock=clock,
    )
    own = signed_in(app, "jobseeker", make_link(store, "p-chris", MOMENT, 30))
    post(own, "/me/items/add/occupations", {"title": "schoonmaker"})
    assert store.matches("p-chris")[0].vacancy == "10000-5-S" and "Reinigungskraft" in text_of(own, "/me/")
    post(
        own,
        f"/me/items/change/{mark('p-chris', 'occupations', Occupation('schoonmaker'))}",
        {"title": "verpleegkundige"},
    )
    assert store.matches("p-chris")[0].vacancy == "10000-1/A-S"
    row = store.db.execute("select wish from caseload where person = 'p-chris'").fetchone()
    assert row == ("verpleegkundige",), "the adviser's list has the new wish"


HIGHEST: dict[str, tuple[Any, str | None, dict[str, str]]] = {
    "a higher diploma than was answered": (Education(Diploma.HBO, "x", True), "mbo4", {"diploma": "hbo"}),
    "of which nobody said whether it was finished": (Education(Diploma.HBO, "x"), "mbo4", {"diploma": "hbo"}),
    "a lower one": (Education(Diploma.VMBO, "x", True), "mbo4", {}),
    "the same one": (Education(Diploma.MBO4, "x", True), "mbo4", {}),
    "one that was not finished": (Education(Diploma.HBO, "x", False), "mbo4", {}),
    "one without a level": (Education(None, "x", True), "mbo4", {}),
    "no answer to go before it": (Education(Diploma.HBO, "x", True), None, {}),
    "the level itself, lower than was answered": (Diploma.MBO2, "mbo4", {"diploma": "mbo2"}),
    "the level itself, as was answered": (Diploma.MBO4, "mbo4", {}),
    "a course": (Course("VCA"), "mbo4", {}),
}


@pytest.mark.parametrize(("item", "answered", "expected"), HIGHEST.values(), ids=HIGHEST)
def test_an_older_answer_does_not_hide_a_diploma(item: Any, answered: str | None, expected: dict[str, str]) -> None:
    assert own_items.highest_diploma(item, {"diploma": answered} if answered else {}) == expected


def test_the_answer_about_the_diploma_follows_and_is_in_the_log(jobseeker: FlaskClient, store: Store) -> None:
    store.put_facts("p-anna", {"diploma": "mbo4"}, "import", STAMP)
    post(jobseeker, "/me/items/add/education", {"name": "HBO-V", "level": "hbo", "completed": "yes"})
    assert (store.facts("p-anna")["diploma"].value, store.facts("p-anna")["diploma"].said_by) == ("hbo", "jobseeker")
    assert store.log_of("p-anna", 1)[0].action == "change facts"


def test_the_adviser_sees_what_the_jobseeker_said_and_since_when(app: Flask, link: NewLink) -> None:
    own, els = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    assert "werkzoekende, 10 mrt" not in text_of(els, "/people/p-anna")
    post(own, "/me/items/add/experience", {"title": "kok", "first": "2022", "goes_on": "yes"})
    post(own, "/me/items/add/presentation", {"presentation": "Ik kook graag."})
    post(own, "/me/items/add/courses", {"name": "VCA"})
    html = text_of(els, "/people/p-anna")
    assert "verzorgende (2015–2021); kok (2022–)" in html and "(kok (2022–): werkzoekende, 10 mrt 2026)" in html
    for words in ("Ik kook graag.", "VCA"):
        assert f'{words} <span class="wb-note">(werkzoekende, 10 mrt 2026)' in html
    assert "iets in het profiel veranderd of toegevoegd (10 mrt 2026)" in html and lint.problems(html) == []
    assert "<strong>U:</strong> iets in uw profiel veranderd of toegevoegd" in " ".join(text_of(own, "/me/log").split())


def test_the_file_has_what_was_said(jobseeker: FlaskClient) -> None:
    post(jobseeker, "/me/items/add/courses", {"name": "VCA", "expires": "2028-05-01"})
    (said,) = json.loads(text_of(jobseeker, "/me/profile.json"))["own_items"]
    assert said == {"part": "courses", "item": {"name": "VCA", "expires": "2028-05-01"}, "said_at": STAMP}
