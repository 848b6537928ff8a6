"""Jobseekers, their contact details and the facts that notes need; contact details stand apart."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from matcher.models import Contact, Jobseeker, Profile
from matcher.serial import from_json, to_json
from matcher.store.caseload import RETAIN, folded, keep_line, keep_name
from matcher.store.own_profile import OwnProfileQueries


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact about a person with who said it and when."""

    name: str
    value: Any
    said_by: str
    said_at: str


class PeopleQueries(OwnProfileQueries):
    """Queries on jobseekers, contacts and facts."""

    db: Database

    def put_profiles(self, found: Iterable[Profile], at: str) -> dict[str, int]:
        """Insert or update profiles with their contact details; counts new, changed and same. One transaction."""
        counts = {"new": 0, "changed": 0, "same": 0}
        with self.db.atomic():
            for profile in found:
                counts[self._put_profile(profile, at)] += 1
        return counts

    def _put_profile(self, profile: Profile, at: str) -> str:
        person = self.as_wanted(profile.jobseeker)
        data = to_json(person)
        known = self.db.execute("select data from jobseekers where key = ?", [person.key]).fetchone()
        self.db.execute(
            "insert into jobseekers (key, source, data, first_seen, last_seen) values (?, ?, ?, ?, ?)"
            " on conflict (key) do update set data = excluded.data, last_seen = excluded.last_seen",
            [person.key, person.source, data, at, at],
        )
        keep_line(self.db, person)
        if profile.contact:
            self.put_contact(person.key, profile.contact)
        return "new" if not known else "same" if known[0] == data else "changed"

    def put_contact(self, person: str, contact: Contact) -> None:
        """Store contact details, replacing what was known."""
        self.db.execute(
            "insert or replace into contacts (person, name, email, phone) values (?, ?, ?, ?)",
            [person, contact.name, contact.email, contact.phone],
        )
        keep_name(self.db, person, contact)

    def contact(self, person: str) -> Contact | None:
        """A person's contact details."""
        row = self.db.execute("select name, email, phone from contacts where person = ?", [person]).fetchone()
        return Contact(*row) if row else None

    def shared_contact(self, person: str) -> Contact | None:
        """A person's contact details where they agreed to being known by name; otherwise None."""
        return self.contact(person) if self.consent_at(person) else None

    def shared_names(self, people: Iterable[str]) -> dict[str, str]:
        """The names of those among these people who agreed to being known by name and gave one."""
        rows = self.db.execute(
            "select c.person, c.name from contacts c join jobseekers p on p.key = c.person where c.name <> ''"
            " and p.consent_at is not null and c.person in (select value from json_each(?))",
            [json.dumps(list(people))],
        )
        return dict(rows.fetchall())

    def jobseeker(self, key: str) -> Jobseeker | None:
        """One person's profile, with what people said of how it was understood."""
        row = self.db.execute("select data from jobseekers where key = ?", [key]).fetchone()
        said = tuple(x.correction for x in self.corrections(key)) if row else ()
        return replace(from_json(row[0], Jobseeker), corrections=said) if row else None

    def jobseekers(self) -> Iterator[Jobseeker]:
        """Every person, by key."""
        said = self.all_corrections()
        for key, data in self.db.execute("select key, data from jobseekers order by key"):
            person = from_json(data, Jobseeker)
            yield replace(person, corrections=said[key]) if key in said else person

    def consent_at(self, person: str) -> str | None:
        """Since when a person consents to sharing the profile by name; None without consent."""
        row = self.db.execute("select consent_at from jobseekers where key = ?", [person]).fetchone()
        return row[0] if row else None

    def consent_by(self, person: str) -> str | None:
        """Who noted that a person consents: the adviser's name, or jobseeker."""
        row = self.db.execute("select consent_by from jobseekers where key = ?", [person]).fetchone()
        return row[0] if row else None

    def label_of(self, person: str) -> str:
        """What an adviser calls a person; empty where nobody gave a label."""
        row = self.db.execute("select label from jobseekers where key = ?", [person]).fetchone()
        return str(row[0]) if row else ""

    def put_label(self, person: str, label: str) -> None:
        """Keep what an adviser calls a person; empty takes the label away."""
        with self.db.atomic():
            self.db.execute("update jobseekers set label = ? where key = ?", [label, person])
            self.db.execute("update caseload set label = ? where person = ?", [folded(label), person])

    def people_at(self, area: str) -> list[Jobseeker]:
        """The profiles of everybody who lives in the area of a Dutch postcode (four digits)."""
        rows = self.db.execute(
            "select p.data from caseload c join jobseekers p on p.key = c.person where c.area = ? order by p.key",
            [area],
        )
        return [from_json(data, Jobseeker) for (data,) in rows]

    def came_in(self, person: str) -> str:
        """The day on which a person came in, ISO 8601; empty where nobody has this key."""
        row = self.db.execute("select substr(first_seen, 1, 10) from jobseekers where key = ?", [person]).fetchone()
        return str(row[0]) if row else ""

    def count_jobseekers(self) -> int:
        """How many people have a profile."""
        return int(self.db.execute("select count(*) from jobseekers").fetchone()[0])

    def put_facts(self, person: str, facts: Mapping[str, Any], said_by: str, at: str) -> None:
        """Store what somebody said about a person; a value of None takes the fact away. One transaction."""
        with self.db.atomic():
            for name, value in facts.items():
                if value is None:
                    self.db.execute("delete from facts where person = ? and name = ?", [person, name])
                else:
                    self.db.execute(
                        "insert or replace into facts (person, name, value, said_by, said_at) values (?, ?, ?, ?, ?)",
                        [person, name, json.dumps(value), said_by, at],
                    )

    def facts(self, person: str) -> dict[str, Fact]:
        """What is known about a person beside the profile."""
        rows = self.db.execute("select name, value, said_by, said_at from facts where person = ?", [person])
        return {name: Fact(name, json.loads(value), by, at) for name, value, by, at in rows}

    def fact_values(self, person: str) -> dict[str, Any]:
        """The facts of a person without who said them."""
        return {name: fact.value for name, fact in self.facts(person).items()}

    def set_consent(self, person: str, by: str | None, at: str | None) -> None:
        """Record that a person consents to sharing the profile by name, or (None) no longer does."""
        with self.db.atomic():
            self.db.execute("update jobseekers set consent_at = ?, consent_by = ? where key = ?", [at, by, person])

    def kept_until(self, person: str, months: int) -> str | None:
        """The day until which a profile is kept: as set, else so many months after it was last seen in a source."""
        row = self.db.execute(
            f"select {RETAIN} from jobseekers p where key = :key", {"key": person, "months": months}
        ).fetchone()
        return row[0] if row else None

    def past_keeping(self, day: str, months: int) -> list[str]:
        """The people whose day of `kept_until` lies before this day."""
        rows = self.db.execute(
            f"select p.key from jobseekers p where {RETAIN} < :day order by p.key", {"day": day, "months": months}
        )
        return [key for (key,) in rows]

    def erase_person(self, person: str) -> bool:
        """Remove a person, everything that hangs on them, and the log about them."""
        with self.db.atomic():
            self.db.execute("insert into erasing (person) values (?)", [person])
            there = bool(self.db.execute("delete from jobseekers where key = ?", [person]).rowcount)
            self.db.execute("delete from audit where person = ?", [person])
            self.db.execute("delete from erasing where person = ?", [person])
            return there
