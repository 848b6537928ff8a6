"""The two questions the Jobsuche service answers: one page of a search, one detail."""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from matcher.sources.jobsuche_answers import search_items
from matcher.sources.jobsuche_http import (
    HttpLimits,
    NotThereError,
    PoliteHttp,
    SourceMovedError,
    Traffic,
    half_to_full,
)
from matcher.sources.jobsuche_names import REF

BASE_URL = "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service"
PUBLIC_KEY = "jobboerse-jobsuche"
SEARCH = "/pc/v6/jobs"
DETAIL = "/pc/v4/jobdetails/"
PAGE_SIZE = 100
CEILING = 10_000


@dataclass(frozen=True, slots=True)
class ClientSettings:
    """Where and how to ask; `detail_failures` in a row stop the run, for then it is not the record."""

    base_url: str = BASE_URL
    key: str = PUBLIC_KEY
    workers: int = 4
    detail_failures: int = 20
    limits: HttpLimits = field(default_factory=HttpLimits)


class Service:
    """The Jobsuche service; usable from several threads. `traffic` counts requests and retries.

    `sleep`, `clock` and `jitter` are parameters so that tests need not wait.
    """

    def __init__(
        self,
        settings: ClientSettings | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[float], float] = half_to_full,
    ) -> None:
        self.settings = settings or ClientSettings()
        headers = {"X-API-Key": self.settings.key, "Accept": "application/json", "User-Agent": "werkbrug"}
        limits = self.settings.limits
        self._http = PoliteHttp(self.settings.base_url, headers, limits, sleep=sleep, clock=clock, jitter=jitter)

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    @property
    def traffic(self) -> Traffic:
        """Requests and retries so far."""
        return self._http.traffic

    def page(self, params: Mapping[str, str], number: int, size: int = PAGE_SIZE) -> dict[str, Any]:
        """One page of a search, checked to be in the known shape.

        Raises SourceMovedError when the route is gone, DriftError for another shape, PlaceError for an unknown
        place, else SourceError.
        """
        try:
            page = self._http.get(SEARCH, {**params, "page": str(number), "size": str(size)})
        except NotThereError as error:
            raise SourceMovedError(f"{error}: the route has moved") from error
        search_items(page, params.get("wo"))
        return page

    def detail(self, ref: str) -> dict[str, Any]:
        """One detail body; raises GoneError when the service says it is gone, else SourceError."""

        def flaw(body: dict[str, Any]) -> str:
            return "" if body.get(REF) == ref else f"the detail of {ref} came back as another or without number"

        return self._http.get(detail_path(ref), flaw=flaw)


def detail_path(ref: str) -> str:
    """The path of a detail: standard base64 of the reference, percent-encoded, for it may hold + / and =."""
    return DETAIL + quote(base64.b64encode(ref.encode()).decode("ascii"), safe="")
