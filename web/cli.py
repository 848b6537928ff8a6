"""The console script `werkbrug`: the engine's commands, and `serve` and `users`."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import click

from matcher import cli_decisions, cli_ranking, cli_rules, cli_weekly
from matcher.cli import cli, command_errors, open_store, settings_of, today
from matcher.errors import InputError, NotFoundError
from matcher.settings import Settings
from matcher.store import Store, now
from matcher.store.access import User
from web import cli_digest, server
from web.access.choosing import is_easy
from web.access.invitations import invite
from web.access.passwords import MIN_LENGTH, hash_secret
from web.access.security import ADMIN, ADVISER, JOBSEEKER, RESERVED
from web.accounts import rules
from web.demo import DemoLogins, default_database, make_demo
from web.i18n import LANGUAGES

# Who works by these commands, as the log names them.
BY = "administrator"


@cli.command()
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (default: 8047).")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1), help="Processes.")
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1), help="Threads in each process.")
@click.pass_context
@command_errors
def serve(ctx: click.Context, host: str | None, port: int | None, workers: int, threads: int) -> None:
    """Start the web server."""
    settings = settings_of(ctx)
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    server.check_free(settings)
    click.echo("Loading…")
    server.serve(settings, workers, threads, lambda: click.echo(f"Werkbrug listens on {settings.address}/"))


@cli.command()
@click.option("--host", help="Address to listen on (default: 127.0.0.1).")
@click.option("--port", type=int, help="Port to listen on (default: 8047).")
@click.option("--serve/--no-serve", default=True, show_default=True, help="Start the web server at the end.")
@click.pass_context
@command_errors
def demo(ctx: click.Context, host: str | None, port: int | None, serve: bool) -> None:
    """Run the whole service on sample data, in a database of its own (var/demo.db).

    Only `werkbrug --database FILE demo` chooses another: WERKBRUG_DATABASE does not count here, so that made-up people
    and accounts never get into the database of a real service.
    """
    chosen = ctx.find_root().params["database"] or str(default_database())
    settings = Settings.read(database=chosen, host=host, port=port, second_factor="optional")
    if serve:
        server.check_free(settings)
    with Store.open(settings.database_path) as store:
        logins = make_demo(store, today(), click.echo)
    if not serve:
        click.echo(f"\n{ways_in(settings, logins)}")
        return
    click.echo("Loading…")
    said = f"\n{ways_in(settings, logins)}\nPress Ctrl-C to stop."
    server.serve(settings, 1, 8, lambda: click.echo(said), follow=False)


def ways_in(settings: Settings, logins: DemoLogins) -> str:
    """Where the demo is, and how to get in as each kind of user."""
    address = settings.address
    return "\n".join(
        (
            f"Werkbrug is at {address}/ (database {settings.database})",
            f"  Adviser:   {address}/sign-in   name {logins.adviser}   password {logins.password}",
            "             also nordhorn (in German) and beheer (administrator), with the same password",
            f"  Jobseeker: {address}/me/open/{logins.link.token}   code {logins.link.code}",
        )
    )


@cli.group()
def users() -> None:
    """People who sign in: advisers and administrators."""


@users.command("add")
@click.argument("name")
@click.option("--role", type=click.Choice([ADVISER, ADMIN]), default=ADVISER, show_default=True)
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="nl", show_default=True)
@click.password_option(help="Asked for when not given.")
@click.pass_context
@command_errors
def add_user(ctx: click.Context, name: str, role: str, lang: str, password: str) -> None:
    """Add a user, or give an existing one a new password, role and language."""
    if not rules.is_name(name):
        names = f"at most {rules.LONGEST} letters without a slash, other than {', '.join(RESERVED)}"
        raise InputError("users add", "name", f"expected a name of {names}")
    if len(password) < MIN_LENGTH:
        raise InputError("users add", "password", f"expected at least {MIN_LENGTH} characters")
    if is_easy(password, name):
        raise InputError(
            "users add", "password", "expected one that is not tried first: no name, row of keys or usual word"
        )
    with open_store(ctx) as store:
        known = store.user_signing_in(name)
        if known and (known.name != name or known.role == JOBSEEKER):
            raise InputError("users add", "name", "expected a name that nobody signs in with yet, in any spelling")
        if known and not store.set_role(name, role):
            raise InputError("users add", "role", "expected admin: nobody else is an administrator")
        keep = store.put_user if known else store.add_user
        keep(User(name, hash_secret(password), role, lang), now())
        store.log(now(), BY, "renew user" if known else "add user", detail=f"{name}, {role}")
    click.echo(f"{name} can sign in as {role}")


@users.command("list")
@click.option("--jobseekers", is_flag=True, help="Show the names of jobseekers' accounts too, often e-mail addresses.")
@click.pass_context
@command_errors
def list_users(ctx: click.Context, jobseekers: bool) -> None:
    """Show who can sign in; a jobseeker's account by the person it belongs to, not by its name."""
    with open_store(ctx) as store:
        found = store.users()
    for user in found:
        hidden = user.role == JOBSEEKER and not jobseekers
        click.echo(f"{f'(account of {user.person})' if hidden else user.name}\t{user.role}\t{user.lang}")
    if not jobseekers and any(user.role == JOBSEEKER for user in found):
        click.echo("The names of jobseekers' accounts are hidden; --jobseekers shows them.", err=True)


