from __future__ import annotations

import textwrap
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bridge.lexicon import Concept
from matcher.extract import extract, level_in, sections, text_of
from matcher.models import Cefr, Diploma, Language, Pay, PayPeriod, Strength, Vacancy, VacancyKind
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
        pytest.param("eine examinierte Kraft, Altenpflege oder Krankenpflege", Diploma.MBO3, False, id="examined"),
        pytest.param("Erzieher, staatlich anerkannt", Diploma.MBO3, False, id="recognised by the state, behind"),
        pytest.param("staatlich geprüfte Kinderpflegerin", Diploma.MBO3, False, id="tested by the state"),
        pytest.param("Pflegefachkraft mit abgeschlossenem Examen", Diploma.MBO3, False, id="with an exam"),
        pytest.param("Approbation als Arzt", Diploma.HBO, False, id="licensed doctor"),
        pytest.param("approbierte Tierärztin", Diploma.HBO, False, id="licensed vet"),
        pytest.param("erstes und zweites Staatsexamen", Diploma.HBO, False, id="state exam"),
        pytest.param("Freude an der Arbeit in einer staatlich anerkannten Fachschule", None, False, id="of a school"),
        pytest.param("Sie unterstützen unsere examinierten Kräfte", None, False, id="of colleagues"),
    ],
)
def test_diploma(text: str, diploma: Diploma | None, none_needed: bool) -> None:
    asked = extract(ad(f"Profil\n{text}"), FINDER)
    assert (asked.diploma, asked.no_diploma) == (diploma, none_needed)


def test_who_is_wanted_is_read_above_the_first_heading_and_in_the_title() -> None:
    text = "Haus am See. Eine examinierte Kraft für 20–30 Stunden.\nAufgaben\nPflege\nProfil\nFreude\nDeutsch\nGeduld"
    asked = extract(ad(text), FINDER)
    assert (asked.diploma, asked.hours_min, asked.hours_max) == (Diploma.MBO3, 20, 30)
    assert extract(replace(ad("Wir sind nett."), title="Examinierte Pflegekraft"), FINDER).diploma is Diploma.MBO3


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


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param("Sehr gute Deutsch- und gute Englischkenntnisse", Cefr.C1, id="shared noun"),
        pytest.param("gute Englischkenntnisse, dazu Deutsch in Wort und Schrift", Cefr.B2, id="another language first"),
        pytest.param("Deutsch mind. A2", Cefr.A2, id="abbreviation before the level"),
        pytest.param("Deutschkenntnisse", Cefr.B1, id="bare"),
        pytest.param("You are fluent in German as well as English", Cefr.C1, id="English text"),
        pytest.param("Deutsch oder Niederländisch fließend", Cefr.A1, id="Dutch will do"),
        pytest.param("Sicherheitsunterweisung auf Deutsch oder Englisch", None, id="safety is no level"),
        pytest.param("Mathematik, gute Leistungen in Deutsch", None, id="a school subject"),
        pytest.param("Kunden der Deutschen Bahn sehr gut betreuen", None, id="part of a name"),
        pytest.param("Zuschuss zum Deutschlandticket, einfach", None, id="part of a word"),
    ],
)
def test_german_level_belongs_to_german(text: str, level: Cefr | None) -> None:
    german = extract(ad(f"Ihr Profil\n{text}"), FINDER).german
    assert (german.level, german.assumed) == (level, level is None)


