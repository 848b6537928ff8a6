"""Which languages an advertisement asks for, and at what level of the Common European Framework."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from matcher.extract.cue import Cue
from matcher.extract.sections import Line
from matcher.models import Cefr, Language, Strength

GERMAN_WORD = Cue.of(
    r"\bdeutsch(?:sprach\w*|kenntnis\w*|-?\s*niveau|\b)|\bdeutsche[nrs]?\s+(?:sprach\w*|rechtschreibung)|\bgerman\b",
    "deutsch|german",
)
NOT_THE_LANGUAGE = re.compile(r"deutsch\s*(?:/|–)\s*(?:niederl|d\b)|mathe|leistungen\s+in|sprachkurs|unterweisung|sprachtraining|german\s+(?:branch|dax)", re.I)  # fmt: skip
LEVEL = re.compile(r"\b([ABC][12])\b")
# Words for a level beside the word "Deutsch", in the order in which they are tried; after the scale of the
# Bundesagentur's own forms.
LEVEL_WORDS: tuple[tuple[Cefr, re.Pattern[str]], ...] = tuple(
    (level, re.compile(words, re.I))
    for level, words in (
        (Cefr.A2, r"perfekt\w*[^.;]{0,25}(?:egal|nicht\s+(?:nötig|wichtig)|kein\s+muss)|nicht\s+perfekt"),
        (Cefr.C2, r"muttersprach|erstsprach|native"),
        (Cefr.C1, r"verhandlungssicher|flie(?:ß|ss)end|exzellent|hervorragend|perfekt|stilsicher|ausgezeichnet|einwandfrei"
                  r"|fluen(?:t|cy)|excellent|very\s+good|business\s+level|professional\s+working|sehr\s+sicher|rechtschreibung"),
        (Cefr.A2, r"grundkenntnis|grundlegend|grundzüg|einfach|wenig|etwas\s+deutsch|geringe|basiskenntnis|basic|verständigungsniveau"
                  r"|lesen\s+(?:können|kannst)|zu\s+lernen|lernen\s+wollen"),
        (Cefr.B1, r"ausreichend|befriedigend|verständig|mittlere|solide|entsprechende|so\s*weit|so(?:\s+gut)?,\s+dass|unterhalten|genug\s+deutsch|kommunizieren\s+kann"
                  r"|deutschkenntnisse\s+(?:sind\s+)?(?:erforderlich|notwendig|nötig)"),
        (Cefr.C1, r"sehr\s+gut"),
        (Cefr.B2, r"\bgut|\bsicher(?!heit)|in\s+wort\s+und\s+schrift|\bgood"),
        (Cefr.A2, r"genügt|reicht\b"),
    )
)  # fmt: skip
BARE = re.compile(r"deutschkenntnis\w*|kenntnisse\s+in\s+deutsch|german\s+(?:language\s+)?skills", re.I)
NO_GERMAN = re.compile(
    r"(?:keine|ohne)\s+deutsch|deutsch\w*\s+(?:sind\s+|ist\s+)?(?:nicht\s+(?:erforderlich|notwendig|nötig|so\s+wichtig)|egal|zweitrangig)"
    r"|(?:erlernen|lernen)\s+der\s+deutschen", re.I
)  # fmt: skip
# Whoever speaks Dutch needs no German here.
DUTCH_INSTEAD = re.compile(r"deutsch\s+oder\s+niederländisch|niederländisch\s+oder\s+deutsch", re.I)
OTHER_LANGUAGES = {
    "en": re.compile(r"englisch|\benglish\b", re.I),
    "nl": re.compile(r"niederländisch|holländisch|\bdutch\b", re.I),
    "pl": re.compile(r"polnisch", re.I),
    "fr": re.compile(r"französisch", re.I),
}
OTHER = r"(?:englisch|english|niederländisch|französisch|polnisch)"
# A word for a level that belongs to another language, and what stands beyond it.
NEXT_LANGUAGE = re.compile(
    rf"(?:\b(?:und|sowie|and|dazu|,)\s+)?\b(?:sehr\s+)?(?!oder\b)\w+e[sr]?\s+{OTHER}|(?<!mind)(?<!min)[.;!]\s", re.I
)
# That language's name, which ends its own level before "Deutsch" begins.
LAST_LANGUAGE = re.compile(
    rf"{OTHER}\w*\s*(?:[,;:]|\bdazu\b|\bgut[,:])|(?<!mind)(?<!min)[.;!]\s|\bgute\s+\w*team", re.I
)
BEFORE, AFTER = 60, 60


def german(lines: Sequence[Line], default: Cefr | None) -> Language:
    """The level of German that is asked; assumed where the text is silent."""
    asking = [line for line in lines if line.strength is not Strength.BOAST]
    praise = [line for line in lines if line.strength is Strength.BOAST and BARE.search(line.text)]
    for line in (*asking, *praise):
        level = _level_of(line)
        if level is not None:
            return Language("de", level)
    return Language("de", default, assumed=True)


def _level_of(line: Line) -> Cefr | None:
    """The level of German one clause asks for."""
    if NO_GERMAN.search(line.text):
        return Cefr.A1
    if line.strength is Strength.NICE and not re.search(r"deutsch", line.text, re.I):
        return None
    for found in GERMAN_WORD.finditer(line.text):
        before, after = _around(line.text, found)
        if NOT_THE_LANGUAGE.search(line.text[max(0, found.start() - 30) : found.end() + 25]):
            continue
        if DUTCH_INSTEAD.search(line.text):
            return Cefr.A2 if "grundz" in line.text.lower() else Cefr.A1
        level = level_in(f"{before} {found[0]} {after}")
        if level is not None:
            return level
    return Cefr.B1 if BARE.search(line.text) and line.strength is not Strength.NICE else None


def _around(text: str, found: re.Match[str]) -> tuple[str, str]:
    """The words before and after "Deutsch" that can speak of it, not of another language or sentence."""
    before = text[max(0, found.start() - BEFORE) : found.start()]
    cut = list(LAST_LANGUAGE.finditer(before))
    after = text[found.end() : found.end() + AFTER]
    end = NEXT_LANGUAGE.search(after)
    return before[cut[-1].end() :] if cut else before, after[: end.start()] if end else after


def level_in(words: str) -> Cefr | None:
    """The CEFR level that a few words around "Deutsch" name or mean; the lower of two that are named."""
    named = [Cefr(m) for m in LEVEL.findall(words)]
    if named:
        return min(named, key=lambda c: c.rank)
    return next((level for level, pattern in LEVEL_WORDS if pattern.search(words)), None)


def other_languages(lines: Sequence[Line]) -> Iterator[Language]:
    """Other languages that are named, with their level; `assumed` where they are only nice to have."""
    for code, pattern in OTHER_LANGUAGES.items():
        line = next((x for x in lines if pattern.search(x.text)), None)
        if line is not None:
            yield Language(code, level_in(line.text), assumed=line.strength is Strength.NICE)
