"""Commands as processes of their own that start at once: forked from one that has everything loaded.

What is loaded beforehand is what every run makes anew and the same: modules, the bridge with its linkers, the finders
of skills. From the command line on, a run does all that it does when an administrator starts it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from io import FileIO, TextIOWrapper
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import TextIO

from matcher.bridge import Bridge
from matcher.bridge.official import Reference
from matcher.profile import Reader
from matcher.skilltext import SkillFinder
from web.cli import main

_plain_finder = SkillFinder.of


@cache
def loaded_bridge() -> Bridge:
    """The shipped bridge, made once in the process that others are forked from."""
    bridge = Bridge.load()
    bridge.linker("occupation")
    return bridge


@cache
def _finder(lang: str) -> SkillFinder:
    return _plain_finder(lang, loaded_bridge().skills)


def load() -> None:
    """Load what all runs share."""
    loaded_bridge()
    Reader.of(loaded_bridge())
    for lang in ("de", "nl"):
        _finder(lang)


def _command(arguments: Sequence[str], env: Mapping[str, str], stderr: Connection) -> None:
    """The command line with these arguments, in a process of its own; its log goes to `stderr`."""
    os.dup2(stderr.fileno(), 2)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    stderr.close()
    sys.stdout, sys.stderr = (
        TextIOWrapper(FileIO(at, "w", closefd=False), "utf-8", write_through=True) for at in (1, 2)
    )
    os.environ.update(env)
    sys.argv = ["werkbrug", *arguments]
    Bridge.with_reference = classmethod(lambda cls, reference, *more: _shared(reference))  # type: ignore[method-assign,assignment]
    SkillFinder.of = classmethod(lambda cls, lang, skills: _finder(lang))  # type: ignore[method-assign,assignment]
    main()


def _shared(reference: Reference) -> Bridge:
    assert not reference.concepts, "the loaded bridge knows no official tables"
    return loaded_bridge()


@contextmanager
def forked(arguments: Sequence[str], env: Mapping[str, str]) -> Iterator[tuple[ForkServerProcess, TextIO]]:
    """The process and its stderr, to be read to its end or killed."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.weekly.forked_load"])
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(target=_command, args=(arguments, env, sending))
    process.start()
    sending.close()
    try:
        with open(os.dup(receiving.fileno()), encoding="utf-8") as log:
            yield process, log
    finally:
        receiving.close()
        process.kill()
        process.join()
