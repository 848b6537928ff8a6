"""Killed at random moments, by SIGKILL and in a process of its own; `kill_loop` does the same two hundred times."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.weekly import kill_loop


@pytest.mark.slow
def test_killed_runs_end_with_what_undisturbed_runs_end_with(tmp_path: Path) -> None:
    tally = kill_loop.loop(tmp_path, kills=12, seed=6, count=60, weeks=2)
    assert sum(tally.kills.values()) == 12 and len(tally.kills) >= 4
