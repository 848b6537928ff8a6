"""The stages that read, match and publish: readers see the old matches until all new ones are there."""

from __future__ import annotations

from matcher import jobs, readings
from matcher.notes import check_rules
from matcher.profile import Reader
from matcher.weekly.work import Work


def read_all(work: Work) -> None:
    """Read what new and changed advertisements ask for."""
    work.outside.progress.expect(len(work.store.unread(readings.version_of(work.store))))
    done = readings.update(work.store, work.bridge, work.plan.workers, work.outside.progress.step)
    work.report.add({"read": done})


def match_all(work: Work) -> None:
    """Match everybody who is not matched yet with the whole stock; nobody sees it before it is published."""
    work.report.counts["vacancies"] = work.store.count_vacancies()
    if not work.store.people_to_stage(work.run):
        return  # the index over all advertisements is made for people only
    ranker = jobs.make_ranker(work.store, work.outside.today(), Reader.of(work.bridge()))
    while keys := work.store.people_to_stage(work.run):
        work.outside.progress.expect(len(keys))
        people = [p for p in work.store.jobseekers() if p.key in set(keys)]
        with jobs.settled_memory():
            for key, ranking in jobs.rank_people(work.store, ranker, people):
                work.store.stage_matches(work.run, key, ranking.matches, ranking.removed, ranking.reached)
                work.outside.progress.step()


def check_notes(work: Work) -> None:
    """Tell of rules and figures behind the notes that have to be read again."""
    found = check_rules(work.outside.today())
    if found:
        work.report.notices.append(f"{len(found)} rules or figures of the notes need a look: werkbrug rules check")


def publish(work: Work) -> None:
    """Show the new matches, everybody's at the same moment."""
    with work.store.transaction() as store:
        work.report.new_matches = store.new_matches(work.run)
        work.report.counts["people"] = store.publish_run(work.run, work.outside.now())
        work.report.counts["new_matches"] = sum(work.report.new_matches.values())
        work.save("digest")
