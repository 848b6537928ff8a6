"""Official tables that a user brings, turned into concepts and into look-ups of codes.

A code present on both sides is looked up, never guessed. ESCO gives concepts with labels in both languages, the
EURES mapping tables tie UWV's and the BA's titles to them, DKZ gives the KldB 2010 of a German title, the
KldB–ISCO table its ISCO-08, and BO&C the reference occupation of a UWV code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from matcher.bridge.lexicon import Concept
from matcher.bridge.tables import DKZ_CODE, RELATION, SUFFIXES, Row, Table, recognise

# How sure a look-up through a mapping is, by its relation; only exact and close ones lend their labels.
SURE = {"exact": 1.0, "close": 0.9, "narrow": 0.7, "broad": 0.7}
SKILL_TABLES = (
    "esco_skills",
    "esco_digital_skills",
    "esco_green_skills",
    "esco_transversal_skills",
    "esco_language_skills",
)
ESCO_ROOT = "http://data.europa.eu/esco/"
ESSENTIAL = "essential"
MOST_GROUPS = 12

Links = Mapping[tuple[str, str], tuple[tuple[str, float], ...]]


@dataclass(frozen=True)
class Reference:
    """What the user's official tables know: concepts, and the look-ups between code systems.

    `links` leads from ("boc", code), ("boc title", title) or ("dkz title", title) to concept ids with certainty.
    """

    concepts: tuple[Concept, ...] = ()
    kldb_of_title: Mapping[str, str] = field(default_factory=dict)
    isco_of_kldb: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    boc: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    links: Links = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Sequence[Table]) -> Reference:
        """Everything these tables give together."""
        return cls(
            concepts_of(tables), dkz_codes(tables), kldb_to_isco(tables), boc_titles(tables), mapping_links(tables)
        )

    @property
    def titles(self) -> dict[tuple[str, str], str]:
        """UWV's own title of each UWV occupation code, for profiles that carry a code alone."""
        return {("boc", code): title for code, (title, _, _) in self.boc.items()}


def read_tables(paths: Iterable[Path]) -> Iterator[tuple[Path, Table | None]]:
    """Every CSV or XLSX file at these paths (files, or folders with all below), with its table or None."""
    for path in paths:
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
        yield from ((file, recognise(file)) for file in files)


def load_tables(folder: Path) -> tuple[Table, ...]:
    """All official tables in a folder and its subfolders; other files there are left alone."""
    return tuple(table for _, table in read_tables([folder]) if table is not None)


def load_folder(folder: Path) -> tuple[Concept, ...]:
    """Concepts of all official files in a folder and its subfolders."""
    return concepts_of(load_tables(folder))


def concepts_of(tables: Sequence[Table]) -> tuple[Concept, ...]:
    """Concepts that have labels in both languages; one language alone bridges nothing."""
    near, asked = _near(tables), _asked_by(tables)
    occupations = _concepts(tables, ("esco_occupations",), "eures_occupations", "occupation", near=near)
    skills = _concepts(tables, SKILL_TABLES, "eures_skills", "skill", isco=asked)
    groups = _concepts(tables, ("esco_skill_groups", "esco_hierarchy"), "", "knowledge")
    known = {c.id for c in skills}
    return (*occupations, *skills, *(c for c in groups if c.id not in known))


def esco_id(uri: str) -> str:
    """The concept id of an ESCO address: `esco:` and what follows the root, without `occupation/` or `skill/`."""
    rest = uri.removeprefix(ESCO_ROOT)
    return "esco:" + rest.removeprefix("occupation/").removeprefix("skill/")


def _concepts(
    tables: Sequence[Table],
    kinds: Sequence[str],
    mapping: str,
    kind: str,
    near: Mapping[str, tuple[str, ...]] | None = None,
    isco: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Concept]:
    """One concept per ESCO address with labels of both languages, from ESCO itself and from the mappings."""
    nl, de = (_labels_by_uri(tables, kinds, mapping, lang) for lang in ("nl", "de"))
    groups = {row["conceptUri"]: (row["iscoGroup"],) for t in tables if t.kind == "esco_occupations" for row in t.rows}
    return [
        Concept(
            id=esco_id(uri),
            kind=kind,
            nl=labels,
            de=de[uri],
            isco=groups.get(uri) or (isco or {}).get(uri, ()),
            near=tuple(esco_id(u) for u in (near or {}).get(uri, ()) if u in nl and u in de),
        )
        for uri, labels in nl.items()
        if uri in de
    ]


def _labels_by_uri(
    tables: Sequence[Table], kinds: Sequence[str], mapping: str, lang: str
) -> dict[str, tuple[str, ...]]:
    """ESCO address -> labels: preferred, exactly mapped national titles, alternative ones, closely mapped ones."""
    ranked: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for table in tables:
        if table.lang == lang and table.kind in kinds:
            for uri, rank, label in _table_labels(table):
                ranked[uri].append((rank, label))
        elif table.lang == lang and table.kind == mapping:
            for link in _mapped(table):
                if link.relation in ("exact", "close") and link.label:
                    ranked[link.uri].append((1 if link.relation == "exact" else 3, link.label))
    return {uri: tuple(dict.fromkeys(x for _, x in sorted(found, key=lambda f: f[0]))) for uri, found in ranked.items()}


