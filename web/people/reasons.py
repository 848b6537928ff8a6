"""What the sources say of a field or a record that they could not use, in the reader's language.

The sources say it in English, for files of reports as well; a pattern here is such a sentence with places for values.
"""

from __future__ import annotations

import re
from functools import cache

from matcher.errors import InputError
from matcher.profiles import EXPECTED
from web import sentences
from web.i18n import _, marked
from web.people import incoming

# How the sentence begins that says of a table that it is none of the known ones.
OTHER_TABLE = "found a table of "
# The first one that fits a whole sentence counts.
SENTENCES = (
    marked("not text"),
    marked("not true or false"),
    marked("not a number"),
    marked("not a usable number"),
    marked("not a date"),
    marked("not a date and time"),
    marked("not a list"),
    marked("not an object"),
    marked("not between %(low)s and %(high)s"),
    marked("unknown value %(value)s"),
    marked("unknown value"),
    marked("unknown field"),
    marked("holds something that is not text"),
    marked("a language at several levels, the lowest counts"),
    marked("unknown licence"),
    marked("not an identifier of letters, digits, dots and hyphens; not used"),
    marked("not four digits and two letters"),
    marked("missing"),
    marked("the person has not agreed to sharing the profile"),
    marked("not an address"),
    marked("ends before it starts"),
    marked("neither an address nor a number"),
    marked("more than aantalWerkurenPerWeekMaximaal"),
    marked("no diploma, but finished with success"),
    marked("a course without a name"),
    marked("not a code of ISO 639"),
    marked("not a Dutch postcode"),
    marked("not the name of a language"),
    marked("more odd fields, not listed"),
    marked("expected a Sonar export; missing columns: %(names)s"),
    marked("expected a readable CSV or XLSX table"),
    marked("expected %(wanted)s cells as in the header, found %(found)s"),
    marked("expected each person once, found an identifier of an earlier row"),
    marked("expected each person once, found an identifier of an earlier record"),
    marked("expected 1 to 200 letters, digits, dots, hyphens or underscores, found %(found)s"),
    marked("expected four digits and two letters, found %(found)s"),
    marked("expected the person's part of a Europass CV, found none"),
    marked("expected an identifier of your own, found a number that could be a BSN"),
    marked("expected a profile, found no JSON object"),
    marked("expected a file that ends with %(endings)s"),
    marked("broken JSON; this record and what follows it cannot be read"),
    marked("found no UTF-8 text"),
    marked("found no valid JSON"),
    marked("found JSON that is nested too deep or too long"),
    marked("found a single JSON value"),
    marked("found a list without profiles"),
    marked("found an object without known fields"),
    marked("found an object with %(names)s"),
    marked("found a table of %(columns)s columns that is no Sonar export"),
    marked("found a table of %(columns)s columns that is no Sonar export; expected the format %(form)s"),
    marked("expected the format %(form)s, found %(found)s"),
    marked("cannot be read (%(kind)s)"),
    marked("expected VUM profiles or a Europass CV (JSON) or a Sonar export (CSV or XLSX)"),
    marked("expected the advertisement's reference number as text, found none"),
    marked("expected an advertisement or a search answer, found no JSON object"),
    marked("neither an advertisement nor a search answer"),
    marked("an error answer of the service, not an advertisement"),
    marked("not UTF-8 text"),
    marked("JSON that is nested too deep or holds a number that is too long"),
    marked("not JSON: %(error)s at column %(column)s"),
    marked("a number, not text"),
    marked("an amount without a known period"),
    marked("an upper end without a lower one"),
    marked("coordinates out of range"),
    marked("higher than gehaltsspanneBis"),
    marked("not a German state"),
    marked("not a plausible amount per %(period)s"),
    marked("not a web address"),
    marked("not five digits"),
    marked("nothing"),
    marked("other signs"),
    marked("something else"),
)


def said(reason: str) -> str:
    """A reason in the reader's language; as it came where it is none of the known ones."""
    found = known(reason)
    return reason if found is None else found


def known(reason: str) -> str | None:
    """A reason in the reader's language; None where it is none of the known ones."""
    head, semicolon, _rest = reason.partition(f"; {EXPECTED}")
    if semicolon:
        found = known(head)
        return None if found is None else f"{found}; {_(EXPECTED)}"
    fit = sentences.fit(reason, _patterns())
    return _(fit.sentence, **{name: said(value) for name, value in fit.values.items()}) if fit else None


def note(text: str) -> str:
    """A field with what is wrong with it."""
    field, colon, reason = text.partition(": ")
    return f"{field}: {said(reason)}" if colon else said(text)


def problem(error: InputError) -> str:
    """Why a file cannot be used, with its name; pasted text that is no known format is read as text, not as a table."""
    if error.where == incoming.PASTED[1] and error.expected.startswith(OTHER_TABLE):
        return _(
            "This was read as text, and no profile was found in it. Paste a VUM or Europass profile (JSON) or rows of a Sonar export with their header; what stands in a CV goes into the form below."
        )
    return f"{place(error.where, error.field)}: {said(error.expected)}"


def place(where: str, field: str) -> str:
    """File, line, number of the profile and field, as far as they are known; `where` is written file:line#index."""
    found = PLACE.fullmatch(where)
    name, line, index = found.groups() if found else (where, None, None)
    parts = (
        _("pasted text") if name in incoming.PASTED else name,
        _("line %(n)s", n=line) if line else "",
        _("profile %(n)s", n=int(index) + 1) if index else "",
        _("field %(name)s", name=field) if field else "",
    )
    return ", ".join(filter(None, parts))


PLACE = re.compile(r"(.*?)(?::(\d+))?(?:#(\d+))?", re.S)


@cache
def _patterns() -> tuple[sentences.Pattern, ...]:
    return sentences.patterns(SENTENCES)
