"""What the report of a run tells (its problem, warnings and notices), in the reader's language.

The engine writes it in English, for files, mails and the command line; a pattern here is such a sentence with places
for values. What none of them fits is shown as it came, and marked as English.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from markupsafe import Markup, escape

from web import i18n, sentences
from web.i18n import _, lazy, marked
from web.people import reasons
from web.runs import words

# The first one that fits a whole sentence counts.
SENTENCES = (
    # why a run ended
    marked("broken off with the weekly run, which reads the file again"),
    marked("broken off, and too long ago or of another plan to be continued"),
    marked("unforeseen: %(kind)s"),
    marked("there are no open vacancies yet; import some first"),
    marked("nothing could be listed, the old vacancies stay: %(reason)s"),
    marked("the shape of the answers has changed, the old vacancies stay: %(reason)s"),
    marked("the old vacancies stay: %(reason)s; where that is right, WERKBRUG_EXPECTED names your own counts"),
    # files of jobseekers, recorded answers
    marked("the folder for files of jobseekers (%(name)s) does not exist"),
    marked("the file %(name)s cannot be read (%(kind)s)"),
    marked("the file %(name)s could not be used: %(reason)s"),
    marked("the file %(name)s: %(n)s records were put aside, see run %(run)s"),
    marked("no such file or folder, expected .json or .jsonl"),
    marked("the folder holds no .json or .jsonl file"),
    # searches and their counts
    marked("not reconciled: %(search)s: %(reason)s; only what the service confirms counts as withdrawn"),
    marked("%(n)s of %(announced)s advertisements were found"),
    marked("%(n)s of %(announced)s announced were not listed"),
    marked("%(n)s of %(announced)s announced advertisements are in none of the parts (some name no place)"),
    marked("the search gave no report"),
    marked("%(reason)s: listed by circles, uncounted"),
    marked('Jobsuche does not know the place "%(place)s"'),
    marked("Jobsuche: %(n)s searches in a row failed; the last: %(reason)s"),
    marked(
        "%(n)s advertisements for %(area)s, kind %(offer)s: "
        "far below the about %(count)s expected by %(source)s (at least %(least)s)"
    ),
    marked(
        "%(n)s advertisements for %(area)s, kind %(offer)s: "
        "far above the about %(count)s expected by %(source)s (at most %(most)s)"
    ),
    marked("%(n)s advertisements; nothing is declared about how many there should be"),
    marked("last good run"),
    # the shape of the answers
    marked("%(n)s bodies of kind %(body)s; %(differences)s"),
    marked("unknown: %(names)s"),
    marked("vanished: %(names)s"),
    marked("named as in an older version: %(names)s"),
    marked("Jobsuche: the shape of the answers has changed (%(reason)s)"),
    marked("found stellenangebote, expected ergebnisliste"),
    marked("ergebnisliste is not a list"),
    marked("maxErgebnisse is not a number"),
    marked("%(n)s advertisements announced, no ergebnisliste"),
    # details, and what is gone
    marked("%(reason)s: %(n)s advertisements stand as the search lists them until the next run"),
    marked("the requests of one run are spent"),
    marked("some details could not be had"),
    marked("Jobsuche: %(n)s details in a row failed; the last: %(reason)s"),
    marked("the detail of %(ref)s came back as another or without number"),
    marked("%(n)s advertisements were not listed, too many to ask about one by one; they stay"),
    marked("what is gone could not be asked, it stays until the next run: %(reason)s"),
    # requests
    marked("%(asked)s: gave up after %(n)s attempts; the last: %(reason)s"),
    marked("%(service)s: the budget of %(n)s requests is spent"),
    marked("%(asked)s: the connection is not secure (certificate refused)"),
    marked("%(asked)s: the request cannot be made (%(kind)s)"),
    marked("%(asked)s: redirected more than %(n)s times"),
    marked("%(service)s redirects to another address (%(host)s); not followed"),
    marked("%(asked)s: the answer exceeds %(n)s bytes"),
    marked("%(asked)s: the advertisement is gone"),
    marked("%(asked)s: HTTP 404 without the code for a withdrawn advertisement"),
    marked("%(asked)s: HTTP %(status)s, the route has moved or the key is refused"),
    marked("%(asked)s: HTTP %(status)s, %(words)s"),
    marked("%(reason)s: the route has moved"),
    marked("HTTP %(status)s"),
    marked("no reason given"),
    marked("no complete answer (%(kind)s)"),
    marked("the answer was cut off"),
    marked("the answer is not a complete JSON object"),
    # usual pay and courses, notes
    marked("%(service)s is not asked again in this run, for: %(reason)s"),
    marked("the Entgeltatlas is not asked for KldB %(code)s in %(region)s"),
    marked("the Entgeltatlas has too few cases for KldB %(code)s in %(region)s"),
    marked("expected the median pay, found another shape"),
    marked("expected the quartiles on either side of the median"),
    marked("Berufssprachkurse has no kind %(code)s"),
    marked("expected a list of courses, found another shape"),
    marked("expected a title in each course, found it in none"),
    marked("%(n)s rules or figures of the notes need a look: werkbrug rules check"),
    # mails and the report itself
    marked("the digest of %(user)s could not be mailed (%(kind)s)"),
    marked("the report could not be mailed (%(kind)s: %(error)s)"),
    marked("the report could not be written as a file (%(error)s)"),
    # the database
    marked("database %(name)s cannot be opened: %(error)s"),
    marked("the database could not be used, nothing was changed: %(reason)s"),
    marked("the disk is full; make room and run again (%(error)s)"),
    marked("it cannot be written to disk; make room or look at the disk, and run again (%(error)s)"),
    marked("another program has kept it locked for %(n)s seconds; end that and run again (%(error)s)"),
    marked("it may not be written to; look at the owner of the file and its folder (%(error)s)"),
)
ENTRY = marked("jobsuche %(place)s, page %(page)s, entry %(entry)s")
BODIES = {"item": lazy("list of results"), "detail": lazy("details of an advertisement")}

NUMBERS = frozenset({"n", "announced", "count", "least", "most"})
FORMS = {
    **dict.fromkeys((*NUMBERS, "offer", "page", "entry", "run", "status"), "[0-9]+"),
    "asked": r"\w+(?: \S+)?", "body": r"\w+", "error": ".*", "kind": r"\w+", "search": "[^:]+", "service": r"\w+",
}  # fmt: skip


def said(text: str) -> Markup:
    """A sentence of a report in the reader's language; marked as English where it is none of the known ones."""
    found = _sentence(text) or _placed(text)
    return english(text) if found is None else found


