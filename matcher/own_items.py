"""What people said themselves of their own profile: it stands in the profile, and an import leaves it there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from matcher.models import Correction, Course, Diploma, Education, Experience, Jobseeker, Language, Occupation
from matcher.serial import to_dict
from matcher.taken_out import SINGLE, mark, without

# The fields of a profile that people may fill themselves, with what stands in them. Where and how far somebody travels,
# the hours and the German are asked elsewhere.
KINDS: Mapping[str, Any] = {
    "occupations": Occupation, "experience": Experience, "education": Education, "courses": Course, "skills": str,
    "interests": str, "languages": Language, "licences": str, "level": Diploma, "presentation": str, "permanent": bool,
    "available_from": date, "available_until": date, "learning": bool,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnItem:
    """An item that a person said; `instead` is the mark of the one that it corrects, in whose place it stands."""

    part: str
    item: Any
    instead: str | None = None
    said_at: str = ""


def as_said(person: Jobseeker, gone: Collection[str], own: Iterable[OwnItem]) -> Jobseeker:
    """The profile of a source without what the person took out, and with what the person said."""
    said: dict[str, list[OwnItem]] = {}
    for x in own:
        said.setdefault(x.part, []).append(x)
    changes: dict[str, Any] = {part: _placed(person, part, gone, items) for part, items in said.items()}
    return replace(without(person, gone), **changes)


def _placed(person: Jobseeker, part: str, gone: Collection[str], own: Sequence[OwnItem]) -> Any:
    """What stands in a field: its one value, or a list with what was said in the place of another, and nothing twice."""
    if part in SINGLE:
        return own[-1].item
    instead = {x.instead: x.item for x in own}
    marked = ((mark(person.key, part, item), item) for item in getattr(person, part))
    kept = (instead.get(known, item) for known, item in marked if known in instead or known not in gone)
    return tuple({_name(part, item): item for item in (*kept, *(x.item for x in own))}.values())


def _name(part: str, item: Any) -> Any:
    """By what two items are the same one; nobody speaks a language at two levels."""
    return item.code if part == "languages" else item


def displaced(person: Jobseeker, part: str, item: Any) -> str | None:
    """The mark of what makes way for an item: the only value of a field, the same language."""
    stands = getattr(person, part)
    if part not in SINGLE:
        stands = next((x for x in stands if _name(part, x) == _name(part, item)), None)
    return None if stands is None else mark(person.key, part, stands)


def unsaid(said: Iterable[Correction], old: Any, left: Jobseeker) -> Iterator[Correction]:
    """Corrections that quote words of an item which is gone, where nothing that is left says these words."""
    before, after = _text(old), _text(left)
    return (c for c in said if c.text and c.text.casefold() in before and c.text.casefold() not in after)


def _text(value: Any) -> str:
    return "\n".join(_texts(to_dict(value))).casefold()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)
