from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.filters import FILTERS, Wanted, narrow
from matcher.models import Asked, Cefr, Language, Match, Vacancy

PLAIN = Vacancy("v", "Staplerfahrer", full_time=True)
ASKED = Asked(
    german=Language("de", Cefr.B1),
    temporary_agency=False,
    starts=date(2027, 1, 1),
    isco="8344",
    hours_min=38,
    hours_max=40,
)
MATCH = Match("p", "v", 80.0, (), minutes=30)

wanted_some = st.builds(
    Wanted,
    minutes=st.sampled_from([None, 20, 40]),
    hours=st.sampled_from([None, (10.0, 20.0), (30.0, 40.0)]),
    sectors=st.sampled_from([frozenset(), frozenset({"transport"}), frozenset({"care"})]),
    no_agencies=st.booleans(),
    german=st.sampled_from([None, Cefr.A2, Cefr.C1]),
    starts_by=st.sampled_from([None, date(2026, 12, 1), date(2027, 6, 1)]),
)  # fmt: skip
adverts = st.tuples(
    st.builds(Vacancy, ref=st.just("v"), title=st.just("t"), full_time=st.sampled_from([None, True])),
    st.builds(
        Asked,
        german=st.builds(Language, st.just("de"), st.sampled_from([None, Cefr.B1, Cefr.C2])),
        temporary_agency=st.sampled_from([None, True, False]),
        isco=st.sampled_from([None, "8344", "5321"]),
        starts=st.sampled_from([None, date(2027, 1, 1)]),
    ),
)


@pytest.mark.parametrize(
    ("wanted", "match", "vacancy", "asked", "reason"),
    [
        pytest.param(Wanted(minutes=25), MATCH, PLAIN, ASKED, "minutes", id="too far"),
        pytest.param(Wanted(minutes=30), MATCH, PLAIN, ASKED, None, id="just near enough"),
        pytest.param(Wanted(hours=(16, 24)), MATCH, PLAIN, ASKED, "hours", id="full time only"),
        pytest.param(Wanted(hours=(16, 24)), MATCH, replace(PLAIN, part_time=True), ASKED, None, id="part time as well"),
        pytest.param(Wanted(sectors=frozenset({"care"})), MATCH, PLAIN, ASKED, "sector", id="other field of work"),
        pytest.param(Wanted(sectors=frozenset({"care", "transport"})), MATCH, PLAIN, ASKED, None, id="one of the fields"),
        pytest.param(Wanted(no_agencies=True), MATCH, PLAIN, replace(ASKED, temporary_agency=True), "agency", id="agency"),
        pytest.param(Wanted(no_agencies=True), MATCH, PLAIN, ASKED, None, id="no agency"),
        pytest.param(Wanted(german=Cefr.A2), MATCH, PLAIN, ASKED, "german", id="more German"),
        pytest.param(Wanted(german=Cefr.B1), MATCH, PLAIN, ASKED, None, id="German enough"),
        pytest.param(Wanted(starts_by=date(2026, 12, 31)), MATCH, PLAIN, ASKED, "start", id="starts later"),
        pytest.param(Wanted(starts_by=date(2027, 1, 1)), MATCH, PLAIN, ASKED, None, id="starts in time"),
    ],
)  # fmt: skip
def test_a_filter_takes_out_what_it_is_for(
    wanted: Wanted, match: Match, vacancy: Vacancy, asked: Asked, reason: str | None
) -> None:
    found = narrow([match], {"v": (vacancy, asked)}, wanted)
    assert dict(found.removed) == ({reason: 1} if reason else {})
    assert found.matches == (() if reason else (match,))


@given(wanted_some)
def test_what_is_not_known_is_never_taken_out(wanted: Wanted) -> None:
    unknown = Match("p", "v", 50.0, ())
    assert narrow([unknown], {"v": (Vacancy("v", "t"), Asked())}, wanted).matches == (unknown,)
    assert narrow([unknown], {}, wanted).matches == (unknown,)


@given(wanted_some, st.lists(st.tuples(adverts, st.sampled_from([None, 10, 50])), max_size=8))
def test_what_is_left_and_what_was_taken_out_add_up(
    wanted: Wanted, cases: list[tuple[tuple[Vacancy, Asked], int | None]]
) -> None:
    matches = [Match("p", str(n), 50.0 - n, (), minutes=minutes) for n, (_, minutes) in enumerate(cases)]
    found = narrow(matches, {str(n): advert for n, (advert, _) in enumerate(cases)}, wanted)
    assert len(found.matches) + sum(found.removed.values()) == len(matches)
    assert list(found.matches) == [m for m in matches if m in found.matches]
    assert set(found.removed) <= {name for name, _ in FILTERS}
    assert narrow(matches, {}, Wanted()).matches == tuple(matches)
