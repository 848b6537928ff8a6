"""Personal links: a random token in the address and a code that travels another way; stored as hashes only."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from matcher.store import Store
from matcher.store.access import Link
from web.access.passwords import hash_secret, is_secret, nobodys_hash

MAX_WRONG_CODES = 5
CODE_DIGITS = 6
# So long the browser that opened a link first may open it again.
AGAIN = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link just made: the only moment at which token and code are known."""

    token: str
    code: str
    expires: str


def token_hash(token: str) -> str:
    """What is stored of a token; it is random and long, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(store: Store, person: str, moment: datetime, days: int) -> NewLink:
    """Make a personal link that replaces every earlier one of this person."""
    token, code = secrets.token_urlsafe(32), f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"
    expires = (moment + timedelta(days=days)).isoformat(timespec="seconds")
    with store.transaction():
        store.revoke_links(person, moment.isoformat(timespec="seconds"))
        made = moment.isoformat(timespec="seconds")
        store.put_link(Link(token_hash(token), person, hash_secret(code), expires, made=made))
    return NewLink(token, code, expires)


def is_open(link: Link, at: str) -> bool:
    """Whether a link may still be used at this moment."""
    return link.revoked is None and link.expires > at and link.failed < MAX_WRONG_CODES


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of token and code: the link that lets in (once more: `again`), or why not (empty where a secret was wrong)."""

    link: Link | None = None
    problem: str = ""
    used: str = ""
    again: bool = False


def enter(store: Store, token: str, code: str, at: str, opened_here: str = "") -> Entry:
    """Check token and code; the link must be open and not used elsewhere, and a wrong code counts towards its lock.

    So whoever finds the letter afterwards has nothing: for a later visit there is an account, or a new link. Only the
    browser that proves it opened the link first (`opened_here`) may come back for a day. Why an old link does not work
    is told only to who has the right code as well; nobody else learns that there is a link.
    """
    link = store.link(token_hash(token))
    right = is_secret(link.code if link else nobodys_hash(), code.replace(" ", ""))
    if link is None or link.failed >= MAX_WRONG_CODES:
        return Entry()
    problem = why_closed(link, at, opened_here)
    if problem:
        return Entry(problem=problem, used=link.first_used or "") if right else Entry()
    if not right:
        store.note_codes(link.token, link.failed + 1)
        return Entry()
    if link.first_used is not None:
        store.note_codes(link.token, 0)
        return Entry(link, again=True)
    return Entry(link) if store.use_link(link.token, at) else Entry(problem="used", used=at)


def why_closed(link: Link, at: str, opened_here: str = "") -> str:
    """Why a link does not work any more: used, revoked, expired; empty while it does."""
    if link.first_used is not None and not (opened_here == link.token and at < again_until(link)):
        return "used"
    return "revoked" if link.revoked is not None else "expired" if link.expires <= at else ""


def again_until(link: Link) -> str:
    """Until which moment the browser that opened a link first may open it again; empty before the first time."""
    if link.first_used is None:
        return ""
    return (datetime.fromisoformat(link.first_used) + AGAIN).isoformat(timespec="seconds")
