"""The caseload: one line a person, kept in step with profile and matches, so that a page costs a few queries.

Also who works with whom, and what an adviser saw at the last look.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sqlite_utils import Database

from matcher.models import Contact, Jobseeker

# From this score on a match is good enough that it should be talked about.
GOOD = 70
# Steps that need the person's consent, since an employer comes in.
WITH_EMPLOYER = ("applied", "interview", "hired", "started")
# From the first to the last; the furthest step of a person over all matches is the person's stage.
STAGES = ("proposed", "interested", "discussed", *WITH_EMPLOYER, "ended")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a page of the caseload shows; empty fields do not restrict. `places` are Dutch postcodes of four digits.

    `germany` is yes, no or unknown; `consent` yes or no; `only` is news or attention; `sort` a key of SORTS;
    `months` a profile is kept after it was last seen.
    """

    user: str
    today: str
    soon: str
    words: tuple[str, ...] = ()
    own: bool = False
    sector: str = ""
    places: tuple[str, ...] | None = None
    consent: str = ""
    germany: str = ""
    stage: str = ""
    only: str = ""
    sort: str = "score"
    months: int = 24


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of the caseload; `name` only with consent, `german` the wish in German, `new` None when this user never looked at the person.

    `label` is what an adviser calls the person; `matched`, `running` (a step with an employer), `placed` (hired or started) and `consent` are 0 or 1.
    """

    key: str
    name: str | None
    wish: str
    german: str
    postcode: str | None
    adviser: str | None
    matches: int
    best: float | None
    new: int | None
    stage: str | None
    matched: int
    undiscussed: int
    interest: int
    due: int
    running: int
    placed: int
    consent: int
    retain_until: str | None
    label: str = ""


@dataclass(frozen=True, slots=True)
class CaseList:
    """A page of the caseload; of how many people, with news for the reader, needing attention, over all pages."""

    people: int
    news: int
    waiting: int
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """When a user last looked at a person, and which edition of the matches was seen then and on the visit before."""

    at: str
    edition: int
    before: int | None


# The last decision on a vacancy is the one that no later decision follows; what was taken back does not count.
LAST = (
    "d.undone_at is null and not exists (select 1 from decisions l where l.person = d.person"
    " and l.vacancy = d.vacancy and l.id > d.id and l.undone_at is null)"
)
UNDISCUSSED = (
    " from first_matched f where f.person = c.person and f.score >= :good and not exists"
    " (select 1 from decisions d where d.person = f.person and d.vacancy = f.vacancy and d.undone_at is null)"
)
INTEREST = f" from decisions d where d.status = 'interested' and {LAST}"
DUE = " from tasks d where d.done_at is null and d.due <= :today"
RUNNING = f" from decisions d where d.status in (select value from json_each(:running)) and {LAST}"
# Who was hired or has started needs no other match for now.
PLACED = f" from decisions d where d.status in ('hired', 'started') and {LAST}"
STAGE = (
    "(select s.value from decisions d join json_each(:stages) s on s.value = d.status"
    f" where d.person = c.person and {LAST} order by s.key desc limit 1)"
)
# A day that was set for this person, else so many months after the profile was last seen.
RETAIN = "coalesce(p.retain_until, date(p.last_seen, '+' || :months || ' months'))"
# Why a person needs attention, the most urgent first; who decided or has a task is found once, not person by person; web.people.attention says the same about one line.
ATTENTION: dict[str, str] = {
    "task": f"c.person in (select d.person{DUE})",
    "interest": f"c.person in (select d.person{INTEREST})",
    "no_consent": f"p.consent_at is null and c.person in (select d.person{RUNNING})",
    "retention": f"{RETAIN} <= :soon",
    # About most people nothing was decided yet: their matches need not be looked through.
    "good_match": f"c.best >= :good and c.person not in (select d.person{PLACED}) and (c.person not in (select d.person from decisions d where d.undone_at is null)"
    f" or exists (select 1{UNDISCUSSED}))",
    "no_matches": "p.match_run is not null and c.matches = 0",
    "not_matched": "p.match_run is null",
}
URGENCY = "case " + " ".join(f"when {test} then {n}" for n, test in enumerate(ATTENTION.values())) + " else 99 end"
NEWS = "(c.matches > 0 and (k.edition is null or c.newest > k.edition))"
GERMANY = "coalesce((select f.value = 'true' from facts f where f.person = c.person and f.name = 'germany'), c.germany)"
SORTS = {
    "score": "best desc, person",
    "new": "first_seen desc, person",
    "key": "person",
    "news": "newest desc, best desc, person",
    "attention": "urgency, best desc, person",
}
# Each person's line beside the narrow index of people: SQLite would choose the key alone and read whole profiles.
FROM = (
    " from caseload c cross join jobseekers p indexed by jobseekers_line on p.key = c.person"
    " left join looks k on k.person = c.person and k.user = :user"
)


class CaseloadQueries:
    """Queries on the caseload, on who works with whom, and on looks."""

    db: Database

    def case_list(self, wanted: Wanted, limit: int, offset: int) -> CaseList:
        """The lines of one page in the wanted order, with the totals over all pages.

        One query, whatever the number of people; who needs attention is found once for filter, order and total.
        """
        only = {"news": "news", "attention": "urgency < 99"}.get(wanted.only, "1")
        found = self.db.execute(
            f"with lines as materialized (select c.person, c.best, c.newest, p.first_seen, {URGENCY} as urgency,"
            f" {NEWS} as news{FROM} where {_where(wanted)}),"
            " totals as (select count(*) as people, coalesce(sum(news), 0) as news,"
            f" coalesce(sum(urgency < 99), 0) as waiting from lines where {only}),"
            " page as (select person, row_number() over () as place from (select person from lines"
            f" where {only} order by {SORTS[wanted.sort]} limit :limit offset :offset))"
            " select t.people, t.news, t.waiting,"
            " c.person, case when p.consent_at is not null then n.name end, c.wish, c.german, p.data ->> '$.postcode',"
            " p.adviser, c.matches, c.best,"
            " case when k.edition is not null then (select count(*) from first_matched f where f.person = c.person"
            " and f.edition > k.edition) end,"
            f" {STAGE}, p.match_run is not null, (select count(*){UNDISCUSSED}), (select count(*){INTEREST} and d.person = c.person),"
            f" (select count(*){DUE} and d.person = c.person),"
            f" exists (select 1{RUNNING} and d.person = c.person), exists (select 1{PLACED} and d.person = c.person),"
            f" p.consent_at is not null, {RETAIN}, p.label"
            " from totals t left join page on 1"
            " left join caseload c on c.person = page.person left join jobseekers p on p.key = c.person"
            " left join looks k on k.person = c.person and k.user = :user"
            " left join contacts n on n.person = c.person order by page.place",
            {**_values(wanted), "limit": limit, "offset": offset},
        ).fetchall()
        people, news, waiting = found[0][:3]
        return CaseList(people, news, waiting, tuple(CaseRow(*row[3:]) for row in found if row[3] is not None))

    def wishes_and_homes(self, people: Iterable[str]) -> dict[str, tuple[str, str, str | None]]:
        """Of each of these people the wished work, its German name (empty where not known) and the postcode."""
        rows = self.db.execute(
            "select c.person, c.wish, c.german, p.data ->> '$.postcode' from caseload c join jobseekers p"
            " on p.key = c.person where c.person in (select value from json_each(?))",
            [json.dumps(list(people))],
        )
        return {person: (wish, german, postcode) for person, wish, german, postcode in rows}

    def has_own(self, user: str) -> bool:
        """Whether there is anybody this adviser works with."""
        return self.db.execute("select 1 from jobseekers where adviser = ? limit 1", [user]).fetchone() is not None

    def assign(self, person: str, user: str | None) -> None:
        """Make an adviser (None: nobody) the one who works with a person."""
        with self.db.atomic():
            self.db.execute("update jobseekers set adviser = ? where key = ?", [user, person])

    def adviser_of(self, person: str) -> str | None:
        """The name of the adviser who works with a person."""
        row = self.db.execute("select adviser from jobseekers where key = ?", [person]).fetchone()
        return row[0] if row else None

    def look_of(self, user: str, person: str) -> Look | None:
        """A user's last look at a person."""
        row = self.db.execute(
            "select at, edition, before from looks where user = ? and person = ?", [user, person]
        ).fetchone()
        return Look(*row) if row else None

    def put_look(self, user: str, person: str, look: Look) -> None:
        """Keep that a user looked at a person."""
        with self.db.atomic():
            self.db.execute(
                "insert or replace into looks (user, person, at, edition, before) values (?, ?, ?, ?, ?)",
                [user, person, look.at, look.edition, look.before],
            )

    def edition(self, person: str) -> int:
        """How often a person's matches were published; 0 when never."""
        row = self.db.execute("select edition from caseload where person = ?", [person]).fetchone()
        return int(row[0]) if row else 0

    def first_editions(self, person: str) -> dict[str, int]:
        """Per vacancy among a person's matches the edition in which it came up."""
        rows = self.db.execute("select vacancy, edition from first_matched where person = ?", [person])
        return dict(rows.fetchall())

    def put_wish(self, person: str, wish: str, sector: str | None, german: str = "") -> None:
        """Keep what the matching understood: the wished occupation in words, its field of work, its German name."""
        with self.db.atomic():
            self.db.execute(
                "update caseload set wish = coalesce(nullif(?, ''), wish), sector = ?, german = ?, titles = ? where person = ?",
                [wish, sector, german, folded(f"{wish} {german}"), person],
            )


