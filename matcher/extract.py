"""What a German advertisement asks for and offers, read from its fields and its text; pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.models import Asked, AskedSkill, Cefr, Diploma, Language, Pay, PayPeriod, Strength, Vacancy
from matcher.skilltext import SkillFinder
from matcher.text import plain

# A month has 52/12 weeks.
WEEKS_PER_MONTH = 52 / 12
FULL_TIME_HOURS = 39.0

SECTION = (
    (Strength.BOAST, re.compile(
        r"(wir bieten|das bieten|bieten wir|unser angebot|ihre vorteile|deine vorteile|benefits|das erwartet (?:sie|dich) bei"
        r"|darauf (?:können|kannst|dürfen)|freuen sie sich|freu dich|über uns|wer wir sind|wir über uns|unternehmen\b|das sind wir"
        r"|warum wir|was wir bieten|dein plus|ihr plus|leistungen\b|das gibt)", re.I)),
    (Strength.REQUIRED, re.compile(
        r"(profil\b|anforderung|qualifikation|voraussetzung|mitbring|bringen sie mit|bringst du mit|das wünschen wir"
        r"|wir erwarten|das solltest|das sollten|wir suchen jemand|überzeug(?:en|st)|du hast|sie haben|wen wir suchen|kenntnisse:?$)", re.I)),
    (Strength.TASK, re.compile(
        r"(aufgaben|tätigkeit|das machst|das machen|was du|was sie|ihr job|dein job|einsatz(?:gebiet|bereich)|stellenbeschreibung"
        r"|das erwartet (?:sie|dich)|dich erwartet|sie erwartet|ihre rolle|deine rolle)", re.I)),
    (Strength.BOAST, re.compile(r"(kontakt|bewerb(?:ung|en)|interess(?:e|iert)|ansprechpartner)", re.I)),
)  # fmt: skip
NICE = re.compile(
    r"(von vorteil|wünschenswert|idealerweise|optimalerweise|im idealfall|gern[e]? gesehen|nicht zwingend|kein muss"
    r"|kein (?:ausschluss|hindernis)|ein plus\b|vorteilhaft|wäre (?:schön|toll|super|gut)|bestenfalls|nice to have"
    r"|gerne (?:auch|mit)|nicht (?:unbedingt )?erforderlich|wünschen wir uns)",
    re.I,
)
GERMAN_WORD = re.compile(r"deutsch(?:e[nrs]?\s+sprache|kenntnis\w*|sprach\w*|\s+in\s+wort|\s*\(|\s+(?:min|mind|auf|flie|[abc][12]|verhandl)|e\s+sprach\w*)|sprichst\s+\w*\s*deutsch|(?:gut|flie(?:ß|ss)end|perfekt|sicher)\w*\s+deutsch|deutsch", re.I)  # fmt: skip
LEVEL = re.compile(r"\b([ABC][12])\b")
# Words for a level beside the word "Deutsch", strongest first; after the scale of the Bundesagentur's own forms.
LEVEL_WORDS: tuple[tuple[Cefr, re.Pattern[str]], ...] = (
    (Cefr.C2, re.compile(r"muttersprach|erstsprach", re.I)),
    (Cefr.C1, re.compile(r"verhandlungssicher|flie(?:ß|ss)end|exzellent|hervorragend|perfekt|stilsicher|ausgezeichnet", re.I)),
    (Cefr.A2, re.compile(r"grundkenntnis|grundlegend|einfach|wenig|etwas\s+deutsch|geringe|basiskenntnis", re.I)),
    (Cefr.B1, re.compile(r"ausreichend|befriedigend|verständig|mittlere|solide|deutschkenntnisse\s+(?:sind\s+)?(?:erforderlich|notwendig|nötig)", re.I)),
    (Cefr.C1, re.compile(r"sehr\s+gut", re.I)),
    (Cefr.B2, re.compile(r"gut|sicher|in\s+wort\s+und\s+schrift", re.I)),
)  # fmt: skip
NO_GERMAN = re.compile(
    r"(?:keine|ohne)\s+deutsch|deutsch\w*\s+(?:sind\s+)?nicht\s+(?:erforderlich|notwendig|nötig)", re.I
)
OTHER_LANGUAGES = {
    "en": r"englisch",
    "nl": r"niederländisch|holländisch",
    "pl": r"polnisch",
    "fr": r"französisch",
}
LICENCE = re.compile(
    r"(?:führerschein\w*|fahrerlaubnis|fs)\s*(?:der\s+)?(?:klasse|kl\.?)?n?\s*:?\s*[„\"(]?\s*"
    r"((?:(?:C1E|D1E|CE|C1|DE|D1|BE|AM|A|B|C|D|T|L|3|2)\b\s*(?:[,/+u]|und|oder)?\s*)+)|\bklasse\s+(C1E|CE|C1|BE|B|C|DE|D|T)\b|\b(C\s?/\s?CE|CE)\b",
    re.I,
)
LICENCE_ANY = re.compile(r"führerschein|fahrerlaubnis|pkw-führerschein", re.I)
OLD_CLASSES = {"3": "B", "2": "CE"}
STUDY = re.compile(
    r"studium|bachelor|master\b|hochschulabschluss|diplom-?ingenieur|dipl\.-ing|universit|akademisch", re.I
)
MASTER = re.compile(r"\bmeister(?:in|brief|prüfung|titel)?\b|staatlich geprüfte\w*\s+techniker|technikerausbildung|fachwirt", re.I)  # fmt: skip
APPRENTICED = re.compile(
    r"(?:abgeschlossene|erfolgreiche|fundierte|dreijährige|kaufmännische|technische|handwerkliche)\w*\s+(?:\w+\s+){0,4}(?:berufs)?ausbildung"
    r"|berufsausbildung|ausbildung\s+(?:als|zum|zur|im|in|oder|bzw)\b|gesellenbrief|examinierte|facharbeiter|gelernte[rn]?\b|staatlich anerkannte",
    re.I,
)
NO_DIPLOMA = re.compile(
    r"(?:keine?|ohne)\s+(?:\w+\s+){0,2}(?:berufs)?(?:ausbildung|vorkenntnisse|vorerfahrung|erfahrung|berufserfahrung|abschluss|qualifikation)\w*"
    r"|ungelernt|auch für quereinsteiger|wir lernen (?:sie|dich) an|anlernen",
    re.I,
)
YEARS = re.compile(r"(?:(?:mind(?:estens|\.)?|min\.?|ca\.?)\s*)?(\d{1,2}|ein|zwei|drei|fünf|mehrjährige\w*)(?:\s*[-–]\s*\d{1,2})?\s*(?:jahre?n?\s+)(?:\w+\s+){0,2}(?:berufs|praxis)?erfahrung|(mehrjährige\w*)\s+(?:\w+\s+){0,2}(?:berufs|praxis)?erfahrung", re.I)  # fmt: skip
NUMBER_WORDS = {"ein": 1.0, "zwei": 2.0, "drei": 3.0, "fünf": 5.0}
SHIFTS = re.compile(
    r"(?:2|3|zwei|drei|vier|voll|wechsel|früh|spät|nacht|kontti)[\s-]*schicht|schicht(?:dienst|arbeit|betrieb|system|bereit)"
    r"|wochenend(?:dienst|arbeit)|konti\b|nachtdienst",
    re.I,
)
NO_SHIFTS = re.compile(
    r"(?:keine?|ohne)\s+(?:\w+\s+)?(?:schicht|nacht|wochenend)\w*|nur\s+(?:tagschicht|frühschicht)", re.I
)
HOURS = re.compile(
    r"(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:(?:-|–|bis(?:\s+zu)?)\s*(\d{1,2}(?:[.,]\d{1,2})?)\s*)?"
    r"(?:std\.?|stunden|h)\s*(?:/|pro\s+|je\s+|in\s+der\s+|die\s+|\s)?(?:woche|wö\w*|w\b)"
    r"|(\d{1,2}(?:[.,]\d{1,2})?)[\s-]*(?:stunden|std\.?)[\s-]*woche",
    re.I,
)
AMOUNT = r"(\d{1,3}(?:[.\s]\d{3})+(?:,\d{1,2})?|\d{1,6}(?:[.,]\d{1,2})?)"
PAY_TEXT = re.compile(
    rf"(?:{AMOUNT}\s*(?:€|euro|eur)?\s*(?:-|–|bis(?:\s+zu)?|und)\s*)?{AMOUNT}\s*,?-?\s*(?:€|euro\b|eur\b)(?P<after>.{{0,45}})",
    re.I,
)
HOURLY = re.compile(r"stunde|/\s*h\b|/\s*std|die\s+std|std\.|stundenlohn", re.I)
YEARLY = re.compile(r"jahr|p\.\s?a\.|annum", re.I)
MONTHLY = re.compile(r"monat|mtl|brutto", re.I)
AGENCY = re.compile(r"arbeitnehmerüberlassung|zeitarbeit|personaldienstleist|leiharbeit|überlassung", re.I)
NOT_AGENCY = re.compile(r"(?:keine|ohne)\s+(?:zeitarbeit|leiharbeit|arbeitnehmerüberlassung)", re.I)
CAREER_CHANGERS = re.compile(r"quereinsteig|quereinstieg|seiteneinstieg|branchenfremd|umsteiger", re.I)
NO_CAREER_CHANGERS = re.compile(r"(?:kein|nicht\s+für)\s+quereinst\w*", re.I)


# A full stop ends a sentence unless it ends an abbreviation ("mind. B2").
SENTENCE_END = re.compile(
    r"(?<!\bmind)(?<!\bca)(?<!\bmin)(?<!\binkl)(?<!\bbzw)(?<!\bkl)(?<!\bstd)(?<!\bz\.b)(?<!\babgeschl)[.!?;]\s+(?=(?-i:[A-ZÄÖÜ]))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or bullet of an advertisement with the strength its section gives it."""

    text: str
    start: int
    strength: Strength


