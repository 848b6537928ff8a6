from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.bridge.lexicon import Concept
from matcher.jobs import default_weights
from matcher.models import Asked, AskedSkill, Cefr, Diploma, Jobseeker, Language, Strength, Vacancy
from matcher.pair import Pair, SkillCheck, hours_missing, missing_licences, offered_span
from matcher.profile import Held, Understood
from matcher.related import OwnTitles
from matcher.scoring import FACTORS, names, score
from matcher.skillcheck import SkillMatcher

WEIGHTS = default_weights()
SKILL = Concept("mag", "skill", ("MAG-lassen",), ("MAG-Schweißen",))


def understood(german: Cefr | None = None, diploma: Diploma | None = None, **person: object) -> Understood:
    return Understood(
        person=Jobseeker("p", "test", **person),  # type: ignore[arg-type]
        occupations={"o": 1.0},
        skills={},
        words={},
        german=Language("de", german),
        diploma=diploma,
        years={},
    )


def pair(person: Understood | None = None, asked: Asked | None = None, **changes: object) -> Pair:
    plain = Pair(
        person=person or understood(),
        vacancy=Vacancy("v", "Schweißer"),
        asked=asked or Asked(),
        occupation=1.0,
        titles=OwnTitles("Lasser", ()),
        link=None,
        isco="7212",
        skills=SkillCheck((), (), ()),
        km=30.0,
        minutes=30.0,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def level(factor: str, of: Pair) -> str:
    return next(f.level for f in score(of, WEIGHTS)[1] if f.name == factor)


pairs = st.builds(
    pair,
    person=st.builds(
        understood,
        german=st.sampled_from([None, *Cefr]),
        diploma=st.sampled_from([None, *Diploma]),
        hours_max=st.sampled_from([None, 16, 40]),
        shifts=st.sampled_from([None, True, False]),
        licences=st.sampled_from([(), ("B",), ("CE",)]),
    ),
    asked=st.builds(
        Asked,
        german=st.builds(Language, st.just("de"), st.sampled_from([None, *Cefr])),
        diploma=st.sampled_from([None, *Diploma]),
        shifts=st.sampled_from([None, True, False]),
        licences=st.sampled_from([(), ("B",), ("C", "CE")]),
        pay_high=st.sampled_from([None, 2500.0, 4000.0]),
    ),
    occupation=st.floats(0, 1),
    minutes=st.sampled_from([None, 10.0, 50.0, 200.0]),
    expected_pay=st.sampled_from([None, 3000.0]),
)


@given(pairs)
def test_the_factors_add_up_to_the_score_to_the_last_point(of: Pair) -> None:
    total, factors = score(of, WEIGHTS)
    assert total == pytest.approx(sum(f.points for f in factors), abs=0.005)
    assert 0 <= total <= 100


@given(pairs)
def test_no_factor_gives_more_than_its_best_or_less_than_nothing(of: Pair) -> None:
    assert all(0 <= f.points <= f.best for f in score(of, WEIGHTS)[1])


@given(pairs, st.floats(0, 1))
def test_a_nearer_occupation_never_lowers_the_score(of: Pair, other: float) -> None:
    low, high = sorted((of.occupation, other))
    assert score(replace(of, occupation=low), WEIGHTS)[0] <= score(replace(of, occupation=high), WEIGHTS)[0]


def test_the_weights_add_up_to_100_and_name_every_factor() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert list(WEIGHTS) == list(names())


@pytest.mark.parametrize("factor", [f for f in FACTORS if f.name not in ("kind",)], ids=lambda f: f.name)
def test_unknown_is_neither_the_best_nor_zero(factor: object) -> None:
    shares = {lv.name: lv.share for lv in factor.levels}  # type: ignore[attr-defined]
    assert "unknown" in shares
    assert min(shares.values()) < shares["unknown"] < max(shares.values())


@pytest.mark.parametrize(
    ("factor", "expected", "changes"),
    [
        pytest.param(
            "language", "unknown", {"asked": Asked(german=Language("de", Cefr.B2))}, id="German of the person unknown"
        ),
        pytest.param("commute", "unknown", {"minutes": None, "km": None}, id="place unknown"),
        pytest.param("education", "unknown", {"asked": Asked(diploma=Diploma.MBO3)}, id="diploma unknown"),
        pytest.param("licences", "unknown", {"asked": Asked(licences=("B",))}, id="licences unknown"),
        pytest.param("pay", "unknown", {}, id="pay unknown"),
        pytest.param("hours", "unknown", {}, id="hours unknown"),
    ],
)
def test_unknown_is_a_level_of_its_own(factor: str, expected: str, changes: dict[str, object]) -> None:
    assert level(factor, pair(**changes)) == expected


@pytest.mark.parametrize(
    ("asked", "has", "expected"),
    [(Cefr.B1, Cefr.B2, "enough"), (Cefr.B1, Cefr.B1, "enough"), (Cefr.B2, Cefr.B1, "one_step"),
     (Cefr.C1, Cefr.B1, "two_steps"), (Cefr.C1, Cefr.A1, "far")],
    ids=lambda x: str(x),
)  # fmt: skip
def test_language(asked: Cefr, has: Cefr, expected: str) -> None:
    assert level("language", pair(understood(has), Asked(german=Language("de", asked)))) == expected


@pytest.mark.parametrize(
    ("has", "lacks", "expected"),
    [(0, 0, "none_asked"), (4, 0, "all"), (3, 1, "most"), (1, 2, "some"), (1, 9, "few"), (0, 3, "none")],
    ids=lambda x: str(x),
)
def test_skills(has: int, lacks: int, expected: str) -> None:
    held = Held(SKILL, "MAG-lassen", 1.0)
    person = replace(understood(), skills={"mag": held})
    check = SkillCheck(tuple((str(i), held) for i in range(has)), tuple("x" * lacks), ())
    assert level("skills", pair(person, skills=check)) == expected


@pytest.mark.parametrize(
    ("asked", "held", "missing"),
    [(("B",), ("C",), []), (("C",), ("CE",), []), (("CE",), ("C",), ["CE"]), (("B",), ("AM",), ["B"]), ((), (), [])],
    ids=lambda x: str(x),
)
def test_a_higher_licence_covers_a_lower_one(asked: tuple[str, ...], held: tuple[str, ...], missing: list[str]) -> None:
    assert missing_licences(pair(understood(licences=held), Asked(licences=asked))) == missing


@pytest.mark.parametrize(
    ("wish", "offer", "expected"),
    [
        ((None, 20), (35.0, 40.0), 15.0),
        ((32, 40), (38.5, 38.5), 0.0),
        ((36, 40), (20.0, 25.0), 11.0),
        ((None, None), (40.0, 40.0), None),
    ],
    ids=["too many", "fits", "too few", "no wish"],
)
def test_hours_by_which_wish_and_offer_miss(
    wish: tuple[int | None, int | None], offer: tuple[float, float], expected: float | None
) -> None:
    of = pair(understood(hours_min=wish[0], hours_max=wish[1]), Asked(hours_min=offer[0], hours_max=offer[1]))
    assert hours_missing(of) == expected


FORBIDDEN = {"sex", "gender", "nationality", "birth_country", "name", "age", "birth_year", "photo", "health"}


@pytest.mark.parametrize("kind", [Jobseeker, Understood, Pair, Vacancy], ids=lambda k: k.__name__)
def test_ranking_cannot_see_what_it_may_not_use(kind: type) -> None:
    assert not {f.name for f in fields(kind)} & FORBIDDEN  # type: ignore[arg-type]


def test_a_skill_that_only_praises_the_firm_is_not_asked() -> None:
    asked = Asked(skills=(AskedSkill("mag", "skill", "MAG-Schweißen", Strength.BOAST),))
    assert SkillMatcher({}, frozenset(), {"mag": SKILL}).check(asked) == SkillCheck((), (), ())


@pytest.mark.parametrize(
    ("work", "own", "no_diploma", "expected"),
    [
        pytest.param(2, {2}, False, "same", id="skilled to skilled"),
        pytest.param(3, {2}, False, "one_above", id="to a master's work"),
        pytest.param(1, {2}, False, "one_below", id="to helper's work"),
        pytest.param(4, {1, 2}, False, "above", id="far above"),
        pytest.param(1, {3, 4}, False, "below", id="far below"),
        pytest.param(2, {1}, True, "open", id="above, but no diploma needed"),
        pytest.param(None, {2}, False, "unknown", id="level of the work unknown"),
        pytest.param(2, set(), False, "unknown", id="level of the person unknown"),
    ],
)
def test_the_level_of_the_work(work: int | None, own: set[int], no_diploma: bool, expected: str) -> None:
    of = pair(level=work, person_levels=frozenset(own), asked=Asked(no_diploma=no_diploma))
    assert level("level", of) == expected


def test_agency_work_counts_less_for_somebody_who_wants_a_permanent_contract() -> None:
    agency = Asked(temporary_agency=True)
    assert level("contract", pair(asked=agency)) == "agency"
    assert level("contract", pair(understood(permanent=True), agency)) == "not_wished"


def test_a_diploma_of_another_trade_is_not_taken_for_the_one_that_is_asked() -> None:
    cook = replace(understood(diploma=Diploma.MBO3), years={"51": 10.0})
    assert level("education", pair(cook, Asked(diploma=Diploma.MBO3), isco="7121")) == "other_field"
    assert level("education", pair(cook, Asked(diploma=Diploma.MBO3), isco="5120")) == "enough"


def test_helpers_work_is_open_to_helpers_of_another_trade_only() -> None:
    helper = pair(occupation=0.0, level=1, person_levels=frozenset({1}))
    assert level("occupation", helper) == "open"
    assert level("occupation", replace(helper, person_levels=frozenset({2}))) == "other"
    assert level("occupation", replace(helper, asked=Asked(diploma=Diploma.MBO3))) == "other"


@pytest.mark.parametrize(
    ("vacancy", "asked", "expected"),
    [
        pytest.param({"full_time": True}, {"hours_min": 25, "hours_max": 25}, (25, 40), id="part time from 25 beside full time"),
        pytest.param({"full_time": True, "minijob": True}, {}, (5, 40), id="full time or minijob"),
        pytest.param({"part_time": True}, {"hours_min": 38, "hours_max": 38}, (15, 38), id="full week, part time possible"),
        pytest.param({}, {"hours_min": 20, "hours_max": 25}, (20, 25), id="as written"),
        pytest.param({}, {}, None, id="unknown"),
    ],
)  # fmt: skip
def test_hours_that_are_offered(
    vacancy: dict[str, bool], asked: dict[str, float], expected: tuple[float, float] | None
) -> None:
    assert offered_span(Vacancy("v", "t", **vacancy), Asked(**asked)) == expected  # type: ignore[arg-type]


def test_a_few_skills_say_less_than_many() -> None:
    held = Held(SKILL, "MAG-lassen", 1.0)
    few, many = SkillCheck((("mag", held),), (), ()), SkillCheck((("mag", held),) * 3, (), ())
    assert (level("skills", pair(skills=few)), level("skills", pair(skills=many))) == ("all_of_few", "all")
    known = replace(understood(), skills={"mag": held})
    assert level("skills", pair(known, skills=SkillCheck((), ("A",), ()))) == "none_of_few"
    assert level("skills", pair(known, skills=SkillCheck((), ("A", "B", "C"), ()))) == "none"
