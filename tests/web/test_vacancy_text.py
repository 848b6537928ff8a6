"""The advertisement as its reader sees it: marks of what was understood, and the same in Dutch words."""

from __future__ import annotations

import re
from html import escape

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from matcher.bridge import Bridge
from matcher.extract import extract, text_of
from matcher.models import Asked, AskedSkill, Cefr, Diploma, Language, Strength, Vacancy
from matcher.skilltext import SkillFinder
from web.vacancies import adtext, marks, rendering

AD = Vacancy(
    "10000-9-S", "Staplerfahrer (m/w/d)", "Fachlagerist/in",
    description="**Ihre Aufgaben**\n* Waren kommissionieren\n* Be- und Entladen von Lkw\n\n**Ihr Profil**\n* Staplerschein"
    " erforderlich\n* Gute Deutschkenntnisse\n* SAP-Kenntnisse von Vorteil",
)  # fmt: skip


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge.load()


@pytest.fixture(scope="module")
def asked(bridge: Bridge) -> Asked:
    return extract(AD, SkillFinder.of("de", bridge.skills))


def show(vacancy: Vacancy, asked: Asked) -> Markup:
    return marks.marked(adtext.clean(vacancy.description), vacancy, asked)


def test_what_was_understood_is_marked_by_how_strongly_it_is_asked(asked: Asked) -> None:
    kinds = {text: kind for kind, text in re.findall(r'wb-mark--(\w+)">([^<]+)</mark>', str(show(AD, asked)))}
    assert {"Staplerschein", "Deutschkenntnisse"} <= set(kinds)
    assert kinds["Staplerschein"] == "required" and kinds["Waren kommissionieren"] == "task"
    assert any(text.startswith("SAP") and kind == "nice" for text, kind in kinds.items())


def test_marks_change_nothing_but_add_marks(asked: Asked) -> None:
    without = re.sub(r"</?mark[^>]*>", "", str(show(AD, asked)))
    assert without == str(adtext.clean(AD.description))


HOSTILE = {
    "markup in a phrase": '<b onclick="x">Stapler</b>',
    "closing a mark": "</mark><script>alert(1)</script>",
    "entities": "A&B <GmbH>",
    "a quote": 'x" onmouseover="y',
}


@pytest.mark.parametrize("phrase", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_phrase_of_a_hostile_advertisement_stays_text(phrase: str) -> None:
    vacancy = Vacancy("1", "T", description=f"Wir suchen {escape(phrase)} und mehr")
    whole = text_of(vacancy)
    start = whole.index("suchen") + 7
    skill = AskedSkill("x", "skill", "x", Strength.REQUIRED, start, len(whole) - 9)
    html = str(show(vacancy, Asked(skills=(skill,))))
    assert set(re.findall(r"<(/?\w+)", html)) <= {"p", "/p", "mark", "/mark", "br"}


@given(st.text(max_size=200), st.integers(0, 100), st.integers(0, 100))
def test_any_span_in_any_text_leaves_the_text_as_it_is(text: str, start: int, length: int) -> None:
    vacancy = Vacancy("1", "T", description=text)
    skill = AskedSkill("x", "skill", "x", Strength.TASK, start, min(start + length, len(text_of(vacancy))))
    cleaned = adtext.clean(text)
    assert re.sub(r"</?mark[^>]*>", "", str(marks.marked(cleaned, vacancy, Asked(skills=(skill,))))) == str(cleaned)


def test_a_word_inside_a_longer_word_is_not_marked() -> None:
    vacancy = Vacancy("1", "T", description="SAP und SAPHIR")
    at = text_of(vacancy).index("SAP")
    html = str(show(vacancy, Asked(skills=(AskedSkill("sap", "software", "SAP", Strength.REQUIRED, at, at + 3),))))
    assert html.count("<mark") == 1 and "SAPHIR" in html


def test_an_advertisement_reads_in_dutch(app: Flask, bridge: Bridge, asked: Asked) -> None:
    with app.test_request_context():
        dutch = rendering.in_dutch(AD, asked, bridge)
    assert dutch.occupation.lower() in ("magazijnmedewerker", "logistiek medewerker", "heftruckchauffeur")
    assert any("heftruck" in word for word in dutch.required)
    assert dutch.tasks and all(word for word in (*dutch.tasks, *dutch.required, *dutch.nice))


def test_an_occupation_that_the_bridge_does_not_know_is_not_guessed(bridge: Bridge) -> None:
    assert rendering.dutch_title(Vacancy("1", "Zzyzx Qwrtl (m/w/d)"), bridge) == ""


def test_papers_are_named_in_words_and_a_usual_level_is_not_passed_off_as_asked(app: Flask, bridge: Bridge) -> None:
    said = Asked(german=Language("de", Cefr.B2), diploma=Diploma.MBO4, licences=("B", "BE"), years=2)
    usual = Asked(german=Language("de", Cefr.B2, assumed=True))
    with app.test_request_context():
        assert rendering.in_dutch(AD, said, bridge).required == (
            "Duits op niveau B2", "diploma vergelijkbaar met mbo niveau 4", "rijbewijs B, BE", "2 jaar ervaring",
        )  # fmt: skip
        assert rendering.in_dutch(AD, usual, bridge).required == ()


NAMES = {
    "several specialists, one head": ("Pflegefachmann/-frau", "Verpleegkundige"),
    "two as sure, one says it": ("Fachkraft - Lagerlogistik", "Magazijnmedewerker"),
    "a driver at home and abroad": ("Berufskraftfahrer/in", "Vrachtwagenchauffeur"),
    "one of many with this title says it": ("Fleischer/in", "Slager"),
    "a manager of any shop": ("Filialleiter/in, Verkaufsstellenleiter/in", "Bedrijfsleider winkel"),
    "food of any kind": ("Helfer/in - Lebensmittelherstellung", "Productiemedewerker voedingsmiddelen"),
    "packing, no printing": ("Helfer/in - Papier, Verpackung", "Productiemedewerker verpakking"),
    "harvest as well as gardens": ("Helfer/in - Gartenbau", "Medewerker tuinbouw en groen"),
    "a shop, no market": ("Verkäufer/in", "Verkoopmedewerker winkel"),
    "a canteen": ("Großküchenkoch/-köchin", "Kok"),
    "a level that the German does not say": ("IT-Systemadministrator/in", "Systeembeheerder"),
    "no Dutch occupation says it": ("Risk-Manager/in", ""),
    "many special ones, no plain one": ("Facharzt/-ärztin - Öffentliches Gesundheitswesen", ""),
    "only guesses": ("Kundenberater/in", ""),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_vacancy_has_the_plain_dutch_name_or_none(case: str, bridge: Bridge) -> None:
    german, dutch = NAMES[case]
    assert rendering.dutch_title(Vacancy("v", german, occupation=german), bridge) == dutch


HEADS = {
    "specialists of one occupation": (["Verpleegkundige cardiologie", "Verpleegkundige oncologie"], "Verpleegkundige"),
    "a field is no occupation": (["Hoofd sterilisatie gezondheidszorg", "Assistent gezondheidszorg"], ""),
    "half a name is none": (["Wetenschappelijk onderzoeker", "Wetenschappelijk medewerker"], ""),
    "nothing in common": (["Metselaar", "Stukadoor"], ""),
}


@pytest.mark.parametrize("case", HEADS)
def test_several_names_become_the_occupation_they_share(case: str, bridge: Bridge) -> None:
    names, head = HEADS[case]
    assert rendering.common_head(names, bridge.dutch_names) == head
