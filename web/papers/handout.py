"""The hand-out for a person: chosen vacancies in plain Dutch, to take along; as a print page and as a PDF."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask import Blueprint, Response, request, url_for

from matcher.facts import with_facts
from matcher.models import Asked, Match, Vacancy
from web import engine, forms, i18n, labels, messages
from web.access.security import ADMIN, ADVISER, allow, audit, who
from web.contexts.base import Line
from web.contexts.match import NoteView
from web.contexts.papers import HandOut, HandOutPage, PaperJob, Tick
from web.i18n import _, speaking
from web.papers import paper
from web.papers.pdf import PdfUnavailableError
from web.people import caseload, match_view, notes_view, person_view
from web.site import site, stamp, store, today
from web.vacancies import adtext, vacancy_view
from web.vacancies.rendering import dutch_titles
from web.view import render

bp = Blueprint("handout", __name__, url_prefix="/people")
OFFERED, BEST, MOST = 12, 5, 10
OWN_NOTES, COMMON_NOTES = 2, 7
CLOSED = frozenset({"refused", "ended", "not_interested"})
# The matches that can be chosen, by reference number.
Offered = Mapping[str, tuple[Match, Vacancy]]


@bp.get("/<key>/handout")
@allow(ADVISER, ADMIN)
def page(key: str) -> str:
    """Choose the vacancies, see the hand-out, print it."""
    caseload.person_or_404(key)
    offered = _offered(key)
    audit("view hand-out", key, detail=" ".join(_chosen(key, offered)))
    return _page(key, offered)


def _page(key: str, offered: Offered, problem: str = "") -> str:
    lang, chosen = _language(), _chosen(key, offered)
    name = person_view.name_of(store().shared_contact(key), key)
    return render(
        HandOutPage(
            title=_("Hand-out for %(name)s", name=name),
            key=key,
            name=name,
            ticks=_ticks(key, offered, chosen),
            language=forms.Field("lang", _("Language of the hand-out"), "select", lang, tuple(i18n.LANGUAGES.items())),
            paper=paper.as_part(_hand_out(key, offered, chosen, lang, level=2), lang),
            paper_lang=lang,
            pdf_url=url_for("handout.pdf", key=key, v=chosen, lang=lang),
            problem=problem,
        )
    )


@bp.get("/<key>/handout.pdf")
@allow(ADVISER, ADMIN)
def pdf(key: str) -> Response | tuple[str, int]:
    """The hand-out as a tagged PDF; where none can be made, the print page with a sentence that says so."""
    caseload.person_or_404(key)
    lang, offered = _language(), _offered(key)
    chosen = _chosen(key, offered)
    try:
        made = paper.as_pdf(_hand_out(key, offered, chosen, lang, level=1), lang, _file(key))
    except PdfUnavailableError:
        return _page(key, offered, _("This server cannot make a PDF. Print this page instead.")), 503
    audit("make hand-out", key, detail=" ".join(chosen))
    return made


def _file(key: str) -> str:
    """The file's name: for whom and when; a name only after consent."""
    return file_name(person_view.name_of(store().shared_contact(key), key), today())


def file_name(name: str, on: date) -> str:
    """A name that every system takes: letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = re.findall(r"[A-Za-z0-9]+", plain)
    return "-".join(["werkbrug", *words, on.isoformat()]) + ".pdf"


def _language() -> str:
    """The person's language: Dutch unless another one was chosen."""
    chosen = request.args.get("lang", "")
    return chosen if chosen in i18n.LANGUAGES else i18n.DEFAULT


def _offered(key: str) -> Offered:
    """The best matches, and those that somebody decided about; not those that were closed."""
    decided = store().decisions(key)
    closed = {ref for ref, d in decided.items() if d.status in CLOSED}
    best = [m for m in store().matches(key, OFFERED + len(closed)) if m.vacancy not in closed][:OFFERED]
    rest = [ref for ref in decided if ref not in closed | {m.vacancy for m in best}]
    found = [*best, *filter(None, (store().match(key, ref) for ref in rest))]
    vacancies = store().vacancies(m.vacancy for m in found)
    return {m.vacancy: (m, vacancies[m.vacancy]) for m in found if m.vacancy in vacancies}


