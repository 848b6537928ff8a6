"""Tells the headings of an advertisement: what is asked, what is done, what the firm offers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matcher.models import Strength

LONGEST_HEADING = 70
MOST_WORDS = 9

_YOU = r"(?:du|dich|dir|sie|ihnen|euch|ihr)"
_YOUR = r"(?:ihre?n?|deine?n?|eure?|unsere?|das|die|your|our|the|key|main|basic|minimum)\s+"
_NEW = r"(?:(?:neue[rsn]?|künftige[rsn]?|zukünftige[rsn]?|wesentliche|zentrale|spannende[ns]?|vielfältige[ns]?|zusätzliche|next|job)\s+)?"
# A title word alone is a heading only when the line ends soon after it; "Ihre Aufgaben …" is one at any rate.
_END = r"(?:\s*(?:&|und|/|\+)\s*[\w-]+)?(?:\s+(?:bei\s.*|im\s+überblick|als\s.*|sind|in\s+kürze))?\W*$"
_START = r"^\W*(?:\d\W*)?"


def _nouns(words: str) -> str:
    """Title words with "Ihre", "Deine", "Unsere" … before them, or alone on their line."""
    return rf"(?:{_YOUR}{_NEW}(?:{words})\b | (?:{_NEW})(?:{words}){_END})"


OFFERED = _nouns(
    r"angebot|leistungen|vorteile|möglichen\svorteile|benefits?|beitrag|paket|extras?|gehalt|verdienst|lohn"
    r"|bezahlung|vergütung|gegenleistung|konditionen|bedingungen|perspektiven?|gewinn|kollegen|team"
    r"|verfahren|projekte|unternehmen|einrichtung|plus|kontakt|ansprechpartner\w*|bewerbung\w*|offer"
    r"|contact|culture|nächster\sschritt|erstes\sjahr|arbeitsplatz"
)
DONE = _nouns(
    r"aufgaben\w*|tätigkeit\w*|einsatz(?:gebiet|bereich)\w*|verantwort\w+|rolle|job|arbeit|mission"
    r"|stellenbeschreibung|abenteuer|arbeitsalltag|ausbildungsinhalte|unterrichtsinhalte|inhalte"
    r"|responsibilit\w+|tasks?|duties|role|challenge|job\sdescription|job\sresponsibilities"
    r"|herausforderung\w*"
)
DEMANDED = _nouns(
    r"profil|erfahrung(?:en)?|anforderung\w*|qualifikation\w*|voraussetzung\w*|kompetenz\w*|hintergrund|stärken|skill\w*"
    r"|fähigkeiten|können|kenntnisse|qualifications?|requirements|profile|background|expertise|attributes"
    r"|experience|professional\sstrengths|basisqualifikation\w*|mitbringsel|erwartungen|know-?how"
)
# Each pattern is matched at the start of a short line (or of what stands before a colon); the first that fits decides.
HEADINGS: tuple[tuple[Strength, re.Pattern[str]], ...] = tuple(
    (strength, re.compile(_START + "(?:" + pattern + ")", re.I | re.X))
    for strength, pattern in (
        (Strength.NICE, r"""von\ vorteil | vorteilhaft | wünschenswert\w* | (?:idealerweise|optimalerweise|im\ idealfall|zusätzlich)\b.*(?:mit|folgendes|noch)
            | nice\W+to\W+have | preferred\ (?:qualifications|skills) | (?:ihre|deine)?\s*pluspunkte | (?:das|gut)\ wäre(?!\ .*gut$)\ (?:schön|toll|ein\ plus)
            | bonus\W*points | optional"""),
        (Strength.BOAST, rf"""(?:was|das)\ wir\ .*(?:bieten|haben|geben|anbieten) | (?:was|das)\ (?:dürfen|können|kannst|darfst)\ .*erwarten
            | das\ bieten | (?:was|das|dafür)\ .*(?:bekomm|krieg|bietet|geben\ wir|gibt\ es|zahlen) | (?:was|das)\ erwartet\ (?:dich|sie)\ (?:bei|in|als\ teil)
            | was\ {_YOU}\ von\ uns | das\ {_YOU}\ von\ uns | das\ spricht\ für | das\ sind\ deine\ perspektiven | das\ haben\ wir
            | (?:du|sie)\ (?:bekommst|kriegst|bekommen|erhalten|erhältst|profitier\w+) | (?:was|das)\ hat\ .*zu\ bieten
            | wir\ (?:bieten|zahlen|sind|haben|geben|versprechen|über\ uns) | wer\ (?:wir\ sind|sind\ wir) | das\ (?:sind\ wir|ist\ uns|ist\ uns\ wichtig|team\b)
            | {OFFERED}
            | attraktive\ bedingungen | geboten | perks{_END} | what\ we\ offer | we\ offer | offer{_END} | what's\ in\ it | why\b | warum\b | worauf\ .*freuen
            | (?:dar)?auf\ (?:diese|das|was)?\s*(?:dürfen|kannst|können|darfst) | darauf | freuen\ sie | freu\ dich | über\ (?:uns|unseren?|die|den|das|[A-Z]\w+$)
            | (?:einige\s)?unternehmen(?:sprofil|sbeschreibung)?{_END} | arbeitgeber{_END} | about\b | company\b | who\ we\ are | diversity | inclusive
            | interess(?:e|iert)\b | (?:jetzt\ )?bewirb\b | bewerb(?:en\ sie|ung{_END}) | jetzt\ bewerben | hinweise? | haben\ wir | kurzinfo | schlagworte | (?:standort|ablauf|einsatzort|arbeitszeit){_END}
            | additional\ information | und\ sonst | wie\ (?:wir|sie|du)\b | so\ (?:arbeiten|lernst|bewirbst) | zum\ ablauf | neugierig | noch\ fragen
            | (?:das|ein)\ blick | einblick | klingt | überzeugt\? | lust\ auf\ die\ nächste | ein\ wort\ | bei\ uns$"""),
        (Strength.TASK, rf"""(?:(?:was|das|es|worauf|dich|sie)\ )*(?:erwartet|erwarten)\ (?:dich|sie|euch)\b | (?:dich|sie)\ erwartet | was\ (?:dich|sie)\ (?:bei\ uns\ )?erwartet
            | (?:das|die|dies|diese)?\s*(?:sind|gehört|werden)\ (?:zu\ )?(?:deine|ihre)\w*\ {_NEW}(?:aufgaben|tätigkeit)\w* | dazu\ gehört
            | (?:was|das)\ {_YOU}\ .*(?:mach|tust|tun\b|bewirk|beweg|lern|übernehm|gestalte) | (?:das|was)\ (?:machst|machen|bewirken|bewegst|bewegen|lernst|übernehmen|tun)\ {_YOU}
            | (?:diese|folgende)\ .*(?:aufgaben|herausforderungen) | was\ (?:ist\ )?zu\ tun | zu\ tun | (?:du|sie|wir)\ (?:machst|machen|lernst|übernimmst|übernehmen)\b | in\ der\ ausbildung | zur\ ausbildung
            | so\ sieht | zu\ (?:deinen|ihren)\ aufgaben | worum\ geht | mögliche\ themen | der\ job | (?:zum|beim)\ job | was\ wir\ zusammen
            | {DONE}"""),
        (Strength.REQUIRED, rf"""{DEMANDED}
            | (?:was|das|wen|womit|wodurch|damit|dafür|hiermit|wer|features|fachlich|persönlich|folgendes)\b.*(?:mitbring|bringst|bringen|brauch|kannst|können|sollt|wünsch|erwarte|auszeichnet|überzeug
              |ausmacht|suchen|begeistern|wollen|haben\ sollt|hast|voraus|passt|punkten)
            | wir\ (?:erwarten|wünschen|suchen) | (?:du|sie)\ (?:hast|haben|bist|bringst|bringen|solltest|sollten|kannst|sollen|passen|passt)\b
            | mitbringen | (?:überzeug\w*|begeister\w*)\ (?:du\ )?uns | so\ (?:überzeugst|passt) | wer\ (?:gut\ )?(?:hierher|zu\ uns)? \s*passt | gesucht\ wird | gut\ wäre | fachlich\w*$ | erforderlich\W*$
            | who\ you\ are | (?:what\ )?you\ (?:bring|have|are|need) | about\ you | we(?:’|')d\ love\ to\ meet\ you | (?:du|sie)\W*$ | das\ sind\ die\ voraussetzungen | bring\ mit"""),
    )
)  # fmt: skip
# Headings in running text: a title word beside no article, then a new start in capitals.
INLINE = re.compile(
    r"(?:(?<=[.!?:|)®]\s)|(?<=[A-ZÄÖÜ]\w\s)|(?<=\w\s))(?P<head>"
    r"(?:(?:Ihre?|Deine?|IHRE?|DEINE?|Unsere?|Zu\sDeinen|Zu\sIhren|Das)\s+(?:Aufgaben|AUFGABEN|Profil|PROFIL|Benefits|BENEFITS|Qualifikation(?:en)?|Anforderungen|Vorteile|Angebot|Gewinn|Ansprechpartner|Kontakt)"
    r"|(?P<bare>Aufgaben|Anforderungen|Profil|Qualifikationen|Benefits|KONTAKT|Kontakt|Tätigkeitsbeschreibung|Stellenbeschreibung)"
    r"|(?:Was|Das)\s(?:wir|Wir|Du|du|Sie|brauchst|bringst|bringen|bieten)\b(?:\s+\w+,?){0,6}?\s(?:mitbringst|mitbringen|bieten|anbieten|erfüllen|mit|wir)"
    r"|Wir\sbieten|Du\sbringst\sFolgendes\smit|Wie\swird\sdein\sTag\saussehen|Was\sbrauchst\sdu(?:,\sum\sdie\sRolle\szu\serfüllen)?|Über\suns)"
    r")(?:\sbei\s(?:der\s)?[A-Z]+(?:\s[A-Z]+)?)?(?:\s+(?:zählen|sind))?\s*[:–-]?\s+(?=[A-ZÄÖÜ\d(])"
)


def headings_inside(text: str) -> Iterator[int]:
    """Where in a long line headings stand; a bare "Aufgaben" is none behind an article or adjective."""
    for found in INLINE.finditer(text):
        before = text[max(0, found.start("head") - 40) : found.start("head")].split()
        if not found["bare"] or not before or not before[-1][0].islower() or before[-1][-1] in ".!?:":
            yield found.start("head")


def heading_of(line: str) -> Strength | None:
    """The strength a line gives to what follows, when it is a heading or begins with one and a colon."""
    inline = INLINE.match("x " + line, 2)
    head = inline["head"] if inline else (line.split(":")[0] if ":" in line[: LONGEST_HEADING + 1] else line)
    head = head.strip(" *_-–:#<>|►▸•■")
    if not head or len(head) > LONGEST_HEADING or len(head.split()) > MOST_WORDS or head[0].islower():
        return None
    if head == line.strip() and (head.endswith((".", ",")) or ", " in head):
        return None
    return next((strength for strength, pattern in HEADINGS if pattern.match(head)), None)
