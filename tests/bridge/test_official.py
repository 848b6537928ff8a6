"""Official tables: recognised by their header, refused with one sentence, and turned into concepts and look-ups."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from matcher.bridge.official import Reference, esco_id, load_tables
from matcher.bridge.tables import Table, recognise
from matcher.errors import InputError
from tests.conftest import SHARED, needs_shared

OCC = "http://data.europa.eu/esco/occupation/"
WELDER, COOK = OCC + "aaaa-1", OCC + "aaaa-2"
FILES = {
    "occupations_nl.csv": f'conceptType,conceptUri,iscoGroup,preferredLabel,altLabels\nOccupation,{WELDER},7212,lasser,"tig-lasser\nmag-lasser"\nOccupation,{COOK},5120,kok,\n',
    "occupations_de.csv": f"conceptType,conceptUri,iscoGroup,preferredLabel,altLabels\nOccupation,{WELDER},7212,Schweißer/Schweißerin,\n",
    "kldb.csv": "kldb5,isco08\n24422,7212\n29301,5120\n29301,9412\n",
    "dkz.csv": '"1","B 24422-101","t","3910","2","0","2","E","0","Schweißer/Schweißerin","Schweißer/in","X"\n',
    "boc.csv": '"UWV beroep code";"Omschrijving";"Code Bovenliggend Referentie Beroep";"Omschrijving Bovenliggend Referentie Beroep"\n"721";"tig-lasser";"9990";"Lasser"\n',
    "broader_de.csv": f"conceptType,conceptUri,conceptLabel,broaderType,broaderUri,broaderLabel\nOccupation,{COOK},x,Occupation,{WELDER},y\n",
}
MAPPING = (
    "Classification 1 URI,Classification 1 PrefLabel,Mapping relation,Classification 2 URI,Classification 2 PrefLabel\n"
)


def table(folder: Path, name: str, text: str) -> Table | None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return recognise(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "kind", "lang", "rows"),
    [
        ("occupations_nl.csv", "esco_occupations", "nl", 2),
        ("occupations_de.csv", "esco_occupations", "de", 1),
        ("kldb.csv", "kldb_isco", "", 3),
        ("dkz.csv", "dkz", "", 1),
        ("boc.csv", "boc", "", 1),
        ("broader_de.csv", "esco_broader_occupations", "de", 1),
    ],
    ids=lambda x: str(x),
)
def test_each_table_is_recognised_by_its_header(folder: Path, name: str, kind: str, lang: str, rows: int) -> None:
    found = recognise(folder / name)
    assert found is not None
    assert (found.kind, found.lang, len(found.rows)) == (kind, lang, rows)


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        (
            "kldb.csv",
            "kldb5,isco08\n24422,7212\n2442,7212\n",
            "kldb.csv:3, field kldb5: expected a KldB 2010 code of five digits",
        ),
        ("kldb.csv", "kldb5,isco08\n24422,\n", "kldb.csv:2, field isco08: expected a value"),
        ("kldb.csv", "kldb5,isco08\n24422\n", "kldb.csv:2: expected at least 2 columns, found 1"),
        ("kldb.csv", "kldb5,isco08\n", "kldb.csv: expected rows below the header"),
        ("occupations.csv", FILES["occupations_nl.csv"], "expected _nl or _de in the file's name"),
        (
            "occupations_nl.csv",
            FILES["occupations_nl.csv"] + f"Occupation,{WELDER},7212,bakker,\n",
            "stands twice with different content",
        ),
        ("occupations_nl.csv", FILES["occupations_nl.csv"].replace(OCC, "x"), "expected an ESCO address"),
        ("dkz.csv", FILES["dkz.csv"] + FILES["dkz.csv"].replace("B 24422-101", "24422"), "dkz.csv:2, field code"),
        ("uwv.csv", MAPPING + f"1,a,sameAs,{WELDER},b\n", "expected exactMatch, closeMatch"),
    ],
    ids=[
        "short code",
        "empty cell",
        "short row",
        "no rows",
        "no language",
        "twice",
        "no address",
        "DKZ code",
        "relation",
    ],
)
def test_a_broken_row_gets_one_sentence(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(InputError) as error:
        table(tmp_path, name, text)
    assert says in str(error.value)


def test_the_line_of_a_row_counts_the_lines_inside_cells(tmp_path: Path) -> None:
    bad = FILES["occupations_nl.csv"] + "Occupation,,7212,bakker,\n"
    with pytest.raises(InputError, match=r"occupations_nl\.csv:5, field conceptUri"):
        table(tmp_path, "occupations_nl.csv", bad)


def test_a_row_that_stands_twice_the_same_counts_once(tmp_path: Path) -> None:
    found = table(tmp_path, "kldb.csv", FILES["kldb.csv"] + "24422,7212\n")
    assert found is not None
    assert (len(found.rows), found.repeated) == (3, 1)


@pytest.mark.parametrize("text", ["a,b\n1,2\n", "", "Datum,Beroep\n1,Kok\n"], ids=["other", "empty", "a profile"])
def test_another_file_is_none_of_them(tmp_path: Path, text: str) -> None:
    assert table(tmp_path, "x.csv", text) is None


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_none_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "any_nl.csv"
    path.write_bytes(content)
    try:
        assert recognise(path) is None or True
    except InputError as error:
        assert "any_nl.csv" in str(error)


def test_concepts_need_both_languages(folder: Path) -> None:
    (welder,) = Reference.of(load_tables(folder)).concepts
    assert welder.id == esco_id(WELDER)
    assert welder.nl == ("lasser", "tig-lasser", "mag-lasser")
    assert (welder.de, welder.isco) == (("Schweißer/Schweißerin",), ("7212",))


def test_codes_are_looked_up(folder: Path) -> None:
    reference = Reference.of(load_tables(folder))
    assert reference.kldb_of_title["Schweißer/in"] == reference.kldb_of_title["Schweißer/Schweißerin"] == "24422"
    assert reference.isco_of_kldb == {"24422": ("7212",), "29301": ("5120", "9412")}
    assert reference.titles[("boc", "721")] == "tig-lasser"


def test_a_skill_set_in_the_file_name_is_kept_apart(tmp_path: Path) -> None:
    text = "conceptType,conceptUri,preferredLabel,skillType,altLabels,broaderConceptUri\nX,http://data.europa.eu/esco/skill/1,Haskell,knowledge,a | b,\n"
    found = table(tmp_path, "digitalSkillsCollection_de.csv", text)
    assert found is not None
    assert found.kind == "esco_digital_skills"
    assert (
        table(tmp_path, "skills_de.csv", text.replace(",broaderConceptUri", "").replace(",\n", "\n")).kind
        == "esco_skills"
    )  # type: ignore[union-attr]


def mappings(folder: Path) -> tuple[Table, ...]:
    preamble = "About this table,,,,\n,,,,\n"
    (folder / "EURES_NL.csv").write_text(
        preamble + MAPPING + f"http://uwv.example/9990,Lasser,skos:exactMatch,{WELDER},welder\n"
        f"http://uwv.example/8,Kok,broadMatch,{COOK},cook\n",
        encoding="utf-8",
    )
    book = Workbook()
    book.active.append(["Target URI", "Mapping  Relation", "Source ID", "Source label"])
    book.active.append([WELDER, "closeMatch", "B 24422-101", "Schweißer/in"])
    book.save(folder / "germany to esco.xlsx")
    return load_tables(folder)


def test_a_mapping_is_read_whatever_its_direction_preamble_and_file_type(tmp_path: Path) -> None:
    found = {t.name: t for t in mappings(tmp_path)}
    assert {(t.kind, t.lang) for t in found.values()} == {("eures_occupations", "nl"), ("eures_occupations", "de")}


def test_two_mappings_bridge_without_any_other_table(tmp_path: Path) -> None:
    reference = Reference.of(mappings(tmp_path))
    (welder,) = reference.concepts
    assert (welder.nl, welder.de) == (("Lasser",), ("Schweißer/in",))
    assert reference.links[("boc", "9990")] == ((esco_id(WELDER), 1.0),)
    assert reference.links[("dkz title", "Schweißer/in")] == ((esco_id(WELDER), 0.9),)


def test_a_broader_title_lends_its_code_but_not_its_words(tmp_path: Path) -> None:
    reference = Reference.of(mappings(tmp_path))
    assert reference.links[("boc", "8")][0][1] < 0.9
    assert esco_id(COOK) not in {c.id for c in reference.concepts}


@needs_shared
def test_the_real_samples_load() -> None:
    tables = {(t.kind, t.lang): t for name in ("esco", "dkz", "kldb", "uwv") for t in load_tables(SHARED / name)}
    assert len(tables) == 16
    assert tables[("esco_occupations", "de")].repeated == 4
    assert (tables[("boc", "")].version, len(tables[("boc", "")].rows)) == ("24.1", 24_309)
    reference = Reference.of(tuple(tables.values()))
    assert sum(c.kind == "occupation" for c in reference.concepts) == 3_039
    assert set(reference.kldb_of_title.values()) <= set(reference.isco_of_kldb)
    assert any(c.near for c in reference.concepts)
