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
ELSEWHERE = re.compile(
    r"no such file or folder|the folder holds no|cannot be read \(|expected a format out of|expected the format"
)


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts that an expression may give, values filled with something."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.JoinedStr):
        filled = (v.value if isinstance(v, ast.Constant) else _filled(v) for v in node.values)
        yield "".join(str(part) for part in filled)


def _filled(value: ast.expr) -> str:
    assert isinstance(value, ast.FormattedValue)
    name = ast.unparse(value.value)
    return {"EXPECTED": profiles.EXPECTED, "wanted": profiles.EXPECTED, "found": "nothing"}.get(name, "text")


def _said() -> Iterator[str]:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in CALLS and len(node.args) > CALLS[name]:
                found = _texts(node.args[CALLS[name]])
                yield from (f"not {t}" if name in ("typed", "_dated") else t for t in found)


SAID = sorted({text for text in _said() if not ELSEWHERE.search(text)})


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
