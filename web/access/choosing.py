"""Choosing a password: the fields for it, and what is wrong with what was typed."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from web.access.passwords import MIN_LENGTH
from web.forms import Field
from web.i18n import _

Errors = dict[str, str]


def password(name: str, label: str, errors: Mapping[str, str], autocomplete: str, hint: str = "") -> Field:
    """A field for a password; what was typed is never sent back."""
    return Field(name, label, "password", hint=hint, error=errors.get(name, ""), autocomplete=autocomplete)


def new_password(errors: Mapping[str, str]) -> tuple[Field, Field]:
    """The two fields of a new password."""
    hint = _("At least %(n)s characters. A sentence of a few words is easy to remember.", n=MIN_LENGTH)
    return (
        password("new", _("New password"), errors, "new-password", hint),
        password("again", _("New password, once more"), errors, "new-password"),
    )


def problems_of_new() -> Errors:
    """What is wrong with the new password in the form."""
    new, again = request.form.get("new", ""), request.form.get("again", "")
    if len(new) < MIN_LENGTH:
        return {"new": _("Choose at least %(n)s characters.", n=MIN_LENGTH)}
    return {} if new == again else {"again": _("This is not the same password.")}
