"""Texts: every level and gap has its message, every sentence of the interface its translations."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from flask import Flask

from matcher import scoring
from matcher.facts import FACTS
from matcher.models import Factor, Gap
from matcher.text import plain
from web import i18n, labels, messages
from web.vacancies import adtext

WEB = Path(i18n.__file__).parent
PLACEHOLDER = re.compile(r"%\((\w+)\)s")
LEVELS = [(rule.name, level.name) for rule in scoring.FACTORS for level in rule.levels]
GRADES = [("commute", f"over_limit_{grade}") for grade in ("further", "far")]
GAPS = ("language", "licence", "diploma", "regulated", "certificate", "skill")


def sources() -> set[object]:
    """Every sentence that code and templates hand to gettext."""
    keywords = {"_": None, "gettext": None, "lazy": None, "marked": None, "ngettext": (1, 2)}
    methods = [("**.py", "python"), ("templates/**.html", "jinja2")]
    return {found[2] for found in extract_from_dir(WEB, method_map=methods, keywords=keywords)}


def test_no_sentence_hides_where_the_search_for_sentences_does_not_see_it() -> None:
    said = {
        node.args[0].value
        for path in WEB.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "lazy", "marked")
        if isinstance(node.args[0], ast.Constant)
    }
    assert len(said) > 500 and said - sources() == set()


@pytest.mark.parametrize("lang", ["nl", "de"])
def test_every_sentence_is_translated_with_the_same_values(lang: str) -> None:
    catalogue, wrong = i18n.catalogue(lang), []
    for source in sources():
        one = source[0] if isinstance(source, tuple) else source
        text = catalogue.ngettext(*source, 1) if isinstance(source, tuple) else catalogue._catalog.get(one)
        if not text or set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(str(one))):
            wrong.append(source)
    assert wrong == []


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize(("name", "level"), [*LEVELS, *GRADES], ids=lambda x: x)
def test_every_level_has_a_message_that_reads_without_its_values(name: str, level: str, lang: str, app: Flask) -> None:
    with app.test_request_context():
        texts = [messages.factor_text(Factor(name, level, 1, 2), lang, own) for own in (False, True)]
        assert messages.factor_name(name, lang)
    for text in texts:
        assert text.endswith(".") and "{" not in text and "[" not in text and ": ." not in text and ".." not in text


def test_what_the_person_reads_has_the_same_values_in_the_same_places() -> None:
    levels = {**{f"{name}.{level}": messages.texts()[name][level] for name, level in (*LEVELS, *GRADES)},
              **{f"gaps.{kind}": messages.texts()["gaps"][kind] for kind in GAPS}}  # fmt: skip
    own = {f"{part}.{name}": found for part, names in messages.own_texts().items() for name, found in names.items()}
    assert own.pop("gaps.skills").keys() == i18n.LANGUAGES.keys()
    assert own.keys() <= levels.keys(), "a level that does not exist is never read"
    for name, found in own.items():
        assert found.keys() == i18n.LANGUAGES.keys(), name
        for lang, text in found.items():
            assert set(messages.VALUE.findall(text)) <= set(messages.VALUE.findall(levels[name][lang])), (name, lang)


def test_all_skills_that_are_missing_are_one_step_for_the_person(app: Flask) -> None:
    skills = [Gap("skill", w, {"asked": w, "asked_nl": f"{w} in het Nederlands"}) for w in ("Stahl", "Kran")]
    language = Gap("language", "B1", {"asked": "B1", "has": "A2"})
    with app.test_request_context():
        first, second = messages.own_steps([language, *skills], "nl")
        assert len(messages.own_steps(skills[:1], "nl")) == 1
    assert "B1 (een gesprek over werk" in first and "A2 (een eenvoudig gesprek" in first
    assert "Stahl in het Nederlands, Kran in het Nederlands" in second and "Kunt u iets hiervan wel?" in second


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", GAPS)
def test_every_gap_is_a_step(kind: str, lang: str, app: Flask) -> None:
    with app.test_request_context():
        text = messages.gap_text(Gap(kind, "mbo4", {"asked": "mbo4", "has": "mbo2"}), lang)
    assert "{" not in text and ("mbo" in text)


@pytest.mark.parametrize(("lang", "there", "lacking"), [("nl", "heftruck", "sorteren"), ("de", "Stapler", "sortieren")])
def test_skills_are_named_in_the_language_of_the_reader(app: Flask, lang: str, there: str, lacking: str) -> None:
    params = {"has": "heftruck", "has_de": "Stapler", "lacks": "sortieren", "lacks_nl": "sorteren"}
    with app.test_request_context():
        text = messages.factor_text(Factor("skills", "some", 1, 2, params), lang)
    assert there in text and lacking in text


@pytest.mark.parametrize("own", [False, True], ids=["adviser", "jobseeker"])
def test_what_an_occupation_only_mostly_brings_is_not_said_to_be_there(app: Flask, own: bool) -> None:
    params = {"has": "heftruck", "usual": "reachtruck", "lacks": ""}
    with app.test_request_context():
        there, usual = messages.factor_text(Factor("skills", "most", 1, 2, params), "nl", own).split(".", 1)
    assert "heftruck" in there and "reachtruck" not in there
    assert "reachtruck" in usual and ("vraag het na" in usual or "waarschijnlijk" in usual)


def test_a_missing_skill_is_named_in_both_languages_for_who_reads_dutch(app: Flask) -> None:
    gap = Gap("skill", "sortieren", {"asked": "sortieren", "asked_nl": "sorteren (sortieren)"})
    with app.test_request_context():
        assert "sorteren (sortieren)" in messages.gap_text(gap, "nl")
        assert "„sortieren“" in messages.gap_text(gap, "de")


def test_optional_parts_disappear_with_their_values() -> None:
    assert messages.fill("Near[: {minutes} min][ ({km} km)].", {"minutes": "8"}) == "Near: 8 min."
    assert messages.fill("A [b {c}] d", {}) == "A d"


def test_a_commute_beyond_the_limit_says_how_far_and_which_limit(app: Flask) -> None:
    km = {"limit_km": "40", "km": "43", "minutes": "38"}
    far = {"limit_minutes": "45", "km": "138", "minutes": "119", "grade": "far"}
    with app.test_request_context():
        little, much = (messages.factor_text(Factor("commute", "over_limit", 1, 13, p), "nl") for p in (km, far))
        own = messages.factor_text(Factor("commute", "over_limit", 1, 13, far), "de", own=True)
    assert little == "Iets verder dan gewenst: ongeveer 38 minuten (43 km); de grens is 40 km."
    assert much == "Veel verder dan gewenst: ongeveer 119 minuten (138 km); de grens is 45 minuten."
    assert own == "Es ist viel weiter, als Sie möchten: etwa 119 Minuten (138 km); Ihre Grenze liegt bei 45 Minuten."


def test_who_reads_german_reads_german_first_and_the_words_of_the_profile_marked_as_dutch(app: Flask) -> None:
    params = {"wished": "Heftruck & co", "wished_de": "Gabelstaplerfahrer/in", "title": "Fachlagerist"}
    dutch = '<span lang="nl">Heftruck &amp; co</span>'
    with app.test_request_context():
        same, unsure = (
            messages.factor_text(Factor("occupation", "same", 1, 2, p), "de")
            for p in (params, {**params, "wished_de": ""})
        )
        own = messages.factor_text(Factor("occupation", "close", 1, 2, params), "de", own=True)
        nl = messages.factor_text(Factor("occupation", "same", 1, 2, params), "nl")
    assert same == f"Der Beruf passt genau: Fachlagerist – im Profil: Gabelstaplerfahrer/in ({dutch})."
    assert unsure == f"Der Beruf passt genau: Fachlagerist – im Profil: {dutch}."
    assert own.endswith(f"oder schon gemacht haben: Gabelstaplerfahrer/in ({dutch}).")
    assert nl == "Het beroep past precies: Heftruck &amp; co – in het Duits: Fachlagerist."


def test_what_a_limit_of_travel_took_out_names_the_margin_as_well(app: Flask) -> None:
    said = {"nl": "nog 32 verder dan 40 km (met 15% speling)",
            "de": "32 weitere, mehr als 40 km entfernt (mit 15 % Spielraum)",
            "en": "32 more further away than 40 km (with a margin of 15%)"}  # fmt: skip
    with app.test_request_context():
        for lang, text in said.items():
            with i18n.speaking(lang):
                assert labels.removed("distance", 32, None, 40.0) == text


def test_every_fact_has_a_label_in_a_group() -> None:
    grouped = {name for names in labels.FACT_GROUPS.values() for name in names}
    assert set(FACTS) <= grouped and set(FACTS) <= set(labels.FACT_LABELS)


ADS = {
    "plain": ("Erste Zeile\nZweite\n\nNeu", "<p>Erste Zeile<br>Zweite</p><p>Neu</p>"),
    "markdown": ("## Wir\n* **Lohn** 3 < 4 & mehr\n- Auto", "<p><strong>Wir</strong></p><ul><li><strong>Lohn</strong> 3 &lt; 4 &amp; mehr</li><li>Auto</li></ul>"),
    "html": ("<h3>Wir</h3><p style='x'>Text <a href='//x'>Link</a></p>", "<strong>Wir</strong><br><p>Text Link</p>"),
    "entities": ("M&uuml;ller &lt;script&gt;x&lt;/script&gt;", "<p>Müller &lt;script&gt;x&lt;/script&gt;</p>"),
    "inline html": ("<script>x</script> <b>Hallo", "<p>&lt;script&gt;x&lt;/script&gt; &lt;b&gt;Hallo</p>"),
    "nothing": (None, ""),
}  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), ADS.values(), ids=ADS)
def test_an_advertisement_becomes_clean_html(given: str | None, expected: str) -> None:
    assert str(adtext.clean(given)) == expected
    assert plain(given or "").count("Wir") == expected.count("Wir")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://a.example/x", "a.example"), ("www.a.example", "www.a.example"), ("javascript:alert(1)", ""),
        ("ftp://a.example", ""), ("https://user:pw@a.example", ""), ("//", ""), ("https://[bad", ""), (None, ""),
    ],
)  # fmt: skip
def test_only_web_addresses_are_linked(url: str | None, host: str) -> None:
    assert adtext.external(url)[1] == host


@pytest.mark.parametrize(
    ("lang", "low", "high", "said"),
    [
        ("de", "2860", "2860", "2.860 Euro brutto"),
        ("de", "3200", "3900", "3.200 bis 3.900 Euro brutto"),
        ("nl", "1517", "1517", "1.517 euro bruto"),
        ("en", "3200", "3900", "3,200 to 3,900 euros gross"),
    ],
)
def test_pay_is_one_amount_or_two_in_the_notation_of_the_reader(lang: str, low: str, high: str, said: str) -> None:
    assert f": {said}" in messages.factor_text(Factor("pay", "below", 0, 2, {"low": low, "high": high}), lang)
    assert ":" not in messages.factor_text(Factor("pay", "below", 0, 2, {}), lang)


def test_who_advises_does_not_read_about_somebody_as_you() -> None:
    said = [text["nl"] for part in messages.texts().values() for text in part.values()]
    assert len(said) > 50 and [text for text in said if re.search(r"\b(u|uw)\b", text, re.IGNORECASE)] == []
