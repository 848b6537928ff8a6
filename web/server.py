"""The web server: gunicorn with a few worker processes, each with threads, from our own settings."""

from __future__ import annotations

import socket
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from matcher.errors import InputError
from matcher.settings import Settings
from web import create_app, engine


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
        engine.warm(app)
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


def serve(settings: Settings, workers: int, threads: int, ready: Callable[[], None]) -> None:
    """Serve until the process is told to stop; requests that are being answered are finished first.

    `ready` is called once, when everything is loaded and the address listens: a request is answered from then on.
    """
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
    Server(settings, options).run()
