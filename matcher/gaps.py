"""What a person lacks for a vacancy, as steps to take."""

from __future__ import annotations

from collections.abc import Iterator

from matcher.models import Gap, VacancyKind
from matcher.pair import Pair, licences_lacked
from matcher.rules.professions import diploma_needed, of_the_field
from matcher.text import ungender

SKILLS_NAMED = 5


def gaps(pair: Pair) -> list[Gap]:
    """What is missing, as steps: German, licences, diploma, certificates and skills."""
    kinds = {s.text: s.kind for s in pair.asked.skills}
    skills = (_skill(x, kinds.get(x), pair.skills.dutch.get(x, "")) for x in pair.skills.lacks[:SKILLS_NAMED])
    return [*_language(pair), *_licences(pair), *_diploma(pair), *skills]


def _language(pair: Pair) -> Iterator[Gap]:
    asked, has = pair.asked.german.level, pair.person.german.level
    if asked and has and asked.rank > has.rank:
        assumed = "assumed" if pair.asked.german.assumed else ""
        yield Gap("language", asked, {"asked": asked, "has": has, "assumed": assumed})


def _licences(pair: Pair) -> Iterator[Gap]:
    if pair.person.person.licences:
        yield from (Gap("licence", x, {"asked": x}) for x in licences_lacked(pair))


def _diploma(pair: Pair) -> Iterator[Gap]:
    """A diploma of the field where the law wants one, else a diploma of the level that is asked."""
    asked, own = pair.asked.diploma, pair.person.diploma
    if _lacks_by_law(pair):
        yield Gap("regulated", _title(pair), {"asked": _title(pair)})
    elif asked and own and asked.vocational_rank > own.vocational_rank and not _does_without(pair):
        yield Gap("diploma", asked, {"asked": asked, "has": own})


def _does_without(pair: Pair) -> bool:
    """Whether the diploma is not needed, at all or beside the person's experience."""
    return pair.asked.no_diploma or (pair.asked.or_experience and bool(pair.years))


def _lacks_by_law(pair: Pair) -> bool:
    """Whether the profession is regulated and nothing the person did or learnt is of its field.

    Who trains for the profession needs no diploma of it yet; who has one from the Netherlands needs recognition, and
    a note says that.
    """
    asked, isco = pair.asked, pair.asked.isco or ""
    learning = pair.vacancy.kind in (VacancyKind.APPRENTICESHIP, VacancyKind.INTERNSHIP)
    return (
        not learning
        and not asked.no_diploma
        and diploma_needed(isco, _title(pair), asked.diploma is not None and not asked.career_changers)
        and not of_the_field(isco, pair.person.learnt)
    )


def _title(pair: Pair) -> str:
    return ungender(pair.vacancy.occupation or pair.vacancy.title)


def _skill(text: str, kind: str | None, dutch: str) -> Gap:
    """A skill or certificate that is lacking; who reads Dutch sees both words where they differ."""
    both = f"{dutch} ({text})" if dutch and dutch.casefold() != text.casefold() else text
    return Gap("certificate" if kind == "certificate" else "skill", text, {"asked": text, "asked_nl": both})
