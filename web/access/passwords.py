"""Passwords of users: argon2id hashes, and a lock after repeated failures that tells nobody whether a name exists.

A hash costs what the OWASP Password Storage Cheat Sheet names as the least for Argon2id: 19 MiB, 2 passes, 1 lane.
That is about a tenth of the work of argon2-cffi's own default (RFC 9106, second choice: 64 MiB, 3 passes, 4 lanes),
which a small server with many threads cannot give to everybody who signs in at nine o'clock. The lock and the second
factor keep guessing at the door out; the hash is for the day on which somebody has the table. Who signs in with a
hash of other parameters gets a new one.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from matcher.store import Store
from matcher.store.access import User

MAX_FAILURES = 5
LOCK = timedelta(minutes=15)
MIN_LENGTH = 10


def new_hasher() -> PasswordHasher:
    """Argon2id with the parameters above; its memory is counted in KiB."""
    return PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)


_HASHER = new_hasher()


def hash_secret(secret: str) -> str:
    """The argon2id hash of a password or code."""
    return _HASHER.hash(secret)


def is_secret(hashed: str, secret: str) -> bool:
    """Whether a secret belongs to a hash."""
    try:
        return _HASHER.verify(hashed, secret)
    except (VerificationError, InvalidHashError):
        return False


@cache
def nobodys_hash() -> str:
    """A hash that is checked for unknown names and where no password was chosen, so that they take as long as others."""
    return hash_secret("nobody has this password")


def check_password(store: Store, name: str, password: str, moment: datetime) -> User | None:
    """The user when name and password are right and the account is not locked; counts failures otherwise."""
    user = store.user_signing_in(name)
    hashed = user.password if user else ""
    right = is_secret(hashed or nobodys_hash(), password) and hashed != ""
    if user is None or is_locked(user, moment):
        return None
    if not right:
        count_failure(store, user, moment)
        return None
    if _HASHER.check_needs_rehash(user.password):
        store.set_password(user.name, hash_secret(password))
    # With a second factor the count stands until that is right too: the password alone must not buy more tries.
    if user.totp is None:
        store.note_sign_in(user.name, 0, None)
    return user


def count_failure(store: Store, user: User, moment: datetime) -> None:
    """Count a wrong password or code; the fifth in a row locks the account for a while."""
    failed = user.failed + 1
    until = (moment + LOCK).isoformat(timespec="seconds") if failed >= MAX_FAILURES else None
    store.note_sign_in(user.name, 0 if until else failed, until)


def is_locked(user: User, moment: datetime) -> bool:
    """Whether an account is locked at this moment."""
    return user.locked_until is not None and user.locked_until > moment.isoformat(timespec="seconds")
