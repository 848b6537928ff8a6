"""The stand-in for a country, as a process of its own with keep-alive: `python -m tests.standins.country_server`.

It prints its base URL when it is ready. GET /standin tells how many requests of each kind came and what was broken.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from tests.conftest import ROOT
from tests.standins.chaos import Chaos, made_odd
from tests.standins.country import Country
from tests.standins.jobsuche_core import DETAIL, KEY, PREFIX, SEARCH, Core, encode
from tests.standins.jobsuche_index import Index

REASONS = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 429: "Too Many Requests", 503: "Busy"}


@dataclass
class Server:
    """What all connections share."""

    core: Core
    chaos: Chaos
    slow_seconds: float
    retry_after: int
    counts: Counter[str] = field(default_factory=Counter)


def head(status: int, length: int, more: str = "") -> bytes:
    """The lines before a body."""
    kind = "Content-Type: application/json; charset=utf-8\r\n"
    return f"HTTP/1.1 {status} {REASONS[status]}\r\n{kind}Content-Length: {length}\r\n{more}\r\n".encode()


class Connection(asyncio.Protocol):
    """One connection: GET requests one after another."""

    def __init__(self, server: Server) -> None:
        self._server, self._buffer = server, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._out = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that is complete."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            request, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
            self._request(request.decode("latin-1"))

    def _request(self, text: str) -> None:
        first, *headers = text.split("\r\n")
        target = first.split(" ")[1]
        path, _, query = target.partition("?")
        path = unquote(path).removeprefix(PREFIX)
        server = self._server
        server.counts["search" if path == SEARCH else "detail" if path.startswith(DETAIL) else "other"] += 1
        if path == "/standin":
            self._send(200, encode({"requests": server.counts, "faults": server.chaos.hits}))
        elif f"x-api-key: {KEY}" not in (h.lower() for h in headers):
            self._send(403, b"")
        else:
            status, body = server.core.answer(path, dict(parse_qsl(query, keep_blank_values=True)))
            self._troubled(server.chaos.pick(target), status, body)

    def _send(self, status: int, body: bytes, more: str = "") -> None:
        self._out.write(head(status, len(body), more) + body)

    def _troubled(self, kind: str | None, status: int, body: bytes) -> None:
        if kind is None:
            self._send(status, body)
        elif kind == "reset":
            self._out.abort()
        elif kind == "cut":
            self._out.write(head(status, len(body)) + body[: len(body) // 2])
            self._out.close()
        elif kind == "slow":
            asyncio.get_running_loop().call_later(self._server.slow_seconds, self._send, status, body)
        elif kind == "truncated":
            self._send(status, body[: len(body) // 2])
        elif kind == "odd":
            self._send(status, made_odd(body) if status == 200 else body)
        else:
            self._send(int(kind[:3]), b"", f"Retry-After: {self._server.retry_after}\r\n" if " " in kind else "")


async def serve(server: Server, port: int) -> None:
    """Serve on the loopback until the process is ended."""
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: Connection(server), "127.0.0.1", port)
    print(f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}{PREFIX}", flush=True)
    await listening.serve_forever()


def main(arguments: list[str] | None = None) -> None:
    """Make the stock and serve it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--week", type=int, default=0)
    parser.add_argument("--faults", type=float, default=0.0, help="share of the requests that meet trouble")
    parser.add_argument("--slow-seconds", type=float, default=0.3)
    parser.add_argument("--retry-after", type=int, default=0)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args(arguments)
    stock = Country(given.count, given.seed, given.week)
    core = Core(Index(stock, stock.today, stock.places, facets=False), stock.gone)
    asyncio.run(serve(Server(core, Chaos(given.faults, given.seed), given.slow_seconds, given.retry_after), given.port))


@contextmanager
def country(count: int, seed: int = 1, week: int = 0, faults: float = 0.0, **more: float) -> Iterator[str]:
    """A running server in its own process; gives its base URL as the client takes it."""
    options = {"count": count, "seed": seed, "week": week, "faults": faults, **more}
    flags = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    command = [sys.executable, "-m", "tests.standins.country_server", *flags]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert url, "the stand-in did not start"
            yield url
        finally:
            process.kill()


if __name__ == "__main__":
    main()
