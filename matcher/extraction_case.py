"""Measures what is read from advertisements against labels made by hand: precision, recall and F1 per field."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.bridge import Bridge
from matcher.case import read_vacancies
from matcher.errors import InputError
from matcher.extract import extract, text_of
from matcher.index import vacancy_occupations
from matcher.models import Asked, AskedSkill, Strength, Vacancy
from matcher.skilltext import SkillFinder, is_language
from matcher.stock import isco_of

# Pay is right when both ends are within this share of the label's.
PAY_TOLERANCE = 0.02
HELD_OUT_EVERY = 5
PARTS = ("all", "train", "held-out")
LISTS = ("licences", "licences_nice")
VALUES = ("diploma", "years", "shifts", "temporary_agency", "career_changers")
FIELDS = ("german", *LISTS, *VALUES, "no_diploma", "hours", "pay", "skills")
NEEDED = ("german", *LISTS, *VALUES, "no_diploma", "hours_min", "hours_max", "pay_low", "pay_high", "skills")


@dataclass(frozen=True, slots=True)
class LabelledSkill:
    """A skill as a careful adviser marks it: by its words, or by its offsets in the plain text."""

    text: str | None
    span: tuple[int, int] | None
    strength: Strength


@dataclass(frozen=True, slots=True)
class Label:
    """The labels of one advertisement; `length` is that of the plain text its offsets belong to."""

    ref: str
    values: Mapping[str, Any]
    skills: tuple[LabelledSkill, ...]
    length: int | None = None


@dataclass
class Count:
    """Right, found and labelled so far."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    def add(self, found: Iterable[Any], labelled: Iterable[Any]) -> None:
        """Count two sets of values of one advertisement."""
        left, right = set(found), set(labelled)
        self.right += len(left & right)
        self.found += len(left)
        self.labelled += len(right)

    def figures(self) -> dict[str, float | int | None]:
        """Precision, recall and F1; None where nothing was found or nothing labelled."""
        return _figures(self.right, self.found, self.right, self.labelled)


def evaluate_extraction(
    vacancies: Iterable[Vacancy],
    labels: Sequence[Label],
    finder: SkillFinder,
    groups: Mapping[str, str | None] | None = None,
) -> dict[str, Any]:
    """Precision, recall and F1 per field over the labelled advertisements, and how often a skill's strength is right.

    `groups` are the ISCO-08 unit groups of the vacancies by their number.
    A skill that is found counts as right when it overlaps a labelled one anywhere that one's words stand, or when the
    labelled words name the same concept: every concept is reported once per advertisement. Character traits and
    languages are not labelled and not counted; skills in praise of the firm count on neither side. Raises InputError
    when a labelled advertisement is missing or has changed.
    """
    apart = {c.id for c in finder.concepts if c.kind == "soft" or is_language(c)}
    by_ref = {v.ref: v for v in vacancies}
    counts = {field: Count() for field in FIELDS if field != "skills"}
    spans: Counter[str] = Counter()
    for label in labels:
        vacancy = _vacancy_of(label, by_ref)
        asked = extract(vacancy, finder, isco=(groups or {}).get(label.ref))
        for field, count in counts.items():
            found = _found(asked, field)
            count.add(found, _pay_like(found, _labelled(label, field)) if field == "pay" else _labelled(label, field))
        skills = [skill for skill in asked.skills if skill.concept not in apart]
        spans.update(_compare_skills(skills, label, text_of(vacancy), finder))
    return {
        "advertisements": len(labels),
        **{field: count.figures() for field, count in counts.items()},
        "skills": _skill_figures(spans),
    }


def evaluate_extraction_files(vacancies: Path, labels: Path, part: str = "all") -> dict[str, Any]:
    """The same for files, with the shipped lexicon; raises InputError naming file and line of what cannot be used."""
    chosen = part_of(read_labels(labels), part)
    bridge, labelled = Bridge.load(), {label.ref for label in chosen}
    found = [vacancy for vacancy in read_vacancies(vacancies) if vacancy.ref in labelled]
    meant = vacancy_occupations(bridge, found)
    groups = {vacancy.ref: isco_of(occupations, bridge) for vacancy, occupations in zip(found, meant, strict=True)}
    return evaluate_extraction(found, chosen, SkillFinder.of("de", bridge.lexicon.skills), groups)


def part_of(labels: Sequence[Label], part: str) -> list[Label]:
    """All labels, the held-out fifth (every fifth line), or the rest ("train")."""
    if part == "all":
        return list(labels)
    return [x for at, x in enumerate(labels, start=1) if (at % HELD_OUT_EVERY == 0) == (part == "held-out")]


