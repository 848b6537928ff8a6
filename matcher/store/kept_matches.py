"""What follows when matches are published: the caseload's line, what is new, who no longer waits, which words go."""

from __future__ import annotations

from sqlite_utils import Database

# What is published counts as the person's next edition, whatever the number of the run that made it.
KEEP_MATCHES = (
    "update caseload set edition = edition + 1 where person in {people}",
    "insert into first_matched (person, vacancy, edition, score)"
    " select m.person, m.vacancy, c.edition, max(m.score) from matches m join caseload c on c.person = m.person"
    " where m.run = :run and m.person in {people} group by m.person, m.vacancy"
    " on conflict (person, vacancy) do update set score = excluded.score",
    "delete from first_matched where person in {people} and not exists (select 1 from matches m"
    " where m.person = first_matched.person and m.vacancy = first_matched.vacancy and m.run = :run)",
    "update caseload set (matches, best, newest) = (select count(*), max(score), max(edition) from first_matched f"
    " where f.person = caseload.person) where person in {people}",
)


# Somebody who took something out of the profile is not named by it in older matches either: their reasons keep their
# points, which the evaluation reads, and lose their words. An added match gets its words back when it is looked at.
PLAIN = (
    "json_set(data, '$.factors', json((select json_group_array(json_remove(f.value, '$.params'))"
    " from json_each(data, '$.factors') f)))"
)
WHO_TOOK_OUT = "person in {people} and person in (select person from taken_out) and instr(data, '\"params\"')"
FORGET_WORDS = (
    f"update matches set data = {PLAIN} where run <> :run and {WHO_TOOK_OUT}",
    f"update added_matches set data = {PLAIN} where :run and {WHO_TOOK_OUT}",
    "delete from outside where :run and data is not null and person in {people}",
)


def keep_matches(db: Database, run: int, person: str | None = None) -> None:
    """Keep number, best score and the edition in which each vacancy came up, for a person or all of a weekly run.

    What is no longer a match is forgotten.
    """
    db.execute("delete from waiting where person = ? and begun", [person])
    people = "(:person)" if person else "(select person from staged where run = :run)"
    for statement in (*KEEP_MATCHES, *FORGET_WORDS):
        db.execute(statement.format(people=people), {"run": run, "person": person})
