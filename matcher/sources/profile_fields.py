"""What the sources of jobseekers share: reading codes, Dutch postcodes, languages and licences."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from babel import Locale
from babel.core import get_global

from matcher.models import Cefr, Language
from matcher.sources import bsn
from matcher.sources.fields import Reader, clean

T = TypeVar("T")

FIRST_YEAR = 1940
POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Za-z]{2}")
PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z_. ]{0,60}")
LICENCES = frozenset("A A1 A2 AM B B+ C1 C D1 D BE C1E CE D1E DE T".split())
# The exchange standard has four levels of its own and no CEFR; these are our estimate, always marked assumed.
SPOKEN = {"2": Cefr.A2, "3": Cefr.B1, "4": Cefr.C1}
NO_COMMAND = "1"


class ProfileReader(Reader):
    """A Reader for jobseekers: empty values count as absent, codes may be numbers, notes hold no BSN."""

    first_year: ClassVar[int] = FIRST_YEAR

    def note(self, name: str, reason: str) -> None:
        """Remember that a field is odd."""
        super().note(bsn.hide(str(name)), reason)

    def typed(self, name: str, kind: type[T], expected: str) -> T | None:
        """The field when it has the type; null, empty text, empty list and empty object count as absent."""
        return None if self.empty(name) else super().typed(name, kind, expected)

    def empty(self, name: str) -> bool:
        """Whether a field says nothing."""
        value = self.body.get(name)
        return value is None or value in ("", [], {}) or (isinstance(value, str) and not clean(value))

    def word(self, name: str) -> str | None:
        """A code as text, whether it was written as text or as a number."""
        value = self.body.get(name)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15:
            return str(value)
        return self.text(name)

    def code(self, name: str, table: Mapping[str, T | None]) -> T | None:
        """The meaning of a code of a closed list; a code outside it is noted."""
        word = self.word(name)
        if word is None:
            return None
        if word not in table:
            self.note(name, "unknown value")
            return None
        return table[word]

    def whole(self, name: str, most: int) -> int | None:
        """A whole number from 0 to `most`; a fraction is cut off."""
        word = self.word(name) if isinstance(self.body.get(name), str) else None
        if word is not None and re.fullmatch("[0-9]{1,9}", word):
            value: float | None = float(word)
        else:
            value = self.number(name) if not self.empty(name) else None
        if value is not None and not 0 <= value <= most:
            self.note(name, f"not between 0 and {most}")
            return None
        return None if value is None else int(value)

    def unknown(self, known: frozenset[str]) -> None:
        """Note every field that is not in `known`; a name that may be personal is not repeated."""
        for name in self.body:
            if name not in known and not bsn.says_bsn(name):
                self.note(name if PLAIN_NAME.fullmatch(name) else "…", "unknown field")


def dutch_postcode(text: str) -> str | None:
    """A Dutch postcode as 1234AB, or None when the text is none."""
    plain = clean(text)
    return plain.replace(" ", "").upper() if POSTCODE.fullmatch(plain) else None


def language_code(code: str) -> str | None:
    """ISO 639-1 for a code of two or three letters (639-3, also 639-2/B); the code itself where 639-1 has none."""
    plain = clean(code).lower()
    if not re.fullmatch("[a-z]{2,3}", plain):
        return None
    return str(get_global("language_aliases").get(plain) or plain).split("_")[0]


def language_named(name: str) -> str | None:
    """ISO 639-1 for the name of a language in English, Dutch, German or French."""
    return _language_names().get(clean(name).casefold())


@functools.cache
def _language_names() -> Mapping[str, str]:
    names: dict[str, str] = {}
    for locale in ("fr", "de", "nl", "en"):
        names |= {v.casefold(): k for k, v in Locale(locale).languages.items() if "_" not in k}
    return names


def each_once(r: ProfileReader, name: str, languages: Iterable[Language]) -> tuple[Language, ...]:
    """One entry per language; when a profile states several levels, the lowest, so that nothing is promised."""
    found: dict[str, Language] = {}
    for language in languages:
        other = found.get(language.code)
        if other is not None and other.level != language.level:
            r.note(name, "a language at several levels, the lowest counts")
        if other is None or _rank(language) < _rank(other):
            found[language.code] = language
    return tuple(found.values())


def _rank(language: Language) -> int:
    return language.level.rank if language.level else len(Cefr) + 1


def licences(r: ProfileReader, name: str, words: Iterable[str | None]) -> tuple[str, ...]:
    """Licence categories of the known list, each once; others are noted."""
    given = [clean(word).upper() for word in words if word]
    if any(word not in LICENCES for word in given):
        r.note(name, "unknown licence")
    return tuple(dict.fromkeys(word for word in given if word in LICENCES))


def once(values: Iterable[Any]) -> tuple[Any, ...]:
    """The values without repetition, in their order."""
    return tuple(dict.fromkeys(values))
