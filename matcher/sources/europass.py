"""The Europass CV as JSON (schema 3.4): one document a person.

Birth date, nationality, sex and photo are not taken in. An odd field never costs the record.
"""

from __future__ import annotations

import hashlib
import json
import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from matcher.errors import InputError
from matcher.models import Cefr, Contact, Diploma, Education, Experience, Jobseeker, Language, Occupation, Profile
from matcher.sources import bsn
from matcher.sources.base import RawRecord
from matcher.sources.fields import clean
from matcher.sources.profile_fields import (
    ProfileReader,
    dutch_postcode,
    each_once,
    language_code,
    language_named,
    licences,
    once,
)

ISCO = re.compile(r"[0-9]{1,4}")
TAG, SPLIT = re.compile(r"<[^<>]{1,200}>"), re.compile(r"[,;\n\r|•·]+")
NO_WISH = ("personal_statement", "studies_applied_for")
SKILL_GROUPS = ("Computer", "JobRelated", "Communication", "Organisational", "Other")
SCALES = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
CEFR: Mapping[str, Cefr | None] = {level.value: level for level in Cefr}
# Levels of the European Qualifications Framework as the Dutch framework (NLQF) fills them.
EQF: Mapping[str, Diploma | None] = {
    "0": None,
    "1": Diploma.VMBO,
    "2": Diploma.VMBO,
    "3": Diploma.MBO3,
    "4": Diploma.MBO4,
    "5": Diploma.HBO,
    "6": Diploma.HBO,
    "7": Diploma.WO,
    "8": Diploma.WO,
}
GENERAL_SCHOOL = re.compile(r"\b(havo|vwo|atheneum|gymnasium)\b", re.IGNORECASE)


def is_document(body: Mapping[str, Any]) -> bool:
    """Whether a JSON object is a Europass CV."""
    return "LearnerInfo" in body or isinstance(body.get("SkillsPassport"), dict)


def parse(raw: RawRecord) -> Profile:
    """A Profile from a Europass document; someone who lives outside the Netherlands has no postcode here.

    Raises InputError when there is no LearnerInfo.
    """
    odd: list[str] = []
    root = ProfileReader(bsn.refuse(raw.body, raw.where, odd), odd)
    root = root if root.empty("SkillsPassport") else root.child("SkillsPassport")
    learner = root.child("LearnerInfo")
    if not learner.body:
        raise InputError(raw.where, "LearnerInfo", "expected the person's part of a Europass CV, found none")
    postcode = _postcode(learner)
    experience = [_experience(job) for job in learner.children("WorkExperience")]
    skills = learner.child("Skills")
    person = Jobseeker(
        key=_key(root, learner, postcode),
        source="europass",
        postcode=postcode,
        occupations=_wishes(learner) or _last(experience),
        experience=tuple(job for job in experience if job != Experience(Occupation())),
        education=tuple(_education(study) for study in learner.children("Education") if study.body),
        skills=once(s for group in SKILL_GROUPS for s in _skills(skills.child(group))),
        languages=each_once(skills, "Linguistic", _languages(skills.child("Linguistic"))),
        licences=_licences(skills),
        presentation=_statement(learner),
    )
    contact = _contact(learner)
    return Profile(replace(person, odd=tuple(odd)), contact)


def _key(root: ProfileReader, learner: ProfileReader, postcode: str | None) -> str:
    """A digest of the CV without the person's identification: the same document gives the same key."""
    about = {name: value for name, value in learner.body.items() if name != "Identification"}
    basis = [root.child("DocumentInfo").text("CreationDate"), postcode, about]
    text = json.dumps(basis, sort_keys=True, default=str)
    return f"europass-{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def _plain(text: str | None) -> str | None:
    """Text without the mark-up that the Europass editor writes."""
    return clean(TAG.sub(" ", text)) or None if text else None


def _postcode(learner: ProfileReader) -> str | None:
    address = learner.child("Identification").child("ContactInfo").child("Address").child("Contact")
    text, country = address.text("PostalCode"), address.child("Country").text("Code")
    code = dutch_postcode(text) if text and country in (None, "NL") else None
    if code is None:
        address.note("PostalCode", "not a Dutch postcode" if text else "missing")
    return code


def _contact(learner: ProfileReader) -> Contact | None:
    who = learner.child("Identification")
    names, info = who.child("PersonName"), who.child("ContactInfo")
    name = " ".join(n for n in (names.text("FirstName"), names.text("Surname")) if n) or None
    email = info.child("Email").text("Contact")
    phone = next((p for t in info.children("Telephone") if (p := t.text("Contact"))), None)
    return Contact(name, email, phone) if name or email or phone else None


