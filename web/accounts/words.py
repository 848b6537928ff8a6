"""Accounts of the team in words."""

from __future__ import annotations

from datetime import datetime

from matcher.store.colleagues import Colleague
from web import i18n
from web.access.security import ADMIN, ADVISER
from web.contexts.accounts import AccountLine
from web.contexts.base import Line
from web.i18n import LANGUAGES, _, ngettext


def roles() -> dict[str, str]:
    """The roles of the team with their names."""
    return {ADVISER: _("Adviser"), ADMIN: _("Administrator")}


def still(until: str | None, now: datetime) -> str:
    """Until when something holds, in words; empty when it is over or never was."""
    return i18n.moment(until) if until and until > now.isoformat(timespec="seconds") else ""


def entry(known: Colleague, now: datetime, provider: bool) -> str:
    """How somebody signs in, or why not yet; `provider` is whether the organisation's own sign-in is set."""
    if known.chosen:
        return _("password and app") if known.app else _("password, no app yet")
    invited = still(known.invited, now)
    if invited:
        return _("no password yet, the link works until %(moment)s", moment=invited)
    return _("through the organisation") if provider else _("no password yet, and no link")


def line(known: Colleague, now: datetime, provider: bool) -> AccountLine:
    """A colleague in the list."""
    return AccountLine(
        name=known.name,
        role=roles()[known.role],
        lang=known.lang,
        language=LANGUAGES.get(known.lang, known.lang),
        entry=entry(known, now, provider),
        locked=still(known.locked_until, now),
        people=i18n.number(known.people),
        signed_in=i18n.moment(known.signed_in) or "–",
        digest=known.digest or "–",
    )


def about(known: Colleague, now: datetime, provider: bool) -> tuple[Line, ...]:
    """What is known of a colleague beside what the form holds."""
    locked = still(known.locked_until, now)
    invited = still(known.invited, now) if known.chosen else ""
    return (
        Line(_("Signs in"), entry(known, now, provider)),
        *([Line(_("Locked"), _("until %(moment)s", moment=locked))] if locked else []),
        *([Line(_("Link for a new password"), _("works until %(moment)s", moment=invited))] if invited else []),
        Line(_("Last sign-in"), i18n.moment(known.signed_in) or "–"),
        Line(_("People"), i18n.number(known.people)),
        Line(_("Open tasks"), i18n.number(known.tasks)),
    )


def left(known: Colleague) -> tuple[str, ...]:
    """What somebody who leaves leaves behind."""
    return (
        *([ngettext("%(num)s person", "%(num)s people", known.people)] if known.people else []),
        *([ngettext("%(num)s open task", "%(num)s open tasks", known.tasks)] if known.tasks else []),
    )
