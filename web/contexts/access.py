"""Pages of signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from web.contexts.base import Page
from web.forms import Field


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    template: ClassVar[str] = "access/sign_in.html"
    problem: str
    name: str
    next: str
    other: bool


@dataclass(frozen=True, kw_only=True)
class SignOutPage(Page):
    """Whether to sign out without an account; `until` is when the link stops to work in this browser, if it does now."""

    template: ClassVar[str] = "access/sign_out.html"
    until: str


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    """The code of a personal link is asked; the same page whether the link exists or not.

    `closed` is whether the code was right and the link does not work any more.
    """

    template: ClassVar[str] = "access/code.html"
    problem: str
    token: str
    closed: bool
    days: int
    tries: int


@dataclass(frozen=True, kw_only=True)
class SecondFactorPage(Page):
    """The code of the authenticator app is asked."""

    template: ClassVar[str] = "access/second_factor.html"
    problem: str
    next: str


@dataclass(frozen=True, kw_only=True)
class EnrolPage(Page):
    """An authenticator app is set up: the picture for it, the secret to type where there is no camera."""

    template: ClassVar[str] = "access/enrol.html"
    problem: str
    next: str
    picture: Markup
    secret: str


@dataclass(frozen=True, kw_only=True)
class SparePage(Page):
    """The spare codes, shown once."""

    template: ClassVar[str] = "access/spare.html"
    codes: tuple[str, ...]
    next: str


@dataclass(frozen=True, kw_only=True)
class AccountPage(Page):
    """A user's own account: password (`chosen` where there is one), second factor."""

    template: ClassVar[str] = "access/account.html"
    name: str
    chosen: bool
    second_factor: bool
    may_take_away: bool
    fields: tuple[Field, ...]
    done: bool


@dataclass(frozen=True, kw_only=True)
class OwnAccountPage(Page):
    """A jobseeker makes an account for the next visit, or sees the one there is and may give it a new password."""

    template: ClassVar[str] = "access/own_account.html"
    name: str
    fields: tuple[Field, ...]
    done: bool


@dataclass(frozen=True, kw_only=True)
class InvitationPage(Page):
    """A colleague chooses a password; without a name the link does not work (any more)."""

    template: ClassVar[str] = "access/invitation.html"
    name: str
    token: str
    days: int
    fields: tuple[Field, ...]