def _chosen(key: str, offered: Offered) -> tuple[str, ...]:
    """The vacancies asked for; else those that somebody said yes to, else the best five."""
    asked = tuple(ref for ref in dict.fromkeys(request.args.getlist("v")) if ref in offered)[:MOST]
    if asked or "v" in request.args or "lang" in request.args:
        return asked
    return tuple(ref for ref in store().decisions(key) if ref in offered)[:MOST] or tuple(offered)[:BEST]


def _ticks(key: str, offered: Offered, chosen: Sequence[str]) -> tuple[Tick, ...]:
    decided = store().decisions(key)
    return tuple(
        Tick("v", ref, vacancy.title, ref in chosen, labels.status(decided[ref].status) if ref in decided else "")
        for ref, (_match, vacancy) in offered.items()
    )


def _hand_out(key: str, offered: Offered, chosen: Sequence[str], lang: str, level: int) -> HandOut:
    with speaking(lang):
        vacancies = [offered[ref][1] for ref in chosen]
        dutch = dutch_titles(vacancies, engine.reader().bridge) if lang == "nl" else {}
        jobs = [_job(key, *offered[ref], dutch.get(ref, "")) for ref in chosen]
        common = common_notes(jobs)
        own = tuple(without_common(job, common) for job in jobs)
        contact = store().shared_contact(key)
        return HandOut(
            title=_("Work in Germany: jobs for you"),
            level=level,
            name=(contact.name if contact else None) or "",
            made=i18n.short_date(stamp()),
            jobs=own,
            notes=common[:COMMON_NOTES],
            asks=contacts((*common[:COMMON_NOTES], *(n for job in own for n in job.notes))),
            adviser=who().name,
            team=site().settings.team_contact,
        )


def _job(key: str, match: Match, vacancy: Vacancy, dutch: str) -> PaperJob:
    known, asked = store().fact_values(key), store().asked(vacancy.ref)
    person = with_facts(caseload.person_or_404(key), known)
    return PaperJob(
        title=vacancy.title,
        employer=vacancy.employer or "",
        lines=tuple(x for x in _lines(match, vacancy, asked) if x.value),
        adds=match_view.adds(match.factors, own=True),
        steps=messages.own_steps(match.gaps, i18n.lang()),
        notes=notes_view.notes_for(person, known, match, vacancy, asked, today()),
        official_url=adtext.official_url(vacancy.ref),
        ref=vacancy.ref,
        dutch=dutch,
    )


def _lines(match: Match, vacancy: Vacancy, asked: Asked) -> tuple[Line, ...]:
    return (
        Line(_("Place"), match_view.town_for(match, vacancy)),
        Line(_("Travel"), match_view.distance(match)),
        Line(_("Working time"), vacancy_view.working_time(vacancy)),
        Line(_("Contract"), vacancy_view.contract(vacancy)),
        Line(_("Pay before tax"), vacancy_view.pay_before_tax(vacancy, asked)),
        Line(_("Start"), vacancy_view.start(vacancy, today())),
    )


def common_notes(jobs: Sequence[PaperJob]) -> tuple[NoteView, ...]:
    """The notes of more than one job, most important first, in the words of the first; none for a single job."""
    counted = Counter(title for job in jobs for title in {note.title for note in job.notes})
    first = {note.title: note for job in reversed(jobs) for note in job.notes if counted[note.title] > 1}
    ordered = dict.fromkeys(note.title for job in jobs for note in job.notes if note.title in first)
    return tuple(first[title] for title in ordered)


def without_common(job: PaperJob, common: Sequence[NoteView]) -> PaperJob:
    """The job with the notes that are its own, the most important ones only: a paper is to be read to its end."""
    told = {note.title for note in common}
    return replace(job, notes=tuple(note for note in job.notes if note.title not in told)[:OWN_NOTES])


def contacts(notes: Iterable[NoteView]) -> tuple[str, ...]:
    """Whom the notes name to ask, each once."""
    return tuple(dict.fromkeys(x.strip() for note in notes for x in note.contact.split(";") if x.strip()))
