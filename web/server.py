"""The web server: gunicorn with a few worker processes, each with threads, from our own settings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

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


def serve(settings: Settings, workers: int, threads: int) -> None:
    """Serve until the process is told to stop; requests that are being answered are finished first."""
    options = {
        "bind": f"{settings.host}:{settings.port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "worker_tmp_dir": None,
        # Loaded before the workers part: they start at once and share the memory of the lexicon.
        "preload_app": True,
        # A connection kept open stays with the process that took it, however busy that is.
        "keepalive": 0,
        "worker_connections": 2 * threads,
        "loglevel": "warning",
        "proc_name": "werkbrug",
        "timeout": 120,
        "graceful_timeout": 10,
    }
    Server(settings, options).run()
