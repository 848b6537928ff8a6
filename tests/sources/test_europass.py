"""Europass CVs: wishes, jobs, levels and languages come over; birth date, sex and nationality do not."""

from __future__ import annotations

import copy
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.models import Cefr, Contact, Diploma, Education, Experience, Jobseeker, Language, Occupation
from matcher.sources.base import RawRecord
from matcher.sources.europass import parse
from tests.conftest import ROOT, SHARED, needs_shared

BSN = "123456782"
DOCUMENT = json.loads((ROOT / "tests/fixtures/profiles/europass.json").read_text(encoding="utf-8"))


def learner(**changes: Any) -> Jobseeker:
    """The fixture with parts of LearnerInfo replaced."""
    body = copy.deepcopy(DOCUMENT["SkillsPassport"])
    body["LearnerInfo"] |= changes
    return parse(RawRecord("cv.json:1", body)).jobseeker


def address(**contact: Any) -> dict[str, Any]:
    return {"ContactInfo": {"Address": {"Contact": contact}}}


def test_a_document_is_read_whole() -> None:
    profile = parse(RawRecord("cv.json:1", DOCUMENT))
    assert profile.jobseeker == Jobseeker(
        key=profile.jobseeker.key,
        source="europass",
        postcode="7891GH",
        occupations=(Occupation("Helpende thuiszorg", "5322", "isco08"),),
        experience=(
            Experience(Occupation("Verkoopster"), date(2012, 3, 1), date(2020, 12, 31), "Kassa"),
            Experience(Occupation("Helpende thuiszorg", "5322", "isco08"), date(2020, 8, 1), None, "Wassen"),
        ),
        education=(
            Education(Diploma.HAVO_VWO, "Havo", True, date(1993, 12, 31)),
            Education(Diploma.MBO3, "Verzorgende IG", False),
        ),
        skills=("Word", "Outlook"),
        languages=(Language("nl", Cefr.C2), Language("de", Cefr.A2), Language("en")),
        licences=("B", "AM"),
    )
    assert profile.contact == Contact("Marit Hummel", "marit@voorbeeld.example", None)
    assert "1975" not in repr(profile)
    assert "Veenkade" not in repr(profile)
    assert "Hummel" not in repr(profile.jobseeker)


def test_the_key_is_of_the_document_and_not_of_the_name() -> None:
    same = learner()
    assert same.key == parse(RawRecord("other.json:1", DOCUMENT)).jobseeker.key
    who = copy.deepcopy(DOCUMENT["SkillsPassport"]["LearnerInfo"]["Identification"])
    who["PersonName"] = {"FirstName": "Iemand", "Surname": "Anders"}
    assert learner(Identification=who).key == same.key
    assert learner(WorkExperience=[]).key != same.key


WISHES = [
    ("preferred", {"Type": {"Code": "preferred_job"}, "Description": {"Label": "Lasser"}}, (Occupation("Lasser"),)),
    ("with-code", {"Description": {"Label": "Lasser", "Code": "7212"}}, (Occupation("Lasser", "7212", "isco08"),)),
    ("study", {"Type": {"Code": "studies_applied_for"}, "Description": {"Label": "Rechten"}}, None),
    ("empty", {"Type": {"Code": "preferred_job"}, "Description": {"Label": ""}}, None),
]


@pytest.mark.parametrize(("headline", "wishes"), [w[1:] for w in WISHES], ids=[w[0] for w in WISHES])
def test_the_headline_is_the_wish_else_the_last_job(headline: dict[str, Any], wishes: object) -> None:
    last = (Occupation("Helpende thuiszorg", "5322", "isco08"),)
    assert learner(Headline=headline).occupations == (wishes or last)


def test_a_personal_statement_is_a_presentation() -> None:
    found = learner(
        Headline={"Type": {"Code": "personal_statement"}, "Description": {"Label": "<p>Ik zorg graag.</p>"}}
    )
    assert found.presentation == "Ik zorg graag."


PLACES = [
    ("foreign", address(PostalCode="49716", Country={"Code": "DE"}), "not a Dutch postcode"),
    ("dutch-form-abroad", address(PostalCode="1234 AB", Country={"Code": "BE"}), "not a Dutch postcode"),
    ("missing", address(Country={"Code": "NL"}), "missing"),
    ("nothing-at-all", {}, "missing"),
]


