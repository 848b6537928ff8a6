"""Who may enter: users, personal links, and the log of who saw or did what."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who signs in; `password` is an argon2 hash (empty where none was chosen), role is adviser, admin or jobseeker.

    A jobseeker's account belongs to one `person`. `totp` is the secret of the second factor where there is one and
    `totp_step` the last time step that was used; `spare` are hashes of codes that each replace it once. `ended` is how
    often all sessions of the user were ended: one that began before that is over.
    """

    name: str
    password: str
    role: str
    lang: str
    failed: int = 0
    locked_until: str | None = None
    person: str | None = None
    totp: str | None = None
    totp_step: int = 0
    spare: tuple[str, ...] = ()
    ended: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A personal link of a jobseeker; token and code are stored as hashes only."""

    token: str
    person: str
    code: str
    expires: str
    revoked: str | None = None
    first_used: str | None = None
    failed: int = 0
    made: str | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the log."""

    at: str
    who: str
    action: str
    person: str | None
    vacancy: str | None
    detail: str | None


# Those who work with other people's data; only they can be somebody's adviser or do a task.
TEAM = ("adviser", "admin")
USER = "select name, password, role, lang, failed, locked_until, person, totp, totp_step, spare, ended from users"


LINK = "select token, person, code, expires, revoked, first_used, failed, made from links"


def user_of(row: tuple[Any, ...]) -> User:
    """A row of USER as a user."""
    name, password, role, lang, failed, locked_until, person, totp, step, spare, ended = row
    codes = tuple(json.loads(spare))
    return User(name, password, role, lang, failed, locked_until, person, totp, step, codes, ended)


