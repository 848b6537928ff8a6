"""Pages of fixed text: accessibility, privacy, sources."""

from __future__ import annotations

from flask import Blueprint

from web.access.security import public
from web.contexts.base import TextPage
from web.i18n import _
from web.site import site
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
    """What is kept, why, by whom and how long, and what one may ask."""
    settings = site().settings
    sections = (
        (_("Who is responsible"), _responsible(settings.controller, settings.team_contact)),
        (_("What we keep"), (_("Your profile (work, education, skills, wishes), what you or your adviser added, the suggestions, what was decided about them, and what your adviser wrote down to do for you. Your name and contact details are kept apart from your profile. We do not keep your BSN."),)),
        (_("Why we may do that"), (
            _("Helping people find work is a task that the law gives to UWV and to the Agentur für Arbeit. For that task they may use your profile (GDPR, article 6, paragraph 1, e)."),
            _("Your name, e-mail address and telephone number are shown to advisers only when you agreed to that. You may always take that back. It has no effect on your benefit."),
        )),
        (_("What we do not use"), (_("Name, age, sex, nationality, place of birth, photo and health never count in the suggestions. Your year of birth is used only in notes, for example about your pension."),)),
        (_("Who sees it"), (
            _("The advisers of UWV and of the Agentur für Arbeit, the administrator and you yourself. The Agentur für Arbeit is in Germany: your German adviser sees the same as your Dutch one. Every time an adviser looks at your data here, that is written in a log that you can read."),
            _("An employer reads your name only when you agreed. Your adviser can give an employer a short profile without your name."),
        )),
        (_("How long we keep it"), (_("For %(n)s months after UWV or your municipality last sent us your profile, unless another day was set for you. Under “Your data” you read until which day. After that day the administrator has everything erased. You may erase it yourself, earlier.", n=settings.retain_months),)),
        (_("What you can do"), (_("With your personal link or your account you can see your data, correct it, take things out, download or print everything, take back your consent and have everything erased. You also see who looked at your data."),)),
        (_("What was given away already"), (
            _("A paper or a profile that an employer already has, we cannot take back. Ask your adviser who got something."),
            _("Give your personal link and your code to nobody. Did somebody else get them? Ask your adviser to stop the link: then it does not work any more at once."),
        )),
        (_("A computer makes suggestions, people decide"), (_("A computer looks for jobs that fit your profile. With each job you read why it fits. You and your adviser decide what happens with it."),)),
        (_("Cookies"), (_("We use only what is needed: a cookie that remembers that you are signed in and which language you read, and, when you opened a personal link, one that remembers that for a day in this browser. Nobody follows you, and there are no cookies of others."),)),
        (_("Do you have a complaint?"), (_("Talk to your adviser first, if you like. You may also complain to the Autoriteit Persoonsgegevens (autoriteitpersoonsgegevens.nl). In Germany you may complain to the Landesbeauftragte für den Datenschutz Niedersachsen (lfd.niedersachsen.de), and about the Agentur für Arbeit to the Bundesbeauftragte für den Datenschutz und die Informationsfreiheit (bfdi.bund.de)."),)),
    )  # fmt: skip
    intro = _("Your data belongs to you. Here you read what happens with it.")
    return render(TextPage(title=_("Privacy"), intro=intro, sections=sections))


def _responsible(controller: str, team: str) -> tuple[str, ...]:
    """Who answers for the data, and how to reach them; by name where the settings say so."""
    by_name = _("%(name)s is responsible for your data here.", name=controller)
    general = _(
        "UWV and the Agentur für Arbeit work together here. The organisation of your adviser is responsible for your data."
    )
    reach = (
        _("Questions about your data? %(team)s", team=team)
        if team
        else _("Questions about your data? Ask your adviser.")
    )
    return (by_name if controller else general, reach)


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
