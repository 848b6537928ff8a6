"""The benchmark's stock is deterministic and like the sample; its report says what was reached. Nothing is timed here."""

from __future__ import annotations

import json
from statistics import mean

import pytest
from click.testing import CliRunner

from matcher.bench import MEASURES, Bench, Measure, as_json, as_table, plain_top
from matcher.benchstock import Sample, make_names, make_people, make_vacancies
from matcher.cli import cli


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample.shipped()


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(vacancies=150, people=6, seed=3, workers=1)


def test_the_same_seed_makes_the_same_stock(sample: Sample) -> None:
    assert list(make_vacancies(sample, 20, 5)) == list(make_vacancies(sample, 20, 5))
    assert list(make_vacancies(sample, 20, 5)) != list(make_vacancies(sample, 20, 6))


def test_a_larger_stock_begins_with_the_smaller_one(sample: Sample) -> None:
    assert list(make_vacancies(sample, 30, 5))[:20] == list(make_vacancies(sample, 20, 5))


def test_the_stock_is_like_the_sample(sample: Sample) -> None:
    made = list(make_vacancies(sample, 1_500, 1))
    assert len({v.ref for v in made}) == 1_500
    lengths = [mean(len(v.description or "") for v in stock) for stock in (made, sample.vacancies)]
    assert lengths[0] == pytest.approx(lengths[1], rel=0.15)
    assert {v.occupation for v in made} <= {v.occupation for v in sample.vacancies}
    assert len({v.title for v in made}) > len({v.title for v in sample.vacancies})


def test_people_have_work_to_look_for_and_no_personal_data(bench: Bench) -> None:
    people = make_people(bench.reads[0], bench.bridge, 5, 1)
    assert people == make_people(bench.reads[0], bench.bridge, 5, 1)
    assert all(p.occupations and p.postcode and p.source == "bench" for p in people)


def test_names_are_as_many_as_asked_and_all_different(bench: Bench) -> None:
    names = make_names(bench.bridge, 12_000, 1)
    assert len(set(names)) == len(names) == 12_000


def test_what_is_measured_is_what_the_plain_product_finds(bench: Bench) -> None:
    index, queries = bench.index[0], bench.queries
    for at, hits in enumerate(index.top(queries, 20, threads=2)):
        cosines = (queries[at] @ index.rows.T).toarray().ravel()
        plain = cosines[plain_top(index.rows, queries[at], 20)[0]]
        assert hits.cosines.tolist() == pytest.approx(plain[plain > 0].tolist(), abs=1e-6)


@pytest.mark.parametrize("each", [False, True], ids=["seconds", "milliseconds each"])
def test_a_measure_says_whether_its_target_is_reached(each: bool) -> None:
    found = Measure(
        "m", 10, 0.5, target=51 if each else 0.4, unit="ms each" if each else "s", plain={"sklearn": 1.0}
    ).as_dict()
    assert (found["figure"], found["reached"]) == ((50.0, True) if each else (0.5, False))
    assert found["plain"]["sklearn"] == (100.0 if each else 1.0)


def test_the_table_names_every_measure(bench: Bench) -> None:
    measures = [Measure("one", 1, 0.5, 60, plain={"NearestNeighbors": 2}), Measure("two", 1, 0.5)]
    table = as_table(measures)
    assert "one" in table and "two" in table and "NearestNeighbors 2" in table
    assert as_json(bench, measures)["measures"][0]["reached"] is True


def test_the_command_prints_json_on_stdout_and_the_table_beside() -> None:
    result = CliRunner().invoke(
        cli, ["bench", "--vacancies", "60", "--people", "3", "--only", "scoring", "--only", "memory"]
    )
    assert result.exit_code == 0, result.output
    assert [m["name"] for m in json.loads(result.stdout)["measures"]] == [
        "rank with all factors",
        "most memory, scikit-learn's included",
    ]
    assert "rank with all factors" in result.stderr
    assert set(MEASURES) == {"linking", "extraction", "retrieval", "scoring", "memory"}
