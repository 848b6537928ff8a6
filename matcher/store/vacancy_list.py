"""The list of open vacancies: search, filters and order, a few queries whatever the number of vacancies."""

from __future__ import annotations

from dataclasses import dataclass

from sqlite_utils import Database

from matcher.models import Vacancy
from matcher.serial import from_json
from matcher.store.vacancy_lines import spellings

SORTS = {"newest": "l.published desc, l.ref", "title": "l.title, l.ref"}
# The index of words knows pieces of three letters.
PIECE = 3


@dataclass(frozen=True, slots=True)
class WantedVacancies:
    """What a page of the list shows; empty fields do not restrict.

    Every word stands somewhere in number, title, employer, occupation or places (one of two letters begins a word
    there, a single letter is one); the words of `place` begin words of towns or postcodes.
    With `meant` the groups of `matcher.searched` are looked for in the place of the words: one text of each group, all
    words of that text. `agency` is yes or no; `since` is a date (ISO 8601) on or after which a vacancy was seen first; `sort` a key of SORTS.
    """

    words: tuple[str, ...] = ()
    meant: tuple[tuple[str, ...], ...] = ()
    place: str = ""
    kind: str = ""
    agency: str = ""
    pay: bool = False
    since: str = ""
    sort: str = "newest"


@dataclass(frozen=True, slots=True)
class VacancyList:
    """A page of the list, and how many vacancies there are over all pages."""

    total: int
    vacancies: tuple[Vacancy, ...]


# What words find is gathered once, from an index that need not read the advertisements; without words the list comes
# from the index of its order, and only its page is read.
FOUND = "found as materialized (select l.ref, l.published, l.title from vacancy_lines l indexed by vacancy_lines_found"
ORDERED = "found as not materialized (select l.ref, l.published, l.title from vacancy_lines l"


class VacancyListQueries:
    """Queries on the tables `vacancy_lines` and `vacancy_words`."""

    db: Database

    def vacancy_list(self, wanted: WantedVacancies, limit: int, offset: int) -> VacancyList:
        """The open vacancies of one page in the wanted order, with the total."""
        test, values = _where(wanted)
        rows = self.db.execute(
            f"with {FOUND if values['match'] else ORDERED} where {test}),"
            " page as (select row_number() over () as place, ref from (select l.ref from found l"
            f" order by {SORTS[wanted.sort]} limit :limit offset :offset))"
            " select t.total, v.data from (select count(*) as total from found) t left join page on 1"
            " left join vacancies v on v.ref = page.ref order by page.place",
            {**values, "limit": limit, "offset": offset},
        ).fetchall()
        return VacancyList(rows[0][0], tuple(from_json(data, Vacancy) for _, data in rows if data is not None))


def _where(w: WantedVacancies) -> tuple[str, dict[str, object]]:
    """The condition, and the values it is given; what people typed is always a value."""
    match = _match(w)
    tests = [
        "l.open = 1",
        *(["l.id in (select rowid from vacancy_words where vacancy_words match :match)"] if match else []),
        *(["l.kind = :kind"] if w.kind else []),
        *(["l.agency = :agency"] if w.agency else []),
        *(["l.pay = 1"] if w.pay else []),
        *(["l.first_seen >= :since"] if w.since else []),
    ]  # fmt: skip
    return " and ".join(tests), {"match": match, "kind": w.kind, "agency": w.agency == "yes", "since": w.since}


def _match(w: WantedVacancies) -> str:
    """The words that are looked for, in the language of FTS5; empty when there are none."""
    groups = w.meant or tuple((word,) for word in w.words)
    anywhere = [("words", " OR ".join(f"({_every_word(text)})" for text in group)) for group in groups]
    begins = [("places", _spelt(word, " ")) for word in w.place.split()]
    return " AND ".join(f"{column} : ({test})" for column, test in (*anywhere, *begins))


def _every_word(text: str) -> str:
    """All words of a text, in any order; a dash or comma between words says nothing."""
    words = [word.strip(",") for word in text.split() if any(map(str.isalnum, word))]
    return " AND ".join(f"({_spelt(word)})" for word in words or text.split())


def _spelt(word: str, before: str = "") -> str:
    return " OR ".join(_quoted(_piece(before + x)) for x in spellings(word))


def _piece(text: str) -> str:
    """A text of which the index knows pieces: two letters begin a word, one is a word."""
    text = text if len(text) >= PIECE else f" {text.strip()}"
    return text if len(text) >= PIECE else f"{text} "


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