def extract(vacancy: Vacancy, finder: SkillFinder, default_level: Cefr | None = None) -> Asked:
    """Everything an advertisement asks for; `default_level` is the usual German level where the text is silent."""
    text = plain(vacancy.description or "")
    lines = list(sections(f"{vacancy.title}\n{text}"))
    asking = [line for line in lines if line.strength is not Strength.BOAST]
    hours = _hours(text)
    low, high = pay_per_month(vacancy.pay, text, hours[1] or hours[0])
    required, nice = _licences(asking)
    return Asked(
        skills=tuple(_skills(lines, finder)),
        german=_german(lines, default_level),
        other_languages=tuple(_other_languages(asking)),
        licences=required,
        licences_nice=nice,
        diploma=_diploma(asking),
        no_diploma=any(NO_DIPLOMA.search(line.text) for line in lines),
        years=_years(asking),
        shifts=_flag(vacancy.shifts or None, text, SHIFTS, NO_SHIFTS),
        hours_min=hours[0],
        hours_max=hours[1],
        pay_low=low,
        pay_high=high,
        pay_hours=hours[1] or hours[0],
        temporary_agency=_flag(vacancy.temporary_agency, text, AGENCY, NOT_AGENCY),
        career_changers=_flag(vacancy.career_changers, text, CAREER_CHANGERS, NO_CAREER_CHANGERS),
        starts=vacancy.starts,
    )