def _where(w: Wanted) -> str:
    tests = [
        *(f"(instr(c.words, :word{n}) or instr(c.titles, :word{n}) or instr(c.label, :word{n})"
          f" or (p.consent_at is not null and instr(c.name, :word{n})))" for n in range(len(w.words))),
        *(["p.adviser = :user"] if w.own else []),
        *(["c.sector = :sector"] if w.sector else []),
        *(["c.area in (select value from json_each(:places))"] if w.places is not None else []),
        *([f"p.consent_at is {'not ' if w.consent == 'yes' else ''}null"] if w.consent else []),
        *([f"{GERMANY} is {({'yes': '1', 'no': '0'}).get(w.germany, 'null')}"] if w.germany else []),
        *([f"{STAGE} is :stage"] if w.stage and w.stage != "none" else []),
        *([f"{STAGE} is null"] if w.stage == "none" else []),
    ]  # fmt: skip
    return " and ".join(tests) or "1"


def _values(w: Wanted) -> dict[str, object]:
    return {
        "user": w.user, "today": w.today, "soon": w.soon, "months": w.months, "good": GOOD, "running": json.dumps(WITH_EMPLOYER),
        "stages": json.dumps(STAGES), "sector": w.sector, "places": json.dumps(w.places or ()), "stage": w.stage,
        **{f"word{n}": folded(word) for n, word in enumerate(w.words)},
    }  # fmt: skip


def folded(text: str) -> str:
    """Text as it is searched: small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def keep_line(db: Database, person: Jobseeker) -> None:
    """Keep the line of a person in step with the profile; what the matching found stays."""
    wish = wish_of(person)
    words = " ".join(filter(None, (person.key, person.postcode, *_titles(person), *person.skills)))
    area = (person.postcode or "")[:4] or None
    db.execute(
        "insert into caseload (person, wish, words, area, germany) values (?, ?, ?, ?, ?)"
        " on conflict (person) do update set wish = coalesce(nullif(excluded.wish, ''), wish),"
        " words = excluded.words, area = excluded.area, germany = excluded.germany",
        [person.key, wish, folded(words), area, person.germany],
    )


def keep_name(db: Database, person: str, contact: Contact) -> None:
    """Keep the name that is searched among those who agreed to being known by name."""
    db.execute("update caseload set name = ? where person = ?", [folded(contact.name or ""), person])


def wish_of(person: Jobseeker) -> str:
    """The title of the first wished occupation, or of the last job; empty where only codes are known."""
    return next(iter(_titles(person)), "")


def _titles(person: Jobseeker) -> list[str]:
    options = (*person.occupations, *(e.occupation for e in person.experience))
    return [o.title for o in options if o.title]
