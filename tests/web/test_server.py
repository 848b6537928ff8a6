"""The server as an administrator starts it: the address is printed when it answers, and a taken one is said at once."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from matcher.errors import ExitStatus
from web.cli import cli

COMMAND = str(Path(sys.executable).with_name("werkbrug"))


@pytest.fixture
def taken() -> Iterator[int]:
    """A port at which somebody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def test_the_address_is_printed_once_it_answers(tmp_path: Path) -> None:
    command = [COMMAND, "--database", str(tmp_path / "w.db"), "serve", "--workers", "1", "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout
        found = next((f for line in server.stdout if (f := re.search(r"listens on (\S+)", line))), None)
        assert found, "the server ended without saying where it is"
        with urllib.request.urlopen(found[1] + "sign-in", timeout=60) as answer:
            assert answer.status == 200
        server.terminate()
        server.stdout.read()
    assert server.returncode == 0


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_taken_port_is_said_before_anything_is_done(tmp_path: Path, taken: int, command: str) -> None:
    database = tmp_path / "w.db"
    result = CliRunner().invoke(cli, ["--database", str(database), command, "--port", str(taken)])
    assert result.exit_code == ExitStatus.BAD_INPUT
    assert len(result.stderr.splitlines()) == 1 and "--port" in result.stderr and str(taken) in result.stderr
    assert not database.exists()
