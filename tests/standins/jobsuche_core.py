"""How the stand-in answers: path and query in, status and body out, whatever server stands in front of it."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tests.standins.jobsuche_index import COUNTRY, Index, Query

KEY = "jobboerse-jobsuche"
PREFIX = "/jobboerse/jobsuche-service"
SEARCH, DETAIL = "/pc/v6/jobs", "/pc/v4/jobdetails/"
BOOLS = ("zeitarbeit", "pav", "behinderung")
CLOSED = {
    "angebotsart": {"1", "2", "4", "34"},
    "befristung": {"1", "2", "3"},
    "arbeitszeit": {"vz", "tz", "snw", "ho", "mj"},
}
GONE = "STELLENANGEBOT_NICHT_GEFUNDEN"
BAD = "EINGABEN_UNVOLLSTAENDIG_ODER_FEHLERHAFT"


class BadParameter(Exception):
    """A query parameter the service answers with 400."""

    def __init__(self, name: str, detail: str) -> None:
        super().__init__(name)
        self.name, self.detail = name, detail


Answer = tuple[int, bytes]


@dataclass(frozen=True)
class Core:
    """The service over an index; `gone` names references that are listed but whose detail answers the coded 404."""

    index: Index
    gone: Collection[str] = frozenset()

    def answer(self, path: str, args: Mapping[str, str]) -> Answer:
        """The answer to a path (decoded, without the prefix) and its query; every other route is an empty 403."""
        try:
            if path == SEARCH:
                return self._search(args)
            if path.startswith(DETAIL):
                return self._detail(path.removeprefix(DETAIL))
        except BadParameter as error:
            return failure(400, BAD, error.name, error.detail)
        return 403, b""

    def _detail(self, encoded: str) -> Answer:
        try:
            ref = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise BadParameter("referenznummer", "not base64") from None
        body = self.index.detail(ref)
        if body is None or ref in self.gone:
            return failure(404, GONE, "referenznummer", "Stellenangebot nicht gefunden")
        return 200, encode(body)

    def _search(self, args: Mapping[str, str]) -> Answer:
        query, page, size = read_query(args)
        found = self.index.find(query)
        start = (page - 1) * size
        hits = found.hits[start : start + size]
        envelope: dict[str, Any] = {}
        if len(hits):
            envelope["ergebnisliste"] = [self.index.item(int(hit), found.km) for hit in hits]
        envelope |= {"maxErgebnisse": len(found.hits), "page": page, "size": size, "woOutput": found.place}
        if args.get("facetten") != "false":
            envelope["facetten"] = found.facets
        return 200, encode(envelope)


def encode(body: Any) -> bytes:
    """A body as the service writes it."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def failure(status: int, code: str, path: str, detail: str) -> Answer:
    """An error answer in the service's form."""
    message = {"code": code, "path": path, "detail": detail}
    stamp = "2026-10-01T08:00:00.000+00:00"
    return status, encode({"timestamp": stamp, "logref": "00000000", "messages": [message]})


def read_query(args: Mapping[str, str]) -> tuple[Query, int, int]:
    """Query, page and size; raises BadParameter for what the service refuses."""
    for name, value in args.items():
        if not value.strip():
            raise BadParameter(name, "must not be empty")
    for name in BOOLS:
        if args.get(name, "true") not in ("true", "false"):
            raise BadParameter(name, "must be true or false")
    page, size = number(args, "page", 1, 1, None), number(args, "size", 25, 1, 100)
    if page * size > 10_000:
        raise BadParameter("page", "size * page must be at most 10000")
    days = number(args, "veroeffentlichtseit", -1, 0, None)
    return (
        Query(
            words=args.get("was"),
            place=args.get("wo", COUNTRY),
            radius=number(args, "umkreis", 0, 0, 200) if "umkreis" in args else None,
            days=days if 0 <= days <= 100 else None,
            employer=args.get("arbeitgeber"),
            closed=tuple((name, choices(args, name)) for name in CLOSED if name in args),
            flags=tuple((name, args[name] == "true") for name in BOOLS if name in args),
        ),
        page,
        size,
    )


def number(args: Mapping[str, str], name: str, default: int, least: int, most: int | None) -> int:
    """A whole number within bounds."""
    text = args.get(name)
    if text is None:
        return default
    if not text.isdecimal() or int(text) < least or (most is not None and int(text) > most):
        raise BadParameter(name, f"must be a number from {least}" + (f" to {most}" if most else ""))
    return int(text)


def choices(args: Mapping[str, str], name: str) -> frozenset[str]:
    """The values of a closed list, separated by semicolons."""
    chosen = frozenset(args[name].split(";"))
    if not chosen <= CLOSED[name]:
        raise BadParameter(name, "unknown value")
    return chosen
