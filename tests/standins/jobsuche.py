"""A server that behaves like the Jobsuche service of 2026, for tests and for trying out a large import.

It is made of detail bodies; search items are derived from them. Trouble is injected by `Fault`s.
"""

from __future__ import annotations

import base64
import binascii
import json
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Flask, Response, current_app, request
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.standins.faults import Fault, FaultPlan
from tests.standins.jobsuche_index import COUNTRY, Index, Query

__all__ = ["KEY", "PREFIX", "Fault", "Seen", "create_standin", "running", "seen"]

KEY = "jobboerse-jobsuche"
PREFIX = "/jobboerse/jobsuche-service"
RETIRED = ("/pc/v4/jobs", "/pc/v5/jobs", "/pc/v4/app/jobs")
BOOLS = ("zeitarbeit", "pav", "behinderung")
CLOSED = {
    "angebotsart": {"1", "2", "4", "34"},
    "befristung": {"1", "2", "3"},
    "arbeitszeit": {"vz", "tz", "snw", "ho", "mj"},
}
GONE = "STELLENANGEBOT_NICHT_GEFUNDEN"
BAD = "EINGABEN_UNVOLLSTAENDIG_ODER_FEHLERHAFT"


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    path: str
    args: dict[str, str]
    key: str | None


@dataclass
class _State:
    index: Index
    gone: frozenset[str]
    faults: FaultPlan
    key: str
    log: list[Seen] = field(default_factory=list)


class BadParameter(Exception):
    """A query parameter the service answers with 400."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(name)
        self.name, self.detail = name, detail


def create_standin(
    bodies: Sequence[dict[str, Any]],
    faults: Sequence[Fault] = (),
    *,
    gone: Collection[str] = (),
    key: str = KEY,
    today: date | None = None,
) -> Flask:
    """The app; `gone` names references that are listed but whose detail answers the coded 404."""
    app = Flask(__name__)
    app.url_map.merge_slashes = False  # base64 may hold two slashes in a row
    index = Index(list(bodies), today or date.today())
    app.extensions["jobsuche"] = _State(index, frozenset(gone), FaultPlan(list(faults)), key)
    app.before_request(_gate)
    app.add_url_rule(f"{PREFIX}/pc/v6/jobs", "search", _search)
    app.add_url_rule(f"{PREFIX}/pc/v4/jobdetails/<path:encoded>", "detail", _detail)
    for number, path in enumerate(RETIRED):
        app.add_url_rule(PREFIX + path, f"retired{number}", lambda: Response(status=403))
    app.register_error_handler(BadParameter, _bad_parameter)
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
        _state(app).faults.stop()
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
    return state.faults.answer(request, _plain_answer)


def _plain_answer() -> bytes:
    """What the request would have been answered without a fault."""
    view = current_app.view_functions[request.endpoint or ""]
    return bytes(current_app.make_response(view(**(request.view_args or {}))).get_data())


def _json(body: Any, status: int = 200) -> Response:
    return Response(json.dumps(body, ensure_ascii=False), status, mimetype="application/json")


def _error(status: int, code: str, path: str, detail: str) -> Response:
    message = {"code": code, "path": path, "detail": detail}
    stamp = "2026-10-01T08:00:00.000+00:00"
    return _json({"timestamp": stamp, "logref": "00000000", "messages": [message]}, status)


def _bad_parameter(error: BadParameter) -> Response:
    return _error(400, BAD, error.name, error.detail)


def _detail(encoded: str) -> Response:
    state = _state()
    try:
        ref = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return _error(400, BAD, "referenznummer", "not base64")
    body = state.index.detail(ref)
    if body is None or ref in state.gone:
        return _error(404, GONE, "referenznummer", "Stellenangebot nicht gefunden")
    return _json(body)


def _search() -> Response:
    query, page, size = _query()
    index = _state().index
    found = index.find(query)
    start = (page - 1) * size
    hits = found.hits[start : start + size]
    envelope: dict[str, Any] = {}
    if len(hits):
        envelope["ergebnisliste"] = [index.item(int(hit), found.km) for hit in hits]
    envelope |= {"maxErgebnisse": len(found.hits), "page": page, "size": size, "woOutput": found.place}
    if request.args.get("facetten") != "false":
        envelope["facetten"] = found.facets
    return _json(envelope)


def _query() -> tuple[Query, int, int]:
    args = request.args
    for name, value in args.items():
        if not value.strip():
            raise BadParameter(name, "must not be empty")
    for name in BOOLS:
        if args.get(name, "true") not in ("true", "false"):
            raise BadParameter(name, "must be true or false")
    page, size = _number("page", 1, 1, None), _number("size", 25, 1, 100)
    if page * size > 10_000:
        raise BadParameter("page", "size * page must be at most 10000")
    days = _number("veroeffentlichtseit", -1, 0, None)
    return (
        Query(
            words=args.get("was"),
            place=args.get("wo", COUNTRY),
            radius=_number("umkreis", 0, 0, 200) if "umkreis" in args else None,
            days=days if 0 <= days <= 100 else None,
            employer=args.get("arbeitgeber"),
            closed=tuple((name, _choices(name)) for name in CLOSED if name in args),
            flags=tuple((name, args[name] == "true") for name in BOOLS if name in args),
        ),
        page,
        size,
    )


def _number(name: str, default: int, least: int, most: int | None) -> int:
    text = request.args.get(name)
    if text is None:
        return default
    if not text.isdecimal() or int(text) < least or (most is not None and int(text) > most):
        raise BadParameter(name, f"must be a number from {least}" + (f" to {most}" if most else ""))
    return int(text)


def _choices(name: str) -> frozenset[str]:
    chosen = frozenset(request.args[name].split(";"))
    if not chosen <= CLOSED[name]:
        raise BadParameter(name, "unknown value")
    return chosen
