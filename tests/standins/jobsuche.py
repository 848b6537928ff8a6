"""A server that behaves like the Jobsuche service of 2026, for tests and for trying out a large import.

It is made of detail bodies; search items are derived from them. Trouble is injected by `Fault`s.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.standins.faults import Fault, FaultPlan
from tests.standins.jobsuche_core import KEY, PREFIX, Core
from tests.standins.jobsuche_index import Index

__all__ = ["KEY", "PREFIX", "Fault", "Seen", "create_standin", "running", "seen"]


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    path: str
    args: dict[str, str]
    key: str | None


@dataclass
class _State:
    core: Core
    faults: FaultPlan
    key: str
    log: list[Seen] = field(default_factory=list)


def create_standin(
    bodies: Sequence[dict[str, Any]],
    faults: Sequence[Fault] = (),
    *,
    gone: Collection[str] = (),
    key: str = KEY,
    today: date | None = None,
    places: Mapping[str, tuple[float, float]] | None = None,
) -> Flask:
    """The app; `gone` names references that are listed but whose detail answers the coded 404."""
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # base64 may hold two slashes in a row
    index = Index(list(bodies), today or date.today(), places)
    app.extensions["faults"] = FaultPlan(list(faults))
    app.extensions["jobsuche"] = _State(Core(index, frozenset(gone)), app.extensions["faults"], key)
    app.before_request(_gate)
    app.add_url_rule("/<path:rest>", "answer", _answer)
    return app


def seen(app: Flask) -> list[Seen]:
    """The requests so far, in the order of arrival."""
    return list(_state(app).log)


@contextmanager
def running(app: Flask) -> Iterator[str]:
    """Serve the app on a free port of 127.0.0.1; gives the base URL as the client takes it."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        app.extensions["faults"].stop()
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:
        """Keep the test's output clean."""

    def connection_dropped(self, error: BaseException, environ: Any = None) -> None:
        """End the connection at once; after a reset fault nothing more may be sent or read."""
        self.close_connection = True
        self.connection.close()


def _state(app: Flask | None = None) -> _State:
    state: _State = (app or current_app).extensions["jobsuche"]
    return state


def _gate() -> Response | None:
    """Note the request, then key, then injected trouble."""
    state = _state()
    key = request.headers.get("X-API-Key")
    state.log.append(Seen(request.path.removeprefix(PREFIX), request.args.to_dict(), key))
    if key != state.key:
        return Response(status=403)
    return state.faults.answer(request, lambda: _plain()[1])


def _plain() -> tuple[int, bytes]:
    """What the request is answered without a fault."""
    return _state().core.answer(request.path.removeprefix(PREFIX), request.args)


def _answer(rest: str) -> Response:
    status, body = _plain()
    return Response(body, status, mimetype="application/json")
