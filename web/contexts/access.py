"""Pages of signing in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from web.contexts.base import Page


@dataclass(frozen=True, kw_only=True)
class SignInPage(Page):
    template: ClassVar[str] = "access/sign_in.html"
    problem: str
    name: str
    next: str


@dataclass(frozen=True, kw_only=True)
class CodePage(Page):
    """The code of a personal link is asked; the same page whether the link exists or not."""

    template: ClassVar[str] = "access/code.html"
    problem: str
    token: str
