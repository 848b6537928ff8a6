"""What a jobseeker with a telephone and little experience meets: messages where one looks, forms that take what is typed."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from matcher.facts import with_facts
from matcher.models import Factor, Jobseeker, Location, Match, Vacancy
from matcher.rules.questions import FIRST, LAST
from matcher.store import Store
from matcher.store.decisions import Decision
from matcher.taken_out import mark
from tests.web import lint
from tests.web.conftest import STAMP, post, signed_in
from tests.web.test_own import REF, text_of
from web import i18n, messages
from web.access.links import NewLink
from web.me.left_out import left_out
from web.people import match_view

STATUS = re.compile(r'</h1>\s*<p class="wb-done" role="status" tabindex="-1" autofocus>([^<]+)</p>')


def said_after(client: FlaskClient, url: str, form: dict[str, str]) -> str:
    """The line under the h1 of the page to which a form leads; it is said once."""
    answer = post(client, url, form)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    html = text_of(client, answer.location)
    found = STATUS.search(html)
    assert lint.problems(html) == [] and not STATUS.search(text_of(client, answer.location))
    return found[1] if found else ""


# Said where one looks

SAID = {
    "interested": ("/me/answer", {"vacancy": REF, "status": "interested"}, "Gelukt. Uw adviseur ziet dat u interesse hebt."),
    "wishes": ("/me/wishes", {"max_minutes": "30"}, "Uw wensen zijn bewaard."),
    "contact": ("/me/contact", {"name": "Anna"}, "Uw contactgegevens zijn bewaard."),
    "a skill": ("/me/skills/skill", {"choice": "lassen"}, "Bewaard: lassen."),
    "a skill that is wrong": ("/me/skills/skill", {"concept": "lassen", "choice": "none"}, "Dit is uit uw profiel gehaald."),
    "out of the profile": (f"/me/take-out/{mark('p-anna', 'skills', 'wondzorg')}", {}, "Dit is uit uw profiel gehaald."),
    "added to the profile": ("/me/items/add/licences", {"licences": "CE"}, "Bewaard in uw profiel: Rijbewijs: CE."),
}  # fmt: skip


@pytest.mark.parametrize(("url", "form", "said"), SAID.values(), ids=SAID)
def test_what_was_done_stands_under_the_title(
    jobseeker: FlaskClient, url: str, form: dict[str, str], said: str
) -> None:
    assert said_after(jobseeker, url, form) == said


WRONG = {
    "no reason": ("/me/answer", {"vacancy": REF, "status": "not_interested"}, "reason"),
    "a wish": ("/me/wishes", {"max_km": "ver"}, "max_km"),
    "a question": ("/me/question/", {"fact": "current_wage", "current_wage": "26"}, "current_wage"),
}


@pytest.mark.parametrize(("url", "form", "field"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_stands_under_the_title_which_begins_with_it(
    jobseeker: FlaskClient, url: str, form: dict[str, str], field: str
) -> None:
    jobseeker.get("/me/question/?fact=current_wage")
    answer = post(jobseeker, url, form)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "<title>Fout: " in html and lint.problems(html) == []
    under = html.split("</h1>")[1][:400]
    assert 'role="alert" tabindex="-1" autofocus' in under and f'href="#{field}"' in under
    assert f'id="{field}"' in html, "the summary leads to the field"
    assert "<title>Fout" not in text_of(jobseeker, "/me/wishes")


# What one types

TYPED = {
    "a wage with a dot": ("current_wage", "2.650", 2650),
    "a wage as one writes it": ("current_wage", "€ 2.650,-", 2650),
    "a wage in words": ("wage_wish", "2650 euro", 2650),
    "a year's wage": ("partner_income", "16.500", 16500),
    "hours": ("nl_hours", "38,5", 38.5),
}


@pytest.mark.parametrize(("fact", "text", "meant"), TYPED.values(), ids=TYPED)
def test_a_number_is_stored_as_it_was_meant(
    app: Flask, link: NewLink, store: Store, fact: str, text: str, meant: float
) -> None:
    own, els = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    post(own, "/me/facts", {fact: text})
    assert store.fact_values("p-anna")[fact] == meant
    post(els, "/people/p-bram/facts", {fact: text})
    assert store.fact_values("p-bram")[fact] == meant


TOO_LITTLE = {
    "a slip": ("2.65", "Vul alleen het bedrag in, bijvoorbeeld 2650."),
    "words": ("veel", "Vul alleen het bedrag in, bijvoorbeeld 2650."),
    "a year's pay": ("32.000", "Vul het bedrag in euro per maand in, hoogstens 20.000."),
}


@pytest.mark.parametrize(("text", "said"), TOO_LITTLE.values(), ids=TOO_LITTLE)
def test_a_wage_that_cannot_be_one_is_asked_again(jobseeker: FlaskClient, store: Store, text: str, said: str) -> None:
    answer = post(jobseeker, "/me/facts", {"current_wage": text})
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422 and said in html and f'value="{text}"' in html
    assert "current_wage" not in store.fact_values("p-anna")


@pytest.mark.parametrize("text", ["7824 KM", "7824KM", "7824", " 7824 km "])
def test_a_postcode_is_taken_as_people_write_it(jobseeker: FlaskClient, store: Store, text: str) -> None:
    post(jobseeker, "/me/wishes", {"postcode": text})
    person = store.jobseeker("p-anna")
    assert person and with_facts(person, store.fact_values("p-anna")).postcode == "7824"


def test_what_is_no_postcode_is_told_with_an_example(jobseeker: FlaskClient) -> None:
    html = post(jobseeker, "/me/wishes", {"postcode": "Emmen"}).get_data(as_text=True)
    assert "Typ uw postcode, bijvoorbeeld 7824." in html and 'value="Emmen"' in html


# Questions


def test_pay_is_asked_first_and_working_at_home_last(jobseeker: FlaskClient) -> None:
    seen: list[str] = []
    for _ in range(20):
        answer = jobseeker.get("/me/question/")
        if answer.status_code == 302:
            break
        seen.append(answer.get_data(as_text=True).split('name="fact" value="')[1].split('"')[0])
        post(jobseeker, "/me/question/", {"fact": seen[-1], "skip": "yes"})
    assert (seen[0],) == FIRST and not set(LAST) & set(seen[:-1])
    html = text_of(jobseeker, "/me/question/" if answer.status_code != 302 else answer.location)
    assert "zijn bewaard" not in html and "Er zijn nu geen vragen meer" in html


# No work in Germany, and what is left out


def test_who_does_not_want_germany_reads_why_there_are_no_jobs(app: Flask, link: NewLink) -> None:
    own, els = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    assert "wil niet in Duitsland werken" not in text_of(els, "/people/p-anna")
    post(own, "/me/wishes", {"germany": "no"})
    html = text_of(own, "/me/")
    assert "U wilt niet in Duitsland werken. Daarom laten we geen banen zien." in html
    assert 'href="/me/wishes"' in html and "wb-match" not in html and lint.problems(html) == []
    adviser = text_of(els, "/people/p-anna")
    assert "Deze persoon wil niet in Duitsland werken (werkzoekende, 10 mrt" in adviser and "Pflegefachkraft" in adviser
    post(own, "/me/wishes", {"germany": "yes"})
    assert "wb-match" in text_of(own, "/me/")


BEN = Jobseeker("p", "vum", max_km=40, max_minutes=45)
COUNTS = {
    "wishes, most first": (
        {"hours": 5, "distance": 32}, "32 zijn te ver (ruim meer dan 40 km), bij 5 passen de uren niet", (),
    ),
    "one of each": (
        {"distance": 1, "minutes": 1, "hours": 1, "shifts": 1},
        "1 is te ver (ruim meer dan 40 km), bij 1 is de reis te lang (ruim meer dan 45 minuten), "
        "bij 1 passen de uren niet, 1 is in wisselende diensten", (),
    ),
    "what is no wish": (
        {"licence": 2, "kind": 1}, "",
        ("Voor 2 banen hebt u een ander rijbewijs nodig.", "1 plek is een leerbaan of een stage."),
    ),
    "nothing": ({"hours": 0}, "", ()),
}  # fmt: skip


@pytest.mark.parametrize(("counts", "wishes", "other"), COUNTS.values(), ids=COUNTS)
def test_what_was_left_out_is_said_by_its_reason(
    app: Flask, counts: dict[str, int], wishes: str, other: tuple[str, ...]
) -> None:
    with app.test_request_context():
        found = left_out(BEN, counts)
    assert (found.wishes, found.other) == (wishes, other)


def test_only_wishes_lead_to_the_form_of_wishes(jobseeker: FlaskClient, store: Store) -> None:
    store.publish_matches(store.start_run("match", STAMP), "p-anna", [], {"licence": 2})
    html = text_of(jobseeker, "/me/")
    assert "ander rijbewijs nodig" in html and "Pas uw wensen aan" not in html
    store.publish_matches(store.start_run("match", STAMP), "p-anna", [], {"licence": 2, "shifts": 3})
    assert "Deze banen lieten we weg: 3 zijn in wisselende diensten." in text_of(jobseeker, "/me/")


# From a job to the skill it asks, and back


def test_a_skill_that_a_job_asks_is_searched_already_and_leads_back(jobseeker: FlaskClient) -> None:
    found = re.search(r'href="(/me/skills/skill\?q=x&amp;job=[^"]+)"', text_of(jobseeker, f"/me/jobs/{REF}"))
    assert found
    html = text_of(jobseeker, found[1].replace("&amp;", "&"))
    assert 'name="q" value="x"' in html and f'href="/me/jobs/{REF}"' in html and lint.problems(html) == []
    answer = post(jobseeker, "/me/skills/skill", {"choice": "lassen", "q": "x", "job": REF})
    assert answer.location == f"/me/jobs/{REF}"
    said = STATUS.search(text_of(jobseeker, answer.location))
    assert said and said[1] == "Bewaard: lassen."


def test_nobody_is_sent_to_a_place_that_a_form_names(jobseeker: FlaskClient) -> None:
    for job in ("//evil.example", "https://evil.example", "nothing"):
        answer = post(jobseeker, "/me/skills/skill", {"choice": "lassen", "job": job})
        assert answer.location == "/me/skills/"


@pytest.mark.parametrize("step", ["hired", "started"])
def test_a_job_that_one_has_is_not_suggested_any_more(jobseeker: FlaskClient, store: Store, step: str) -> None:
    store.decide(Decision("p-anna", REF, step, None, "els", STAMP))
    assert f'href="/me/jobs/{REF}"' not in text_of(jobseeker, "/me/")
    assert f'href="/me/jobs/{REF}"' in text_of(jobseeker, "/me/answers/")


# The reader's language

SKILL_WORDS = {"nl": ("wondverzorging", "Wundversorgung"), "de": ("Wundversorgung", "wondverzorging"), "en": ("wondverzorging</span> – <span lang=\"de\">Wundversorgung", None)}  # fmt: skip


@pytest.mark.parametrize(("lang", "words"), SKILL_WORDS.items(), ids=SKILL_WORDS)
def test_skills_are_shown_in_the_readers_language(
    jobseeker: FlaskClient, lang: str, words: tuple[str, str | None]
) -> None:
    post(jobseeker, "/language", {"lang": lang})
    card = text_of(jobseeker, "/me/profile").split('id="h-understood"')[1].split("</section>")[0]
    assert words[0] in card and (words[1] is None or words[1] not in card)


HAS = {
    "one by one": ("lassen, boren", "Schweißen, Bohren", "lassen (Schweißen), boren (Bohren)"),
    "the same word": ("Excel", "Excel", "Excel"),
    "not one by one": ("lassen, MIG, MAG", "MIG/MAG-Schweißen", "lassen, MIG, MAG"),
}


@pytest.mark.parametrize(("dutch", "german", "said"), HAS.values(), ids=HAS)
def test_who_reads_english_sees_the_german_word_beside_the_dutch(
    app: Flask, dutch: str, german: str, said: str
) -> None:
    factor = Factor("skills", "all", 1, 1, {"has": dutch, "has_de": german})
    with app.test_request_context():
        assert messages.factor_text(factor, "en", own=True).endswith(f": {said}.")
        assert messages.factor_text(factor, "de", own=True).endswith(f": {german}.")


def test_what_one_cannot_do_is_said_in_a_sentence(app: Flask, link: NewLink) -> None:
    own, els = signed_in(app, "jobseeker", link), signed_in(app, "adviser", link)
    post(own, "/me/skills/skill", {"concept": "lassen", "choice": "none"})
    assert "U kunt dit niet: lassen" in text_of(own, "/me/skills/")
    assert "Niet: lassen" in text_of(els, "/people/p-anna/understood")


def test_headings_say_what_stands_below_them(jobseeker: FlaskClient) -> None:
    profile = text_of(jobseeker, "/me/profile")
    assert "Uw situatie</h2>" in profile and "Uw antwoorden</h2>" not in profile
    assert "Uw naam delen: ja of nee</h1>" in text_of(jobseeker, "/me/consent")
    assert "Uzelf ook" in text_of(jobseeker, "/me/log")
    assert "Voeg toe wat u kunt" in text_of(jobseeker, "/me/skills/")
    assert all("U zelf" not in str(text) for text in i18n.catalogue("nl")._catalog.values())


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        pytest.param({}, "Past goed", id="nothing costs"),
        pytest.param({"language": 0.2}, "Past redelijk", id="far too little German"),
        pytest.param({"hours": 0.0}, "Past redelijk", id="other hours"),
        pytest.param({"commute": 0.1}, "Past redelijk", id="beyond the limit"),
        pytest.param({"pay": 0.0}, "Past goed", id="pay alone"),
    ],
)
def test_no_sum_of_points_makes_a_job_fit_well_that_a_wish_of_the_person_stands_against(
    app: Flask, levels: dict[str, float], said: str
) -> None:
    shares = {name: 1.0 for name in ("occupation", "skills", "language", "hours", "commute", "pay")} | levels
    factors = tuple(Factor(name, "x", 20 * share, 20, {}) for name, share in shares.items())
    with app.test_request_context():
        assert match_view.fit(Match("p", "v", 85.0, factors)) == said


def test_the_place_of_a_match_is_the_one_that_its_way_leads_to(app: Flask) -> None:
    work = Vacancy("v", "Koch", locations=(Location(town="Rheine"), Location(town="Lingen"), Location(town="Meppen")))
    way = Factor("commute", "near", 10, 12, {"town": "Lingen"})
    with app.test_request_context():
        assert match_view.town_for(Match("p", "v", 85.0, (way,)), work) == "Lingen en nog 2"
        assert match_view.town_for(Match("p", "v", 85.0, ()), work) == "Rheine en nog 2"
