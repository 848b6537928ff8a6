"""What a run tells of its troubles is read in the reader's language, whichever part of the engine wrote it."""

from __future__ import annotations

import ast
import builtins
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import matcher
from matcher.errors import InputError, StoreError
from matcher.profiles import EXPECTED
from matcher.sources.drift import Drift
from matcher.sources.guards import check_counts, expected_for
from matcher.store import Store
from matcher.store.base import ADVICE
from tests.web import written
from tests.web.written import Node
from web.i18n import speaking
from web.runs import told

ENGINE = Path(matcher.__file__).parent
# What is checked before a run begins, or said on the command line only.
NO_RUN = re.compile(
    r"(cli\w*|settings|facts|preferences|personal|case|extraction_case|evaluate|official)\.py"
    r"|(rules|bridge)/\w+\.py|weekly/(plan|lock|sending)\.py|sources/slices\.py"
)
BEFORE = re.compile(r"expected a format out of|the folder holds no .json, .csv|expected (each area|the fields area|a list of \[\[)|expected (a whole number$|1, 4 or 34|a number between)")  # fmt: skip
# Which argument of a call is a sentence; an error's own is the first.
CALLS = {"InputError": 2, "Rejected": 2, "_Again": 0, "Maybe": 1, "CountCheck": 1, "_report": 7, "warn": 0,
         "abandon_imports": 2, "abandon_weekly": 1}  # fmt: skip
LISTS, FIELDS = ("warnings", "notices"), ("problem", "_given_up")
# What warnings and notices hand on that another part wrote.
HANDED_ON = {"sentence", "reason", "str(watch.drift())"}


def _is_error(name: str) -> bool:
    """Whether a class is one of the engine's errors whose first argument is the message."""
    return name.endswith("Error") and not hasattr(builtins, name) and name not in ("InputError", "NoFiguresError")


def _handed(found: Node, weekly: bool) -> Iterator[ast.expr]:
    """The expressions that a node hands on as a sentence of a report, or as a part of one."""
    match found.node:
        case ast.Call(args=args, keywords=words) as call:
            name = written.called(call)
            place = 0 if _is_error(name) else CALLS.get(name, len(args))
            yield from (args[place : place + 1] if ast.unparse(call).find("Verdict.FINE,") < 0 else ())
            yield from (word.value for word in words if word.arg in FIELDS)
            yield from (args[0] for _ in [0] if _adds_to_list(call))
        case ast.Assign(targets=[ast.Attribute(attr=attr)], value=value) if attr in FIELDS:
            yield value
        case ast.Dict(keys=keys, values=values):
            yield from (
                v for k, v in zip(keys, values, strict=True) if isinstance(k, ast.Constant) and k.value in FIELDS
            )
        case ast.FunctionDef(name="flaw"):
            yield from (x.value for x in ast.walk(found.node) if isinstance(x, ast.Return) and x.value)
        case ast.Yield(value=ast.expr() as value) if weekly:
            yield value


def _adds_to_list(call: ast.Call) -> bool:
    """Whether a call adds to the warnings or notices without the method that is made for it."""
    of = call.func.value if isinstance(call.func, ast.Attribute) else None
    return written.called(call) in ("append", "extend") and isinstance(of, ast.Attribute) and of.attr in LISTS


def _modules() -> Iterator[Path]:
    return (path for path in sorted(ENGINE.rglob("*.py")) if not NO_RUN.fullmatch(path.relative_to(ENGINE).as_posix()))


def _said() -> Iterator[str]:
    for path in _modules():
        for found in written.nodes(path):
            for expression in _handed(found, path.parent.name == "weekly"):
                yield from found.texts(expression)


SAID = sorted({text for text in _said() if re.search("[a-z]", text) and not BEFORE.search(text)})


def test_the_engine_says_much() -> None:
    some = ("not reconciled: 7: 7 of 7", "digest of 7", "below the about 7", "rules or figures", "none of the parts")
    assert len(SAID) > 90 and [s for s in some if not any(s in text for text in SAID)] == []


def test_what_a_report_hands_on_without_its_words_is_known() -> None:
    found = {
        ast.unparse(call.args[0])
        for path in _modules()
        for x in written.nodes(path)
        if isinstance(call := x.node, ast.Call) and (written.called(call) == "warn" or _adds_to_list(call))
        if not x.texts(call.args[0])
    }
    assert found == HANDED_ON


@pytest.mark.parametrize("lang", ["nl", "de"])
def test_every_sentence_of_a_report_is_translated(app: Flask, lang: str) -> None:
    with app.test_request_context(), speaking(lang):
        assert [text for text in SAID if told.said(text) == told.english(text)] == []


def _of_the_database(name: str) -> str:
    """What a report says of such trouble with the database."""
    error = sqlite3.OperationalError("so says SQLite")
    error.sqlite_errorname = name
    with Store.open(":memory:") as store, pytest.raises(StoreError) as raised, store.guarded():
        raise error
    return str(raised.value)


@pytest.mark.parametrize("lang", ["nl", "de"])
@pytest.mark.parametrize("name", ADVICE)
def test_what_to_do_about_the_database_is_translated_and_what_it_said_is_quoted(
    app: Flask, name: str, lang: str
) -> None:
    with app.test_request_context(), speaking(lang):
        said = told.said(_of_the_database(name))
    assert said.endswith(' (<span lang="en">so says SQLite</span>)') and said.count("<") == 2