def sign_in_name(name: str) -> str:
    """A name as signing in compares it: telephones write the first letter as a capital."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()


class AccessQueries:
    """Queries on users, links and the log."""

    db: Database

    def put_user(self, user: User, at: str) -> None:
        """Create a user, or replace password, role, language and person of an existing one."""
        with self.db.atomic():
            self.db.execute(
                "insert into users (name, password, role, lang, created, person, sign_in) values (?, ?, ?, ?, ?, ?, ?)"
                " on conflict (name) do update set password = excluded.password, role = excluded.role,"
                " lang = excluded.lang, person = excluded.person, failed = 0, locked_until = null, ended = ended + 1",
                [user.name, user.password, user.role, user.lang, at, user.person, sign_in_name(user.name)],
            )
            self.db.execute("delete from invitations where user = ?", [user.name])

    def add_user(self, user: User, at: str) -> bool:
        """Create a user; False when somebody signs in with that name already, however it is written.

        Sessions are counted from this moment: a cookie of somebody who had the name before opens nothing.
        """
        same = sign_in_name(user.name)
        with self.db.atomic():
            made = self.db.execute(
                "insert into users (name, password, role, lang, created, person, sign_in, ended)"
                " select ?1, ?2, ?3, ?4, ?5, ?6, ?7, cast(strftime('%s', ?5) as integer)"
                " where not exists (select 1 from users where name = ?1 or sign_in = ?7)",
                [user.name, user.password, user.role, user.lang, at, user.person, same],
            )
            return made.rowcount > 0

    def user(self, name: str) -> User | None:
        """A user by name, as it is written in our table."""
        row = self.db.execute(f"{USER} where name = ?", [name]).fetchone()
        return user_of(row) if row else None

    def user_signing_in(self, name: str) -> User | None:
        """A user by the name somebody typed, in small letters or capitals; the very name goes before another."""
        row = self.db.execute(
            f"{USER} where sign_in = ?1 order by name = ?2 desc, created limit 1", [sign_in_name(name), name.strip()]
        ).fetchone()
        return user_of(row) if row else None

    def users(self) -> list[User]:
        """All users by name; jobseekers with an account are among them."""
        return [user_of(row) for row in self.db.execute(f"{USER} order by name")]

    def colleagues(self) -> tuple[str, ...]:
        """The names of the team: who can be somebody's adviser, do a task or get a digest. Never a jobseeker."""
        rows = self.db.execute("select name from users where role in ('adviser', 'admin') order by name")
        return tuple(name for (name,) in rows)

    def account_of(self, person: str) -> User | None:
        """The account of a jobseeker, if there is one."""
        row = self.db.execute(f"{USER} where person = ?", [person]).fetchone()
        return user_of(row) if row else None

    def remove_user(self, name: str) -> bool:
        """Take a user away; whether there was one."""
        with self.db.atomic():
            return self.db.execute("delete from users where name = ?", [name]).rowcount > 0

    def set_password(self, name: str, password: str) -> None:
        """Replace the hash of a password; an invitation to choose one is over."""
        with self.db.atomic():
            self.db.execute("delete from invitations where user = ?", [name])
            self.db.execute("update users set password = ? where name = ?", [password, name])

    def end_sessions(self, name: str) -> None:
        """End every session of a user, in whatever browser."""
        with self.db.atomic():
            self.db.execute("update users set ended = ended + 1 where name = ?", [name])

    def set_second_factor(self, name: str, totp: str | None, spare: Sequence[str] = ()) -> None:
        """Give a user a second factor with spare codes, or take it away (None)."""
        with self.db.atomic():
            self.db.execute(
                "update users set totp = ?, totp_step = 0, spare = ? where name = ?", [totp, json.dumps(spare), name]
            )

    def use_step(self, name: str, step: int) -> bool:
        """Note the time step of a code; False when it or a later one was used already."""
        with self.db.atomic():
            return (
                self.db.execute(
                    "update users set totp_step = ? where name = ? and totp_step < ?", [step, name, step]
                ).rowcount
                > 0
            )

    def use_spare(self, name: str, hashed: str) -> bool:
        """Spend a spare code; False when there is no such code (any more)."""
        with self.db.atomic():
            user = self.user(name)
            if user is None or hashed not in user.spare:
                return False
            left = [code for code in user.spare if code != hashed]
            self.db.execute("update users set spare = ? where name = ?", [json.dumps(left), name])
            return True

    def set_lang(self, name: str, lang: str) -> None:
        """Keep the language a user chose."""
        with self.db.atomic():
            self.db.execute("update users set lang = ? where name = ?", [lang, name])

    def note_sign_in(self, name: str, failed: int, locked_until: str | None) -> None:
        """Keep how often signing in failed in a row, and until when it is locked."""
        with self.db.atomic():
            self.db.execute(
                "update users set failed = ?, locked_until = ? where name = ?", [failed, locked_until, name]
            )

    def put_link(self, link: Link) -> None:
        """Store a new personal link."""
        with self.db.atomic():
            self.db.execute(
                "insert into links (token, person, code, expires, made) values (?, ?, ?, ?, ?)",
                [link.token, link.person, link.code, link.expires, link.made],
            )

    def link(self, token: str) -> Link | None:
        """A link by the hash of its token."""
        row = self.db.execute(f"{LINK} where token = ?", [token]).fetchone()
        return Link(*row) if row else None

    def links_of(self, person: str) -> list[Link]:
        """Every link that was made for a person, oldest first."""
        return [Link(*row) for row in self.db.execute(f"{LINK} where person = ? order by rowid", [person])]

    def use_link(self, token: str, at: str) -> bool:
        """Note the first use; False when there was one already (two browsers at the same moment)."""
        with self.db.atomic():
            used = self.db.execute(
                "update links set failed = 0, first_used = ? where token = ? and first_used is null", [at, token]
            )
            return used.rowcount > 0

    def note_codes(self, token: str, failed: int) -> None:
        """Keep how many wrong codes were typed for a link since the last right one."""
        with self.db.atomic():
            self.db.execute("update links set failed = ? where token = ?", [failed, token])

    def revoke_links(self, person: str, at: str) -> int:
        """Make every link of a person useless; how many were open."""
        with self.db.atomic():
            return self.db.execute(
                "update links set revoked = ? where person = ? and revoked is null", [at, person]
            ).rowcount

    def log(
        self,
        at: str,
        who: str,
        action: str,
        person: str | None = None,
        vacancy: str | None = None,
        detail: str = "",
    ) -> None:
        """Add to the log who saw, changed or decided what."""
        with self.db.atomic():
            self.db.execute(
                "insert into audit (at, who, action, person, vacancy, detail) values (?, ?, ?, ?, ?, ?)",
                [at, who, action, person, vacancy, detail or None],
            )

    def log_views(self, at: str, who: str, action: str, people: Iterable[str], vacancy: str | None = None) -> None:
        """Add to the log that somebody saw several people at once. One transaction."""
        with self.db.atomic():
            self.db.conn.executemany(
                "insert into audit (at, who, action, person, vacancy) values (?, ?, ?, ?, ?)",
                [(at, who, action, person, vacancy) for person in people],
            )

    def log_of(self, person: str, limit: int = 200) -> list[LogEntry]:
        """The log of one person, newest first."""
        rows = self.db.execute(
            "select at, who, action, person, vacancy, detail from audit where person = ? order by id desc limit ?",
            [person, limit],
        )
        return [LogEntry(*row) for row in rows]
