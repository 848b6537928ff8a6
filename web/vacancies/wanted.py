"""What the search form of the list of vacancies asks: read from the address, shown again as fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from matcher.models import VacancyKind
from matcher.store.vacancy_list import SORTS, WantedVacancies
from web import labels
from web.forms import Field
from web.i18n import _, lazy
from web.vacancies import searching

SORT_WORDS: Mapping[str, object] = {"newest": lazy("Newest first"), "title": lazy("By title")}
NEW_WORDS: Mapping[str, object] = {
    "7": lazy("In the last week"),
    "14": lazy("In the last two weeks"),
    "31": lazy("In the last month"),
}


def read(args: Mapping[str, str], today: date, meant: tuple[tuple[str, ...], ...] = ()) -> WantedVacancies:
    """The wanted page; a value that is no choice restricts nothing. `meant` are the words with their German."""
    days = _one_of(args.get("new"), NEW_WORDS)
    return WantedVacancies(
        words=searching.words(args.get("q", "")),
        meant=meant,
        place=" ".join(searching.words(args.get("place", ""))),
        kind=_one_of(args.get("kind"), VacancyKind),
        agency=_one_of(args.get("agency"), ("yes", "no")),
        pay=args.get("pay") == "yes",
        since=(today - timedelta(days=int(days))).isoformat() if days else "",
        sort=_one_of(args.get("sort"), SORTS, "newest"),
    )


def _one_of(value: str | None, allowed: Iterable[str], otherwise: str = "") -> str:
    return value if value in set(allowed) else otherwise


def fields(wanted: WantedVacancies, new: str) -> tuple[Field, ...]:
    """The filters as lists to choose from; `new` is the chosen number of days."""
    any_ = ("", _("Any"))
    return (
        _select("kind", _("Kind"), wanted.kind, any_, *((x.value, labels.kind(x)) for x in VacancyKind)),
        _select(
            "agency", _("Temporary agencies"), wanted.agency,
            any_, ("no", _("Without temporary agencies")), ("yes", _("Only temporary agencies")),
        ),
        _select("pay", _("Pay"), "yes" if wanted.pay else "", any_, ("yes", _("Only where the pay is named"))),
        _select("new", _("New in Werkbrug"), new, any_, *((days, str(word)) for days, word in NEW_WORDS.items())),
        _select("sort", _("Order"), wanted.sort, *((name, str(word)) for name, word in SORT_WORDS.items())),
    )  # fmt: skip


def _select(name: str, label: str, value: str, *choices: tuple[str, str]) -> Field:
    return Field(name, label, "select", value, choices)
