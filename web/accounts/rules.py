"""What an account of the team may be called, and what happens when a colleague leaves: the same for pages and commands."""

from __future__ import annotations

import re

from matcher.errors import NotFoundError
from matcher.store import Store
from matcher.store.colleagues import Colleague
from web.access.security import is_reserved

ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
LONGEST = 100


def is_address(text: str) -> bool:
    """Whether a digest can be mailed to this."""
    return ADDRESS.fullmatch(text) is not None


def is_name(name: str) -> bool:
    """Whether an account may be called so: it stands in the log, where some names mean others, and in addresses of pages."""
    fits = 0 < len(name) <= LONGEST and name == name.strip() and name.isprintable()
    return fits and "/" not in name and name not in (".", "..") and not is_reserved(name)


def member(store: Store, name: str) -> Colleague:
    """A colleague by name; a jobseeker's account reads like a name that does not exist."""
    found = store.team_member(name)
    if found is None:
        raise NotFoundError(f"there is no adviser or administrator {name}")
    return found


def takers(store: Store, name: str) -> tuple[str, ...]:
    """The colleagues who can take over from somebody."""
    return tuple(other for other in store.colleagues() if other != name)


def may_take_over(store: Store, leaving: Colleague, to: str | None) -> bool:
    """Whether somebody's work may go to this colleague, or (None) to nobody: people may stand alone, an open task may not."""
    return leaving.tasks == 0 if to is None else to in takers(store, leaving.name)


def remove(store: Store, name: str, to: str | None, by: str, at: str) -> bool:
    """Take an account away, hand people and open tasks on, and log it all; False when nobody would be administrator any more."""
    with store.transaction():
        people = store.people_of(name)
        if not store.remove_colleague(name):
            return False
        store.hand_on(name, to)
        for person in people:
            store.log(at, by, "assign adviser", person, detail=to or "")
        store.log(at, by, "remove user", detail=name)
    return True
