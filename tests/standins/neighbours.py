"""Entgeltatlas and Berufssprachkurse as stand-ins; the bodies were made for the tests, after the documented names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import Flask, Response, abort, jsonify, request

from matcher.sources import entgeltatlas, sprachkurse
from tests.standins.faults import Fault, FaultPlan

PAY = {
    ("84304", "6", "4"): (5200, 4300, 6100),
    ("243", "6", "2"): (3100, 2700, 3600),
    ("24302", "8", "2"): (3250, 2800, 3700),
}
COURSES = (("Deutsch für den Beruf B2", "VHS Lingen", "49808", "Lingen", "2027-01-11", 52.52, 7.32),
           ("Deutsch für die Pflege B1", "Bildungswerk Ems", "49716", "Meppen", "2026-12-01", 52.69, 7.29),
           ("Deutsch am Arbeitsplatz A2", "Kolping", "48529", "Nordhorn", None, 52.43, 7.07))  # fmt: skip


def create_neighbours(faults: Sequence[Fault] = ()) -> Flask:
    """Both services on one server; `app.extensions["seen"]` lists the paths with their queries."""
    app = Flask(__name__)
    plan = FaultPlan(list(faults))
    app.extensions |= {"faults": plan, "seen": []}

    @app.before_request
    def gate() -> Response | None:
        app.extensions["seen"].append(request.full_path)
        key = entgeltatlas.PUBLIC_KEY if "entgelte" in request.path else sprachkurse.PUBLIC_KEY
        if request.headers.get("X-API-Key") != key:
            return Response(status=403)
        return plan.answer(request, lambda: b"[]")

    app.add_url_rule("/pc/v1/entgelte/<kldb>", "pay", pay)
    app.add_url_rule("/pc/v1/bildungsangebot", "courses", courses)
    return app


def pay(kldb: str) -> Response:
    """Median and quartiles; no such occupation is a 404, too few cases are marked by -1."""
    if not re.fullmatch(r"[0-9]{3,5}", kldb) or kldb.startswith("9"):
        abort(404)
    found = PAY.get((kldb, request.args["r"], request.args.get("l", "")), (-1, -1, -1))
    return jsonify([{"kldb": kldb, **dict(zip(("entgelt", "entgeltQ25", "entgeltQ75"), found, strict=True))}])


def courses() -> Response:
    """Courses within the radius of a place written Name_PLZ_lon_lat."""
    _, _, lon, lat = request.args["orte"].split("_")
    degrees = int(request.args["umkreis"]) / 111
    if not 25 <= int(request.args["umkreis"]) <= 200 or request.args["systematiken"] not in ("MC", "MB", "MQ"):
        return Response(status=400)
    near = [c for c in COURSES if (c[5] - float(lat)) ** 2 + ((c[6] - float(lon)) * 0.6) ** 2 <= degrees**2]
    found = [_course(*c[:5]) for c in near if request.args["systematiken"] == "MC"]
    body: dict[str, Any] = {"page": {"totalElements": len(found), "number": 0}}
    return jsonify(body | ({"_embedded": {"termine": found}} if found else {}))


def _course(title: str, provider: str, postcode: str, town: str, starts: str | None) -> dict[str, Any]:
    return {
        "beginn": starts,
        "ende": None,
        "angebot": {"titel": title, "bildungsanbieter": {"name": provider, "homepage": "www.example.org"}},
        "adresse": {"ortStrasse": {"plz": postcode, "name": town}},
    }
