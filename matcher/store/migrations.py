"""The tables, as migrations in the order they were made; a published migration never changes."""

from __future__ import annotations

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from matcher.store import vacancy_lines
from matcher.store.access import sign_in_name

migrations = Migrations("werkbrug")

# Text columns hold JSON of the dataclasses in matcher.models where the name is `data`.
TABLES = """
create table vacancies (
    ref text primary key, title text not null, employer text, kind text not null, town text,
    data text not null, raw text not null, first_seen text not null, last_seen text not null,
    modified text, gone text, asked text
);
create index vacancies_open on vacancies (gone, ref);

create table jobseekers (
    key text primary key, source text not null, data text not null, first_seen text not null,
    last_seen text not null, adviser text, match_run integer, consent_at text, consent_by text,
    retain_until text
);
create table contacts (
    person text primary key references jobseekers(key) on delete cascade, name text, email text, phone text
);
create table facts (
    person text not null references jobseekers(key) on delete cascade, name text not null, value text not null,
    said_by text not null, said_at text not null, primary key (person, name)
);

create table runs (
    id integer primary key, kind text not null, started text not null, ended text, status text,
    report text not null default '{}'
);
create table odd_records (
    id integer primary key, run integer not null references runs(id), source text not null, place text not null,
    field text not null, reason text not null
);

create table matches (
    run integer not null references runs(id), person text not null references jobseekers(key) on delete cascade,
    vacancy text not null, position integer not null, score real not null, data text not null,
    primary key (run, person, position)
);
create index matches_vacancy on matches (vacancy, run);
create table match_counts (
    run integer not null references runs(id), person text not null references jobseekers(key) on delete cascade,
    reason text not null, count integer not null, primary key (run, person, reason)
);

create table decisions (
    id integer primary key, person text not null references jobseekers(key) on delete cascade,
    vacancy text not null, status text not null, reason text, said_by text not null, said_at text not null
);
create index decisions_person on decisions (person, vacancy, id);

create table users (
    name text primary key, password text not null, role text not null, lang text not null, created text not null,
    failed integer not null default 0, locked_until text
);
create table links (
    token text primary key, person text not null references jobseekers(key) on delete cascade,
    code text not null, expires text not null, revoked text, first_used text, failed integer not null default 0
);
create table audit (
    id integer primary key, at text not null, who text not null, action text not null, person text, vacancy text,
    detail text
);
create trigger audit_no_update before update on audit begin select raise(abort, 'the log is append-only'); end;
create trigger audit_no_delete before delete on audit begin select raise(abort, 'the log is append-only'); end;
"""


def execute_all(db: Database, statements: str) -> None:
    """Execute statements that each end with a semicolon at the end of a line."""
    for statement in statements.split(";\n"):
        if statement.strip() and not statement.strip().startswith("--"):
            db.execute(statement)


@migrations()
def first_tables(db: Database) -> None:
    """Vacancies, people, matches, decisions, users, links and the log."""
    execute_all(db, TABLES)


@migrations()
def reference_files(db: Database) -> None:
    """Official tables the user imported; `data` holds the rows as JSON and stands last, so a listing skips it."""
    db.execute(
        "create table reference_files (kind text not null, lang text not null, name text not null,"
        " version text not null, rows integer not null, repeated integer not null, sha256 text not null,"
        " loaded_at text not null, data text not null, primary key (kind, lang))"
    )


@migrations()
def decisions_taken_back(db: Database) -> None:
    """The day on which a step happened, and who took it back; earlier runs of a match are found by person."""
    for column in ("day", "undone_by", "undone_at"):
        db.execute(f"alter table decisions add column {column} text")
    db.execute("create index matches_person on matches (person, vacancy, run)")


