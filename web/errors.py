"""Errors as pages in the reader's language, with a number that is also in the log; no personal data in the log."""

from __future__ import annotations

import logging
import secrets
import traceback
from pathlib import Path

from flask import Flask, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from matcher.errors import NotFoundError, StoreError
from web import i18n
from web.access import again
from web.contexts.base import ErrorPage
from web.i18n import _
from web.site import distrust_store
from web.view import render

log = logging.getLogger("werkbrug.web")


def init(app: Flask) -> None:
    """Answer every error with a page."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFoundError, lambda error: _answer(404, error))
    app.register_error_handler(StoreError, lambda error: _answer(503, error))
    app.register_error_handler(Exception, lambda error: _answer(500, error))


def _http(error: HTTPException) -> tuple[str, int]:
    if isinstance(error, CSRFError):
        return _answer(400, error, expired=True)
    return _answer(error.code or 500, error)


def _answer(status: int, error: Exception, expired: bool = False) -> tuple[str, int]:
    number = secrets.token_hex(4).upper()
    _note(number, status, error)
    if status >= 500:
        distrust_store()
    title, text = _texts(status, expired)
    again_until = i18n.moment(again.still_until()) if status == 401 else ""
    return render(ErrorPage(title=title, text=text, number=number, status=status, again_until=again_until)), status


def _note(number: str, status: int, error: Exception) -> None:
    """Name, place and kind of the error; never its message or the address, which may hold personal data."""
    frames = traceback.extract_tb(error.__traceback__) if status >= 500 else []
    place = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    kind = type(error).__name__
    log.log(
        logging.ERROR if status >= 500 else logging.INFO,
        "error %s: status %s, %s at %s %s", number, status, kind, request.endpoint, place,
    )  # fmt: skip


def _texts(status: int, expired: bool) -> tuple[str, str]:
    if expired:
        return _("This page was open too long"), _("Go back, reload the page and send the form again.")
    texts = {
        401: (
            _("You are not signed in"),
            _("You were away too long, or you did not sign in yet. What you had saved is still there."),
        ),
        403: (_("You may not see this page"), _("Your account does not give access to this part.")),
        404: (_("This page does not exist"), _("Check the address, or go back to the start page.")),
        405: (_("This page does not exist"), _("Check the address, or go back to the start page.")),
        413: (_("That was too much text"), _("Send a shorter text.")),
        429: (_("Too many tries"), _("Wait a minute and try again.")),
        503: (_("The service is busy"), _("Nothing was changed. Please try again in a minute.")),
    }
    usual = (_("Something went wrong"), _("We noted the error. Please try again later."))
    return texts.get(status, usual)
