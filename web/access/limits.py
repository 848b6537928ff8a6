"""How often one address may ask: everything a little, signing in and opening links much less (Flask-Limiter)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

from web.site import Site

View = TypeVar("View", bound=Callable[..., Any])
MARK, SCOPE = "is_sign_in", "sign-in"


def sign_in(view: View) -> View:
    """Count a view among the tries to sign in."""
    setattr(view, MARK, True)
    return view


def init(app: Flask) -> None:
    """Put the limits of the settings before every request; behind trusted proxies the asker's address counts."""
    settings = _settings(app)
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, settings.proxies, settings.proxies)  # type: ignore[method-assign]
    limiter = Limiter(
        get_remote_address, app=app, default_limits=[settings.request_limit], storage_uri=settings.limit_storage,
    )  # fmt: skip
    for endpoint, view in app.view_functions.items():
        if getattr(view, MARK, False):
            limited: Any = limiter.shared_limit(settings.sign_in_limit, SCOPE)(view)
            app.view_functions[endpoint] = limited
        elif endpoint == "static":
            limiter.exempt(view)


def _settings(app: Flask) -> Any:
    site: Site = app.extensions["werkbrug"]
    return site.settings