@pytest.mark.parametrize(
    ("heading", "strength"),
    [
        *[pytest.param(h, Strength.REQUIRED, id=h) for h in (
            "Das bringst du mit", "Ihr Profil", "### Anforderungen", "**Was Sie mitbringen:**", "Was dich auszeichnet", "Dein Skillset",
            "Voraussetzungen:", "-Wen wir suchen-", "YOUR PROFILE", "Who you are:", "Wir erwarten", "DU BRINGST MIT", "Damit überzeugst du uns",
        )],
        *[pytest.param(h, Strength.TASK, id=h) for h in (
            "Aufgaben", "Ihre Aufgaben:", "Das erwartet dich:", "Was Sie bei uns bewegen", "Deine Rolle", "Zu deinen Aufgaben gehören", "Key responsibilities",
        )],
        *[pytest.param(h, Strength.BOAST, id=h) for h in (
            "Wir bieten", "Was wir dir bieten:", "Über uns", "Unser Angebot", "Deine Benefits", "Das bekommst du", "We offer", "Worauf kannst du dich freuen?",
            "Jetzt bewerben!", "Konditionen",
        )],
        *[pytest.param(h, Strength.NICE, id=h) for h in ("Von Vorteil", "Nice to have:", "Preferred qualifications")],
    ],
)  # fmt: skip
def test_a_heading_sets_the_strength_of_what_follows(heading: str, strength: Strength) -> None:
    (skill,) = extract(ad(f"Einleitung.\n\n{heading}\n- Arbeit mit SAP"), FINDER).skills
    assert skill.strength is strength


@pytest.mark.parametrize(
    ("text", "strengths"),
    [
        pytest.param("Sicherer Umgang mit SAP, Staplerschein von Vorteil", {"sap": "required", "fork": "nice"}, id="behind"),
        pytest.param("Staplerschein, idealerweise SAP", {"fork": "required", "sap": "nice"}, id="before"),
        pytest.param("SAP, MAG-Schweißen und Staplerschein von Vorteil", {"sap": "nice", "mag": "nice", "fork": "nice"}, id="a list"),
        pytest.param("Gültiger Staplerschein; SAP wünschenswert", {"fork": "required", "sap": "nice"}, id="semicolon"),
        pytest.param("Staplerschein kannst du bei uns machen", {"fork": "boast"}, id="given by the firm"),
    ],
)  # fmt: skip
def test_nice_to_have_reaches_its_own_clause_only(text: str, strengths: dict[str, str]) -> None:
    skills = extract(ad(f"Ihr Profil\n{text}"), FINDER).skills
    assert {s.concept: s.strength.value for s in skills} == strengths


def test_without_headings_the_wording_decides() -> None:
    skills = extract(ad("Wir schweißen im Team.\nDu hast Erfahrung mit SAP."), FINDER).skills
    assert [(s.concept, s.strength) for s in skills] == [("sap", Strength.REQUIRED)]


WRAPPED = textwrap.fill(
    "Unser Kunde sucht Verstärkung und freut sich über jede Bewerbung, die ihn auf diesem Weg erreicht. Aufgaben Fertigung von"
    " Baugruppen mit dem Roboter und nach Zeichnung in der Halle. Profil Abgeschlossene Ausbildung und Kenntnisse im"
    " MAG-Schweißen sowie ein gutes Auge für jede Abweichung Benefits Schulungen in SAP und viele weitere Angebote für alle,"
    " die sich weiterbilden wollen und dabei noch Spaß an der Sache haben, so wie wir das auch immer hatten und haben werden",
    width=70,
)