@pytest.mark.parametrize(("who", "reason"), [p[1:] for p in PLACES], ids=[p[0] for p in PLACES])
def test_someone_without_a_dutch_postcode_is_kept(who: dict[str, Any], reason: str) -> None:
    found = learner(Identification=who)
    assert found.postcode is None
    assert found.odd == (f"LearnerInfo.Identification.ContactInfo.Address.Contact.PostalCode: {reason}",)
    assert found.experience


@pytest.mark.parametrize(
    ("code", "level"),
    [("1", Diploma.VMBO), ("2", Diploma.VMBO), ("3", Diploma.MBO3), ("4", Diploma.MBO4), (5, Diploma.HBO),
     ("6", Diploma.HBO), ("7", Diploma.WO), ("8", Diploma.WO)],
)  # fmt: skip
def test_levels_of_the_european_framework(code: object, level: Diploma) -> None:
    assert learner(Education=[{"Title": "x", "Level": {"Code": code}}]).education == (Education(level, "x"),)


@pytest.mark.parametrize(
    ("name", "code"), [("German", "de"), ("Duits", "de"), ("Deutsch", "de"), ("allemand", "de"), ("Polish", "pl")]
)
def test_languages_by_name(name: str, code: str) -> None:
    spoken = {
        "ForeignLanguage": [{"Description": {"Label": name}, "ProficiencyLevel": {"Reading": "B2", "Writing": "B1"}}]
    }
    assert learner(Skills={"Linguistic": spoken}).languages == (Language(code, Cefr.B1),)


def test_odd_fields_are_named() -> None:
    period = {"From": {"Year": 2020, "Month": 13}, "To": {"Year": 2019}}
    unknown = {"Description": {"Label": "Klingon, een beetje"}, "ProficiencyLevel": {"Reading": "D1"}}
    found = learner(WorkExperience=[{"Period": period}], Skills={"Linguistic": {"ForeignLanguage": [unknown]}})
    assert found.odd == (
        "LearnerInfo.WorkExperience[0].Period.From: not a date",
        "LearnerInfo.Skills.Linguistic.ForeignLanguage[0].Description.Label: not the name of a language",
    )


def test_a_bsn_is_noted_and_appears_nowhere() -> None:
    who = {**address(PostalCode="7811AB"), "PersonalNumber": {"value": BSN, "scheme": "BSN"}, "bsn": BSN}
    profile = parse(RawRecord("cv.json:1", {"LearnerInfo": {"Identification": who}}))
    assert profile.jobseeker.odd == ("BSN: refused and not stored (2 numbers)",)
    assert BSN not in repr(profile)


def test_a_document_without_a_person_is_refused() -> None:
    with pytest.raises(InputError, match=r"^cv\.json:1, field LearnerInfo: expected"):
        parse(RawRecord("cv.json:1", {"SkillsPassport": {"DocumentInfo": {}}}))


NAMES = ["Period", "From", "Year", "Month", "Day", "Description", "Label", "Code", "Level", "Title", "Linguistic",
         "ForeignLanguage", "MotherTongue", "ProficiencyLevel", "Driving", "Computer", "Address", "Contact", "bsn"]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(["Identification", "Headline", "WorkExperience", "Education", "Skills"]), JSON))
def test_any_document_is_read(parts: dict[str, Any]) -> None:
    profile = parse(RawRecord("cv", {"LearnerInfo": {**parts, "Sofinummer": [BSN]}}))
    assert profile.jobseeker.key.startswith("europass-")
    assert BSN not in repr(profile)


@needs_shared
def test_the_dutch_example() -> None:
    body = json.loads((SHARED / "uwv" / "europass_example_nl.json").read_text(encoding="utf-8"))
    found = parse(RawRecord("cv", body)).jobseeker
    assert found.postcode == "1012AB"
    assert found.occupations == (Occupation("Senior Software Engineer"),)
    assert [e.occupation.code for e in found.experience] == ["2512", "2512"]
    assert found.education[0].level is Diploma.HBO
    assert found.languages == (Language("nl", Cefr.C2), Language("en", Cefr.C1), Language("de", Cefr.A2))
    assert {"Python", "Kubernetes", "Agile/Scrum"} <= set(found.skills)
    assert found.odd == ()