WEEKLY_TABLES = """
alter table vacancies add column detailed text;
alter table vacancies add column scope text;

create table weekly_runs (
    run integer primary key references runs(id), scope text not null, stage text not null,
    state text not null default '{}', published text
);
create table listed (
    run integer not null references weekly_runs(run), ref text not null, modified text, item blob, fate text,
    tries integer not null default 0, primary key (run, ref)
) without rowid;
create table swept (
    run integer not null references weekly_runs(run), slice text not null, outcome text not null,
    primary key (run, slice)
) without rowid;
create table staged (
    run integer not null references weekly_runs(run),
    person text not null references jobseekers(key) on delete cascade, seen integer not null,
    primary key (run, person)
) without rowid;

create table readings (
    ref text primary key references vacancies(ref) on delete cascade, version text not null,
    occupations text not null, features blob not null
);
create trigger readings_outdated after update of data on vacancies when new.data is not old.data
begin delete from readings where ref = old.ref; end;
create table feature_names (id integer primary key, name text not null unique);

create table read_files (
    sha256 text primary key, name text not null, run integer not null references runs(id), at text not null,
    outcome text not null, reason text not null default ''
);
"""


@migrations()
def weekly_run(db: Database) -> None:
    """The state of a weekly run, what was read from each advertisement, and which files of jobseekers were read."""
    execute_all(db, WEEKLY_TABLES)


CASELOAD = """
create table caseload (
    person text primary key references jobseekers(key) on delete cascade, wish text not null default '',
    words text not null default '', titles text not null default '', name text not null default '', area text,
    sector text, germany integer, matches integer not null default 0, best real, edition integer not null default 0,
    newest integer
);
create index caseload_best on caseload (best);
create index jobseekers_adviser on jobseekers (adviser);
create table first_matched (
    person text not null references jobseekers(key) on delete cascade, vacancy text not null, edition integer not null,
    score real not null, primary key (person, vacancy)
) without rowid;
create index first_matched_score on first_matched (person, score);
create table looks (
    user text not null references users(name) on delete cascade,
    person text not null references jobseekers(key) on delete cascade, at text not null, edition integer not null,
    before integer, primary key (user, person)
) without rowid;
insert into first_matched (person, vacancy, edition, score)
    select m.person, m.vacancy, 1, max(m.score) from matches m
    join jobseekers p on p.key = m.person and p.match_run = m.run group by m.person, m.vacancy;
insert into caseload (person, wish, words, name, area, germany, matches, best, edition, newest)
    select p.key,
        coalesce(p.data ->> '$.occupations[0].title', p.data ->> '$.experience[0].occupation.title', ''),
        lower(p.key || ' ' || coalesce(p.data ->> '$.postcode', '') || ' '
            || coalesce(p.data ->> '$.occupations', '') || ' ' || coalesce(p.data ->> '$.skills', '')),
        coalesce((select lower(c.name) from contacts c where c.person = p.key), ''),
        substr(p.data ->> '$.postcode', 1, 4), p.data ->> '$.germany',
        (select count(*) from first_matched f where f.person = p.key),
        (select max(f.score) from first_matched f where f.person = p.key), p.match_run is not null,
        (select max(f.edition) from first_matched f where f.person = p.key)
    from jobseekers p;
"""


@migrations()
def caseload_of_advisers(db: Database) -> None:
    """One line a person for search and filters, in which edition a vacancy came up, and what a user saw last."""
    execute_all(db, CASELOAD)


@migrations()
def second_factor_and_accounts(db: Database) -> None:
    """A second factor for users, and accounts that belong to one jobseeker and go when the person is erased."""
    db.execute("alter table users add column person text references jobseekers(key) on delete cascade")
    db.execute("alter table users add column totp text")
    db.execute("alter table users add column totp_step integer not null default 0")
    db.execute("alter table users add column spare text not null default '[]'")
    db.execute("create unique index users_person on users (person)")


@migrations()
def tasks(db: Database) -> None:
    """Tasks with dates; the last decision on each match is found without reading the table."""
    db.execute(
        "create table tasks (id integer primary key,"
        " person text not null references jobseekers(key) on delete cascade, vacancy text, text text not null, due text,"
        " who text not null, made_by text not null, made_at text not null, done_by text, done_at text)"
    )
    db.execute("create index tasks_person on tasks (person)")
    db.execute("create index tasks_open on tasks (who, due) where done_at is null")
    db.execute("create index decisions_standing on decisions (person, vacancy, id) where undone_at is null")