def _headline(learner: ProfileReader) -> tuple[str, str | None]:
    """Kind and text of the line above the CV."""
    line = learner.child("Headline")
    return line.child("Type").text("Code") or "", _plain(line.child("Description").text("Label"))


def _wishes(learner: ProfileReader) -> tuple[Occupation, ...]:
    """The preferred job."""
    kind, text = _headline(learner)
    if text is None or kind in NO_WISH:
        return ()
    return (_coded(text, learner.child("Headline").child("Description").word("Code")),)


def _statement(learner: ProfileReader) -> str | None:
    kind, text = _headline(learner)
    return text if kind == "personal_statement" else None


def _coded(title: str | None, code: str | None) -> Occupation:
    """A title with its ISCO-08 code, where there is one."""
    isco = code if code and ISCO.fullmatch(code) else None
    return Occupation(title, isco, "isco08" if isco else None)


def _last(experience: Iterable[Experience]) -> tuple[Occupation, ...]:
    """The position that started last; of those without a date, the first in the document."""
    named = [job for job in experience if job.occupation != Occupation()]
    return (max(named, key=lambda job: job.starts or date.min).occupation,) if named else ()


def _experience(r: ProfileReader) -> Experience:
    period, position = r.child("Period"), r.child("Position")
    starts, ends = _day(period, "From"), _day(period, "To", last=True)
    if starts and ends and ends < starts:
        r.note("Period", "ends before it starts")
    what = _coded(_plain(position.text("Label")), position.word("Code"))
    return Experience(what, starts, ends, _plain(r.text("Activities")))


def _education(r: ProfileReader) -> Education:
    period, level = r.child("Period"), r.child("Level")
    name, ends = _plain(r.text("Title")), _day(period, "To", last=True)
    eqf = level.code("Code", EQF)
    if eqf is Diploma.MBO4 and GENERAL_SCHOOL.search(name or ""):
        eqf = Diploma.HAVO_VWO
    return Education(eqf, name, _completed(period, name, ends), ends, _plain(r.text("Skills") or r.text("Activities")))


def _completed(period: ProfileReader, name: str | None, ends: date | None) -> bool | None:
    """`Title` is the qualification awarded, so one with an end is obtained; a current course is not."""
    if period.flag("Current"):
        return False
    return True if name and ends else None


def _day(period: ProfileReader, name: str, last: bool = False) -> date | None:
    """A day written as year, `--month` and `---day`; what is not said is the first or last possible."""
    r = period.child(name)
    year = r.whole("Year", 9999)
    if year is None:
        return None
    month, day = _part(r, "Month") or (12 if last else 1), _part(r, "Day")
    try:
        return date(year, month, day or (monthrange(year, month)[1] if last else 1))
    except ValueError:
        period.note(name, "not a date")
        return None


def _part(r: ProfileReader, name: str) -> int | None:
    digits = (r.word(name) or "").lstrip("-")
    return int(digits) if re.fullmatch("[0-9]{1,2}", digits) else None


def _languages(r: ProfileReader) -> Iterator[Language]:
    """Mother tongues at C2; foreign languages at the lowest of the levels stated."""
    for mother in r.children("MotherTongue"):
        if code := _language(mother):
            yield Language(code, Cefr.C2)
    for foreign in r.children("ForeignLanguage"):
        if code := _language(foreign):
            stated = foreign.child("ProficiencyLevel")
            levels = [level for scale in SCALES if (level := stated.code(scale, CEFR))]
            yield Language(code, min(levels, key=lambda level: level.rank) if levels else None)


def _language(r: ProfileReader) -> str | None:
    what = r.child("Description")
    code, label = what.text("Code"), what.text("Label")
    found = (language_code(code) if code else None) or (language_named(label) if label else None)
    if found is None and (code or label):
        what.note("Label", "not the name of a language")
    return found


def _skills(r: ProfileReader) -> Iterator[str]:
    """The parts of a description between commas, list marks and line ends."""
    text = TAG.sub("\n", r.text("Description") or "")
    yield from (part for piece in SPLIT.split(text) if (part := clean(piece).rstrip(".")))


def _licences(skills: ProfileReader) -> tuple[str, ...]:
    driving = skills.child("Driving")
    given = driving.body.get("Description")
    words = re.split(r"[\s,;/]+", driving.text("Description") or "") if isinstance(given, str) else ()
    return licences(driving, "Description", words or driving.texts("Description"))
