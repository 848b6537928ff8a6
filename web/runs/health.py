"""For machines that watch the service: is it alive, how old is the import, what did the last run do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import Blueprint, Response
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from matcher.errors import StoreError
from web.access.security import ADMIN, MONITOR, allow, public
from web.site import site, store

bp = Blueprint("health", __name__)


@bp.get("/healthz")
@public
def healthz() -> tuple[dict[str, Any], int]:
    """Whether the service can use its database, and how old the last good import is, in seconds."""
    try:
        return {"status": "ok", "last_good_import_age_seconds": _age(store().last_good_import())}, 200
    except StoreError:
        return {"status": "no database"}, 503


@bp.get("/metrics")
@allow(ADMIN, MONITOR)
def metrics() -> Response:
    """Figures about stock, people and the last weekly run, for Prometheus."""
    registry = CollectorRegistry()
    for name, about, value in _figures():
        if value is not None:
            Gauge(f"werkbrug_{name}", about, registry=registry).set(value)
    last = next((r for r in store().runs(limit=200, small=False) if r["kind"] == "weekly" and r["ended"]), None)
    if last:
        _last_run(registry, last)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _figures() -> list[tuple[str, str, float | None]]:
    return [
        ("last_good_import_age_seconds", "Seconds since the last good import ended", _age(store().last_good_import())),
        ("open_vacancies", "Vacancies that are not gone", store().count_vacancies()),
        ("jobseekers", "People with a profile", store().count_jobseekers()),
    ]


def _last_run(registry: CollectorRegistry, run: Mapping[str, Any]) -> None:
    """The last weekly run that has ended; its counts, and seconds by stage, as labels."""
    report = run["report"]
    plain = {
        "failed": run["status"] == "failed",
        "warnings": len(report.get("warnings", ())),
        "odd_records": report.get("odd", 0),
    }
    plain |= {name: report.get(name, 0) for name in ("requests", "retries", "memory_mb")}
    for name, value in plain.items():
        Gauge(f"werkbrug_weekly_{name}", f"{name} of the last weekly run", registry=registry).set(value)
    for name, label, found in (
        ("count", "what", report.get("counts", {})),
        ("seconds", "stage", report.get("seconds", {})),
    ):
        gauge = Gauge(f"werkbrug_weekly_{name}", f"{name} of the last weekly run", [label], registry=registry)
        for key, value in found.items():
            gauge.labels(key).set(value)


def _age(moment: str | None) -> float | None:
    return (site().clock() - datetime.fromisoformat(moment)).total_seconds() if moment else None
