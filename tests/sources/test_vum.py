"""VUM profiles, 3.0, 2.0 and the older shape: every code means what the standard says, no record is lost."""

from __future__ import annotations

import json
import logging
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.models import Cefr, Contact, Course, Diploma, Education, Experience, Jobseeker, Language, Occupation
from matcher.sources.base import RawRecord
from matcher.sources.vum import parse
from tests.conftest import SHARED, needs_shared

BSN = "123456782"
URI = "https://competent.example/occupation/57D17BDAA8"
FULL: dict[str, Any] = {
    "idWerkzoekende": "EM.0042-a",
    "mobiliteit": {"bemiddelingspostcode": "7811ab", "maximaleReisafstand": 45, "maximaleReistijd": 1},
    "bemiddelingsberoep": [{"codeBeroepsnaam": URI}, {"codeBeroepsnaam": URI}],
    "werktijden": {"aantalWerkurenPerWeekMinimaal": 16, "aantalWerkurenPerWeekMaximaal": 24},
    "contractvorm": [{"codeTypeArbeidscontract": "O", "codeTypeOvereenkomst": "01"}],
    "flexibiliteit": {
        "datumAanvangBeschikbaarVoorWerk": "2026-10-01",
        "datumEindeBeschikbaarVoorWerk": "2027-10-01",
        "indicatieOnregelmatigWerkOfPloegendienst": 2,
    },
    "vervoermiddel": [{"codeVervoermiddel": 1}, {"codeVervoermiddel": 5, "indicatieBeschikbaarVoorWoonWerkverkeer": 2}],
    "persoonlijkePresentatie": " Ik werk graag met mensen. ",
    "emailadres": ["a@voorbeeld.example", "b@voorbeeld.example"],
    "telefoonnummer": ["0591-000000"],
    "contactpersoon": [{"naamContactpersoonAfdeling": "De adviseur", "emailadres": "adviseur@voorbeeld.example"}],
    "arbeidsmarktkwalificatie": {
        "codeWerkEnDenkniveauWerkzoekende": 4,
        "opleiding": [
            {
                "codeNiveauOpleiding": 4,
                "codeStatusOpleiding": 1,
                "indicatieDiploma": 1,
                "datumDiploma": "1998-07-01",
                "toelichtingOpleiding": "Verzorgende IG",
            }
        ],
        "cursus": [{"naamCursus": "BHV", "indicatieCertificaat": 1}],
        "werkervaring": [
            {
                "beroep": {"codeBeroepsnaam": URI},
                "datumAanvangWerkzaamheden": "1976-09-01",
                "datumEindeWerkzaamheden": "1999-01-31",
                "naamOrganisatie": "Zorg BV",
                "toelichtingWerkervaring": "Wassen en aankleden",
            }
        ],
        "taalbeheersing": [
            {"codeTaal": "deu", "codeNiveauTaalbeheersingMondeling": 3, "codeNiveauTaalbeheersingSchriftelijk": 1},
            {"codeTaal": "tir", "codeNiveauTaalbeheersingMondeling": 4},
            {"codeTaal": "fra", "codeNiveauTaalbeheersingMondeling": 1},
        ],
        "rijbewijs": [{"codeSoortRijbewijs": "B"}, {"codeSoortRijbewijs": "C1E"}, {"codeSoortRijbewijs": "B"}],
        "interesse": [{"naamInteresse": "Tuinieren"}],
    },
}


def person(**changes: Any) -> Jobseeker:
    """The full profile with top-level fields replaced."""
    return parse(RawRecord("p.json:1", {**FULL, **changes})).jobseeker


def qualified(**changes: Any) -> Jobseeker:
    """The full profile with only these qualifications."""
    return person(arbeidsmarktkwalificatie=changes)


