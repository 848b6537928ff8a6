"""The same link once more: the browser that opened a personal link first may use it again for a day, with its code.

Who closed the page, or was away too long, needs no new link from the adviser. The browser keeps a signed cookie that
names this one link; everywhere else the link has been used up.
"""

from __future__ import annotations

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from matcher.store.access import Link
from web.access.links import AGAIN, again_until, is_open, why_closed
from web.site import stamp, store

COOKIE, SALT = "werkbrug_link", "opened first in this browser"


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.config["SECRET_KEY"]), salt=SALT)


def remember(answer: Response, link: Link) -> Response:
    """Let the browser keep that it was the first to open this link."""
    answer.set_cookie(
        COOKIE, str(_serializer().dumps(link.token)), max_age=AGAIN, httponly=True, samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )  # fmt: skip
    return answer


def opened_here() -> str:
    """The (hashed) token of the link that this browser opened first; empty where it opened none."""
    try:
        return str(_serializer().loads(request.cookies.get(COOKIE, "")))
    except BadSignature:
        return ""


def still_until() -> str:
    """Until which moment the link that was opened in this browser works again; empty when it does not."""
    here = opened_here()
    link = store().link(here) if here else None
    if link is None or why_closed(link, stamp(), here) or not is_open(link, stamp()):
        return ""
    return min(again_until(link), link.expires)
