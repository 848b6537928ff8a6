"""Cuts an advertisement into sentences and clauses and says how strongly each asks for what it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matcher.extract.cue import Cue
from matcher.extract.headings import heading_of, headings_inside
from matcher.models import Strength

Span = tuple[int, int]

# Running text without line breaks is searched for headings from this length on.
LONG_LINE = 350
WRAPPED_SHARE = 0.5
NARROWEST, WIDEST = 55, 90

# A full stop ends a sentence unless it ends an abbreviation ("mind. B2").
ABBREVIATED = (
    "mind ca min inkl bzw kl std z.b u.a abgeschl evtl ggf max zzgl tel wiss staatl dipl std bspw od u a b".split()
)
SENTENCE_END = re.compile(
    r"[.!?;](?=\s|$)"
    + "".join(rf"(?<!\b{re.escape(word)}\.)" for word in dict.fromkeys(ABBREVIATED))
    + r"\s*(?=(?-i:[A-ZÄÖÜ„(\d]|$))",
    re.I,
)

NICE_BACK = Cue.of(
    r"von\s+(?:großem\s+)?(?:vorteil|nutzen)|wünschenswert|erwünscht|gewünscht|gern[e]?\s+gesehen|nicht\s+zwingend|kein(?:e)?\s+(?:muss|ausschluss|hindernis|bedingung|voraussetzung)"
    r"|(?:großes|ein)\s+(?:großes\s+)?plus|vorteilhaft|pluspunkt|wäre[n]?\s+(?:\w+\s+)?(?:schön|toll|super|gut|praktisch|klasse)|ist\s+(?:\w+\s+)?(?:schön|nützlich|gut,|ideal|praktisch|super|prima)|ein\s+bonus|hilft\b"
    r"|nicht\s+(?:unbedingt\s+)?(?:erforderlich|nötig|notwendig)|is\s+a\s+plus|(?:an|of)\s+advantage|advantageous|preferred|nicht\s+vorschreiben|sagen\s+wir\s+nicht\s+nein|schon\s+praktisch|kann\s+man\s+(?:aber\s+)?lernen",
    "vorteil|nutzen|wünsch|wunsch|gesehen|zwingend|kein|plus|wäre|schön|nützlich|ideal|praktisch|super|prima|gut,|bonus|hilft|nicht|advantage|prefer|lernen",
)  # fmt: skip
NICE_FORTH = Cue.of(
    r"idealerweise|optimalerweise|im\s+idealfall|bestenfalls|vorzugsweise|wünschenswert\s+sind|von\s+vorteil\s+(?:sind|ist)|am\s+besten|\bgerne?\s+(?:auch|mit|weitergebildet|in\b|aus\b|im\b|Gas|eine?|[A-ZÄÖÜ])"
    r"|\bgern\b(?!\s+(?:unter|gesehen|hier|mal))|nice\s+to\s+have|ideally|preferably|\boptional\b|\blieber\b|interesse\s+an\s+(?:fortbildung|weiterbildung)",
    "ideal|optimal|bestenfalls|vorzugsweise|wünschenswert|von vorteil|am besten|gern|nice|prefer|optional|lieber|interesse",
)  # fmt: skip
MUST = re.compile(
    r"zwingend|ein\s+muss|erforderlich|vorausgesetzt|setzen\s+wir\s+voraus|voraussetzung\s+ist|unbedingt|unerlässlich|notwendig", re.I
)  # fmt: skip
REQUIRING = Cue.of(
    r"\b(?:du|sie)\s+(?:hast|haben|bringst|bringen|verfügst|verfügen|beherrsch\w+|kannst|können\s+(?!bei)|besitzt|besitzen)\b|\b(?:hast|haben|verfügst|bringst)\s+(?:du|sie)\b"
    r"|bringen?\s+(?:sie|du)|mitbringen\s+soll|was\s+(?:sie|du)\s+(?:mitbring|brauch|könn|kannst)|wir\s+erwarten|voraussetzung|gesellenbrief|führerschein\s+\w+\s+(?:ist|zwingend)|musst\s+du|du\s+solltest|sie\s+sollten|abgeschlossene"
    r"|mindestens\s+\w+\s+jahr|\bwas\s+wir\s+wollen|kenntnisse\b|berufserfahrung|erfahrung\s+(?:mit|in|im|als)|\byou\s+(?:have|hold|bring|are)\b|experience\s+(?:in|with)|bist\s+(?:gelernte|ausgebildete)|\bbitte\s+mitbringen",
    "du |sie |vorauss|gesellen|führersch|abgeschl|mindestens|kenntniss|erfahr|you |mitbring|erwarten|wollen|bist|experience|bringe",
)  # fmt: skip
GIVEN = Cue.of(
    r"(?:mach(?:st|en)|erwerben|lern(?:st|en))\s+(?:du\s+|sie\s+|\w+\s+)?bei\s+uns|bei\s+uns\s+(?:machen|erwerben|lernen|nachholen)|bezahlen\s+wir|zahlen\s+wir\b|bringen\s+wir\s+(?:dir|ihnen)|zeigen\s+wir|schulen\s+wir|gibt\s+es\s+von\s+uns"
    r"|auf\s+(?:unsere|firmen)\s*kosten|(?:schulung|schein|kurs|ausbildung)\w*\s+(?:gratis|kostenlos)|\bgratis\b|ausbildung\s+daran\s+möglich|weiterbildung\s+(?:zum|zur)\s.*(?:möglich|bildungskredit|durch\s+uns)|opportunity\s+to\s+learn",
    "bei uns|zahlen wir|bringen wir|zeigen wir|schulen wir|von uns|kosten|gratis|daran möglich|weiterbildung zu|opportunity",
)  # fmt: skip
HIRING = re.compile(
    r"such(?:en|t)\b|gesucht|du\s+(?:bist|wirst|machst|hast)|\baufgabe|sie\s+(?:sind|werden|empfangen|beladen)|fehlt|lernst\s+du|du\s+lernst|looking\s+for|seeking",
    re.I,
)
ASKS_ITSELF = re.compile(
    r"führerschein|ausbildung|sicher|gute|gültig|mindestens|erfahrung|schein\b|kenntnisse|deutsch|studium|bachelor|degree|office|umgang"
    r"|\bist\b|\bsind\b|\bdu\b|\bsie\b",
    re.I,
)
CLAUSE = re.compile(r"[,;:](?=\s)|\s[–—-]\s|\.\.\.\s")


@dataclass(frozen=True, slots=True)
class Line:
    """One clause, sentence or bullet of an advertisement with the strength it asks with.

    `sentence` counts the sentences, so that clauses of the same one can be told.
    """

    text: str
    start: int
    strength: Strength
    sentence: int = 0


def sections(text: str) -> Iterator[Line]:
    """The sentences and bullets of a plain text, cut into clauses where these ask with different strength.

    A heading sets the strength of what follows it; where there is none, the wording of the sentence decides.
    """
    pieces = list(_pieces(text))
    heads = [heading_of(text[a:b]) for a, b in pieces]
    structured = sum(h in (Strength.REQUIRED, Strength.TASK) for h in heads[1:]) >= 1 and len(pieces) > 6
    strength, number, begun = Strength.TASK, 0, False
    for at, ((start, end), heading) in enumerate(zip(pieces, heads, strict=True)):
        if at and heading is not None:
            strength, begun = heading, True
        for a, b in _sentences(text, start, end):
            number += 1
            intro = structured and not begun and at > 0
            yield from _clauses(text, a, b, _by_wording(text[a:b], strength, intro, begun), number)


def _pieces(text: str) -> Iterator[Span]:
    """Lines as their author meant them: hard wraps joined, headings inside running text cut off."""
    for start, end in _lines(text):
        cuts = [start]
        if end - start > LONG_LINE:
            cuts += [start + at for at in headings_inside(text[start:end])]
        yield from ((a, b) for a, b in zip(cuts, [*cuts[1:], end], strict=True) if text[a:b].strip())


def _lines(text: str) -> Iterator[Span]:
    spans = [m.span() for m in re.finditer(r"[^\n]+", text) if m[0].strip()]
    width = _wrap_width([end - start for start, end in spans])
    if not width:
        yield from spans
        return
    begin = None
    for at, (start, end) in enumerate(spans):
        begin = start if begin is None else begin
        if not _wrapped(text, spans, at, width):
            yield begin, end
            begin = None


def _wrap_width(lengths: Sequence[int]) -> int:
    """The width at which a text was wrapped, 0 where it was not."""
    widest = max(lengths, default=0)
    full = sum(n >= NARROWEST for n in lengths)
    return widest if len(lengths) > 5 and NARROWEST <= widest <= WIDEST and full >= WRAPPED_SHARE * len(lengths) else 0


def _wrapped(text: str, spans: Sequence[Span], at: int, width: int) -> bool:
    """Whether the break after a line is there only because the next word did not fit any more."""
    if at + 1 == len(spans) or spans[at + 1][0] - spans[at][1] > 1:
        return False
    start, end = spans[at + 1]
    word = text[start:end].split(maxsplit=1)[0]
    return spans[at][1] - spans[at][0] + 1 + len(word) > width


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for stop in [start + m.end() for m in SENTENCE_END.finditer(text[start:end])] + [end]:
        if stop > begin:
            yield begin, stop
        begin = max(begin, stop)


def _by_wording(sentence: str, strength: Strength, intro: bool, begun: bool) -> Strength:
    """The strength of a sentence: its section's, unless its own words say otherwise."""
    if intro and not HIRING.search(sentence):
        return Strength.BOAST
    if GIVEN.search(sentence) and strength is not Strength.BOAST and len(sentence) < 120:
        return Strength.BOAST
    if strength is Strength.TASK and REQUIRING.search(sentence):
        return Strength.REQUIRED
    return strength


