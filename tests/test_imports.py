"""The architecture holds: imports run one way, and only the named modules reach outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

# From the ground up; a module may import from its own layer and those below it.
LAYERS = (
    ("models", "errors", "serial", "globe", "pipeline", "typed", "columns"),
    ("taken_out",),
    ("own_items",),
    ("text", "data", "settings", "facts", "sectors"),
    ("compounds", "geo", "bridge", "negation"),
    ("skilltext", "rules", "named_places"),
    ("extract", "profile", "related"),
    ("offers",),
    ("pairs",),
    ("pair",),
    ("scoring", "gaps", "notes", "index"),
    ("searched", "typed_words"),
    ("skillcheck", "stock", "limits"),
    ("same",),
    ("ranking",),
    ("preferences", "candidates", "filters"),
    ("sources", "evaluate"),
    ("profiles",),
    ("store",),
    ("official",),
    ("stored_index",),
    ("readings",),
    ("jobs",),
    ("personal",),
    ("weekly",),
    ("following",),
    ("case", "benchstock", "extraction_case", "decided"),
    ("bench",),
    ("cli",),
    ("cli_decisions", "cli_ranking", "cli_rules", "cli_weekly"),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
SOURCES_AND_STORE_MAY_KNOW = {"models", "errors", "settings", "serial", "globe", "taken_out", "own_items"}


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (
                (f"{node.module}.{alias.name}" for alias in node.names) if node.module == "matcher" else [node.module]
            )


def part(path: Path) -> str:
    """`matcher/bridge/linker.py` -> `bridge`."""
    return path.relative_to(ROOT / "matcher").parts[0].removesuffix(".py")


def own_imports(path: Path) -> set[str]:
    return {name.split(".")[1] for name in imported(path) if name.startswith("matcher.")}


@pytest.mark.parametrize("path", modules("matcher"), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    if path.name == "__init__.py" and path.parent.name == "matcher":
        return
    here = part(path)
    assert here in LEVEL, f"{here} has no place in the layers"
    above = {name for name in own_imports(path) if LEVEL[name] > LEVEL[here]}
    assert not above, f"{path.name} imports from above: {above}"


@pytest.mark.parametrize("path", modules("matcher"), ids=lambda p: str(p.relative_to(ROOT)))
def test_matcher_knows_neither_flask_nor_web(path: Path) -> None:
    assert not {name.split(".")[0] for name in imported(path)} & {"flask", "web"}


@pytest.mark.parametrize(
    "path",
    [p for p in modules("matcher") if part(p) in ("sources", "store")],
    ids=lambda p: str(p.relative_to(ROOT)),
)
def test_sources_and_store_know_only_models_errors_settings(path: Path) -> None:
    assert own_imports(path) <= SOURCES_AND_STORE_MAY_KNOW | {part(path)}


@pytest.mark.parametrize(
    ("library", "place"),
    [("requests", "matcher/sources"), ("sqlite_utils", "matcher/store"), ("sqlite3", "matcher/store")],
    ids=lambda x: x,
)
def test_outside_is_reached_in_one_place(library: str, place: str) -> None:
    users = [p for pkg in ("matcher", "web") for p in modules(pkg) if library in {n.split(".")[0] for n in imported(p)}]
    assert users
    assert all(str(p.relative_to(ROOT)).startswith(place) for p in users)


@pytest.mark.parametrize("word", ["/" + "work/", "/" + "root/", "../" + "shared"], ids=["work", "root", "shared"])
def test_the_product_names_no_machine_path(word: str) -> None:
    files = [
        p
        for d in ("matcher", "web", "data")
        for p in (ROOT / d).rglob("*")
        if p.suffix in {".py", ".md", ".html", ".toml", ".css"}
    ]
    assert not [p.name for p in [*files, ROOT / "README.md"] if p.exists() and word in p.read_text(encoding="utf-8")]
