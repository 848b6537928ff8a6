"""A jobseeker's way in and back, and that the name of their account reaches nobody else."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from matcher.errors import ExitStatus
from matcher.settings import Settings
from matcher.store import Store
from matcher.store.access import User
from matcher.store.tasks import Task
from tests.web import lint
from tests.web.conftest import HASH, MOMENT, PASSWORD, STAMP, Clock, post, signed_in
from web import create_app
from web.access import again, links
from web.access.links import NewLink, make_link
from web.cli import cli

MAIL = "bram.geheim@voorbeeld.example"


def text_of(client: FlaskClient, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.get_data(as_text=True)


def werkbrug(database: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["--database", str(database), *args])


# The name of an account is nobody else's business


@pytest.fixture
def bram(store: Store) -> None:
    """Bram has an account that is called like his e-mail address."""
    store.put_user(User(MAIL, HASH, "jobseeker", "nl", person="p-bram"), STAMP)


@pytest.mark.usefixtures("bram")
def test_no_page_of_an_adviser_offers_or_shows_a_jobseekers_account(app: Flask, adviser: FlaskClient) -> None:
    pages = [r.rule for r in app.url_map.iter_rules() if "GET" in (r.methods or ()) and not r.arguments]
    pages += ["/people/p-anna", "/people/p-bram", "/people/p-anna/tasks", "/people/?who=all", "/tasks/pipeline?all=1"]
    seen = [url for url in pages if not url.startswith(("/me/", "/sign-in/provider")) and MAIL in adviser.get(url).text]
    assert seen == [] and '<option value="els"' in text_of(adviser, "/people/p-anna")


@pytest.mark.usefixtures("bram")
def test_a_jobseeker_is_never_the_adviser_of_another(
    app: Flask, adviser: FlaskClient, store: Store, link: NewLink
) -> None:
    assert post(adviser, "/people/p-anna/adviser", {"adviser": MAIL}).status_code == 400
    task = {"text": "bellen", "who": MAIL, "due": "", "about": ""}
    assert post(adviser, "/people/p-anna/tasks", task).status_code == 422
    assert post(adviser, "/people/p-anna/adviser", {"adviser": "udo"}).status_code == 302
    assert store.adviser_of("p-anna") == "udo"
    assert MAIL not in text_of(signed_in(app, "jobseeker", link), "/me/profile.json")


def test_a_database_in_which_a_jobseeker_was_made_an_adviser_is_put_right(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with Store.open(path) as store:
        store.db.execute("insert into jobseekers (key, source, data, first_seen, last_seen, adviser)"
                         " values ('p', 'hand', '{}', ?, ?, ?)", [STAMP, STAMP, MAIL])  # fmt: skip
        store.put_user(User(MAIL, HASH, "jobseeker", "nl", person="p"), STAMP)
        store.put_user(User("Els", HASH, "adviser", "nl"), STAMP)
        for name in (MAIL, "Els"):
            store.log(STAMP, "Els", "assign adviser", "p", detail=name)
        for undo in ("drop index users_sign_in", "alter table users drop column sign_in", "alter table links drop column made",
                     "delete from _sqlite_migrations where name = 'names_and_links'"):  # fmt: skip
            store.db.execute(undo)
        store.db.conn.commit()
    with Store.open(path) as store:
        assert store.adviser_of("p") is None and [e.detail for e in store.log_of("p")] == ["Els", None]
        found = store.user_signing_in("els")
        assert found and found.name == "Els"
        with pytest.raises(Exception, match="append-only"):
            store.db.execute("update audit set detail = 'x'")


@pytest.mark.usefixtures("bram")
def test_the_list_of_users_hides_jobseekers_unless_asked(database: Path) -> None:
    listed, asked = werkbrug(database, "users", "list"), werkbrug(database, "users", "list", "--jobseekers")
    assert (
        MAIL not in listed.output
        and "(account of p-bram)\tjobseeker" in listed.stdout
        and "els\tadviser" in listed.stdout
    )
    assert "--jobseekers" in listed.stderr and MAIL in asked.stdout and asked.stderr == ""


@pytest.mark.usefixtures("bram")
def test_commands_for_advisers_do_not_touch_a_jobseekers_account(database: Path, store: Store) -> None:
    for command in (("users", "mail", MAIL, "a@b.example"), ("users", "reset-app", MAIL), ("digest", MAIL)):
        assert werkbrug(database, *command).exit_code == ExitStatus.NOT_FOUND, command
    taken = werkbrug(database, "users", "add", MAIL.upper(), "--password", PASSWORD)
    same = werkbrug(database, "users", "add", MAIL, "--role", "admin", "--password", PASSWORD)
    assert taken.exit_code == same.exit_code == ExitStatus.BAD_INPUT
    user = store.user(MAIL)
    assert user and (user.role, user.person) == ("jobseeker", "p-bram")


@pytest.mark.usefixtures("bram")
def test_removing_a_jobseekers_account_leaves_no_name_in_the_log(database: Path, store: Store) -> None:
    assert werkbrug(database, "users", "remove", MAIL).exit_code == 0
    assert [(e.action, e.detail) for e in store.log_of("p-bram")] == [("remove user", None)]
    rows = store.db.execute("select * from audit").fetchall()
    assert MAIL not in str(rows)


# Names without capitals


@pytest.mark.parametrize("typed", ["els", "Els", " ELS "])
def test_signing_in_does_not_look_at_capitals(app: Flask, store: Store, typed: str) -> None:
    client = app.test_client()
    post(client, "/sign-in", {"name": typed, "password": "wrong"})
    user = store.user("els")
    assert user and user.failed == 1, "wrong passwords count for the same account"
    assert post(client, "/sign-in", {"name": typed, "password": PASSWORD}).status_code == 302
    assert text_of(client, "/people/")
    user = store.user("els")
    assert user and user.failed == 0


def test_two_accounts_that_differ_in_capitals_only_both_stay_usable(app: Flask, store: Store) -> None:
    store.put_user(User("Els", HASH, "admin", "nl"), STAMP)
    for name, own in (("els", ">els</a>"), ("Els", ">Els</a>")):
        client = app.test_client()
        post(client, "/sign-in", {"name": name, "password": PASSWORD})
        assert own in text_of(client, "/people/")


@pytest.mark.parametrize("name", ["Els", "ELS", "Jobseeker", "IMPORT"])
def test_a_new_account_may_not_differ_in_capitals_only(jobseeker: FlaskClient, store: Store, name: str) -> None:
    form = {"name": name, "new": "mooi weer vandaag", "again": "mooi weer vandaag"}
    assert post(jobseeker, "/me/account", form).status_code == 422
    assert store.account_of("p-anna") is None


def test_of_two_who_take_the_same_name_at_once_the_second_gets_nothing(store: Store) -> None:
    first = User("Zomer", HASH, "jobseeker", "nl", person="p-anna")
    assert store.add_user(first, STAMP)
    assert not store.add_user(User("zomer", HASH, "jobseeker", "nl", person="p-bram"), STAMP)
    assert not store.add_user(User("Zomer", HASH, "jobseeker", "nl", person="p-bram"), STAMP)
    found = store.user_signing_in("ZOMER")
    assert found and found.person == "p-anna"


@pytest.mark.parametrize(("role", "url"), [("public", "/sign-in"), ("jobseeker", "/me/account")])
def test_a_telephone_leaves_the_name_alone_and_shows_the_password(
    app: Flask, link: NewLink, role: str, url: str
) -> None:
    html = text_of(signed_in(app, role, link), url)
    name = re.search(r'<input[^>]* name="name"[^>]*>', html)
    assert name and 'autocapitalize="none" autocorrect="off" spellcheck="false"' in name[0]
    assert "<p hidden data-show>" in html and re.search(r'<script nonce="[^"]+" src="/static/show\.js', html)
    assert 'type="password"' in html and 'name="show' not in html


# The same link once more


def open_link(client: FlaskClient, link: NewLink, code: str = "") -> TestResponse:
    answer: TestResponse = post(client, f"/me/open/{link.token}", {"code": code or link.code})
    return answer


@pytest.fixture
def back(app: Flask, link: NewLink, clock: Clock) -> FlaskClient:
    """A browser that opened the link this morning and was away since."""
    client = signed_in(app, "jobseeker", link)
    clock.moment = MOMENT + timedelta(hours=3)
    assert client.get("/me/").status_code == 401
    return client


def test_the_browser_that_opened_a_link_opens_it_again_with_the_code(
    back: FlaskClient, store: Store, link: NewLink
) -> None:
    wrong = "000000" if link.code != "000000" else "111111"
    assert open_link(back, link, wrong).status_code == 403
    assert open_link(back, link).status_code == 302 and back.get("/me/").status_code == 200
    assert [e.action for e in store.log_of("p-anna")][:2] == ["open link again", "open link"]
    assert "nog een keer binnengekomen" in text_of(back, "/me/log")


def test_elsewhere_the_link_stays_used(app: Flask, back: FlaskClient, link: NewLink) -> None:
    other = app.test_client()
    assert open_link(other, link).status_code == 403
    other.set_cookie(again.COOKIE, links.token_hash(link.token))
    assert open_link(other, link).status_code == 403, "a cookie that we did not sign"
    assert open_link(back, link).status_code == 302


def test_the_cookie_of_one_link_opens_no_other(app: Flask, back: FlaskClient, store: Store) -> None:
    brams = make_link(store, "p-bram", MOMENT, 30)
    assert open_link(app.test_client(), brams).status_code == 302
    assert open_link(back, brams).status_code == 403


def test_after_a_day_the_link_is_used_up(back: FlaskClient, link: NewLink, clock: Clock) -> None:
    clock.moment = MOMENT + timedelta(hours=23, minutes=59)
    assert open_link(back, link).status_code == 302
    clock.moment = MOMENT + timedelta(hours=24)
    assert "al gebruikt" in open_link(back, link).text, "coming back does not make the day longer"


def test_a_link_that_was_stopped_does_not_work_again(back: FlaskClient, store: Store, link: NewLink) -> None:
    store.revoke_links("p-anna", STAMP)
    assert "vervangen of gestopt" in open_link(back, link).text
    assert "dezelfde link" not in back.get("/me/").text


def test_a_link_that_expires_within_the_day_does_not_work_again(app: Flask, store: Store, clock: Clock) -> None:
    short = make_link(store, "p-anna", MOMENT - timedelta(days=29, hours=23), 30)
    client = app.test_client()
    assert open_link(client, short).status_code == 302
    clock.moment = MOMENT + timedelta(hours=2)
    answer = open_link(client, short)
    assert answer.status_code == 403 and "te oud" in answer.text


def test_five_wrong_codes_stop_the_link_in_its_own_browser_too(back: FlaskClient, link: NewLink) -> None:
    wrong = "000000" if link.code != "000000" else "111111"
    for _ in range(links.MAX_WRONG_CODES):
        open_link(back, link, wrong)
    assert open_link(back, link).status_code == 403


def test_after_erasing_the_link_leads_nowhere(back: FlaskClient, store: Store, link: NewLink) -> None:
    store.erase_person("p-anna")
    answer = open_link(back, link)
    assert answer.status_code == 403 and "al gebruikt" not in answer.text


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_of_the_link_is_for_this_site_and_no_script(
    database: Path, clock: Clock, store: Store, https: bool
) -> None:
    app = create_app(Settings.read({}, database=str(database), secret="for tests", https=https), clock=clock)
    client, made = app.test_client(), make_link(store, "p-anna", MOMENT, 30)
    address = "https://localhost" if https else "http://localhost"
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/privacy", base_url=address).text)
    assert token
    form = {"csrf_token": token[1], "code": made.code}
    answer = client.post(f"/me/open/{made.token}", data=form, base_url=address, headers={"Referer": f"{address}/"})
    (cookie,) = [c for c in answer.headers.getlist("Set-Cookie") if c.startswith(again.COOKIE)]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Max-Age=86400" in cookie
    assert ("Secure" in cookie) is https and made.token not in cookie and made.code not in cookie


# A session that ended, and one that is ended


def test_who_was_away_too_long_reads_the_ways_back(app: Flask, back: FlaskClient) -> None:
    html = back.get("/me/").text
    assert "U was te lang weg" in html and "is er nog" in html and 'href="/sign-in"' in html
    assert "Open dezelfde link nog een keer" in html and "11-03-2026, 10:00" in html and lint.problems(html) == []
    other = app.test_client().get("/me/").text
    assert "Vraag uw adviseur om een nieuwe link" in other and "dezelfde link" not in other


def test_who_has_no_account_is_asked_before_signing_out(jobseeker: FlaskClient) -> None:
    asked = post(jobseeker, "/sign-out")
    assert asked.status_code == 200 and "U hebt nog geen account" in asked.text and lint.problems(asked.text) == []
    assert "tot 11-03-2026, 10:00" in asked.text and jobseeker.get("/me/").status_code == 200
    assert post(jobseeker, "/sign-out", {"sure": "yes"}).location == "/"
    assert jobseeker.get("/me/").status_code == 401


def test_who_has_an_account_signs_out_at_once(app: Flask, jobseeker: FlaskClient, adviser: FlaskClient) -> None:
    form = {"name": "anna", "new": "mooi weer vandaag", "again": "mooi weer vandaag"}
    post(jobseeker, "/me/account", form)
    later = app.test_client()
    post(later, "/sign-in", {"name": "anna", "password": form["new"]})
    for client in (jobseeker, later, adviser):
        assert post(client, "/sign-out").location == "/"


def test_a_page_knows_how_long_its_session_lasts(jobseeker: FlaskClient, clock: Clock) -> None:
    def left() -> int:
        found = re.search(r'data-stay="/stay" data-seconds="(\d+)"', text_of(jobseeker, "/me/profile"))
        assert found
        return int(found[1])

    assert left() == 30 * 60
    for _ in range(23):
        clock.moment += timedelta(minutes=25)
        assert jobseeker.get("/stay").json == {"seconds": min(1800, left())}
    clock.moment += timedelta(minutes=15)
    assert left() == 10 * 60, "after ten hours it ends in any case"
    clock.moment += timedelta(minutes=11)
    assert jobseeker.get("/stay").status_code == 302


def test_who_is_not_signed_in_is_not_warned(app: Flask) -> None:
    assert "data-stay" not in text_of(app.test_client(), "/privacy")


# Whom to reach

CONTACT = "Grensteam Emmen, 0591 000 000, grensteam@voorbeeld.example"


@pytest.fixture
def reachable(database: Path, clock: Clock) -> Flask:
    settings = Settings.read({}, database=str(database), secret="for tests", second_factor="optional",
                             team_contact=CONTACT, retain_months=18, controller="UWV, Amsterdam")  # fmt: skip
    return create_app(settings, clock=clock)


def test_whom_to_reach_stands_on_every_page_an_error_and_the_code_page(reachable: Flask, link: NewLink) -> None:
    own = signed_in(reachable, "jobseeker", link)
    for url, times in (("/me/", 1), ("/me/profile", 1), ("/nowhere", 2), (f"/me/open/{link.token}", 2)):
        html = own.get(url).text
        assert html.count(f"Vragen? {CONTACT}") == times and lint.problems(html) == [], url


def test_without_the_setting_nobody_is_named(jobseeker: FlaskClient) -> None:
    assert "Vragen?" not in text_of(jobseeker, "/me/") and "Vragen?" not in jobseeker.get("/nowhere").text


@pytest.mark.parametrize("lang", ["nl", "de", "en"])
def test_the_page_on_privacy_says_what_the_settings_say(reachable: Flask, lang: str) -> None:
    client = reachable.test_client()
    post(client, "/language", {"lang": lang, "back": "/"})
    html = text_of(client, "/privacy")
    for words in (CONTACT, "UWV, Amsterdam", "18", "Agentur für Arbeit", "Autoriteit Persoonsgegevens",
                  "Datenschutz Niedersachsen", "Cookies"):  # fmt: skip
        assert words in html, words
    assert not re.search(r"\bscore\b|Punktzahl", html)


# Everything that is stored

# Tables about a person that hold nothing of them: queues, work under way, and what is counted from other tables.
WORK = {"waiting", "outside", "staged", "erasing", "caseload", "first_matched", "looks"}
IN_FILE = {
    "contacts": "contact", "facts": "facts", "matches": "matches", "match_counts": "removed_by_own_limits",
    "decisions": "decisions", "links": "links", "audit": "log", "users": "account", "tasks": "tasks",
    "corrections": "corrections", "weight_wishes": "weights", "candidates": "other_scores", "added_matches": "matches",
    "courses": "courses", "taken_out": "taken_out", "own_items": "own_items",
}  # fmt: skip


def test_the_file_has_a_part_for_every_table_about_a_person(jobseeker: FlaskClient, store: Store) -> None:
    tables = store.db.execute(
        "select m.name from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and c.name = 'person'"
    )
    found = {name for (name,) in tables}
    assert found - WORK == set(IN_FILE)
    data = json.loads(text_of(jobseeker, "/me/profile.json"))
    assert set(IN_FILE.values()) <= set(data) and {"profile", "adviser", "consent", "kept_until"} <= set(data)


def test_the_file_holds_account_consent_links_and_who_the_adviser_is(
    app: Flask, jobseeker: FlaskClient, store: Store, link: NewLink
) -> None:
    store.put_user(User("els.jansen@uwv.example", HASH, "adviser", "nl"), STAMP)
    store.assign("p-anna", "els.jansen@uwv.example")
    store.set_consent("p-anna", "jobseeker", STAMP)
    store.put_weight_wishes("p-anna", {"pay": "more"}, "els", STAMP)
    post(jobseeker, "/me/account", {"name": "anna", "new": "mooi weer vandaag", "again": "mooi weer vandaag"})
    raw = text_of(jobseeker, "/me/profile.json")
    data = json.loads(raw)
    assert data["account"] == {"name": "anna", "language": "nl"} and data["adviser"] == "els.jansen"
    assert data["consent"] == {"at": STAMP, "noted_by": "jobseeker"} and data["kept_until"] == "2028-03-10"
    assert data["weights"] == {"pay": "more"} and "uwv.example" not in raw
    (made,) = data["links"]
    assert (made["made"], made["first_used"], made["revoked"]) == (STAMP, STAMP, None)
    stored = store.link(links.token_hash(link.token))
    assert stored and stored.token not in raw and stored.code not in raw, "no secret of a link leaves"


def test_the_own_page_and_the_print_show_what_the_adviser_noted(jobseeker: FlaskClient, store: Store) -> None:
    store.assign("p-anna", "els")
    store.add_task(Task(0, "p-anna", None, "Bel over de cursus", "2026-03-20", "els", "els", STAMP))
    done = store.add_task(Task(0, "p-anna", None, "Diploma nakijken", None, "els", "els", STAMP))
    store.set_done(done, "els", STAMP)
    store.add_task(Task(0, "p-bram", None, "Over iemand anders", None, "els", "els", STAMP))
    for url in ("/me/profile", "/me/profile/print"):
        html = text_of(jobseeker, url)
        assert "Wat uw adviseur noteerde" in html and "Uw adviseur: els" in html and lint.problems(html) == []
        assert "Bel over de cursus" in html and "20 mrt 2026" in html and "nog te doen" in html
        assert "Diploma nakijken" in html and "gedaan op 10 mrt 2026" in html and "iemand anders" not in html
    for words in ("Pflegefachkraft (m/w/d)", "binnengekomen met uw persoonlijke link", "Uw persoonlijke links"):
        assert words in html


@pytest.mark.parametrize(
    ("asked", "told"),
    [("de-DE,de;q=0.9,en;q=0.5", "Anmelden"), ("en-US,en;q=0.9", "Inloggen"), ("nl", "Inloggen"), ("pl", "Inloggen")],
)
def test_who_chose_no_language_gets_that_of_the_browser_if_the_team_speaks_it(
    app: Flask, asked: str, told: str
) -> None:
    html = app.test_client().get("/sign-in", headers={"Accept-Language": asked}).get_data(as_text=True)
    assert f'<h1 class="utrecht-heading-1">{told}</h1>' in html or f">{told}</h1>" in html


def test_who_is_signed_out_reads_why_in_their_own_language(app: Flask, adviser: FlaskClient, store: Store) -> None:
    store.set_lang("els", "de")
    store.end_sessions("els")
    assert adviser.get("/people/").status_code == 302
    html = adviser.get("/sign-in").get_data(as_text=True)
    assert "Sie wurden abgemeldet" in html
    assert "Sie wurden abgemeldet" not in adviser.get("/sign-in").get_data(as_text=True)
