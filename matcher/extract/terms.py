"""Terms of work in an advertisement: hours a week, shifts, temporary agency, career changers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.extract.cue import Cue
from matcher.models import Vacancy

SHIFTS = Cue.of(
    r"(?:2|3|4|zwei|drei|vier|voll|wechsel|früh|spät|nacht|kontti|konti)[\s-]*schicht|schicht(?:dienst|arbeit|betrieb|system|bereit|modell)"
    r"|wochenend(?:dienst|arbeit|einsätze)|\bvollkonti\b|\bkonti\b|nachtdienst|nachtarbeit|früh-\s*(?:und|/|,)\s*spät|jede[nrs]?\s+(?:zweite[nrs]?|dritte[nrs]?|vierte[nrs]?)\s+(?:wochenende|samstag|sonntag)(?!\s+frei)"
    r"|samstage?\s+im\s+wechsel|(?:auch|\w+\s+auch)\s+(?:samstags|sonntags|an\s+wochenenden|am\s+wochenende|nachts)|samstag/sonntag\s+möglich|für\s+jeden\s+(?:oder\s+jeden\s+zweiten\s+)?samstag",
    "schicht|wochenend|konti|nacht|nachts|früh|samstag|sonntag",
)  # fmt: skip
NO_SHIFTS = Cue.of(
    r"(?:keine?|ohne)\s+(?:\w+\s+)?(?:schicht|nacht|wochenend)\w*|nur\s+(?:tagschicht|frühschicht)|\btagschicht\b|tagdienst|normalschicht|bürozeiten|kein\s+spätdienst\s+und|keine\s+rufbereitschaft"
    r"|mo(?:ntag)?s?\s*(?:-|–|bis)\s*(?:fr(?:eitag)?s?|do(?:nnerstag)?)\b[^.\n]{0,12}\d|montag\s*(?:–|-|bis)\s*(?:donnerstag|freitag)",
    "schicht|nacht|wochenend|tagdienst|bürozeit|spätdienst|rufbereit|mo|montag",
)  # fmt: skip
_HOURS = r"(?:std\.?|stunden|h)"
_N = r"\d{1,2}(?:[.,]\d{1,2})?"
_SPAN = rf"({_N})\s*(?:{_HOURS}\s*)?(?:(?:-|–|bis(?:\s+zu)?|oder|,(?=\s)|/|und)\s*(?:-)?\s*({_N})\s*)?"
WEEKLY = Cue.of(
    rf"(?:({_N}),\s+)?(?:({_N}),\s+)?{_SPAN}{_HOURS}\s*(?:/|pro\s+|je\s+|in\s+der\s+|die\s+|\s)?(?:woche|wö\w*|w\b)"
    rf"|({_N})[\s-]*(?:stunden|std\.?)[\s-]*woche|({_N})-?\s*(?:oder\s+({_N})-)?(?:stunden|hour)[\s-]*(?:vertrag|work)|{_SPAN}wochenstunden|({_N})\s+hours\s+per\s+week",
    "stund|std|hour|h/|h /|woche",
)  # fmt: skip
# Hours without "a week": only those a contract can have, and not a course, a shift or opening hours.
BARE = Cue.of(
    rf"(?:(\d{{2}}),\s+)?(?:(\d{{2}}),\s+)?{_SPAN}(?:stunden|std\.?)(?![\s-]*(?:schicht|dienst|modell|täglich|fortbildung|schulung|kurs|unterricht|pflege|lehrgang|notdienst|später|vor|am\s+tag|pro\s+tag|im\s+jahr|im\s+monat|früher|service)|\w)",
    "stunden|std",
)  # fmt: skip
NOT_WEEKLY_BEFORE = re.compile(
    r"(?:kurs|qualifizierung\s+\w+\s+\w+|weiterbildung|innerhalb\s+von|nach|§\s*\d+\s*\w*|sgb\s+xi)\W*\(?$", re.I
)
NOT_WEEKLY_AFTER = re.compile(r"^\W*(?:früher|fortbildung|\)?\s*abgeschlossen|rund\s+um)", re.I)
NUMBER_WORDS = {"zehn": 10.0, "zwölf": 12.0, "fünfzehn": 15.0, "zwanzig": 20.0, "dreißig": 30.0, "vierzig": 40.0}
WORD_HOURS = Cue.of(
    rf"\b({'|'.join(NUMBER_WORDS)})\s+stunden\s+(?:die|pro|in\s+der|je)\s+woche",
    "stunden",
)
LEAST, MOST = 3.0, 48.0
LEAST_BARE, MOST_BARE = 10.0, 42.0

LEASED = re.compile(r"arbeitnehmerüberlassung|zeitarbeit|leiharbeit", re.I)
PLACED = re.compile(
    r"direktvermittlung|personalvermittlung|arbeitsvermittlung|festanstellung\s+(?:bei|beim|direkt)|keine\s+(?:zeitarbeit|leiharbeit|arbeitnehmerüberlassung)",
    re.I,
)
NOT_AGENCY = re.compile(r"(?:keine|ohne)\s+(?:zeitarbeit|leiharbeit|arbeitnehmerüberlassung)", re.I)
STAFFING = re.compile(r"personaldienstleist|für\s+(?:einen\s+)?(?:unsere[nrs]?|einen)\s+(?:\w+\s+){0,2}kunden?\b", re.I)
ASSIGNED = re.compile(
    r"übernahme(?:option|chance|\s+durch|\s+möglich)|einsatz\s+(?:bei|mit)|einsatzort|unserem\s+(?:\w+\s+)?partner",
    re.I,
)
CAREER_CHANGERS = re.compile(r"quereinsteig|quereinstieg|seiteneinstieg|branchenfremd|umsteiger", re.I)
NO_CAREER_CHANGERS = re.compile(r"(?:kein|nicht\s+für)\s+quereinst\w*", re.I)


def hours(text: str) -> tuple[float | None, float | None]:
    """Hours a week: lowest and highest that the text names (3 to 48; 10 to 42 where "a week" is not said)."""
    found = [v for v in _weekly(text) if LEAST <= v <= MOST]
    bare = [v for v in _bare(text) if LEAST_BARE <= v <= MOST_BARE]
    every = found + bare
    return (min(every), max(every)) if every else (None, None)


def _weekly(text: str) -> Iterator[float]:
    for match in WEEKLY.in_lines(text):
        yield from _numbers(match)
    yield from (NUMBER_WORDS[m[1].lower()] for m in WORD_HOURS.in_lines(text))


def _bare(text: str) -> Iterator[float]:
    for match in BARE.in_lines(text):
        line = match.string
        before, after = line[max(0, match.start() - 45) : match.start()], line[match.end() : match.end() + 25]
        if not NOT_WEEKLY_BEFORE.search(before) and not NOT_WEEKLY_AFTER.match(after):
            yield from _numbers(match)


def _numbers(match: re.Match[str]) -> Iterator[float]:
    yield from (float(v.replace(",", ".")) for v in match.groups() if v is not None)


def shifts(vacancy: Vacancy, text: str) -> bool | None:
    """Shift, night or weekend work: the field where it says yes, else the text; a field that says no is often unset."""
    if vacancy.shifts:
        return True
    denied = next(NO_SHIFTS.in_lines(text), None)
    rest = NO_SHIFTS.pattern.sub(" ", text) if denied else text
    if next(SHIFTS.in_lines(rest), None):
        return True
    return False if denied else None


def temporary_agency(vacancy: Vacancy, text: str) -> bool | None:
    """Whether the employer is a temporary agency that lends people out; placement into a firm is not that."""
    if vacancy.temporary_agency is not None:
        return vacancy.temporary_agency
    if PLACED.search(text):
        return False if NOT_AGENCY.search(text) else None
    return True if LEASED.search(text) or (STAFFING.search(text) and ASSIGNED.search(text)) else None


def career_changers(vacancy: Vacancy, text: str) -> bool | None:
    """Whether people from other trades are welcome: the field, else the text."""
    if vacancy.career_changers is not None:
        return vacancy.career_changers
    if NO_CAREER_CHANGERS.search(text):
        return False
    return True if CAREER_CHANGERS.search(text) else None