def sections(text: str) -> Iterator[Line]:
    """The lines and sentences of a plain text; a heading sets the strength of what follows it."""
    strength = Strength.TASK
    at = 0
    for raw in text.split("\n"):
        if raw.strip():
            heading = _heading(raw)
            strength = heading or strength
            yield from _sentences(raw, at, strength)
        at += len(raw) + 1


def _heading(line: str) -> Strength | None:
    """The strength a line gives to what follows, when it looks like a heading (short, or ending in a colon)."""
    head = line.split(":")[0] if ":" in line[:60] else line
    if len(head) > 60 or len(head.split()) > 8:
        return None
    return next((strength for strength, pattern in SECTION if pattern.search(head)), None)


def _sentences(line: str, at: int, strength: Strength) -> Iterator[Line]:
    start = 0
    for end in [m.end() for m in SENTENCE_END.finditer(line)] + [len(line)]:
        piece = line[start:end]
        nice = strength is not Strength.BOAST and NICE.search(piece)
        yield Line(piece, at + start, Strength.NICE if nice else strength)
        start = end


def _skills(lines: Sequence[Line], finder: SkillFinder) -> Iterator[AskedSkill]:
    """Each skill once, as strongly as it is asked anywhere."""
    order = [Strength.REQUIRED, Strength.TASK, Strength.NICE, Strength.BOAST]
    best: dict[str, AskedSkill] = {}
    for line in lines:
        for found in finder.find(line.text):
            skill = AskedSkill(
                found.concept.id, found.concept.kind, found.text, line.strength,
                line.start + found.start, line.start + found.end,
            )  # fmt: skip
            known = best.get(skill.concept)
            if known is None or order.index(skill.strength) < order.index(known.strength):
                best[skill.concept] = skill
    yield from best.values()


def _german(lines: Sequence[Line], default: Cefr | None) -> Language:
    """The level of German that is asked; assumed where the text is silent."""
    for line in lines:
        if NO_GERMAN.search(line.text):
            return Language("de", Cefr.A1)
        for found in GERMAN_WORD.finditer(line.text):
            near = line.text[max(0, found.start() - 60) : found.end() + 60]
            level = level_in(near)
            if level is not None:
                return Language("de", level)
    return Language("de", default, assumed=True)


