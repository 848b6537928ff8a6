from __future__ import annotations

import pytest

from matcher.bridge.lexicon import Concept
from matcher.extract import extract, level_in, sections
from matcher.models import Cefr, Diploma, Language, Pay, PayPeriod, Strength, Vacancy
from matcher.skilltext import SkillFinder

MAG = Concept("mag", "skill", ("MAG-lassen",), ("MAG-Schweißen", "MAG-Schweissen"))
SAP = Concept("sap", "software", ("SAP",), ("SAP",))
FORK = Concept("fork", "certificate", ("heftruckcertificaat",), ("Staplerschein", "Gabelstaplerschein"))
FINDER = SkillFinder.of("de", [MAG, SAP, FORK])


def ad(text: str, **fields: object) -> Vacancy:
    return Vacancy("r", "Schweißer (m/w/d)", description=text, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "level", "assumed"),
    [
        pytest.param("Gute Deutschkenntnisse in Wort und Schrift", Cefr.B2, False, id="gute"),
        pytest.param("sehr gute Deutschkenntnisse", Cefr.C1, False, id="sehr gute"),
        pytest.param("Du sprichst verhandlungssicher Deutsch", Cefr.C1, False, id="verhandlungssicher"),
        pytest.param("Grundkenntnisse der deutschen Sprache reichen", Cefr.A2, False, id="Grundkenntnisse"),
        pytest.param("Deutsch mind. B2", Cefr.B2, False, id="named"),
        pytest.param("Deutsch (B1/B2)", Cefr.B1, False, id="lower of two named"),
        pytest.param("fließend Deutsch und Englisch", Cefr.C1, False, id="fliessend"),
        pytest.param("keine Deutschkenntnisse erforderlich", Cefr.A1, False, id="none needed"),
        pytest.param("Wir freuen uns auf dich", Cefr.B1, True, id="silent"),
    ],
)
def test_german_level(text: str, level: Cefr, assumed: bool) -> None:
    assert extract(ad(text), FINDER, Cefr.B1).german == Language("de", level, assumed)


def test_the_level_is_read_beside_the_word_only() -> None:
    asked = extract(ad("Wir sind ein gutes Team.\nGrundlegende Deutschkenntnisse genügen."), FINDER)
    assert asked.german.level is Cefr.A2


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        pytest.param("Ihr Profil:\n- MAG-Schweißen", Strength.REQUIRED, id="profile"),
        pytest.param("Ihr Profil:\n- MAG-Schweißen von Vorteil", Strength.NICE, id="nice to have"),
        pytest.param("Ihre Aufgaben:\n- MAG-Schweißen", Strength.TASK, id="task"),
        pytest.param("Wir bieten:\n- Kurse im MAG-Schweißen", Strength.BOAST, id="praise of the firm"),
    ],
)
def test_how_strongly_a_skill_is_asked(text: str, strength: Strength) -> None:
    (skill,) = extract(ad(text), FINDER).skills
    assert (skill.concept, skill.strength) == ("mag", strength)


def test_a_skill_named_twice_counts_once_at_its_strongest() -> None:
    asked = extract(ad("Wir bieten:\nSAP-Schulung\nIhr Profil:\nKenntnisse in SAP"), FINDER)
    assert [(s.concept, s.strength) for s in asked.skills] == [("sap", Strength.REQUIRED)]


@pytest.mark.parametrize(
    ("text", "required", "nice"),
    [
        pytest.param("Führerschein Klasse B", ("B",), (), id="B"),
        pytest.param("Führerschein der Klassen C/CE", ("C", "CE"), (), id="C and CE"),
        pytest.param("Führerschein Klasse B von Vorteil", (), ("B",), id="nice"),
        pytest.param("Pkw-Führerschein", ("B",), (), id="car without class"),
        pytest.param("Führerschein Kl. 3", ("B",), (), id="old class 3"),
        pytest.param("Plan B haben wir immer", (), (), id="a letter alone"),
    ],
)
def test_licences(text: str, required: tuple[str, ...], nice: tuple[str, ...]) -> None:
    asked = extract(ad(f"Profil\n{text}"), FINDER)
    assert (asked.licences, asked.licences_nice) == (required, nice)