def test_headings_are_found_in_running_text_with_hard_wraps() -> None:
    found = {s.concept: s.strength for s in extract(ad(WRAPPED), FINDER).skills}
    assert found == {"mag": Strength.REQUIRED, "sap": Strength.BOAST}
    assert extract(ad(WRAPPED), FINDER).diploma is Diploma.MBO3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("Gute SAP-Kenntnisse", ["sap"], id="hyphen and knowledge"),
        pytest.param("Montage von Fenstern", ["assemble"], id="noun"),
        pytest.param("Arbeitszeit montags bis freitags", [], id="Montag is not Montage"),
        pytest.param("Kenntnisse in AV und Planung", ["av"], id="acronym of two letters"),
        pytest.param("die av-technik im Haus", [], id="acronym in small letters"),
        pytest.param("safe and sound", [], id="a word is no acronym"),
        pytest.param("Erfahrung mit SAFe", ["safe"], id="mixed capitals"),
        pytest.param("wir bohren Löcher", ["drill"], id="a verb"),
        pytest.param("Bohrer reinigen", [], id="the tool is not the verb"),
        pytest.param("Kabelmontage im Schaltschrank", ["assemble"], id="end of a compound"),
        pytest.param("Bohrkenntnisse", ["drill"], id="front of a compound"),
        pytest.param("Pflege der Maschinen", [], id="care of machines is not nursing"),
        pytest.param("Pflege und Betreuung", ["nurse"], id="nursing"),
        pytest.param("Elektroniker für Betriebstechnik", [], id="an occupation is not its field"),
    ],
)
def test_words_that_are_a_skill_and_words_that_only_look_like_one(text: str, found: list[str]) -> None:
    finder = SkillFinder.of(
        "de",
        [
            SAP,
            Concept("assemble", "skill", ("montage",), ("Montieren", "Montage", "Montagearbeiten")),
            Concept("av", "skill", ("werkvoorbereiding",), ("Arbeitsvorbereitung", "AV")),
            Concept("safe", "knowledge", ("SAFe",), ("SAFe",)),
            Concept("drill", "skill", ("boren",), ("Bohren",)),
            Concept("nurse", "skill", ("verplegen",), ("Krankenpflege", "Pflege")),
            Concept("electronics", "knowledge", ("elektronica",), ("Elektronik",)),
        ],
    )
    assert [f.concept.id for f in finder.find(text)] == found


@pytest.mark.parametrize(
    ("text", "required", "nice"),
    [
        pytest.param("Führerschein der Klasse B, BE wünschenswert", ("B",), ("BE",), id="the clause goes on"),
        pytest.param("Führerschein Klasse B zwingend, Anhängerführerschein von Vorteil", ("B",), ("BE",), id="trailer"),
        pytest.param("Führerschein Klasse C1 oder die alte Klasse 3", ("C1", "B"), (), id="old class beside new"),
        pytest.param("A valid Class B driver’s license", ("B",), (), id="English"),
        pytest.param("Staplerschein und Baumaschinenführerschein", (), (), id="not for the road"),
        pytest.param("IT, Technik und Auftrags T", (), (), id="letters in words"),
    ],
)
def test_licences_in_clauses(text: str, required: tuple[str, ...], nice: tuple[str, ...]) -> None:
    asked = extract(ad(f"Profil\n{text}"), FINDER)
    assert (asked.licences, asked.licences_nice) == (required, nice)


@pytest.mark.parametrize(
    ("text", "diploma", "open_to_all"),
    [
        pytest.param("Gesellenbrief oder mehrere Jahre Praxis", Diploma.MBO3, False, id="or practice"),
        pytest.param("Ausbildung mit Weiterbildung zum Techniker", Diploma.MBO4, False, id="and further training"),
        pytest.param("Bachelor's degree or equivalent experience", Diploma.HBO, False, id="English"),
        pytest.param("Eine Ausbildung ist nicht erforderlich", None, True, id="not needed"),
        pytest.param("Ausbildung ist schön, aber kein Muss", None, True, id="no must"),
        pytest.param("Anleitung von Auszubildenden", None, False, id="teaching others"),
    ],
)
def test_diploma_and_whether_one_may_come_without(text: str, diploma: Diploma | None, open_to_all: bool) -> None:
    asked = extract(ad(f"Profil\n{text}"), FINDER)
    assert (asked.diploma, asked.no_diploma) == (diploma, open_to_all)


