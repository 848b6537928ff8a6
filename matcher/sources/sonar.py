"""The Sonar dashboard export of municipalities, as CSV or XLSX: one row a person.

Sex, age, street, the adviser and disability registers are not taken in; a BSN column is refused. An odd cell
never costs the record: it is named in `Jobseeker.odd`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from matcher.models import Cefr, Contact, Diploma, Jobseeker, Language, Occupation, Profile
from matcher.sources import bsn
from matcher.sources.base import RawRecord
from matcher.sources.profile_fields import NO_COMMAND, SPOKEN, ProfileReader, dutch_postcode, licences, once
from matcher.sources.sonar_table import (
    ID,
    OCCUPATION,
    OCCURRENCE,
    POSTCODE,
    REGISTERED,
    canonical,
    day_of,
    fold,
    identity,
    own_id,
    read,
)

__all__ = ["parse", "read"]

SPLIT = re.compile(r"[,;/|\s]+")
MOST_HOURS = 99
TRANSPORT = {
    "auto": "car",
    "scooter": "moped",
    "bromfiets": "moped",
    "brommer": "moped",
    "snorfiets": "moped",
    "motor": "motor",
    "fiets": "bike",
    "ov": "public",
    "openbaarvervoer": "public",
}
LEVELS = {
    **dict.fromkeys(("geen", "basis", "basisonderwijs", "lageronderwijs"), Diploma.NONE),
    **dict.fromkeys(("vmbo", "mavo", "lbo", "vbo", "lts", "vmbomavo"), Diploma.VMBO),
    **dict.fromkeys(("havo", "vwo", "havovwo", "atheneum", "gymnasium"), Diploma.HAVO_VWO),
    **dict.fromkeys(("mbo", "mbohavovwo", "mts", "meao"), Diploma.MBO),
    **{f"mbo{n}": Diploma(f"mbo{n}") for n in "1234"},
    **dict.fromkeys(("hbo", "bachelor", "hbobachelor"), Diploma.HBO),
    **dict.fromkeys(("wo", "universiteit", "master", "womaster"), Diploma.WO),
}
LANGUAGE_LEVELS: Mapping[str, Cefr | str | None] = {"0": None, NO_COMMAND: NO_COMMAND, **SPOKEN, "8": None}


def parse(raw: RawRecord) -> Profile:
    """A Profile from one row; hours are the most a week.

    Raises InputError, without repeating it, when ID_WZ could be a BSN.
    """
    odd: list[str] = []
    safe = bsn.refuse({str(k): v for k, v in raw.body.items()}, raw.where, odd)
    r = ProfileReader(canonical(safe), odd)
    title, sector = r.text(OCCUPATION), r.word("Beroepssector")
    person = Jobseeker(
        key=_key(r),
        source="sonar",
        postcode=_postcode(r),
        occupations=(Occupation(title),) if title else (),
        interests=(sector,) if sector and not sector.isdigit() else (),
        languages=_dutch(r),
        licences=licences(r, "Rijbewijs", SPLIT.split(r.text("Rijbewijs") or "")),
        transport=_transport(r),
        level=_level(r),
        hours_max=_hours(r),
    )
    _note_rest(r)
    contact = _contact(r)
    return Profile(replace(person, odd=tuple(odd)), contact)


def _key(r: ProfileReader) -> str:
    """From ID_WZ; else a digest of postcode, occupation and registration, with a number for equal rows.

    Not the row number: a row added above must not turn everybody below into somebody else.
    """
    own = own_id(r.body)
    if own:
        return f"sonar-{own}"
    if ID in r.body:
        r.note(ID, "not an identifier of letters, digits, dots and hyphens; not used")
    basis = "|".join((*identity(r.body), str(r.body.get(OCCURRENCE, 1))))
    return f"sonar-{hashlib.sha256(basis.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _postcode(r: ProfileReader) -> str | None:
    text = r.text(POSTCODE)
    code = dutch_postcode(text) if text else None
    if code is None:
        r.note(POSTCODE, "not four digits and two letters" if text else "missing")
    return code


def _dutch(r: ProfileReader) -> tuple[Language, ...]:
    """Dutch at the spoken level, else the written one; four levels without CEFR, so always assumed."""
    spoken, written = (r.code(f"{how} Nederlands", LANGUAGE_LEVELS) for how in ("Mondeling", "Schriftelijk"))
    level = spoken or written
    return (Language("nl", level, assumed=True),) if isinstance(level, Cefr) else ()


def _transport(r: ProfileReader) -> tuple[str, ...]:
    words = [fold(w) for w in re.split(r"[,;/|+]", r.text("Vervoer") or "") if fold(w)]
    if any(word not in TRANSPORT for word in words):
        r.note("Vervoer", "unknown value")
    return once(TRANSPORT[word] for word in words if word in TRANSPORT)


def _level(r: ProfileReader) -> Diploma | None:
    word = fold(r.word("Opleidingsniveau")).replace("niveau", "")
    if word and word not in LEVELS:
        r.note("Opleidingsniveau", "unknown value")
    return LEVELS.get(word)


def _hours(r: ProfileReader) -> int | None:
    name = "Beschikbare uren/wk"
    word = (r.word(name) or "").replace(",", ".") if not isinstance(r.body.get(name), float) else str(r.body[name])
    if not word:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]+)?", word) or not 1 <= float(word) <= MOST_HOURS:
        r.note(name, f"not between 1 and {MOST_HOURS}")
        return None
    return int(float(word))


def _note_rest(r: ProfileReader) -> None:
    """Columns that a person should look at: no consent, and a date that is none."""
    if (r.word("Toestemming") or "").casefold() in ("nee", "n", "0", "2"):
        r.note("Toestemming", "the person has not agreed to sharing the profile")
    if REGISTERED in r.body and day_of(r.body[REGISTERED]) is None:
        r.note(REGISTERED, "not a date")


def _contact(r: ProfileReader) -> Contact | None:
    name, email, phone = r.text("Volledige Naam"), r.text("E-mailadres"), r.word("Telefoonnummer")
    if email and "@" not in email:
        r.note("E-mailadres", "not an address")
        email = None
    return Contact(name, email, phone) if name or email or phone else None
