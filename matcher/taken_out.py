"""What people took out of their own profile: it is gone from the profile, and an import does not bring it back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from matcher.models import Jobseeker
from matcher.serial import to_dict

LISTS = (
    "occupations", "experience", "education", "courses", "skills", "interests", "languages", "licences", "transport",
)  # fmt: skip
SINGLE = (
    "presentation", "postcode", "max_minutes", "max_km", "hours_min", "hours_max", "shifts", "permanent",
    "available_from", "available_until", "level", "germany", "learning",
)  # fmt: skip


def mark(key: str, part: str, item: Any) -> str:
    """What is remembered of an item that was taken out: a hash, which tells nothing of the item itself."""
    text = json.dumps([key, part, to_dict(item)], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def items(person: Jobseeker) -> Iterator[tuple[str, Any, str]]:
    """Everything that can be taken out of a profile: the field, the item, and its mark."""
    for part in LISTS:
        yield from ((part, item, mark(person.key, part, item)) for item in getattr(person, part))
    for part in SINGLE:
        value = getattr(person, part)
        if value is not None:
            yield part, value, mark(person.key, part, value)


def without(person: Jobseeker, marks: Collection[str]) -> Jobseeker:
    """The profile without the items that have these marks."""
    gone = [(part, item) for part, item, found in items(person) if found in marks]
    changes: dict[str, Any] = {part: None for part, _ in gone if part in SINGLE}
    for part in {part for part, _ in gone if part in LISTS}:
        out = [item for name, item in gone if name == part]
        changes[part] = tuple(item for item in getattr(person, part) if item not in out)
    return replace(person, **changes) if changes else person
