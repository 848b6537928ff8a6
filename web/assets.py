"""Style sheets and pictures: their addresses name their version, so that browsers may keep them for a year."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

YEAR = 365 * 24 * 3600


def init(app: Flask) -> None:
    """Put the version into every address of a static file, and let browsers keep what was asked for with one."""
    folder = Path(app.static_folder or "")

    @cache
    def version(name: str) -> str:
        """The beginning of the file's digest; empty where there is no such file."""
        file = folder / name
        return hashlib.sha256(file.read_bytes()).hexdigest()[:12] if file.is_file() else ""

    def add_version(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and (found := version(values["filename"])):
            values["v"] = found

    def keep(response: Response) -> Response:
        if request.endpoint == "static" and request.args.get("v") and response.status_code == 200:
            response.cache_control.no_cache = None
            response.cache_control.private = response.cache_control.immutable = True
            response.cache_control.max_age = YEAR
        return response

    app.url_default_functions.setdefault(None, []).append(add_version)
    app.after_request(keep)
