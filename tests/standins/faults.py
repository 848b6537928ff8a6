"""Trouble on order: which request of a stand-in fails, and how."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from flask import Request, Response

Kind = Literal["status", "slow", "cut", "truncated", "reset", "redirect", "body", "endless"]


@dataclass(frozen=True)
class Fault:
    """One kind of trouble for requests whose path holds `path`: pass `skip` of them, then hit `times`.

    status: answer `status`, with `retry_after` and `body`; slow: `seconds` before the body; cut: the
    connection ends halfway; truncated: half a body that claims to be whole; reset: the connection is reset;
    redirect: to `location`; body: 200 with `body`; endless: a body without end. `times` None means always.
    """

    kind: Kind
    path: str = ""
    skip: int = 0
    times: int | None = 1
    status: int = 503
    retry_after: str | None = None
    seconds: float = 0
    location: str = ""
    body: bytes = b""


class FaultPlan:
    """Counts requests and picks the first fault that applies; usable from several threads."""

    def __init__(self, faults: list[Fault]) -> None:
        self._faults, self._counts = faults, [0] * len(faults)
        self._lock, self._stopped = threading.Lock(), threading.Event()

    def stop(self) -> None:
        """End every slow answer, so that the server can stop."""
        self._stopped.set()

    def answer(self, request: Request, plain: Callable[[], bytes]) -> Response | None:
        """The troubled answer for a request, or None when it is to be answered as usual."""
        fault = self._pick(request.path)
        return None if fault is None else self._act(fault, request, plain)

    def _pick(self, path: str) -> Fault | None:
        with self._lock:
            for number, fault in enumerate(self._faults):
                if fault.path not in path:
                    continue
                self._counts[number] += 1
                hits = self._counts[number] - fault.skip
                if hits >= 1 and (fault.times is None or hits <= fault.times):
                    return fault
        return None

    def _act(self, fault: Fault, request: Request, plain: Callable[[], bytes]) -> Response:
        if fault.kind == "status":
            headers = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
            return Response(fault.body, fault.status, headers, mimetype="application/json")
        if fault.kind == "redirect":
            return Response(status=302, headers={"Location": fault.location})
        if fault.kind == "reset":
            return Response(_reset(request.environ["werkzeug.socket"]))
        if fault.kind == "slow":
            return Response(self._slow(plain(), fault.seconds), mimetype="application/json")
        if fault.kind == "endless":
            return Response(self._endless(), mimetype="application/json")
        return _damaged(fault, plain)

    def _slow(self, body: bytes, seconds: float) -> Iterator[bytes]:
        self._stopped.wait(seconds)
        yield body

    def _endless(self) -> Iterator[bytes]:
        while not self._stopped.is_set():
            yield b" " * 65_536


def _damaged(fault: Fault, plain: Callable[[], bytes]) -> Response:
    if fault.kind == "body":
        return Response(fault.body, mimetype="application/json")
    body = plain()
    half = body[: len(body) // 2]
    if fault.kind == "truncated":
        return Response(half, mimetype="application/json")
    headers = {"Content-Length": str(len(body))}
    return Response(iter([half]), headers=headers, mimetype="application/json")


def _reset(connection: socket.socket) -> Iterator[bytes]:
    """Close without lingering, which the other side sees as a reset."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    raise ConnectionResetError
    yield b""
