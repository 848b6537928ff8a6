"""The log in plain words: who, and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from web.access.security import JOBSEEKER, PUBLIC
from web.i18n import _, lazy

ACTIONS: Mapping[str, Any] = {
    "view person": lazy("looked at your page"),
    "view match": lazy("looked at a job for you"),
    "view facts": lazy("looked at the answers about you"),
    "view understood": lazy("looked at your work and skills"),
    "view map": lazy("looked at your jobs on the map"),
    "view comparison": lazy("compared jobs for you"),
    "view tasks": lazy("looked at the tasks about you"),
    "view in list of tasks": lazy("saw you in a list of tasks"),
    "view in list of vacancy": lazy("saw you in a list of people for a job"),
    "view list of people": lazy("saw you in a list of people"),
    "view in pipeline": lazy("saw you in the list of running steps"),
    "view hand-out": lazy("looked at a print for you"),
    "make hand-out": lazy("made a print for you"),
    "view short profile": lazy("looked at a short profile of you without your name"),
    "preview short profile": lazy("looked at a short profile of you without your name"),
    "make short profile": lazy("made a short profile of you without your name, for an employer"),
    "find by reference": lazy("looked up who a short profile is about"),
    "view in digest": lazy("saw you in the week's list of new jobs"),
    "view outside limits": lazy("looked at jobs outside your limits"),
    "view weights": lazy("looked at what counts most for you"),
    "change weights": lazy("changed what counts most for you"),
    "add vacancy": lazy("added a job to your list"),
    "take added vacancy off": lazy("took a job off your list again"),
    "add person": lazy("added your profile"),
    "update person": lazy("renewed your profile"),
    "change facts": lazy("changed answers about you"),
    "change wishes": lazy("changed your wishes"),
    "change contact": lazy("changed how we reach you"),
    "change profile": lazy("changed or added something in your profile"),
    "take out of profile": lazy("took something out of your profile"),
    "correct understood": lazy("corrected your work or skills"),
    "take correction back": lazy("took back a correction of your work or skills"),
    "decide": lazy("noted a step for a job"),
    "take back": lazy("took back a step for a job"),
    "add task": lazy("made a task about you"),
    "task done": lazy("finished a task about you"),
    "task open again": lazy("opened a task about you again"),
    "assign adviser": lazy("changed who works with you"),
    "remove user": lazy("took your account away"),
    "change label": lazy("changed the short name by which the team knows you"),
    "view as alike": lazy("saw you as possibly the same person as somebody new"),
    "make link": lazy("made a personal link for you"),
    "revoke link": lazy("stopped your personal link"),
    "record consent": lazy("noted that you agree to being known by name"),
    "withdraw consent": lazy("noted that you no longer agree to being known by name"),
}
OWN: Mapping[str, Any] = {
    "open link": lazy("came in with your personal link"),
    "open link again": lazy("came in with your personal link once more, in the same browser"),
    "sign in": lazy("signed in"),
    "sign out": lazy("signed out"),
    "make account": lazy("made your account"),
    "change password": lazy("changed your password"),
    "download own data": lazy("downloaded your data"),
    "change facts": lazy("changed your answers"),
    "decide": lazy("answered whether a job suits you"),
    "take back": lazy("took back an answer to a job"),
    "record consent": lazy("agreed to being known by name"),
    "withdraw consent": lazy("took back your consent"),
}
CHANGES: Mapping[str, Any] = {
    "change facts": lazy("Facts"),
    "change wishes": lazy("Wishes"),
    "change contact": lazy("Contact"),
    "change profile": lazy("something changed or added in the profile"),
    "take out of profile": lazy("something taken out of the profile"),
    "correct understood": lazy("How the profile was understood"),
    "take correction back": lazy("How the profile was understood"),
    "record consent": lazy("consent given"),
    "withdraw consent": lazy("consent taken back"),
}


def actor(name: str) -> str:
    """Who did something: you, or which adviser."""
    if name == JOBSEEKER:
        return _("You")
    if name == "administrator":
        return _("The administrator")
    return _("Somebody who was not signed in") if name == PUBLIC else _("Adviser %(name)s", name=name)


def action(name: str, own: bool) -> str:
    """What was done; an action without words of its own is named as it stands in the log."""
    found = (OWN.get(name) if own else None) or ACTIONS.get(name)
    return str(found) if found else _("worked with your data (%(action)s)", action=name)


def change(name: str) -> str:
    """What a jobseeker changed, in the words of the adviser's page."""
    return str(CHANGES[name])
