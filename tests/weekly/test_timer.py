"""The examples of the README for systemd and cron are files that these programs accept."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
UNITS = dict(re.findall(r"```ini\n# (werkbrug-weekly\.\w+)\n(.*?)```", README, re.DOTALL))
PROGRAM = "/opt/werkbrug/bin/werkbrug"
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def verify(folder: Path, units: dict[str, str]) -> str:
    """What systemd-analyze has to say about these units; nothing when they are right."""
    for name, text in units.items():
        (folder / name).write_text(text.replace(PROGRAM, shutil.which("true") or ""), encoding="utf-8")
    command = ["systemd-analyze", "verify", *(str(folder / name) for name in units)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode == 0 else f"status {done.returncode} {done.stderr}"


@needs_systemd
def test_the_units_are_right(tmp_path: Path) -> None:
    assert set(UNITS) == {"werkbrug-weekly.service", "werkbrug-weekly.timer"}
    assert verify(tmp_path, UNITS) == ""


@needs_systemd
def test_a_mistake_in_a_unit_would_be_seen(tmp_path: Path) -> None:
    wrong = UNITS["werkbrug-weekly.service"].replace("Type=oneshot", "Type=sometimes")
    assert "sometimes" in verify(tmp_path, {"werkbrug-weekly.service": wrong})


def test_systemd_takes_warnings_for_success_and_starts_a_killed_run_again() -> None:
    service = UNITS["werkbrug-weekly.service"]
    assert f"ExecStart={PROGRAM} weekly\n" in service
    assert "SuccessExitStatus=3\n" in service and "Restart=on-abnormal\n" in service


@pytest.mark.parametrize(("status", "told"), [(0, 0), (3, 0), (5, 1)])
def test_the_line_for_cron_takes_warnings_for_success(tmp_path: Path, status: int, told: int) -> None:
    (line,) = re.findall(r"```cron\n(.*?)\n```", README)
    minute, hour, day, month, weekday, user, command = line.split(maxsplit=6)
    assert (minute, hour, day, month, weekday, user) == ("30", "1", "*", "*", "6", "werkbrug")
    program = tmp_path / "werkbrug"
    program.write_text(f"#!/bin/sh\nexit {status}\n", encoding="ascii")
    program.chmod(0o755)
    command = command.replace("/var/lib/werkbrug", str(tmp_path)).replace(PROGRAM, str(program))
    assert subprocess.run(["/bin/sh", "-c", command], check=False).returncode == told
