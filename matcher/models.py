"""The things Werkbrug talks about, as frozen dataclasses; no input or output here.

Absent knowledge is `None` (or an empty tuple), never a default: "unknown" is not "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Cefr(StrEnum):
    """Level of a language after the Common European Framework of Reference."""

    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"

    @property
    def rank(self) -> int:
        """1 for A1 up to 6 for C2."""
        return list(Cefr).index(self) + 1


class VacancyKind(StrEnum):
    """The Bundesagentur's `stellenangebotsart`, in our words."""

    JOB = "job"
    APPRENTICESHIP = "apprenticeship"
    INTERNSHIP = "internship"
    SELF_EMPLOYED = "self_employed"
    OTHER = "other"


class PayPeriod(StrEnum):
    """What one amount of pay covers."""

    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


class Diploma(StrEnum):
    """Level of education; `mbo` is secondary vocational education of a level that is not stated."""

    NONE = "none"
    VMBO = "vmbo"
    MBO1 = "mbo1"
    MBO = "mbo"
    MBO2 = "mbo2"
    MBO3 = "mbo3"
    HAVO_VWO = "havo_vwo"
    MBO4 = "mbo4"
    HBO = "hbo"
    WO = "wo"

    @property
    def vocational_rank(self) -> int:
        """What the diploma is worth where a job asks for vocational training, on the levels of the EQF.

        Havo and vwo are general education: they do not replace a German Ausbildung.
        """
        ranks = {"none": 0, "vmbo": 1, "mbo1": 1, "havo_vwo": 2, "mbo2": 2, "mbo3": 3, "mbo": 3, "mbo4": 4}
        return {**ranks, "hbo": 6, "wo": 7}[self.value]


@dataclass(frozen=True, slots=True)
class Place:
    """A postcode area with its centre in degrees (WGS 84); country is NL or DE."""

    country: str
    postcode: str
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Language:
    """A language (ISO 639-1) at a level; `assumed` when nobody stated the level."""

    code: str
    level: Cefr | None = None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Location:
    """One place of work as the advertisement gives it; coordinates in degrees where known."""

    postcode: str | None = None
    town: str | None = None
    street: str | None = None
    region: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """Gross pay in euros per `period`; both ends equal for a fixed amount."""

    low: float
    high: float
    period: PayPeriod


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A German advertisement, normalised; `odd` names the fields that could not be understood."""

    ref: str
    title: str
    occupation: str | None = None
    other_occupations: tuple[str, ...] = ()
    employer: str | None = None
    employer_key: str | None = None
    locations: tuple[Location, ...] = ()
    description: str | None = None
    kind: VacancyKind = VacancyKind.JOB
    published: date | None = None
    first_published: date | None = None
    modified: datetime | None = None
    starts: date | None = None
    full_time: bool | None = None
    part_time: bool | None = None
    shifts: bool | None = None
    minijob: bool | None = None
    home_office: bool | None = None
    temporary_agency: bool | None = None
    private_agency: bool | None = None
    permanent: bool | None = None
    career_changers: bool | None = None
    pay: Pay | None = None
    education: str | None = None
    url: str | None = None
    odd: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation as a profile names it: a title, a code, or both; scheme is boc, competentnl, esco or isco08."""

    title: str | None = None
    code: str | None = None
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Experience:
    """One job a person had."""

    occupation: Occupation
    starts: date | None = None
    ends: date | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Education:
    """One course of study; `completed` is None when the profile does not say."""

    level: Diploma | None = None
    name: str | None = None
    completed: bool | None = None
    ends: date | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A short course or certificate (VCA, BHV, code 95 appear here as free text)."""

    name: str
    certificate: bool | None = None
    expires: date | None = None


@dataclass(frozen=True, slots=True)
class LanguageCourse:
    """A German course that begins near a person; unknown parts are None."""

    title: str
    provider: str | None = None
    town: str | None = None
    postcode: str | None = None
    starts: date | None = None
    ends: date | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said of how a profile was understood: this concept is, or is not, what the words `text` mean.

    `kind` is skill or occupation; `text` is empty where a concept was added or taken away by itself.
    """

    kind: str
    concept: str
    right: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Jobseeker:
    """A Dutch jobseeker under a pseudonymous key; no name, sex, nationality, age or contact details.

    `learning` is whether an apprenticeship, internship or work placement is wanted. `corrections` are not part of a
    source's profile; the store adds what people said of how it was understood.
    """

    key: str
    source: str
    postcode: str | None = None
    max_km: float | None = None
    max_minutes: float | None = None
    occupations: tuple[Occupation, ...] = ()
    experience: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()
    courses: tuple[Course, ...] = ()
    skills: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    licences: tuple[str, ...] = ()
    transport: tuple[str, ...] = ()
    level: Diploma | None = None
    hours_min: int | None = None
    hours_max: int | None = None
    shifts: bool | None = None
    permanent: bool | None = None
    available_from: date | None = None
    available_until: date | None = None
    presentation: str | None = None
    germany: bool | None = None
    learning: bool | None = None
    odd: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Contact details of a person, kept apart from the profile."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A parsed jobseeker with the contact details that are stored apart."""

    jobseeker: Jobseeker
    contact: Contact | None = None


