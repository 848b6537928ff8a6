"""Choosing a password: the fields for it, and what is wrong with what was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flask import request

from web.access.passwords import MIN_LENGTH
from web.forms import Field
from web.i18n import _

Errors = dict[str, str]
FEWEST_DIFFERENT = 5
ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)
# The words that people begin with when they must choose one, with whatever figures behind them.
COMMON = re.compile(r"(welkom|welcome|willkommen|wachtwoord|password|passwort|geheim|hallo|werkbrug)[\W\d_]*")


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


def problems_of_new(name: str) -> Errors:
    """What is wrong with the new password in the form, for who signs in with this name."""
    new, again = request.form.get("new", ""), request.form.get("again", "")
    if len(new) < MIN_LENGTH:
        return {"new": _("Choose at least %(n)s characters.", n=MIN_LENGTH)}
    if is_easy(new, name):
        return {"new": _("This password is too easy to guess. A sentence of a few words is better.")}
    return {} if new == again else {"again": _("This is not the same password.")}


def is_easy(new: str, name: str) -> bool:
    """Whether who knows the name would try this among the first: the name, a row of keys, hardly any different ones."""
    typed, own = new.casefold(), name.casefold().partition("@")[0]
    rest = typed.replace(own, "") if own else typed
    rows = (row for way in ROWS for row in (way, way[::-1]))
    few = len(set(typed)) < FEWEST_DIFFERENT or len(rest) < FEWEST_DIFFERENT
    return few or any(typed in row for row in rows) or COMMON.fullmatch(typed) is not None
