"""Adding people: what was understood is shown first, nothing is kept before a second yes, nobody else can take it."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.models import Cefr, Contact, Diploma, Jobseeker, Language, Occupation, Profile
from matcher.settings import Settings
from matcher.store import Store
from matcher.typed_words import InDutch, in_dutch
from tests.web import lint
from tests.web.conftest import TOKEN, Clock, post, signed_in
from web import create_app, engine
from web.access.links import NewLink
from web.people import hand_form, incoming

BSN = "111222333"
VUM: dict[str, Any] = {
    "idWerkzoekende": "nieuw-1",
    "mobiliteit": {"bemiddelingspostcode": "7811AB", "maximaleReistijd": 45},
    "bemiddelingsberoep": [{"beroepsnaamOngecodeerd": {"naamBeroepOngecodeerd": "Kok"}}],
    "persoonlijkePresentatie": f"Ik kan koken. BSN {BSN}",
    "gekkeVelden": 3,
}
SONAR = "ID_WZ;Postcode;Bemiddelingsberoep;Inschrijfdatum\ns1;7811AB;Kok;2026-01-01\ns2;7741AB;Lasser;2026-01-02\n"
SEALED = re.compile(r'name="sealed" value="([^"]+)"')


def page_of(answer: Any) -> str:
    return html.unescape(answer.get_data(as_text=True))


def sealed_in(answer: Any) -> str:
    found = SEALED.search(answer.get_data(as_text=True))
    assert found
    return found[1]


def upload(client: FlaskClient, name: str, content: bytes) -> Any:
    """Send a file as a browser does; put together here, since the test client keeps large bodies in an open file."""
    token = TOKEN.search(client.get("/privacy").get_data(as_text=True))
    assert token
    head = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
    parts = (
        head.format("csrf_token", "").encode() + token[1].encode(),
        head.format("file", f'; filename="{name}"').encode() + content,
    )
    body = b"".join(b"--here\r\n" + part + b"\r\n" for part in parts) + b"--here--\r\n"
    return client.post("/people/add/file", data=body, content_type="multipart/form-data; boundary=here")


def workbook(rows: list[list[str]]) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def test_a_pasted_profile_is_shown_and_saved_only_after_a_second_yes(adviser: FlaskClient, store: Store) -> None:
    answer = post(adviser, "/people/add/paste", {"text": json.dumps(VUM)})
    page = page_of(answer)
    assert lint.problems(answer.get_data(as_text=True)) == []
    for shown in (
        "vum-nieuw-1",
        "Kok",
        "Koch/Köchin",
        "7811AB Emmen",
        "45 minuten",
        "gekkeVelden",
        "Er stond een BSN in",
    ):
        assert shown in page
    assert BSN not in page and store.jobseeker("vum-nieuw-1") is None
    saved = post(adviser, "/people/add/save", {"sealed": sealed_in(answer)})
    assert saved.location == "/people/vum-nieuw-1"
    person = store.jobseeker("vum-nieuw-1")
    assert person and BSN not in str(person) and store.adviser_of("vum-nieuw-1") == "els"
    assert store.waits("vum-nieuw-1") and store.log_of("vum-nieuw-1")[-1].action == "add person"


def test_a_preview_writes_nothing_anywhere(adviser: FlaskClient, database: Path, store: Store) -> None:
    def everything() -> dict[str, int]:
        tables = [t for (t,) in store.db.execute("select name from sqlite_master where type = 'table'")]
        return {t: store.db.execute(f"select count(*) from [{t}]").fetchone()[0] for t in tables}

    before, files = everything(), set(database.parent.iterdir())
    assert upload(adviser, "sonar.csv", SONAR.encode()).status_code == 200
    assert everything() == before
    assert set(database.parent.iterdir()) == files


FILES = {
    "vum": ("p.json", json.dumps([VUM]).encode(), ["vum-nieuw-1"]),
    "sonar csv": ("export.csv", SONAR.encode(), ["sonar-s1", "sonar-s2"]),
    "sonar xlsx": ("export.XLSX", workbook([line.split(";") for line in SONAR.splitlines()]), ["sonar-s1", "sonar-s2"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_files_of_the_exchange_formats_are_understood(adviser: FlaskClient, store: Store, name: str) -> None:
    file, content, keys = FILES[name]
    answer = upload(adviser, file, content)
    assert all(key in page_of(answer) for key in keys)
    post(adviser, "/people/add/save", {"sealed": sealed_in(answer)})
    assert all(store.jobseeker(key) for key in keys)


def packed_bomb() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 90_000_000)
    return kept.getvalue()


BAD = {
    "another kind of file": ("cv.pdf", b"%PDF-1.4", 422),
    "a script": ("x.py", b"print(1)", 422),
    "no JSON": ("x.json", b"{", 422),
    "other JSON": ("x.json", b'{"a": 1}', 422),
    "another table": ("x.csv", b"a;b\n1;2\n", 422),
    "no workbook": ("x.xlsx", b"not a workbook", 422),
    "a workbook that grows": ("x.xlsx", packed_bomb(), 422),
    "too large": ("x.json", b" " * 2_100_000, 413),
    "empty": ("x.json", b"", 422),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_used_gives_a_reason_and_changes_nothing(
    adviser: FlaskClient, store: Store, name: str
) -> None:
    file, content, status = BAD[name]
    before = sum(1 for _ in store.jobseekers())
    answer = upload(adviser, file, content)
    assert answer.status_code == status and lint.problems(answer.get_data(as_text=True)) == []
    assert sum(1 for _ in store.jobseekers()) == before


def test_what_is_wrong_with_a_file_or_a_text_is_said_in_the_language_of_the_reader(
    adviser: FlaskClient, store: Store
) -> None:
    large, damaged = upload(adviser, "x.json", b" " * 2_100_000), upload(adviser, "x.xlsx", b"not a workbook")
    html = large.get_data(as_text=True)
    assert large.status_code == 413 and "Dat bestand is te groot (meer dan 2 MB)." in html
    assert 'action="/people/add/file"' in html, "the form is still there"
    html = damaged.get_data(as_text=True)
    assert "kan niet als tabel (CSV of XLSX) worden gelezen" in html and "Error" not in html and "BadZip" not in html
    html = post(adviser, "/people/add/paste", {"text": "Jan, 52 jaar, lasser\nWerkte in Emmen"}).get_data(as_text=True)
    assert "als tekst gelezen" in html and "kolommen" not in html and "Jan, 52 jaar" in html
    store.set_lang("els", "de")
    assert "Die Datei ist zu groß" in upload(adviser, "x.json", b" " * 2_100_000).get_data(as_text=True)


def test_other_forms_stay_small(adviser: FlaskClient) -> None:
    assert post(adviser, "/people/p-anna/facts", {"children": "1" * 100_000}).status_code == 413
    assert post(adviser, "/people/add/form", {"wishes": "x" * 100_000}).status_code == 413


def test_nobody_else_can_save_a_preview(app: Flask, link: NewLink, store: Store) -> None:
    els, udo = signed_in(app, "adviser", link), signed_in(app, "admin", link)
    sealed = sealed_in(post(els, "/people/add/paste", {"text": json.dumps(VUM)}))
    assert post(udo, "/people/add/save", {"sealed": sealed}).status_code == 422
    assert post(els, "/people/add/save", {"sealed": sealed[:-3] + "abc"}).status_code == 422
    assert post(els, "/people/add/save", {}).status_code == 422
    assert post(signed_in(app, "jobseeker", link), "/people/add/save", {"sealed": sealed}).status_code == 403
    assert store.jobseeker("vum-nieuw-1") is None


def test_a_preview_is_worth_something_for_two_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = incoming.sealed([Profile(Jobseeker("a", "vum"))], "els", "key")
    assert incoming.opened(sealed, "els", "key") and not incoming.opened(sealed, "els", "another key")
    monkeypatch.setattr(incoming, "SECONDS", -1)
    assert incoming.opened(sealed, "els", "key") == ()


def test_a_person_that_is_known_keeps_what_was_added(adviser: FlaskClient, store: Store) -> None:
    store.put_profiles([Profile(Jobseeker("vum-nieuw-1", "vum"), Contact("Naam"))], "2026-01-01")
    store.put_facts("vum-nieuw-1", {"children": 2.0}, "els", "2026-01-01")
    store.assign("vum-nieuw-1", "udo")
    answer = post(adviser, "/people/add/paste", {"text": json.dumps(VUM)})
    assert "Deze persoon is al bekend" in page_of(answer)
    post(adviser, "/people/add/save", {"sealed": sealed_in(answer)})
    assert store.fact_values("vum-nieuw-1") == {"children": 2.0} and store.adviser_of("vum-nieuw-1") == "udo"
    assert store.log_of("vum-nieuw-1")[0].action == "update person"


def test_more_people_than_can_be_checked_are_cut_off_and_it_is_said(adviser: FlaskClient) -> None:
    rows = "".join(f"s{n};7811AB;Kok;2026-01-01\n" for n in range(25))
    page = page_of(upload(adviser, "x.csv", (SONAR.splitlines()[0] + "\n" + rows).encode()))
    assert "meer dan 20 personen" in page and "sonar-s19" in page and "sonar-s20" not in page


def test_broken_records_are_named_beside_the_good_ones(adviser: FlaskClient) -> None:
    page = page_of(
        post(adviser, "/people/add/paste", {"text": json.dumps([VUM, {"idWerkzoekende": "x", "mobiliteit": {}}])})
    )
    assert "vum-nieuw-1" in page and "Niet bruikbaar" in page and "bemiddelingspostcode" in page


FORM = {
    "wishes": "Kok\n- Keukenassistent\n", "postcode": "7811 ab", "max_minutes": "45", "transport": "car", "hours_min": "24",
    "hours_max": "32", "shifts": "no", "germany": "yes", "jobs": "Kok 2015–2021\nVrijwilliger", "skills": "koken\nheftruck",
    "courses": "HACCP", "level": "mbo3", "training": "Horeca", "german": "A2", "licences": "b, ce", "words": "Rustig type",
    "name": "Naam Achternaam",
}  # fmt: skip


def test_a_person_is_typed_in(adviser: FlaskClient, store: Store, app: Flask) -> None:
    answer = post(adviser, "/people/add/form", FORM)
    page = page_of(answer)
    assert "Koch/Köchin" in page and "Gabelstapler" in page and "Naam Achternaam" not in page
    saved = post(adviser, "/people/add/save", {"sealed": sealed_in(answer)})
    key = saved.location.rsplit("/", 1)[1]
    person = store.jobseeker(key)
    assert person and key.startswith("hand-")
    assert person.occupations == (Occupation("Kok"), Occupation("Keukenassistent")) and person.postcode == "7811AB"
    assert (person.hours_min, person.hours_max, person.shifts, person.germany) == (24, 32, False, True)
    assert person.languages == (Language("de", Cefr.A2),) and person.licences == ("B", "CE")
    assert person.level is Diploma.MBO3 and person.education[0].name == "Horeca"
    job = person.experience[0]
    assert (job.occupation.title, job.starts, job.ends) == ("Kok", date(2015, 1, 1), date(2021, 12, 31))
    assert store.contact(key) == Contact("Naam Achternaam") and store.shared_contact(key) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("postcode", "12"), ("max_minutes", "999"), ("hours_max", "8"), ("licences", "B, raket"), ("hours_min", "veel")],
)
def test_a_mistake_in_the_form_brings_it_back_with_what_was_typed(adviser: FlaskClient, field: str, value: str) -> None:
    answer = post(adviser, "/people/add/form", {**FORM, field: value})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and lint.problems(page) == []
    assert f'value="{value}"' in page and f'id="{field}-error"' in page and "Rustig type" in page


def test_a_form_needs_something_to_match_on(app: Flask) -> None:
    with app.test_request_context():
        assert set(hand_form.read({}, "k")[1]) == {"wishes"}
        assert hand_form.read({"jobs": "Kok"}, "k")[1] == {}


JOBS = {
    "years": ("Kok 2015-2021", ("Kok", 2015, 2021)), "in brackets": ("Kok (2015 – 2021)", ("Kok", 2015, 2021)),
    "in words": ("Kok 2015 tot 2021", ("Kok", 2015, 2021)), "until now": ("Kok 2015 - nu", ("Kok", 2015, None)),
    "open": ("Kok 2015-", ("Kok", 2015, None)), "one year": ("Kok 2015", ("Kok", 2015, 2015)),
    "no years": ("Kok in een hotel", ("Kok in een hotel", None, None)), "only a year": ("2015", ("2015", None, None)),
    "the wrong way round": ("Kok 2021-2015", ("Kok", 2021, None)),
}  # fmt: skip


@pytest.mark.parametrize("name", JOBS)
def test_a_job_is_read_with_its_years(name: str) -> None:
    typed, (title, first, last) = JOBS[name]
    job = hand_form._job(typed)
    assert (job.occupation.title, job.starts and job.starts.year, job.ends and job.ends.year) == (title, first, last)


@given(st.text(max_size=80).filter(lambda t: t.strip()))
def test_any_line_is_a_job_that_keeps_its_words(line: str) -> None:
    job = hand_form._job(line)
    assert job.occupation.title and job.occupation.title in line


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        found = incoming.read(incoming.name_of_pasted(text), text.encode("utf-8", "replace"))
    except InputError as error:
        assert error.expected
    else:
        assert len(found.profiles) <= incoming.MOST_PEOPLE


def test_where_the_stock_is_small_a_new_person_has_matches_at_once(
    database: Path, clock: Clock, store: Store, link: NewLink
) -> None:
    settings = Settings.read({}, database=str(database), secret="x", second_factor="optional", match_now=100)
    els = signed_in(create_app(settings, clock=clock), "adviser", link)
    answer = post(els, "/people/add/form", {"wishes": "Schoonmaker", "postcode": "7811"})
    assert "meteen gemaakt" in page_of(answer)
    key = post(els, "/people/add/save", {"sealed": sealed_in(answer)}).location.rsplit("/", 1)[1]
    assert "10000-5-S" in {m.vacancy for m in store.matches(key)} and not store.waits(key)


def test_what_is_typed_in_german_is_understood_and_stored_in_dutch(
    app: Flask, adviser: FlaskClient, store: Store
) -> None:
    typed = {
        "wishes": "Staplerfahrer, Lagerist, Krankenschwester",
        "jobs": "Köchin 2015–2021",
        "skills": "Gabelstapler fahren\nKommissionieren\nkoken",
        "postcode": "7811",
    }
    post(adviser, "/language", {"lang": "de", "back": "/people/add/"})
    answer = post(adviser, "/people/add/form", typed)
    page = page_of(answer)
    assert lint.problems(answer.get_data(as_text=True)) == [] and "nichts erkannt" not in page
    assert "Auf Deutsch eingegeben, auf Niederländisch gespeichert" in page
    assert '<span lang="de">Krankenschwester</span> → <span lang="nl">verpleegkundige</span>' in page
    post(adviser, "/people/add/save", {"sealed": sealed_in(answer)})
    person = next(p for p in store.jobseekers() if p.key.startswith("hand-"))
    assert [o.title for o in person.occupations] == ["heftruckchauffeur", "magazijnmedewerker", "verpleegkundige"]
    assert person.experience[0].occupation.title == "kok" and person.experience[0].starts == date(2015, 1, 1)
    assert person.skills == ("heftruck rijden", "orderpicken", "koken")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Verkäuferin", "Verkoopmedewerker winkel"),
        ("Schweißer", "Lasser"),
        ("Bürokauffrau", "Administratief medewerker"),
        ("Köchin", "kok"),
    ],
)
def test_a_german_title_in_any_form_is_stored_under_the_plain_dutch_name(typed: str, stored: str) -> None:
    person = Jobseeker("p", "hand", occupations=(Occupation(typed),))
    assert in_dutch(person, engine.shipped_reader()).typed == ((typed, stored),)


def test_where_nothing_is_understood_the_preview_says_what_to_do(adviser: FlaskClient) -> None:
    assert "in het Nederlands of Duits, één per regel" in page_of(
        post(adviser, "/people/add/form", {"wishes": "xyzzy"})
    )


@pytest.mark.parametrize(
    "wish", ["Kok", "Officier administratie, economie en personeel koninklijke luchtmacht", "Kok, lasser", "xyzzy"]
)
def test_a_dutch_title_stays_as_it_was_typed(wish: str) -> None:
    person = Jobseeker("k", "hand", occupations=(Occupation(wish),), skills=("koken, bakken",))
    assert in_dutch(person, engine.shipped_reader()) == InDutch(person)


@pytest.mark.parametrize("email", ["niet-een-adres", "a@b", "@x.nl", "a b@c.nl"])
def test_what_is_no_address_is_refused(app: Flask, email: str) -> None:
    with app.test_request_context():
        assert set(hand_form.read({"jobs": "Kok", "email": email}, "k")[1]) == {"email"}
        assert hand_form.read({"jobs": "Kok", "email": "a.b@c-d.nl"}, "k")[1] == {}


def test_an_adviser_gives_a_label_and_finds_the_person_by_it(adviser: FlaskClient, store: Store) -> None:
    answer = post(adviser, "/people/add/form", {"wishes": "Kok", "postcode": "7811", "label": "J.d.V. dossier 88"})
    assert "J.d.V. dossier 88" in page_of(answer)
    form = {"sealed": sealed_in(answer), "label": "J.d.V. dossier 88"}
    key = post(adviser, "/people/add/save", form).location.rsplit("/", 1)[1]
    assert store.label_of(key) == "J.d.V. dossier 88"
    for address in ("/people/?who=all&q=J.D.V.+88", f"/people/{key}"):
        page = page_of(adviser.get(address))
        assert "J.d.V. dossier 88" in page and key in page
    store.put_profiles([Profile(Jobseeker(key, "hand"))], "2026-03-11T08:00:00+00:00")
    assert store.label_of(key) == "J.d.V. dossier 88", "it outlives a renewed profile"
    nobody = page_of(adviser.get("/people/?who=all&q=Jansen"))
    assert "Zoeken op naam kan pas na toestemming" in nobody
    wrong = post(adviser, f"/people/{key}/label", {"label": BSN})
    assert wrong.status_code == 422 and BSN not in store.label_of(key)
    post(adviser, f"/people/{key}/label", {"label": ""})
    assert store.label_of(key) == ""


def test_a_label_with_a_bsn_is_refused_in_the_form(app: Flask) -> None:
    with app.test_request_context():
        assert set(hand_form.read({"jobs": "Kok", "label": f"dossier {BSN}"}, "k")[1]) == {"label"}
        assert set(hand_form.read({"jobs": "Kok", "label": "x" * 41}, "k")[1]) == {"label"}


def test_somebody_who_looks_like_a_known_person_is_shown_before_saving(adviser: FlaskClient, store: Store) -> None:
    known = Jobseeker("s-1", "sonar", postcode="7811AB", occupations=(Occupation("Kok"),), level=Diploma.MBO2)
    store.put_profiles([Profile(known)], "2026-03-01T08:00:00+00:00")
    store.put_label("s-1", "Dossier 5")
    same = page_of(post(adviser, "/people/add/form", {"wishes": "kok", "postcode": "7811AB"}))
    assert (
        "Lijkt op iemand die al bekend is" in same
        and '<a class="utrecht-link" href="/people/s-1">Dossier 5</a>' in same
    )
    assert store.log_of("s-1")[0].action == "view as alike"
    for other in (
        {"wishes": "kok", "postcode": "7741AB"},
        {"wishes": "lasser", "postcode": "7811AB"},
        {"wishes": "kok", "postcode": "7811AB", "level": "mbo4"},
        {"wishes": "kok"},
    ):
        assert "Lijkt op iemand" not in page_of(post(adviser, "/people/add/form", other))
