"""Profiles of the VUM exchange standard, interface 3.0 and 2.0 (match and detail), and the older UM shape.

An odd field never costs the record: it becomes None and is named in `Jobseeker.odd`. Source of names and codes:
the public interface descriptions and field list of VUM.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from matcher.errors import InputError
from matcher.models import Contact, Course, Diploma, Education, Experience, Jobseeker, Language, Occupation, Profile
from matcher.sources import bsn
from matcher.sources import vum_codes as codes
from matcher.sources.base import RawRecord
from matcher.sources.profile_fields import NO_COMMAND, SPOKEN, ProfileReader, each_once, language_code, licences, once

ID, POSTCODE = "idWerkzoekende", "bemiddelingspostcode"
ID_FORM = re.compile(r"[a-zA-Z0-9_.-]{1,200}")
POSTCODE_FORM = re.compile(r"[0-9]{4}[a-zA-Z]{2}")


def parse(raw: RawRecord) -> Profile:
    """A Profile from one VUM profile; distances in km, travel time in minutes, hours a week.

    Raises InputError when idWerkzoekende or the postcode is missing or malformed, or the id could be a BSN.
    """
    odd: list[str] = []
    r = ProfileReader(bsn.refuse(raw.body, raw.where, odd), odd)
    r.unknown(codes.KNOWN)
    key, postcode = f"vum-{_id(r, raw.where)}", _postcode(r, raw.where)
    person = _with_qualifications(r.child("arbeidsmarktkwalificatie"), _with_wishes(r, Jobseeker(key, "vum", postcode)))
    contact = _contact(r)
    return Profile(replace(person, odd=tuple(odd)), contact)


def _id(r: ProfileReader, where: str) -> str:
    text = r.word(ID)
    if text is None or not ID_FORM.fullmatch(text):
        found = "nothing" if text is None else "other signs"
        raise InputError(where, ID, f"expected 1 to 200 letters, digits, dots, hyphens or underscores, found {found}")
    return text


def _postcode(r: ProfileReader, where: str) -> str:
    text = r.child("mobiliteit").text(POSTCODE)
    if text is None or not POSTCODE_FORM.fullmatch(text):
        found = "nothing" if text is None else "something else"
        raise InputError(where, f"mobiliteit.{POSTCODE}", f"expected four digits and two letters, found {found}")
    return text.upper()


def _with_wishes(r: ProfileReader, person: Jobseeker) -> Jobseeker:
    move, flexible = r.child("mobiliteit"), r.child("flexibiliteit")
    starts, ends = flexible.day("datumAanvangBeschikbaarVoorWerk"), flexible.day("datumEindeBeschikbaarVoorWerk")
    _in_order(flexible, "datumEindeBeschikbaarVoorWerk", starts, ends)
    hours_min, hours_max = _hours(r.child("werktijden"))
    return replace(
        person,
        max_km=_max_km(move, flexible),
        max_minutes=_float(move.whole("maximaleReistijd", codes.MOST_MINUTES)),
        occupations=once(o for b in r.children("bemiddelingsberoep") if (o := _occupation(b))),
        transport=once(t for v in r.children("vervoermiddel") if (t := _transport(v))),
        hours_min=hours_min,
        hours_max=hours_max,
        shifts=flexible.code("indicatieOnregelmatigWerkOfPloegendienst", codes.YES_NO),
        permanent=_permanent(r),
        learning=_learning(r),
        available_from=starts,
        available_until=ends,
        presentation=r.text("persoonlijkePresentatie"),
        germany=_germany(r),
    )


def _with_qualifications(q: ProfileReader, person: Jobseeker) -> Jobseeker:
    spoken = (language for t in q.children("taalbeheersing") if (language := _language(t)))
    return replace(
        person,
        experience=tuple(job for w in q.children("werkervaring") if (job := _experience(w))),
        education=tuple(study for o in q.children("opleiding") if (study := _education(o))),
        courses=tuple(course for c in q.children("cursus") if (course := _course(c))),
        skills=once(s for v in q.children("vakvaardigheid") if (s := v.text("omschrijving"))),
        interests=once(s for i in q.children("interesse") if (s := i.text("naamInteresse"))),
        languages=each_once(q, "taalbeheersing", spoken),
        licences=licences(q, "rijbewijs", [x.text("codeSoortRijbewijs") for x in q.children("rijbewijs")]),
        level=q.code("codeWerkEnDenkniveauWerkzoekende", codes.WORK_LEVELS),
    )


def _float(number: int | None) -> float | None:
    return None if number is None else float(number)


def _max_km(move: ProfileReader, flexible: ProfileReader) -> float | None:
    km = move.whole("maximaleReisafstand", codes.MOST_KM)
    return flexible.code("codeRegiostraal", codes.RADIUS_KM) if km is None else float(km)


def _in_order(r: ProfileReader, name: str, starts: date | None, ends: date | None) -> None:
    if starts and ends and ends < starts:
        r.note(name, "ends before it starts")


def _occupation(r: ProfileReader) -> Occupation | None:
    """Coded (3.0 by URI, 2.0 by number and title), uncoded, or the older shape without a level between."""
    coded, uncoded = r.child("beroepsnaamGecodeerd"), r.child("beroepsnaamOngecodeerd")
    code = r.word("codeBeroepsnaam") or coded.word("codeBeroepsnaam")
    titles = (
        coded.text("omschrijvingBeroepsnaam"),
        uncoded.text("naamBeroepOngecodeerd"),
        r.text("naamBeroepOngecodeerd"),
    )
    title = next((t for t in titles if t), None)
    scheme = _scheme(code)
    if code and scheme is None:
        r.note("codeBeroepsnaam", "neither an address nor a number")
    found = Occupation(title, code if scheme else None, scheme)
    return found if found.title or found.code else None


def _scheme(code: str | None) -> str | None:
    if code is None:
        return None
    if re.fullmatch(r"https?://\S{1,200}", code):
        return "competentnl"
    return "boc" if re.fullmatch("[0-9]{1,10}", code) else None


def _transport(r: ProfileReader) -> str | None:
    usable = r.code("indicatieBeschikbaarVoorWoonWerkverkeer", codes.YES_NO) is not False
    return r.code("codeVervoermiddel", codes.TRANSPORT) if usable else None


def _hours(r: ProfileReader) -> tuple[int | None, int | None]:
    least = r.whole("aantalWerkurenPerWeekMinimaal", codes.MOST_HOURS)
    most = r.whole("aantalWerkurenPerWeekMaximaal", codes.MOST_HOURS)
    if least is not None and most is not None and least > most:
        r.note("aantalWerkurenPerWeekMinimaal", "more than aantalWerkurenPerWeekMaximaal")
        return None, None
    return least, most


def _learning(r: ProfileReader) -> bool | None:
    """Whether a place to learn (leerbaan 02, werkervaringsplaats 04) is among the wanted kinds of agreement."""
    kinds = {k for c in r.children("contractvorm") if (k := c.text("codeTypeOvereenkomst"))}
    return bool(kinds & {"02", "04"}) if kinds else None


def _permanent(r: ProfileReader) -> bool | None:
    said = {c.code("codeTypeArbeidscontract", codes.CONTRACTS) for c in r.children("contractvorm")} - {None}
    return said.pop() if len(said) == 1 else None


def _germany(r: ProfileReader) -> bool | None:
    """True when Germany is among the preferred countries; a list without it says nothing about Germany."""
    lands = (land.word("landencodeIso") or "" for land in r.children("voorkeursland"))
    return True if any(land.upper() in codes.GERMANY for land in lands) else None


def _experience(r: ProfileReader) -> Experience | None:
    starts, ends = r.day("datumAanvangWerkzaamheden"), r.day("datumEindeWerkzaamheden")
    _in_order(r, "datumEindeWerkzaamheden", starts, ends)
    occupation = _occupation(r.child("beroep")) or Occupation()
    found = Experience(occupation, starts, ends, r.text("toelichtingWerkervaring"))
    return None if found == Experience(Occupation()) else found


def _education(r: ProfileReader) -> Education | None:
    name, description = _education_texts(r)
    ends = r.day("datumDiploma") or r.day("datumEindeVolgenOpleiding")
    found = Education(_level(r), name, _completed(r), ends, description)
    return None if found == Education() else found


def _level(r: ProfileReader) -> Diploma | None:
    return r.code("codeNiveauOpleiding", codes.COURSE_LEVELS)


def _education_texts(r: ProfileReader) -> tuple[str | None, str | None]:
    """Name and description; 3.0 has only a free text, which is the name when it is short enough for one."""
    names = r.child("opleidingsnaam")
    coded, uncoded = names.child("opleidingsnaamGecodeerd"), names.child("opleidingsnaamOngecodeerd")
    given = (coded.text("omschrijvingOpleidingsnaam"), uncoded.text("naamOpleidingOngecodeerd"))
    name = next((t for t in (*given, names.text("naamOpleidingOngecodeerd")) if t), None)
    remark = r.text("toelichtingOpleiding")
    if name is None and remark and len(remark) <= codes.LONGEST_NAME:
        name, remark = remark, None
    return name, uncoded.text("omschrijvingOpleiding") or remark


def _completed(r: ProfileReader) -> bool | None:
    """Whether the diploma was obtained.

    The indicator also covers part certificates, so a course that is running or broken off is not completed; one
    that is finished without a diploma contradicts itself.
    """
    status, diploma = r.code("codeStatusOpleiding", codes.STATUS), r.code("indicatieDiploma", codes.YES_NO)
    if status in ("broken off", "running"):
        return False
    if status == "finished" and diploma is False:
        r.note("indicatieDiploma", "no diploma, but finished with success")
        return None
    return True if status == "finished" else diploma


def _course(r: ProfileReader) -> Course | None:
    name = r.text("naamCursus") or r.text("toelichtingCursus")
    certificate = r.code("indicatieCertificaat", codes.YES_NO)
    if r.empty("indicatieCertificaat") and r.day("datumCertificaat"):
        certificate = True
    if name is None and r.body:
        r.note("naamCursus", "a course without a name")
    return Course(name, certificate) if name else None


def _language(r: ProfileReader) -> Language | None:
    """A language at the level of speaking; None when it is not spoken at all."""
    text = r.text("codeTaal")
    code = language_code(text) if text else None
    if code is None:
        if r.body:
            r.note("codeTaal", "not a code of ISO 639" if text else "missing")
        return None
    spoken = r.code("codeNiveauTaalbeheersingMondeling", codes.LANGUAGE_LEVELS)
    if spoken == NO_COMMAND:
        return None
    return Language(code, SPOKEN.get(spoken or ""), assumed=spoken is not None)


def _contact(r: ProfileReader) -> Contact | None:
    """The person's own e-mail and telephone; `contactpersoon` is the adviser and stays out."""
    email, phone = (next(iter(r.texts(name)), None) for name in ("emailadres", "telefoonnummer"))
    return Contact(email=email, phone=phone) if email or phone else None
