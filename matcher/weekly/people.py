"""The stage that reads files of jobseekers from a folder, each file once, each with a run and report of its own."""

from __future__ import annotations

import hashlib
from pathlib import Path

from matcher.errors import InputError
from matcher.jobs import import_jobseekers
from matcher.models import Rejected
from matcher.profiles import SUFFIXES, read_profiles
from matcher.sources.bsn import hide
from matcher.store.weekly import ReadFile
from matcher.weekly.work import Work

USED, BAD = "used", "bad"


def read_inbox(work: Work) -> None:
    """Read every file of the folder that was not read before; a bad one is put aside with its reason.

    A file is known by its content: a corrected one is read again, a copy is not.
    """
    folder = work.plan.inbox
    if folder is None:
        return
    if not folder.is_dir():
        work.report.warn(f"the folder for files of jobseekers ({folder.name}) does not exist")
        return
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())
    work.outside.progress.expect(len(files))
    for file in files:
        _read_once(work, file)
        work.outside.progress.step()


def _read_once(work: Work, file: Path) -> None:
    name = hide(file.name)
    try:
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        work.report.warn(f"the file {name} cannot be read ({type(error).__name__})")
        return
    if work.store.read_file(digest) is None:
        _note(work, _read(work, file, ReadFile(digest, name, work.run, work.outside.now(), USED)))


def _read(work: Work, file: Path, entry: ReadFile) -> ReadFile:
    """What became of the file. Killed before this is noted, the file is read again, which changes nothing."""
    try:
        records, parse = read_profiles(file)
        own = import_jobseekers(work.store, records, parse)
    except InputError as error:
        work.store.keep_odd(work.run, work.report.kind, [Rejected(error.where, error.field, error.expected)])
        return ReadFile(entry.sha256, entry.name, entry.run, entry.at, BAD, str(error))
    return ReadFile(entry.sha256, entry.name, own.run, entry.at, USED, counts=own.counts, odd=len(own.rejected))


def _note(work: Work, entry: ReadFile) -> None:
    with work.store.transaction() as store:
        store.put_read_file(entry)
        work.report.files.append(entry.as_dict())
        work.report.add({f"people_{name}": number for name, number in entry.counts.items()})
        if entry.outcome == BAD:
            work.report.warn(f"the file {entry.name} could not be used: {entry.reason}")
        elif entry.odd:
            work.report.warn(f"the file {entry.name}: {entry.odd} records were put aside, see run {entry.run}")
        work.save("people")