def test_a_3_0_profile_is_read_whole() -> None:
    profile = parse(RawRecord("p.json:1", FULL))
    wish = Occupation(None, URI, "competentnl")
    assert profile.jobseeker == Jobseeker(
        key="vum-EM.0042-a",
        source="vum",
        postcode="7811AB",
        max_km=45.0,
        max_minutes=1.0,
        occupations=(wish,),
        experience=(Experience(wish, date(1976, 9, 1), date(1999, 1, 31), "Wassen en aankleden"),),
        education=(Education(Diploma.MBO, "Verzorgende IG", True, date(1998, 7, 1)),),
        courses=(Course("BHV", True),),
        interests=("Tuinieren",),
        languages=(Language("de", Cefr.B1, assumed=True), Language("ti", Cefr.C1, assumed=True)),
        licences=("B", "C1E"),
        transport=("car",),
        level=Diploma.MBO,
        hours_min=16,
        hours_max=24,
        shifts=False,
        permanent=True,
        learning=False,
        available_from=date(2026, 10, 1),
        available_until=date(2027, 10, 1),
        presentation="Ik werk graag met mensen.",
    )
    assert profile.contact == Contact(None, "a@voorbeeld.example", "0591-000000")
    assert "adviseur" not in repr(profile)


OCCUPATIONS = [
    ("2.0-coded", {"beroepsnaamGecodeerd": {"codeBeroepsnaam": "5642"}}, Occupation(None, "5642", "boc")),
    ("2.0-coded-with-title", {"beroepsnaamGecodeerd": {"codeBeroepsnaam": 5642, "omschrijvingBeroepsnaam": "lasser"}},
     Occupation("lasser", "5642", "boc")),
    ("2.0-title-only", {"beroepsnaamGecodeerd": {"omschrijvingBeroepsnaam": "lasser"}}, Occupation("lasser")),
    ("2.0-uncoded", {"beroepsnaamOngecodeerd": {"naamBeroepOngecodeerd": "lasser"}}, Occupation("lasser")),
    ("older", {"naamBeroepOngecodeerd": "lasser"}, Occupation("lasser")),
]  # fmt: skip


@pytest.mark.parametrize(("body", "found"), [o[1:] for o in OCCUPATIONS], ids=[o[0] for o in OCCUPATIONS])
def test_occupations_of_every_version(body: dict[str, Any], found: Occupation) -> None:
    assert person(bemiddelingsberoep=[body]).occupations == (found,)
    assert qualified(werkervaring=[{"beroep": body}]).experience == (Experience(found),)


MEANING = [
    ("radius-code-when-no-distance", {"mobiliteit": {"bemiddelingspostcode": "7811AB"},
     "flexibiliteit": {"codeRegiostraal": 5}}, "max_km", 50.0),
    ("distance-before-radius-code", {"flexibiliteit": {"codeRegiostraal": 5}}, "max_km", 45.0),
    ("empty-counts-as-absent", {"persoonlijkePresentatie": " "}, "presentation", None),
    ("empty-list-where-an-object-belongs", {"werktijden": []}, "hours_max", None),
    ("shifts-yes", {"flexibiliteit": {"indicatieOnregelmatigWerkOfPloegendienst": 1}}, "shifts", True),
    ("shifts-unknown", {"flexibiliteit": {"indicatieOnregelmatigWerkOfPloegendienst": 0}}, "shifts", None),
    ("temporary-only", {"contractvorm": [{"codeTypeArbeidscontract": "B"}]}, "permanent", False),
    ("either-contract", {"contractvorm": [{"codeTypeArbeidscontract": "B"}, {"codeTypeArbeidscontract": "O"}]},
     "permanent", None),
    ("germany-by-code", {"voorkeursland": [{"landencodeIso": "NL"}, {"landencodeIso": "DE"}]}, "germany", True),
    ("germany-by-number", {"voorkeursland": [{"landencodeIso": "6"}]}, "germany", True),
    ("another-country-says-nothing", {"voorkeursland": [{"landencodeIso": "BE"}]}, "germany", None),
    ("other-transport", {"vervoermiddel": [{"codeVervoermiddel": 9}]}, "transport", ()),
    ("all-transport", {"vervoermiddel": [{"codeVervoermiddel": n} for n in (5, 4, 3, 2, 1, 1)]}, "transport",
     ("public", "motor", "bike", "moped", "car")),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "name", "value"), [m[1:] for m in MEANING], ids=[m[0] for m in MEANING])