def read_labels(path: Path) -> list[Label]:
    """Labels from a JSON-lines file; raises InputError naming line and field."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [_label(line, f"{path.name}:{at}") for at, line in enumerate(lines, start=1) if line.strip()]


def _label(line: str, where: str) -> Label:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(where, "", "expected one JSON object per line") from error
    if not isinstance(row, dict) or not isinstance(row.get("ref"), str):
        raise InputError(where, "ref", "expected the advertisement's reference number as text")
    missing = next((name for name in NEEDED if name not in row), None)
    if missing:
        raise InputError(where, missing, "expected a value or null")
    skills = tuple(_labelled_skill(skill, where) for skill in row["skills"])
    return Label(row["ref"], row, skills, row.get("length"))


def _labelled_skill(row: Mapping[str, Any], where: str) -> LabelledSkill:
    text, span = row.get("text"), row.get("span")
    if not text and not span:
        raise InputError(where, "skills", 'expected "text" or "span" [start, end] in every skill')
    if row.get("strength") not in set(Strength):
        raise InputError(where, "skills.strength", f"expected one of {', '.join(Strength)}")
    return LabelledSkill(text, (span[0], span[1]) if span else None, Strength(row["strength"]))


def _vacancy_of(label: Label, by_ref: Mapping[str, Vacancy]) -> Vacancy:
    vacancy = by_ref.get(label.ref)
    if vacancy is None:
        raise InputError("labels", "ref", f"advertisement {label.ref} is not among the vacancies")
    if label.length is not None and label.length != len(text_of(vacancy)):
        raise InputError("labels", "length", f"the text of {label.ref} is not the one that was labelled")
    return vacancy


def _found(asked: Asked, field: str) -> list[Any]:
    """The values read for a field; nothing where it is unknown or assumed."""
    if field in LISTS:
        return list(getattr(asked, field))
    special: dict[str, Callable[[], Any]] = {
        "german": lambda: None if asked.german.assumed else asked.german.level,
        "no_diploma": lambda: asked.no_diploma or asked.or_experience or None,
        "hours": lambda: _pair(asked.hours_min, asked.hours_max),
        "pay": lambda: _pair(asked.pay_low, asked.pay_high),
    }
    value = special[field]() if field in special else getattr(asked, field)
    return [] if value is None else [value]


def _labelled(label: Label, field: str) -> list[Any]:
    row = label.values
    if field in LISTS:
        return list(row[field])
    ends = {"hours": ("hours_min", "hours_max"), "pay": ("pay_low", "pay_high")}
    if field in ends:
        value: Any = _pair(row[ends[field][0]], row[ends[field][1]])
    elif field == "german":
        value = None if row["german"]["assumed"] else row["german"]["level"]
    else:
        value = (row[field] or None) if field == "no_diploma" else row[field]
    return [] if value is None else [value]


def _pair(low: float | None, high: float | None) -> tuple[float, float] | None:
    return None if low is None or high is None else (float(low), float(high))


def _pay_like(found: Sequence[Any], labelled: Sequence[Any]) -> Sequence[Any]:
    """The found pay itself where it is within the tolerance of the label, so that the two compare equal."""
    if found and labelled:
        near = all(abs(a - b) <= PAY_TOLERANCE * b for a, b in zip(found[0], labelled[0], strict=True))
        return found if near else labelled
    return labelled


def _compare_skills(asked: Sequence[AskedSkill], label: Label, text: str, finder: SkillFinder) -> dict[str, int]:
    """Counts of one advertisement: found, right, labelled, hit, and strengths (right of all) where both have a skill."""
    places = [(place, at) for at, skill in enumerate(label.skills) for place in _places(skill, text)]
    names = [{found.concept.id for found in finder.find(_words(skill, text))} for skill in label.skills]
    marks = [skill.strength for skill in label.skills]
    result: Counter[str] = Counter(labelled=sum(m is not Strength.BOAST for m in marks))
    hit: set[int] = set()
    for skill in asked:
        near = {at for (start, end), at in places if start < skill.end and skill.start < end}
        near |= {at for at, concepts in enumerate(names) if skill.concept in concepts}
        result["strengths"] += bool(near)
        result["strength_right"] += any(marks[at] is skill.strength for at in near)
        if skill.strength is not Strength.BOAST:
            counting = {at for at in near if marks[at] is not Strength.BOAST}
            result["found"] += 1
            result["right"] += bool(counting)
            hit |= counting
    result["hit"] = len(hit)
    return dict(result)


def _places(skill: LabelledSkill, text: str) -> Iterator[tuple[int, int]]:
    """Everywhere in the text that the words of a labelled skill stand."""
    yield from (m.span() for m in re.finditer(re.escape(_words(skill, text)), text))


def _words(skill: LabelledSkill, text: str) -> str:
    return skill.text or (text[slice(*skill.span)] if skill.span else "")


def _skill_figures(spans: Mapping[str, int]) -> dict[str, float | int | None]:
    strength = _share(spans.get("strength_right", 0), spans.get("strengths", 0))
    figures = _figures(spans.get("right", 0), spans.get("found", 0), spans.get("hit", 0), spans.get("labelled", 0))
    return {**figures, "strength_accuracy": strength}


def _figures(right: int, found: int, hit: int, labelled: int) -> dict[str, float | int | None]:
    precision, recall = _share(right, found), _share(hit, labelled)
    both = (precision or 0.0) + (recall or 0.0)
    f1 = round(2 * (precision or 0.0) * (recall or 0.0) / both, 4) if both else None
    return {"precision": precision, "recall": recall, "f1": f1, "found": found, "labelled": labelled}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
