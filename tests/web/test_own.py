"""The jobseeker's own data: see it, correct it, take it out, agree, be erased; and never anything of anybody else."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from matcher.facts import with_facts
from matcher.models import Correction, Jobseeker, Occupation
from matcher.settings import Settings
from matcher.store import Store
from matcher.store.decisions import Decision
from matcher.store.tasks import Task
from matcher.taken_out import items, mark, without
from tests.web import lint
from tests.web.conftest import MOMENT, PEOPLE, STAMP, Clock, post, signed_in
from web import create_app, log_words
from web.access.links import NewLink, make_link

REF, OTHER = "10000-1/A-S", "10000-2-S"
ANNA = PEOPLE[0].jobseeker
WEB = Path(log_words.__file__).parent


def text_of(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.get_data(as_text=True)


# Correct and take out


def test_the_own_page_shows_every_part_of_the_profile(jobseeker: FlaskClient) -> None:
    html = text_of(jobseeker, "/me/profile")
    for words in ("anna@voorbeeld.example", "verpleegkundige", "verzorgende (2015–2021)", "Verpleegkunde", "rapporteren",
                  "24–32", "45 minuten", "wondverzorging"):  # fmt: skip
        assert words in html


def test_a_jobseeker_corrects_a_skill_and_the_adviser_sees_who_did(app: Flask, link: NewLink, store: Store) -> None:
    own, els = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    found = re.search(r"concept=(wond[^&]*)&amp;text=wondzorg", text_of(own, "/me/skills/"))
    assert found
    wrong = found[1]
    form = {"concept": wrong, "text": "wondzorg", "choice": "none"}
    assert post(own, "/me/skills/skill", form).status_code == 302
    assert [(s.correction, s.said_by) for s in store.corrections("p-anna")] == [
        (Correction("skill", wrong, False), "jobseeker")
    ]
    assert "werkzoekende, 10 mrt" in text_of(els, "/people/p-anna/understood")
    assert "De werkzoekende heeft dit pas veranderd" in text_of(els, "/people/p-anna")
    assert store.waits("p-anna") and own.get("/me/waits").json == {"waits": True}
    for path in ("/me/", "/me/profile", "/me/skills/"):
        html = text_of(own, path)
        assert "zoeken opnieuw banen" in html and 'data-waits="/me/waits"' in html, path
    post(own, "/me/skills/take-back", {"kind": "skill", "concept": wrong})
    assert store.corrections("p-anna") == []


def test_the_matches_follow_the_jobseekers_own_words_at_once(database: object, clock: Clock, store: Store) -> None:
    app = create_app(
        Settings.read({}, database=str(database), secret="for tests", second_factor="optional", match_now=100),
        clock=clock,
    )
    own = signed_in(app, "jobseeker", make_link(store, "p-chris", MOMENT, 30))
    html = text_of(own, "/me/skills/occupation?q=schoonmaker")
    cleaner = html.split('name="choice" id="choice-1" value="')[1].split('"')[0]
    post(own, "/me/skills/occupation", {"choice": cleaner})
    assert store.matches("p-chris")[0].vacancy == "10000-5-S" and "Reinigungskraft" in text_of(own, "/me/")
    post(own, "/me/wishes", {"works_shifts": "no"})
    assert store.matches("p-chris") == [] and store.removed("p-chris") == {"shifts": 1}


WISHES = {
    "less travel": ({"max_minutes": "30"}, "max_minutes", 30.0),
    "other hours": ({"hours_min": "16", "hours_max": "24"}, "hours_max", 24),
    "no limit any more": ({"max_minutes": ""}, "max_minutes", None),
    "no shifts": ({"works_shifts": "no"}, "shifts", False),
    "moved house": ({"postcode": "9501"}, "postcode", "9501"),
    "Germany not known": ({"germany": ""}, "germany", None),
    "sold the car": ({"transport": "bike"}, "transport", ("bike",)),
    "no matter how": ({"transport": ""}, "transport", ()),
}  # fmt: skip


@pytest.mark.parametrize(("form", "field", "value"), WISHES.values(), ids=WISHES)
def test_wishes_are_changed_or_taken_out(
    jobseeker: FlaskClient, store: Store, form: dict[str, str], field: str, value: object
) -> None:
    assert post(jobseeker, "/me/wishes", form).status_code == 302
    person = store.jobseeker("p-anna")
    assert person and getattr(with_facts(person, store.fact_values("p-anna")), field) == value
    assert {f.said_by for n, f in store.facts("p-anna").items() if n in form} <= {"jobseeker"}
    assert store.log_of("p-anna", 1)[0].action == "change wishes" and store.waits("p-anna")


def test_wishes_that_stay_the_same_change_nothing(jobseeker: FlaskClient, store: Store) -> None:
    before = store.facts("p-anna")
    post(
        jobseeker, "/me/wishes",
        {"max_minutes": "45", "hours_min": "24", "germany": "yes", "postcode": "7811", "transport": "car"},
    )  # fmt: skip
    assert store.facts("p-anna") == before and not store.waits("p-anna")


MISTAKES: dict[str, tuple[str, dict[str, str], str]] = {
    "hours the wrong way round": ("/me/wishes", {"hours_min": "32", "hours_max": "20"}, "minder dan het minste"),
    "no such postcode": ("/me/wishes", {"postcode": "1000"}, "kennen we niet"),
    "words for a number": ("/me/wishes", {"max_km": "ver"}, "Vul een getal"),
    "no e-mail address": ("/me/contact", {"email": "anna at example"}, "staan een @"),
    "no phone number": ("/me/contact", {"phone": "bel maar"}, "alleen cijfers"),
    "too long": ("/me/contact", {"name": "a" * 200}, "te lang"),
}


@pytest.mark.parametrize(("url", "form", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_explained_and_stores_nothing(
    jobseeker: FlaskClient, store: Store, url: str, form: dict[str, str], words: str
) -> None:
    before = (store.jobseeker("p-anna"), store.facts("p-anna"), store.contact("p-anna"))
    answer = post(jobseeker, url, form)
    html = answer.get_data(as_text=True)
    assert (answer.status_code, words in html, lint.problems(html)) == (422, True, [])
    assert (store.jobseeker("p-anna"), store.facts("p-anna"), store.contact("p-anna")) == before


def test_contact_details_are_changed_and_the_log_does_not_say_what(jobseeker: FlaskClient, store: Store) -> None:
    post(jobseeker, "/me/contact", {"name": "Anna V.", "email": "", "phone": "06 12345678"})
    found = store.contact("p-anna")
    assert found and (found.name, found.email, found.phone) == ("Anna V.", None, "06 12345678")
    assert "12345678" not in str(store.log_of("p-anna"))


def test_what_was_taken_out_is_gone_and_an_import_does_not_bring_it_back(jobseeker: FlaskClient, store: Store) -> None:
    gone = mark("p-anna", "skills", "wondzorg")
    assert "wondzorg" in text_of(jobseeker, f"/me/take-out/{gone}")
    assert store.jobseeker("p-anna") == ANNA, "asking changes nothing"
    store.put_corrections("p-anna", [Correction("skill", "lassen", True, "wondzorg")], "els", STAMP)
    assert post(jobseeker, f"/me/take-out/{gone}").status_code == 302
    store.put_profiles(PEOPLE, STAMP)
    person = store.jobseeker("p-anna")
    assert person and person.skills == ("rapporteren",) and person.corrections == ()
    dump = "\n".join(str(row) for row in store.db.execute("select * from taken_out, jobseekers, caseload"))
    assert "wondzorg" not in dump
    assert jobseeker.get(f"/me/take-out/{gone}").location == "/me/profile"


PERSONS = st.builds(
    Jobseeker, st.just("p"), st.just("vum"), skills=st.lists(st.text(max_size=3), max_size=4).map(tuple),
    occupations=st.lists(st.text(max_size=3).map(Occupation), max_size=3).map(tuple), hours_min=st.none() | st.just(20),
    shifts=st.none() | st.booleans(), postcode=st.none() | st.just("7811"),
)  # fmt: skip


@given(PERSONS, st.data())
def test_taking_out_one_thing_leaves_the_rest(person: Jobseeker, data: st.DataObject) -> None:
    found = list(items(person))
    if not found:
        return
    part, item, known = data.draw(st.sampled_from(found))
    left = without(person, {known})
    assert known not in {m for _, _, m in items(left)}
    assert {m for _, _, m in items(left)} == {m for _, _, m in found} - {known}
    assert replace(left, **{part: getattr(person, part)}) == person
    assert mark("another", part, item) != known


# Questions


def test_questions_come_one_at_a_time_and_change_notes_and_money_at_once(jobseeker: FlaskClient, store: Store) -> None:
    before, seen = text_of(jobseeker, f"/me/jobs/{REF}"), []
    store.put_facts("p-anna", {"home_owner": None, "birth_year": None}, "import", STAMP)
    for _ in range(20):
        answer = jobseeker.get("/me/question/")
        if answer.status_code == 302:
            break
        html = answer.get_data(as_text=True)
        assert "Waarom vragen we dit?" in html and lint.problems(html) == []
        fact = html.split('name="fact" value="')[1].split('"')[0]
        seen.append(fact)
        given = {"current_wage": "2600", "partner": "none", "home_owner": "no"}.get(fact)
        post(jobseeker, "/me/question/", {"fact": fact, **({fact: given} if given else {"skip": "yes"})})
    assert len(seen) == len(set(seen)) > 3 and "current_wage" in seen
    assert store.facts("p-anna")["current_wage"].said_by == "jobseeker"
    assert "Uw antwoorden zijn bewaard" in text_of(jobseeker, "/me/")
    after = text_of(jobseeker, f"/me/jobs/{REF}")
    assert "huidige of laatste baan" in after and "huidige of laatste baan" not in before


FORMS_ASK = {
    "/me/facts": ("Wat is uw hoogste diploma?", "Hoogste diploma"),
    "/me/wishes": ("Hoe goed spreekt u Duits?", "Niveau Duits"),
}


@pytest.mark.parametrize(("url", "words"), FORMS_ASK.items(), ids=FORMS_ASK)
def test_forms_ask_as_one_asks_a_person(jobseeker: FlaskClient, url: str, words: tuple[str, str]) -> None:
    html = text_of(jobseeker, url)
    assert words[0] in html and words[1] not in html


def test_a_level_of_german_comes_with_what_it_means(jobseeker: FlaskClient) -> None:
    assert ">A2 (een eenvoudig gesprek" in text_of(jobseeker, "/me/wishes")
    assert "A2 (een eenvoudig gesprek" in text_of(jobseeker, "/me/profile")


def test_nothing_is_asked_in_two_forms(jobseeker: FlaskClient) -> None:
    asked = [set(re.findall(r'<(?:input|select)[^>]* name="(\w+)"', text_of(jobseeker, u))) for u in FORMS_ASK]
    assert asked[0] & asked[1] <= {"csrf_token", "back", "lang"}


def test_the_question_about_pay_is_one_click_from_the_job(jobseeker: FlaskClient, store: Store) -> None:
    found = re.search(r'href="(/me/question/\?fact=current_wage)"', text_of(jobseeker, f"/me/jobs/{REF}"))
    assert found and 'name="current_wage"' in text_of(jobseeker, found[1])
    wrong = post(jobseeker, "/me/question/", {"fact": "current_wage", "current_wage": "veel"})
    assert wrong.status_code == 422 and 'value="veel"' in wrong.get_data(as_text=True)
    post(jobseeker, "/me/question/", {"fact": "current_wage", "current_wage": "2600"})
    assert store.fact_values("p-anna")["current_wage"] == 2600
    assert "fact=current_wage" not in text_of(jobseeker, "/me/")


# What a suggestion says

HEADINGS = (
    "Waar u werkt",
    "Nettoloon",
    "Wat u overhoudt",
    "Waarom het past",
    "Wat u nog nodig hebt",
    "Goed om te weten",
)


def test_every_suggestion_says_each_thing_or_that_it_is_not_known(jobseeker: FlaskClient, store: Store) -> None:
    store.put_facts("p-anna", {"wage_wish": None}, "import", STAMP)
    cards = text_of(jobseeker, "/me/").split('<li class="wb-card wb-match">')[1:]
    assert len(cards) == 5
    for card in cards:
        said = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", card, re.S))
        paid = "Dat weten we niet. In de advertentie staat geen loon." not in said["Nettoloon"]
        assert tuple(said) == tuple(h for h in HEADINGS if paid or h != "Wat u overhoudt")
        assert all(re.sub(r"<[^>]*>|\s", "", text) for text in said.values())
    koch = next(c for c in cards if "Ausbildung Koch" in c)
    assert "Dat weten we niet. In de advertentie staat geen loon." in koch
    nordhorn = next(c for c in cards if "Nordhorn" in c)
    assert "We weten niet hoe lang u reist." in nordhorn
    assert "38 minuten met de auto" in cards[0] and "weten niet wat u hier verdient" in cards[0]


def test_reasons_and_steps_speak_to_the_person(app: Flask, jobseeker: FlaskClient, link: NewLink) -> None:
    own, els = (
        text_of(jobseeker, f"/me/jobs/{REF}"),
        text_of(signed_in(app, "adviser", link), f"/people/p-anna/matches/{REF}"),
    )
    assert "Dit is precies het werk dat u zoekt" in own and "Leer meer Duits" in own
    assert "Dit is precies" not in els and "Het beroep past precies" in els


def test_other_transport_changes_the_jobs_and_what_is_said_of_the_way(
    database: object, clock: Clock, store: Store
) -> None:
    app = create_app(
        Settings.read({}, database=str(database), secret="for tests", second_factor="optional", match_now=100),
        clock=clock,
    )
    own = signed_in(app, "jobseeker", make_link(store, "p-anna", MOMENT, 30))
    post(own, "/me/wishes", {"transport": "bike", "works_shifts": "yes"})
    assert store.removed("p-anna")["minutes"] >= 1 and not [m for m in store.matches("p-anna") if m.minutes]
    post(own, "/me/wishes", {"transport": "public", "max_minutes": ""})
    slow = next(m for m in store.matches("p-anna") if m.vacancy == REF)
    assert "met bus en trein" in text_of(own, f"/me/jobs/{REF}") and "Reist met" in text_of(own, "/me/profile")
    post(own, "/me/wishes", {"transport": "car"})
    fast = next(m for m in store.matches("p-anna") if m.vacancy == REF)
    assert slow.minutes and fast.minutes and fast.minutes < slow.minutes and fast.km == slow.km


def test_an_empty_answer_is_asked_again_and_keeps_nothing(jobseeker: FlaskClient, store: Store) -> None:
    html = text_of(jobseeker, "/me/question/")
    fact = html.split('name="fact" value="')[1].split('"')[0]
    before = store.facts("p-anna")
    answer = post(jobseeker, "/me/question/", {"fact": fact, fact: ""})
    assert answer.status_code == 422 and "overslaan" in answer.get_data(as_text=True)
    assert store.facts("p-anna") == before


# Yes and no


def test_a_no_moves_the_next_job_up_and_can_be_taken_back(jobseeker: FlaskClient, store: Store) -> None:
    assert text_of(jobseeker, "/me/").count("wb-card wb-match") == 5
    first = store.matches("p-anna")[0].vacancy
    answer = post(jobseeker, "/me/answer", {"vacancy": first, "status": "not_interested", "reason": "pay"})
    html = text_of(jobseeker, answer.location)
    assert html.count("wb-card wb-match") == 5 and f'href="/me/jobs/{first}"' not in html and "Van gedachten" in html
    listed = text_of(jobseeker, "/me/answers/")
    assert "Het loon is te laag" in listed
    post(jobseeker, "/me/answers/back", {"vacancy": first})
    assert store.decisions("p-anna") == {} and f'href="/me/jobs/{first}"' in text_of(jobseeker, "/me/")


def test_after_a_yes_the_page_tells_what_happens_and_does_not_ask_again(jobseeker: FlaskClient) -> None:
    assert 'value="interested"' in text_of(jobseeker, f"/me/jobs/{REF}")
    called = re.search(rf'href="/me/jobs/{REF}">([^<]+)</a>', text_of(jobseeker, "/me/"))
    post(jobseeker, "/me/answer", {"vacancy": REF, "status": "interested"})
    html = text_of(jobseeker, f"/me/jobs/{REF}")
    assert 'value="interested"' not in html and 'value="not_interested"' in html
    assert "Uw adviseur ziet dit" in html
    assert called and f">{called[1]}</a>" in text_of(jobseeker, "/me/answers/")


def test_who_has_no_job_left_reads_which_own_wishes_did_that(jobseeker: FlaskClient, store: Store) -> None:
    store.publish_matches(store.start_run("match", STAMP), "p-anna", [], {"minutes": 3})
    html = text_of(jobseeker, "/me/")
    assert "geen baan die bij al uw wensen past" in html
    assert "Deze banen lieten we weg: bij 3 is de reis te lang (ruim meer dan 45 minuten)." in html
    assert 'href="/me/wishes"' in html
    store.publish_matches(store.start_run("match", STAMP), "p-anna", [], {})
    assert "geen baan die bij al uw wensen past" not in text_of(jobseeker, "/me/")


def test_an_answer_stays_once_the_adviser_went_on(app: Flask, link: NewLink, store: Store) -> None:
    own, els = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    post(own, "/me/answer", {"vacancy": REF, "status": "interested"})
    post(els, "/people/p-anna/decision", {"vacancy": REF, "status": "discussed"})
    post(own, "/me/answers/back", {"vacancy": REF})
    assert store.decisions("p-anna")[REF].status == "discussed"
    assert "terugnemen" not in text_of(own, "/me/answers/")


# The log, consent, retention


def test_the_log_says_in_words_who_did_what_and_how_often(app: Flask, link: NewLink) -> None:
    own, els = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    for _ in range(2):
        els.get("/people/p-anna")
    html = " ".join(text_of(own, "/me/log").split())
    assert "<strong>Adviseur els:</strong> uw pagina bekeken (2 keer)" in html
    assert "<strong>U:</strong> binnengekomen met uw persoonlijke link" in html


def logged() -> Iterator[str]:
    """Every action that the code writes in the log about a person."""
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
            if isinstance(node, ast.Call) and name in ("audit", "audit_views") and len(node.args) > 1:
                yield from (x.value for x in ast.walk(node.args[0]) if isinstance(x, ast.Constant))


def test_every_action_about_a_person_has_words() -> None:
    found = set(logged())
    assert len(found) > 15
    assert found - set(log_words.ACTIONS) - set(log_words.OWN) == set()


def test_consent_is_explained_given_with_a_tick_and_taken_back(jobseeker: FlaskClient, store: Store) -> None:
    assert "Adviseurs zien uw profiel met een nummer" in text_of(jobseeker, "/me/consent")
    post(jobseeker, "/me/consent")
    assert store.consent_at("p-anna") is None, "without the tick nothing is agreed"
    post(jobseeker, "/me/consent", {"agree": "yes"})
    assert store.consent_at("p-anna") == STAMP
    post(jobseeker, "/me/consent/withdraw")
    assert store.consent_at("p-anna") is None


def test_how_long_data_is_kept_is_told(jobseeker: FlaskClient, store: Store) -> None:
    assert "10 mrt 2028" in text_of(jobseeker, "/me/profile")
    store.db.execute("update jobseekers set retain_until = '2027-01-05' where key = 'p-anna'")
    store.db.conn.commit()
    assert "5 jan 2027" in text_of(jobseeker, "/me/consent")


# Erased


def test_after_erasing_no_table_knows_anything_of_the_person(
    app: Flask, jobseeker: FlaskClient, store: Store, link: NewLink
) -> None:
    post(
        jobseeker, "/me/account", {"name": "anna-account", "new": "een lang wachtwoord", "again": "een lang wachtwoord"}
    )
    post(jobseeker, "/me/answer", {"vacancy": REF, "status": "interested"})
    post(jobseeker, "/me/skills/skill", {"text": "eigenaardig", "choice": "lassen"})
    post(jobseeker, f"/me/take-out/{mark('p-anna', 'skills', 'wondzorg')}")
    post(jobseeker, "/me/items/add/courses", {"name": "brandwachtcursus"})
    store.add_task(Task(0, "p-anna", REF, "bel Anna Voorbeeld", None, "els", "els", STAMP))
    store.decide(Decision("p-anna", OTHER, "proposed", None, "els", STAMP))
    els = signed_in(app, "adviser", link)
    for url in ("/people/?who=all", "/people/p-anna", "/people/p-anna/understood", f"/people/p-anna/matches/{REF}"):
        assert els.get(url).status_code == 200
    personal = ("p-anna", "Anna", "voorbeeld.example", "0591-000000", "anna-account", "eigenaardig", "verzorgende",
                "brandwachtcursus")  # fmt: skip
    assert set(where(store, personal)) >= {
        "jobseekers",
        "contacts",
        "users",
        "audit",
        "tasks",
        "matches",
        "corrections",
        "own_items",
    }
    post(jobseeker, "/me/erase", {"sure": "yes"})
    assert where(store, personal) == {}
    row = store.db.execute("select who, action, person, vacancy, detail from audit order by id desc limit 1").fetchone()
    assert row == ("jobseeker", "erase", None, None, None)
    assert store.jobseeker("p-bram") and store.matches("p-bram"), "others stay"


def where(store: Store, words: tuple[str, ...]) -> dict[str, list[str]]:
    """In which tables which of the words are found, in any column."""
    found: dict[str, list[str]] = {}
    for (table,) in store.db.execute("select name from sqlite_master where type = 'table'").fetchall():
        content = "\n".join(repr(row) for row in store.db.execute(f"select * from [{table}]"))
        if hits := [w for w in words if w in content]:
            found[table] = hits
    return found


# Nothing of anybody else


@pytest.fixture
def bram(app: Flask, store: Store) -> FlaskClient:
    """Bram, beside an Anna of whom every kind of thing is stored."""
    store.put_corrections("p-anna", [Correction("skill", "lassen", True, "anna-words")], "els", STAMP)
    store.decide(Decision("p-anna", REF, "interested", None, "jobseeker", STAMP))
    store.add_task(Task(0, "p-anna", REF, "anna-task", None, "els", "els", STAMP))
    store.set_consent("p-anna", "els", STAMP)
    return signed_in(app, "jobseeker", make_link(store, "p-bram", MOMENT, 30))


ANNAS = ("p-anna", "Anna", "0591", "voorbeeld.example", "anna-words", "anna-task", "verzorgende")
GUESSES: dict[str, Any] = {
    "ref": REF, "mark": mark("p-anna", "skills", "wondzorg"), "kind": "skill", "token": "x", "part": "courses",
}  # fmt: skip
FORMS: dict[str, dict[str, str]] = {
    "me.answer": {"vacancy": REF, "status": "interested", "person": "p-anna", "key": "p-anna"},
    "answers.take_back": {"vacancy": REF, "number": "1", "key": "p-anna"},
    "own_skills.take_back": {"kind": "skill", "concept": "lassen", "key": "p-anna", "person": "p-anna"},
    "own_skills.correct": {"text": "x", "choice": "lassen", "key": "p-anna", "person": "p-anna"},
    "own.save_facts": {"children": "3", "key": "p-anna", "person": "p-anna"},
    "own_wishes.save_wishes": {"max_km": "12", "key": "p-anna", "person": "p-anna"},
    "own_wishes.save_contact": {"name": "Bram", "key": "p-anna", "person": "p-anna"},
    "own_items.add_now": {"name": "VCA", "key": "p-anna", "person": "p-anna"},
    "own_items.change_now": {"skills": "lassen", "key": "p-anna", "person": "p-anna"},
    "own_wishes.take_out_now": {"key": "p-anna", "person": "p-anna"},
    "questions.answer": {"fact": "children", "children": "3", "key": "p-anna"},
    "rights.agree": {"agree": "yes", "key": "p-anna", "person": "p-anna"},
    "own.withdraw": {"key": "p-anna", "person": "p-anna"},
    "account.make": {"name": "els", "new": "een lang wachtwoord", "again": "een lang wachtwoord", "person": "p-anna"},
    "own.erase_now": {"sure": "yes", "key": "p-anna", "person": "p-anna"},
}


def everything_of(store: Store, person: str) -> list[object]:
    """What is stored of a person and what anybody logged about them."""
    return [
        store.jobseeker(person), store.contact(person), store.facts(person), store.corrections(person),
        store.decisions_about(person), store.matches(person), store.tasks_of(person), store.consent_at(person),
        store.account_of(person), store.log_of(person), store.waits(person), store.taken_out(person),
        store.own_items(person),
    ]  # fmt: skip


def test_no_route_of_a_jobseeker_reads_or_changes_anything_of_another(
    app: Flask, bram: FlaskClient, store: Store
) -> None:
    own = [r for r in app.url_map.iter_rules() if r.rule.startswith("/me/") and not r.rule.startswith("/me/open")]
    posts = {r.endpoint for r in own if "POST" in (r.methods or ())}
    assert posts == set(FORMS), "every form of a jobseeker is tried with somebody else's numbers"
    before, told = everything_of(store, "p-anna"), {}
    for rule in sorted(own, key=lambda r: (r.endpoint == "own.erase_now", r.rule)):
        with app.test_request_context():
            url = app.url_for(rule.endpoint, **{k: GUESSES[k] for k in rule.arguments})
        guess = {"key": "p-anna", "person": "p-anna", "ref": REF}
        answer = post(bram, url, FORMS[rule.endpoint]) if rule.endpoint in FORMS else bram.get(url, query_string=guess)
        html = answer.get_data(as_text=True).replace("Anna Voorbeeld en", "")
        # The address that was asked for, with the guesses in it, stands in links and forms that lead back to it.
        html = re.sub(r'(?:name="back" value|href)="[^"]*[?]key=p-anna[^"]*"', "", html)
        told[rule.endpoint] = [w for w in ANNAS if w in html]
        assert everything_of(store, "p-anna") == before, rule.endpoint
    assert {endpoint: words for endpoint, words in told.items() if words} == {}
    assert store.jobseeker("p-bram") is None and store.jobseeker("p-anna"), "erasing took the one who asked"


@pytest.mark.parametrize("ref", [REF, "10000-5-S", "nothing"], ids=["of another", "unseen", "unknown"])
def test_a_job_that_was_not_suggested_to_me_reads_like_one_that_does_not_exist(bram: FlaskClient, ref: str) -> None:
    answers = [bram.get(f"/me/jobs/{ref}"), post(bram, "/me/answer", {"vacancy": ref, "status": "interested"}),
               post(bram, "/me/answers/back", {"vacancy": ref})]  # fmt: skip
    assert [a.status_code for a in answers] == [404] * 3


def test_the_download_holds_only_the_own_data(bram: FlaskClient) -> None:
    data = json.loads(text_of(bram, "/me/profile.json"))
    assert data["profile"]["key"] == "p-bram" and not [w for w in ANNAS if w in json.dumps(data)]


# The link in the letter


def test_why_an_old_link_does_not_work_is_told_to_who_has_its_code(
    app: Flask, store: Store, link: NewLink, clock: Clock
) -> None:
    def read(made: NewLink, code: str) -> str:
        answer = post(app.test_client(), f"/me/open/{made.token}", {"code": code})
        html = answer.get_data(as_text=True)
        assert answer.status_code == 403 and lint.problems(html) == []
        return html

    assert signed_in(app, "jobseeker", link).get("/me/").status_code == 200
    assert "al gebruikt, op 10 mrt 2026" in read(link, link.code)
    newer = make_link(store, "p-anna", MOMENT, 30)
    newest = make_link(store, "p-anna", MOMENT, 30)
    assert "vervangen of gestopt" in read(newer, newer.code)
    clock.moment = MOMENT + timedelta(days=31)
    assert "te oud" in read(newest, newest.code)
    wrong = "000000" if newest.code != "000000" else "111111"
    assert "te oud" not in read(newest, wrong) and "Wat kan er mis zijn?" in read(newest, wrong)


def test_a_locked_link_never_says_that_the_code_was_right(app: Flask, link: NewLink) -> None:
    wrong = "000000" if link.code != "000000" else "111111"
    pages = [
        post(app.test_client(), f"/me/open/{link.token}", {"code": code}).get_data(as_text=True)
        for code in (*[wrong] * 5, wrong, link.code)
    ]
    assert len({p.split("<main")[1].split("csrf_token")[0] for p in pages}) == 1
    assert "5 keer een verkeerde code" in pages[-1]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Lees over: [a-z]"),
        ("de", "Hierzu gibt es Hinweise: [A-Z]"),
        ("en", "There is something to know about: [a-z]"),
    ],
)
def test_subjects_within_a_sentence_are_written_as_the_language_does(
    jobseeker: FlaskClient, lang: str, said: str
) -> None:
    post(jobseeker, "/language", {"lang": lang})
    assert re.search(said, text_of(jobseeker, "/me/"))


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": "Jan 111222333"}, "name"), ({"phone": "111222333"}, "phone"), ({"email": "111222333@voorbeeld.nl"}, "email")],
    ids=["name", "phone", "e-mail"],
)  # fmt: skip
def test_contact_details_hold_no_bsn(jobseeker: FlaskClient, store: Store, given: dict[str, str], field: str) -> None:
    before, answer = store.contact("p-anna"), post(jobseeker, "/me/contact", given)
    assert answer.status_code == 422 and f'id="{field}-error"' in answer.get_data(as_text=True)
    assert store.contact("p-anna") == before
    assert post(jobseeker, "/me/contact", {"phone": "0612345678"}).status_code == 302


def test_agreeing_without_the_tick_says_what_to_do(jobseeker: FlaskClient, store: Store) -> None:
    answer = post(jobseeker, "/me/consent")
    assert answer.status_code == 422 and "Zet een vinkje" in answer.get_data(as_text=True)
    assert store.consent_at("p-anna") is None