def level_in(words: str) -> Cefr | None:
    """The CEFR level that a few words around "Deutsch" name or mean."""
    named = [Cefr(m) for m in LEVEL.findall(words)]
    if named:
        return min(named, key=lambda c: c.rank)
    return next((level for level, pattern in LEVEL_WORDS if pattern.search(words)), None)


def _other_languages(lines: Sequence[Line]) -> Iterator[Language]:
    for code, pattern in OTHER_LANGUAGES.items():
        line = next((x for x in lines if re.search(pattern, x.text, re.I)), None)
        if line is not None:
            yield Language(code, level_in(line.text), assumed=line.strength is Strength.NICE)


def _licences(lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Driving licences that are required and that would be nice, as class letters."""
    required: dict[str, None] = {}
    nice: dict[str, None] = {}
    for line in lines:
        into = nice if line.strength is Strength.NICE else required
        for found in LICENCE.finditer(line.text):
            for letter in re.findall(
                r"C1E|D1E|CE|C1|DE|D1|BE|AM|[ABCDTL32]", "".join(filter(None, found.groups())).upper()
            ):
                into[OLD_CLASSES.get(letter, letter)] = None
        if not into and LICENCE_ANY.search(line.text):
            into["B"] = None
    return tuple(required), tuple(x for x in nice if x not in required)


def _diploma(lines: Sequence[Line]) -> Diploma | None:
    """The lowest level of education that is said to be enough; None where nothing is asked."""
    asked = [line.text for line in lines if line.strength is not Strength.NICE]
    if any(APPRENTICED.search(x) and not NO_DIPLOMA.search(x) for x in asked):
        return Diploma.MBO3
    if any(MASTER.search(x) for x in asked):
        return Diploma.MBO4
    return Diploma.HBO if any(STUDY.search(x) for x in asked) else None


def _years(lines: Sequence[Line]) -> float | None:
    """Years of experience that are asked; "mehrjährig" counts as two."""
    for line in lines:
        found = YEARS.search(line.text)
        if found and line.strength is not Strength.NICE:
            word = (found[1] or found[2]).lower()
            return NUMBER_WORDS.get(word) or (float(word) if word.isdigit() else 2.0)
    return None


def _flag(known: bool | None, text: str, yes: re.Pattern[str], no: re.Pattern[str]) -> bool | None:
    """A field's own value, else what the text says, else unknown."""
    if known is not None:
        return known
    if no.search(text):
        return False
    return True if yes.search(text) else None


def _hours(text: str) -> tuple[float | None, float | None]:
    """Hours a week: lowest and highest that the text names (7 to 48)."""
    found = [float(v.replace(",", ".")) for m in HOURS.finditer(text) for v in m.groups() if v is not None]
    found = [v for v in found if 3 <= v <= 48]
    return (min(found), max(found)) if found else (None, None)


def pay_per_month(pay: Pay | None, text: str, hours: float | None) -> tuple[float | None, float | None]:
    """Gross €/month of the pay field, else of the text, at the stated hours (39 a week where none are stated)."""
    stated = pay or _pay_in(text)
    if stated is None:
        return None, None
    factor = {
        PayPeriod.HOUR: (hours or FULL_TIME_HOURS) * WEEKS_PER_MONTH,
        PayPeriod.MONTH: 1.0,
        PayPeriod.YEAR: 1 / 12,
    }[stated.period]
    return round(stated.low * factor, 2), round(stated.high * factor, 2)


def _pay_in(text: str) -> Pay | None:
    """The first amount in the text that can be a wage by its size and the words around it."""
    for found in PAY_TEXT.finditer(text):
        around = text[max(0, found.start() - 50) : found.start()] + found["after"]
        high = _amount(found[2])
        low = _amount(found[1]) if found[1] else high
        period = _period(high, around)
        if period and low and 0.4 * high <= low <= high:
            return Pay(low, high, period)
    return None


def _amount(text: str) -> float:
    """A German amount: `2.850,50`, `15,20` or `16.50` as a number."""
    clean = re.sub(r"[.\s](?=\d{3}(?!\d))", "", text)
    return float(clean.replace(",", "."))


def _period(amount: float, around: str) -> PayPeriod | None:
    """What an amount covers, when size and words agree; bonuses and allowances agree with neither."""
    if 10 <= amount <= 80 and HOURLY.search(around):
        return PayPeriod.HOUR
    if 400 <= amount <= 12_000 and (
        MONTHLY.search(around) or re.search(r"gehalt|lohn|verg[üu]t|verdien", around, re.I)
    ):
        return PayPeriod.MONTH
    if 15_000 <= amount <= 200_000 and (YEARLY.search(around) or re.search(r"gehalt", around, re.I)):
        return PayPeriod.YEAR
    return None