def english(text: str) -> Markup:
    """Words that stay English, marked so that they are read aloud as such."""
    return Markup('<span lang="en">{}</span>').format(text)


def place(where: str, field: str = "") -> str:
    """Where something was found, as a report names it: a file with its line, a search, an entry of a list."""
    fit = sentences.fit(where, (_entry(),))
    if fit is None:
        return words.search(reasons.place(where, field))
    entry = _(ENTRY, **fit.values)
    return ", ".join((entry, _("field %(name)s", name=field))) if field else entry


def _sentence(text: str) -> Markup | None:
    fit = sentences.fit(text, _patterns())
    if fit is None:
        reason = reasons.known(text)
        return None if reason is None else escape(reason)
    values = {name: SAYS[name](value) if name in SAYS else value for name, value in fit.values.items()}
    return Markup(escape(_(fit.sentence))) % values


def _placed(text: str) -> Markup | None:
    """A known sentence behind the place it is about: `file:line#index, field name: sentence`, `search: sentence`."""
    for colon in re.finditer(": ", text):
        known = _sentence(text[colon.end() :])
        if known is not None:
            where, _comma, field = text[: colon.start()].partition(", field ")
            return Markup("{}: {}").format(place(where, field), known)
    return None


def _heard(text: str) -> Markup:
    """Words of a service, which may be of any language, and of ours where it gave none."""
    return _sentence(text) or escape(text)


def _number(text: str) -> Markup:
    return escape(i18n.number(int(text)))


def _differences(text: str) -> Markup:
    return Markup("; ").join(map(said, text.split("; ")))


SAYS: Mapping[str, Callable[[str], Markup]] = {
    **dict.fromkeys(NUMBERS, _number),
    **dict.fromkeys(("source", "words"), _heard),
    "reason": said,
    "error": english,
    "differences": _differences,
    "search": lambda text: escape(words.search(text)),
    "offer": lambda text: escape(words.search(f"angebotsart {text}")),
    "body": lambda text: escape(str(BODIES.get(text, text))),
}


@cache
def _patterns() -> tuple[sentences.Pattern, ...]:
    return sentences.patterns(SENTENCES, FORMS)


@cache
def _entry() -> sentences.Pattern:
    return sentences.pattern(ENTRY, FORMS)
