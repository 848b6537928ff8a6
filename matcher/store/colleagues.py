"""The accounts of the team as an administrator sees and changes them, and invitations to choose a password."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from matcher.store.access import USER, User, user_of


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account of the team with what hangs on it.

    `chosen` is whether there is a password, `app` whether there is a second factor, `signed_in` when somebody last
    came in, `digest` where the week's news goes, `invited` until when a link works with which a password is chosen;
    `people` and `tasks` are how many stand under this name.
    """

    name: str
    role: str
    lang: str
    chosen: bool
    app: bool
    locked_until: str | None
    signed_in: str | None
    digest: str | None
    invited: str | None
    people: int
    tasks: int


TEAM_MEMBERS = (
    "select u.name, u.role, u.lang, u.password <> '', u.totp is not null, u.locked_until, u.signed_in, d.address, i.expires,"
    " (select count(*) from jobseekers where adviser = u.name),"
    " (select count(*) from tasks where who = u.name and done_at is null)"
    " from users u left join digests d on d.user = u.name left join invitations i on i.user = u.name"
    " where u.role in ('adviser', 'admin')"
)
# Whoever is the only administrator stays one; it is a part of the statement that would change it, since two
# administrators may take away each other's account at the same moment.
NOT_THE_LAST = "(role <> 'admin' or (select count(*) from users where role = 'admin') > 1)"


class ColleagueQueries:
    """Queries on the accounts of the team."""

    db: Database

    def team(self) -> list[Colleague]:
        """Every account of the team, by name; never a jobseeker's."""
        return [Colleague(*row) for row in self.db.execute(f"{TEAM_MEMBERS} order by u.sign_in, u.name")]

    def team_member(self, name: str) -> Colleague | None:
        """One account of the team; a jobseeker's account is none."""
        row = self.db.execute(f"{TEAM_MEMBERS} and u.name = ?", [name]).fetchone()
        return Colleague(*row) if row else None

    def set_role(self, name: str, role: str) -> bool:
        """Give a colleague another role and end the open sessions; False when nobody would be administrator any more."""
        with self.db.atomic():
            changed = self.db.execute(
                "update users set role = :role, ended = ended + 1 where name = :name and role in ('adviser', 'admin')"
                f" and (:role = 'admin' or {NOT_THE_LAST})",
                {"name": name, "role": role},
            )
            return changed.rowcount > 0

    def remove_colleague(self, name: str) -> bool:
        """Take an account of the team away; False when there is none, or when it is the last administrator's."""
        with self.db.atomic():
            removed = self.db.execute(
                f"delete from users where name = ? and role in ('adviser', 'admin') and {NOT_THE_LAST}", [name]
            )
            return removed.rowcount > 0

    def people_of(self, user: str) -> list[str]:
        """The people a colleague works with, by key."""
        rows = self.db.execute("select key from jobseekers where adviser = ? order by key", [user])
        return [key for (key,) in rows]

    def hand_on(self, user: str, to: str | None) -> None:
        """Give somebody's people and open tasks to a colleague; with None the people have no adviser any more.

        A name that is gone by now is nobody.
        """
        with self.db.atomic():
            self.db.execute(
                "update jobseekers set adviser = (select name from users where name = ?) where adviser = ?", [to, user]
            )
            self.db.execute(
                "update tasks set who = coalesce((select name from users where name = ?), who)"
                " where who = ? and done_at is null",
                [to, user],
            )

    def note_entry(self, name: str, at: str) -> None:
        """Keep when a user last signed in."""
        with self.db.atomic():
            self.db.execute("update users set signed_in = ? where name = ?", [at, name])

    def put_invitation(self, name: str, token: str, made: str, expires: str) -> None:
        """Store the (hashed) token with which a user may choose a password; it replaces the one before."""
        with self.db.atomic():
            self.db.execute(
                "insert or replace into invitations (user, token, made, expires) values (?, ?, ?, ?)",
                [name, token, made, expires],
            )

    def end_invitation(self, name: str) -> None:
        """Make the invitation of a user useless."""
        with self.db.atomic():
            self.db.execute("delete from invitations where user = ?", [name])

    def invited(self, token: str, at: str) -> User | None:
        """Whom a (hashed) token invites at this moment; None when it does not (any more)."""
        row = self.db.execute(
            f"{USER} where name = (select user from invitations where token = ? and expires > ?)", [token, at]
        ).fetchone()
        return user_of(row) if row else None

    def use_invitation(self, token: str, at: str) -> bool:
        """Spend an invitation; False when it was spent already (two browsers at the same moment) or is too old."""
        with self.db.atomic():
            return self.db.execute("delete from invitations where token = ? and expires > ?", [token, at]).rowcount > 0