def test_what_a_field_means(changes: dict[str, Any], name: str, value: object) -> None:
    found = person(**changes)
    assert getattr(found, name) == value
    assert found.odd == ()


@pytest.mark.parametrize(
    ("code", "level"),
    [(0, None), (1, Diploma.NONE), (2, Diploma.NONE), (3, Diploma.VMBO), (4, Diploma.MBO), (5, Diploma.HBO),
     (6, Diploma.WO), (7, None)],
)  # fmt: skip
def test_level_of_working_and_thinking(code: int, level: Diploma | None) -> None:
    assert qualified(codeWerkEnDenkniveauWerkzoekende=code).level == level


COMPLETED = [
    ("diploma", {"indicatieDiploma": 1}, True),
    ("no-diploma", {"indicatieDiploma": 2}, False),
    ("finished", {"codeStatusOpleiding": 1}, True),
    ("broken-off", {"codeStatusOpleiding": 2}, False),
    ("running-with-part-certificate", {"codeStatusOpleiding": 3, "indicatieDiploma": 1}, False),
    ("not-applicable", {"codeStatusOpleiding": 0, "indicatieDiploma": 8}, None),
    ("contradiction", {"codeStatusOpleiding": 1, "indicatieDiploma": 2}, None),
]


@pytest.mark.parametrize(("body", "completed"), [c[1:] for c in COMPLETED], ids=[c[0] for c in COMPLETED])
def test_whether_a_course_of_study_was_completed(body: dict[str, Any], completed: bool | None) -> None:
    study = qualified(opleiding=[{"codeNiveauOpleiding": 9, "toelichtingOpleiding": "x", **body}]).education[0]
    assert (study.level, study.completed) == (None, completed)


def test_2_0_names_of_studies_and_skills() -> None:
    coded = {"opleidingsnaam": {"opleidingsnaamGecodeerd": {"omschrijvingOpleidingsnaam": "mavo"}}}
    names = {"naamOpleidingOngecodeerd": "lassen", "omschrijvingOpleiding": "mig en tig"}
    uncoded = {"opleidingsnaam": {"opleidingsnaamOngecodeerd": names}}
    found = qualified(opleiding=[coded, uncoded], vakvaardigheid=[{"omschrijving": "TIG-lassen"}, {}])
    assert found.education == (Education(name="mavo"), Education(name="lassen", description="mig en tig"))
    assert found.skills == ("TIG-lassen",)


def test_a_language_stated_twice_counts_at_the_lowest_level_in_any_order() -> None:
    both = [{"codeTaal": "deu", "codeNiveauTaalbeheersingMondeling": n} for n in (4, 2)]
    assert qualified(taalbeheersing=both).languages == qualified(taalbeheersing=both[::-1]).languages
    assert qualified(taalbeheersing=both).languages == (Language("de", Cefr.A2, assumed=True),)


