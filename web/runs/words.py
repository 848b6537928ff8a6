"""Words of runs: kinds, counts, stages, results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.i18n import lazy

Words = Mapping[str, Any]
STATUSES: Words = {
    "ok": lazy("Done"), "warnings": lazy("Done, with warnings"), "failed": lazy("Failed"),
}  # fmt: skip
KINDS: Words = {
    "weekly": lazy("Weekly run"), "match": lazy("Matching"), "import vacancies": lazy("Import of vacancies"),
    "import jobseekers": lazy("Import of jobseekers"), "demo": lazy("Sample data of the demo"),
}  # fmt: skip
COUNTS: Words = {
    "listed": lazy("listed"), "unchanged": lazy("unchanged"), "fetched": lazy("fetched"), "new": lazy("new"),
    "changed": lazy("changed"), "same": lazy("same content"), "without_detail": lazy("without their details"),
    "gone": lazy("withdrawn"), "read": lazy("read"), "vacancies": lazy("vacancies"), "people": lazy("people matched"),
    "people_new": lazy("new people"), "people_changed": lazy("changed people"), "people_same": lazy("unchanged people"),
    "people_with_matches": lazy("people with matches"), "matches": lazy("matches"), "new_matches": lazy("new matches"),
    "people_read": lazy("people read"), "usual_pay": lazy("usual pay looked up"),
    "courses": lazy("people with language courses"), "digests": lazy("digests mailed"),
}  # fmt: skip
STAGES: Words = {
    "people": lazy("Files of jobseekers"), "list": lazy("Listing"), "details": lazy("Details"),
    "gone": lazy("What is withdrawn"), "read": lazy("Reading the advertisements"), "match": lazy("Matching"),
    "enrich": lazy("Usual pay and courses"), "notes": lazy("Notes"), "publish": lazy("Publication"),
    "digest": lazy("Digests by mail"),
    "fetch and parse": lazy("Fetching and reading"), "read and parse": lazy("Reading"), "store": lazy("Storing"),
    "index": lazy("Reading the advertisements"),
}  # fmt: skip
OFFERS: Words = {
    "angebotsart 1": lazy("jobs"), "angebotsart 4": lazy("apprenticeships"), "angebotsart 34": lazy("internships"),
}  # fmt: skip


def _word(words: Words, name: str) -> str:
    return str(words.get(name, name.replace("_", " ")))


def kind(name: str) -> str:
    return _word(KINDS, name)


def count(name: str) -> str:
    return _word(COUNTS, name)


def stage(name: str) -> str:
    return _word(STAGES, name)


def search(line: str) -> str:
    """The line of a search with the kind of offer in words; what else narrows it stays as the service names it."""
    return ", ".join(str(OFFERS.get(part, part)) for part in line.split(", "))


def status(name: str) -> str:
    return _word(STATUSES, name)
