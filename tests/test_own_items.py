"""What people said of their own profile stands in it, once, and no import of the same profile changes that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.models import Cefr, Correction, Course, Diploma, Experience, Jobseeker, Language, Occupation, Profile
from matcher.own_items import OwnItem, as_said, unsaid
from matcher.sources.profile_fields import LICENCES
from matcher.store import Store
from matcher.taken_out import SINGLE, items, mark

AT = "2026-03-10T09:00:00+00:00"
KEYS = (f"p{n}" for n in count())
BASE = Jobseeker(
    "p", "vum", skills=("a", "b", "c"), languages=(Language("nl"), Language("en", Cefr.A2)), presentation="ik kook",
)  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store.open(":memory:") as opened:
        yield opened


def new_person(store: Store, person: Jobseeker) -> Jobseeker:
    """A person under a key of its own, imported."""
    person = replace(person, key=next(KEYS))
    store.put_profiles([Profile(person)], AT)
    return person


def stored(store: Store, person: Jobseeker) -> Jobseeker:
    found = store.jobseeker(person.key)
    assert found
    return found


# One change after another: what is added, what is put in the place of what, what is taken out.

Step = tuple[str, str, Any, Any]
STEPS: dict[str, tuple[list[Step], dict[str, Any]]] = {
    "corrected": ([("change", "skills", "a", "x")], {"skills": ("x", "b", "c")}),
    "corrected twice": ([("change", "skills", "a", "x"), ("change", "skills", "x", "y")], {"skills": ("y", "b", "c")}),
    "corrected and back": ([("change", "skills", "a", "x"), ("change", "skills", "x", "a")], {"skills": ("a", "b", "c")}),
    "added": ([("add", "skills", None, "x")], {"skills": ("a", "b", "c", "x")}),
    "added and corrected": ([("add", "skills", None, "x"), ("change", "skills", "x", "y")], {"skills": ("a", "b", "c", "y")}),
    "what the source says too": ([("add", "skills", None, "b")], {"skills": ("a", "b", "c")}),
    "corrected to what is there": ([("change", "skills", "c", "a")], {"skills": ("a", "b")}),
    "taken out again": ([("change", "skills", "a", "x"), ("out", "skills", "x", None)], {"skills": ("b", "c")}),
    "taken out and added": ([("out", "skills", "a", None), ("add", "skills", None, "a")], {"skills": ("b", "c", "a")}),
    "said and imported, then taken out": (
        [("add", "skills", None, "b"), ("out", "skills", "b", None)], {"skills": ("a", "c")}
    ),
    "a language at another level": (
        [("add", "languages", None, Language("en", Cefr.B2))], {"languages": (Language("nl"), Language("en", Cefr.B2))}
    ),
    "that language taken out": (
        [("add", "languages", None, Language("en", Cefr.B2)), ("out", "languages", Language("en", Cefr.B2), None)],
        {"languages": (Language("nl"),)},
    ),
    "other own words": ([("add", "presentation", None, "ik las")], {"presentation": "ik las"}),
    "own words taken out": (
        [("change", "presentation", "ik kook", "ik las"), ("out", "presentation", "ik las", None)], {"presentation": None}
    ),
}  # fmt: skip


def take(store: Store, key: str, step: Step) -> None:
    """One step, as a page takes it."""
    kind, part, old, new = step
    if kind == "out":
        assert store.take_out(key, mark(key, part, old), AT) == part
    else:
        assert store.say(key, OwnItem(part, new, None if kind == "add" else mark(key, part, old), AT))


@pytest.mark.parametrize(("steps", "expected"), STEPS.values(), ids=STEPS)
def test_what_was_said_stands_before_and_after_an_import(
    store: Store, steps: list[Step], expected: dict[str, Any]
) -> None:
    person = new_person(store, BASE)
    for step in steps:
        take(store, person.key, step)
    assert stored(store, person) == replace(person, **expected)
    assert store.put_profiles([Profile(person)], AT)["same"] == 1
    assert stored(store, person) == replace(person, **expected)


WORDS = st.sampled_from("abcdefg")
DAYS = st.none() | st.dates(date(2010, 1, 1), date(2012, 1, 1))
ITEMS: dict[str, st.SearchStrategy[Any]] = {
    "occupations": st.builds(Occupation, WORDS),
    "experience": st.builds(Experience, st.builds(Occupation, WORDS, st.none() | WORDS), DAYS, DAYS, st.none() | WORDS),
    "courses": st.builds(Course, WORDS, st.none() | st.booleans(), DAYS),
    "skills": WORDS,
    "languages": st.builds(Language, st.sampled_from(("nl", "en", "fr")), st.sampled_from((None, *Cefr))),
    "licences": st.sampled_from(sorted(LICENCES)),
    "presentation": WORDS,
    "level": st.sampled_from(Diploma),
    "permanent": st.booleans(),
    "available_from": st.dates(date(2026, 1, 1), date(2026, 2, 1)),
}


def unique(part: str) -> st.SearchStrategy[Any]:
    """What a source gives for a field: nothing twice, no language at two levels."""
    if part in SINGLE:
        return st.none() | ITEMS[part]
    return st.lists(ITEMS[part], max_size=4, unique_by=lambda x: getattr(x, "code", x)).map(tuple) if part == "languages" \
        else st.lists(ITEMS[part], max_size=4, unique=True).map(tuple)  # fmt: skip


PEOPLE = st.builds(Jobseeker, st.just("p"), st.just("vum"), **{part: unique(part) for part in ITEMS})


def change(store: Store, key: str, data: st.DataObject) -> Any:
    """Somebody adds, corrects or takes out something; what was said, if anything."""
    there = list(items(stored(store, Jobseeker(key, ""))))
    if there and data.draw(st.booleans()):
        part, old, known = data.draw(st.sampled_from(there))
        if data.draw(st.booleans()):
            assert store.take_out(key, known, AT) == part
            return None
        new = replace(old, level=data.draw(st.sampled_from(Cefr))) if part == "languages" else data.draw(ITEMS[part])
        assert store.say(key, OwnItem(part, new, known, AT))
        return part, new
    part = data.draw(st.sampled_from(sorted(ITEMS)))
    new = data.draw(ITEMS[part])
    assert store.say(key, OwnItem(part, new, None, AT))
    return part, new


@settings(deadline=None)
@given(PEOPLE, st.data())
def test_importing_again_changes_nothing_of_what_people_did(
    store: Store, imported: Jobseeker, data: st.DataObject
) -> None:
    person = new_person(store, imported)
    for _ in range(data.draw(st.integers(0, 6))):
        said, now = change(store, person.key, data), [(p, x) for p, x, _ in items(stored(store, person))]
        assert said is None or now.count(said) == 1, "what was said is there, once"
    before = sorted(known for _, _, known in items(stored(store, person)))
    store.put_profiles([Profile(person)], AT)
    after = stored(store, person)
    assert sorted(known for _, _, known in items(after)) == before
    assert store.put_profiles([Profile(person)], AT)["same"] == 1 and stored(store, person) == after


@given(PEOPLE)
def test_without_anything_said_a_profile_stays_as_it_is(person: Jobseeker) -> None:
    assert as_said(person, (), ()) == person


def test_another_profile_of_the_source_keeps_what_was_said(store: Store) -> None:
    person = new_person(store, BASE)
    store.say(person.key, OwnItem("skills", "x", mark(person.key, "skills", "a"), AT))
    store.say(person.key, OwnItem("languages", Language("en", Cefr.B2), None, AT))
    newer = replace(person, skills=("b", "d"), languages=(Language("en", Cefr.B1),), presentation="nieuw")
    store.put_profiles([Profile(newer)], AT)
    assert stored(store, person) == replace(newer, skills=("b", "d", "x"), languages=(Language("en", Cefr.B2),))


def test_what_is_no_longer_there_is_not_corrected(store: Store) -> None:
    person = new_person(store, BASE)
    assert not store.say(person.key, OwnItem("skills", "x", mark(person.key, "skills", "nothing"), AT))
    assert (stored(store, person), store.own_items(person.key), store.taken_out(person.key)) == (
        person,
        (),
        frozenset(),
    )


def test_nothing_is_kept_of_who_was_erased_meanwhile(store: Store) -> None:
    person = new_person(store, BASE)
    store.erase_person(person.key)
    assert not store.say(person.key, OwnItem("skills", "x", None, AT)) and store.own_items(person.key) == ()


def test_what_was_corrected_leaves_no_words_behind(store: Store) -> None:
    person = new_person(store, replace(BASE, skills=("wondzorg",)))
    store.say(person.key, OwnItem("skills", "brandwacht", mark(person.key, "skills", "wondzorg"), AT))
    store.say(person.key, OwnItem("skills", "lassen", mark(person.key, "skills", "brandwacht"), AT))
    dump = "\n".join(str(row) for table in ("jobseekers", "own_items", "taken_out", "caseload")
                     for row in store.db.execute(f"select * from {table}"))  # fmt: skip
    assert "lassen" in dump and "wondzorg" not in dump and "brandwacht" not in dump


QUOTED = {
    "the old words": (("a b",), ("c",), "A b", True),
    "words within the old ones": (("ik kan lassen en boren",), ("c",), "lassen", True),
    "words that are still there": (("lassen",), ("ook lassen",), "lassen", False),
    "a correction that quotes nothing": (("lassen",), (), "", False),
    "words of something else": (("lassen",), (), "boren", False),
}


@pytest.mark.parametrize(("old", "left", "quoted", "goes"), QUOTED.values(), ids=QUOTED)
def test_corrections_go_with_the_words_that_they_quote(
    old: tuple[str, ...], left: tuple[str, ...], quoted: str, goes: bool
) -> None:
    said = Correction("skill", "lassen", True, quoted)
    assert list(unsaid([said], old, Jobseeker("p", "vum", skills=left))) == ([said] if goes else [])
