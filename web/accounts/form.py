"""The forms on accounts: their fields, and what is wrong with what was filled in."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.store import Store
from matcher.store.colleagues import Colleague
from web.access.security import ADVISER
from web.accounts import rules, words
from web.forms import Field
from web.i18n import DEFAULT, LANGUAGES, _
from web.site import site

Given = Mapping[str, str]
Errors = dict[str, str]


def new(given: Given, errors: Given) -> tuple[Field, ...]:
    """The fields of a new account; how somebody signs in is asked where there are two ways."""
    return (
        Field("name", _("Name to sign in with"), "text", given.get("name", ""), hint=_name_hint(), error=errors.get("name", "")),
        _role(given.get("role", ADVISER), errors),
        _lang(given.get("lang", DEFAULT), errors),
        *([_way(given.get("way", "provider"), errors)] if site().settings.oidc_issuer else []),
    )  # fmt: skip


def _name_hint() -> str:
    if site().settings.oidc_issuer:
        return _(
            "Exactly as the sign-in of your organisation gives it (%(claim)s), with the same capitals.",
            claim=site().settings.oidc_claim,
        )
    return _("For example the e-mail address at work. Colleagues see this name.")


def _role(value: str, errors: Given, more: str = "") -> Field:
    hint = _("An administrator sees and does what an adviser does, and looks after accounts and the team's goal.")
    hint = f"{hint} {more}".strip()
    return Field("role", _("Role"), "select", value, tuple(words.roles().items()), hint, errors.get("role", ""))


def _lang(value: str, errors: Given) -> Field:
    return Field("lang", _("Language"), "select", value, tuple(LANGUAGES.items()), error=errors.get("lang", ""))


def _way(value: str, errors: Given) -> Field:
    choices = (
        ("provider", _("At the organisation, without a password here")),
        ("link", _("With a password: make a link")),
    )
    return Field("way", _("How does this colleague sign in?"), "radio", value, choices, error=errors.get("way", ""))


def wants_link(given: Given) -> bool:
    """Whether a new colleague gets a link to choose a password."""
    return not site().settings.oidc_issuer or given.get("way") == "link"


def problems_of_new(store: Store, given: Given) -> Errors:
    """What is wrong with a new account, by field."""
    name = given.get("name", "").strip()
    found = _problems(given)
    if not name:
        found["name"] = _("Fill in a name.")
    elif not rules.is_name(name):
        found["name"] = _("Choose another name: at most %(n)s letters, without a slash.", n=rules.LONGEST)
    elif store.user_signing_in(name) is not None:
        found["name"] = taken()
    if site().settings.oidc_issuer and given.get("way") not in ("provider", "link"):
        found["way"] = _("Choose one of the answers.")
    return found


def taken() -> str:
    """That somebody has this name; it may be a colleague or somebody else."""
    return _("Somebody signs in with this name already. Capitals make no difference.")


def known(colleague: Colleague, own: bool, given: Given, errors: Given) -> tuple[Field, ...]:
    """The fields of an account that is there; nobody changes the own role."""
    again = _("With another role %(name)s signs in again.", name=colleague.name)
    empty = _("Empty means: no mail.")
    sent = "" if site().settings.digest else _("The weekly run sends no overviews now (WERKBRUG_DIGEST).")
    return (
        *([] if own else [_role(given.get("role", colleague.role), errors, again)]),
        _lang(given.get("lang", colleague.lang), errors),
        Field(
            "digest", _("E-mail address for the weekly overview"), "email", given.get("digest", colleague.digest or ""),
            hint=f"{empty} {sent}".strip(), error=errors.get("digest", ""),
        ),
    )  # fmt: skip


def problems_of_known(own: bool, given: Given) -> Errors:
    """What is wrong with a change, by field."""
    address, found = given.get("digest", "").strip(), _problems(given)
    if own:
        found.pop("role", None)
    if address and not rules.is_address(address):
        found["digest"] = _("This is not an e-mail address. An example: name@example.nl.")
    return found


def _problems(given: Given) -> Errors:
    allowed = {"role": words.roles(), "lang": LANGUAGES}
    return {name: _("Choose one of the answers.") for name, values in allowed.items() if given.get(name) not in values}
