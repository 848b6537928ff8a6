"""What the store writes it reads again unchanged, whatever stands in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.models import Asked, Jobseeker, Location, Match, Vacancy
from matcher.serial import from_json, to_json

STORED = (Vacancy, Asked, Jobseeker, Match)
# JSON knows no other numbers, and the sources refuse them before anything is stored.
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
# A lone surrogate is no text: no file in UTF-8 can hold one.
st.register_type_strategy(str, st.text(st.characters(codec="utf-8"), max_size=20))


@pytest.mark.parametrize("kind", STORED)
@given(data=st.data())
def test_a_record_comes_back_as_it_was_written(kind: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(kind))
    assert from_json(to_json(record), kind) == record


def test_many_of_a_kind_come_back_in_their_order() -> None:
    places = (Location("49716", "Meppen"), Location(None, "Haren"), Location())
    assert from_json(to_json(places), tuple[Location, ...]) == places


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"person": "p", "vacancy": "v"', id="cut off"),
        pytest.param('{"person": "p"}', id="a field is missing"),
        pytest.param('{"person": "p", "vacancy": "v", "score": "high", "factors": []}', id="a word for a number"),
    ],
)
def test_what_is_no_record_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text, Match)