ODD = [
    ("hours-crossed", {"werktijden": {"aantalWerkurenPerWeekMinimaal": 34, "aantalWerkurenPerWeekMaximaal": 16}},
     ("hours_min", "hours_max"), "werktijden.aantalWerkurenPerWeekMinimaal: more than aantalWerkurenPerWeekMaximaal"),
    ("distance-is-text", {"mobiliteit": {"bemiddelingspostcode": "7811AB", "maximaleReisafstand": "ver"}},
     ("max_km",), "mobiliteit.maximaleReisafstand: not a number"),
    ("distance-negative", {"mobiliteit": {"bemiddelingspostcode": "7811AB", "maximaleReisafstand": -1}},
     ("max_km",), "mobiliteit.maximaleReisafstand: not between 0 and 999"),
    ("unknown-code", {"vervoermiddel": [{"codeVervoermiddel": 7}]}, (), "vervoermiddel[0].codeVervoermiddel: unknown value"),
    ("new-field", {"bemiddelingsBeroep": []}, (), "bemiddelingsBeroep: unknown field"),
    ("personal-field-name", {"Jan de Vries 12": 1}, (), "…: unknown field"),
    ("list-is-text", {"emailadres": "a@b.example"}, (), "emailadres: not a list"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "names", "note"), [o[1:] for o in ODD], ids=[o[0] for o in ODD])
def test_an_odd_field_is_named_and_costs_only_itself(
    changes: dict[str, Any], names: tuple[str, ...], note: str
) -> None:
    found = person(**changes)
    assert [getattr(found, name) for name in names] == [None] * len(names)
    assert note in found.odd
    assert found.occupations


def test_a_job_that_ends_before_it_starts_is_kept_and_named() -> None:
    job = {"datumAanvangWerkzaamheden": "2024-05-01", "datumEindeWerkzaamheden": "2020-01-01"}
    found = qualified(werkervaring=[job])
    assert found.experience == (Experience(Occupation(), date(2024, 5, 1), date(2020, 1, 1)),)
    assert found.odd == ("arbeidsmarktkwalificatie.werkervaring[0].datumEindeWerkzaamheden: ends before it starts",)


UNUSABLE = [
    ("no-id", {"idWerkzoekende": None}, "idWerkzoekende"),
    ("empty-id", {"idWerkzoekende": ""}, "idWerkzoekende"),
    ("id-with-a-slash", {"idWerkzoekende": "a/b"}, "idWerkzoekende"),
    ("id-too-long", {"idWerkzoekende": "a" * 201}, "idWerkzoekende"),
    ("no-postcode", {"mobiliteit": {}}, "mobiliteit.bemiddelingspostcode"),
    ("postcode-with-a-space", {"mobiliteit": {"bemiddelingspostcode": "7811 AB"}}, "mobiliteit.bemiddelingspostcode"),
    ("german-postcode", {"mobiliteit": {"bemiddelingspostcode": "49716"}}, "mobiliteit.bemiddelingspostcode"),
    ("id-is-a-bsn", {"idWerkzoekende": BSN}, "idWerkzoekende"),
]


@pytest.mark.parametrize(("changes", "field"), [u[1:] for u in UNUSABLE], ids=[u[0] for u in UNUSABLE])
def test_a_record_without_identity_or_place_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InputError) as error:
        person(**changes)
    assert (error.value.where, error.value.field) == ("p.json:1", field)
    assert "expected" in str(error.value)
    assert BSN not in str(error.value)


def test_a_bsn_is_noted_and_appears_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = {**FULL, "burgerservicenummer": BSN, "mobiliteit": {**FULL["mobiliteit"], "Bsn": int(BSN)}}
    profile = parse(RawRecord("p.json:1", body))
    assert profile.jobseeker.odd == ("BSN: refused and not stored (2 numbers)",)
    assert BSN not in repr(profile) + caplog.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        [*FULL, *FULL["mobiliteit"], *FULL["flexibiliteit"], *FULL["arbeidsmarktkwalificatie"], "bsn", "codeTaal",
         "beroep", "codeNiveauTaalbeheersingMondeling", "codeSoortRijbewijs", "naamCursus", "codeVervoermiddel"]
    ) | st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from([*FULL, "Sofi-nummer"]), JSON, max_size=8), st.sampled_from(["bsn", "BSN nr"]))
