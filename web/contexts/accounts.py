"""Pages on which an administrator looks after the accounts of the team."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Line, Page
from web.forms import Field


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A colleague in the list; `entry` is how they sign in, `locked` until when they cannot (empty: they can)."""

    name: str
    role: str
    lang: str
    language: str
    entry: str
    locked: str
    people: str
    signed_in: str
    digest: str


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation at the one moment at which it is shown."""

    address: str
    expires: str


@dataclass(frozen=True, kw_only=True)
class AccountsPage(Page):
    template: ClassVar[str] = "accounts/accounts.html"
    accounts: tuple[AccountLine, ...]


@dataclass(frozen=True, kw_only=True)
class AddAccountPage(Page):
    """The form for a new colleague; `sends_link` is whether everybody gets an invitation, with no other way in."""

    template: ClassVar[str] = "accounts/add.html"
    fields: tuple[Field, ...]
    sends_link: bool


@dataclass(frozen=True, kw_only=True)
class ColleaguePage(Page):
    """One colleague; of one's `own` account nothing is changed here that gives or takes access."""

    template: ClassVar[str] = "accounts/colleague.html"
    name: str
    own: bool
    about: tuple[Line, ...]
    fields: tuple[Field, ...]
    invitation: InvitationView | None
    invited: str
    chosen: bool
    locked: bool
    app: bool


@dataclass(frozen=True, kw_only=True)
class RemoveAccountPage(Page):
    """Whether to remove a colleague, and who takes over what (nothing to choose where there is nothing)."""

    template: ClassVar[str] = "accounts/remove.html"
    name: str
    left: tuple[str, ...]
    fields: tuple[Field, ...]
    problem: str
