"""The hand-out: what is on it, in which language, and a PDF that a screen reader can read."""

from __future__ import annotations

import io
import sys
from datetime import date

import pytest
from flask.testing import FlaskClient
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from matcher.store import Store
from matcher.store.decisions import Decision
from tests.web import lint
from tests.web.conftest import STAMP
from web.contexts.match import NoteView
from web.contexts.papers import PaperJob
from web.papers import handout, pdf

PAGE, FILE = "/people/p-anna/handout", "/people/p-anna/handout.pdf"
REF = "10000-1/A-S"

try:
    pdf._library()
    has_pango = True
except pdf.PdfUnavailableError:
    has_pango = False
needs_pango = pytest.mark.skipif(not has_pango, reason="Pango is not installed (apt-get install libpangoft2-1.0-0)")


def paper(client: FlaskClient, url: str = PAGE) -> str:
    tree = lint.parse(client.get(url).get_data(as_text=True))
    return lint.text(next(e for e in tree.iter("article") if e.get("class") == "wb-paper"))


def read(client: FlaskClient, url: str = FILE) -> PdfReader:
    answer = client.get(url)
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.data))


def words(found: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in found.pages).split())


def test_the_best_five_are_on_it_unless_something_was_decided(adviser: FlaskClient, store: Store) -> None:
    assert paper(adviser).count("De hele advertentie") == 5
    store.decide(Decision("p-anna", "10000-5-S", "proposed", None, "els", STAMP))
    store.decide(Decision("p-anna", REF, "refused", "pay", "els", STAMP))
    text = paper(adviser)
    assert text.count("De hele advertentie") == 1 and "Reinigungskraft" in text


def test_only_what_was_ticked_is_on_it(adviser: FlaskClient) -> None:
    text = paper(adviser, f"{PAGE}?v={REF}&v=nothing&lang=nl")
    assert text.count("De hele advertentie") == 1 and "1. Pflegefachkraft (m/w/d)" in text
    assert "Er is geen vacature gekozen" in paper(adviser, f"{PAGE}?lang=nl")


def test_it_is_in_the_language_of_the_person_whatever_the_adviser_reads(adviser: FlaskClient, store: Store) -> None:
    store.set_lang("els", "de")
    html = adviser.get(PAGE).get_data(as_text=True)
    assert '<html class="utrecht-root" lang="de"' in html and '<article class="wb-paper" lang="nl">' in html
    assert "Waarom deze baan?" in html and "Als PDF speichern" in html
    assert "Warum diese Stelle?" in paper(adviser, f"{PAGE}?lang=de&v={REF}")


def test_the_name_is_on_it_only_after_consent(adviser: FlaskClient, store: Store) -> None:
    assert "Anna Voorbeeld" not in paper(adviser)
    store.set_consent("p-anna", "els", STAMP)
    assert "Anna Voorbeeld" in paper(adviser)


@needs_pango
def test_the_pdf_is_tagged_has_language_title_and_page_numbers(adviser: FlaskClient, store: Store) -> None:
    found = read(adviser)
    root = found.trailer["/Root"]
    assert isinstance(root, DictionaryObject)
    assert root["/MarkInfo"]["/Marked"] == True and "/StructTreeRoot" in root  # noqa: E712 (a PDF object, not a bool)
    assert root["/Lang"] == "nl" and root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert found.metadata and found.metadata.title == "Werken in Duitsland: banen voor u"
    assert "http://www.aiim.org/pdfua/ns/id/" in root["/Metadata"].get_data().decode()  # type: ignore[attr-defined]
    assert f"1 / {len(found.pages)}" in found.pages[0].extract_text()
    assert next(e.action for e in store.log_of("p-anna")) == "make hand-out"


@needs_pango
def test_the_pdf_says_what_the_page_says(adviser: FlaskClient) -> None:
    text = words(read(adviser, f"{FILE}?v={REF}&lang=nl"))
    for part in ("1. Pflegefachkraft (m/w/d)", "Haus Emsblick gGmbH", "Waarom deze baan?", "Wat u nog nodig hebt",
                 "Aan wie kunt u iets vragen?", "Uw adviseur: els", "jobdetail/10000-1%2FA-S"):  # fmt: skip
        assert part in text