@pytest.mark.parametrize(
    ("text", "diploma", "experience_does"),
    [
        pytest.param("abgeschlossene Ausbildung oder mehrjährige Erfahrung", Diploma.MBO3, True, id="mason"),
        pytest.param("Gesellenbrief oder mehrere Jahre Praxis", Diploma.MBO3, True, id="practice"),
        pytest.param("Bachelor's degree or equivalent experience", Diploma.HBO, True, id="English"),
        pytest.param("Ausbildung als Koch, alternativ mehrere Jahre Erfahrung", Diploma.MBO3, True, id="alternatively"),
        pytest.param("abgeschlossene Ausbildung und mehrjährige Erfahrung", Diploma.MBO3, False, id="both"),
        pytest.param("Eine Ausbildung oder Erfahrung ist nicht erforderlich", None, True, id="neither"),
    ],
)
def test_experience_in_place_of_a_diploma_is_not_no_diploma(
    text: str, diploma: Diploma | None, experience_does: bool
) -> None:
    asked = extract(ad(f"Profil\n{text}"), FINDER)
    assert (asked.diploma, asked.or_experience) == (diploma, experience_does)
    assert asked.no_diploma is (diploma is None)


def test_an_apprenticeship_does_not_ask_for_the_diploma_it_leads_to() -> None:
    assert extract(ad("Profil\nAusbildung zum Maurer", kind=VacancyKind.APPRENTICESHIP), FINDER).diploma is None


def test_a_field_of_study_is_no_skill_beside_the_diploma() -> None:
    finder = SkillFinder.of("de", [Concept("informatics", "knowledge", ("informatica",), ("Informatik",)), SAP])
    asked = extract(ad("Profil\nStudium der Informatik oder vergleichbar, Kenntnisse in SAP"), finder)
    assert [s.concept for s in asked.skills] == ["sap"]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        pytest.param("Gehalt nach Tarif: 2.950 bis 3.250 €, 39 Stunden", 2950, 3250, id="a span says month"),
        pytest.param("EUR 4.000, brutto/Monat", 4000, 4000, id="currency first"),
        pytest.param("Das Gehalt beträgt EUR 60.000 brutto/Jahr", 5000, 5000, id="a year"),
        pytest.param("Lohn: Helfer 15,00 €, Fachkraft 18,00 € (40 Stunden)", 2600, 3120, id="two groups"),
        pytest.param("Vergütung: 1.100 €, 1.190 €, 1.280 €", 1100, 1280, id="years of an apprenticeship"),
        pytest.param("Minijob 603 €, 14,40 € die Stunde", 603, 603, id="minijob at its own limit"),
        pytest.param("Bezuschussung von 19,25 €", None, None, id="a subsidy"),
        pytest.param("Einkaufsvolumen von 22 Mio. Euro", None, None, id="a volume"),
        pytest.param("Prämie von 3.000 € nach der Probezeit", None, None, id="a bonus"),
    ],
)
def test_pay_in_text(text: str, low: float | None, high: float | None) -> None:
    asked = extract(ad(text), FINDER)
    assert (asked.pay_low, asked.pay_high) == (low, high)


@pytest.mark.parametrize(
    ("text", "tariff"),
    [("Vergütung nach TVöD P7", "TVöD P7"), ("IG Metall ERA EG 5, Gleitzeit", "ERA EG 5"), ("Bezahlung nach AVR P10", "AVR P10"),
     ("GVP-Tarif E3", "GVP"), ("TVöD EG 9a: 3.500 bis 4.600 €", None), ("Obst und Kaffee", None)],
    ids=lambda x: str(x),
)  # fmt: skip
def test_a_collective_agreement_is_noted_and_no_figure_made_of_it(text: str, tariff: str | None) -> None:
    asked = extract(ad(text), FINDER)
    assert (asked.tariff or "").startswith(tariff or "")
    assert bool(asked.tariff) == bool(tariff)
    assert tariff is None or asked.pay_low is None


@pytest.mark.parametrize(
    ("text", "hours"),
    [("25 bis 39 Stunden, Gleitzeit", (25, 39)), ("37,5 Stunden, Teilzeit ab 18 Stunden", (18, 37.5)), ("20, 25 oder 30 Std.", (20, 30)),
     ("12-Stunden-Schichten", (None, None)), ("30 Stunden Fortbildung im Jahr", (None, None)), ("39-hour workweek", (39, 39)),
     ("zehn Stunden die Woche", (10, 10)), ("19,5 Stunden in der Woche", (19.5, 19.5))],
    ids=lambda x: str(x),
)  # fmt: skip
def test_hours_without_a_week(text: str, hours: tuple[float | None, float | None]) -> None:
    asked = extract(ad(text), FINDER)
    assert (asked.hours_min, asked.hours_max) == hours


