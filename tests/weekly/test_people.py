"""Files of jobseekers in a folder: each once, each with its own run, a bad one put aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher.errors import ExitStatus
from tests.weekly.conftest import World, adverts, people
from web.runs import words


@pytest.fixture
def inbox(world: World) -> Path:
    folder = world.folder / "in"
    folder.mkdir()
    return folder


def test_each_file_is_read_once_and_has_its_own_run(world: World, inbox: Path) -> None:
    (inbox / "monday.json").write_text(people("a", "b"), encoding="utf-8")
    first = world.run(adverts(5), inbox=inbox)
    (inbox / "copy of monday.json").write_text(people("a", "b"), encoding="utf-8")
    (inbox / "tuesday.json").write_text(people("b", "c"), encoding="utf-8")
    second = world.run(adverts(5), inbox=inbox)
    assert [f["name"] for f in first.files] == ["monday.json"]
    assert [f["name"] for f in second.files] == ["tuesday.json"]
    assert (first.counts["people_new"], second.counts["people_new"]) == (2, 1)
    with world.open() as store:
        kinds = {run["id"]: run["kind"] for run in store.runs()}
        assert [p.key for p in store.jobseekers()] == ["vum-a", "vum-b", "vum-c"]
    assert kinds[second.files[0]["run"]] == "import jobseekers"


def test_an_import_that_was_killed_does_not_stand_as_running_for_ever(world: World, inbox: Path) -> None:
    class Killed(BaseException):
        """What a signal does: nothing of the run is executed any more."""

    def kill() -> None:
        with world.open() as store:
            store.start_run("import jobseekers", world.now())
        raise Killed

    (inbox / "people.json").write_text(people("a"), encoding="utf-8")
    with pytest.raises(Killed):
        world.run(adverts(5), inbox=inbox, at={"people": kill})
    world.run(adverts(5), inbox=inbox)
    with world.open() as store:
        assert [run["status"] for run in store.runs() if run["kind"] == "import jobseekers"] == ["ok", "failed"]


def test_the_page_has_words_for_every_count_and_stage_of_a_run(world: World, inbox: Path) -> None:
    (inbox / "monday.json").write_text(people("a"), encoding="utf-8")
    report = world.run(adverts(5), inbox=inbox)
    assert set(report.counts) <= set(words.COUNTS)
    assert set(report.seconds) <= set(words.STAGES)


def test_a_bad_file_is_put_aside_and_costs_the_others_nothing(world: World, inbox: Path) -> None:
    (inbox / "a letter.json").write_text('{"dear": "sir"}', encoding="utf-8")
    (inbox / "good.json").write_text(people("a"), encoding="utf-8")
    report = world.run(adverts(5), inbox=inbox)
    assert report.status is ExitStatus.WARNINGS
    assert "a letter.json" in report.warnings[0] and "VUM" in report.warnings[0]
    with world.open() as store:
        assert [p.key for p in store.jobseekers()] == ["vum-a"]
        assert [odd.where for odd in store.odd_records(report.run)] == ["a letter.json"]
    (inbox / "a letter.json").write_text(people("b"), encoding="utf-8")
    assert world.run(adverts(5), inbox=inbox).counts["people_new"] == 1


def test_a_person_who_cannot_be_read_is_told_of(world: World, inbox: Path) -> None:
    (inbox / "x.json").write_text(people("a")[:-1] + ', {"mobiliteit": 5}]', encoding="utf-8")
    report = world.run(adverts(5), inbox=inbox)
    assert report.files[0]["odd"] == 1 and report.status is ExitStatus.WARNINGS


def test_a_missing_folder_is_a_warning_and_the_vacancies_still_come(world: World) -> None:
    report = world.run(adverts(5), inbox=world.folder / "nowhere")
    assert report.counts["new"] == 5
    assert report.warnings == ["the folder for files of jobseekers (nowhere) does not exist"]


def test_the_log_and_the_report_name_no_person(world: World, inbox: Path, caplog: pytest.LogCaptureFixture) -> None:
    text = people("a").replace('"mobiliteit"', '"contact": {"naam": "Anna Voorbeeld"}, "mobiliteit"')
    (inbox / "x.json").write_text(text, encoding="utf-8")
    with caplog.at_level("DEBUG"):
        report = world.run(adverts(5), inbox=inbox)
    assert "Anna" not in caplog.text and "vum-a" not in caplog.text
    assert "Anna" not in str(report.as_dict()) and "vum-a" not in str(report.as_dict())
