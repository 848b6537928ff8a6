"""People who come in by form, paste or file, before anything is saved.

What was read travels within the page, signed for the user who sent it and for a limited time; nothing is written to
disk and nobody else can open it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from itsdangerous import BadData, URLSafeTimedSerializer

from matcher.errors import InputError
from matcher.models import Profile, Rejected
from matcher.profiles import SUFFIXES, read_content
from matcher.serial import from_json, to_dict
from matcher.sources import bsn

MOST_BYTES = 2_000_000
# More people than fit on one page to check belong in an import by the administrator.
MOST_PEOPLE = 20
SECONDS = 2 * 60 * 60
PASTED = ("pasted.json", "pasted.csv")
SALT = "people before they are saved"


@dataclass(frozen=True, slots=True)
class Incoming:
    """What was read: profiles, records that could not be used, and whether there were more than fit."""

    profiles: tuple[Profile, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    more: bool = False


def read(name: str, content: bytes) -> Incoming:
    """The people in a file of one of the exchange formats; raises InputError when it is none of them."""
    shown = bsn.hide(PurePath(name.replace("\\", "/")).name)[-80:]
    if PurePath(shown).suffix.lower() not in SUFFIXES:
        raise InputError(shown, "", f"expected a file that ends with {', '.join(SUFFIXES)}")
    records, parse = read_content(shown, content)
    profiles: list[Profile] = []
    rejected: list[Rejected] = []
    for record in records:
        if len(profiles) == MOST_PEOPLE:
            return Incoming(tuple(profiles), tuple(rejected), more=True)
        try:
            if isinstance(record, Rejected):
                rejected.append(record)
            else:
                profiles.append(parse(record))
        except InputError as error:
            rejected.append(Rejected(error.where, error.field, error.expected))
    return Incoming(tuple(profiles), tuple(rejected[:MOST_PEOPLE]))


def name_of_pasted(text: str) -> str:
    """The name under which pasted text is read: JSON begins with a bracket, a table does not."""
    return PASTED[0] if text.lstrip()[:1] in ("{", "[") else PASTED[1]


def sealed(profiles: Iterable[Profile], user: str, secret: str) -> str:
    """Profiles as a signed text that only this user can send back."""
    found: str = _serializer(secret).dumps({"user": user, "profiles": [to_dict(p) for p in profiles]})
    return found


def opened(text: str, user: str, secret: str) -> tuple[Profile, ...]:
    """The profiles of a signed text; none where it was changed, is too old, or was made for another user."""
    try:
        found = _serializer(secret).loads(text, max_age=SECONDS)
    except BadData:
        return ()
    if found.get("user") != user:
        return ()
    return tuple(from_json(json.dumps(p), Profile) for p in found["profiles"])


def _serializer(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=SALT)
