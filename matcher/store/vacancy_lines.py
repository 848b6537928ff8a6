"""One line a vacancy with the words to search, kept in step by the import and by triggers, so that a page costs a query."""

from __future__ import annotations

import unicodedata

from sqlite_utils import Database

from matcher.store.caseload import folded

SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})

# Published: part of a migration, so it does not change; another shape of the line is another migration.
TABLES = """
create table vacancy_lines (
    id integer primary key, ref text not null unique references vacancies(ref) on delete cascade, open integer not null,
    words text not null, places text not null, title text not null, kind text not null, agency integer not null,
    pay integer not null, published text, first_seen text not null
);
create virtual table vacancy_words using fts5 (
    words, places, content = 'vacancy_lines', content_rowid = 'id', tokenize = 'trigram case_sensitive 1'
);
create trigger vacancy_lines_gone after update of gone on vacancies when (new.gone is null) <> (old.gone is null)
begin update vacancy_lines set open = new.gone is null where ref = new.ref; end;
create trigger vacancy_lines_asked after update of asked on vacancies
begin update vacancy_lines set pay = new.data ->> '$.pay' is not null or new.asked ->> '$.pay_low' is not null where ref = new.ref; end;
"""
FILL = """
insert into vacancy_lines (ref, open, words, places, title, kind, agency, pay, published, first_seen)
select ref, gone is null,
    searchable(ref || ' ' || title || ' ' || coalesce(employer, '') || ' ' || coalesce(data ->> '$.occupation', '') || ' '
        || coalesce((select group_concat(coalesce(x.value ->> '$.town', '') || ' ' || coalesce(x.value ->> '$.postcode', ''), ' ')
            from json_each(data, '$.locations') x), '')),
    searchable(coalesce((select group_concat(coalesce(x.value ->> '$.town', '') || ' ' || coalesce(x.value ->> '$.postcode', ''), ' ')
        from json_each(data, '$.locations') x), '')),
    searchable(title), kind, coalesce(data ->> '$.temporary_agency', 0),
    data ->> '$.pay' is not null or asked ->> '$.pay_low' is not null,
    data ->> '$.published', first_seen
from vacancies where :ref is null or ref = :ref
on conflict (ref) do update set open = excluded.open, words = excluded.words, places = excluded.places,
    title = excluded.title, kind = excluded.kind, agency = excluded.agency, pay = excluded.pay,
    published = excluded.published
"""
# For one vacancy, found by its key: with the `or` every import of one would read the whole table.
FILL_ONE = FILL.replace("where :ref is null or ref = :ref", "where ref = :ref")
# The indexes hold what the filters ask, so that the lines themselves are not read for counting and ordering.
AFTER_FILLING = """
insert into vacancy_words (vacancy_words) values ('rebuild');
create index vacancy_lines_newest on vacancy_lines (published desc, ref, kind, agency, pay, first_seen) where open = 1;
create index vacancy_lines_title on vacancy_lines (title, ref, kind, agency, pay, first_seen) where open = 1;
create trigger vacancy_words_new after insert on vacancy_lines
begin insert into vacancy_words (rowid, words, places) values (new.id, new.words, new.places); end;
create trigger vacancy_words_out after delete on vacancy_lines
begin insert into vacancy_words (vacancy_words, rowid, words, places) values ('delete', old.id, old.words, old.places); end;
create trigger vacancy_words_other after update of words, places on vacancy_lines when (new.words, new.places) <> (old.words, old.places)
begin insert into vacancy_words (vacancy_words, rowid, words, places) values ('delete', old.id, old.words, old.places); insert into vacancy_words (rowid, words, places) values (new.id, new.words, new.places); end;
"""


def spellings(word: str) -> tuple[str, ...]:
    """A word as it is searched: folded, and with ä, ö, ü written as ae, oe, ue where it has them."""
    whole = unicodedata.normalize("NFC", word.replace("\0", "")).casefold()
    return tuple(dict.fromkeys((folded(whole), folded(whole.translate(SPELT)))))


def searchable(text: str) -> str:
    """All words of a text in all their spellings, each between spaces, so that beginnings and whole words can be looked for."""
    return "".join(f" {spelling}" for word in dict.fromkeys(text.split()) for spelling in spellings(word)) + " "


def register(db: Database) -> None:
    """Give the connection the function that FILL calls."""
    db.conn.create_function("searchable", 1, searchable, deterministic=True)


def keep_vacancy_line(db: Database, ref: str) -> None:
    """Keep the line of a vacancy in step with what was imported; inside a transaction."""
    db.execute(FILL_ONE, {"ref": ref})