@pytest.mark.parametrize(
    ("text", "years"),
    [("mindestens fünf Jahre Berufserfahrung", 5), ("drei bis fünf Jahre Erfahrung", 3), ("fundierte Erfahrung (5+ Jahre)", 5), ("At least 3 years of experience", 3),
     ("Gesellenbrief oder drei Jahre Praxis", None), ("langjährige Erfahrung", 3), ("über 20 Jahre Erfahrung", None), ("Die Ausbildung dauert drei Jahre", None)],
    ids=lambda x: str(x),
)  # fmt: skip
def test_years_of_experience(text: str, years: float | None) -> None:
    assert extract(ad(f"Profil\n{text}"), FINDER).years == years


@pytest.mark.parametrize(
    ("text", "agency"),
    [("im Rahmen der Arbeitnehmerüberlassung", True), ("Personaldienstleister, Übernahme durch den Kunden", True),
     ("Personaldienstleister in Direktvermittlung", None), ("keine Zeitarbeit, Festanstellung direkt", False), ("Familienbetrieb", None)],
    ids=lambda x: str(x),
)  # fmt: skip
def test_temporary_agency_in_text(text: str, agency: bool | None) -> None:
    assert extract(ad(text), FINDER).temporary_agency is agency


def test_the_field_of_the_agency_wins_over_the_text() -> None:
    assert extract(ad("Zeitarbeit", temporary_agency=False), FINDER).temporary_agency is False


WORDS = st.sampled_from(
    "Ihr Profil:|Wir bieten|SAP|MAG-Schweißen|Staplerschein|von Vorteil|idealerweise|Führerschein|Klasse|B|BE|,|;|.|(|)|\n|Deutsch|B2|gute|"
    "39|Stunden|€|3.000|bis|Jahre|Erfahrung|mindestens|Ausbildung|oder|Studium|keine|Minijob|603|IT|–|•|<li>|&amp;|ß|\u00ad".split(
        "|"
    )
)


@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=300))
def test_any_text_is_read_and_every_span_points_at_its_words(text: str) -> None:
    vacancy = ad(text)
    asked = extract(vacancy, FINDER)
    whole = text_of(vacancy)
    assert all(whole[s.start : s.end] == s.text for s in asked.skills)
    assert asked.pay_low is None or (asked.pay_high is not None and asked.pay_low <= asked.pay_high)
    assert asked.hours_min is None or (asked.hours_max is not None and asked.hours_min <= asked.hours_max)
    assert not set(asked.licences) & set(asked.licences_nice)


@given(st.text(max_size=400))
def test_lines_stand_in_order_at_their_own_place(text: str) -> None:
    lines = list(sections(text))
    assert all(text[line.start : line.start + len(line.text)] == line.text for line in lines)
    assert [line.start for line in lines] == sorted(line.start for line in lines)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        pytest.param("Ob du Deutsch perfekt schreibst, ist uns egal.", Cefr.A2, id="perfect German does not matter"),
        pytest.param("Dein Deutsch muss nicht perfekt sein.", Cefr.A2, id="need not be perfect"),
        pytest.param(
            "Uns genügt ein Deutsch, mit dem du Lieferscheine verstehst.", Cefr.A2, id="enough to read papers"
        ),
        pytest.param("Gutes Deutsch reicht uns.", Cefr.B2, id="good is still good"),
        pytest.param("Deutsch oder Englisch in Grundzügen.", Cefr.A2, id="the level stands behind the second language"),
        pytest.param("Perfektes Deutsch in Wort und Schrift.", Cefr.C1, id="perfect German"),
    ],
)
def test_wordings_of_german_that_turn_the_usual_word_round(text: str, level: Cefr) -> None:
    assert extract(ad(f"Ihr Profil\n{text}"), FINDER).german == Language("de", level)