class Strength(StrEnum):
    """How an advertisement asks for something."""

    REQUIRED = "required"
    NICE = "nice"
    TASK = "task"
    BOAST = "boast"


@dataclass(frozen=True, slots=True)
class AskedSkill:
    """A skill, certificate or licence found in an advertisement; `start` and `end` are offsets in its plain text."""

    concept: str
    kind: str
    text: str
    strength: Strength
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What an advertisement asks for and offers, as far as its fields and text say.

    Pay is in €/month gross at `pay_hours` a week; `isco` is the ISCO-08 unit group of its main occupation;
    `no_diploma` where none is needed, `or_experience` where experience does as well;
    `tariff` is the collective agreement as written, where no figure of pay is known.
    """

    skills: tuple[AskedSkill, ...] = ()
    german: Language = Language("de")
    other_languages: tuple[Language, ...] = ()
    licences: tuple[str, ...] = ()
    licences_nice: tuple[str, ...] = ()
    diploma: Diploma | None = None
    no_diploma: bool = False
    or_experience: bool = False
    years: float | None = None
    shifts: bool | None = None
    hours_min: float | None = None
    hours_max: float | None = None
    pay_low: float | None = None
    pay_high: float | None = None
    pay_hours: float | None = None
    temporary_agency: bool | None = None
    career_changers: bool | None = None
    starts: date | None = None
    isco: str | None = None
    tariff: str | None = None


@dataclass(frozen=True, slots=True)
class Factor:
    """One reason in a match: the level that held, the points it gave, and what it is based on.

    `points` add up over the factors to the match's score; `best` is the most this factor can give.
    `params` fill the message `<name>.<level>` of data/messages/factors.toml.
    """

    name: str
    level: str
    points: float
    best: float
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something a vacancy asks that the person does not have yet, as a step to take."""

    kind: str
    what: str
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Match:
    """A vacancy suggested to a person: score 0–100, the factors that add up to it, and the gaps.

    `also` are advertisements of the same job (reposted, or by another staffing firm), shown once; `alike` (0–1) is
    the cosine of profile and advertisement, which orders matches of equal score.
    """

    person: str
    vacancy: str
    score: float
    factors: tuple[Factor, ...]
    gaps: tuple[Gap, ...] = ()
    transferable: bool = False
    km: float | None = None
    minutes: float | None = None
    also: tuple[str, ...] = ()
    alike: float = 0.0


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note in one language: what it means, what to do, by when and whom to ask."""

    title: str
    body: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A practical note for one person and one vacancy on one date; `texts` by language (nl, de, en)."""

    rule: str
    topic: str
    texts: Mapping[str, NoteText]
    source: str
    source_date: date
    checked_on: date
    contact: str = ""
    certain: bool = True
    amounts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be used: where it stood, the field, and why."""

    where: str
    field: str
    reason: str