def _clauses(text: str, start: int, end: int, strength: Strength, number: int) -> Iterator[Line]:
    """The clauses of one sentence; what is only nice to have is told from what is required."""
    whole = Line(text[start:end], start, strength, number)
    back, forth = NICE_BACK.search(whole.text), NICE_FORTH.search(whole.text)
    if strength is Strength.BOAST or not (back or forth):
        yield whole
        return
    if not back and forth:
        yield from _split(whole, forth.start(), len(whole.text))
        return
    yield from _split(whole, *_nice_part(whole.text))


def _nice_part(sentence: str) -> Span:
    """From where to where a sentence with "… von Vorteil" speaks of what is nice to have."""
    cuts = [0, *(m.end() for m in CLAUSE.finditer(sentence)), len(sentence)]
    marks = [m.start() for m in NICE_BACK.finditer(sentence)]
    parts = list(pairwise(cuts))
    first = next(i for i, (a, b) in enumerate(parts) if a <= marks[0] < b)
    last = next(i for i, (a, b) in enumerate(parts) if a <= marks[-1] < b)
    begin = first
    while begin > 0 and not _closed(sentence[slice(*parts[begin - 1])]):
        begin -= 1
    return parts[begin][0], parts[last][1]


def _closed(clause: str) -> bool:
    """Whether a clause ends in a semicolon or asks for something by itself: a later "von Vorteil" does not reach it."""
    asks = MUST.search(clause) or REQUIRING.search(clause) or ASKS_ITSELF.search(clause)
    return clause.rstrip().endswith(";") or bool(asks)


def _split(line: Line, begin: int, end: int) -> Iterator[Line]:
    """A line with its nice-to-have part taken out."""
    for a, b, strength in (
        (0, begin, line.strength),
        (begin, end, Strength.NICE),
        (end, len(line.text), line.strength),
    ):
        if line.text[a:b].strip():
            yield replace(line, text=line.text[a:b], start=line.start + a, strength=strength)