CORRECTIONS = """
create table corrections (
    person text not null references jobseekers(key) on delete cascade, kind text not null, concept text not null,
    right integer not null, text text not null default '', said_by text not null, said_at text not null,
    primary key (person, kind, concept)
) without rowid;
create table waiting (
    person text primary key references jobseekers(key) on delete cascade, asked_at text not null
) without rowid;
"""


@migrations()
def corrections_of_profiles(db: Database) -> None:
    """What people said of how a profile was understood, and whose matches are to be made again."""
    execute_all(db, CORRECTIONS)


@migrations()
def team_goals(db: Database) -> None:
    """The team's goal; and of people who are erased the bare number of placements by month, which names nobody."""
    db.execute(
        "create table goals (id integer primary key, target integer not null, starts text not null,"
        " months integer not null, said_by text not null, said_at text not null)"
    )
    db.execute("create table past_placements (month text primary key, placements integer not null)")
    db.execute(
        "create trigger keep_number_of_placements before delete on jobseekers begin"
        " insert into past_placements (month, placements) select substr(day, 1, 7), count(*) from"
        " (select min(coalesce(day, substr(said_at, 1, 10))) as day from decisions where person = old.key"
        " and status = 'started' and undone_at is null group by vacancy) where true group by 1"
        " on conflict (month) do update set placements = placements + excluded.placements; end"
    )


PREFERENCES = """
create table weight_wishes (
    person text not null references jobseekers(key) on delete cascade, factor text not null, wish text not null,
    said_by text not null, said_at text not null, primary key (person, factor)
) without rowid;
create table candidates (
    vacancy text not null, run integer not null,
    person text not null references jobseekers(key) on delete cascade, score real not null, data text not null,
    primary key (vacancy, run, person)
) without rowid;
create index candidates_person on candidates (person, run);
"""


@migrations()
def wishes_and_candidates(db: Database) -> None:
    """What counts more or less for a person, and people of a vacancy whose own list does not reach down to it."""
    execute_all(db, PREFERENCES)


@migrations()
def references_of_papers(db: Database) -> None:
    """Who is behind the reference on a short profile is found without reading the whole log."""
    db.execute(
        "create index audit_papers on audit (detail) where action in ('make short profile', 'preview short profile')"
    )


@migrations()
def list_of_vacancies(db: Database) -> None:
    """One line a vacancy for search, filters and order, with an index of the words."""
    vacancy_lines.register(db)
    execute_all(db, vacancy_lines.TABLES)
    db.execute(vacancy_lines.FILL, {"ref": None})
    execute_all(db, vacancy_lines.AFTER_FILLING)


ADDED = """
create table added_matches (
    person text not null references jobseekers(key) on delete cascade, vacancy text not null, data text not null,
    edition integer not null, added_by text not null, added_at text not null, primary key (person, vacancy)
) without rowid;
"""


@migrations()
def matches_added_by_advisers(db: Database) -> None:
    """Vacancies that an adviser added to a person's matches."""
    execute_all(db, ADDED)


ENRICHMENT_TABLES = """
create table answers (key text primary key, body text not null, at text not null);
create table usual_pay (
    ref text primary key references vacancies(ref) on delete cascade, kldb text not null, state text not null,
    median integer not null, low integer, high integer, at text not null
);
create table courses (
    person text primary key references jobseekers(key) on delete cascade, data text not null, at text not null
);
"""


@migrations()
def enrichment(db: Database) -> None:
    """Answers of other services with their date, usual pay by vacancy, German courses near a person."""
    execute_all(db, ENRICHMENT_TABLES)


@migrations()
def log_by_person(db: Database) -> None:
    """The log of one person is found without reading the whole log."""
    db.execute("create index audit_person on audit (person, id)")


OWN_PROFILE = """
create table taken_out (
    person text not null references jobseekers(key) on delete cascade, mark text not null, said_at text not null,
    primary key (person, mark)
) without rowid;
create table erasing (person text primary key) without rowid;
drop trigger audit_no_delete;
create trigger audit_no_delete before delete on audit
when not exists (select 1 from erasing where person = old.person)
begin select raise(abort, 'the log is append-only'); end;
"""


