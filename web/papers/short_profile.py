"""The anonymous German profile for an employer: chosen item by item, seen by the adviser, then made and logged."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from flask import Blueprint, Response, abort, current_app, request

from matcher.facts import with_facts
from web import engine, forms, i18n
from web.access.security import ADMIN, ADVISER, allow, audit
from web.contexts.papers import FindPage, ShortProfile, ShortProfilePage, Tick, TickGroup
from web.i18n import _, speaking
from web.papers import anonymous, paper
from web.papers.anonymous import Item
from web.papers.pdf import PdfUnavailableError
from web.people import caseload, person_view
from web.site import site, stamp, store, today
from web.view import render

bp = Blueprint("short_profile", __name__)
LANG = "de"
MADE = "make short profile"


@bp.get("/people/<key>/short-profile")
@allow(ADVISER, ADMIN)
def choose(key: str) -> str:
    """Choose what stands on the profile."""
    caseload.person_or_404(key)
    audit("view short profile", key)
    found = _items(key)
    return _page(key, found, [i.name for i in found if i.chosen])


@bp.post("/papers/short-profile")
@allow(ADVISER, ADMIN)
def preview() -> str | tuple[str, int]:
    """Show the profile with what was ticked; the address names nobody, for whoever prints it."""
    key, found, chosen = _asked()
    if refused := _refused(key, found, chosen):
        return refused
    audit("preview short profile", key, detail=_reference(key))
    return _page(key, found, chosen, show=True)


@bp.post("/papers/short-profile.pdf")
@allow(ADVISER, ADMIN)
def pdf() -> str | Response | tuple[str, int]:
    """The profile as a PDF, when it is what the adviser saw; otherwise it is shown first."""
    key, found, chosen = _asked()
    if refused := _refused(key, found, chosen):
        return refused
    if request.form.get("seen") != _seen(_profile(key, found, chosen)):
        problem = _("This is not what you saw before. Read it once more; then you can save it.")
        return _page(key, found, chosen, show=True, problem=problem), 409
    try:
        made = paper.as_pdf(_profile(key, found, chosen, level=1), LANG, f"kurzprofil-{_reference(key)}.pdf")
    except PdfUnavailableError:
        problem = _("This server cannot make a PDF. Print this page instead.")
        return _page(key, found, chosen, show=True, problem=problem), 503
    audit(MADE, key, detail=f"{_reference(key)}: {', '.join(sorted({name.split(':')[0] for name in chosen}))}")
    return made


@bp.get("/papers/")
@allow(ADVISER, ADMIN)
def find() -> str:
    """Who is behind the reference that an employer names."""
    wanted = request.args.get("q", "").strip().upper()
    found = store().person_of_paper(wanted) if anonymous.is_reference(wanted) else None
    if found and store().jobseeker(found) is None:
        found = None
    if found:
        audit("find by reference", found, detail=wanted)
    name = person_view.name_of(store().shared_contact(found), found) if found else ""
    return render(FindPage(title=_("Find a short profile"), wanted=wanted, key=found or "", name=name))


def _asked() -> tuple[str, Sequence[Item], list[str]]:
    """The person of a form, what can stand on the profile, and what of it was ticked."""
    key = request.form.get("key", "")
    if not key or store().jobseeker(key) is None:
        abort(404)
    found, ticked = _items(key), set(request.form.getlist("i"))
    return key, found, [i.name for i in found if i.name in ticked]


def _refused(key: str, found: Sequence[Item], chosen: Sequence[str]) -> tuple[str, int] | None:
    """The page again where no profile may be made: the person has not agreed, or nothing was ticked."""
    if request.form.get("agreed") != "yes":
        return _page(key, found, chosen, error=_("Tick this box when the person has agreed.")), 422
    if not chosen:
        return _page(
            key, found, chosen, problem=_("Nothing is ticked, so no profile was made: tick at least one thing.")
        ), 422
    return None


def _items(key: str) -> tuple[Item, ...]:
    person = with_facts(caseload.person_or_404(key), store().fact_values(key))
    reader = engine.reader()
    with speaking(LANG):
        return anonymous.items(person, reader.read(person, today()), reader, today())


def _reference(key: str) -> str:
    return anonymous.reference(key, str(current_app.secret_key))


def _profile(key: str, found: Sequence[Item], chosen: Sequence[str], level: int = 2) -> ShortProfile:
    kept = [i for i in found if i.name in chosen]
    with speaking(LANG):
        sections = ((str(h), tuple(i.text for i in kept if i.group == g)) for g, h in anonymous.GROUPS.items())
        return ShortProfile(
            title=_("Short profile %(ref)s", ref=_reference(key)),
            level=level,
            reference=_reference(key),
            made=i18n.short_date(stamp()),
            sections=tuple((heading, texts) for heading, texts in sections if texts),
            team=site().settings.team_contact,
        )


def _seen(profile: ShortProfile) -> str:
    """Stands for exactly this paper: any other content gives another value."""
    return hashlib.sha256(repr((profile.sections, profile.team)).encode()).hexdigest()


def _page(
    key: str, found: Sequence[Item], chosen: Sequence[str], error: str = "", problem: str = "", show: bool = False
) -> str:
    profile = _profile(key, found, chosen)
    person = caseload.person_or_404(key)
    made = [e for e in store().log_of(key) if e.action == MADE]
    return render(
        ShortProfilePage(
            title=_("Short profile %(ref)s", ref=_reference(key)),
            key=key,
            name=person_view.name_of(store().shared_contact(key), key),
            groups=_groups(found, chosen),
            left_out=anonymous.left_out(person, engine.reader()),
            agreed=forms.Field(
                "agreed", _("The person agrees that this profile goes to an employer"), "checkbox",
                "yes" if show else "", error=error,
            ),
            paper=paper.as_part(profile, LANG) if show else None,
            seen=_seen(profile),
            made=tuple(_("%(date)s, %(who)s", date=i18n.short_date(e.at), who=e.who) for e in made),
            problem=problem,
            no_contact=not site().settings.team_contact,
        )
    )  # fmt: skip


def _groups(found: Sequence[Item], chosen: Sequence[str]) -> tuple[TickGroup, ...]:
    groups = (
        TickGroup(str(heading), tuple(_tick(i, chosen) for i in found if i.group == g))
        for g, heading in anonymous.GROUPS.items()
    )  # fmt: skip
    return tuple(group for group in groups if group.ticks)


def _tick(item: Item, chosen: Sequence[str]) -> Tick:
    return Tick("i", item.name, item.text, item.name in chosen, item.source, item.check)
