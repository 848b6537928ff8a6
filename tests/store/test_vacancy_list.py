"""The list of vacancies in SQL: words, filters, order and paging beside a slow obvious search."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.models import Asked, Location, Pay, PayPeriod, Vacancy, VacancyKind
from matcher.store import Store, vacancy_lines
from matcher.store.migrations import list_of_vacancies, narrow_indexes
from matcher.store.vacancy_list import SORTS, VacancyList, WantedVacancies

SEEN, LATER = "2026-03-01T08:00:00+00:00", "2026-03-08T08:00:00+00:00"
TITLES = (
    "Fachkraft für Lagerlogistik", "Pflegefachkraft (m/w/d)", "Bäcker", "Baecker/Konditor", "Straßenbauer", "Koch %",
    'Fahrer "Klasse C"', "Kassierer_in", "Elektroniker' OR 1=1", "Ärztin", "Zimmerer",
)  # fmt: skip
TOWNS = (
    ("49716", "Meppen"),
    ("49751", "Sögel"),
    ("48455", "Bad Bentheim"),
    ("26789", "Leer (Ostfriesland)"),
    (None, None),
)
WORDS = (
    "lager", "LAGER", "logistik", "bäcker", "baecker", "backer", "strassen", "straße", "sögel", "soegel", "497", "c", "m/w",
    '"', "%", "_", "or", "1=1", "'", "pflege", "haus", "10000-7", "fü", "NEAR(", "words:", "*", "äz", "är", "--", "(", "z",
)  # fmt: skip

TEXTS = ("pflege haus", "lager logistik fachkraft", "koch % c", "zimmerer")


def spelt(text: str) -> tuple[str, str]:
    """A text folded by hand: ä as a, and ä as ae."""
    small = text.lower().replace("ß", "ss")
    pairs = (("ä", "a", "ae"), ("ö", "o", "oe"), ("ü", "u", "ue"))
    one = two = small
    for letter, short, long in pairs:
        one, two = one.replace(letter, short), two.replace(letter, long)
    return one, two


def stands_in(word: str, texts: list[str], begins: bool = False) -> bool:
    """Three letters or more stand anywhere in a word, two begin one, one is one."""
    sought = spelt(word)
    here = [form for text in texts for piece in text.split() for form in spelt(piece)]

    def found(x: str) -> bool:
        if len(x) == 1:
            return x in here
        return any(form.startswith(x) if begins or len(x) == 2 else x in form for form in here)

    return any(map(found, sought))


def stock() -> list[Vacancy]:
    chance, made = random.Random(7), []
    for n in range(90):
        towns = chance.sample(TOWNS, chance.randint(1, 2))
        made.append(
            Vacancy(
                f"10000-{n}-S", chance.choice(TITLES), chance.choice((None, "Altenpfleger/in")),
                employer=chance.choice((None, "Haus Müller", "Zeitarbeit Nord")), kind=chance.choice(list(VacancyKind)),
                locations=tuple(Location(code, town) for code, town in towns),
                published=chance.choice((None, date(2026, 3, 1), date(2026, 2, 1))),
                temporary_agency=chance.choice((True, False, None)),
                pay=chance.choice((None, Pay(15, 16, PayPeriod.HOUR))),
            )
        )  # fmt: skip
    return made


STOCK = stock()
NEW = {v.ref for v in STOCK[60:]}
PAY_IN_TEXT = {v.ref for v in STOCK[::4]}
GONE = {v.ref for v in STOCK[::9]}


def fill(made: Store) -> Store:
    made.put_vacancies(((v, {}) for v in STOCK[:60]), SEEN)
    made.put_vacancies(((v, {}) for v in STOCK[60:]), LATER)
    made.put_asked((ref, Asked(pay_low=3000)) for ref in PAY_IN_TEXT)
    made.mark_gone(GONE, LATER)
    return made


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as made:
        yield fill(made)


def fits(v: Vacancy, w: WantedVacancies) -> bool:
    places = [x for place in v.locations for x in (place.town, place.postcode) if x]
    texts = [v.ref, v.title, v.employer or "", v.occupation or "", *places]
    return (
        v.ref not in GONE
        and (w.meant or all(stands_in(word, texts) for word in w.words))
        and all(any(all(stands_in(x, texts) for x in text.split()) for text in group) for group in w.meant)
        and all(stands_in(word, places, begins=True) for word in w.place.split())
        and w.kind in ("", v.kind)
        and (w.agency == "" or bool(v.temporary_agency) is (w.agency == "yes"))
        and (not w.pay or v.pay is not None or v.ref in PAY_IN_TEXT)
        and (not w.since or v.ref in NEW)
    )


def ordered(found: list[Vacancy], sort: str) -> list[str]:
    by_ref = sorted(found, key=lambda v: v.ref)
    if sort == "newest":
        by_ref.sort(key=lambda v: v.published or date.min, reverse=True)
    return [v.ref for v in by_ref]


wanted = st.builds(
    WantedVacancies, words=st.lists(st.sampled_from(WORDS), max_size=3).map(tuple),
    meant=st.lists(st.lists(st.sampled_from((*WORDS, *TEXTS)), min_size=1, max_size=3).map(tuple), max_size=2).map(tuple),
    place=st.sampled_from(("", "", "meppen", "497", "49", "soegel", "bad bent", "bentheim", "4", '"')),
    kind=st.sampled_from(("", "", "job")), agency=st.sampled_from(("", "yes", "no")), pay=st.booleans(),
    since=st.sampled_from(("", "2026-03-05")),
)  # fmt: skip


@given(wanted)
def test_the_list_is_what_a_slow_search_finds(store: Store, asked: WantedVacancies) -> None:
    expected = ordered([v for v in STOCK if fits(v, asked)], "newest")
    found = store.vacancy_list(asked, 1000, 0)
    assert ([v.ref for v in found.vacancies], found.total) == (expected, len(expected))


@pytest.mark.parametrize("word", WORDS)
def test_every_word_is_looked_for_as_it_is_written(store: Store, word: str) -> None:
    asked = WantedVacancies((word,))
    assert {v.ref for v in store.vacancy_list(asked, 1000, 0).vacancies} == {v.ref for v in STOCK if fits(v, asked)}


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=12))
def test_whatever_is_typed_is_text(store: Store, typed: str) -> None:
    found = store.vacancy_list(WantedVacancies(tuple(typed.split()), place=typed), 1000, 0)
    assert len(found.vacancies) == found.total
    assert found.total < len(STOCK) - len(GONE) or not typed.split()


@pytest.mark.parametrize("asked", [WantedVacancies(), WantedVacancies(("lager",))], ids=["all", "a word"])
def test_a_page_beyond_the_end_is_empty_and_tells_the_total(store: Store, asked: WantedVacancies) -> None:
    beyond = store.vacancy_list(asked, 25, 1000)
    assert beyond == VacancyList(store.vacancy_list(asked, 25, 0).total, ()) and beyond.total


@pytest.mark.parametrize("sort", SORTS)
def test_the_pages_together_are_the_list_in_its_order(store: Store, sort: str) -> None:
    asked = WantedVacancies(sort=sort)
    pages = [v for start in range(0, 100, 25) for v in store.vacancy_list(asked, 25, start).vacancies]
    expected = [v for v in STOCK if v.ref not in GONE]
    if sort == "title":
        assert [spelt(v.title)[0] for v in pages] == sorted(spelt(v.title)[0] for v in expected)
        assert {v.ref for v in pages} == {v.ref for v in expected}
    else:
        assert [v.ref for v in pages] == ordered(expected, sort)


def test_a_changed_advertisement_is_found_by_its_new_words_only(store: Store) -> None:
    with Store.open(":memory:") as own:
        fill(own)
        own.put_vacancies([(replace(STOCK[1], title="Gärtner", locations=()), {})], LATER)
        assert [v.ref for v in own.vacancy_list(WantedVacancies(("gaertner",)), 9, 0).vacancies] == [STOCK[1].ref]
        old = WantedVacancies((STOCK[1].ref, STOCK[1].title.split()[0]))
        assert own.vacancy_list(old, 9, 0).total == 0


def test_what_is_gone_leaves_the_list_and_returns_when_seen_again() -> None:
    with Store.open(":memory:") as own:
        own.put_vacancies([(STOCK[1], {})], SEEN)
        own.mark_gone([STOCK[1].ref], LATER)
        assert own.vacancy_list(WantedVacancies(), 9, 0).total == 0
        own.put_vacancies([(STOCK[1], {})], LATER)
        assert own.vacancy_list(WantedVacancies(), 9, 0).total == 1


def test_an_older_database_is_filled_with_the_same_lines(tmp_path: Path) -> None:
    with Store.open(tmp_path / "old.db") as own:
        fill(own)
        columns = "ref, open, words, places, title, kind, agency, pay, published, first_seen"
        lines = own.db.execute(f"select {columns} from vacancy_lines order by ref").fetchall()
        own.db.execute("drop table vacancy_words")
        own.db.execute("drop table vacancy_lines")
        for trigger in ("vacancy_lines_gone", "vacancy_lines_asked"):
            own.db.execute(f"drop trigger {trigger}")
        own.db.execute("drop index jobseekers_line")
        own.db.execute("drop index caseload_line")
        list_of_vacancies(own.db)
        narrow_indexes(own.db)
        assert own.db.execute(f"select {columns} from vacancy_lines order by ref").fetchall() == lines
        assert own.vacancy_list(WantedVacancies(("lager",)), 9, 0).total == sum(
            fits(v, WantedVacancies(("lager",))) for v in STOCK
        )


def test_the_index_of_words_holds_together(store: Store) -> None:
    store.db.execute("insert into vacancy_words (vacancy_words, rank) values ('integrity-check', 1)")
    assert vacancy_lines.spellings("Größe") == ("grosse", "groesse")


def test_keeping_the_line_of_one_vacancy_does_not_read_the_others(tmp_path: Path) -> None:
    with Store.open(tmp_path / "plan.db") as opened:
        steps = [row[3] for row in opened.db.execute("explain query plan " + vacancy_lines.FILL_ONE, {"ref": "x"})]
    assert any(step.startswith("SEARCH vacancies") for step in steps) and "SCAN vacancies" not in steps
