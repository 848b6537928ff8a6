"""Who may see what. Every endpoint declares its roles; one that does not is refused (deny by default)."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import IO, Any, TypeVar, cast

from flask import Flask, Request, Response, abort, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as BaseResponse

from matcher.store.access import TEAM, sign_in_name
from web.access.links import is_open
from web.site import return_store, site, stamp, store

PUBLIC, ADVISER, ADMIN, JOBSEEKER = "public", "adviser", "admin", "jobseeker"
MONITOR = "monitor"
# Names in the log that are no user's.
RESERVED = (JOBSEEKER, PUBLIC, "import")
# A user who gave the right password and not yet the second factor.
HALF = "half"
# However busy a session is, after this long one signs in anew; between the two factors there is less time.
LONGEST, BETWEEN_FACTORS = timedelta(hours=10), timedelta(minutes=10)
ROLES_ATTRIBUTE, SIZE_ATTRIBUTE = "allowed_roles", "most_bytes"
log = logging.getLogger("werkbrug.web")
View = TypeVar("View", bound=Callable[..., Any])


def is_reserved(name: str) -> bool:
    """Whether a name is one of those, however it is written."""
    return sign_in_name(name) in RESERVED


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks: a user (adviser, admin), a jobseeker by account or personal link, or nobody known (public)."""

    role: str = PUBLIC
    name: str = ""
    person: str = ""
    lang: str = ""

    @property
    def in_log(self) -> str:
        """How the log names them; a jobseeker is named by the person the entry is about."""
        return self.role if self.role == JOBSEEKER else self.name or self.role


class MemoryRequest(Request):
    """A request whose files stay in memory: what people send is never written to disk before they say so."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        return BytesIO()


def allow(*roles: str) -> Callable[[View], View]:
    """Declare which roles may call an endpoint."""

    def declare(view: View) -> View:
        setattr(view, ROLES_ATTRIBUTE, frozenset(roles))
        return view

    return declare


def public(view: View) -> View:
    """Declare that anybody may call an endpoint."""
    return allow(PUBLIC)(view)


def takes(most_bytes: int) -> Callable[[View], View]:
    """Declare that an endpoint takes a form of up to so many bytes, more than the others."""

    def declare(view: View) -> View:
        setattr(view, SIZE_ATTRIBUTE, most_bytes)
        return view

    return declare


def roles_of(app: Flask, endpoint: str) -> frozenset[str] | None:
    """The declared roles of an endpoint; None when it declares none."""
    return getattr(app.view_functions[endpoint], ROLES_ATTRIBUTE, None)


def who() -> Who:
    """Who makes this request."""
    return cast(Who, g.who)


def identify() -> Who:
    """Who makes this request, checked against the store: a removed user or a revoked link has no session left, nor has
    a user who signed out or changed the password in the meantime, in this browser or another."""
    name = session.get("user") or session.get("half")
    if name:
        user = store().user(name)
        if user is None or user.ended != session.get("ended"):
            _end_session()
            return Who()
        if session.get("half"):
            return Who(HALF, user.name, lang=user.lang)
        return Who(user.role, user.name, user.person or "", user.lang)
    if session.get("link"):
        link = store().link(session["link"])
        if link and is_open(link, stamp()):
            return Who(JOBSEEKER, person=link.person)
    return Who(MONITOR) if _shows_token() else Who()


def _shows_token() -> bool:
    """Whether a machine that watches the service shows its token; without the setting no token opens anything."""
    token, shown = site().settings.metrics_token, request.authorization
    if not token or shown is None or shown.type != "bearer":
        return False
    return secrets.compare_digest(str(shown.token).encode(), token.encode())


def begin_session(**values: str) -> None:
    """Start a fresh session (nothing of an earlier one is kept but the language)."""
    lang = session.get("lang")
    session.clear()
    session.permanent = True
    session.update(values, seen=_seconds(), began=_seconds())
    user = store().user(values.get("user") or values.get("half") or "")
    if user is not None:
        session["ended"] = user.ended
        if "user" in values and user.role in TEAM:
            store().note_entry(user.name, stamp())
    if lang:
        session["lang"] = lang


def _seconds() -> int:
    """This moment in seconds, as sessions keep it."""
    return int(site().clock().timestamp())


def _check_time() -> None:
    """Forget a session that was idle or open too long; otherwise note that it is in use."""
    if not (session.get("user") or session.get("link") or session.get("half")):
        return
    longest = BETWEEN_FACTORS if session.get("half") else LONGEST
    idle, open_for = _seconds() - session.get("seen", 0), _seconds() - session.get("began", 0)
    if idle > current_app.permanent_session_lifetime.total_seconds() or open_for > longest.total_seconds():
        _end_session()
    else:
        session["seen"] = _seconds()


def _end_session() -> None:
    """Forget a session that is over, but not the language, and that somebody wonders why they have to sign in again."""
    user = store().user(session.get("user") or session.get("half") or "")
    lang = user.lang if user else session.get("lang")
    session.clear()
    session.update(over=True, **({"lang": lang} if lang else {}))


def seconds_left() -> int:
    """How long this session goes on when nothing more is asked; this request is the last one so far."""
    idle = int(current_app.permanent_session_lifetime.total_seconds())
    longest = int(LONGEST.total_seconds()) - (_seconds() - int(session.get("began", 0)))
    return max(0, min(idle, longest))


def guard() -> BaseResponse | None:
    """Runs before every request: refuses what the endpoint's declaration does not allow."""
    g.nonce = secrets.token_urlsafe(16)
    g.who = Who()
    if request.endpoint == "static":
        return None
    _check_time()
    g.who = identify()
    if request.endpoint is None:
        return None
    allowed = roles_of(current_app, request.endpoint)
    if allowed is None:
        log.error("endpoint %s declares no roles and is refused", request.endpoint)
        abort(403)
    if PUBLIC in allowed or who().role in allowed:
        _bound_form(getattr(current_app.view_functions[request.endpoint], SIZE_ATTRIBUTE, None))
        return None
    return _refuse(allowed)


def _bound_form(most_bytes: int | None) -> None:
    """Let this request be larger than others, where its endpoint says so and who asks may call it."""
    if most_bytes is not None:
        request.max_content_length = request.max_form_memory_size = most_bytes


def _refuse(allowed: frozenset[str]) -> BaseResponse:
    if who().role == HALF:
        return redirect(url_for("second_factor.ask"))
    if who().role != PUBLIC:
        abort(403)
    if allowed == {JOBSEEKER} or MONITOR in allowed:
        abort(401)
    back = request.path if request.method == "GET" else None
    return redirect(url_for("auth.sign_in", next=back))


def headers(response: Response) -> Response:
    """Add the security headers to every answer."""
    policy = (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        f"script-src 'nonce-{g.get('nonce', '')}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers.update(
        {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin",
            "Cross-Origin-Opener-Policy": "same-origin",
            "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        }
    )
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    if site().settings.https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def init(app: Flask) -> None:
    """Put the guard before and the headers behind every request."""
    app.request_class = MemoryRequest
    app.before_request_funcs.setdefault(None, []).insert(0, guard)
    app.after_request(headers)
    app.teardown_appcontext(return_store)


def audit(action: str, person: str | None = None, vacancy: str | None = None, detail: str = "") -> None:
    """Write in the log that the one who asks saw, changed or decided something."""
    store().log(stamp(), who().in_log, action, person, vacancy, detail)


def audit_views(action: str, people: Iterable[str], vacancy: str | None = None) -> None:
    """Write in the log that the one who asks saw these people, all in one transaction."""
    store().log_views(stamp(), who().in_log, action, people, vacancy)