def structure(element: DictionaryObject) -> list[str]:
    """The kinds of all tags below an element, in reading order."""
    children = element.get("/K", [])
    found = [str(element["/S"])] if "/S" in element else []
    for child in children if isinstance(children, list) else [children]:
        child = child.get_object() if hasattr(child, "get_object") else child
        if isinstance(child, DictionaryObject):
            found += structure(child)
    return found


@needs_pango
def test_headings_and_lists_are_tagged_as_such(adviser: FlaskClient) -> None:
    root = read(adviser).trailer["/Root"]["/StructTreeRoot"]  # type: ignore[index]
    tags = structure(root.get_object())
    assert tags.count("/H1") == 1 and tags.count("/H2") >= 6 and {"/H3", "/L", "/LI", "/P"} <= set(tags)


@needs_pango
@pytest.mark.parametrize(
    "source", ["http://127.0.0.1:9/x.png", "file:///etc/hostname", "data:image/png;base64,AAAA"], ids=lambda s: s[:4]
)
def test_a_pdf_fetches_nothing(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _, fetcher = pdf._library()
    asked: list[str] = []

    def refuse(url: str, headers: object = None) -> None:
        asked.append(url)
        raise ValueError("nothing")

    with pytest.raises(ValueError, match="fetches nothing"):
        fetcher.fetch(source)
    monkeypatch.setattr(fetcher, "fetch", refuse)
    made = pdf.make_pdf(f"<html lang=nl><title>t</title><img alt='x' src='{source}'><p>Tekst</p>")
    assert made.startswith(b"%PDF") and asked == [source], "the only way to an address is the one that refuses"


def test_without_pango_the_page_says_so_and_can_be_printed(
    adviser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    pdf._library.cache_clear()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    answer = adviser.get(FILE)
    html = answer.get_data(as_text=True)
    pdf._library.cache_clear()
    assert answer.status_code == 503 and "Deze server kan geen pdf maken. Print deze pagina." in html
    assert "Waarom deze baan?" in html and lint.problems(html) == []


def test_each_job_has_its_dutch_title_said_to_be_automatic(
    adviser: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Verpleegkundige (in het Nederlands, automatisch vertaald)"
    monkeypatch.setattr(
        handout, "dutch_titles", lambda vacancies, bridge: {v.ref: "Verpleegkundige" for v in vacancies}
    )
    assert said in paper(adviser, f"{PAGE}?v={REF}&lang=nl")
    assert not [lang for lang in ("de", "en") if "Verpleegkundige" in paper(adviser, f"{PAGE}?v={REF}&lang={lang}")]
    monkeypatch.setattr(handout, "dutch_titles", lambda vacancies, bridge: {v.ref: "" for v in vacancies})
    assert "automatisch vertaald" not in paper(adviser, f"{PAGE}?v={REF}&lang=nl"), (
        "nothing where the bridge is not sure"
    )


@needs_pango
def test_the_file_is_called_by_the_person_and_the_day(adviser: FlaskClient, store: Store) -> None:
    assert 'filename="werkbrug-p-anna-2026-03-10.pdf"' in adviser.get(FILE).headers["Content-Disposition"]
    store.set_consent("p-anna", "els", STAMP)
    assert 'filename="werkbrug-Anna-Voorbeeld-2026-03-10.pdf"' in adviser.get(FILE).headers["Content-Disposition"]
    assert handout.file_name('Zoë "O\'Neil" / 李', date(2026, 1, 2)) == "werkbrug-Zoe-O-Neil-2026-01-02.pdf"


def view(title: str) -> NoteView:
    return NoteView("t", title, ("x",), "", "UWV; EDR", "s", "d", True)


def job(*titles: str) -> PaperJob:
    return PaperJob("t", "e", (), (), (), tuple(map(view, titles)), "u", "r")


def test_a_note_of_several_jobs_is_said_once() -> None:
    jobs = [job("pension", "pay A", "health"), job("pay B", "health", "pension"), job("pay C")]
    common = handout.common_notes(jobs)
    assert [n.title for n in common] == ["pension", "health"]
    assert [[n.title for n in handout.without_common(j, common).notes] for j in jobs] == [
        ["pay A"],
        ["pay B"],
        ["pay C"],
    ]
    assert handout.common_notes(jobs[:1]) == ()
    assert handout.contacts(common) == ("UWV", "EDR")
