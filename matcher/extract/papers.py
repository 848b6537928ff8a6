"""Papers and experience an advertisement asks for: driving licences, diploma, years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matcher.extract.cue import Cue
from matcher.extract.sections import Line
from matcher.models import Diploma, Strength

CLASS = r"(?:C1E|D1E|CE|C1|DE|D1|BE|AM|A|B|C|D|T|L|3|2)"
CLASSES = rf"{CLASS}\b(?:\s*(?:[,/+&]|und|oder|bzw\.?|or)\s*(?:die\s+)?(?:(?:alte\s+)?[Kk]lasse\s+)?{CLASS}\b)*"
LICENCE = re.compile(
    rf"(?:(?i:führerschein\w*|fahrerlaubnis\w*|\bFS\b|driver[’']?s?\s+licen[sc]e)\s*(?i:(?:der\s+|in\s+)?(?:klassen?|kl\.?)?)\s*:?\s*[„\"(]?\s*({CLASSES})"
    rf"|(?i:\b(?:klassen?|class))\s+((?:C1E|CE|C1|BE|B|C|DE|D|T)\b)(?!\s*(?:9|10|\d))|\b(C\s?/\s?CE|CE)\b(?=\s*(?:\(|und\s+95|,|$|-?[Ff]ahrer)))"
)
LICENCE_HINTS = Cue.of("", "führersch|fahrerl|fs |driver|klasse|kl.|class|ce")
LICENCE_ANY = Cue.of(
    r"führerschein(?!prüfung)|fahrerlaubnis|pkw-führerschein|driver[’']?s?\s+licen[sc]e",
    "führersch|fahrerl|driver",
)
NOT_A_LICENCE = re.compile(
    r"(?:anhänger|stapler|baumaschinen|bagger|kran|flurförder|bootsführer)\w*(?:führer)?schein|zuschuss", re.I
)
TRAILER = re.compile(r"anhängerführerschein", re.I)
# "…, BE wünschenswert": a clause that goes on about the licence before it.
GOES_ON = re.compile(
    rf"^\W*(?:für\s+\w+\s+\w+\s+|lieber\s+|(?i:klasse)\s+)?((?:C1E|CE|C1|BE|DE|D)\b(?:\s*(?:[,/]|und|oder)\s*{CLASS}\b)*)"
)
ONE_CLASS = re.compile(CLASS)
OLD_CLASSES = {"3": "B", "2": "CE"}

STUDY = Cue.of(
    r"studium|studiert|bachelor|master(?:abschluss|\b(?!\s+data))|hochschul|diplom-?ingenieur|dipl\.-ing|universit|akademisch|\bdegree\b|steuerberaterexamen|approb(?:ation|iert)|staatsexamen",
    "studi|bachelor|master|hochschul|diplom|dipl.|universit|akademisch|degree|steuerberaterex|approb|staatsexamen",
)
MASTER = Cue.of(
    r"\bmeister(?:in|brief|prüfung|titel)?\b|(?:staatlich\s+geprüfte\S*\s+|bau)techniker|technikerausbildung|technikerabschluss|fachwirt|logistikmeister|zum\s+techniker|fachkaufmann",
    "meister|techniker|fachwirt|fachkaufm",
)  # fmt: skip
FURTHER = Cue.of(
    r"(?:mit|und)\s+(?:\w+\s+){0,2}weiterbildung\s+(?:zum|zur)\s+\w*(?:techniker|fachwirt|meister|fachkauf|betriebswirt|handelsfach)",
    "weiterbildung",
)
APPRENTICED = Cue.of(
    r"(?:berufs)?ausbildung(?!:|splatz|sdauer|sbetrieb|seignung|svergütung|\s+(?:von|der|unserer)\s+(?:azubi|auszubild)|\s+daran|\s+neuer)|gesell(?:en|in)|gesellenbrief|gesellin|(?<!unsere\s)(?<!unserer\s)(?<!unseren\s)examinierte|\bexamen\s+(?:in|als)|facharbeiter|(?<!\bwenn\b)\bgelernt\b(?=[^.]{0,3}(?:$|[?.,]|\s+hast|\s+haben|\s+oder))"
    r"|staatlich\s+(?:anerkannte|geprüfte)(?!\S*\s+\S*(?:träger|einrichtung|schule|werkst|techniker|betriebswirt|akademie|institut))|abschluss\s+(?:als|in\s+der)|kochlehre|\blehre\s+(?:als|zum)|umschulung|apprenticeship|fachangestellte[r]?\s+gelernt|hast\s+du\s+gelernt",
    "ausbildung|gesell|examin|examen|facharbeit|gelernt|staatlich|abschluss|lehre|umschulung|apprentice",
)  # fmt: skip
# "Eine examinierte Kraft": who is wanted, wherever it stands; more than one are mostly colleagues.
EXAMINED = Cue.of(
    r"(?<!unsere\s)\bexaminierte[rs]?\s|\bexaminiert\b|\bmit\s+(?:\w+\s+)?examen\b|,\s*staatlich\s+(?:anerkannt|geprüft)\b",
    "examin|examen|staatlich",
)
# Occupations listed bare as what someone is ("Mechatroniker, Elektroniker oder Kälteanlagenbauer").
BARE_TRADES = re.compile(
    r"^\W*(?:\w+:\s*)?(?:bist\s+)?(?:[A-ZÄÖÜ]\w+(?:er|in|loge|ist|mann|frau|kaufmann)(?:/-?in)?(?:\s+\w+){0,2}\s*(?:,|oder|/|und|\.|$)\s*){2,}"
)
NO_DIPLOMA = Cue.of(
    r"(?:keine?|ohne|weder)\s+(?:\w+\s+){0,2}(?:berufs|fach)?(?:ausbildung|vorkenntnisse|vorerfahrung|abschluss|qualifikation|gesellenbrief)\w*"
    r"|ungelernt|auch\s+für\s+quereinsteiger|wir\s+lernen\s+(?:sie|dich)\s+an\b(?=\W*(?:$|[.!]))|\banlernen"
    r"|ausbildung\s+(?:\S+\s+){0,6}?(?:nicht\s+(?:erforderlich|nötig|zwingend|notwendig|voraussetzung)|kein\s+muss|brauchst\s+du\s+nicht|(?:ist\s+)?zweitrangig|notwendig\s+ist\s+sie\s+nicht|macht\s+es\s+leicht)"
    r"|egal,?\s+ob\s+(?:du|sie)\s+\w*\s*gelernt|zeugnisse\s+sind\s+\S+\s+weniger"
    r"|erfahrung\s+(?:\S+\s+){0,10}?(?:aber\s+)?(?:nicht\s+(?:nötig|erforderlich|notwendig)|kein\s+muss)|keine\s+(?:\w+\s+)?ausbildung|quereinst\w+\s+(?:&|und|sind|ist|willkommen|mit)"
    r"|etwas\s+ganz\s+anderes|ganz\s+anderen\s+beruf|weniger\s+als\s+zeugnisse|wichtiger\s+als\s+zeugnisse",
    "kein|ohne|weder|ungelernt|quereinst|lernen|ausbildung|gelernt|zeugnisse|erfahrung|zweitrangig|anderes|anderen",
)  # fmt: skip
OR_EXPERIENCE = Cue.of(
    r"(?:ausbildung|gesellenbrief|lehre|abschluss|studium)\b[^.;]{0,110}?\b(?:oder|alternativ:?|bzw\.?)\s+(?:durch\s+|eine\s+|einschlägige\s+|nachweisbare\s+|entsprechende\s+|praktische\s+|gute\s+portion\s+|mehrjährige\s+|langjährige\s+|vergleichbare\s+|mehrere\s+jahre\s+|drei\s+jahre\s+)*(?:berufs|praxis|verkaufs)?(?:erfahrung|praxis)\b"
    r"|alternativ:?\s+(?:\w+\s+){0,3}(?:jahre|erfahrung)|equivalent\s+experience|einschlägige\s+(?:praktische\s+)?erfahrung\b(?=\s*$)",
    "ausbildung|gesellenbrief|lehre|abschluss|studium|alternativ|equivalent|erfahrung",
)  # fmt: skip

NUMBER_WORDS = {"ein": 1.0, "eine": 1.0, "einem": 1.0, "einjährige": 1.0, "zwei": 2.0, "drei": 3.0, "vier": 4.0, "fünf": 5.0, "sechs": 6.0, "zehn": 10.0, "two": 2.0, "three": 3.0, "five": 5.0}  # fmt: skip
_NUMBER = r"(?P<n>\d{1,2}|ein(?:e[mn]?)?|zwei|drei|vier|fünf|sechs|zehn|two|three|five)"
_EXPERIENCE = r"(?:\w*erfahrung|\w*praxis|experience|tätig|\w*erfahren|\s+an\s+einer?\s|fahrpraxis)"
YEARS = Cue.of(
    rf"(?:\b{_NUMBER}\s*\+?\s*(?:(?:bis|-|–|,)\s*(?:\d{{1,2}}|\w+)\s+)?(?:-\s?\d+\s*)?(?:volle\s+)?(?:jahre?n?|years?)\b(?:[^.;\n]{{0,70}}?{_EXPERIENCE})?)"
    rf"|(?P<some>(?:mehrjährig|langjährig)\w*(?=[^.;\n]{{0,60}}?{_EXPERIENCE})|(?:mehrere|einige)\s+jahre(?=[^.;\n]{{0,50}}?{_EXPERIENCE})|(?:several|multiple)\s+years)",
    "jahr|year|jährig",
)  # fmt: skip
PLUS_YEARS = Cue.of(
    r"\((\d{1,2})\s*\+(?:\s*(?:jahre|years))?\)|\b(\d{1,2})\s*\+\s*(?:jahre|years)",
    "jahre|years|+",
)
OTHER_WAY = re.compile(
    r"(?:\boder|\balternativ:?|seit|älter\s+als|nach|in\s+den\s+letzten|alle|vor)\W+(?:mindestens\s+|über\s+|mehr\s+als\s+)?$",
    re.I,
)
NOT_YEARS = re.compile(r"^\W*(?:alt\b|ausbildung|am\s+markt|laufzeit|berufsschule|ist|bist)", re.I)
MOST_YEARS = 12


def licences(lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Driving licences that are required and that would be nice, as class letters."""
    required: dict[str, None] = {}
    nice: dict[str, None] = {}
    last: Line | None = None
    for line in lines:
        into = nice if line.strength is Strength.NICE else required
        same = last is not None and last.sentence == line.sentence
        letters = list(_letters(line.text, same))
        into.update(dict.fromkeys(letters))
        if letters or LICENCE_ANY.search(line.text):
            last = line
        if not letters and _names_any(line.text) and not required and not nice:
            into["B"] = None
    return tuple(required), tuple(x for x in nice if x not in required)


