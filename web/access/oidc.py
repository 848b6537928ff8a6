"""Signing in at the organisation's own OpenID Connect provider (Authlib), where one is set.

The provider says who somebody is; whether they may enter stands in our own table of users: unknown people stay out.
"""

from __future__ import annotations

import logging
from typing import Any, cast

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, abort, current_app, redirect, request, session, url_for
from joserfc.errors import JoseError
from werkzeug.wrappers import Response

from web.access import auth, limits
from web.access.security import ADMIN, ADVISER, begin_session, public
from web.i18n import _
from web.site import site, stamp, store

bp = Blueprint("oidc", __name__)
log = logging.getLogger("werkbrug.web")
PROVIDER = "provider"


def init(app: Flask) -> None:
    """Register the provider of the settings; without one the addresses of this part do not exist."""
    settings = app.extensions["werkbrug"].settings
    oauth = OAuth(app)
    if settings.oidc_issuer:
        oauth.register(
            PROVIDER,
            client_id=settings.oidc_client,
            client_secret=settings.oidc_secret,
            server_metadata_url=settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration",
            client_kwargs={"scope": "openid email profile", "code_challenge_method": "S256"},
        )
    app.extensions["werkbrug.oidc"] = oauth


def _provider() -> Any:
    return current_app.extensions["werkbrug.oidc"].create_client(PROVIDER) or abort(404)


@bp.get("/sign-in/provider")
@limits.sign_in
@public
def start() -> Response:
    """Send somebody to the provider."""
    provider = _provider()
    session["oidc_next"] = request.args.get("next", "")
    return cast(Response, provider.authorize_redirect(url_for("oidc.back", _external=True)))


@bp.get("/sign-in/provider/back")
@limits.sign_in
@public
def back() -> Response | tuple[str, int]:
    """Let in whom the provider vouches for and who is a user here; every failure reads the same."""
    name = _name()
    user = store().user(name) if name else None
    if user is None or user.role not in (ADVISER, ADMIN):
        return auth.form("", problem=_("You cannot sign in this way. Ask your administrator for access.")), 403
    there = session.get("oidc_next", "")
    begin_session(user=user.name)
    store().log(stamp(), user.name, "sign in by provider")
    return redirect(there if auth.is_local(there) else url_for("auth.front"))


def _name() -> str:
    """The name the provider gives; empty when its answer does not hold. An e-mail address must be verified."""
    try:
        claims = _provider().authorize_access_token().get("userinfo") or {}
    except (OAuthError, JoseError) as error:
        log.info("signing in by the provider failed: %s", type(error).__name__)
        return ""
    claim = site().settings.oidc_claim
    if claim == "email" and claims.get("email_verified") is not True:
        return ""
    return str(claims.get(claim) or "")
