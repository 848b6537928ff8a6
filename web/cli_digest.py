"""`werkbrug digest`: what is new for one adviser since last week, as text, or as a mail."""

from __future__ import annotations

from datetime import date
from smtplib import SMTPException

import click

from matcher import cli_weekly
from matcher.cli import cli, command_errors, open_store, settings_of, today
from matcher.errors import InputError, NotFoundError, SourceError
from matcher.settings import Settings
from matcher.store import Store
from matcher.store.access import User
from matcher.weekly.digests import message_of
from matcher.weekly.sending import Mailbox
from web import create_app
from web.i18n import _, short_date, speaking
from web.tasks import news


@cli.command("digest")
@click.argument("adviser")
@click.option("--address", help="Where the service is reached, for the links (default: that of the settings).")
@click.option("--mail", help="Send it to this e-mail address by the mail server of the settings.")
@click.pass_context
@command_errors
def digest(ctx: click.Context, adviser: str, address: str | None, mail: str | None) -> None:
    """Print what came up for an adviser's people in the last seven days; people are named by their keys only."""
    settings, on = settings_of(ctx), today()
    with open_store(ctx) as store:
        user = store.user(adviser) if adviser in store.colleagues() else None
        if user is None:
            raise NotFoundError(f"there is no user {adviser}")
        subject, text = written(settings, store, user, address or settings.public_address, on)
    if mail:
        _send(settings, mail, subject, text)
    click.echo(text, nl=False)


def written(settings: Settings, store: Store, user: User, address: str, on: date) -> tuple[str, str]:
    """Subject and text of the digest in the adviser's language."""
    with create_app(settings).test_request_context(base_url=address), speaking(user.lang):
        people = news.news(store, user.name, on)
        return _("New matches since %(date)s", date=short_date(on - news.DAYS)), news.text(people, address, on)


def for_the_weekly_run(settings: Settings, store: Store, name: str) -> tuple[str, str] | None:
    """Subject and text of a user's digest; None when nothing is new for them."""
    user, on = store.user(name) if name in store.colleagues() else None, today()
    if user is None or not news.news(store, name, on):
        return None
    return written(settings, store, user, settings.public_address, on)


cli_weekly.DIGEST.append(for_the_weekly_run)


def _send(settings: Settings, mail: str, subject: str, text: str) -> None:
    mailbox = Mailbox.of(settings)
    if mailbox is None:
        raise InputError("option --mail", "", "expected a mail server in WERKBRUG_SMTP_HOST")
    try:
        mailbox.deliver(message_of(subject, text, mailbox.sender, mail))
    except (OSError, SMTPException) as error:
        raise SourceError(f"the mail could not be sent: {type(error).__name__}") from error
