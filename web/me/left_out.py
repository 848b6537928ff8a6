"""Which jobs a jobseeker does not see, and why: by their own wishes, or by something else."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from matcher.models import Jobseeker
from web.contexts.me import LeftOut
from web.i18n import _, ngettext


def left_out(person: Jobseeker, counts: Mapping[str, int]) -> LeftOut:
    """What was left out in words, most first; the wishes are those of the form of wishes."""
    found = sorted(((name, n) for name, n in counts.items() if n), key=lambda x: -x[1])
    wishes = [WISHES[name](person, n) for name, n in found if name in WISHES]
    return LeftOut(", ".join(wishes), tuple(_other(name, n) for name, n in found if name not in WISHES))


def _too_far(person: Jobseeker, n: int) -> str:
    text = ngettext("%(num)s is too far away", "%(num)s are too far away", n)
    return text + " " + _("(more than %(limit)s km)", limit=f"{person.max_km or 0:.0f}")


def _too_long(person: Jobseeker, n: int) -> str:
    text = ngettext("%(num)s is too long a journey", "%(num)s are too long a journey", n)
    return text + " " + _("(more than %(limit)s minutes)", limit=f"{person.max_minutes or 0:.0f}")


def _hours(_person: Jobseeker, n: int) -> str:
    return ngettext("%(num)s has other hours", "%(num)s have other hours", n)


def _shifts(_person: Jobseeker, n: int) -> str:
    return ngettext("%(num)s is shift work", "%(num)s are shift work", n)


WISHES: Mapping[str, Callable[[Jobseeker, int], str]] = {
    "distance": _too_far, "minutes": _too_long, "hours": _hours, "shifts": _shifts,
}  # fmt: skip


def _other(name: str, n: int) -> str:
    if name == "licence":
        return ngettext(
            "For %(num)s job you need a driving licence that you do not have.",
            "For %(num)s jobs you need a driving licence that you do not have.", n,
        )  # fmt: skip
    if name == "kind":
        return ngettext(
            "%(num)s place is an apprenticeship or an internship.",
            "%(num)s places are apprenticeships or internships.", n,
        )  # fmt: skip
    return _("%(n)s more outside other limits", n=n) + "."
