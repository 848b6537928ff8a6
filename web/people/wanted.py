"""What the caseload's search form asks: read from the address, shown again as fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from matcher.geo import Places
from matcher.sectors import SECTORS
from matcher.store.caseload import SORTS, STAGES, Wanted, folded
from web import labels
from web.forms import Field
from web.i18n import _, lazy
from web.people import attention

SECTOR_WORDS: Mapping[str, object] = {
    "care": lazy("Care and health"),
    "education": lazy("Education"),
    "construction": lazy("Construction"),
    "metal": lazy("Metal, machines and vehicles"),
    "electrical": lazy("Electrical work"),
    "engineering": lazy("Engineering and laboratory"),
    "ict": lazy("ICT"),
    "transport": lazy("Transport and logistics"),
    "production": lazy("Production"),
    "food": lazy("Bakery, butchery and food"),
    "farming": lazy("Farming and gardens"),
    "hospitality": lazy("Hotels, restaurants and kitchens"),
    "cleaning": lazy("Cleaning and caretaking"),
    "shop": lazy("Shops and sales"),
    "office": lazy("Office and management"),
    "services": lazy("Personal services and security"),
    "culture": lazy("Culture, media, law and social science"),
}
SORT_WORDS: Mapping[str, object] = {
    "score": lazy("Best match first"),
    "attention": lazy("Most urgent first"),
    "news": lazy("Newest matches first"),
    "new": lazy("Newest people first"),
    "key": lazy("By key"),
}
MOST_WORDS = 6


def sector(name: str) -> str:
    """A field of work in the reader's language."""
    return str(SECTOR_WORDS[name])


def read(args: Mapping[str, str], user: str, has_own: bool, today: date, places: Places, months: int = 24) -> Wanted:
    """The wanted page; a value that is no choice restricts nothing."""
    found = Wanted(user=user, today=today.isoformat(), soon=attention.soon(today), months=months)
    place = args.get("place", "").strip()
    return replace(
        found,
        words=tuple(args.get("q", "").split()[:MOST_WORDS]),
        own=_one_of(args.get("who"), ("own", "all"), "own" if has_own else "all") == "own",
        sector=_one_of(args.get("sector"), SECTORS),
        places=postcodes(place, places) if place else None,
        consent=_one_of(args.get("consent"), ("yes", "no")),
        germany=_one_of(args.get("germany"), ("yes", "no", "unknown")),
        stage=_one_of(args.get("stage"), (*STAGES, "none")),
        only=_one_of(args.get("only"), ("news", "attention")),
        sort=_one_of(args.get("sort"), SORTS, "attention" if args.get("only") == "attention" else "score"),
    )


def _one_of(value: str | None, allowed: Iterable[str], otherwise: str = "") -> str:
    return value if value in set(allowed) else otherwise


def postcodes(place: str, places: Places) -> tuple[str, ...]:
    """The Dutch postcodes (four digits) that a place's name or the beginning of a postcode means."""
    wanted = folded(place).strip()
    if wanted[:4].isdigit():
        wanted = wanted[:4]
    return tuple(
        code
        for (country, code), found in places.by_code.items()
        if country == "NL" and (code.startswith(wanted) or folded(found.name).startswith(wanted))
    )


def fields(wanted: Wanted) -> tuple[Field, ...]:
    """The filters as lists to choose from."""
    any_, yes, no = ("", _("Any")), ("yes", _("Yes")), ("no", _("No"))
    stages = ((name, labels.status(name)) for name in STAGES)
    return (
        _select("who", _("Whose people"), "own" if wanted.own else "all", ("own", _("My people")), ("all", _("Everybody"))),
        _select("sector", _("Wished field of work"), wanted.sector, any_, *((x, sector(x)) for x in SECTORS)),
        _select("stage", _("Furthest step"), wanted.stage, any_, ("none", _("No step yet")), *stages),
        _select("germany", _("Wants to work in Germany"), wanted.germany, any_, yes, no, ("unknown", _("Not known"))),
        _select("consent", _("Consent to share by name"), wanted.consent, any_, yes, no),
        _select(
            "only", _("Show"), wanted.only,
            any_, ("news", _("Only people with new matches")), ("attention", _("Only people who need attention")),
        ),
        _select("sort", _("Order"), wanted.sort, *((name, str(word)) for name, word in SORT_WORDS.items())),
    )  # fmt: skip


def _select(name: str, label: str, value: str, *choices: tuple[str, str]) -> Field:
    return Field(name, label, "select", value, choices)