UNKNOWN, OLD, GONE = {"farbe": 60, "hut": 1}, {"titel": 9}, {"firma": 55}
DRIFT = Drift("detail", 1234, UNKNOWN, GONE, OLD)
COUNTS = check_counts(expected_for((), "49716+50", 4, 1200), 3)
TOLD = {
    "a search with the kind of offer and numbers as the reader writes them": (
        "not reconciled: 49716+50, angebotsart 1: 10 of 1200 announced were not listed; "
        "only what the service confirms counts as withdrawn",
        "niet volledig: 49716+50, banen: 10 van de 1.200 aangekondigde vacatures niet in de lijst gevonden; "
        "alleen wat de dienst bevestigt, telt als ingetrokken",
        "nicht vollständig: 49716+50, Stellen: 10 von 1.200 angekündigten Stellenangeboten nicht in der Liste gefunden; "
        "als zurückgezogen gilt nur, was der Dienst bestätigt",
    ),
    "a part of a search": (
        "Leer, angebotsart 4: Jobsuche /pc/v6/jobs: gave up after 6 attempts; the last: HTTP 503",
        "Leer, leerwerkplekken: Jobsuche /pc/v6/jobs: na 6 pogingen opgegeven; de laatste keer: HTTP 503",
        "Leer, Ausbildungsplätze: Jobsuche /pc/v6/jobs: nach 6 Versuchen aufgegeben; zuletzt: HTTP 503",
    ),
    "counts that stop a run": (
        f"the old vacancies stay: {COUNTS.sentence}; where that is right, WERKBRUG_EXPECTED names your own counts",
        "de oude vacatures blijven staan: veel minder vacatures dan verwacht voor 49716+50 (leerwerkplekken): 3 gevonden; "
        "verwacht: ongeveer 1.200, ten minste 600 (volgens: laatste goede run); "
        "klopt het aantal toch, geef dan met WERKBRUG_EXPECTED uw eigen aantallen op",
        "die bisherigen Stellenangebote bleiben bestehen: weit weniger Stellenangebote als erwartet für 49716+50 "
        "(Ausbildungsplätze): 3 gefunden; erwartet: etwa 1.200, mindestens 600 (laut: letzter erfolgreicher Lauf); "
        "stimmt die Zahl doch, geben Sie mit WERKBRUG_EXPECTED eigene Zahlen an",
    ),
    "answers of another shape": (
        f"the shape of the answers has changed, the old vacancies stay: {DRIFT}",
        "de antwoorden zijn anders opgebouwd dan voorheen; de oude vacatures blijven staan: "
        "1.234 antwoorden bekeken (details van vacatures); onbekend: farbe (60), hut (1); verdwenen: firma (55); "
        "met de naam uit een oudere versie: titel (9)",
        "die Antworten sind anders aufgebaut als bisher; die bisherigen Stellenangebote bleiben bestehen: "
        "1.234 Antworten geprüft (Einzelheiten von Stellenangeboten); unbekannt: farbe (60), hut (1); "
        "verschwunden: firma (55); mit dem Namen aus einer älteren Version: titel (9)",
    ),
    "a file with the place in it": (
        f"the file a <b>.json could not be used: {InputError('a <b>.json:3', '', f'found no valid JSON; {EXPECTED}')}",
        "het bestand a &lt;b&gt;.json is niet bruikbaar: a &lt;b&gt;.json, regel 3: dit is geen geldige JSON; "
        "gebruik VUM-profielen of een Europass-cv (JSON) of een Sonar-export (CSV of XLSX)",
        "die Datei a &lt;b&gt;.json ist nicht verwendbar: a &lt;b&gt;.json, Zeile 3: das ist kein gültiges JSON; "
        "verwenden Sie VUM-Profile oder einen Europass-Lebenslauf (JSON) oder einen Sonar-Export (CSV oder XLSX)",
    ),
    "a field of an answer": (
        f"{InputError('Entgeltatlas', 'entgelt', 'expected the median pay, found another shape')}",
        "Entgeltatlas, veld entgelt: verwacht: het mediane loon; het antwoord is anders opgebouwd",
        "Entgeltatlas, Feld entgelt: erwartet: das Medianentgelt; die Antwort ist anders aufgebaut",
    ),
    "words of a service stay, in whatever language": (
        "Jobsuche /pc/v6/jobs: HTTP 400, Ungültige Anfrage",
        "Jobsuche /pc/v6/jobs: HTTP 400, Ungültige Anfrage",
        "Jobsuche /pc/v6/jobs: HTTP 400, Ungültige Anfrage",
    ),
    "words of a mail server are marked": (
        "the report could not be mailed (SMTPException: relay <denied>)",
        'het verslag kon niet worden gemaild (SMTPException: <span lang="en">relay &lt;denied&gt;</span>)',
        'der Bericht konnte nicht per E-Mail verschickt werden (SMTPException: <span lang="en">relay &lt;denied&gt;</span>)',
    ),
    "what nobody foresaw is marked": (
        "something: <nobody> foresaw",
        '<span lang="en">something: &lt;nobody&gt; foresaw</span>',
        '<span lang="en">something: &lt;nobody&gt; foresaw</span>',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "dutch", "german"), TOLD.values(), ids=TOLD)
def test_a_sentence_reads_whole_with_its_values(app: Flask, text: str, dutch: str, german: str) -> None:
    for lang, expected in (("nl", dutch), ("de", german)):
        with app.test_request_context(), speaking(lang):
            assert told.said(text) == expected


def test_where_a_record_was_found_is_said_in_words(app: Flask) -> None:
    with app.test_request_context(), speaking("de"):
        assert (
            told.place("jobsuche 49716, page 3, entry 4", "titel") == "jobsuche 49716, Seite 3, Eintrag 4, Feld titel"
        )
        assert told.place("vum.json:3#1") == "vum.json, Zeile 3, Profil 2"