def _letters(text: str, goes_on: bool) -> Iterator[str]:
    """The classes one clause names; "3" and "2" are the old classes."""
    if TRAILER.search(text):
        yield "BE"
    for found in LICENCE.finditer(text) if LICENCE_HINTS.may(text) else ():
        if not NOT_A_LICENCE.search(text[max(0, found.start() - 25) : found.end()]):
            yield from (OLD_CLASSES.get(c, c) for c in ONE_CLASS.findall("".join(filter(None, found.groups()))))
    go = GOES_ON.match(text) if goes_on else None
    if go:
        yield from ONE_CLASS.findall(go[1])


def _names_any(text: str) -> bool:
    return bool(LICENCE_ANY.search(NOT_A_LICENCE.sub(" ", text)))


def diploma(lines: Sequence[Line]) -> Diploma | None:
    """The lowest level of education that is said to be enough; None where nothing is asked."""
    asked = [x for x in lines if x.strength in (Strength.REQUIRED, Strength.TASK) and x.start]
    texts = [x.text for x in asked if not NO_DIPLOMA.search(x.text)]
    examined = any(EXAMINED.search(x.text) for x in lines if x.strength is not Strength.NICE)
    if any(FURTHER.search(x) for x in texts):
        return Diploma.MBO4
    if examined or any(APPRENTICED.search(x) for x in texts):
        return Diploma.MBO3
    if any(MASTER.search(x) for x in texts):
        return Diploma.MBO4
    if any(STUDY.search(x.text) for x in asked if x.strength is Strength.REQUIRED):
        return Diploma.HBO
    return Diploma.MBO3 if any(BARE_TRADES.match(x.text) for x in asked if x.strength is Strength.REQUIRED) else None


