"""Asking a public JSON service politely: pacing, retries with back-off, limits on time and size."""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests import Response
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from matcher.errors import GoneError, SourceError

LOG = logging.getLogger(__name__)
GONE = "STELLENANGEBOT_NICHT_GEFUNDEN"
REDIRECTS = (301, 302, 303, 307, 308)
PASSING = (429, 500, 502, 503, 504)
MOST_REDIRECTS = 3
LONGEST_DETAIL = 300


class SourceMovedError(SourceError):
    """The route is no longer there (403, or 404 for a search); asking on is of no use."""


class NotThereError(SourceError):
    """HTTP 404 without the code for a withdrawn advertisement: a sign of nothing for one detail."""


class BudgetSpentError(SourceError):
    """The run has made as many requests as it may; the next run continues."""


@dataclass(frozen=True, slots=True)
class HttpLimits:
    """Patience and politeness; seconds, and bytes after unpacking. `pause` lies between two requests.

    `requests` is the budget of one run, None for no limit; retries count too.
    """

    attempts: int = 6
    connect_seconds: float = 10
    read_seconds: float = 30
    body_seconds: float = 120
    body_bytes: int = 20_000_000
    backoff_seconds: float = 1
    backoff_most: float = 60
    retry_after_most: float = 900
    pause: float = 0.05
    requests: int | None = None


@dataclass(frozen=True, slots=True)
class Traffic:
    """How many requests were made so far, and how many of them were a second or later attempt."""

    requests: int = 0
    retries: int = 0


@dataclass(frozen=True, slots=True)
class _Again:
    """Why an attempt failed in passing, and how long the service asked to wait."""

    reason: str
    wait: float | None = None


def half_to_full(seconds: float) -> float:
    """Jitter: a random part of the wait between half of it and all of it."""
    return random.uniform(seconds / 2, seconds)


def new_session(base_url: str, headers: Mapping[str, str]) -> requests.Session:
    """A session with the proxy and certificates of the environment, looked up once: per request it takes a third."""
    session = requests.Session()
    found = session.merge_environment_settings(base_url, {}, None, None, None)
    session.proxies, session.verify, session.cert = found["proxies"], found["verify"], found["cert"]
    session.trust_env = False
    session.headers.update(headers)
    return session


