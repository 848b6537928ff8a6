"""Why a field or a record could not be used is said in the reader's language, whatever the source was."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from matcher import profiles
from matcher.errors import InputError
from tests.web import written
from web.i18n import speaking
from web.people import incoming, reasons

SOURCES = Path(profiles.__file__).parent / "sources"
FILES = (
    Path(profiles.__file__),
    *(
        SOURCES / f"{n}.py"
        for n in (
            "fields",
            "profile_fields",
            "vum",
            "sonar",
            "sonar_table",
            "europass",
            "bsn",
            "jobsuche",
            "jobsuche_answers",
            "jobsuche_fields",
        )
    ),
    Path(incoming.__file__),
)
# Which argument of a call is the reason.
CALLS = {"note": 1, "InputError": 2, "Rejected": 2, "typed": 2, "_dated": 2}
# Said on the command line only: an adviser sends one file, of any format.
ELSEWHERE = re.compile(r"no such file or folder|the folder holds no|expected a format out of")


def _said() -> Iterator[str]:
    for path in FILES:
        for found in written.nodes(path):
            if isinstance(found.node, ast.Call):
                name = written.called(found.node)
                if name in CALLS and len(found.node.args) > CALLS[name]:
                    texts = found.texts(found.node.args[CALLS[name]])
                    yield from (f"not {t}" if name in ("typed", "_dated") else t for t in texts)


# `typed` and `_dated` write this, each with what its callers name.
FRAME = f"not {written.FILLED}"
SAID = sorted({text for text in _said() if text != FRAME and not ELSEWHERE.search(text)})


def test_the_sources_say_much() -> None:
    assert len(SAID) > 30 and "unknown licence" in SAID


@pytest.mark.parametrize("lang", ["nl", "de"])
def test_whatever_a_source_says_is_translated(app: Flask, lang: str) -> None:
    with app.test_request_context(), speaking(lang):
        assert [text for text in SAID if reasons.said(text) == text] == []


def test_values_stay_and_what_they_say_is_translated_too(app: Flask) -> None:
    error = InputError("lijst.csv:3", "Postcode", "expected four digits and two letters, found nothing")
    with app.test_request_context(), speaking("nl"):
        assert reasons.problem(error).startswith("lijst.csv, regel 3, veld Postcode: hier")
        assert reasons.place("pasted.json:7#0", "") == "geplakte tekst, regel 7, profiel 1"
        assert reasons.problem(error).endswith(
            "veld Postcode: hier horen vier cijfers en twee letters te staan; gevonden: niets"
        )
        assert reasons.note("uren: not between 0 and 168") == "uren: niet tussen 0 en 168"
        assert reasons.said("something nobody foresaw") == "something nobody foresaw"
        found = reasons.said(f"found no valid JSON; {profiles.EXPECTED}")
        assert found.startswith("dit is geen geldige JSON; gebruik VUM-profielen")
