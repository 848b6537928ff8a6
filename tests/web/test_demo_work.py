"""The made-up work of the demo follows the rules of the pipeline, and leaves the shown person undecided."""

from __future__ import annotations

import pytest

from matcher.pipeline import REASONS, next_steps
from matcher.store import Store
from tests.web.conftest import MOMENT, PEOPLE, STAMP
from web import demo, demo_work


@pytest.mark.parametrize("path", demo_work.PATHS, ids=lambda p: f"to {p[-1][0]}")
def test_steps_follow_one_another_in_time(path: tuple[tuple[str, int], ...]) -> None:
    step = ""
    for following, _days in path:
        assert following in next_steps(step)
        step = following
    days = [d for _, d in path]
    assert days == sorted(days, reverse=True)


def test_everybody_but_the_shown_person_has_steps(store: Store) -> None:
    made = demo_work.add_work(store, MOMENT.date(), "p-anna")
    found = store.all_decisions()
    assert made == len(found) > 0 and {d.person for d in found} == {"p-bram"}
    assert {d.reason for d in found if d.reason} <= set(REASONS)
    assert [t.due for t in store.tasks_of("p-anna")] == ["2026-03-08", "2026-03-13", None]


def test_the_demo_starts_again_after_its_jobseeker_was_erased(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    filled = []

    def fill(opened: Store, *_: object) -> None:
        filled.append(opened.put_profiles(PEOPLE, STAMP))

    monkeypatch.setattr(demo, "SHOWN_PERSON", "p-anna")
    monkeypatch.setattr(demo, "_fill", fill)
    for _ in range(2):
        demo.make_demo(store, MOMENT.date(), lambda _: None)
    assert len(filled) == 1, "the second start imports nothing"
    store.erase_person("p-anna")
    logins = demo.make_demo(store, MOMENT.date(), lambda _: None)
    assert len(filled) == 2 and store.jobseeker(logins.person)
