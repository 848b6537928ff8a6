"""Up to four of a person's matches side by side: what each offers, asks, and leaves of the pay."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, request, url_for

from matcher.facts import with_facts
from matcher.models import Asked, Factor, Jobseeker, Match, Vacancy
from matcher.notes import amounts_for, pay_basis_for
from web import i18n, messages
from web.access.security import ADMIN, ADVISER, allow, audit
from web.contexts.overview import Choice, Column, ComparePage, Row
from web.i18n import _
from web.people import caseload, match_view, person_view
from web.site import store, today
from web.vacancies import vacancy_view
from web.view import render

bp = Blueprint("compare", __name__, url_prefix="/people")
MOST, OFFERED = 4, 25
LETTERS = "ABCD"
ADVERT = "advert"
AMOUNTS = ("net", "net_high", "left_nl_low", "left_nl_high", "left_de_low", "left_de_high")


@dataclass(frozen=True, slots=True)
class Compared:
    """A match with its vacancy, what that asks, the amounts in €/month and what they are reckoned from (`pay_basis`)."""

    match: Match
    vacancy: Vacancy
    asked: Asked
    amounts: Mapping[str, float]
    basis: str | None = ADVERT


@bp.get("/<key>/compare")
@allow(ADVISER, ADMIN)
def show(key: str) -> str:
    """The comparison of the chosen matches, or of the best ones when none is chosen yet."""
    person = caseload.person_or_404(key)
    audit("view comparison", key)
    matches = store().shown_matches(key)
    vacancies = store().vacancies(m.vacancy for m in matches)
    open_ones = [m for m in matches if m.vacancy in vacancies]
    there = open_ones[:OFFERED]
    asked_for = request.args.getlist("ref")
    chosen = asked_for[:MOST] or [m.vacancy for m in there[:2]]
    compared = [_compared(person, m, vacancies[m.vacancy]) for m in there if m.vacancy in chosen]
    return render(
        ComparePage(
            title=_("Side by side for %(name)s", name=person_view.name_of(store().shared_contact(key), key)), key=key,
            back=url_for("caseload.person", key=key), columns=tuple(_column(key, c, letter) for c, letter in zip(compared, LETTERS, strict=False)),
            rows=rows(compared), choices=tuple(_choice(m, vacancies[m.vacancy], chosen) for m in there), total=len(open_ones), most=MOST,
            problem=_("At most %(n)s fit beside each other; the first ones are shown.", n=MOST)
            if len(asked_for) > MOST else "",
        )
    )  # fmt: skip


def _compared(person: Jobseeker, match: Match, vacancy: Vacancy) -> Compared:
    known, asked = store().fact_values(person.key), store().asked(vacancy.ref)
    full = with_facts(person, known)
    pair = (full, known, match, vacancy, asked, today())
    return Compared(match, vacancy, asked, amounts_for(*pair, AMOUNTS), pay_basis_for(*pair))


def _column(key: str, c: Compared, letter: str) -> Column:
    url = url_for("caseload.match", key=key, ref=c.vacancy.ref)
    return Column(
        letter, c.vacancy.title, url, c.vacancy.employer or "", c.match.score, match_view.bars(c.match.factors)
    )


def _choice(match: Match, vacancy: Vacancy, chosen: Sequence[str]) -> Choice:
    about = " · ".join(filter(None, (vacancy.employer, match_view.town_for(match, vacancy), i18n.number(match.score))))
    return Choice(vacancy.ref, vacancy.title, about, vacancy.ref in chosen)


def rows(compared: Sequence[Compared]) -> tuple[Row, ...]:
    """Everything worth laying side by side; a row in which nobody says anything is left out."""
    if not compared:
        return ()
    money = (
        _row(_("Pay before tax"), compared, lambda c: vacancy_view.pay_before_tax(c.vacancy, c.asked)),
        _row(_("Left after tax, a month (estimate)"), compared, _net, _advertised_net),
        _row(_("Compared with the pay in the Netherlands, a month (estimate)"), compared, _difference),
    )
    work = (
        _row(_("Way to work"), compared, lambda c: match_view.distance(c.match), _shortest),
        _row(_("Working time"), compared, lambda c: vacancy_view.working_time(c.vacancy)),
        _row(_("Contract"), compared, lambda c: vacancy_view.contract(c.vacancy)),
        _row(_("Start"), compared, lambda c: vacancy_view.start(c.vacancy, today())),
        _row(_("Steps still needed"), compared, _steps, lambda c: -len(c.match.gaps)),
    )
    names = [f.name for f in compared[0].match.factors]
    factors = tuple(_factor_row(name, compared) for name in names)
    return tuple(row for row in (*money, *work, *factors) if any(row.cells))


def _row(
    label: str,
    compared: Sequence[Compared],
    text: Callable[[Compared], str],
    value: Callable[[Compared], float | None] | None = None,
) -> Row:
    return Row(label, tuple(text(c) for c in compared), _best([value(c) if value else None for c in compared]))


def _best(values: Sequence[float | None]) -> frozenset[int]:
    """Where the highest value stands; nowhere when all are the same or one is not known."""
    known = [v for v in values if v is not None]
    if len(known) < len(values) or len(set(known)) < 2:
        return frozenset()
    return frozenset(i for i, v in enumerate(values) if v == max(known))


def _shortest(c: Compared) -> float | None:
    return None if c.match.minutes is None else -c.match.minutes


def _advertised_net(c: Compared) -> float | None:
    """What is left of the advertised pay; what a wish or the minimum wage would leave is no reason to call a job best."""
    return c.amounts.get("net_high") if c.basis == ADVERT else None


def _net(c: Compared) -> str:
    return _with_basis(_euros(c.amounts.get("net"), c.amounts.get("net_high")), c.basis)


def _with_basis(amount: str, basis: str | None) -> str:
    """An amount, marked where it does not come from the advertisement."""
    if not amount or basis == ADVERT:
        return amount
    if basis == "wish":
        return _("%(amount)s (calculated with the person's wish)", amount=amount)
    return _("%(amount)s (calculated with the minimum wage)", amount=amount)


def _difference(c: Compared) -> str:
    a = c.amounts
    if "left_nl_low" not in a:
        return ""
    span = _euros(a["left_de_low"] - a["left_nl_high"], a["left_de_high"] - a["left_nl_low"], signed=True)
    return _with_basis(span, c.basis)


def _euros(low: float | None, high: float | None, signed: bool = False) -> str:
    if low is None or high is None:
        return ""
    ends = dict.fromkeys(("+" if signed and x > 0 else "") + i18n.number(x) for x in (low, high))
    return _("about € %(amount)s", amount=_(" to € ").join(ends))


def _steps(c: Compared) -> str:
    return "; ".join(messages.gap_text(g, i18n.lang()) for g in c.match.gaps) or _("none")


def _factor_row(name: str, compared: Sequence[Compared]) -> Row:
    found: list[Factor | None] = [next((f for f in c.match.factors if f.name == name), None) for c in compared]
    texts = tuple(f"{i18n.number(f.points, 1)} / {_most(f.best)}" if f else "" for f in found)
    label = _("Points: %(name)s", name=messages.factor_name(name, i18n.lang()))
    return Row(label, texts, _best([f.points if f else None for f in found]))


def _most(points: float) -> str:
    """The points a factor can give; own weights may leave a tenth."""
    return i18n.number(points, 0 if round(points, 1).is_integer() else 1)
