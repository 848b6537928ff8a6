"""Turns page contexts into HTML; the only place that knows templates by name."""

from __future__ import annotations

from typing import Any

from flask import Flask, g, render_template, request

from web import here, i18n
from web.access.security import ADMIN, ADVISER, JOBSEEKER, seconds_left
from web.contexts.base import Page
from web.site import site

FORBIDDEN = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF)


def _allowed(code: int) -> str:
    """What stands for a character that HTML does not allow: Windows' dashes and quotes as such, else nothing."""
    return bytes([code]).decode("cp1252", "ignore") if 0x80 <= code < 0xA0 else ""


# Titles and texts of real advertisements hold control codes.
ALLOWED = {code: _allowed(code) for code in FORBIDDEN}


def render(page: Page) -> str:
    """The page as HTML."""
    return render_template(page.template, p=page).translate(ALLOWED)


def init(app: Flask) -> None:
    """Give templates their few globals and filters."""
    app.jinja_env.filters["day"] = i18n.short_date
    app.jinja_env.filters["num"] = i18n.number

    @app.context_processor
    def common() -> dict[str, Any]:
        return {
            "who": g.who,
            "nonce": g.nonce,
            "lang": i18n.lang(),
            "languages": i18n.LANGUAGES,
            "here": here.here(),
            "team": site().settings.team_contact,
            "seconds_left": seconds_left() if g.who.role in (ADVISER, ADMIN, JOBSEEKER) else 0,
            "area": (request.endpoint or "").split(".")[0],
        }
