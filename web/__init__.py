"""The Flask front-end: `create_app(settings)` gives a WSGI application; it reads the store and writes decisions."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from matcher.settings import Settings
from matcher.store import Store
from web import assets, engine, errors, i18n, pages, view
from web.access import account, auth, invitations, limits, oidc, second_factor, security
from web.accounts import entry, leaving
from web.accounts import pages as accounts
from web.me import answers, own, own_items, questions, rights, skills, wishes
from web.me import suggestions as me
from web.papers import handout, short_profile
from web.people import added, adding, caseload, compare, decisions, jobs_map, understood, weighing
from web.runs import health
from web.runs import pages as runs
from web.site import HERE, Opener, Site, Stores
from web.tasks import board, news
from web.tasks import pages as tasks
from web.team import kept
from web.team import pages as team
from web.vacancies import pages as vacancies
from web.vacancies import somebody

__all__ = ["create_app"]

StoreFactory = Callable[[], Store]
IDLE = timedelta(minutes=30)
MAX_FORM_BYTES = 64 * 1024
PARTS = (
    auth, second_factor, account, invitations, oidc,
    caseload, decisions, added, adding, understood, weighing, jobs_map, compare,
    vacancies, somebody, me, own, own_items, skills, wishes, questions, answers, rights,
    tasks, board, news, team, handout, short_profile, runs, health,
    accounts, entry, leaving, pages,
)  # fmt: skip


def create_app(
    settings: Settings, store_factory: StoreFactory | None = None, clock: Callable[[], datetime] | None = None
) -> Flask:
    """The web application; `store_factory` opens a store, `clock` tells the time (UTC)."""
    app = Flask("web")
    app.config.update(_config(settings))
    app.jinja_env.undefined = StrictUndefined
    app.extensions["werkbrug"] = Site(
        settings=settings,
        stores=Stores(settings.database_path, store_factory or Opener(settings.database_path)),
        clock=clock or (lambda: datetime.now(UTC)),
    )
    CSRFProtect(app)
    i18n.init(app)
    assets.init(app)
    engine.init(app)
    kept.init(app)
    view.init(app)
    for part in PARTS:
        app.register_blueprint(part.bp)
    oidc.init(app)
    limits.init(app)
    security.init(app)
    errors.init(app)
    return app


def _config(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret or _kept_secret(settings.database_path),
        "SESSION_COOKIE_NAME": "werkbrug",
        "SESSION_COOKIE_SECURE": settings.https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": IDLE,
        # Only a page writes the session: a script that a browser fetched with the page before would put the older one
        # back, and with it lose what this page keeps (the secret of an app that is being set up).
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": MAX_FORM_BYTES,
        "MAX_FORM_MEMORY_SIZE": MAX_FORM_BYTES,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": True,
        "BABEL_DEFAULT_TIMEZONE": HERE.key,
    }


def _kept_secret(database: Path) -> str:
    """The key for signing sessions, made once and kept beside the database for its owner only.

    Several processes may start at once: the key appears whole or not at all, and the first one stays.
    """
    path = database.parent / "session.key"
    path.parent.mkdir(parents=True, exist_ok=True)
    own = path.with_name(f"session.{secrets.token_hex(8)}")
    own.touch(mode=0o600)
    own.write_text(secrets.token_hex(32), encoding="ascii")
    with suppress(FileExistsError):
        path.hardlink_to(own)
    own.unlink()
    return path.read_text(encoding="ascii")