class PoliteHttp:
    """GET of JSON objects below one base URL; usable from several threads.

    `name` is the service in messages. `wrap` names the field in which a bare list is put; "" refuses lists.
    `sleep`, `clock` (seconds, rising) and `jitter` are parameters so that tests need not wait.
    """

    def __init__(
        self,
        base_url: str,
        headers: Mapping[str, str],
        limits: HttpLimits,
        *,
        name: str = "Jobsuche",
        wrap: str = "",
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[float], float] = half_to_full,
    ) -> None:
        self._base, self._limits = base_url.rstrip("/"), limits
        self._name, self._wrap = name, wrap
        self._sleep, self._clock, self._jitter = sleep, clock, jitter
        self._headers, self._sessions = dict(headers), threading.local()
        self._opened: list[requests.Session] = []
        self._turn = threading.Lock()
        self._next_start = clock()
        self._requests = self._retries = 0

    def close(self) -> None:
        """Give the connections back."""
        with self._turn:
            for session in self._opened:
                session.close()
            self._opened.clear()
            self._sessions = threading.local()

    @property
    def traffic(self) -> Traffic:
        """What was asked so far, by all threads."""
        with self._turn:
            return Traffic(self._requests, self._retries)

    def _session(self) -> requests.Session:
        """The session of this thread, which keeps its connection open: sessions are not made to be shared."""
        found: requests.Session | None = getattr(self._sessions, "session", None)
        if found is None:
            found = new_session(self._base, self._headers)
            self._sessions.session = found
            with self._turn:
                self._opened.append(found)
        return found

    def get(
        self, path: str, params: Mapping[str, str] | None = None, flaw: Callable[[dict[str, Any]], str] = lambda _: ""
    ) -> dict[str, Any]:
        """The JSON object at a path; `flaw` says what is wrong with a body, which is then asked for again.

        Raises GoneError on the coded 404, SourceMovedError on 403, BudgetSpentError before a request too many,
        SourceError on other trouble that does not pass or has not passed after `attempts`.
        """
        reason = ""
        for attempt in range(1, self._limits.attempts + 1):
            self._spend(retry=attempt > 1)
            answer = self._attempt(path, params)
            if not isinstance(answer, _Again):
                reason = flaw(answer)
                if not reason:
                    return answer
                answer = _Again(reason)
            reason = answer.reason
            LOG.warning("%s %s: attempt %d failed: %s", self._name, path, attempt, reason)
            if attempt < self._limits.attempts:
                self._rest(self._wait(attempt, answer), answer)
        raise SourceError(f"{self._name} {path}: gave up after {self._limits.attempts} attempts; the last: {reason}")

    def _spend(self, retry: bool) -> None:
        with self._turn:
            if self._limits.requests is not None and self._requests >= self._limits.requests:
                raise BudgetSpentError(f"{self._name}: the budget of {self._limits.requests} requests is spent")
            self._requests += 1
            self._retries += retry

    def _rest(self, seconds: float, again: _Again) -> None:
        """Wait before the next attempt; when the service named the time, all threads keep still."""
        if again.wait is not None:
            with self._turn:
                self._next_start = max(self._next_start, self._clock() + seconds)
        else:
            self._sleep(seconds)

    def _wait(self, attempt: int, again: _Again) -> float:
        if again.wait is not None:
            return min(again.wait, self._limits.retry_after_most)
        return self._jitter(min(self._limits.backoff_seconds * 2 ** (attempt - 1), self._limits.backoff_most))

    def _attempt(self, path: str, params: Mapping[str, str] | None) -> dict[str, Any] | _Again:
        self._pace()
        try:
            with self._open(path, params) as response:
                return self._understand(path, response)
        except requests.exceptions.SSLError as error:
            raise SourceError(f"{self._name} {path}: the connection is not secure (certificate refused)") from error
        except (requests.ConnectionError, requests.Timeout) as error:
            return _Again(f"no complete answer ({type(error).__name__})")
        except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError):
            return _Again("the answer was cut off")
        except requests.RequestException as error:
            raise SourceError(f"{self._name} {path}: the request cannot be made ({type(error).__name__})") from error

    def _pace(self) -> None:
        """Wait for a turn, so that requests of all threads together start at least `pause` apart."""
        with self._turn:
            now = self._clock()
            wait = self._next_start - now
            self._next_start = max(now, self._next_start) + self._limits.pause
        if wait > 0:
            self._sleep(wait)

    @contextmanager
    def _open(self, path: str, params: Mapping[str, str] | None) -> Iterator[Response]:
        """The answer after redirects within the same origin; the key never goes anywhere else."""
        url, query = self._base + path, params
        for _ in range(MOST_REDIRECTS + 1):
            response = self._send(url, query)
            try:
                if response.status_code not in REDIRECTS:
                    yield response
                    return
                url, query = self._same_origin(response.url, response.headers.get("Location", "")), None
            finally:
                response.close()
        raise SourceError(f"{self._name} {path}: redirected more than {MOST_REDIRECTS} times")

    def _send(self, url: str, query: Mapping[str, str] | None) -> Response:
        patience = (self._limits.connect_seconds, self._limits.read_seconds)
        return self._session().get(url, params=query, timeout=patience, stream=True, allow_redirects=False)

    def _same_origin(self, url: str, location: str) -> str:
        target = urljoin(url, location)
        here, there = urlsplit(self._base), urlsplit(target)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise SourceError(f"{self._name} redirects to another address ({there.hostname}); not followed")
        return target

    def _understand(self, path: str, response: Response) -> dict[str, Any] | _Again:
        status = response.status_code
        if status in PASSING:
            return _Again(f"HTTP {status}", _retry_after(response.headers.get("Retry-After")))
        if status in (401, 403):
            raise SourceMovedError(f"{self._name} {path}: HTTP {status}, the route has moved or the key is refused")
        body = self._body(path, response)
        if status == 200:
            return _Again("the answer is not a complete JSON object") if body is None else body
        raise _refusal(f"{self._name} {path}", status, body or {})

    def _body(self, path: str, response: Response) -> dict[str, Any] | None:
        try:
            body = json.loads(self._bytes(path, response))
        except (ValueError, RecursionError):
            return None
        if self._wrap and isinstance(body, list):
            return {self._wrap: body}
        return body if isinstance(body, dict) else None

    def _bytes(self, path: str, response: Response) -> bytes:
        """The body, unpacked; the caps hold for bodies that drip in or unpack without end."""
        parts, size, deadline = [], 0, self._clock() + self._limits.body_seconds
        for part in response.iter_content(65_536):
            parts.append(part)
            size += len(part)
            if size > self._limits.body_bytes:
                raise SourceError(f"{self._name} {path}: the answer exceeds {self._limits.body_bytes} bytes")
            if self._clock() > deadline:
                raise requests.ReadTimeout("the body took too long")
        return b"".join(parts)


def _retry_after(header: str | None) -> float | None:
    """Seconds of a Retry-After header, in either of its forms; None when absent or unreadable."""
    try:
        return None if header is None else Retry().parse_retry_after(header)
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _refusal(what: str, status: int, body: Mapping[str, Any]) -> SourceError:
    listed = body.get("messages")
    messages = [m for m in listed if isinstance(m, dict)] if isinstance(listed, list) else []
    if status == 404 and any(m.get("code") == GONE for m in messages):
        return GoneError(f"{what}: the advertisement is gone")
    if status == 404:
        return NotThereError(f"{what}: HTTP 404 without the code for a withdrawn advertisement")
    words = [str(m[key]) for m in messages for key in ("code", "path", "detail") if m.get(key)]
    said = " ".join(words)[:LONGEST_DETAIL] or "no reason given"
    return SourceError(f"{what}: HTTP {status}, {said}")