def _table_labels(table: Table) -> Iterator[tuple[str, int, str]]:
    if table.kind == "esco_hierarchy":
        for row in table.rows:
            for level in range(4):
                if row.get(f"Level {level} URI"):
                    yield row[f"Level {level} URI"], 0, row[f"Level {level} preferred term"]
        return
    for row in table.rows:
        yield row["conceptUri"], 0, row["preferredLabel"]
        for label in row.get("altLabels", "").replace(" | ", "\n").split("\n"):
            if label.strip():
                yield row["conceptUri"], 2, label.strip()


@dataclass(frozen=True, slots=True)
class _Link:
    """One line of a mapping: national code and label, the relation seen from there, and the ESCO address."""

    code: str
    label: str
    relation: str
    uri: str


def _mapped(table: Table) -> Iterator[_Link]:
    for row in table.rows:
        relation = _relation(row)
        national, esco = ("one", "two") if row["two"].startswith(ESCO_ROOT) else ("two", "one")
        yield _Link(_last_part(row[national]), row.get(f"{national}_label", ""), relation, row[esco])


def _relation(row: Row) -> str:
    found = RELATION.search(row["relation"])
    return found[1].lower() if found else ""


def _last_part(address: str) -> str:
    """`http://…/occupation/1000404706` -> `1000404706`; a bare code stays."""
    return address.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def mapping_links(tables: Iterable[Table]) -> Links:
    """National codes and titles -> ESCO concept ids with certainty, the surest first."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for table in tables:
        if table.kind == "eures_occupations":
            scheme = "boc" if table.lang == "nl" else "dkz"
            for link in _mapped(table):
                for key in ((scheme, link.code), (f"{scheme} title", link.label)):
                    here = found[key]
                    here[esco_id(link.uri)] = max(here.get(esco_id(link.uri), 0.0), SURE[link.relation])
    return {key: tuple(sorted(ids.items(), key=lambda x: -x[1])) for key, ids in found.items()}


def _near(tables: Iterable[Table]) -> dict[str, tuple[str, ...]]:
    """ESCO occupations that stand directly above or below one another."""
    result: dict[str, dict[str, None]] = defaultdict(dict)
    for table in tables:
        if table.kind == "esco_broader_occupations":
            for row in table.rows:
                if "/occupation/" in row["conceptUri"] and "/occupation/" in row["broaderUri"]:
                    result[row["conceptUri"]][row["broaderUri"]] = None
                    result[row["broaderUri"]][row["conceptUri"]] = None
    return {uri: tuple(others) for uri, others in result.items()}


def _asked_by(tables: Sequence[Table]) -> dict[str, tuple[str, ...]]:
    """ESCO skill -> unit groups of the occupations it is essential for; a skill of too many trades has none."""
    groups = {row["conceptUri"]: row["iscoGroup"] for t in tables if t.kind == "esco_occupations" for row in t.rows}
    result: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        if table.kind == "esco_relations":
            for row in table.rows:
                if row["relationType"].startswith(ESSENTIAL) and row["occupationUri"] in groups:
                    result[row["skillUri"]].add(groups[row["occupationUri"]])
    return {uri: tuple(sorted(codes)) for uri, codes in result.items() if len(codes) <= MOST_GROUPS}


def dkz_codes(tables: Iterable[Table]) -> dict[str, str]:
    """German title (long and short form) -> KldB 2010, from the BA's own list; a title of two codes is left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        if table.kind == "dkz":
            for row in table.rows:
                code = DKZ_CODE.match(row["code"])
                for title in (row["title"], row["short"]):
                    found[title].add(code[1] if code else "")
    return {title: next(iter(codes)) for title, codes in found.items() if len(codes) == 1}


def kldb_to_isco(tables: Iterable[Table]) -> dict[str, tuple[str, ...]]:
    """KldB 2010 (five digits) -> its ISCO-08 unit groups, in the order of the table; most have one."""
    result: dict[str, tuple[str, ...]] = {}
    for table in tables:
        if table.kind == "kldb_isco":
            for row in table.rows:
                result[row["kldb5"]] = (*result.get(row["kldb5"], ()), row["isco08"])
    return result


def boc_titles(tables: Iterable[Table]) -> dict[str, tuple[str, str, str]]:
    """UWV occupation code -> (title, reference code, reference title)."""
    return {
        row["UWV beroep code"]: (
            row["Omschrijving"],
            row["Code Bovenliggend Referentie Beroep"],
            row.get("Omschrijving Bovenliggend Referentie Beroep", ""),
        )
        for t in tables
        if t.kind == "boc"
        for row in t.rows
    }
