"""Pages of fixed text: accessibility, privacy, sources."""

from __future__ import annotations

from flask import Blueprint

from web.access.security import public
from web.contexts.base import TextPage
from web.i18n import _
from web.view import render

bp = Blueprint("pages", __name__)


@bp.get("/accessibility")
@public
def accessibility() -> str:
    """The accessibility statement."""
    sections = (
        (_("What we aim for"), (_("Werkbrug aims to meet WCAG 2.2, level AA. Every page works with the keyboard alone, without scripts, on a narrow screen and at 200% zoom."),)),
        (_("How it is tested"), (_("Before each release every page is checked by a program (axe) for every kind of user, on a screen of 320 pixels. The main tasks are done with the keyboard alone."),)),
        (_("What is not tested yet"), (_("No independent audit has been done, and no test with people who use a screen reader. The German text of an advertisement comes from the employer and can be hard to read. On the map the numbers cannot be chosen; the same matches stand in the list below it."),)),
        (_("Tell us"), (_("Does something not work for you? Tell your adviser, who can also print pages for you. You get an answer within two weeks."),)),
        (_("Not satisfied with the answer?"), (_("In the Netherlands you can turn to the Nationale ombudsman, in Germany to the Schlichtungsstelle BGG."),)),
    )  # fmt: skip
    intro = _("Everybody should be able to use this service.")
    return render(TextPage(title=_("Accessibility"), intro=intro, sections=sections))


@bp.get("/privacy")
@public
def privacy() -> str:
    """What is kept, why, and what one may ask."""
    sections = (
        (_("What we keep"), (_("Your profile (work, education, skills, wishes), what you or your adviser added, the suggestions and what was decided about them. Your name and contact details are kept apart from your profile. We do not keep your BSN."),)),
        (_("What we do not use"), (_("Name, age, sex, nationality, place of birth, photo and health never count in the suggestions. Your year of birth is used only in notes, for example about your pension."),)),
        (_("Who sees it"), (_("Only the advisers of the border team and you yourself. Every look at your data is written in a log. An employer sees nothing unless you agree."),)),
        (_("What you can do"), (_("With your personal link or your account you can see your data, correct it, take things out, download everything, take back your consent and have everything erased. You also see who looked at your data."),)),
        (_("A computer makes suggestions, people decide"), (_("The score is a sum of named reasons. You see the reasons. You and your adviser decide what happens with it."),)),
    )  # fmt: skip
    intro = _("Your data belongs to you. Here you read what happens with it.")
    return render(TextPage(title=_("Privacy"), intro=intro, sections=sections))


@bp.get("/about")
@public
def about() -> str:
    """Where the data comes from."""
    sections = (
        (_("Vacancies"), (_("The vacancies come from the Jobsuche of the Bundesagentur für Arbeit. Their official page is linked at every vacancy; that page counts."),)),
        (_("Places"), (_("Postcodes and coordinates come from GeoNames (geonames.org), licence CC BY 4.0. Distances and travel times are estimates."),)),
        (_("Notes"), (_("Every note names its source and the day on which it was checked."),)),
    )  # fmt: skip
    intro = _(
        "Werkbrug matches jobseekers from the north-east of the Netherlands with vacancies just across the German border, and says why."
    )
    return render(TextPage(title=_("About Werkbrug and its sources"), intro=intro, sections=sections))