def test_any_json_with_id_and_postcode_is_read(body: dict[str, Any], key: str) -> None:
    place = {
        **(body["mobiliteit"] if isinstance(body.get("mobiliteit"), dict) else {}),
        "bemiddelingspostcode": "7811AB",
    }
    secret = {key: BSN, "meer": [{"bsn": {"x": BSN}}]}
    profile = parse(RawRecord("p", {**body, **secret, "idWerkzoekende": "x", "mobiliteit": {**place, key: BSN}}))
    assert profile.jobseeker.key == "vum-x"
    assert BSN not in repr(profile)
    json.dumps(repr(profile)).encode()


def accreditation(name: str) -> list[dict[str, Any]]:
    bodies: list[dict[str, Any]] = json.loads((SHARED / "vum" / name).read_text(encoding="utf-8"))
    return bodies


def codes(body: dict[str, Any], name: str, code: str) -> list[str]:
    return [x[code] for x in body.get("arbeidsmarktkwalificatie", {}).get(name, []) if code in x]


@needs_shared
@pytest.mark.parametrize(
    "name", ["AccreditatieWerkzoekenden_upload.json", "v2.0_AccreditatieWerkzoekenden_upload.json"], ids=["3.0", "2.0"]
)
def test_the_accreditation_profiles_are_read_without_loss(name: str) -> None:
    bodies = accreditation(name)
    people = [parse(RawRecord(f"#{i}", body)).jobseeker for i, body in enumerate(bodies)]
    assert len({p.key for p in people}) == len(bodies) == 1000
    for body, found in zip(bodies, people, strict=True):
        assert found.postcode == body["mobiliteit"]["bemiddelingspostcode"].upper()
        assert found.max_km == body["mobiliteit"]["maximaleReisafstand"]
        assert found.max_minutes == body["mobiliteit"].get("maximaleReistijd")
        assert set(found.licences) == set(codes(body, "rijbewijs", "codeSoortRijbewijs"))
        assert set(found.interests) == set(codes(body, "interesse", "naamInteresse"))
        assert set(found.skills) == set(codes(body, "vakvaardigheid", "omschrijving"))
        assert found.presentation == body.get("persoonlijkePresentatie")
        named = {x for c in codes(body, "cursus", "naamCursus") if (x := c.strip())}
        assert named <= {c.name for c in found.courses}
        wishes = json.dumps(body["bemiddelingsberoep"], ensure_ascii=False)
        said = [x for o in found.occupations for x in (o.title, o.code) if x]
        assert all(x in wishes for x in said)
        texts = {v.strip() for b in body["bemiddelingsberoep"] for v in leaves(b)}
        assert set(said) == texts - {""}
    german = sum(1 for b in bodies if any(v.get("landencodeIso") == "DE" for v in b.get("voorkeursland", [])))
    assert Counter(p.germany for p in people) == Counter({None: 1000 - german, True: german})
    crossed = sum("aantalWerkurenPerWeekMinimaal: more" in " ".join(p.odd) for p in people)
    hours = [b.get("werktijden", {}) for b in bodies]
    both = [(h["aantalWerkurenPerWeekMinimaal"], h["aantalWerkurenPerWeekMaximaal"]) for h in hours if len(h) >= 2
            and "aantalWerkurenPerWeekMinimaal" in h and "aantalWerkurenPerWeekMaximaal" in h]  # fmt: skip
    assert crossed == sum(low > high for low, high in both)


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    return [str(value)]


@needs_shared
def test_the_older_profiles_have_titles_and_levels() -> None:
    people = [
        parse(RawRecord(f"#{i}", b)).jobseeker for i, b in enumerate(accreditation("UM-Werkzoekenden-sonar.json"))
    ]
    assert [p.occupations[0].title for p in people] == [
        "Secretaresse", "Magazijnbediende", "Softwaredeveloper", "Pakketdienstbezorger", "Vrachtwagenschaufeur", "Metselaar"
    ]  # fmt: skip
    assert [p.education[0].level for p in people] == ["vmbo", "mbo", "hbo", "wo", "vmbo", "vmbo"]
    assert not any(p.odd for p in people)
