"""An OpenID Connect provider for tests: discovery, authorisation with PKCE, tokens signed with its own key."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, abort, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.wrappers import Response


@dataclass
class Provider:
    """What the provider says of whoever signs in; `tamper` changes the claims of the next token."""

    client: str = "werkbrug"
    secret: str = "s3cret"
    claims: dict[str, Any] = field(default_factory=lambda: {"email": "els", "email_verified": True})
    tamper: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048))
    signing_key: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def token(self, asked: dict[str, str]) -> str:
        """The signed id token for one authorisation."""
        now = int(time.time())
        known = {
            "iss": self.issuer,
            "aud": self.client,
            "sub": "1",
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
        }
        return jwt.encode({"alg": "RS256"}, {**known, **self.claims, **self.tamper}, self.signing_key or self.key)


def challenge(verifier: str) -> str:
    """The S256 challenge of PKCE (RFC 7636)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def make_provider(provider: Provider) -> Flask:
    """The provider as an application."""
    app = Flask("provider")

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        base = provider.issuer
        return jsonify(
            issuer=base, authorization_endpoint=f"{base}/authorize", token_endpoint=f"{base}/token",
            jwks_uri=f"{base}/keys", id_token_signing_alg_values_supported=["RS256"],
        )  # fmt: skip

    @app.get("/authorize")
    def authorize() -> Response:
        asked = request.args.to_dict()
        if asked.get("client_id") != provider.client or asked.get("code_challenge_method") != "S256":
            abort(400)
        code = secrets.token_hex(8)
        provider.codes[code] = asked
        return redirect(f"{asked['redirect_uri']}?code={code}&state={asked['state']}")

    @app.post("/token")
    def token() -> Response:
        asked = provider.codes.pop(request.form["code"], None)
        if asked is None or challenge(request.form["code_verifier"]) != asked["code_challenge"]:
            abort(400)
        if request.authorization is None or request.authorization.password != provider.secret:
            abort(401)
        return jsonify(access_token="x", token_type="Bearer", id_token=provider.token(asked))

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(keys=[provider.key.as_dict(private=False, alg="RS256", use="sig")])

    return app