@migrations()
def own_profile(db: Database) -> None:
    """What people took out of their profile; the log about a person goes only while the person is erased."""
    execute_all(db, OWN_PROFILE)


ASKED_OF_THE_INDEX = """
alter table waiting add column begun integer not null default 0;
create table outside (
    person text primary key references jobseekers(key) on delete cascade,
    edition integer not null, asked_at text not null, data text
) without rowid;
create index vacancies_state on vacancies (gone, last_seen);
"""


@migrations()
def asked_of_the_index(db: Database) -> None:
    """What pages ask of the process that has the index; the state of the stock is told without reading advertisements."""
    execute_all(db, ASKED_OF_THE_INDEX)


DIGESTS = """
create table digests (
    user text primary key references users(name) on delete cascade on update cascade, address text not null, sent text
) without rowid;
"""


@migrations()
def digests_by_mail(db: Database) -> None:
    """Who gets the weekly digest at which address, and when it was sent last."""
    execute_all(db, DIGESTS)


@migrations()
def german_wishes(db: Database) -> None:
    """The wished occupation in German too, for the half of the team that reads German; the next matching fills it."""
    db.execute("alter table caseload add column german text not null default ''")


@migrations()
def ended_sessions(db: Database) -> None:
    """How often all sessions of a user were ended: a copied cookie is of no use after that."""
    db.execute("alter table users add column ended integer not null default 0")


NAMES_AND_LINKS = """
alter table users add column sign_in text not null default '';
create index users_sign_in on users (sign_in);
alter table links add column made text;
update jobseekers set adviser = null where adviser in (select name from users where role = 'jobseeker');
drop trigger audit_no_update;
update audit set detail = null
where action = 'assign adviser' and detail in (select name from users where role = 'jobseeker');
create trigger audit_no_update before update on audit begin select raise(abort, 'the log is append-only'); end;
"""


@migrations()
def names_and_links(db: Database) -> None:
    """Names are compared without capitals; when a link was made; no jobseeker's account is somebody's adviser."""
    execute_all(db, NAMES_AND_LINKS)
    for (name,) in db.execute("select name from users").fetchall():
        db.execute("update users set sign_in = ? where name = ?", [sign_in_name(name), name])


LABELS = """
alter table jobseekers add column label text not null default '';
alter table caseload add column label text not null default '';
"""


@migrations()
def labels_of_people(db: Database) -> None:
    """What an adviser calls a person before there is a name to show: initials, a number of a file."""
    execute_all(db, LABELS)


ACCOUNTS = """
alter table users add column signed_in text;
update users set signed_in = entries.at from (
    select who, max(at) as at from audit where action in ('sign in', 'sign in by provider') group by who
) as entries where entries.who = users.name and users.role <> 'jobseeker';
create table invitations (
    user text primary key references users(name) on delete cascade on update cascade,
    token text not null unique, made text not null, expires text not null
) without rowid;
"""


@migrations()
def accounts_of_the_team(db: Database) -> None:
    """When a colleague last signed in, and links with which a colleague chooses a password."""
    execute_all(db, ACCOUNTS)


OWN_ITEMS = """
create table own_items (
    id integer primary key, person text not null references jobseekers(key) on delete cascade, mark text not null,
    part text not null, data text not null, instead text, said_at text not null, unique (person, mark)
);
"""


@migrations()
def items_said_by_people(db: Database) -> None:
    """What people said of their own profile; `instead` is the mark of the item that it corrects."""
    execute_all(db, OWN_ITEMS)


NARROW_INDEXES = """
create index jobseekers_line on jobseekers
    (key, consent_at, adviser, match_run, retain_until, last_seen, first_seen);
create index caseload_line on caseload (person, best, newest, matches);
create index vacancy_lines_found on vacancy_lines
    (id, open, published, title, ref, kind, agency, pay, first_seen);
"""


@migrations()
def narrow_indexes(db: Database) -> None:
    """What lists filter, count and order by, without the long texts beside it: a search reads thousands of lines."""
    execute_all(db, NARROW_INDEXES)
