"""What a German advertisement asks for and offers, read from its fields and its text; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matcher.extract import languages, papers, terms
from matcher.extract.cue import Cue
from matcher.extract.fields import of_another_field
from matcher.extract.languages import level_in
from matcher.extract.pay import MINIJOB, pay_per_month, tariff_in
from matcher.extract.sections import Line, sections
from matcher.models import Asked, AskedSkill, Cefr, Diploma, Strength, Vacancy, VacancyKind
from matcher.skilltext import Found, SkillFinder
from matcher.text import plain

STRONGEST_FIRST = (Strength.REQUIRED, Strength.TASK, Strength.NICE, Strength.BOAST)
# After these words stands what someone has learnt ("Studium der Informatik" asks for a diploma, not for a skill
# beside it), up to a word that begins a new demand.
LEARNT = Cue.of(
    r"(?:studium|studiengang\w*|hochschulabschluss|bachelor\w*|master\w*|degree|(?:berufs)?ausbildung|abschluss|examen|studier\w+|meister(?:brief)?)\b"
    r"(?P<field>[^.;]*?)(?=\.|;|$|kenntnis|erfahrung|umgang|weiterbildung|\bmit\b|\bsowie\b|\bdu\b|experience|know-?how|knowledge|wünschenswert)",
    "studi|hochschul|bachelor|master|degree|ausbildung|abschluss|examen|meister",
)
# "Zusammenarbeit mit Einkauf und Vertrieb" names colleagues, not skills.
COLLEAGUES = Cue.of(
    r"(?:zusammenarbeit|abstimmung|schnittstelle|abgestimmt|kommunikation|ansprechpartner|unterstützung)\s+(?:\w+\s+)?"
    r"(?:mit|zu|zwischen|für|de[rs])\b(?P<who>[^.;]{0,70})",
    "zusammenarbeit|abstimmung|schnittstelle|abgestimmt|kommunikation|ansprechpartner|unterstützung",
)
DEPARTMENTS = frozenset(
    "einkauf verkauf vertrieb außendienst innendienst kundendienst produktion logistik versand marketing controlling montage"
    " qualitätssicherung konstruktion buchhaltung entwicklung produktentwicklung personalwesen lager finance".split()
)


def text_of(vacancy: Vacancy) -> str:
    """The plain text that offsets count in: the title, a line break, the description without marks."""
    return f"{vacancy.title}\n{plain(vacancy.description or '')}"


def extract(vacancy: Vacancy, finder: SkillFinder, default_level: Cefr | None = None, isco: str | None = None) -> Asked:
    """Everything an advertisement asks for; `default_level` is the usual German level where the text is silent.

    `isco` is the ISCO-08 unit group of its main occupation: some words are a skill in their own field only.
    """
    whole = text_of(vacancy)
    text = whole[len(vacancy.title) + 1 :]
    lines = list(sections(whole))
    asking = [line for line in lines if line.strength is not Strength.BOAST]
    low_hours, high_hours = terms.hours(whole)
    low, high = pay_per_month(vacancy.pay, text, high_hours, bool(vacancy.minijob) or bool(MINIJOB.search(whole)))
    required, nice = papers.licences(asking)
    return Asked(
        skills=tuple(_skills(lines, finder, isco)),
        german=languages.german(lines, default_level),
        other_languages=tuple(languages.other_languages(asking)),
        licences=required,
        licences_nice=nice,
        diploma=_diploma(vacancy, lines),
        no_diploma=papers.no_diploma(lines),
        or_experience=papers.or_experience(lines),
        years=papers.years(asking),
        shifts=terms.shifts(vacancy, whole),
        hours_min=low_hours,
        hours_max=high_hours,
        pay_low=low,
        pay_high=high,
        pay_hours=high_hours,
        temporary_agency=terms.temporary_agency(vacancy, whole),
        career_changers=terms.career_changers(vacancy, text),
        starts=vacancy.starts,
        isco=isco,
        tariff=tariff_in(text) if high is None else None,
    )


def _diploma(vacancy: Vacancy, lines: Sequence[Line]) -> Diploma | None:
    """An apprenticeship or internship teaches; the training it names is not one it asks for."""
    learning = vacancy.kind in (VacancyKind.APPRENTICESHIP, VacancyKind.INTERNSHIP)
    return None if learning else papers.diploma(lines)


def _skills(lines: Sequence[Line], finder: SkillFinder, isco: str | None) -> Iterator[AskedSkill]:
    """Each skill once, as strongly as it is asked anywhere."""
    best: dict[str, AskedSkill] = {}
    for line in lines:
        for found in _named(line, finder, isco):
            skill = _asked(found, line)
            known = best.get(skill.concept)
            if known is None or STRONGEST_FIRST.index(skill.strength) < STRONGEST_FIRST.index(known.strength):
                best[skill.concept] = skill
    yield from best.values()


def _named(line: Line, finder: SkillFinder, isco: str | None) -> Iterator[Found]:
    """The skills a line names; without fields of study and of others' work, colleagues, what things are made of, German."""
    learnt = [m.span("field") for m in LEARNT.finditer(line.text)]
    colleagues = [m.span("who") for m in COLLEAGUES.finditer(line.text)]
    for found in finder.find(line.text):
        kind = found.concept.kind
        apart = (
            (kind in ("knowledge", "skill") and _within(found, learnt))
            or (found.text.lower() in DEPARTMENTS and _within(found, colleagues))
            or (kind == "material" and line.strength not in (Strength.REQUIRED, Strength.NICE))
            or (kind == "knowledge" and line.start == 0)
            or found.concept.de[0].startswith("Deutsch")
            or of_another_field(found.text, found.concept.isco, isco)
        )
        if not apart:
            yield found


def _within(found: Found, spans: Sequence[tuple[int, int]]) -> bool:
    return any(a <= found.start < b for a, b in spans)


def _asked(found: Found, line: Line) -> AskedSkill:
    concept, at = found.concept, line.start
    return AskedSkill(concept.id, concept.kind, found.text, line.strength, at + found.start, at + found.end)


__all__ = ["extract", "level_in", "pay_per_month", "sections", "tariff_in", "text_of"]