@users.command("invite")
@click.argument("name")
@click.pass_context
@command_errors
def invite_user(ctx: click.Context, name: str) -> None:
    """Print a link with which a colleague chooses a new password; it works once and replaces any earlier one."""
    with open_store(ctx) as store:
        rules.member(store, name)
        made = invite(store, name, datetime.now(UTC))
        store.log(now(), BY, "make invitation", detail=name)
    click.echo(f"{settings_of(ctx).public_address}{made.path}")
    click.echo(f"The link works until {made.expires}; send it to {name} only.", err=True)


@users.command("reset-app")
@click.argument("name")
@click.pass_context
@command_errors
def reset_app(ctx: click.Context, name: str) -> None:
    """Take the authenticator app of a user away; at the next sign-in a new one is set up."""
    with open_store(ctx) as store:
        rules.member(store, name)
        store.set_second_factor(name, None)
        store.log(now(), BY, "remove second factor", detail=name)
    click.echo(f"{name} sets up a new app at the next sign-in")


@users.command("mail")
@click.argument("name")
@click.argument("address", required=False)
@click.pass_context
@command_errors
def digest_mail(ctx: click.Context, name: str, address: str | None) -> None:
    """Send somebody's weekly digest to this e-mail address; without one, to nobody any more."""
    if address is not None and not rules.is_address(address):
        raise InputError("users mail", "address", "expected an e-mail address")
    with open_store(ctx) as store:
        rules.member(store, name)
        store.set_digest(name, address)
        store.log(now(), BY, "change digest address", detail=name)
    click.echo(f"the digest of {name} goes to {address}" if address else f"{name} gets no digest by mail")


@users.command("remove")
@click.argument("name")
@click.option("--to", help="The colleague who takes over people and open tasks.")
@click.pass_context
@command_errors
def remove_user(ctx: click.Context, name: str, to: str | None) -> None:
    """Take a user away; open sessions end at once."""
    with open_store(ctx) as store:
        user = store.user(name)
        if user is None:
            raise NotFoundError(f"there is no user {name}")
        if user.role == JOBSEEKER:
            _remove_jobseeker(store, user)
        else:
            _remove_colleague(store, name, to)
    click.echo(f"{name} can no longer sign in")


def _remove_jobseeker(store: Store, user: User) -> None:
    """The log names a jobseeker by the person only, never by the name of the account."""
    store.remove_user(user.name)
    store.log(now(), BY, "remove user", user.person)


def _remove_colleague(store: Store, name: str, to: str | None) -> None:
    if not rules.may_take_over(store, rules.member(store, name), to):
        raise InputError("users remove", "--to", f"expected a colleague: {name} has open tasks, or there is no {to}")
    if not rules.remove(store, name, to, BY, now()):
        raise InputError("users remove", "name", f"nobody else than {name} is an administrator; add one first")


__all__ = ["cli", "cli_decisions", "cli_digest", "cli_ranking", "cli_rules", "cli_weekly", "main"]


def main() -> None:
    """Run the command line."""
    cli()
