"""Where a reader is: the address that shows this page again, for the switch of languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

# Pages made by a form that was sent, where nothing else tells the page of the form.
FORMS: Mapping[str, Callable[[], str]] = {
    "adding.file": lambda: url_for("adding.start"),
    "adding.paste": lambda: url_for("adding.start"),
    "adding.form": lambda: url_for("adding.start"),
    "adding.save": lambda: url_for("adding.start"),
    "decisions.decide": lambda: url_for("caseload.match", ref=request.form.get("vacancy", ""), **_given()),
    "decisions.new_link": lambda: url_for("caseload.person", **_given()),
    "entry.invite": lambda: url_for("accounts.show", **_given()),
    "tasks.add": lambda: url_for("tasks.of_person", **_given()),
}


def _given() -> dict[str, Any]:
    return {name: str(value) for name, value in (request.view_args or {}).items()}


def here() -> str:
    """The address of this page; of one that a sent form made, the page of the form."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    for address in (_came_from(), request.path):
        if _is_page(address):
            return address
    form = FORMS.get(request.endpoint or "")
    return form() if form else "/"


def _came_from() -> str:
    """The address on this site that the form was sent from; empty where the browser does not tell."""
    told = urlsplit(request.referrer or "")
    if told.netloc != request.host:
        return ""
    return told.path + (f"?{told.query}" if told.query else "")


def _is_page(address: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not address:
        return False
    try:
        adapter.match(address.partition("?")[0], method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True
