"""What people took out of their own profile, what they said themselves, and what an import makes of both."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from matcher.models import Jobseeker
from matcher.own_items import KINDS, OwnItem, as_said, displaced, unsaid
from matcher.serial import from_json, to_json
from matcher.store.caseload import keep_line
from matcher.store.corrections import CorrectionQueries
from matcher.taken_out import items, mark, without


class OwnProfileQueries(CorrectionQueries):
    """Queries on what was taken out and on own items."""

    db: Database

    def taken_out(self, person: str) -> frozenset[str]:
        """The marks of what a person took out of the profile."""
        return frozenset(m for (m,) in self.db.execute("select mark from taken_out where person = ?", [person]))

    def taken_out_at(self, person: str) -> dict[str, str]:
        """When a person took something out of the profile, by its mark; the words themselves are kept nowhere."""
        rows = self.db.execute("select mark, said_at from taken_out where person = ? order by said_at, mark", [person])
        return dict(rows.fetchall())

    def own_items(self, person: str) -> tuple[OwnItem, ...]:
        """What a person said of the own profile, in the order it was said first."""
        rows = self.db.execute(
            "select part, data, instead, said_at from own_items where person = ? order by id", [person]
        )
        return tuple(OwnItem(part, from_json(data, KINDS[part]), instead, at) for part, data, instead, at in rows)

    def as_wanted(self, person: Jobseeker) -> Jobseeker:
        """A profile as a source has it, after what the person took out and said."""
        return as_said(person, self.taken_out(person.key), self.own_items(person.key))

    def take_out(self, key: str, mark: str, at: str) -> str | None:
        """Remove an item from a profile for good, with what was said of its words; the field it stood in, if it was there."""
        with self.db.atomic():
            person = self._stored(key)
            found = next(((part, item) for part, item, known in items(person) if known == mark), None)
            if found is None:
                return None
            self.db.execute("delete from own_items where person = ? and mark = ?", [key, mark])
            self._forget(key, mark, at)
            self._keep(without(person, {mark}), found[1])
        return found[0]

    def say(self, key: str, new: OwnItem) -> bool:
        """Put what a person said into the profile; whether the person and the item that it corrects were there."""
        with self.db.atomic():
            person = self._stored(key)
            old = new.instead or displaced(person, new.part, new.item)
            found = next((item for _, item, known in items(person) if known == old), None)
            if not person.key or (new.instead and found is None):
                return False
            self._put_own(key, new, old)
            if old and found != new.item:
                self._forget(key, old, new.said_at)
            self._keep(as_said(person, {old} if old else (), [OwnItem(new.part, new.item, old)]), found)
        return True

    def _put_own(self, key: str, new: OwnItem, old: str | None) -> None:
        """An own item that is corrected keeps its place; where the new one is there already, that one stays."""
        named, data = mark(key, new.part, new.item), to_json(new.item)
        self.db.execute(
            "update or ignore own_items set mark = ?, data = ?, said_at = ?, instead = coalesce(instead, mark)"
            " where person = ? and mark = ? and mark <> ?",
            [named, data, new.said_at, key, old, named],
        )
        self.db.execute("delete from own_items where person = ? and mark = ? and mark <> ?", [key, old, named])
        self.db.execute(
            "insert or ignore into own_items (person, mark, part, data, instead, said_at) values (?, ?, ?, ?, ?, ?)",
            [key, named, new.part, data, None if old == named else old, new.said_at],
        )

    def _stored(self, key: str) -> Jobseeker:
        """The profile as it is stored, which no import changes until the transaction ends: reading it takes the lock."""
        rows = self.db.execute("update jobseekers set data = data where key = ? returning data", [key]).fetchall()
        return from_json(rows[0][0], Jobseeker) if rows else Jobseeker("", "")

    def _forget(self, key: str, mark: str, at: str) -> None:
        self.db.execute("insert or ignore into taken_out (person, mark, said_at) values (?, ?, ?)", [key, mark, at])

    def _keep(self, left: Jobseeker, old: Any) -> None:
        """Store a profile that no longer has an item, without the corrections that only quoted that one's words."""
        self.db.execute("update jobseekers set data = ? where key = ?", [to_json(left), left.key])
        for c in unsaid((said.correction for said in self.corrections(left.key)), old, left):
            self.drop_correction(left.key, c.kind, c.concept)
        keep_line(self.db, left)