def no_diploma(lines: Sequence[Line]) -> bool:
    """Whether no diploma is needed."""
    return any(map(NO_DIPLOMA.search, _sentences(lines)))


def or_experience(lines: Sequence[Line]) -> bool:
    """Whether experience does as well as the diploma."""
    return any(map(OR_EXPERIENCE.search, _sentences(lines)))


def _sentences(lines: Sequence[Line]) -> list[str]:
    """The clauses of each sentence together again."""
    sentences: dict[int, str] = {}
    for line in lines:
        sentences[line.sentence] = sentences.get(line.sentence, "") + line.text
    return list(sentences.values())


def years(lines: Sequence[Line]) -> float | None:
    """Years of experience that are asked, the lower end of a span; "mehrjährig" counts as two, "langjährig" as three."""
    for line in lines:
        if line.strength is not Strength.NICE:
            found = _years_in(line)
            if found is not None:
                return found
    return None


def _years_in(line: Line) -> float | None:
    plus = PLUS_YEARS.search(line.text)
    if plus:
        return float(plus[1] or plus[2])
    for found in YEARS.finditer(line.text):
        if OTHER_WAY.search(line.text[max(0, found.start() - 40) : found.start()]):
            continue
        if found["some"]:
            return 3.0 if found["some"].lower().startswith("lang") else 2.0
        number = NUMBER_WORDS.get(found["n"].lower()) or (float(found["n"]) if found["n"].isdigit() else 1.0)
        if number <= MOST_YEARS and _means_experience(line, found):
            return number
    return None


def _means_experience(line: Line, found: re.Match[str]) -> bool:
    """A number of years counts when experience is named, or in a list of demands."""
    if re.search(_EXPERIENCE, found[0], re.I) or re.search(
        r"erfahrung|praxis|experience", line.text[: found.start()], re.I
    ):
        return True
    return (
        line.strength is Strength.REQUIRED
        and "mindest" in line.text.lower()
        and not NOT_YEARS.match(line.text[found.end() :])
    )
