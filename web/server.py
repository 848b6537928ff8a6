"""The web server: gunicorn with a few worker processes, each with threads, and one process that has the index."""

from __future__ import annotations

import gc
import logging
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from matcher.errors import InputError
from matcher.settings import Settings
from web import create_app
from web.warm import warm

# What the process with the index does; it ends when the server has ended, however that came. Pages wait for it, so it
# stands behind none of them.
FOLLOW = """
import os, signal, sys, threading
signal.signal(signal.SIGINT, signal.SIG_IGN)
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
from web.cli import main
main()
"""
# So many seconds lie between two starts of it, should it die at once.
RESTART = 20.0


class Matching:
    """`werkbrug match --follow` as a process beside the web workers, started anew when it dies."""

    def __init__(self, database: Path) -> None:
        self._command = [sys.executable, "-c", FOLLOW, "--database", str(database), "match", "--follow"]
        self.process: subprocess.Popen[bytes] | None = None
        self._started = float("-inf")

    def keep(self) -> None:
        """See to it that the process is there."""
        dead = self.process is None or self.process.poll() is not None
        if dead and time.monotonic() - self._started >= RESTART:
            self._started = time.monotonic()
            self.process = subprocess.Popen(self._command, stdin=subprocess.PIPE)


class Master(Arbiter):  # type: ignore[misc,unused-ignore]
    """Gunicorn's master, which looks after its workers every second, and after the matching too."""

    def __init__(self, app: Server, matching: Matching) -> None:
        self._matching = matching
        super().__init__(app)

    def manage_workers(self) -> None:
        """Start what is missing."""
        super().manage_workers()
        self._matching.keep()


class Server(BaseApplication):  # type: ignore[misc,unused-ignore]
    """Gunicorn started from Python: it reads no file, no variable and no argument of its own."""

    def __init__(self, settings: Settings, options: Mapping[str, Any]) -> None:
        self.settings, self.options = settings, options
        super().__init__()

    def load_config(self) -> None:
        """Hand over our options."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application with everything it reads with; made once, and then shared by the workers."""
        app = create_app(self.settings)
        warm(app)
        # The lexicon stays: a collector that walks over it would keep every request of a worker waiting, and make its
        # memory the worker's own.
        gc.collect()
        gc.freeze()
        return app


def check_free(settings: Settings) -> None:
    """Raise InputError where the address cannot be listened on, before anything is loaded."""
    try:
        kind, _, _, _, where = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(where)
    except OSError as error:
        expected = f"expected an address that is free, got {settings.host}:{settings.port} ({error.strerror})"
        raise InputError("web server", "--host and --port", expected) from error


def serve(settings: Settings, workers: int, threads: int, ready: Callable[[], None], follow: bool = True) -> None:
    """Serve until the process is told to stop; requests that are being answered are finished first.

    `ready` is called once, when everything is loaded and the address listens: a request is answered from then on.
    What went wrong stands on standard error, under the number that the page of the error shows. Without `follow` there
    is no process with the index: a small stock is matched within the request.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    options = {
        "bind": f"{settings.host}:{settings.port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "worker_tmp_dir": None,
        # Loaded before the workers part: they start at once and share the memory of the lexicon.
        "preload_app": True,
        "when_ready": lambda _server: ready(),
        # A connection kept open stays with the process that took it, however busy that is.
        "keepalive": 0,
        "worker_connections": 2 * threads,
        "loglevel": "warning",
        "proc_name": "werkbrug",
        "timeout": 120,
        "graceful_timeout": 10,
    }
    server = Server(settings, options)
    if follow:
        Master(server, Matching(settings.database_path)).run()
    else:
        server.run()