@pytest.mark.parametrize(
    ("text", "diploma", "none_needed"),
    [
        pytest.param("abgeschlossene Ausbildung als Schlosser", Diploma.MBO3, False, id="Ausbildung"),
        pytest.param("abgeschlossenes Studium der Informatik", Diploma.HBO, False, id="Studium"),
        pytest.param("Ausbildung oder Studium im Bereich IT", Diploma.MBO3, False, id="the lower suffices"),
        pytest.param("Meister oder staatlich geprüfter Techniker", Diploma.MBO4, False, id="Meister"),
        pytest.param("Keine Ausbildung nötig, wir lernen dich an", None, True, id="none"),
    ],
)
def test_diploma(text: str, diploma: Diploma | None, none_needed: bool) -> None:
    asked = extract(ad(f"Profil\n{text}"), FINDER)
    assert (asked.diploma, asked.no_diploma) == (diploma, none_needed)


@pytest.mark.parametrize(
    ("text", "pay", "low", "high"),
    [
        pytest.param("", Pay(3000, 3400, PayPeriod.MONTH), 3000, 3400, id="field, month"),
        pytest.param("", Pay(36000, 48000, PayPeriod.YEAR), 3000, 4000, id="field, year"),
        pytest.param("40 Stunden/Woche", Pay(15, 15, PayPeriod.HOUR), 2600, 2600, id="field, hour at 40 hours"),
        pytest.param("20 Std. pro Woche, Stundenlohn 15,00 €", None, 1300, 1300, id="text, hour at 20 hours"),
        pytest.param("2.900 € bis 3.400 € brutto im Monat", None, 2900, 3400, id="text, span"),
        pytest.param("Gehalt: 2800-3200 Euro brutto", None, 2800, 3200, id="text, dash"),
        pytest.param("Urlaubsgeld 500 € und 50 € Gutschein", None, None, None, id="bonus is no wage"),
        pytest.param("Umsatz 300.000 € im Jahr", None, None, None, id="turnover is no wage"),
    ],
)
def test_pay_per_month(text: str, pay: Pay | None, low: float | None, high: float | None) -> None:
    asked = extract(ad(text, pay=pay), FINDER)
    assert (asked.pay_low, asked.pay_high) == (low, high)


@pytest.mark.parametrize(
    ("text", "hours"),
    [("38,5 Std./Woche", (38.5, 38.5)), ("20 - 30 Stunden pro Woche", (20, 30)), ("40-Stunden-Woche", (40, 40)),
     ("24 Stunden Notdienst", (None, None)), ("30 Stunden/Woche", (30, 30))],
    ids=lambda x: str(x),
)  # fmt: skip
def test_hours(text: str, hours: tuple[float | None, float | None]) -> None:
    asked = extract(ad(text), FINDER)
    assert (asked.hours_min, asked.hours_max) == hours


@pytest.mark.parametrize(
    ("text", "shifts"),
    [("3-Schicht-Betrieb", True), ("Wechselschicht", True), ("keine Nachtschichten", False), ("Büro", None)],
    ids=lambda x: str(x),
)
def test_shifts(text: str, shifts: bool | None) -> None:
    assert extract(ad(text), FINDER).shifts is shifts


@pytest.mark.parametrize(
    ("text", "years"),
    [("mindestens 3 Jahre Berufserfahrung", 3), ("mehrjährige Berufserfahrung", 2), ("zwei Jahre Erfahrung", 2),
     ("seit 25 Jahren am Markt", None), ("5 Jahre Erfahrung von Vorteil", None)],
    ids=lambda x: str(x),
)  # fmt: skip
def test_years(text: str, years: float | None) -> None:
    assert extract(ad(f"Profil\n{text}"), FINDER).years == years


def test_level_words_alone_mean_nothing() -> None:
    assert level_in("wir sprechen") is None


def test_every_line_of_the_text_is_in_a_section_at_its_own_place() -> None:
    text = "Ihr Profil\n- MAG. Und mehr.\n\nWir bieten\nObst"
    for line in sections(text):
        assert text[line.start : line.start + len(line.text)] == line.text
