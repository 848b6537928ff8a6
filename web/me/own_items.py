"""The jobseeker says what stands in the own profile: corrects an item, or adds one; the suggestions follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from matcher.models import Diploma, Education, Occupation
from matcher.own_items import OwnItem
from matcher.taken_out import items
from web import engine
from web.access.security import JOBSEEKER, allow, audit, who
from web.contexts.me import FormPage
from web.i18n import _
from web.me import item_answers, item_fields, profile_items
from web.people import caseload
from web.site import stamp, store, today
from web.view import render

bp = Blueprint("own_items", __name__, url_prefix="/me/items")
Answer = str | Response | tuple[str, int]


@bp.get("/add/<part>")
@allow(JOBSEEKER)
def add(part: str) -> str:
    """An empty form for something that the profile does not say yet."""
    return _page(_addable(part), {}, {})


@bp.post("/add/<part>")
@allow(JOBSEEKER)
def add_now(part: str) -> Answer:
    """Put it into the profile; with a mistake nothing is stored."""
    return _save(_addable(part))


@bp.get("/change/<mark>")
@allow(JOBSEEKER)
def change(mark: str) -> Answer:
    """The form for an item of the profile, filled with what it says now; who comes back after a change finds it done."""
    found = _found(mark)
    if found is None:
        return back()
    part, item = found
    return _page(part, item_answers.as_typed(part, item), {}, new=False, item=item)


@bp.post("/change/<mark>")
@allow(JOBSEEKER)
def change_now(mark: str) -> Answer:
    """Put what was typed in the place of an item; with a mistake nothing is stored. A second click finds it done."""
    found = _found(mark)
    return back() if found is None else _save(*found, mark)


def back() -> Response:
    """To the profile, which shows what stands there now: the item that was asked for is not in it any more."""
    flash(_("This was changed already. Here you see what your profile says now."))
    return redirect(url_for("own.profile"))


def _addable(part: str) -> str:
    return part if part in profile_items.ADDABLE else abort(404)


def _found(mark: str) -> tuple[str, Any] | None:
    """The item of the own profile with this mark, None where it is gone; one that has no form here does not exist."""
    person = caseload.person_or_404(who().person)
    found = next(((part, item) for part, item, known in items(person) if known == mark), None)
    if found and not profile_items.has_form(*found):
        abort(404)
    return found


def _page(part: str, given: Mapping[str, str], errors: Mapping[str, str], new: bool = True, item: Any = None) -> str:
    return render(
        FormPage(
            title=profile_items.title(part, item), fields=item_fields.fields(part, given, errors, new),
            intro=_("Your jobs follow at once. Nothing changes at UWV or at your municipality."),
            action=request.path, back=url_for("own.profile"),
        )
    )  # fmt: skip


def _save(part: str, old: Any = None, mark: str | None = None) -> Answer:
    item, errors = item_answers.read(part, request.form, old, today())
    if errors:
        return _page(part, request.form, errors, new=mark is None, item=old), 422
    if (mark is None or item != old) and not _keep(who().person, OwnItem(part, item, mark, stamp())):
        return back()
    flash(_("Your profile is saved: %(item)s.", item=profile_items.short(part, item)))
    if part == "occupations" and (meaning := _meaning(item)):
        flash(_("We read this as: %(work)s. Is that not right? Correct it under “Your work and skills”.", work=meaning))
    return redirect(url_for("own.profile"))


def _meaning(wish: Occupation) -> str:
    """What a wished occupation is taken for, by its Dutch name; empty where a name of it was typed."""
    reader, person = engine.reader(), caseload.person_or_404(who().person)
    (found,) = reader.corrected([wish], person)
    names = reader.bridge.by_id[max(found, key=lambda key: found[key])].nl if found else ("",)
    return "" if (wish.title or "").casefold() in map(str.casefold, names) else names[0]


def _keep(key: str, new: OwnItem) -> bool:
    """Store an item, and let the matches follow; the log says of which part it is, not what it says.

    False where the item that it corrects is not there any more.
    """
    diploma = highest_diploma(new.item, store().fact_values(key))
    with store().transaction():
        if not store().say(key, new):
            return False
        store().put_facts(key, diploma, JOBSEEKER, new.said_at)
    audit("change profile", key, detail=new.part)
    if diploma:
        audit("change facts", key, detail="diploma")
    engine.match_again(key)
    return True


def highest_diploma(item: Any, facts: Mapping[str, Any]) -> dict[str, str]:
    """The answer about the highest diploma, which goes before the profile, where what is said now is later or more."""
    said, level = facts.get("diploma"), item if isinstance(item, Diploma) else None
    if isinstance(item, Education) and item.completed is not False and said and item.level:
        level = max(item.level, Diploma(said), key=lambda x: x.vocational_rank)
    return {"diploma": str(level)} if said and level and level != said else {}
