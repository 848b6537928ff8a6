"""Turns page contexts into HTML; the only place that knows templates by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask, g, render_template, request

from web import i18n
from web.contexts import Page

VENDOR_CSS = Path(__file__).parent / "static" / "vendor" / "utrecht.css"


def render(page: Page) -> str:
    """The page as HTML."""
    return render_template(page.template, p=page)


def init(app: Flask) -> None:
    """Give templates their few globals and filters."""
    app.jinja_env.filters["day"] = i18n.short_date
    app.jinja_env.filters["num"] = i18n.number
    vendor = VENDOR_CSS.exists()

    @app.context_processor
    def common() -> dict[str, Any]:
        return {
            "who": g.who,
            "nonce": g.nonce,
            "lang": i18n.lang(),
            "languages": i18n.LANGUAGES,
            "vendor_css": vendor,
            "here": request.path if request.method == "GET" else "/",
            "area": (request.endpoint or "").split(".")[0],
        }
