"""Languages of the interface: the catalogues are read from the .po files at the start, nothing is compiled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import Translations
from flask import Flask, g, request, session
from flask_babel import (  # type: ignore[import-untyped,unused-ignore]
    Babel,
    force_locale,
    format_date,
    format_datetime,
    get_locale,
    lazy_gettext,
)

LANGUAGES = {"nl": "Nederlands", "de": "Deutsch", "en": "English"}
DEFAULT = "nl"
# What a browser may ask for before anybody chose: many in Dutch offices are set to English, whose users read Dutch.
OFFERED = ("nl", "de")
FOLDER = Path(__file__).parent / "translations"


def _(text: str, **values: object) -> str:
    """A sentence of the interface in the reader's language, with its values."""
    said = _messages().ugettext(text)
    return str(said % values) if values else str(said)


def ngettext(one: str, many: str, num: int) -> str:
    """A sentence about a number of things in the reader's language; the number fills %(num)s."""
    return str(_messages().ungettext(one, many, num) % {"num": num})


def _messages() -> Translations:
    """The messages of this request's language; Flask-Babel's own way asks for the request four times a sentence."""
    return catalogue(lang())


def lazy(text: str) -> Any:
    """A sentence that is translated when it is shown, for tables made at import."""
    return lazy_gettext(text)


def marked(text: str) -> str:
    """A sentence as it is, marked so that it gets its translations; `_` says it later."""
    return text


@cache
def catalogue(lang: str) -> Translations:
    """The messages of one language, read once; the sources are English, so `en` has none of its own."""
    path = FOLDER / lang / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return Translations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=lang))
    compiled.seek(0)
    return Translations(compiled)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Within this, everything is said in one language, whatever the request's own; for papers."""
    with force_locale(lang):
        yield


def init(app: Flask) -> None:
    """Give the application its languages."""
    babel = Babel(app, default_locale=DEFAULT, locale_selector=choose)
    with app.app_context():
        for lang in LANGUAGES:
            babel.domain_instance.cache[lang, "messages"] = catalogue(lang)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _messages().ugettext(text),
        ngettext=lambda one, many, num: _messages().ungettext(one, many, num),
        newstyle=True,
    )


def choose() -> str:
    """The language of this request: the user's own, else the session's, else German for a German browser, else Dutch."""
    chosen = getattr(g.get("who"), "lang", "") or session.get("lang")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(OFFERED, DEFAULT)


def lang() -> str:
    """The language of this request as a two-letter code."""
    locale = get_locale()
    return str(locale.language) if locale else DEFAULT


def short_date(text: object) -> str:
    """A date, or a moment as the store writes it, in the reader's language; empty for None."""
    if text is None or text == "":
        return ""
    value = text if isinstance(text, date) else datetime.fromisoformat(str(text))
    return str(format_date(value, "medium"))


def month(day: date) -> str:
    """The month of a day with its year, short, in the reader's language."""
    return str(format_date(day, "MMM yyyy"))


def number(value: float, digits: int = 0) -> str:
    """A number in the reader's notation with a fixed number of decimals."""
    return _number(value, digits, lang())


@lru_cache(maxsize=20_000)
def _number(value: float, digits: int, spoken: str) -> str:
    """A page shows a hundred numbers, and many are the same."""
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, pattern, locale=spoken))


def moment(text: str | None) -> str:
    """A moment as the store writes it (UTC), in local time and the reader's notation; empty for None."""
    return str(format_datetime(datetime.fromisoformat(text), "short")) if text else ""
